//! What every change of one lead has in common: find it in the team, ask the transition table, write the change
//! with its history, and want the card repainted.

use chrono::{DateTime, TimeDelta, Utc};

use super::authorize::authorize;
use super::plan;
use super::{Actor, FlowError, FlowResult};
use crate::domain::deadline::{ScheduleFacts, ScheduledStep};
use crate::domain::event::{Event, EventKind, Initiator, Via};
use crate::domain::ids::{LeadId, MemberId, MessageId, TeamId};
use crate::domain::lead::Lead;
use crate::domain::message::OutboxMessage;
use crate::domain::permission::{Rank, Standing};
use crate::domain::refusal::Refusal;
use crate::domain::stage::Stage;
use crate::domain::team::Team;
use crate::domain::transition::{Action, Facts, Last, Who};
use crate::domain::view::LeadView;
use crate::store::leads::Transition;
use crate::store::outbox::Reminders;
use crate::store::views::Seen;
use crate::store::{Conn, Tx, cancelled_steps, deals, events, interactions, leads, outbox, views};

/// How long an answer that repaints the card by itself has, before the outbox edits it.
const REPAINT: TimeDelta = TimeDelta::seconds(3);

/// One lead with one action about to be done to it.
pub(super) struct LeadChange {
    pub(super) team: Team,
    pub(super) lead: Lead,
    /// The stage that follows.
    pub(super) after: Stage,
    actor: Initiator,
    via: Via,
    message: Option<MessageId>,
    pub(super) now: DateTime<Utc>,
    /// What a member said about telling the customer; `None` where they said nothing.
    pub(super) tell_customer: Option<bool>,
    /// What was read with it.
    seen: Option<Box<Seen>>,
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

/// A lead of the team as one of its members sees it, with at most `earlier` earlier leads: one statement.
pub(super) async fn find_seen(
    conn: &mut Conn,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    earlier: i64,
    now: DateTime<Utc>,
) -> FlowResult<Seen> {
    let seen = views::find_for(conn, lead, by.person.id, earlier, now).await?;
    let Some(seen) = seen.filter(|seen| seen.view.team.id == team) else {
        // Who is no member is told so, not whether there is such a lead.
        authorize(conn, team, by, Rank::Member).await?;
        return Err(no_such_lead(lead).into());
    };
    by.person.require(&seen.view.team, Rank::Member)?;
    Ok(seen)
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
        return Err(Refusal::AlreadyHandled.into());
    }
    find_and_check(tx, team, lead, by, action, now).await
}

/// Finds the lead and asks the table, without doing anything yet: for forms to be opened.
pub(super) async fn find_and_check(
    conn: &mut Conn,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    action: Action,
    now: DateTime<Utc>,
) -> FlowResult<LeadChange> {
    let seen = find_seen(conn, team, lead, by, views::EARLIER, now).await?;
    let (team, lead) = (&seen.view.team, &seen.view.lead);
    let who = Who::Member(standing(&seen.view, by));
    let after = lead.stage.apply(action, &facts(team, lead, who, now))?;
    Ok(LeadChange {
        after,
        actor: Initiator::Member(by.person.id),
        via: by.via,
        message: by.message,
        now,
        tell_customer: None,
        team: team.clone(),
        lead: lead.clone(),
        seen: Some(Box::new(seen)),
    })
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

/// What a transition writes beside the stage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ending<'a> {
    pub(super) owner: Option<MemberId>,
    /// A code of the team's list, where the outcome has a reason.
    pub(super) reason: Option<&'a str>,
    pub(super) reason_notes: Option<&'a str>,
}

impl LeadChange {
    /// Does all that a transition of a lead consists of: the stage, what is due from here on, the history, and everything
    /// in Discord that shows the lead. The lead as it is then.
    pub(super) async fn commit(
        &self,
        tx: &mut Tx,
        ending: Ending<'_>,
        what: EventKind,
    ) -> FlowResult<LeadView> {
        self.apply_transition(tx, ending).await?;
        self.record(tx, what).await?;
        self.show_thread(tx).await?;
        self.repaint(tx).await
    }

    /// What time does to a lead, by the same table as everybody else.
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
            tell_customer: None,
            team,
            lead,
            seen: None,
        })
    }

    /// Writes the transition. The guard can only fail where the row changed between the look and now, which one
    /// writer makes impossible; it is checked all the same.
    pub(super) async fn apply_transition(&self, tx: &mut Tx, ending: Ending<'_>) -> FlowResult<()> {
        let last = Last {
            by: self.actor,
            at: self.now,
        };
        let change = Transition {
            before: self.lead.stage,
            after: self.after,
            last,
            owner: ending.owner,
            reason: ending.reason,
            reason_notes: ending.reason_notes,
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
        self.owe_notices(tx, ending.reason).await
    }

    /// Plans what is due from here on, and lets the reminder of an earlier purchase date say that it has changed.
    pub(super) async fn replan(&self, tx: &mut Tx) -> FlowResult<()> {
        self.plan(tx, &[]).await?;
        outbox::enqueue_reminders_again(tx, self.lead.id, Reminders::Overdue, self.now).await?;
        Ok(())
    }

    async fn plan(&self, tx: &mut Tx, cancelled_steps: &[ScheduledStep]) -> FlowResult<()> {
        let date = deals::find(tx, self.lead.id)
            .await?
            .map(|deal| deal.purchase_date);
        let schedule_facts = ScheduleFacts {
            stage: self.after,
            ..self.lead.schedule_facts(date)
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
        let posted = match &self.seen {
            Some(seen) => seen.view.card.and_then(|card| card.posted),
            None => outbox::find_card(tx, self.lead.id)
                .await?
                .and_then(|card| card.posted),
        };
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
        let known = self.lead.thread.is_some()
            || match &self.seen {
                Some(seen) => seen.has_thread,
                None => outbox::find_thread(tx, self.lead.id).await?.is_some(),
            };
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

    /// Whether whoever acts had given the lead a heart.
    pub(super) fn had_heart(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.hearted)
    }

    /// As [`Self::repaint`] after a heart was given or taken back: the lead is as it was read, but for their count and
    /// its card's row, so that it need not be read again.
    pub(super) async fn repaint_hearts(self, tx: &mut Tx, given: bool) -> FlowResult<LeadView> {
        self.enqueue_card(tx).await?;
        let Some(seen) = self.seen.as_ref().filter(|seen| seen.view.card.is_some()) else {
            return self.view(tx).await;
        };
        let mut view = seen.view.clone();
        view.favorites += if given { 1 } else { -1 };
        if let Some(card) = &mut view.card {
            card.desired_revision += 1;
        }
        view.as_of = Some(tx.number());
        Ok(view)
    }

    /// The lead as it was read, for whoever has changed nothing.
    pub(super) fn into_view(self) -> Option<LeadView> {
        self.seen.map(|seen| seen.view)
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
