//! What every change of one lead has in common: find it in the team, ask the transition table, write the change
//! with its history, and want the card repainted.

use chrono::{DateTime, TimeDelta, Utc};

use super::plan;
use super::{Actor, FlowError, FlowResult};
use crate::domain::deadline::{ScheduleFacts, ScheduledStep};
use crate::domain::deal::{Deal, TeamContact};
use crate::domain::event::{Event, EventKind, Initiator, Via};
use crate::domain::ids::{LeadId, MemberId, MessageId, TeamId};
use crate::domain::lead::{Lead, SourceKind};
use crate::domain::message::OutboxMessage;
use crate::domain::permission::{Rank, Standing};
use crate::domain::refusal::Refusal;
use crate::domain::stage::Stage;
use crate::domain::team::Team;
use crate::domain::transition::{Action, Facts, Last, Who};
use crate::domain::view::{CardRow, Earlier, LeadView, Snooze};
use crate::store::leads::Transition;
use crate::store::outbox::Reminders;
use crate::store::views::Seen;
use crate::store::{Conn, Tx, cancelled_steps, deals, events, interactions, leads, outbox, teams, views};

/// How long an answer that repaints the card by itself has, before the outbox edits it.
const REPAINT: TimeDelta = TimeDelta::seconds(3);

/// One lead with one action about to be done to it, as it was read before that.
pub(super) struct LeadChange {
    pub(super) team: Team,
    pub(super) lead: Lead,
    pub(super) deal: Option<Deal>,
    pub(super) contacts: Vec<TeamContact>,
    /// Whether whoever acts has given it a heart.
    pub(super) hearted: bool,
    card: Option<CardRow>,
    has_thread: bool,
    rest: Option<Rest>,
    /// The stage that follows.
    pub(super) after: Stage,
    actor: Initiator,
    via: Via,
    message: Option<MessageId>,
    now: DateTime<Utc>,
}

/// What else is drawn of a lead, and changed by no action.
struct Rest {
    source_name: String,
    source_kind: SourceKind,
    favorites: i64,
    earlier: Vec<Earlier>,
    snooze: Option<Snooze>,
}

/// How somebody stands to a lead.
fn standing(view: &LeadView, by: &Actor) -> Standing {
    let member = by.person.id;
    let mut colleagues = view.contacts.iter().filter_map(|entry| entry.contact.member);
    Standing {
        member,
        rank: by.person.rank(&view.team),
        on_the_deal: view.lead.owner == Some(member) || colleagues.any(|colleague| colleague == member),
    }
}

/// Takes note of the press, finds the lead and asks the table. In that order: of a press that is delivered twice the
/// second must not hear from the table what the first has done, since either may be the one that answers.
pub(super) async fn begin(
    tx: &mut Tx,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    action: Action,
    now: DateTime<Utc>,
) -> FlowResult<LeadChange> {
    if !interactions::insert_new(tx, by.interaction, now).await? {
        return Err(Refusal::TooLate.into());
    }
    let (seen, after) = find_and_check(tx, team, lead, by, action, now).await?;
    Ok(LeadChange {
        after,
        actor: Initiator::Member(by.person.id),
        via: by.via,
        message: by.message,
        now,
        team: seen.view.team,
        lead: seen.view.lead,
        deal: seen.view.deal,
        contacts: seen.view.contacts,
        hearted: seen.hearted,
        card: seen.view.card,
        has_thread: seen.has_thread,
        rest: Some(Rest {
            source_name: seen.view.source_name,
            source_kind: seen.view.source_kind,
            favorites: seen.view.favorites,
            earlier: seen.view.earlier,
            snooze: seen.view.snooze,
        }),
    })
}

/// Finds the lead and asks the table, without doing anything yet: for forms to be opened. Gives the stage that would follow.
pub(super) async fn find_and_check(
    conn: &mut Conn,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    action: Action,
    now: DateTime<Utc>,
) -> FlowResult<(Seen, Stage)> {
    let seen = seen(conn, team, lead, by, views::EARLIER, now).await?;
    let who = Who::Member(standing(&seen.view, by));
    let after = seen
        .view
        .lead
        .stage
        .apply(action, &facts(&seen.view.team, &seen.view.lead, who, now))?;
    Ok((seen, after))
}

