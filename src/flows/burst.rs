//! Many leads at once ring once: past a number within a few minutes cards are small and silent, and one line has the
//! ping.

use chrono::{DateTime, TimeDelta, Utc};

use super::FlowResult;
use crate::domain::ids::LeadId;
use crate::domain::message::OutboxMessage;
use crate::domain::team::Team;
use crate::store::bursts::{self, Burst};
use crate::store::{Tx, outbox};

/// How long a line waits for more of a batch: requests of one sender come one after another.
const GATHERS: TimeDelta = TimeDelta::seconds(3);

/// Records that a lead has just been written; says whether it is part of a burst, so that its card is small. Each such lead
/// is told of by one line with a ping: what comes after a line was posted waits for the next one, which comes no sooner
/// than the team wants to be rung for many at once.
pub(super) async fn notice(
    tx: &mut Tx,
    team: &Team,
    lead: LeadId,
    hot: bool,
    now: DateTime<Utc>,
) -> FlowResult<bool> {
    let within = TimeDelta::minutes(team.settings.burst_minutes.into());
    let most = team.settings.burst_leads;
    let arrivals = bursts::count_arrivals(tx, team.id, (now - within, now), most.saturating_add(1)).await?;
    if arrivals <= most {
        return Ok(false);
    }
    let lasts = |burst: &Burst| burst.since <= now && now - burst.last <= within;
    let before = bursts::find_latest(tx, team.id, now).await?.filter(lasts);
    let mut leads = Vec::new();
    let (since, tell_at) = match before {
        Some(burst) if !bursts::is_told(tx, team.id, burst.since, now).await? => (burst.since, None),
        Some(burst) => {
            let next = (burst.since + within).max(now + GATHERS);
            (now.max(burst.since + TimeDelta::milliseconds(1)), Some(next))
        }
        // The first ones of a batch are not posted yet, and need no ping of their own either.
        None => {
            let shrunk = bursts::shrink_unposted_cards(tx, team.id, (now - within, now)).await?;
            let since = shrunk.iter().map(|(_, at)| *at).min().unwrap_or(now);
            leads.extend(shrunk.into_iter().map(|(lead, _)| lead));
            (since, Some(now + GATHERS))
        }
    };
    if !hot {
        leads.push(lead);
    }
    if leads.is_empty() {
        return Ok(false);
    }
    let burst = bursts::upsert(
        tx,
        team.id,
        Burst {
            since,
            last: now.max(since),
        },
    )
    .await?;
    bursts::insert_leads(tx, team.id, burst.since, &leads).await?;
    let line = OutboxMessage::Burst { since: burst.since };
    // A line that waits goes on waiting for its own moment.
    let after = tell_at.map_or(within, |at| at - now);
    outbox::enqueue(tx, team.id, None, &line, now, after).await?;
    Ok(!hot)
}
