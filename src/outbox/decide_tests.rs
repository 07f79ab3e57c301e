//! Every outcome for every kind of row leads to exactly one next state, and on no way anything is lost or sent twice.

use std::time::Duration;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::decide::{Decision, Next, Outcome, Wait, decide};
use super::policy;
use super::send_failure::SendFailure;
use crate::discord_api::Posted;
use crate::domain::ids::{ChannelId, LeadId, MemberId, MessageId, OutboxId, TeamId};
use crate::domain::message::{AlertKind, OutboxMessage};
use crate::domain::parked::ParkedReason;
use crate::store::outbox::{CardState, DueRow, Entry};

const TEAMS: ChannelId = ChannelId(7);
const OTHER: ChannelId = ChannelId(8);
const ROW: OutboxId = OutboxId(5);
const CARD: OutboxId = OutboxId(4);

fn message() -> impl Strategy<Value = OutboxMessage> {
    let at = DateTime::UNIX_EPOCH;
    prop_oneof![
        any::<bool>().prop_map(|compact| OutboxMessage::Card { compact }),
        Just(OutboxMessage::Reminder {
            step: "nudge:24".to_owned(),
            due_at: at
        }),
        Just(OutboxMessage::Burst { since: at }),
        Just(OutboxMessage::RoundUp { since: at }),
        Just(OutboxMessage::Digest {
            week: NaiveDate::MIN,
            counts: crate::domain::view::Week::default(),
            next: Vec::new(),
            overdue: Vec::new()
        }),
        Just(OutboxMessage::Handover {
            to: MemberId(1),
            by: MemberId(2),
            at
        }),
        Just(OutboxMessage::Thread {}),
        Just(OutboxMessage::AdminAlert {
            to: MemberId(1),
            about: AlertKind::NotAllowed(TEAMS)
        }),
    ]
}

fn channel() -> impl Strategy<Value = ChannelId> {
    prop_oneof![Just(TEAMS), Just(OTHER)]
}

fn reason() -> impl Strategy<Value = ParkedReason> {
    proptest::sample::select(ParkedReason::ALL.to_vec())
}

fn card() -> impl Strategy<Value = CardState> {
    let posted = proptest::option::of(channel().prop_map(|channel| (channel, MessageId(40))));
    (posted, proptest::option::of(reason())).prop_map(|(posted, parked)| CardState {
        id: CARD,
        posted,
        parked,
    })
}

prop_compose! {
    fn row()(
        message in message(),
        posted in proptest::option::of(channel()),
        card in proptest::option::of(card()),
        team_channel in proptest::option::of(Just(TEAMS)),
        desired in 1_i64..9,
        attempts in prop_oneof![0_i64..50, Just(i64::MAX)],
        parks in prop_oneof![0_i64..50, Just(i64::MAX)],
    ) -> DueRow {
        DueRow {
            has_more: false,
            entry: Entry {
                id: ROW,
                team: TeamId(1),
                lead: Some(LeadId(1)),
                message,
                posted: posted.map(|channel| (channel, MessageId(50))),
                nonce: "n".to_owned(),
                nonce_since: DateTime::UNIX_EPOCH,
                desired_revision: desired,
                synced_revision: 0,
                attempts,
                parks,
                parked: None,
            },
            team_channel,
            set_up_by: Some(MemberId(3)),
            card,
            owner: None,
            thread: None,
            is_troubled: false,
        }
    }
}

fn failure() -> impl Strategy<Value = SendFailure> {
    let code = prop_oneof![
        Just(50_035_i64),
        Just(40_006),
        Just(50_001),
        Just(50_013),
        Just(50_083),
        Just(160_005),
        Just(160_006),
        any::<i64>()
    ];
    prop_oneof![
        Just(SendFailure::Unavailable("500".to_owned())),
        (0_u64..4000, any::<bool>()).prop_map(|(ms, route_only)| SendFailure::RateLimited {
            retry_after: Duration::from_millis(ms),
            route_only
        }),
        Just(SendFailure::TooManyOldEdits),
        Just(SendFailure::Unauthorized),
        code.clone().prop_map(|code| SendFailure::Denied { code }),
        Just(SendFailure::ChannelGone),
        Just(SendFailure::MessageGone),
        Just(SendFailure::CannotDm),
        code.prop_map(|code| SendFailure::Rejected {
            code,
            fields: "x".to_owned()
        }),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        (channel(), 1_i64..9, any::<bool>(), any::<bool>()).prop_map(|(channel, revision, certain, rang)| {
            Outcome::Posted {
                at: Posted {
                    channel,
                    message: MessageId(60),
                },
                revision,
                certain,
                rang,
            }
        }),
        (1_i64..9).prop_map(|revision| Outcome::Settled { revision }),
        Just(Outcome::Changed),
        Just(Outcome::AfterCard),
        (0_u64..4000).prop_map(|ms| Outcome::Later(Duration::from_millis(ms))),
        reason().prop_map(Outcome::Nowhere),
        failure().prop_map(Outcome::Failed),
        Just(Outcome::Faulted),
    ]
}