/// A lead of the team as one of its members sees it.
pub(super) async fn seen(
    conn: &mut Conn,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    earlier: i64,
    now: DateTime<Utc>,
) -> FlowResult<Seen> {
    let seen = views::find_for(conn, lead, by.person.id, earlier, now).await?;
    let seen = seen.filter(|seen| seen.view.team.id == team);
    let rank = match &seen {
        Some(seen) => by.person.rank(&seen.view.team),
        None => {
            let team = teams::find(conn, team).await?.ok_or(Refusal::NotSetUp)?;
            by.person.rank(&team)
        }
    };
    // Who is no member is told so, not whether there is such a lead.
    if rank == Rank::Outsider {
        return Err(Refusal::NotAMember.into());
    }
    Ok(seen.ok_or_else(|| no_such_lead(lead))?)
}

/// Another team's lead, or none at all. The row's number means nothing to a member, so it is not repeated.
pub(super) fn no_such_lead(_: LeadId) -> Refusal {
    Refusal::NoSuchLead { asked: String::new() }
}

fn facts(team: &Team, lead: &Lead, who: Who, now: DateTime<Utc>) -> Facts {
    Facts {
        lead: lead.number,
        who,
        owner: lead.owner,
        last: lead.last,
        deadline: lead.deadline,
        now,
        undo_within: team.settings.undo_within(),
        erased: lead.erased_at.is_some(),
    }
}

impl LeadChange {
    /// What time does to a lead that nobody has accepted, by the same table as everybody else.
    pub(super) fn by_clock(
        team: Team,
        lead: Lead,
        action: Action,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let after = lead.stage.apply(action, &facts(&team, &lead, Who::Clock, now))?;
        Ok(Self {
            after,
            actor: Initiator::Clock,
            via: Via::Timer,
            message: None,
            now,
            team,
            lead,
            deal: None,
            contacts: Vec::new(),
            hearted: false,
            card: None,
            has_thread: false,
            rest: None,
        })
    }

    /// Writes the transition. The guard can only fail where the row changed between the look and now, which one
    /// writer makes impossible; it is checked all the same.
    pub(super) async fn apply_transition(
        &self,
        tx: &mut Tx,
        owner: Option<MemberId>,
        reason: Option<&str>,
        reason_notes: Option<&str>,
    ) -> FlowResult<()> {
        let last = Last {
            by: self.actor,
            at: self.now,
        };
        let change = Transition {
            before: self.lead.stage,
            after: self.after,
            last,
            owner,
            reason,
            reason_notes,
        };
        if !leads::update_stage(tx, self.lead.id, &change).await? {
            return Err(FlowError::Failed(anyhow::anyhow!(
                "lead {} changed under its only writer",
                self.lead.id
            )));
        }
        let cancelled_steps = match (self.lead.stage, self.after) {
            // Taken back: what waited then, or fell due since, is not lost.
            (Stage::Archived(_), _) => cancelled_steps::take(tx, self.lead.id).await?,
            (_, Stage::Archived(_)) => {
                cancelled_steps::keep_pending(tx, self.lead.id).await?;
                Vec::new()
            }
            _ => Vec::new(),
        };
        self.plan(tx, &cancelled_steps).await?;
        let concerned = match (self.lead.stage, self.after) {
            (Stage::Received, _) | (_, Stage::Received) => Reminders::All,
            _ => Reminders::Overdue,
        };
        outbox::enqueue_reminders_again(tx, self.lead.id, concerned, self.now).await?;
        Ok(())
    }

    /// Plans what is due from here on, and lets the reminder of an earlier purchase date say that it has changed.
    pub(super) async fn replan(&self, tx: &mut Tx) -> FlowResult<()> {
        self.plan(tx, &[]).await?;
        outbox::enqueue_reminders_again(tx, self.lead.id, Reminders::Overdue, self.now).await?;
        Ok(())
    }

