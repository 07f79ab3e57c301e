//! Where a row goes.

use crate::discord_api::Posted;
use crate::domain::ids::{ChannelId, MemberId, MessageId};
use crate::domain::message::OutboxMessage;
use crate::domain::parked::ParkedReason;
use crate::store::outbox::DueRow;

/// Where a row goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// It stands there already.
    At(Posted),
    /// A new message.
    New {
        channel: ChannelId,
        reply_to: Option<MessageId>,
    },
    /// A direct message.
    Dm(MemberId),
    /// Behind its card, which is on its way.
    AfterCard,
    /// Nowhere, for as long as the team has no channel or its card is parked for that reason.
    Nowhere(ParkedReason),
}

impl Place {
    pub(super) fn of(row: &DueRow) -> Self {
        if let Some((channel, message)) = row.entry.posted {
            return Self::At(Posted { channel, message });
        }
        let new = |reply_to| match row.team_channel {
            Some(channel) => Self::New { channel, reply_to },
            None => Self::Nowhere(ParkedReason::NoChannel),
        };
        match (&row.entry.message, &row.card) {
            (OutboxMessage::AdminAlert { to, .. }, _) => Self::Dm(*to),
            (message, Some(card)) if message.replies_to_card() => match (card.posted, card.parked) {
                (Some((channel, message)), _) => Self::New {
                    channel,
                    reply_to: Some(message),
                },
                // Without its card the reminder is all that the team gets to see of the lead.
                (None, Some(ParkedReason::Rejected)) => new(None),
                (None, Some(reason)) if reason.concerns_channel() => Self::Nowhere(reason),
                (None, Some(_)) => Self::Nowhere(ParkedReason::NoChannel),
                (None, None) => Self::AfterCard,
            },
            _ => new(None),
        }
    }

    /// The channel that the row stands in or goes to, except a direct message that is not open.
    pub(super) const fn channel(self) -> Option<ChannelId> {
        match self {
            Self::At(at) => Some(at.channel),
            Self::New { channel, .. } => Some(channel),
            Self::Dm(_) | Self::AfterCard | Self::Nowhere(_) => None,
        }
    }
}
