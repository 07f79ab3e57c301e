//! A consistent copy of the database, made by SQLite itself while others may write.

use std::path::Path;
use std::str::FromStr as _;

use anyhow::{Context as _, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

/// Writes a copy of the database to `file`, as of one moment (`VACUUM INTO`). Takes no lock that would keep the running
/// program from writing.
///
/// # Errors
/// No such database, a file that is there already or cannot be written.
pub async fn backup(url: &str, file: &Path) -> anyhow::Result<()> {
    ensure!(
        !file.exists(),
        "{} is there already; choose another name",
        file.display()
    );
    let options =
        SqliteConnectOptions::from_str(url).with_context(|| format!("{url:?} is no SQLite address"))?;
    let mut conn = options
        .create_if_missing(false)
        .connect()
        .await
        .with_context(|| format!("cannot open {url}: is DATABASE_URL right?"))?;
    let target = file.to_str().context("the file's name has to be UTF-8")?;
    sqlx::query("vacuum into ?")
        .bind(target)
        .execute(&mut conn)
        .await
        .context("the copy could not be made")?;
    conn.close().await?;
    Ok(())
}
