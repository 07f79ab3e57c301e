//! Who is told of a commit. SQLite itself says which tables a change has written to, so that whoever waits for rows of one
//! table is not woken by changes of others: each waking is a look at the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use sqlx::SqliteConnection;
use tokio::sync::watch;

const OUTBOX: u8 = 1;
const DUE: u8 = 2;
const UNINDEXED: u8 = 4;

/// Which of the tables that somebody waits for the changes of one connection have written to.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched(Arc<AtomicU8>);

impl Touched {
    /// Has a connection note what it writes to.
    pub(super) async fn by(conn: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let touched = Self::default();
        let noted = Arc::clone(&touched.0);
        conn.lock_handle().await?.set_update_hook(move |change| {
            let bit = match change.table {
                "outbox" => OUTBOX,
                "due" => DUE,
                "unindexed_leads" => UNINDEXED,
                _ => return,
            };
            noted.fetch_or(bit, Ordering::Relaxed);
        });
        Ok(touched)
    }

    pub(super) fn clear(&self) {
        self.back_to(0);
    }

    /// As it is now.
    pub(super) fn mark(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }

    /// As it was at `mark`: what was written since gives nobody anything to do.
    pub(super) fn back_to(&self, mark: u8) {
        self.0.store(mark, Ordering::Relaxed);
    }
}

/// The number of the last commit, and of the last one that touched each of these tables.
pub(super) struct Commits {
    pub(super) all: watch::Sender<u64>,
    pub(super) outbox: watch::Sender<u64>,
    pub(super) due: watch::Sender<u64>,
    pub(super) unindexed: watch::Sender<u64>,
}

impl Commits {
    pub(super) fn new() -> Self {
        Self {
            all: watch::Sender::new(0),
            outbox: watch::Sender::new(0),
            due: watch::Sender::new(0),
            unindexed: watch::Sender::new(0),
        }
    }

    /// The number that the next commit will have.
    pub(super) fn next(&self) -> u64 {
        self.all.borrow().wrapping_add(1)
    }

    /// Tells of commit `number`.
    pub(super) fn tell(&self, number: u64, touched: &Touched) {
        let mark = touched.mark();
        self.all.send_replace(number);
        for (bit, told) in [
            (OUTBOX, &self.outbox),
            (DUE, &self.due),
            (UNINDEXED, &self.unindexed),
        ] {
            if mark & bit != 0 {
                told.send_replace(number);
            }
        }
    }
}
