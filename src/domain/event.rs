//! A lead's history: every change, who, when, from what to what, by which way. Append-only.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{LeadId, MemberId};
pub use super::initiator::Initiator;
use super::notice::{Audience, Cause, Medium};
use super::refusal::Field;
use super::stage::Stage;

/// By which way.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// A button, a select or a form.
    Card,
    /// A slash command.
    Command,
    /// The intake API or a hook.
    Intake,
    /// A file.
    Import,
    /// The scheduler.
    Timer,
}

impl Via {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Command => "command",
            Self::Intake => "intake",
            Self::Import => "import",
            Self::Timer => "timer",
        }
    }

    /// The way of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Card, Self::Command, Self::Intake, Self::Import, Self::Timer]
            .into_iter()
            .find(|via| via.code() == code)
    }
}

/// One changed field of a deal, as words.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which field: a [`super::refusal::Field`] code.
    pub field: String,
    /// What it said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it says now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What happened. The variant's name is the row's `kind`, its fields are the row's `details`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "details", rename_all = "snake_case")]
pub enum EventKind {
    /// It arrived.
    Received {},
    /// A member took it.
    Accepted {},
    /// A member did not want it.
    Declined {
        /// The reason's code.
        reason: String,
        /// What the member added.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notes: Option<String>,
    },
    /// Nobody answered in time.
    Expired {},
    /// The deal was won.
    Won {
        /// The final value, plain ("12500.00 EUR").
        #[serde(default, skip_serializing_if = "Option::is_none")]
        final_value: Option<String>,
    },
    /// The deal was lost.
    Lost {
        /// The reason's code.
        reason: String,
        /// What the member added.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notes: Option<String>,
    },
    /// Whoever was to look at the lead passed it back.
    PassedBack {
        /// Who was.
        from: MemberId,
    },
    /// The deal was given back to the team.
    Released {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// The last answer was taken back.
    Undone {},
    /// Fields of the deal changed.
    Edited {
        /// Which.
        changes: Vec<FieldChange>,
    },
    /// A team contact was added.
    ContactAdded {
        /// Their name.
        name: String,
    },
    /// A team contact was changed.
    ContactEdited {
        /// Their name.
        name: String,
    },
    /// A team contact was removed.
    ContactRemoved {
        /// Their name.
        name: String,
    },
    /// The deal was handed over.
    Assigned {
        /// Who had it.
        from: Option<MemberId>,
        /// Who has it.
        to: MemberId,
    },
    /// A heart was given.
    Favorited {},
    /// A heart was taken back.
    Unfavorited {},
    /// Somebody looked at the contact data.
    ContactSeen {},
    /// Reminders were silenced.
    Snoozed {
        /// Until when.
        until: DateTime<Utc>,
        /// For the whole team, not only for whoever did it.
        team: bool,
    },
    /// Reminders come again.
    Unsnoozed {
        /// For the whole team, not only for whoever did it.
        team: bool,
    },
    /// A reminder was posted.
    Reminded {
        /// Which: a [`super::deadline::ScheduledStep`] code.
        step: String,
    },
    /// The customer or the sender was told, or a person said that they told them.
    Notified {
        /// Of what.
        cause: Cause,
        /// By which way; `None` by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        medium: Option<Medium>,
        /// Whom.
        audience: Audience,
    },
    /// They could not be told; what the other side said is kept with the notice alone.
    NotNotified {
        /// Of what.
        cause: Cause,
        /// Whom.
        audience: Audience,
        /// Why: a [`super::notice::Why`] code.
        why: String,
    },
    /// The personal data was wiped.
    Erased {},
}

impl EventKind {
    /// The same without what people typed: what an erasure leaves. Reasons, values and days are figures and stay, and
    /// so do the names of team contacts, who are colleagues.
    #[must_use]
    pub(crate) fn without_free_text(self) -> Self {
        let is_figure = |field: &str| {
            [Field::Value, Field::PurchaseDate, Field::CampaignId]
                .iter()
                .any(|known| known.code() == field)
        };
        match self {
            Self::Declined { reason, .. } => Self::Declined { reason, notes: None },
            Self::Lost { reason, .. } => Self::Lost { reason, notes: None },
            Self::Released { .. } => Self::Released { why: None },
            Self::Edited { changes } => Self::Edited {
                changes: changes
                    .into_iter()
                    .map(|change| match is_figure(&change.field) {
                        true => change,
                        false => FieldChange {
                            from: None,
                            to: None,
                            ..change
                        },
                    })
                    .collect(),
            },
            other => other,
        }
    }
}

/// One entry of a lead's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Of which lead.
    pub lead: LeadId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Initiator,
    /// By which way.
    pub via: Via,
    /// The stage before.
    pub before: Stage,
    /// The stage after; the same where the change was no transition.
    pub after: Stage,
    /// What.
    pub what: EventKind,
}