/// Whether this row is tried again without anybody's hand.
fn comes_back(next: &Next) -> bool {
    match next {
        Next::Leave | Next::Retry { .. } | Next::Repost(_) => true,
        Next::Record { certain, .. } => !certain,
        Next::Park { retry, .. } => retry.is_some(),
        Next::MarkSynced { .. } | Next::Stop => false,
    }
}

proptest! {
    #[test]
    fn what_was_sent_is_recorded_and_only_that(row in row(), outcome in outcome()) {
        let Decision { next, .. } = decide(&row, outcome.clone());
        match (&outcome, &next) {
            (Outcome::Posted { at, revision, certain, rang }, next) => {
                let is_new = row.entry.posted.is_none();
                let (at, revision, certain, rang) = (*at, *revision, *certain, *rang);
                prop_assert_eq!(next, &Next::Record { at, revision, certain, is_new, rang });
            }
            (_, Next::Record { .. }) => prop_assert!(false, "recorded without a message"),
            (Outcome::Settled { revision }, next) => {
                prop_assert_eq!(next, &Next::MarkSynced { revision: *revision });
            }
            _ => {}
        }
    }

    #[test]
    fn nothing_is_given_up_but_what_somebody_took_away(row in row(), outcome in outcome()) {
        let Decision { next, .. } = decide(&row, outcome.clone());
        if let Next::MarkSynced { .. } = next {
            let is_card = matches!(row.entry.message, OutboxMessage::Card { .. });
            let is_thread = matches!(row.entry.message, OutboxMessage::Thread {});
            let gone = matches!(
                outcome,
                Outcome::Failed(SendFailure::MessageGone | SendFailure::ChannelGone)
            );
            let settled = matches!(outcome, Outcome::Settled { .. });
            let no_dm_to_thread = is_thread && matches!(outcome, Outcome::Failed(SendFailure::CannotDm));
            prop_assert!(settled || no_dm_to_thread || (gone && !is_card), "{:?}", outcome);
        }
    }

    #[test]
    fn only_a_message_that_is_gone_is_posted_anew(row in row(), outcome in outcome()) {
        let Decision { next, .. } = decide(&row, outcome.clone());
        if let Next::Repost(id) = next {
            let gone = matches!(
                outcome,
                Outcome::Failed(SendFailure::MessageGone | SendFailure::ChannelGone)
            );
            prop_assert!(gone);
            prop_assert!(id == ROW || (id == CARD && row.entry.posted.is_none()));
            let is_card = matches!(row.entry.message, OutboxMessage::Card { .. });
            prop_assert!(id != ROW || is_card);
        }
    }

    #[test]
    fn what_is_temporary_is_tried_again_and_counted_only_where_it_may_have_been_done(
        row in row(),
        outcome in outcome(),
    ) {
        let Decision { next, pauses_lane } = decide(&row, outcome.clone());
        match outcome {
            Outcome::Failed(SendFailure::Unavailable(_)) | Outcome::Faulted => {
                let attempts = row.entry.attempts.saturating_add(1);
                let again = matches!(next, Next::Retry { attempts: now, .. } if now == attempts);
                prop_assert!(again && pauses_lane);
            }
            Outcome::Failed(SendFailure::RateLimited { .. } | SendFailure::TooManyOldEdits) => {
                let attempts = row.entry.attempts;
                let waits = match next {
                    Next::Leave => true,
                    Next::Retry { attempts: now, wait: Wait::For(_) } => now == attempts,
                    _ => false,
                };
                prop_assert!(waits && !pauses_lane);
            }
            Outcome::Failed(SendFailure::Unauthorized) => prop_assert_eq!(next, Next::Stop),
            _ => prop_assert!(next != Next::Stop && !pauses_lane),
        }
    }

    #[test]
    fn what_is_parked_comes_back_unless_only_a_hand_helps(row in row(), outcome in outcome()) {
        let Decision { next, .. } = decide(&row, outcome.clone());
        let Next::Park { parked, channel, alert, .. } = &next else { return Ok(()) };
        let by_hand = match parked.reason {
            ParkedReason::Rejected => match &outcome {
                Outcome::Failed(SendFailure::Rejected { code, .. }) => policy::is_final(*code),
                _ => true,
            },
            reason => !policy::comes_back(reason),
        };
        prop_assert_eq!(comes_back(&next), !by_hand, "{:?}", next);
        // Where a whole channel is closed, somebody is told, and only of that channel.
        if let Some(channel) = channel {
            let told = [AlertKind::NotAllowed(*channel), AlertKind::ChannelGone(*channel)];
            prop_assert!(alert.as_ref().is_some_and(|alert| told.contains(alert)));
        }
        if matches!(row.entry.message, OutboxMessage::AdminAlert { .. } | OutboxMessage::Thread {}) {
            prop_assert!(alert.is_none(), "no word about a word, none about a thread");
        }
    }
}
