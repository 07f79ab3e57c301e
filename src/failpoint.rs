//! Named places at which a test has the program die on the spot: at each commit, on both sides of each thing that is
//! sent, within a migration; and a way to have it trust the disk more than it should, which shows that the test of
//! power loss is real. Only in debug builds; the released program has none of it.

use std::str::FromStr;

use clap::ValueEnum;

/// Where it can die. A test passes every one of them; one that is never passed fails it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Point {
    /// A transaction has begun and holds nothing yet.
    CommitBegun,
    /// A change of the batch is made, others may follow.
    CommitChanged,
    /// All changes are made, none is committed.
    CommitNext,
    /// Committed, and nobody has been told.
    CommitDone,
    /// A source's lead is on disk, the answer is not sent.
    IntakeAnswer,
    /// A message is drawn and not posted.
    PostNext,
    /// Discord has a message that the database does not know of.
    PostSent,
    /// A message is posted and recorded.
    PostRecorded,
    /// A message is drawn and not edited.
    EditNext,
    /// Discord shows an edit that the database does not know of.
    EditSent,
    /// An edit is made and recorded.
    EditRecorded,
    /// A thread is not opened yet.
    ThreadNext,
    /// Discord has a thread that the database does not know of.
    ThreadOpened,
    /// A thread is known, its row is not done.
    ThreadRecorded,
    /// A member's press has had its effect and is not answered.
    AnswerNext,
    /// Discord has the answer.
    AnswerSent,
    /// A card was repainted by an answer, and the database does not know of it.
    AnswerPainted,
    /// A private word that follows an answer is not sent.
    FollowUpNext,
    /// It is sent.
    FollowUpSent,
    /// What was due is done, and the scheduler's clock does not know of it.
    DueDone,
    /// A gateway session is counted and not asked for.
    SessionNext,
    /// Every fifty steps of SQLite's machine within the migrations.
    MigrateStep,
    /// A migration is about to be committed.
    MigrateCommit,
}

/// At which passing of which point to die: `post-sent:2`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct DieAt {
    point: Point,
    passing: u64,
}

impl FromStr for DieAt {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (point, passing) = text.split_once(':').unwrap_or((text, "1"));
        Ok(Self {
            point: Point::from_str(point, true)?,
            passing: passing.parse().map_err(|_| format!("{passing:?} is no number"))?,
        })
    }
}

#[cfg(debug_assertions)]
mod armed {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    use super::{DieAt, Point};

    static ARMED: OnceLock<DieAt> = OnceLock::new();
    static PASSED: AtomicU64 = AtomicU64::new(0);

    static TRUSTS_DISK: AtomicBool = AtomicBool::new(false);

    /// From now on commits are not synced one by one.
    pub fn trust_disk(trusts: bool) {
        TRUSTS_DISK.store(trusts, Ordering::SeqCst);
    }

    /// Whether commits are not to be synced one by one.
    pub(crate) fn trusts_disk() -> bool {
        TRUSTS_DISK.load(Ordering::SeqCst)
    }

    /// From now on the program dies there.
    pub(crate) fn arm(at: DieAt) {
        let _ = ARMED.set(at);
    }

    /// Dies, where that was asked for: no destructor runs and nothing is finished, as with SIGKILL.
    pub fn pass(point: Point) {
        if let Some(at) = ARMED.get()
            && at.point == point
            && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == at.passing
        {
            std::process::abort();
        }
    }
}

pub(crate) use armed::{arm, trusts_disk};
#[cfg(debug_assertions)]
pub use armed::{pass, trust_disk};

/// Nothing: the released program has no such places.
#[cfg(not(debug_assertions))]
pub fn pass(_: Point) {}

/// Never: the released program syncs each commit.
#[cfg(not(debug_assertions))]
pub(crate) fn trusts_disk() -> bool {
    false
}
