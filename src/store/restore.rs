//! Putting a copy back in place of the database, with the program stopped. The copy is only read; it is checked, made ready
//! beside the database and put in its place at once. What was there is kept.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::address::address;
use super::backup::{copy_into, free_name, sync_folder};
use super::lock::{self, COPY, Known, Lock, RESTORED, beside};
use super::open::check_integrity;
use super::open_error::OpenError;
use super::prepare::{check_file, migrate, newest_known, newest_migration, write_mark};

/// What was done.
#[derive(Debug)]
pub(crate) struct Restored {
    /// The database that is in place now.
    pub database: PathBuf,
    /// Where the one that was there is kept; `None` where there was none.
    pub kept: Option<PathBuf>,
}

/// Puts the copy `file` in place of the database of that address. `stamp` tells the kept one from those of other days.
///
/// # Errors
/// That the program runs, or what is wrong with the copy or the disk. The database is what it was then.
pub(crate) async fn restore(url: &str, file: &Path, stamp: &str) -> anyhow::Result<Restored> {
    let database = address(url)?.get_filename().to_owned();
    ensure!(file.is_file(), "there is no file {}", file.display());
    let is_itself = database.canonicalize().ok() == file.canonicalize().ok();
    ensure!(
        !is_itself,
        "{} is the database itself; name the copy",
        file.display()
    );
    let _lock = Lock::take(&database)?;

    let fresh = beside(&database, ".restoring");
    let mut copy = check_copy(file).await?;
    copy_into(&mut copy, &fresh, COPY)
        .await
        .with_context(|| format!("the copy cannot be made ready beside {}", database.display()))?;
    copy.close().await?;
    let mut conn = SqliteConnectOptions::new().filename(&fresh).connect().await?;
    migrate(&mut conn, &fresh).await?;
    if let Some(numbers) = last_numbers(&database).await {
        for (team, next) in numbers {
            sqlx::query("update teams set next_lead_number = max(next_lead_number, ?) where id = ?")
                .bind(next)
                .bind(team)
                .execute(&mut conn)
                .await?;
        }
        write_mark(&mut conn, RESTORED).await?;
    }
    conn.close().await?;
    std::fs::File::open(&fresh)?.sync_all()?;
    let kept = swap(&fresh, &database, stamp)?;
    Ok(Restored { database, kept })
}

/// Opens a copy to read, once it is known to be whole and one of ours.
async fn check_copy(file: &Path) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .disable_statement_logging();
    let mut conn = options
        .connect()
        .await
        .with_context(|| format!("{} cannot be read", file.display()))?;
    check_file(&mut conn, file).await?;
    let known = newest_known();
    match newest_migration(&mut conn).await {
        None => bail!("{} is not a copy of a Leadbell database", file.display()),
        Some(found) if found > known => bail!(OpenError::Newer {
            path: file.to_owned(),
            found,
            known
        }),
        Some(_) => {}
    }
    check_integrity(&mut conn)
        .await
        .with_context(|| format!("{} is damaged; take another copy", file.display()))?;
    Ok(conn)
}

/// Each team's next lead number by the database that is to be replaced, whose log is brought into it on the way. `None` where
/// it is not there, or cannot be read as it should.
async fn last_numbers(database: &Path) -> Option<Vec<(i64, i64)>> {
    lock::check_log(database, Known::read(database)).ok()?;
    let options = SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(false)
        .disable_statement_logging();
    let mut conn = options.connect().await.ok()?;
    check_file(&mut conn, database).await.ok()?;
    let numbers = sqlx::query_as("select id, next_lead_number from teams")
        .fetch_all(&mut conn)
        .await
        .ok();
    conn.close().await.ok()?;
    numbers
}

/// Keeps the database under another name, with its log where that could not be brought into it, and puts the fresh one in its
/// place. At each moment there is one under its name: where it ends before the last step, the next start finds a log that
/// is not the database's own, and says so.
fn swap(fresh: &Path, database: &Path, stamp: &str) -> anyhow::Result<Option<PathBuf>> {
    let log = beside(database, "-wal");
    let mut kept = None;
    if database.exists() {
        let name = free_name(&beside(database, &format!(".before-{stamp}")));
        link_or_copy(database, &name)?;
        if log.exists() {
            link_or_copy(&log, &beside(&name, "-wal"))?;
        }
        sync_folder(database)?;
        kept = Some(name);
    }
    std::fs::rename(fresh, database)?;
    sync_folder(database)?;
    for stale in [log, beside(database, "-shm")] {
        match std::fs::remove_file(stale) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    sync_folder(database)?;
    Ok(kept)
}

/// A second name for a file; a copy where the file system knows no such thing.
fn link_or_copy(file: &Path, name: &Path) -> anyhow::Result<()> {
    if std::fs::hard_link(file, name).is_err() {
        std::fs::copy(file, name)?;
        std::fs::File::open(name)?.sync_all()?;
    }
    Ok(())
}
