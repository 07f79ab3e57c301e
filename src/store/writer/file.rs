//! The file as the writer has it: how a batch is committed, and what is done where that fails or the file is taken away.

use std::sync::Arc;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::watch;

use super::{Finish, Job, Size, StoreError};
use crate::failpoint::{self, Point};
use crate::store::backup::{copy_into, free_name};
use crate::store::commits::Touched;
use crate::store::lock::{COPY, Lock, beside};
use crate::store::on_disk::{Gone, OnDisk};
use crate::store::prepare::prepare;
use crate::store::tx::Tx;

/// What became of a batch.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Committed {
    /// Something is on disk.
    Kept,
    /// There was nothing to commit.
    Nothing,
    /// A statement that commits by itself failed: perhaps only as it was synced.
    Unknown,
}

/// The file as the writer has it.
pub(super) struct File {
    conn: Option<Tx>,
    options: SqliteConnectOptions,
    /// `None` until the database is ready.
    on_disk: Option<OnDisk>,
    lock: Arc<Lock>,
    broken: watch::Sender<Option<String>>,
}

impl File {
    /// Without a connection the database is not ready yet.
    pub(super) fn new(
        conn: Option<Tx>,
        options: SqliteConnectOptions,
        lock: Arc<Lock>,
        broken: watch::Sender<Option<String>>,
    ) -> Self {
        Self {
            on_disk: conn.as_ref().map(|_| OnDisk::of(&options)),
            conn,
            options,
            lock,
            broken,
        }
    }

    pub(super) async fn close(self) {
        let Some(tx) = self.conn else { return };
        let closed = tx.close().await.is_ok() && self.broken.borrow().is_none();
        if closed && let Err(error) = self.lock.note_left(self.options.get_filename()) {
            tracing::warn!(%error, "the next start has to read the whole database");
        }
    }

    /// What the last commit has written to.
    pub(super) fn touched(&self) -> Option<&Touched> {
        self.conn.as_ref().map(Tx::touched)
    }

    /// Runs a batch and commits it. What could not even be started is told why.
    pub(super) async fn commit(
        &mut self,
        batch: Vec<Job>,
        number: u64,
        answers: &mut Vec<Finish>,
    ) -> Result<Committed, StoreError> {
        let mut waiting = batch.into_iter();
        // Before, so that nothing is done which is then refused; and after, before anybody is told of success.
        let mut done = self.look().await.map(|()| Committed::Nothing);
        if done.is_ok() {
            done = self.try_commit(&mut waiting, number, answers).await;
        }
        if let Ok(kept) = done {
            done = self.look().await.map(|()| kept);
        }
        if let Err(error) = &done {
            for job in waiting {
                answers.push((job.work)(Err(error.clone())).await.1);
            }
        }
        done
    }

    async fn try_commit(
        &mut self,
        batch: &mut std::vec::IntoIter<Job>,
        number: u64,
        answers: &mut Vec<Finish>,
    ) -> Result<Committed, StoreError> {
        let tx = match &mut self.conn {
            Some(tx) => tx,
            None => self.conn.insert(Tx::over(self.options.connect().await?).await?),
        };
        tx.begin_as(number);
        // Where nobody shares the commit, the change is the transaction; a single statement is one by itself.
        let alone = batch.len() == 1;
        if alone
            && batch.as_slice().iter().all(|job| job.size == Size::One)
            && let Some(job) = batch.next()
        {
            return Ok(run_one(tx, job, answers).await);
        }
        tx.run("begin immediate").await?;
        failpoint::pass(Point::CommitBegun);
        let mut kept = false;
        for job in batch {
            if !alone {
                tx.run("savepoint change").await?;
            }
            let (keep, answer) = (job.work)(Ok(&mut *tx)).await;
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
        Ok(if kept { Committed::Kept } else { Committed::Nothing })
    }

    /// Commits something else over what could not be committed. A commit whose sync failed stands in the log all the
    /// same, whole, until the next one is written over it: were the program killed before that, its next start would
    /// find it and take it for good, although everybody has been told that it failed.
    pub(super) async fn bury(&mut self) {
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
            Tx::over(conn).await
        };
        match buried.await {
            Ok(conn) => self.conn = Some(conn),
            Err(error) => tracing::warn!(%error, "the database does not take anything yet"),
        }
    }

    /// Makes the database ready where it is not, and sees whether its files are still those that it was opened with.
    pub(super) async fn look(&mut self) -> Result<(), StoreError> {
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
                self.conn = Some(Tx::over(conn).await?);
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

/// Runs a change that is one statement: SQLite commits it with the statement itself.
async fn run_one(tx: &mut Tx, job: Job, answers: &mut Vec<Finish>) -> Committed {
    failpoint::pass(Point::CommitBegun);
    failpoint::pass(Point::CommitNext);
    let (keep, answer) = (job.work)(Ok(tx)).await;
    answers.push(answer);
    failpoint::pass(Point::CommitChanged);
    failpoint::pass(Point::CommitDone);
    if keep { Committed::Kept } else { Committed::Unknown }
}
