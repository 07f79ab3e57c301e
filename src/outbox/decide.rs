//! What is next for a row, by what came of sending it. Pure: nothing is read, written or waited for in here, so that
//! every outcome for every kind of row can be tested.

use std::time::Duration;

use super::place::Place;
use super::policy::{self, CARD_FIRST};
use super::send_failure::SendFailure;
use crate::discord_api::Posted;
use crate::discord_api::retry::Policy;
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::message::{AlertKind, OutboxMessage};
use crate::domain::parked::{Parked, ParkedReason};
use crate::store::outbox::DueRow;

/// "The thread is archived": takes nothing but to be opened again.
const ARCHIVED: i64 = 50_083;
/// "Thread is locked".
const LOCKED: i64 = 160_005;
/// "Maximum number of active threads reached".
const TOO_MANY_THREADS: i64 = 160_006;
/// "Missing Access" and "Missing Permissions": true of the whole channel.
const CHANNEL_CLOSED: [i64; 2] = [50_001, 50_013];

/// What came of sending a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// The message stands there. Where it is `certain`, it shows that revision; `rang` where what was sent mentions a role.
    Posted {
        at: Posted,
        revision: i64,
        certain: bool,
        rang: bool,
    },
    /// That revision needs nothing more of the other side.
    Settled { revision: i64 },
    /// The row was changed by somebody else meanwhile, and is to be looked at anew.
    Changed,
    /// Its card has to stand first.
    AfterCard,
    /// Its sender has kept what came of it, and wants it again after that long.
    Later(Duration),
    /// There is nowhere to send it.
    Nowhere(ParkedReason),
    /// The other side did not do it.
    Failed(SendFailure),
    /// Our fault.
    Faulted,
}

/// What is next for a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Next {
    /// It is recorded where it stands, and which revision that shows, where that is certain.
    Record {
        at: Posted,
        revision: i64,
        certain: bool,
        is_new: bool,
        rang: bool,
    },
    /// That revision is done with.
    MarkSynced { revision: i64 },
    /// It stays due as it is.
    Leave,
    /// It is tried again.
    Retry { attempts: i64, wait: Wait },
    /// That row's message is posted anew, as another one.
    Repost(OutboxId),
    /// It is not tried for now.
    Park {
        parked: Parked,
        /// After which waits it is tried by itself, if ever.
        retry: Option<Wait>,
        /// All that the team shows in that channel shares its fate.
        channel: Option<ChannelId>,
        alert: Option<AlertKind>,
    },
    /// Nothing may be sent any more.
    Stop,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wait {
    /// So long.
    For(Duration),
    /// As the policy says after so many failures.
    After(Policy, i64),
}

/// What is next, and whether the whole lane waits a moment since nothing may get through.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    pub(super) next: Next,
    pub(super) pauses_lane: bool,
}

impl From<Next> for Decision {
    fn from(next: Next) -> Self {
        Self {
            next,
            pauses_lane: false,
        }
    }
}

impl Decision {
    const fn pausing(next: Next) -> Self {
        Self {
            next,
            pauses_lane: true,
        }
    }
}

/// What is next for `row` after `outcome`.
pub(super) fn decide(row: &DueRow, outcome: Outcome) -> Decision {
    match outcome {
        Outcome::Posted {
            at,
            revision,
            certain,
            rang,
        } => Next::Record {
            at,
            revision,
            certain,
            is_new: row.entry.posted.is_none(),
            rang,
        }
        .into(),
        Outcome::Settled { revision } => Next::MarkSynced { revision }.into(),
        Outcome::Changed => Next::Leave.into(),
        Outcome::AfterCard => Next::Retry {
            attempts: row.entry.attempts,
            wait: Wait::For(CARD_FIRST),
        }
        .into(),
        Outcome::Later(wait) => Next::Retry {
            attempts: 0,
            wait: Wait::For(wait),
        }
        .into(),
        Outcome::Nowhere(reason) => park(row, reason.into(), None, None).into(),
        Outcome::Faulted => Decision::pausing(again(row)),
        Outcome::Failed(SendFailure::Unavailable(_)) => Decision::pausing(again(row)),
        Outcome::Failed(failure) => failed(row, failure).into(),
    }
}

