//! Brings the write-ahead log into the database beside the changes, so that no press waits for that: by itself SQLite does it
//! within the commit that makes the log long (`wal_autocheckpoint`, which is off).

use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::task::JoinHandle;

/// After how many rows. Each is a page or two of 4 KiB, so that the log stays at some ten megabytes.
const ROWS: u64 = 4000;

pub(super) struct Checkpoints {
    options: SqliteConnectOptions,
    rows: u64,
    running: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(super) fn new(options: &SqliteConnectOptions) -> Self {
        Self {
            // Where somebody has taken the file away, none is made in its place.
            options: options.clone().create_if_missing(false),
            rows: 0,
            running: None,
        }
    }

    /// So many rows have been committed since the last call.
    #[expect(
        clippy::disallowed_methods,
        reason = "it belongs to the store, which waits for it in `close`"
    )]
    pub(super) fn after(&mut self, rows: u64) {
        self.rows += rows;
        let is_running = self.running.as_ref().is_some_and(|running| !running.is_finished());
        if self.rows < ROWS || is_running {
            return;
        }
        self.rows = 0;
        let options = self.options.clone();
        self.running = Some(tokio::spawn(async move {
            if let Err(error) = checkpoint(options).await {
                tracing::warn!(%error, "the write-ahead log could not be emptied; it is tried again");
            }
        }));
    }

    pub(super) async fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.await;
        }
    }
}

/// Passive: it waits for nobody, and what it leaves the next one brings over.
async fn checkpoint(options: SqliteConnectOptions) -> Result<(), sqlx::Error> {
    let mut conn = options.connect().await?;
    sqlx::raw_sql("pragma wal_checkpoint(passive)")
        .execute(&mut conn)
        .await?;
    conn.close().await
}
