//! What a card, a reminder or a full view is drawn from: one lead with everything around it, read at one moment.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::absence::Away;
use super::deadline::{ScheduleFacts, ScheduledStep};
use super::deal::{Deal, TeamContact};
use super::ids::{ChannelId, LeadId, LeadNumber, MemberId, MessageId, OutboxId};
use super::lead::{Lead, MadeOf, SourceKind};
use super::money::Money;
use super::notice::Notice;
use super::stage::Stage;
use super::team::Team;
use super::transition::Last;

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
    pub(crate) contacts: Vec<TeamContact>,
    /// How many hearts it has.
    pub favorites: i64,
    /// Earlier leads of the same person or company, newest first.
    pub(crate) earlier: Vec<Earlier>,
    /// Its card's row in the outbox.
    pub(crate) card: Option<CardRow>,
    /// Its snooze for the whole team, perhaps a past one.
    pub snooze: Option<Snooze>,
    /// Whether the owner is known to have left the server. Only Discord can tell, so that it is asked where it matters
    /// and not known elsewhere.
    pub owner_left: bool,
    /// Whoever looks at it while it waits is away at `now`.
    pub assignee_away: bool,
    /// The number of the commit that this is the state of, where it was read inside a change: nothing else was committed
    /// as long as the store's count is still that.
    pub as_of: Option<u64>,
    /// When it was read.
    pub now: DateTime<Utc>,
}

/// Until when a lead is silent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Snooze {
    /// Who said so.
    pub by: MemberId,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl LeadView {
    /// What decides what is due for the lead.
    #[must_use]
    pub(crate) fn schedule_facts(&self) -> ScheduleFacts {
        self.lead
            .schedule_facts(self.deal.as_ref().map(|deal| deal.purchase_date))
    }

    /// The message that the lead was made of, if it was.
    #[must_use]
    pub(crate) fn made_of(&self) -> Option<MadeOf> {
        let id = self.lead.request.external_id.as_deref()?;
        let by_hand = self.source_kind == SourceKind::Member && self.lead.erased_at.is_none();
        MadeOf::of_external_id(id).filter(|_| by_hand)
    }

    /// Whether that message is the lead's card itself, and not a reminder or a private message about it.
    #[must_use]
    pub(crate) fn stands_on(&self, message: Option<MessageId>) -> bool {
        let card = self.card.and_then(|card| card.posted).map(|(_, message)| message);
        card.is_some() && card == message
    }
}

/// An earlier lead of the same person or company.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Earlier {
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
pub(crate) struct CardRow {
    pub row: OutboxId,
    /// How many changes it should show.
    pub desired_revision: i64,
    /// Where it stands, once posted.
    pub posted: Option<(ChannelId, MessageId)>,
    /// Whether it is drawn small, as part of a burst.
    pub compact: bool,
}

/// What a message that is about no single lead is drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Figures {
    /// It is about one, or about none at all.
    #[default]
    None,
    /// The leads of a burst.
    Burst(BurstFigures),
    /// The leads that a digest names.
    Digest(DigestFigures),
    /// The leads of a round-up.
    RoundUp(RoundUpFigures),
    /// What a reminder has to know of its lead's others.
    Reminder {
        /// A later one has taken its place.
        superseded: bool,
    },
    /// The leads that expired at one moment.
    Expired(ExpiredFigures),
    /// The notices of a day that need a hand.
    Untold(UntoldFigures),
}

/// The notices that came to need a hand on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UntoldFigures {
    /// The first of them and their leads, those that still wait before those that are told.
    pub lines: Vec<(Notice, LeadNumber)>,
    /// How many still wait.
    pub open: i64,
}

/// The leads of a round-up.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RoundUpFigures {
    /// How many leads it has a line for.
    pub leads: i64,
    /// How many of them still wait for an answer.
    pub waiting: i64,
    /// How many of them are deals whose purchase date has passed.
    pub overdue: i64,
    /// How many of them have been reminded of again since.
    pub superseded: i64,
    /// The first of its lines: what is still to be done, most urgent first, then what has been done.
    pub(crate) lines: Vec<RoundUpLine>,
    /// Who owns the overdue ones, each once.
    pub owners: Vec<MemberId>,
}

/// One lead of a round-up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct RoundUpLine {
    /// Its row.
    pub id: LeadId,
    /// Which.
    pub lead: LeadNumber,
    /// Whose; `None` once erased.
    pub customer: Option<String>,
    /// The reminder that it had.
    pub step: ScheduledStep,
    /// Whether that is still to be done, and no later reminder says so.
    pub holds: bool,
    /// Whether a later reminder has taken its place.
    pub superseded: bool,
    /// Whether its personal data has been wiped.
    pub erased: bool,
    /// Where it stands.
    pub stage: Stage,
    /// Who brought it there, and when.
    pub last: Last,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// When it expires unanswered.
    pub deadline: Option<DateTime<Utc>>,
    /// Who works on it.
    pub owner: Option<MemberId>,
    /// When it is expected to be bought, once accepted.
    pub purchase_date: Option<NaiveDate>,
    /// Where its card stands.
    pub card: Option<(ChannelId, MessageId)>,
}

/// The leads of a burst.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BurstFigures {
    /// How many came without a ping of their own.
    pub leads: i64,
    /// The first one.
    pub first: LeadNumber,
    /// The latest one so far.
    pub last: LeadNumber,
}

/// What a team's week comes to. Test leads are left out.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Week {
    /// Leads that arrived in the last week.
    pub arrived: i64,
    /// Leads that were declined in the last week.
    pub declined: i64,
    /// Leads that expired in the last week.
    pub expired: i64,
    /// Deals whose purchase date has passed.
    pub overdue: i64,
    /// Leads that wait for an answer.
    pub waiting: i64,
    /// Deals that are worked on.
    pub accepted: i64,
    /// How many leads expire within a week.
    pub expiring: i64,
    /// Deals won in the last week.
    pub(crate) won: Closed,
    /// Deals lost in the last week.
    pub(crate) lost: Closed,
    /// Customers and senders who still have to be told by hand.
    #[serde(default)]
    pub untold: i64,
    /// Who is away.
    #[serde(default)]
    pub away: Vec<Away>,
}

/// The leads that a digest names, as they are now.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DigestFigures {
    /// Those that expire within a week.
    pub(crate) next: Vec<Named>,
    /// Deals whose purchase date has passed.
    pub(crate) overdue: Vec<Named>,
}

/// A lead that a digest names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Named {
    /// Which.
    pub lead: LeadNumber,
    /// Whose; `None` once erased.
    pub customer: Option<String>,
    /// When it expires unanswered.
    pub deadline: Option<DateTime<Utc>>,
    /// Who works on it.
    pub owner: Option<MemberId>,
    /// When it was expected to be bought.
    pub purchase_date: Option<NaiveDate>,
}

/// The leads that expired at one moment.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ExpiredFigures {
    /// How many.
    pub leads: i64,
    /// The first of them.
    pub(crate) named: Vec<ExpiredLine>,
}

/// A lead that expired.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ExpiredLine {
    /// Which.
    pub lead: LeadNumber,
    /// Whose; `None` once erased.
    pub customer: Option<String>,
    /// Where its card stands.
    pub card: Option<(ChannelId, MessageId)>,
}

/// Deals that were closed.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Closed {
    /// How many.
    pub deals: i64,
    /// Their value, a sum for each currency.
    pub values: Vec<Money>,
}
