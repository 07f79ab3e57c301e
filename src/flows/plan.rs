//! What is due for a lead, planned anew whenever what it depends on has changed, in the same transaction.

use chrono::{DateTime, Utc};

use super::FlowResult;
use crate::domain::deadline::{self, ScheduleFacts, ScheduledStep, next_digest};
use crate::domain::ids::LeadId;
use crate::domain::team::Team;
use crate::store::{Tx, due, leads};

/// Plans what is due for one lead from now on. What was pending and still belongs to its ladder stays, and so does what
/// was `cancelled_steps` by an answer that is being taken back.
pub(super) async fn lead(
    tx: &mut Tx,
    team: &Team,
    id: LeadId,
    schedule_facts: &ScheduleFacts,
    now: DateTime<Utc>,
    cancelled_steps: &[ScheduledStep],
) -> FlowResult<()> {
    let mut pending = steps(&due::list_pending(tx, id).await?);
    pending.extend_from_slice(cancelled_steps);
    due::delete_pending(tx, id).await?;
    let steps = deadline::plan(schedule_facts, &team.settings, team.time_zone, now, &pending);
    due::insert(tx, team.id, id, &steps).await?;
    Ok(())
}

/// Plans what is due for a team and all of its leads: its ladder, its hours or its time zone have changed.
pub(super) async fn team(tx: &mut Tx, team: &Team, now: DateTime<Utc>) -> FlowResult<()> {
    let mut pending = std::collections::HashMap::<_, Vec<_>>::new();
    for due in due::take_pending_of_leads(tx, team.id).await? {
        if let Some(lead) = due.lead {
            pending.entry(lead).or_default().push(due);
        }
    }
    let mut planned = Vec::new();
    for (lead, schedule_facts) in leads::list_schedule_facts(tx, team.id).await? {
        let before = steps(pending.get(&lead).map_or(&[], Vec::as_slice));
        let steps = deadline::plan(&schedule_facts, &team.settings, team.time_zone, now, &before);
        planned.extend(steps.into_iter().map(|(step, at)| (lead, step, at)));
    }
    due::insert_many(tx, team.id, &planned).await?;
    digest(tx, team, now).await
}

/// Plans the team's next digest: neither one that there was, nor one later than the one that was to come, however the
/// team's zone has moved. A team that has no channel yet has none to miss.
pub(super) async fn digest(tx: &mut Tx, team: &Team, now: DateTime<Utc>) -> FlowResult<()> {
    let wanted = team.settings.reminders.digest.filter(|_| team.channel.is_some());
    let day = |step| match step {
        Some(ScheduledStep::Digest(day)) => Some(day),
        _ => None,
    };
    let pending = due::list_pending_of_team(tx, team.id).await?;
    let pending = pending.into_iter().find_map(|due| day(due.step));
    let last = day(due::find_last_digest(tx, team.id).await?);
    let next = wanted.and_then(|digest| next_digest(digest, now, team.time_zone, last, pending));
    due::replace_digest(tx, team.id, next).await?;
    Ok(())
}

fn steps(pending: &[due::Due]) -> Vec<ScheduledStep> {
    pending.iter().filter_map(|due| due.step).collect()
}
