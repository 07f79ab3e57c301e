//! A consistent copy of the database, made by SQLite itself while others may write.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::address::address;
use super::lock::{self, COPY, Known, beside};
use super::prepare::write_mark;

/// Writes a copy of the database to `file`, as of one moment. Takes no lock that would keep the running program from
/// writing.
///
/// # Errors
/// No such database, a file that is there already or cannot be written.
pub async fn backup(url: &str, file: &Path) -> anyhow::Result<()> {
    ensure!(
        !file.exists(),
        "{} is there already; choose another name",
        file.display()
    );
    let options = address(url)?.create_if_missing(false).disable_statement_logging();
    let path = options.get_filename().to_owned();
    lock::check_log(&path, Known::read(&path))?;
    let mut conn = options
        .connect()
        .await
        .with_context(|| format!("cannot open {url}: is DATABASE_URL right?"))?;
    copy_into(&mut conn, file, COPY)
        .await
        .context("the copy could not be made")?;
    conn.close().await?;
    Ok(())
}

/// Writes a copy with that mark (`VACUUM INTO`). It has its name, and is on disk, only once it is whole.
pub(super) async fn copy_into(conn: &mut SqliteConnection, file: &Path, mark: i32) -> anyhow::Result<()> {
    let part = beside(file, ".part");
    // Of a copy that was interrupted.
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let target = part.to_str().context("the file's name has to be UTF-8")?;
    sqlx::query("vacuum into ?").bind(target).execute(conn).await?;
    let options = SqliteConnectOptions::new()
        .filename(&part)
        .disable_statement_logging();
    let mut copy = options.connect().await?;
    write_mark(&mut copy, mark).await?;
    copy.close().await?;
    File::open(&part)?.sync_all()?;
    std::fs::rename(&part, file)?;
    sync_folder(file)
}

/// That name, or the first of those that follow on it under which there is nothing yet.
pub(super) fn free_name(name: &Path) -> PathBuf {
    let mut free = name.to_owned();
    let mut count = 1;
    while free.exists() {
        free = beside(name, &format!("-{count}"));
        count += 1;
    }
    free
}

/// Has the names in a file's folder outlive a loss of power.
pub(super) fn sync_folder(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
