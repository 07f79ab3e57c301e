//! Opening the file: the lock against a second process, the settings, and what a first look must find.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tokio::sync::watch;

use super::address::{address, settings};
use super::commits::Commits;
use super::lock::{self, Known, Lock};
use super::open_error::OpenError;
use super::prepare::{check_file, newest_known, newest_migration, prepare};
use super::tx::Tx;
use super::writer::Writer;
use super::{Store, StoreError};

/// Opens, checks and migrates the database of that address (`sqlite://leadbell.db`), creating it where absent.
///
/// # Errors
/// [`OpenError`], in words for whoever started the program.
pub async fn open(url: &str) -> Result<Store, OpenError> {
    let (options, lock) = take(url)?;
    let conn = prepare(options.clone(), Arc::clone(&lock)).await?;
    store(options, lock, Some(conn)).await
}

/// As [`open`], but where the disk is full or fails at the moment the store is there all the same: it refuses every change
/// until it could be made ready, which is tried again and again.
///
/// # Errors
/// [`OpenError`], but for [`OpenError::NotNow`].
pub(crate) async fn open_soon(url: &str) -> Result<Store, OpenError> {
    let (options, lock) = take(url)?;
    match prepare(options.clone(), Arc::clone(&lock)).await {
        Ok(conn) => store(options, lock, Some(conn)).await,
        Err(error) if error.is_passing() => {
            tracing::error!("{error}; Leadbell waits for it, and takes nothing until then");
            store(options, lock, None).await
        }
        Err(error) => Err(error),
    }
}

fn take(url: &str) -> Result<(SqliteConnectOptions, Arc<Lock>), OpenError> {
    let options = address(url)?;
    let lock = Lock::take(options.get_filename())?;
    Ok((settings(options), Arc::new(lock)))
}

/// `conn` is the writer's, where the database is ready.
async fn store(
    options: SqliteConnectOptions,
    lock: Arc<Lock>,
    conn: Option<SqliteConnection>,
) -> Result<Store, OpenError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        // A connection to a file does not go away by itself: no way to SQLite's thread and back to ask whether it is there.
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(2));
    let reading = options.clone().read_only(true).create_if_missing(false);
    let readers = match &conn {
        Some(_) => pool
            .connect_with(reading)
            .await
            .map_err(|error| OpenError::of_sqlx(options.get_filename(), &error))?,
        None => pool.connect_lazy_with(reading),
    };
    let conn = match conn {
        Some(conn) => Some(
            Tx::over(conn)
                .await
                .map_err(|error| OpenError::of_sqlx(options.get_filename(), &error))?,
        ),
        None => None,
    };
    let commits = Commits::new();
    let (broke, broken) = watch::channel(None);
    let (changes, outbox_changes) = (commits.all.subscribe(), commits.outbox.subscribe());
    let (due_changes, unindexed_changes) = (commits.due.subscribe(), commits.unindexed.subscribe());
    let writer = Writer::start(conn, options.clone(), lock, commits, broke)
        .map_err(|error| OpenError::of_io(options.get_filename(), &error))?;
    Ok(Store {
        writer,
        changes,
        outbox_changes,
        due_changes,
        unindexed_changes,
        broken,
        options,
        readers,
    })
}

/// What a look at a database finds.
#[derive(Debug)]
pub(crate) enum Peek {
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
pub(crate) async fn peek(url: &str) -> Result<Peek, OpenError> {
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
    lock::check_log(&path, Known::read(&path))?;
    let mut conn = options
        .connect()
        .await
        .map_err(|error| OpenError::of_sqlx(&path, &error))?;
    check_file(&mut conn, &path).await?;
    let known = newest_known();
    match newest_migration(&mut conn).await {
        Some(found) if found > known => Err(OpenError::Newer { path, found, known }),
        Some(found) if found == known => Ok(Peek::Current(conn)),
        _ => Ok(Peek::Older(conn)),
    }
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

impl Store {
    /// The tables that have pages of their own, to be looked at one by one.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be read.
    pub(crate) async fn list_tables(&self) -> Result<Vec<String>, StoreError> {
        let tables = sqlx::query_scalar(
            "select name from sqlite_schema where type = 'table' and rootpage > 0 order by rootpage",
        );
        Ok(tables.fetch_all(&mut *self.read().await?).await?)
    }

    /// What is damaged of a table and its indexes; `None` where nothing is. By a connection of its own: a look at a large
    /// table takes seconds.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be read.
    pub(crate) async fn find_damage(&self, table: &str) -> Result<Option<String>, StoreError> {
        let options = self.options.clone().read_only(true).create_if_missing(false);
        let mut conn = options.connect().await?;
        let found: Vec<String> = sqlx::query_scalar("select quick_check from pragma_quick_check(?)")
            .bind(table)
            .fetch_all(&mut conn)
            .await?;
        conn.close().await?;
        Ok(found.into_iter().find(|found| found != "ok"))
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
