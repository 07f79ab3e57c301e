//! What a card, a reminder or a full view is drawn from: one lead with everything around it, read at one moment.

use chrono::{DateTime, Utc};

use super::deadline::Timed;
use super::deal::{Deal, TeamContact};
use super::ids::{ChannelId, LeadNumber, MessageId, OutboxId};
use super::lead::{Lead, SourceKind};
use super::stage::Stage;
use super::team::Team;

/// One lead and its surroundings.
#[derive(Clone, Debug)]
pub struct LeadView {
    /// The lead.
    pub lead: Lead,
    /// Whose it is.
    pub team: Team,
    /// What the source is called.
    pub source_name: String,
    /// What the source is.
    pub source_kind: SourceKind,
    /// The deal, once accepted.
    pub deal: Option<Deal>,
    /// Colleagues on the deal.
    pub contacts: Vec<TeamContact>,
    /// How many hearts it has.
    pub favorites: i64,
    /// Earlier leads of the same person or company, newest first.
    pub earlier: Vec<Earlier>,
    /// Its card's row in the outbox.
    pub card: Option<CardRow>,
    /// When it was read.
    pub now: DateTime<Utc>,
}

impl LeadView {
    /// What decides what is due for the lead.
    #[must_use]
    pub fn timed(&self) -> Timed {
        self.lead.timed(self.deal.as_ref().map(|deal| deal.purchase_date))
    }

    /// Whether that message is the lead's card itself, and not a reminder or a private message about it.
    #[must_use]
    pub fn stands_on(&self, message: Option<MessageId>) -> bool {
        let card = self.card.and_then(|card| card.posted).map(|(_, message)| message);
        card.is_some() && card == message
    }
}

/// An earlier lead of the same person or company.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Earlier {
    /// Which.
    pub lead: LeadNumber,
    /// The same person (mail or phone), not only the same company.
    pub same_person: bool,
    /// What became of it.
    pub stage: Stage,
    /// The reason's code, where declined or lost.
    pub reason: Option<String>,
    /// When it came to that stage.
    pub since: DateTime<Utc>,
}

/// The card of a lead as the outbox knows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CardRow {
    /// Its row.
    pub row: OutboxId,
    /// How many changes it should show.
    pub wanted: i64,
    /// Where it stands, once posted.
    pub posted: Option<(ChannelId, MessageId)>,
    /// Whether it is drawn small, as part of a burst.
    pub compact: bool,
}
