//! SQLite, and the only user of sqlx. One writer that shares its commits, a pool of readers, one file per table.
//!
//! Write functions take `&mut Tx`, which only [`Store::write`] hands out; read functions take `&mut Conn` and so
//! serve inside a change as well as outside it.

pub(crate) mod absences;
mod address;
mod backup;
pub mod bursts;
pub(crate) mod cancelled_steps;
pub(crate) mod commands;
mod commits;
pub mod deals;
pub mod deliveries;
pub mod drafts;
pub mod due;
pub mod erase;
pub mod events;
pub mod expiries;
pub mod favorites;
pub mod figures;
pub mod gateway_starts;
pub mod index;
pub mod interactions;
pub mod leads;
pub mod lists;
mod lock;
pub mod metrics;
pub mod notices;
mod on_disk;
mod open;
mod open_error;
pub mod outbox;
mod prepare;
pub mod rejected;
mod restore;
pub mod round_ups;
mod row_ids;
pub mod scheduler_clock;
mod seal;
pub mod search;
pub(crate) mod setting_changes;
pub mod snoozes;
pub mod sources;
pub(crate) mod stats;
pub mod team_contacts;
pub mod teams;
mod time;
mod tx;
pub mod views;
mod writer;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::watch;

pub use backup::backup;
pub(crate) use open::{Peek, open_soon, peek};
pub use open::{check_integrity, open};
pub(crate) use restore::restore;
pub use seal::Seal;
pub use tx::Tx;
use writer::Size;
pub use writer::StoreError;

/// A connection to read with.
pub type Conn = SqliteConnection;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: writer::Writer,
    readers: SqlitePool,
    changes: watch::Receiver<u64>,
    outbox_changes: watch::Receiver<u64>,
    due_changes: watch::Receiver<u64>,
    unindexed_changes: watch::Receiver<u64>,
    broken: watch::Receiver<Option<String>>,
    options: SqliteConnectOptions,
}

impl Store {
    /// A connection that sees the last commit and cannot write.
    ///
    /// # Errors
    /// [`StoreError`] where the database cannot be read within the pool's time-out.
    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        self.readers.acquire().await.map_err(StoreError::from)
    }

    /// Makes one change: all that `work` writes, or nothing. It is on disk when this returns `Ok`.
    ///
    /// Changes that wait at the same moment share one commit, each in a savepoint of its own: an `Err` of one rolls
    /// back that one alone. No network inside `work`: every other writer waits for it.
    ///
    /// # Errors
    /// What `work` fails with, or [`StoreError`] where the database could not take the change.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(Size::Any, work).await
    }

    /// As [`Self::write`], for a change that is one statement: where no other shares its commit, it needs no other statement
    /// to begin and to end it. More than one would not be written as a whole.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(crate) async fn write_one<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(Size::One, work).await
    }

    /// Writes a page that says what it said before: whether the disk takes anything. An empty change would not reach it.
    ///
    /// # Errors
    /// [`StoreError`] where it does not.
    pub(crate) async fn write_a_page(&self) -> Result<(), StoreError> {
        self.write(async move |tx| {
            sqlx::raw_sql("update row_ids set floor = floor")
                .execute(&mut **tx)
                .await?;
            Ok(())
        })
        .await
    }

    /// Changes each time something was committed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// The number of the last commit that may have given the outbox something to do: those of the others wake nobody there.
    #[must_use]
    pub fn outbox_changes(&self) -> watch::Receiver<u64> {
        self.outbox_changes.clone()
    }

    /// The number of the last commit that wrote what is due.
    #[must_use]
    pub fn due_changes(&self) -> watch::Receiver<u64> {
        self.due_changes.clone()
    }

    /// The number of the last commit that left something for the index of words.
    pub(crate) fn unindexed_changes(&self) -> watch::Receiver<u64> {
        self.unindexed_changes.clone()
    }

    /// How many commits there have been since the start.
    #[must_use]
    pub fn commits(&self) -> u64 {
        *self.changes.borrow()
    }

    /// Waits until the file must not be used any longer by this process, and says why. Nothing is lost until then.
    pub async fn broken(&self) -> anyhow::Error {
        let mut broken = self.broken.clone();
        let why = broken.wait_for(Option::is_some).await.map(|why| why.clone());
        match why {
            Ok(why) => anyhow::anyhow!(why.unwrap_or_default()),
            // The store has been closed.
            Err(_) => std::future::pending().await,
        }
    }

    /// Empties the write-ahead log into the file, so that nothing is left in it of what was erased.
    ///
    /// # Errors
    /// [`StoreError`] where the log cannot be emptied within the busy time-out; it is once it has grown or the program
    /// stops.
    pub(crate) async fn empty_log(&self) -> Result<(), StoreError> {
        let mut conn = self.options.connect().await?;
        sqlx::raw_sql("pragma wal_checkpoint(truncate)")
            .execute(&mut conn)
            .await?;
        Ok(conn.close().await?)
    }

    /// Lets the writer finish what waits, then closes the file. The writer is the last to leave: only a connection that
    /// may write empties the log as it closes.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
