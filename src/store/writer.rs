//! The one writer. It takes what is waiting into one commit, a savepoint each, and answers after it, so that a slow
//! disk costs one sync for many presses.

use std::any::Any;
use std::ops::{Deref, DerefMut};
use std::os::unix::fs::MetadataExt as _;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::Conn;
use crate::failpoint::{self, Point};

/// How many changes share one commit at the most; past it the first ones would wait too long for their answer.
const BATCH: usize = 256;

/// How many changes may wait. A full queue refuses at once, so that memory stays bounded and intake can say "later".
const QUEUE: usize = 4096;

/// Inside a change.
pub struct Tx(SqliteConnection);

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// The database could not take or give what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting already.
    #[error("the database is too busy")]
    Busy,
    /// The program stops and takes nothing more.
    #[error("the database takes nothing more, the program is stopping")]
    Closed,
    /// Its log was deleted under us, and what it held could not be saved.
    #[error("the database's write-ahead log was deleted")]
    LogGone,
    /// A statement, a commit or a connection failed.
    #[error("the database failed: {0}")]
    Failed(Arc<sqlx::Error>),
    /// The change panicked.
    #[error("a change panicked: {0}")]
    Panicked(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(Arc::new(error))
    }
}

/// How often the log is looked for while nothing is written.
const LOOK: Duration = Duration::from_secs(5);

type Finish = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A change in the queue: run inside a savepoint it says whether to keep it, and how to answer after the commit. Where
/// there is no transaction to be had it is told why.
type Job = Box<dyn for<'t> FnOnce(Result<&'t mut Tx, StoreError>) -> BoxFuture<'t, (bool, Finish)> + Send>;

#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    task: Arc<std::sync::Mutex<Option<JoinHandle<()>>>>,
    stop: watch::Sender<bool>,
}

impl Writer {
    /// Starts the writer; `changes` is bumped after each commit.
    #[expect(
        clippy::disallowed_methods,
        reason = "the writer belongs to the store, which joins it in `close`"
    )]
    pub(super) fn start(
        conn: SqliteConnection,
        options: SqliteConnectOptions,
        changes: watch::Sender<u64>,
        broken: watch::Sender<Option<String>>,
    ) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let file = File {
            conn: Some(Tx(conn)),
            log: Log::of(&options),
            options,
            broken,
        };
        let task = tokio::spawn(run(file, queue, changes, stopped));
        Self {
            jobs,
            task: Arc::new(std::sync::Mutex::new(Some(task))),
            stop,
        }
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            Box::pin(async move {
                let done = match tx {
                    Ok(tx) => AssertUnwindSafe(work(tx)).catch_unwind().await,
                    Err(error) => Ok(Err(E::from(error))),
                };
                let (keep, done) = match done {
                    Ok(done) => (done.is_ok(), done),
                    Err(panic) => (false, Err(E::from(StoreError::Panicked(panic_words(&*panic))))),
                };
                let finish: Finish = Box::new(move |committed| {
                    let _gone = answer.send(match (done, committed) {
                        // A refusal, too: it may rest on what another change of the batch had done.
                        (_, Err(error)) => Err(E::from(error)),
                        (done, Ok(())) => done,
                    });
                });
                (keep, finish)
            })
        });
        self.jobs.try_send(job).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answered.await.map_err(|_| E::from(StoreError::Closed))?
    }

    pub(super) async fn close(&self) {
        let _ = self.stop.send(true);
        let task = self.task.lock().ok().and_then(|mut task| task.take());
        if let Some(task) = task {
            let _ = task.await;
        }
    }
}

fn panic_words(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied();
    words
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words")
        .to_owned()
}

/// The file as the writer has it.
struct File {
    conn: Option<Tx>,
    options: SqliteConnectOptions,
    log: Log,
    broken: watch::Sender<Option<String>>,
}

async fn run(
    mut file: File,
    mut queue: mpsc::Receiver<Job>,
    changes: watch::Sender<u64>,
    mut stopped: watch::Receiver<bool>,
) {
    loop {
        let first = tokio::select! {
            job = queue.recv() => job,
            // Also when every handle has been dropped without `close`.
            _ = stopped.changed() => {
                queue.close();
                queue.recv().await
            }
            () = tokio::time::sleep(LOOK) => {
                if let Err(error) = file.save_if_log_is_gone().await {
                    tracing::error!(%error, "the write-ahead log is gone");
                }
                continue;
            }
        };
        let Some(first) = first else { break };
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(job) = queue.try_recv()
        {
            batch.push(job);
        }
        let mut answers = Vec::with_capacity(batch.len());
        let done = file.commit(batch, &mut answers).await;
        if let Err(error) = &done {
            tracing::error!(%error, "a commit failed");
            file.bury().await;
        } else {
            changes.send_modify(|count| *count += 1);
        }
        for answer in answers {
            answer(done.clone());
        }
    }
    if let Some(tx) = file.conn {
        let _ = tx.0.close().await;
    }
}

