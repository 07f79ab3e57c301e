//! Why a database cannot be opened, in words for whoever started the program: each says what to do.

use std::path::{Path, PathBuf};

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
    #[error("the database {} is damaged ({found}); restore a backup: leadbell restore FILE", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        found: String,
    },
    /// The log beside the file is another file's: SQLite would write its pages over those of this one.
    #[error(
        "{} is not the log of {}: that file was put there (or taken away) since the program last ran, and the log belongs to the \
         database that was there before. To go on with this file, move the log out of the way: mv '{}' '{}.old'. (leadbell restore FILE puts a \
         copy in place without this)", .log.display(), .path.display(), .log.display(), .log.display()
    )]
    ForeignLog {
        /// The database.
        path: PathBuf,
        /// The log beside it.
        log: PathBuf,
    },
    /// The disk is full, or fails: it may be right again in a while.
    #[error("the database {} cannot be used at the moment: {why}", .path.display())]
    NotNow {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        why: String,
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

impl OpenError {
    pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Self {
        let (path, why) = (path.to_owned(), error.to_string());
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::NotNow { path, why },
            _ => Self::File { path, why },
        }
    }

    pub(super) fn of_sqlx(path: &Path, error: &sqlx::Error) -> Self {
        let (path, why) = (path.to_owned(), plain(error));
        match code(error) {
            // SQLITE_BUSY, plain or extended, even after the busy time-out.
            Some(5) => Self::Held(path),
            // SQLITE_CORRUPT and SQLITE_NOTADB.
            Some(11 | 26) => Self::Damaged { path, found: why },
            // SQLITE_IOERR and SQLITE_FULL.
            Some(10 | 13) => Self::NotNow { path, why },
            _ => Self::File { path, why },
        }
    }

    /// Whether it may work later, without anybody doing something about the file.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::NotNow { .. })
    }
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
