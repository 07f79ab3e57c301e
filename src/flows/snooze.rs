//! A lead's reminders are silenced for a while: for the team by a manager, or by the one member whom they name for
//! themselves. The same again takes it back. Never moves the deadline.

use chrono::{DateTime, Utc};

use super::{Actor, FlowResult, lead_change};
use crate::domain::deadline::{ScheduledStep, snoozed_until};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::permission::Rank;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::outbox::Reminders;
use crate::store::snoozes::{self, Whom};
use crate::store::{Store, due, outbox};

/// What a snooze comes to.
pub struct Snoozed {
    /// The lead.
    pub view: LeadView,
    /// Until when; `None` where a snooze was taken back.
    pub until: Option<DateTime<Utc>>,
    /// For the team, not only for whoever pressed.
    pub for_team: bool,
    /// Whether there is a reminder left to come.
    pub more_to_come: bool,
}

/// Silences the lead's reminders until the morning after `days` days. Asked for what is so already it takes that back.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn snooze(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    days: u32,
    now: DateTime<Utc>,
) -> FlowResult<Snoozed> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Snooze, now).await?;
            let for_team = by.person.rank(&change.team) == Rank::Manager;
            let whom = if for_team {
                Whom::Team
            } else {
                Whom::Member(by.person.id)
            };
            let wanted = snoozed_until(days, now, change.team.time_zone);
            let known = snoozes::find(tx, lead, whom).await?;
            let until = (known.map(|snooze| snooze.until) != Some(wanted)).then_some(wanted);
            match until {
                Some(until) => {
                    snoozes::upsert(tx, lead, whom, by.person.id, until).await?;
                    let team = for_team;
                    change.record(tx, EventKind::Snoozed { until, team }).await?;
                }
                None => {
                    snoozes::delete(tx, lead, whom).await?;
                    // What waited for its end comes at its own time, or now.
                    due::bring_forward(tx, lead, now).await?;
                    change.record(tx, EventKind::Unsnoozed { team: for_team }).await?;
                }
            }
            if for_team {
                outbox::enqueue_reminders_again(tx, lead, Reminders::All, now).await?;
            }
            let pending = due::list_pending(tx, lead).await?;
            // What falls due within the snooze comes after it, unless the lead has expired by then.
            let in_time = |due: &due::Due| {
                change
                    .lead
                    .deadline
                    .is_none_or(|deadline| due.at.max(until.unwrap_or(now)) < deadline)
            };
            let more_to_come = pending
                .iter()
                .any(|due| due.step.is_some_and(ScheduledStep::is_reminder) && in_time(due));
            Ok(Snoozed {
                view: change.view(tx).await?,
                until,
                for_team,
                more_to_come,
            })
        })
        .await
}