impl File {
    /// Runs a batch and commits it. What could not even be started is told why.
    async fn commit(&mut self, batch: Vec<Job>, answers: &mut Vec<Finish>) -> Result<(), StoreError> {
        let mut waiting = batch.into_iter();
        let mut done = self.try_commit(&mut waiting, answers).await;
        if done.is_ok() {
            done = self.save_if_log_is_gone().await;
        }
        if let Err(error) = &done {
            for job in waiting {
                answers.push(job(Err(error.clone())).await.1);
            }
        }
        done
    }

    async fn try_commit(
        &mut self,
        batch: &mut std::vec::IntoIter<Job>,
        answers: &mut Vec<Finish>,
    ) -> Result<(), StoreError> {
        let tx = match &mut self.conn {
            Some(tx) => tx,
            None => self.conn.insert(Tx(self.options.connect().await?)),
        };
        sqlx::raw_sql("begin immediate").execute(&mut **tx).await?;
        failpoint::pass(Point::CommitBegun);
        for job in batch {
            sqlx::raw_sql("savepoint change").execute(&mut **tx).await?;
            let (keep, answer) = job(Ok(&mut *tx)).await;
            answers.push(answer);
            let end = if keep {
                "release change"
            } else {
                "rollback to change; release change"
            };
            sqlx::raw_sql(end).execute(&mut **tx).await?;
            failpoint::pass(Point::CommitChanged);
        }
        failpoint::pass(Point::CommitNext);
        sqlx::raw_sql("commit").execute(&mut **tx).await?;
        failpoint::pass(Point::CommitDone);
        Ok(())
    }

    /// Commits something else over what could not be committed. A commit whose sync failed stands in the log all the
    /// same, whole, until the next one is written over it: were the program killed before that, its next start would
    /// find it and take it for good, although everybody has been told that it failed.
    async fn bury(&mut self) {
        // Whatever state the connection is in, the next batch starts with a new one.
        if let Some(broken) = self.conn.take() {
            let _ = broken.0.close().await;
        }
        // Where that was the last connection, the log is a new one from here on.
        self.log.forget();
        let buried = async {
            let mut conn = self.options.connect().await?;
            let mark: i32 = sqlx::query_scalar("pragma user_version")
                .fetch_one(&mut conn)
                .await?;
            // It has to differ from what stands there, or nothing is written.
            let over = format!(
                "begin immediate; pragma user_version = {}; commit",
                mark.wrapping_add(1)
            );
            sqlx::raw_sql(sqlx::AssertSqlSafe(over))
                .execute(&mut conn)
                .await?;
            Ok::<_, sqlx::Error>(Tx(conn))
        };
        match buried.await {
            Ok(conn) => self.conn = Some(conn),
            Err(error) => tracing::warn!(%error, "the database does not take anything yet"),
        }
    }

    /// Where somebody has deleted the log under us, commits go to a file without a name that ends with this process. All
    /// of it is brought into the database itself before anybody is told of success, and the program ends.
    async fn save_if_log_is_gone(&mut self) -> Result<(), StoreError> {
        if !self.log.is_gone() {
            return Ok(());
        }
        let Some(tx) = &mut self.conn else { return Ok(()) };
        let (busy, all, saved): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)")
            .fetch_one(&mut **tx)
            .await?;
        if busy != 0 || all != saved {
            return Err(StoreError::LogGone);
        }
        self.broken.send_replace(Some(format!(
            "{} was deleted while the program ran; nothing is lost, but it cannot go on with that file: leave it alone, and \
             start the program again",
            self.log.path.display()
        )));
        Ok(())
    }
}

/// The write-ahead log's name, and which file it was when it was last seen.
struct Log {
    path: PathBuf,
    seen: Option<(u64, u64)>,
}

impl Log {
    fn of(options: &SqliteConnectOptions) -> Self {
        let mut path = options.get_filename().as_os_str().to_owned();
        path.push("-wal");
        let mut log = Self {
            path: path.into(),
            seen: None,
        };
        log.is_gone();
        log
    }

    fn forget(&mut self) {
        self.seen = None;
    }

    /// Whether the file that was there is not there any longer.
    fn is_gone(&mut self) -> bool {
        let now = std::fs::metadata(&self.path).ok();
        let now = now.map(|file| (file.dev(), file.ino()));
        match self.seen {
            Some(seen) => now != Some(seen),
            None => {
                self.seen = now;
                false
            }
        }
    }
}
