//! Many leads at once ring once: past a number within a few minutes cards are small and silent, and one line has the
//! ping.

use chrono::{DateTime, TimeDelta, Utc};

use super::FlowResult;
use crate::domain::message::OutboxMessage;
use crate::domain::team::Team;
use crate::store::bursts::{self, Burst};
use crate::store::{Tx, outbox};

/// Takes note of a lead that has just been written; says whether it is part of a burst, so that its card is small.
pub(super) async fn notice(tx: &mut Tx, team: &Team, now: DateTime<Utc>) -> FlowResult<bool> {
    let within = TimeDelta::minutes(team.settings.burst_minutes.into());
    let most = team.settings.burst_leads;
    let arrivals = bursts::count_arrivals(tx, team.id, (now - within, now), most.saturating_add(1)).await?;
    if arrivals <= most {
        return Ok(false);
    }
    let lasts = |burst: &Burst| burst.since <= now && now - burst.last <= within;
    let since = match bursts::find_latest(tx, team.id, now).await?.filter(lasts) {
        Some(burst) => burst.since,
        // The first ones of a batch are not posted yet, and need no ping of their own either.
        None => bursts::shrink_unposted_cards(tx, team.id, (now - within, now))
            .await?
            .unwrap_or(now),
    };
    let burst = bursts::upsert(tx, team.id, Burst { since, last: now }).await?;
    let line = OutboxMessage::Burst { since: burst.since };
    outbox::enqueue(tx, team.id, None, &line, now, TimeDelta::zero()).await?;
    Ok(true)
}
