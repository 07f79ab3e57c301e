//! Opening the file: the lock against a second process, the checks, the settings, the migrations.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tokio::sync::watch;

use super::Store;
use super::writer::Writer;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Below it two connections can corrupt the file: the WAL-reset bug, <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Why a database cannot be used. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// `DATABASE_URL` is not one of SQLite's.
    #[error("DATABASE_URL must look like sqlite://leadbell.db, but is {0:?}")]
    Address(String),
    /// Another process has it open.
    #[error("another Leadbell is running on {}; stop it first, or set DATABASE_URL to another file", .0.display())]
    InUse(PathBuf),
    /// Another program than ours has it for itself alone.
    #[error("another program holds the database {} for itself; close it there, and start again", .0.display())]
    Held(PathBuf),
    /// A newer program has migrated it.
    #[error(
        "the database {} was written by a newer Leadbell (migration {found}, this one knows {known}); update this program or \
         restore the backup made before the update", .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its newest migration.
        found: i64,
        /// The newest one that this program knows.
        known: i64,
    },
    /// The bundled library is too old.
    #[error("SQLite {found} is too old: below 3.51.3 a bug can corrupt the database")]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// The file is damaged.
    #[error("the database {} is damaged ({found}); restore a backup", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        found: String,
    },
    /// It cannot be read, written or created.
    #[error("cannot use the database {}: {why}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        why: String,
    },
}

/// Holds the lock file for as long as the store lives; the system lets go of it when the process ends, however it ends.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    fn take(database: &Path) -> Result<Self, OpenError> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let failed = |error: std::io::Error| OpenError::File {
            path: database.to_owned(),
            why: error.to_string(),
        };
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(PathBuf::from(name))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
            Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

/// Opens, checks and migrates the database of that address (`sqlite://leadbell.db`), creating it where absent.
///
/// # Errors
/// [`OpenError`], in words for whoever started the program.
pub async fn open(url: &str) -> Result<Store, OpenError> {
    let options = address(url)?;
    let path = options.get_filename().to_owned();
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL can lose the last commits on power loss, and an acknowledged lead must not be lost.
        .synchronous(if crate::failpoint::trusts_disk() {
            SqliteSynchronous::Normal
        } else {
            SqliteSynchronous::Full
        })
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        // What is deleted is overwritten: an erased person must not be left in the file's free space.
        .pragma("secure_delete", "on")
        // Statements carry what customers wrote, which must not reach a log.
        .disable_statement_logging();
    let lock = Lock::take(&path)?;
    let failed = |error: sqlx::Error| {
        if is_locked(&error) {
            return OpenError::Held(path.clone());
        }
        if is_damage(&error) {
            return OpenError::Damaged {
                path: path.clone(),
                found: plain(&error),
            };
        }
        OpenError::File {
            path: path.clone(),
            why: plain(&error),
        }
    };

    let mut conn = options.connect().await.map_err(failed)?;
    check_version(&mut conn).await.map_err(failed)??;
    check_file(&mut conn, &path).await?;
    let known = newest_known();
    if let Some(found) = newest_migration(&mut conn).await
        && found > known
    {
        return Err(OpenError::Newer { path, found, known });
    }
    #[cfg(debug_assertions)]
    watch_migrations(&mut conn, true).await.map_err(failed)?;
    MIGRATIONS.run(&mut conn).await.map_err(|error| OpenError::File {
        path: path.clone(),
        why: error.to_string(),
    })?;
    #[cfg(debug_assertions)]
    watch_migrations(&mut conn, false).await.map_err(failed)?;

    forget_searched_words_at_once(&mut conn).await.map_err(failed)?;

    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(2))
        .connect_with(options.clone().read_only(true).create_if_missing(false))
        .await
        .map_err(failed)?;
    let (changed, changes) = watch::channel(0);
    let (broke, broken) = watch::channel(None);
    Ok(Store {
        writer: Writer::start(conn, options.clone(), changed, broke),
        broken,
        options,
        readers,
        changes,
        _lock: Arc::new(lock),
    })
}

fn address(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    SqliteConnectOptions::from_str(url)
        .ok()
        .filter(|options| !options.get_filename().as_os_str().is_empty() && url.starts_with("sqlite:"))
        .ok_or_else(|| OpenError::Address(url.to_owned()))
}

