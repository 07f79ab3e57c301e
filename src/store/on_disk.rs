//! Whether the files are still those that the writer has open. A file that was removed or moved can be written to for as
//! long as it is open, and nothing of it is there afterwards.

use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use sqlx::sqlite::SqliteConnectOptions;

use super::lock::beside;

/// Which files these are.
pub(super) struct OnDisk {
    database: Seen,
    log: Seen,
}

/// What is not there any longer.
pub(super) enum Gone {
    Database,
    Log,
}

impl OnDisk {
    pub(super) fn of(options: &SqliteConnectOptions) -> Self {
        let path = options.get_filename();
        Self {
            database: Seen::at(path.to_owned()),
            log: Seen::at(beside(path, "-wal")),
        }
    }

    /// The log is a new one from here on.
    pub(super) fn forget_log(&mut self) {
        self.log.file = None;
    }

    pub(super) fn gone(&mut self) -> Option<Gone> {
        if self.database.is_gone() {
            Some(Gone::Database)
        } else if self.log.is_gone() {
            Some(Gone::Log)
        } else {
            None
        }
    }
}

/// A name, and which file it was when it was last seen.
struct Seen {
    path: PathBuf,
    file: Option<(u64, u64)>,
}

impl Seen {
    fn at(path: PathBuf) -> Self {
        let mut seen = Self { path, file: None };
        seen.is_gone();
        seen
    }

    fn is_gone(&mut self) -> bool {
        let now = std::fs::metadata(&self.path).ok();
        let now = now.map(|file| (file.dev(), file.ino()));
        match self.file {
            Some(file) => now != Some(file),
            None => {
                self.file = now;
                false
            }
        }
    }
}