fn failed(row: &DueRow, failure: SendFailure) -> Next {
    let is_thread = matches!(row.entry.message, OutboxMessage::Thread {});
    match failure {
        SendFailure::Unauthorized => Next::Stop,
        SendFailure::Unavailable(_) => again(row),
        // Discord counts by thread, and two renames are soon too many: the team's other threads go on.
        SendFailure::RateLimited {
            retry_after,
            route_only: true,
        } if is_thread => Next::Retry {
            attempts: row.entry.attempts,
            wait: Wait::For(retry_after),
        },
        // The limiter has noted it, and the lane's next permit waits.
        SendFailure::RateLimited { .. } | SendFailure::TooManyOldEdits => Next::Leave,
        failure if is_thread => thread(row, failure),
        failure if matches!(row.entry.message, OutboxMessage::AdminAlert { .. }) => direct(row, failure),
        SendFailure::MessageGone if policy::of(&row.entry.message).reposts => Next::Repost(row.entry.id),
        // A reminder or a digest that somebody took away has done what it was for.
        SendFailure::MessageGone => done(row),
        SendFailure::CannotDm => park(row, ParkedReason::CannotDm.into(), None, None),
        SendFailure::ChannelGone => channel_gone(row),
        SendFailure::Denied { code } => {
            let channel = Place::of(row).channel();
            let alert = channel.map(AlertKind::NotAllowed);
            let closed = channel.filter(|_| CHANNEL_CLOSED.contains(&code));
            park(row, ParkedReason::Denied.into(), closed, alert)
        }
        SendFailure::Rejected { code, fields } => rejected(row, code, &fields),
    }
}

/// What Discord refuses of a thread must not hold up cards: only this row waits, and nobody is told.
fn thread(row: &DueRow, failure: SendFailure) -> Next {
    match failure {
        // Archived since it was read: read again, it is opened first.
        SendFailure::Denied { code: ARCHIVED } => again(row),
        SendFailure::Denied { code: LOCKED } => park(row, ParkedReason::ThreadLocked.into(), None, None),
        SendFailure::Denied { .. } => park(row, ParkedReason::ThreadDenied.into(), None, None),
        SendFailure::Rejected {
            code: TOO_MANY_THREADS,
            ..
        } => park(row, ParkedReason::TooManyThreads.into(), None, None),
        SendFailure::Rejected { code, fields } => rejected(row, code, &fields),
        // Somebody took the thread or its card away; there is nothing left to keep.
        _ => done(row),
    }
}

/// The way to a person is closed, or is another one by now.
fn direct(row: &DueRow, failure: SendFailure) -> Next {
    match failure {
        SendFailure::MessageGone => done(row),
        SendFailure::Rejected { code, fields } => rejected(row, code, &fields),
        _ => park(row, ParkedReason::CannotDm.into(), None, None),
    }
}

/// A card whose own channel is gone is posted in the team's channel, where that is another one by now.
fn channel_gone(row: &DueRow) -> Next {
    let Some(gone) = Place::of(row).channel() else {
        return park(row, ParkedReason::ChannelGone.into(), None, None);
    };
    if row.team_channel.is_none_or(|teams| teams == gone) {
        let alert = AlertKind::ChannelGone(gone);
        return park(row, ParkedReason::ChannelGone.into(), Some(gone), Some(alert));
    }
    match (&row.entry.message, &row.card) {
        (OutboxMessage::Card { .. }, _) => Next::Repost(row.entry.id),
        // A reminder that stands in the lost channel is lost with it; one that does not follows its card.
        (message, Some(card)) if message.replies_to_card() && row.entry.posted.is_none() => {
            Next::Repost(card.id)
        }
        _ => done(row),
    }
}

/// Discord will not take the row as it looks.
fn rejected(row: &DueRow, code: i64, fields: &str) -> Next {
    let words = format!("{code} {fields}");
    let parked = Parked {
        reason: ParkedReason::Rejected,
        details: Some(words.clone()),
    };
    let alert = policy::of(&row.entry.message)
        .alerts
        .then_some(AlertKind::Refused(words));
    let retry = (!policy::is_final(code)).then_some(slowly(row));
    Next::Park {
        parked,
        retry,
        channel: None,
        alert,
    }
}

fn park(row: &DueRow, parked: Parked, channel: Option<ChannelId>, alert: Option<AlertKind>) -> Next {
    Next::Park {
        retry: policy::comes_back(parked.reason).then(|| slowly(row)),
        parked,
        channel,
        alert,
    }
}

const fn slowly(row: &DueRow) -> Wait {
    Wait::After(policy::PARKED, row.entry.parks.saturating_add(1))
}

fn again(row: &DueRow) -> Next {
    let attempts = row.entry.attempts.saturating_add(1);
    let retry = policy::of(&row.entry.message).retry;
    Next::Retry {
        attempts,
        wait: Wait::After(retry, attempts),
    }
}

const fn done(row: &DueRow) -> Next {
    Next::MarkSynced {
        revision: row.entry.desired_revision,
    }
}
