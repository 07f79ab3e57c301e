//! How long to wait before what could not be sent is tried again, by kind of row, as data.

use std::time::Duration;

use crate::discord_api::retry::{self, Policy};
use crate::domain::message::OutboxMessage;
use crate::domain::parked::ParkedReason;

/// How long a reply waits for its card to be posted before it looks again.
pub(super) const CARD_FIRST: Duration = Duration::from_secs(5);
/// How long a row waits that cannot even be read.
pub(super) const UNREADABLE: Duration = Duration::from_secs(300);
/// Between tries of what is parked, where that may help by itself: three hours at first, then six, each spread over its
/// upper half. A repair in between announces itself by an event, by `/setup`, or by the next message that gets through.
pub(super) const PARKED: Policy = Policy::new(10_800_000, 2.0, 21_600_000, None);

/// Codes of refusals that are about the message itself, so that only another look of it can help: an invalid form body,
/// an empty message, another author's, a system's, no JSON, too large, too large a file, and what the server's or
/// Discord's filters stop. Whatever else Discord refuses, as 40006 (a feature that is switched off for now), comes back.
///
/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>
const ABOUT_THE_MESSAGE: [i64; 10] = [
    50_035, 50_006, 50_005, 50_021, 50_109, 40_005, 50_045, 200_000, 200_001, 240_000,
];

/// What is done about rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct KindPolicy {
    /// Between tries while the other side cannot be reached. A policy with an end gives up after it.
    pub(super) retry: Policy,
    /// A message of this kind that somebody took away is posted anew.
    pub(super) reposts: bool,
    /// Somebody is told where it needs a hand.
    pub(super) alerts: bool,
}

/// The policy for a row.
pub(super) const fn of(message: &OutboxMessage) -> KindPolicy {
    KindPolicy {
        retry: retry::ROW,
        reposts: matches!(message, OutboxMessage::Card { .. }),
        // A word that cannot be said is no reason for another one, and a thread is no card.
        alerts: !matches!(
            message,
            OutboxMessage::AdminAlert { .. } | OutboxMessage::Thread {}
        ),
    }
}

/// Whether what was parked for that reason is tried again by itself.
pub(super) const fn comes_back(reason: ParkedReason) -> bool {
    match reason {
        ParkedReason::ChannelGone
        | ParkedReason::Denied
        | ParkedReason::ThreadDenied
        | ParkedReason::TooManyThreads => true,
        // These need somebody to act, and announce themselves once repaired.
        ParkedReason::NoChannel
        | ParkedReason::CannotDm
        | ParkedReason::Rejected
        | ParkedReason::ThreadLocked => false,
    }
}

/// Whether Discord's refusal with that code is for good.
pub(super) fn is_final(code: i64) -> bool {
    ABOUT_THE_MESSAGE.contains(&code)
}
