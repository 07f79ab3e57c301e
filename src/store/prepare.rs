//! What a database goes through before it is used: the log beside it is its own, it is sound and of a version that is
//! known, its schema is brought up to date, and it gets the mark of this start. All of it can be done again, since a full
//! disk can end it at any step.

use std::path::Path;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};

use super::lock::{self, COPY, Known, Left, Lock, RESTORED};
use super::open_error::OpenError;
use super::row_ids;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Below it two connections can corrupt the file: the WAL-reset bug, <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Opens the file that `lock` keeps, to write to, when all of that is done.
///
/// # Errors
/// [`OpenError`]; where it is a passing one this may be called again.
pub(super) fn prepare(
    options: SqliteConnectOptions,
    lock: Arc<Lock>,
) -> BoxFuture<'static, Result<SqliteConnection, OpenError>> {
    Box::pin(async move { steps(&options, &lock).await })
}

async fn steps(options: &SqliteConnectOptions, lock: &Lock) -> Result<SqliteConnection, OpenError> {
    let path = options.get_filename();
    let failed = |error: sqlx::Error| OpenError::of_sqlx(path, &error);
    let known = Known::read(path);
    lock::check_log(path, known)?;
    let before = lock::mark_of(path);
    // Nobody has written to it since it was left in good order: its pages are looked at in the background.
    let untouched = known.is_some_and(|known| known.left.is_some() && known.left == Left::of(path));
    let copied = known.is_some_and(|known| known.copied) || is_copy(before, known);
    let mark = new_mark();
    let note = |marks, copied| {
        let noted = lock.note(Known {
            marks,
            copied,
            left: None,
        });
        noted.map_err(|error| OpenError::of_io(path, &error))
    };
    // Before SQLite writes a log beside the file.
    note([before.unwrap_or(0), mark], copied)?;

    let mut conn = options.connect().await.map_err(failed)?;
    check_version(&mut conn).await.map_err(failed)??;
    if !untouched {
        check_file(&mut conn, path).await?;
    }
    let newest = newest_known();
    if let Some(found) = newest_migration(&mut conn).await
        && found > newest
    {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found,
            known: newest,
        });
    }
    #[cfg(debug_assertions)]
    watch_migrations(&mut conn, true).await.map_err(failed)?;
    migrate(&mut conn, path).await?;
    #[cfg(debug_assertions)]
    watch_migrations(&mut conn, false).await.map_err(failed)?;
    forget_searched_words_at_once(&mut conn).await.map_err(failed)?;

    sqlx::raw_sql("begin immediate")
        .execute(&mut conn)
        .await
        .map_err(failed)?;
    if copied {
        let numbers_known = before == Some(RESTORED);
        row_ids::go_on_after_copy(&mut conn, numbers_known)
            .await
            .map_err(failed)?;
        tracing::warn!(
            "the database is a copy that was put back: ids go on after all that can have been given out"
        );
    }
    write_mark(&mut conn, mark).await.map_err(failed)?;
    sqlx::raw_sql("commit").execute(&mut conn).await.map_err(failed)?;
    let (busy, all, saved): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)")
        .fetch_one(&mut conn)
        .await
        .map_err(failed)?;
    // While somebody reads, the file may keep its old mark for a while.
    let in_file = if busy == 0 && all == saved {
        mark
    } else {
        before.unwrap_or(0)
    };
    note([in_file, mark], false)?;
    Ok(conn)
}

/// Whether a file is not the one that was used here last. One without a lock file beside it is taken for a copy, which
/// costs a gap in the ids and nothing else.
fn is_copy(mark: Option<i32>, known: Option<Known>) -> bool {
    match (mark, known) {
        (Some(COPY | RESTORED), _) => true,
        (Some(mark), Some(known)) => !known.marks.contains(&mark),
        // There was one, and a new one begins.
        (None, Some(_)) => true,
        // From before there were marks.
        (Some(mark), None) => mark != 0,
        (None, None) => false,
    }
}

