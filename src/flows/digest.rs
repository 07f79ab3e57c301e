//! A team's digest is due: it is wanted, and the next one planned.

use chrono::{DateTime, TimeDelta, Utc};

use super::{FlowResult, plan};
use crate::clock;
use crate::domain::absence::Away;
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::TeamId;
use crate::domain::message::OutboxMessage;
use crate::store::{Tx, absences, due, figures, outbox, teams};

/// Wants the digest that is due at `now`, the latest where several are, and plans the next one.
///
/// # Errors
/// That the database failed.
pub(crate) async fn digest(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> FlowResult<()> {
    let mut pending = due::list_pending_of_team(tx, team).await?;
    pending.retain(|due| due.at <= now);
    let ids: Vec<_> = pending.iter().map(|due| due.id).collect();
    due::update_done(tx, &ids, now).await?;
    let Some(team) = teams::find(tx, team).await? else {
        return Ok(());
    };
    let latest = pending.iter().rev().find_map(|due| match due.step {
        Some(ScheduledStep::Digest(day)) => Some(day),
        _ => None,
    });
    if let Some(day) = latest {
        let mut week = figures::week(tx, team.id, now, clock::day_in(team.time_zone, now)).await?;
        let away = absences::list(tx, team.id, now).await?;
        week.counts.away = Vec::from_iter(away.into_iter().map(|absence| Away {
            member: absence.member,
            back: clock::day_in(team.time_zone, absence.until),
        }));
        let message = OutboxMessage::Digest {
            week: day,
            counts: week.counts,
            next: week.next,
            overdue: week.overdue,
        };
        outbox::enqueue(tx, team.id, None, &message, now, TimeDelta::zero()).await?;
    }
    plan::digest(tx, &team, now).await
}
