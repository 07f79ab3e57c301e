//! What `DATABASE_URL` names, and how the file is opened to be written to.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::open_error::OpenError;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 400;

pub(super) fn address(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    SqliteConnectOptions::from_str(url)
        .ok()
        .filter(|options| !options.get_filename().as_os_str().is_empty() && url.starts_with("sqlite:"))
        .ok_or_else(|| OpenError::Address(url.to_owned()))
}

pub(super) fn settings(options: SqliteConnectOptions) -> SqliteConnectOptions {
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
        // What a statement may have to take back, and what is sorted, is kept in memory: no file of its own for either.
        .pragma("temp_store", "memory")
        // So that nothing is prepared twice: there are about 200 queries.
        .statement_cache_capacity(STATEMENTS);
    counted(options)
}

/// Statements carry what customers wrote, which must not reach a log.
#[cfg(not(debug_assertions))]
fn counted(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.disable_statement_logging()
}

/// Has tests count the statements of one database: each is an event at a level that no log of ours shows, from a thread
/// that is named after the file.
#[cfg(debug_assertions)]
fn counted(options: SqliteConnectOptions) -> SqliteConnectOptions {
    let name = format!("sqlite {}", options.get_filename().display());
    options
        .log_statements(log::LevelFilter::Trace)
        .log_slow_statements(log::LevelFilter::Trace, Duration::MAX)
        .thread_name(move |_| name.clone())
}
