//! The messages that the bot keeps in Discord. Each is one outbox row: "this message should look like its subject
//! does now", whether it is posted, edited, repaired or repainted after a restart.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, LeadId, MemberId, NoticeId};
use super::view::Week;

/// What a message is. The variant's name is the row's `kind`, its fields are the row's `payload`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum OutboxMessage {
    /// The one message of a lead in the team channel.
    Card {
        /// Part of a burst: small, and without a ping.
        #[serde(default)]
        compact: bool,
    },
    /// What the scheduler says about a lead, as a reply to its card.
    Reminder {
        /// Which one: a [`super::deadline::ScheduledStep`] code.
        step: String,
        /// When it was due.
        due_at: DateTime<Utc>,
    },
    /// The one line with the ping after a burst of compact cards.
    Burst {
        /// When the burst began.
        since: DateTime<Utc>,
    },
    /// The one message for many reminders at once.
    RoundUp {
        /// When the first of them was said.
        since: DateTime<Utc>,
    },
    /// The weekly digest. What it counts is kept with it, so that it says the same whenever it is drawn again; who its
    /// leads are is read each time, so that it stops naming one that was erased.
    Digest {
        /// The Monday it is for.
        week: chrono::NaiveDate,
        /// What it counts.
        #[serde(default)]
        counts: Week,
        /// The leads that expire, which it names.
        #[serde(default)]
        next: Vec<LeadId>,
        /// The deals past their purchase date, which it names.
        #[serde(default)]
        overdue: Vec<LeadId>,
    },
    /// That leads expired unanswered: a reply to the card where it is one, one message where they are several.
    Expired {
        /// When.
        since: DateTime<Utc>,
    },
    /// A word to the new owner of a deal that was handed over, as a reply to the card.
    Handover {
        /// To whom.
        to: MemberId,
        /// By whom.
        by: MemberId,
        /// When.
        at: DateTime<Utc>,
    },
    /// The thread of an accepted lead. No message, but kept in the same way: named after the deal now, and archived
    /// once the lead is.
    Thread {},
    /// A mail to a customer or a sender. Nothing in Discord: its sender fills the text in when it goes out.
    Mail {
        /// Which.
        notice: NoticeId,
    },
    /// A webhook to a sender.
    Webhook {
        /// Which.
        notice: NoticeId,
    },
    /// The one message a day about notices that need a manager's hand.
    Untold {
        /// The day (UTC) on which they came to need it.
        day: chrono::NaiveDate,
    },
    /// A word to whoever set the team up, by direct message, that something needs their hand.
    #[serde(rename = "word")]
    AdminAlert {
        /// To whom.
        to: MemberId,
        /// What about.
        about: AlertKind,
    },
}

/// What needs a manager's hand.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// The team channel is gone.
    ChannelGone(ChannelId),
    /// The bot may not post or see in the channel.
    NotAllowed(ChannelId),
    /// Discord refuses what one lead looks like.
    Refused(String),
}

impl OutboxMessage {
    /// Whether it is posted as a reply to the lead's card.
    #[must_use]
    pub(crate) const fn replies_to_card(&self) -> bool {
        matches!(
            self,
            Self::Reminder { .. } | Self::Handover { .. } | Self::Expired { .. }
        )
    }

    /// Which reminder it is.
    #[must_use]
    pub fn step(&self) -> Option<&str> {
        match self {
            Self::Reminder { step, .. } => Some(step),
            _ => None,
        }
    }

    /// What tells a row from the others of its team; the same key again is the same message.
    #[must_use]
    pub fn key(&self, lead: Option<LeadId>) -> String {
        let lead = lead.map_or(0, |lead| lead.0);
        match self {
            Self::Card { .. } => format!("card:{lead}"),
            Self::Reminder { step, due_at } => format!("reminder:{lead}:{step}:{}", due_at.timestamp()),
            Self::Burst { since } => format!("burst:{}", since.timestamp_millis()),
            Self::RoundUp { since } => format!("round_up:{}", since.timestamp_millis()),
            Self::Expired { since } => format!("expired:{}", since.timestamp_millis()),
            Self::Digest { week, .. } => format!("digest:{week}"),
            Self::Handover { at, .. } => format!("handover:{lead}:{}", at.timestamp_millis()),
            Self::Thread {} => format!("thread:{lead}"),
            Self::Mail { notice } => format!("mail:{notice}"),
            Self::Webhook { notice } => format!("webhook:{notice}"),
            Self::Untold { day } => format!("untold:{day}"),
            Self::AdminAlert { about, .. } => match about {
                AlertKind::ChannelGone(channel) => format!("word:gone:{channel}"),
                AlertKind::NotAllowed(channel) => format!("word:denied:{channel}"),
                AlertKind::Refused(why) => format!("word:refused:{why}"),
            },
        }
    }
}
