//! The one writer. It takes what is waiting into one commit, a savepoint each, and answers after it, so that a slow
//! disk costs one sync for many presses.
//!
//! It has a thread to itself. So a change's future stays where it was made and need not be `Send`, which a caller's
//! `async move |tx| { … }` could not promise.

mod file;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::{mpsc, oneshot, watch};

use self::file::{Committed, File};
use super::commits::Commits;
use super::lock::Lock;
use super::open_error::OpenError;
use super::tx::Tx;

/// How many changes share one commit at the most; past it the first ones would wait too long for their answer.
const BATCH: usize = 256;

/// How many changes may wait. A full queue refuses at once, so that memory stays bounded and intake can say "later".
const QUEUE: usize = 4096;

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
    /// The file itself was removed, moved or replaced under us.
    #[error("the database's file was removed, moved or replaced")]
    FileGone,
    /// The program has started on a full disk, and could not make the database ready yet.
    #[error("{0}")]
    NotReady(Arc<OpenError>),
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

/// How often the files are looked for while nothing is written.
const LOOK: Duration = Duration::from_secs(5);

type Finish = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A change in the queue: run inside a savepoint it says whether to keep it, and how to answer after the commit. Where
/// there is no transaction to be had it is told why.
type Work =
    Box<dyn for<'t> FnOnce(Result<&'t mut Tx, StoreError>) -> LocalBoxFuture<'t, (bool, Finish)> + Send>;

struct Job {
    work: Work,
    size: Size,
}

/// How many statements a change may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Size {
    /// One at the most, which needs no transaction around it.
    One,
    Any,
}

#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    stop: watch::Sender<bool>,
    /// Nobody sends here: it closes as the thread ends.
    ended: watch::Receiver<()>,
}

impl Writer {
    /// Starts the writer; `commits` is told of each commit.
    ///
    /// # Errors
    /// That the system has no thread to give.
    pub(super) fn start(
        conn: Option<Tx>,
        options: SqliteConnectOptions,
        lock: Arc<Lock>,
        commits: Commits,
        broken: watch::Sender<Option<String>>,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let (running, ended) = watch::channel(());
        let file = File::new(conn, options, lock, broken);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                runtime.block_on(run(file, queue, commits, stopped));
                drop(running);
            })?;
        Ok(Self { jobs, stop, ended })
    }

    pub(super) async fn write<T, E, F>(&self, size: Size, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |tx| {
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
        let job = Job { work, size };
        self.jobs.try_send(job).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        answered.await.map_err(|_| E::from(StoreError::Closed))?
    }

    pub(super) async fn close(&self) {
        let _ = self.stop.send(true);
        let _ended = self.ended.clone().changed().await;
    }
}

fn panic_words(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied();
    words
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words")
        .to_owned()
}

async fn run(
    mut file: File,
    mut queue: mpsc::Receiver<Job>,
    commits: Commits,
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
                if let Err(error) = file.look().await {
                    tracing::error!(%error, "the database cannot be written");
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
        let number = commits.next();
        let done = file.commit(batch, number, &mut answers).await;
        match &done {
            Err(error) => {
                tracing::error!(%error, "a commit failed");
                file.bury().await;
            }
            Ok(Committed::Kept) => {
                if let Some(touched) = file.touched() {
                    commits.tell(number, touched);
                }
            }
            // Nothing but refusals.
            Ok(Committed::Nothing) => {}
            Ok(Committed::Unknown) => file.bury().await,
        }
        for answer in answers {
            answer(done.clone().map(|_| ()));
        }
    }
    file.close().await;
}