/// What a look at a database finds.
#[derive(Debug)]
pub enum Peek {
    /// There is none yet.
    Missing(PathBuf),
    /// It is of an older version of the program, whose tables may be others.
    Older(SqliteConnection),
    /// It is there.
    Current(SqliteConnection),
}

/// Looks at the database of that address, also while the program runs: nothing is created, migrated or written.
///
/// # Errors
/// As [`open`], but for [`OpenError::InUse`].
pub async fn peek(url: &str) -> Result<Peek, OpenError> {
    let options = address(url)?;
    let path = options.get_filename().to_owned();
    if !path.exists() {
        return Ok(Peek::Missing(path));
    }
    let options = options
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(5))
        .pragma("query_only", "on")
        .disable_statement_logging();
    let mut conn = options.connect().await.map_err(|error| OpenError::File {
        path: path.clone(),
        why: plain(&error),
    })?;
    check_file(&mut conn, &path).await?;
    let known = newest_known();
    match newest_migration(&mut conn).await {
        Some(found) if found > known => Err(OpenError::Newer { path, found, known }),
        Some(found) if found == known => Ok(Peek::Current(conn)),
        _ => Ok(Peek::Older(conn)),
    }
}

fn newest_known() -> i64 {
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

async fn check_file(conn: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    let found = sqlx::query_scalar::<_, String>("pragma quick_check(1)")
        .fetch_one(&mut *conn)
        .await;
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(OpenError::Damaged {
            path: path.to_owned(),
            found,
        }),
        Err(error) if is_locked(&error) => Err(OpenError::Held(path.to_owned())),
        Err(error) => Err(OpenError::Damaged {
            path: path.to_owned(),
            found: plain(&error),
        }),
    }
}

async fn newest_migration(conn: &mut SqliteConnection) -> Option<i64> {
    // Fails before the first migration, when there is no such table.
    sqlx::query_scalar::<_, Option<i64>>("select max(version) from _sqlx_migrations")
        .fetch_one(conn)
        .await
        .ok()
        .flatten()
}

/// `SQLITE_BUSY`, plain or extended, even after the busy time-out.
fn is_locked(error: &sqlx::Error) -> bool {
    code(error) == Some(5)
}

/// `SQLITE_CORRUPT` and `SQLITE_NOTADB`.
fn is_damage(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(11 | 26))
}

/// SQLite's primary result code.
fn code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?;
    Some(code.parse::<i32>().ok()? & 0xff)
}

/// SQLite's own words, without the library's wrapping.
fn plain(error: &sqlx::Error) -> String {
    error
        .as_database_error()
        .map_or_else(|| error.to_string(), |error| error.message().to_owned())
}

impl Store {
    /// Whether the file is sound: SQLite's `integrity_check` and `foreign_key_check`.
    ///
    /// By a connection of its own. FTS5 looks at the index with the list of segments that the connection remembers from
    /// its last search; only a search, not this check, asks first whether another connection has written since. On a
    /// reader that has lived for a while it so finds a sound index corrupt (`fts5IntegrityMethod` in SQLite's `fts5.c` as
    /// of 3.51.3 does not call `fts5NewTransaction`).
    ///
    /// # Errors
    /// What either found, or that the file could not be read.
    pub async fn check_integrity(&self) -> anyhow::Result<()> {
        let options = self.options.clone().read_only(true).create_if_missing(false);
        let mut conn = options.connect().await?;
        check_integrity(&mut conn).await?;
        Ok(conn.close().await?)
    }
}

/// Whether a file is sound: SQLite's `integrity_check` and `foreign_key_check`.
///
/// # Errors
/// What either found, or that the file could not be read.
pub async fn check_integrity(conn: &mut SqliteConnection) -> anyhow::Result<()> {
    let found: String = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut *conn)
        .await?;
    anyhow::ensure!(found == "ok", "integrity_check: {found}");
    let orphans = sqlx::query("pragma foreign_key_check")
        .fetch_all(&mut *conn)
        .await?;
    anyhow::ensure!(orphans.is_empty(), "foreign_key_check: {} orphans", orphans.len());
    Ok(())
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
