//! The lock file beside the database: keeps a second process out, and remembers which file the write-ahead log beside the
//! database belongs to. SQLite itself replays any log that it finds, also one of another file, and damages a copy that
//! somebody has put in place by it.
//!
//! Each start writes a mark of its own into the database's header (`application_id`) and into the lock file. A file
//! with another mark than the lock file knows is another file: a copy that was put back.
//!
//! A process that ends in good order notes how it left the file. One that is found just so need not be read through at the
//! next start, however large it is.

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::FileExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::open_error::OpenError;

/// The mark of a copy that nobody has started on yet.
pub(super) const COPY: i32 = i32::from_be_bytes(*b"LbCp");
/// The mark of a copy that has been put back, with the lead numbers of the database that it replaces.
pub(super) const RESTORED: i32 = i32::from_be_bytes(*b"LbRe");

/// Bytes of the header that hold `application_id` (<https://sqlite.org/fileformat2.html#application_id>).
const MARK_AT: usize = 68;
const HEADER: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What the lock file knows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Known {
    /// The marks that the database may have: until a checkpoint the old one stands in the file, the new one in its log.
    pub(super) marks: [i32; 2],
    /// The file was found to be a copy, and nothing has been done about that yet.
    pub(super) copied: bool,
    /// How the last process left the file; `None` while one has it open, and where one ended otherwise than in good order.
    pub(super) left: Option<Left>,
}

/// A file that nobody has written to since.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Left {
    len: u64,
    inode: u64,
    /// When it was last written to, and when something else of it was last changed, in nanoseconds.
    modified: i128,
    changed: i128,
}

impl Left {
    /// The file as it is, where all of the database is in it: nothing is left in a log.
    pub(super) fn of(database: &Path) -> Option<Self> {
        let log = std::fs::metadata(beside(database, "-wal")).map_or(0, |log| log.len());
        let file = std::fs::metadata(database).ok().filter(|_| log == 0)?;
        let nanos = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        Some(Self {
            len: file.len(),
            inode: file.ino(),
            modified: nanos(file.mtime(), file.mtime_nsec()),
            changed: nanos(file.ctime(), file.ctime_nsec()),
        })
    }

    fn read(words: &[&str]) -> Option<Self> {
        let [len, inode, modified, changed] = words else {
            return None;
        };
        let time = |word: &str| u128::from_str_radix(word, 16).ok().map(u128::cast_signed);
        let left = Self {
            len: u64::from_str_radix(len, 16).ok()?,
            inode: u64::from_str_radix(inode, 16).ok()?,
            modified: time(modified)?,
            changed: time(changed)?,
        };
        (left != Self::NONE).then_some(left)
    }

    /// What is written where there is nothing to note.
    const NONE: Self = Self {
        len: 0,
        inode: 0,
        modified: 0,
        changed: 0,
    };
}

impl Known {
    /// Of the lock file beside that database; `None` where there is none, or one of an older version.
    pub(super) fn read(database: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(beside(database, ".lock")).ok()?;
        let (text, left) = text.split_once('\n').unwrap_or((&text, ""));
        let left: Vec<_> = left.split_whitespace().collect();
        let mut words = text.split_whitespace();
        let mut mark = || u32::from_str_radix(words.next()?, 16).ok().map(u32::cast_signed);
        let marks = [mark()?, mark()?];
        Some(Self {
            marks,
            copied: words.next() == Some("copy"),
            left: Left::read(&left),
        })
    }

    /// Always as long, so that it is written over in place: nothing can be half of it.
    fn text(self) -> String {
        let [one, two] = self.marks.map(i32::cast_unsigned);
        let copied = if self.copied { "copy" } else { "    " };
        let Left {
            len,
            inode,
            modified,
            changed,
        } = self.left.unwrap_or(Left::NONE);
        let (modified, changed) = (modified.cast_unsigned(), changed.cast_unsigned());
        format!("{one:08x} {two:08x} {copied}\n{len:016x} {inode:016x} {modified:032x} {changed:032x}\n")
    }
}

/// Holds the lock file for as long as the store lives; the system lets go of it when the process ends, however it ends.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    pub(super) fn take(database: &Path) -> Result<Self, OpenError> {
        let failed = |error: std::io::Error| OpenError::of_io(database, &error);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(beside(database, ".lock"))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
            Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Remembers how the file is left, all of it written.
    pub(super) fn note_left(&self, database: &Path) -> std::io::Result<()> {
        let left = Left::of(database);
        match Known::read(database) {
            Some(known) if left.is_some() => self.note(Known { left, ..known }),
            _ => Ok(()),
        }
    }

    /// Remembers. On disk when it returns.
    pub(super) fn note(&self, known: Known) -> std::io::Result<()> {
        self.file.write_all_at(known.text().as_bytes(), 0)?;
        self.file.sync_all()
    }
}

/// A name beside the database's.
pub(super) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The mark in a database's file, without its log; `None` where there is no database.
pub(super) fn mark_of(database: &Path) -> Option<i32> {
    let mut header = [0; HEADER];
    File::open(database).ok()?.read_exact(&mut header).ok()?;
    let mark = header.get(MARK_AT..MARK_AT + 4)?.try_into().ok()?;
    header.starts_with(MAGIC).then(|| i32::from_be_bytes(mark))
}

/// That the log beside a database is its own.
///
/// # Errors
/// [`OpenError::ForeignLog`], before SQLite has seen either.
pub(super) fn check_log(database: &Path, known: Option<Known>) -> Result<(), OpenError> {
    let log = beside(database, "-wal");
    if std::fs::metadata(&log).map_or(0, |log| log.len()) == 0 {
        return Ok(());
    }
    let own = match (mark_of(database), known) {
        (Some(mark), Some(known)) => known.marks.contains(&mark),
        (None, Some(_)) => false,
        (Some(mark), None) => mark != COPY && mark != RESTORED,
        (None, None) => true,
    };
    if own {
        Ok(())
    } else {
        Err(OpenError::ForeignLog {
            path: database.to_owned(),
            log,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("a.db");
        assert_eq!(Known::read(&database), None);
        let lock = Lock::take(&database).unwrap();
        assert_eq!(Known::read(&database), None);
        for known in [
            Known {
                marks: [-1, COPY],
                copied: true,
                left: None,
            },
            Known {
                marks: [7, i32::MIN],
                copied: false,
                left: Left::of(folder.path()),
            },
        ] {
            lock.note(known).unwrap();
            assert_eq!(Known::read(&database), Some(known));
        }
    }
}