    async fn plan(&self, tx: &mut Tx, cancelled_steps: &[ScheduledStep]) -> FlowResult<()> {
        let schedule_facts = ScheduleFacts {
            stage: self.after,
            ..self
                .lead
                .schedule_facts(self.deal.as_ref().map(|deal| deal.purchase_date))
        };
        plan::lead(
            tx,
            &self.team,
            self.lead.id,
            &schedule_facts,
            self.now,
            cancelled_steps,
        )
        .await
    }

    /// Writes the deal; what is planned from here on goes by it.
    pub(super) async fn write_deal(&mut self, tx: &mut Tx, deal: Deal) -> FlowResult<()> {
        deals::upsert(tx, self.lead.id, &deal).await?;
        self.deal = Some(deal);
        Ok(())
    }

    /// Writes the history.
    pub(super) async fn record(&self, tx: &mut Tx, what: EventKind) -> FlowResult<()> {
        let event = Event {
            lead: self.lead.id,
            at: self.now,
            actor: self.actor,
            via: self.via,
            before: self.lead.stage,
            after: self.after,
            what,
        };
        Ok(events::insert(tx, self.team.id, &event).await?)
    }

    /// Wants the card repainted. A press on the card repaints it with its own answer, so it gets a moment to do so.
    pub(super) async fn repaint(&self, tx: &mut Tx) -> FlowResult<LeadView> {
        self.enqueue_card(tx).await?;
        self.view(tx).await
    }

    /// As [`Self::repaint`], where nobody waits for an answer that would show the lead.
    pub(super) async fn enqueue_card(&self, tx: &mut Tx) -> FlowResult<()> {
        let posted = self.card.and_then(|card| card.posted);
        let on_card = posted.is_some() && posted.map(|(_, message)| message) == self.message;
        let after = if on_card { REPAINT } else { TimeDelta::zero() };
        let card = OutboxMessage::Card { compact: false };
        outbox::enqueue(tx, self.team.id, Some(self.lead.id), &card, self.now, after).await?;
        Ok(())
    }

    /// Wants the lead's thread to look as the lead does now: where it has one, and where the team wants one of each
    /// accepted lead.
    pub(super) async fn show_thread(&self, tx: &mut Tx) -> FlowResult<()> {
        let opens = self.team.settings.threads && self.after == Stage::Accepted;
        let known = self.lead.thread.is_some() || self.has_thread;
        if opens || known {
            let (team, lead) = (self.team.id, Some(self.lead.id));
            outbox::enqueue(
                tx,
                team,
                lead,
                &OutboxMessage::Thread {},
                self.now,
                TimeDelta::zero(),
            )
            .await?;
        }
        Ok(())
    }

    /// The lead as it is now that a heart was given, or taken back: as it was read, but for their count and its card.
    pub(super) async fn repaint_hearts(mut self, tx: &mut Tx, given: bool) -> FlowResult<LeadView> {
        self.enqueue_card(tx).await?;
        let (Some(rest), Some(card)) = (&mut self.rest, &mut self.card) else {
            return self.view(tx).await;
        };
        rest.favorites += if given { 1 } else { -1 };
        card.wanted += 1;
        self.into_view(tx).await
    }

    /// The lead as it was read, which is as it is now where the action has changed nothing that is drawn.
    pub(super) async fn into_view(mut self, tx: &mut Tx) -> FlowResult<LeadView> {
        let Some(rest) = self.rest.take() else {
            return self.view(tx).await;
        };
        Ok(LeadView {
            lead: self.lead,
            team: self.team,
            source_name: rest.source_name,
            source_kind: rest.source_kind,
            deal: self.deal,
            contacts: self.contacts,
            favorites: rest.favorites,
            earlier: rest.earlier,
            card: self.card,
            snooze: rest.snooze,
            owner_left: false,
            as_of: Some(tx.number()),
            now: self.now,
        })
    }

    /// The lead as it is now.
    pub(super) async fn view(&self, tx: &mut Tx) -> FlowResult<LeadView> {
        let as_of = Some(tx.number());
        let view = views::find(tx, self.lead.id, self.now).await?;
        let view =
            view.ok_or_else(|| FlowError::Failed(anyhow::anyhow!("lead {} has no row", self.lead.id)))?;
        Ok(LeadView { as_of, ..view })
    }
}
