//! What `DATABASE_URL` names, and how the file is opened to be written to.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::open_error::OpenError;

pub(super) fn address(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    SqliteConnectOptions::from_str(url)
        .ok()
        .filter(|options| !options.get_filename().as_os_str().is_empty() && url.starts_with("sqlite:"))
        .ok_or_else(|| OpenError::Address(url.to_owned()))
}

pub(super) fn settings(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
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
        .disable_statement_logging()
}
