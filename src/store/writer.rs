//! The one writer. It takes what is waiting into one commit, a savepoint each, and answers after it, so that a slow
//! disk costs one sync for many presses.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::backup::{copy_into, free_name};
use super::lock::{COPY, Lock, beside};
use super::on_disk::{Gone, OnDisk};
use super::open_error::OpenError;
use super::prepare::prepare;
use super::tx::Tx;
use crate::failpoint::{self, Point};

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
        conn: Option<SqliteConnection>,
        options: SqliteConnectOptions,
        lock: Arc<Lock>,
        changes: watch::Sender<u64>,
        broken: watch::Sender<Option<String>>,
    ) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let file = File {
            on_disk: conn.as_ref().map(|_| OnDisk::of(&options)),
            conn: conn.map(Tx::new),
            options,
            lock,
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
    /// `None` until the database is ready.
    on_disk: Option<OnDisk>,
    lock: Arc<Lock>,
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
        let number = changes.borrow().wrapping_add(1);
        let done = file.commit(batch, number, &mut answers).await;
        match &done {
            Err(error) => {
                tracing::error!(%error, "a commit failed");
                file.bury().await;
            }
            Ok(true) => changes.send_modify(|count| *count = number),
            // Nothing but refusals.
            Ok(false) => {}
        }
        for answer in answers {
            answer(done.clone().map(|_| ()));
        }
    }
    if let Some(tx) = file.conn {
        let _ = tx.close().await;
    }
}

impl File {
    /// Runs a batch and commits it; `false` where there was nothing to commit. What could not even be started is told why.
    async fn commit(
        &mut self,
        batch: Vec<Job>,
        number: u64,
        answers: &mut Vec<Finish>,
    ) -> Result<bool, StoreError> {
        let mut waiting = batch.into_iter();
        // Before, so that nothing is done which is then refused; and after, before anybody is told of success.
        let mut done = self.look().await.map(|()| false);
        if done.is_ok() {
            done = self.try_commit(&mut waiting, number, answers).await;
        }
        if let Ok(kept) = done {
            done = self.look().await.map(|()| kept);
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
        number: u64,
        answers: &mut Vec<Finish>,
    ) -> Result<bool, StoreError> {
        let tx = match &mut self.conn {
            Some(tx) => tx,
            None => self.conn.insert(Tx::new(self.options.connect().await?)),
        };
        tx.begin_as(number);
        tx.run("begin immediate").await?;
        failpoint::pass(Point::CommitBegun);
        // Where nobody shares the commit, the change is the transaction.
        let alone = batch.len() == 1;
        let mut kept = false;
        for job in batch {
            if !alone {
                tx.run("savepoint change").await?;
            }
            let (keep, answer) = job(Ok(&mut *tx)).await;
            answers.push(answer);
            kept |= keep;
            if !alone {
                if !keep {
                    tx.run("rollback to change").await?;
                }
                tx.run("release change").await?;
            }
            failpoint::pass(Point::CommitChanged);
        }
        failpoint::pass(Point::CommitNext);
        tx.run(if kept { "commit" } else { "rollback" }).await?;
        failpoint::pass(Point::CommitDone);
        Ok(kept)
    }

    /// Commits something else over what could not be committed. A commit whose sync failed stands in the log all the
    /// same, whole, until the next one is written over it: were the program killed before that, its next start would
    /// find it and take it for good, although everybody has been told that it failed.
    async fn bury(&mut self) {
        // Whatever state the connection is in, the next batch starts with a new one.
        if let Some(broken) = self.conn.take() {
            let _ = broken.close().await;
        }
        // Where that was the last connection, the log is a new one from here on.
        if let Some(on_disk) = &mut self.on_disk {
            on_disk.forget_log();
        } else {
            return;
        }
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
            Ok::<_, sqlx::Error>(Tx::new(conn))
        };
        match buried.await {
            Ok(conn) => self.conn = Some(conn),
            Err(error) => tracing::warn!(%error, "the database does not take anything yet"),
        }
    }

    /// Makes the database ready where it is not, and sees whether its files are still those that it was opened with.
    async fn look(&mut self) -> Result<(), StoreError> {
        let Some(on_disk) = &mut self.on_disk else {
            return self.make_ready().await;
        };
        match on_disk.gone() {
            None => Ok(()),
            Some(Gone::Log) => self.save_log().await,
            Some(Gone::Database) => {
                if self.broken.borrow().is_none() {
                    let why = self.save_database().await;
                    self.broken.send_replace(Some(why));
                }
                Err(StoreError::FileGone)
            }
        }
    }

    async fn make_ready(&mut self) -> Result<(), StoreError> {
        match prepare(self.options.clone(), Arc::clone(&self.lock)).await {
            Ok(conn) => {
                self.on_disk = Some(OnDisk::of(&self.options));
                self.conn = Some(Tx::new(conn));
                tracing::info!("the database is ready now");
                Ok(())
            }
            Err(error) => {
                if !error.is_passing() {
                    self.broken.send_replace(Some(error.to_string()));
                }
                Err(StoreError::NotReady(Arc::new(error)))
            }
        }
    }

    /// Where somebody has deleted the log under us, commits go to a file without a name that ends with this process. All
    /// of it is brought into the database itself before anybody is told of success, and the program ends.
    async fn save_log(&mut self) -> Result<(), StoreError> {
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
            beside(self.options.get_filename(), "-wal").display()
        )));
        Ok(())
    }

    /// Where somebody has taken the database itself away, it lives on without a name for as long as it is open: all of it is
    /// written into a new file. Says what to do then.
    async fn save_database(&mut self) -> String {
        let path = self.options.get_filename();
        let saved = free_name(&beside(path, ".saved"));
        let copied = match &mut self.conn {
            Some(tx) => copy_into(tx, &saved, COPY).await,
            None => Err(anyhow::anyhow!("it is not open any more")),
        };
        let what = format!(
            "{} was removed, moved or replaced while the program ran",
            path.display()
        );
        match copied {
            Ok(()) => format!(
                "{what}. All that it held is in {}: put it back with `leadbell restore {}`, and start again",
                saved.display(),
                saved.display()
            ),
            Err(error) => format!(
                "{what}, and its content could not be saved ({error:#}). Put the file back, or the newest backup with `leadbell \
                 restore FILE`, and start again"
            ),
        }
    }
}