fn new_mark() -> i32 {
    loop {
        let mark = rand::random();
        if ![0, COPY, RESTORED].contains(&mark) {
            return mark;
        }
    }
}

/// Writes a mark into the file's header.
pub(super) async fn write_mark(conn: &mut SqliteConnection, mark: i32) -> Result<(), sqlx::Error> {
    let statement = format!("pragma application_id = {mark}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
        .execute(conn)
        .await?;
    Ok(())
}

/// Brings the schema up to date.
pub(super) async fn migrate(conn: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    // Not `run`, whose future cannot be sent between threads (https://github.com/launchbadge/sqlx, "Acquire is not general enough").
    MIGRATIONS
        .run_direct(None, conn, false)
        .await
        .map_err(|error| match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                OpenError::of_sqlx(path, &error)
            }
            error => OpenError::File {
                path: path.to_owned(),
                why: error.to_string(),
            },
        })
}

pub(super) fn newest_known() -> i64 {
    let known = MIGRATIONS.iter().map(|migration| migration.version);
    known.max().unwrap_or(0)
}

/// Without this FTS5 only marks deleted words as such until it merges its segments, and an erasure must be complete
/// (SQLite's FTS5 page, "The 'secure-delete' Configuration Option"). Kept in the file; set here and not in a migration
/// since SQLite below 3.42 does not know it.
async fn forget_searched_words_at_once(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("insert into lead_search (lead_search, rank) values ('secure-delete', 1)")
        .execute(conn)
        .await?;
    Ok(())
}

/// Has a test's program die within a migration. SQLite itself tells of its steps, since a migration is one script.
#[cfg(debug_assertions)]
async fn watch_migrations(conn: &mut SqliteConnection, on: bool) -> Result<(), sqlx::Error> {
    use crate::failpoint::{Point, pass};
    const STEPS: i32 = 50;
    let mut handle = conn.lock_handle().await?;
    if on {
        handle.set_progress_handler(STEPS, || {
            pass(Point::MigrateStep);
            true
        });
        handle.set_commit_hook(|| {
            pass(Point::MigrateCommit);
            true
        });
    } else {
        handle.remove_progress_handler();
        handle.remove_commit_hook();
    }
    Ok(())
}

async fn check_version(conn: &mut SqliteConnection) -> Result<Result<(), OpenError>, sqlx::Error> {
    let found: String = sqlx::query_scalar!("select sqlite_version() as \"version!: String\"")
        .fetch_one(conn)
        .await?;
    Ok(if is_too_old(&found) {
        Err(OpenError::OldSqlite { found })
    } else {
        Ok(())
    })
}

/// What cannot be read as a version is taken for an old one.
fn is_too_old(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part()) < OLDEST_SQLITE
}

pub(super) async fn check_file(conn: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    let found = sqlx::query_scalar::<_, String>("pragma quick_check(1)")
        .fetch_one(&mut *conn)
        .await;
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(OpenError::Damaged {
            path: path.to_owned(),
            found,
        }),
        Err(error) => Err(match OpenError::of_sqlx(path, &error) {
            OpenError::File { path, why } => OpenError::Damaged { path, found: why },
            other => other,
        }),
    }
}

pub(super) async fn newest_migration(conn: &mut SqliteConnection) -> Option<i64> {
    // Fails before the first migration, when there is no such table.
    sqlx::query_scalar::<_, Option<i64>>("select max(version) from _sqlx_migrations")
        .fetch_one(conn)
        .await
        .ok()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_can_corrupt_the_file_is_refused() {
        for version in ["3.51.2", "3.50.7", "3.8.11.1", "3", "", "three"] {
            assert!(is_too_old(version), "{version}");
        }
        for version in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(!is_too_old(version), "{version}");
        }
        let words = OpenError::OldSqlite {
            found: "3.51.2".to_owned(),
        };
        assert!(words.to_string().contains("3.51.2 is too old"), "{words}");
    }
}
