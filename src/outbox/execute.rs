//! Does what is next for a row, in one transaction.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::context::Context;
use super::decide::{Next, Wait};
use crate::discord_api::Posted;
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::message::{AlertKind, OutboxMessage};
use crate::domain::parked::{Parked, ParkedReason};
use crate::failpoint::{self, Point};
use crate::store::outbox::{self, DueRow};
use crate::store::{StoreError, Tx, teams};

/// Nothing waits for longer than this.
const LONGEST: Duration = Duration::from_secs(30 * 86_400);

/// Does it.
pub(super) async fn execute(context: &Context, row: &DueRow, next: Next) -> Result<(), StoreError> {
    let (id, now) = (row.entry.id, context.clock.now());
    match next {
        Next::Leave | Next::Stop => Ok(()),
        Next::Record {
            at,
            revision,
            certain,
            is_new,
            rang,
        } => {
            record(context, row, (at, rang), certain.then_some(revision)).await?;
            failpoint::pass(if is_new {
                Point::PostRecorded
            } else {
                Point::EditRecorded
            });
            if is_new {
                context.possibly_sent.remove(id);
            }
            Ok(())
        }
        Next::MarkSynced { revision } => {
            let write = context
                .store
                .write_one(async move |tx| Ok::<_, StoreError>(outbox::update_done(tx, id, revision).await?));
            write.await
        }
        Next::Retry { attempts, wait } => put_off(context, id, attempts, now + span(wait)).await,
        Next::Repost(gone) => {
            let write = context
                .store
                .write_one(async move |tx| Ok::<_, StoreError>(outbox::update_gone(tx, gone, now).await?));
            write.await
        }
        Next::Park {
            parked,
            retry,
            channel,
            alert,
        } => {
            let retry_at = retry.map(|wait| now + span(wait));
            park(context, row, (parked, retry_at), channel, alert).await
        }
    }
}

/// Puts a row off.
pub(super) async fn put_off(
    context: &Context,
    id: OutboxId,
    attempts: i64,
    due: DateTime<Utc>,
) -> Result<(), StoreError> {
    let write = context
        .store
        .write_one(async move |tx| Ok::<_, StoreError>(outbox::update_retry(tx, id, attempts, due).await?));
    write.await
}

fn span(wait: Wait) -> TimeDelta {
    let wait = match wait {
        Wait::For(wait) => wait,
        Wait::After(policy, failures) => policy.wait(u32::try_from(failures).unwrap_or(u32::MAX)),
    };
    // Nobody says longer.
    TimeDelta::from_std(wait.min(LONGEST)).unwrap_or_default()
}

/// Records where the row stands and, where that is certain, which revision it shows; what had waited for a message to get
/// through there goes on.
async fn record(
    context: &Context,
    row: &DueRow,
    (at, rang): (Posted, bool),
    shown: Option<i64>,
) -> Result<(), StoreError> {
    let (id, team, now) = (row.entry.id, row.entry.team, context.clock.now());
    let is_new = row.entry.posted.is_none();
    // By what was sent, not by the row as it was read: a burst may have made the card small in between.
    let rang = rang && is_new && matches!(row.entry.message, OutboxMessage::Card { .. });
    let in_channel = !matches!(row.entry.message, OutboxMessage::AdminAlert { .. });
    let (frees, was_refused) = (row.is_troubled && in_channel, row.entry.parks > 0);
    let posted = (at.channel, at.message);
    let stands = async move |tx: &mut Tx| match shown {
        shown if rang => {
            let certain = shown.is_some();
            outbox::update_rung(tx, id, shown.unwrap_or_default(), posted, certain).await
        }
        Some(shown) => outbox::update_shown(tx, id, shown, posted).await,
        None => outbox::update_posted(tx, id, posted).await,
    };
    if !frees && !was_refused {
        let write = context
            .store
            .write_one(async move |tx| Ok::<_, StoreError>(stands(tx).await?));
        return write.await;
    }
    let write = context.store.write(async move |tx| {
        stands(tx).await?;
        if frees {
            free(tx, id, (team, at.channel), is_new, now).await?;
        }
        if was_refused {
            outbox::forget_refusals(tx, team).await?;
        }
        Ok::<_, StoreError>(())
    });
    write.await
}

async fn free(
    tx: &mut Tx,
    id: OutboxId,
    (team, channel): (crate::domain::ids::TeamId, ChannelId),
    is_new: bool,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let count = outbox::unpark_channel(tx, team, channel, is_new, now).await?;
    if count > 0 {
        tracing::info!(row = id.0, count, "what was parked in its channel goes on");
    }
    if is_new {
        outbox::forget_alerts(tx, team, channel).await?;
    }
    Ok(())
}

/// Parks a row, with all that shares its channel where that is closed, and tells who set the team up.
async fn park(
    context: &Context,
    row: &DueRow,
    (parked, retry_at): (Parked, Option<DateTime<Utc>>),
    channel: Option<ChannelId>,
    alert: Option<AlertKind>,
) -> Result<(), StoreError> {
    tracing::warn!(row = row.entry.id.0, team = row.entry.team.0, %parked, "parked");
    if let (ParkedReason::CannotDm, OutboxMessage::AdminAlert { to, .. }) =
        (parked.reason, &row.entry.message)
    {
        // It is opened anew the next time.
        context.dms().remove(to);
    }
    let (id, team, now) = (row.entry.id, row.entry.team, context.clock.now());
    // Trouble with a channel is about no lead; what Discord refuses is, and the first of them is named.
    let is_refusal = matches!(alert, Some(AlertKind::Refused(_)));
    let about = row.entry.lead.filter(|_| is_refusal);
    let alert = row.set_up_by.zip(alert);
    let rests_on_channel = parked.reason.concerns_channel() || parked.reason == ParkedReason::NoChannel;
    let seen = row.team_channel;
    let write = context.store.write(async move |tx| {
        // `/setup` may have chosen another channel since the row was read: it stays due, and is decided anew.
        let moved = rests_on_channel
            && teams::find(tx, team)
                .await?
                .is_some_and(|team| team.channel != seen);
        if moved {
            return Ok::<_, StoreError>(());
        }
        outbox::park(tx, id, &parked, retry_at).await?;
        if let Some(channel) = channel {
            outbox::park_channel(tx, team, channel, parked.reason, retry_at).await?;
        }
        if let Some((to, about_what)) = alert {
            let message = OutboxMessage::AdminAlert {
                to,
                about: about_what,
            };
            outbox::enqueue_once(tx, team, about, &message, now).await?;
        }
        Ok(())
    });
    write.await
}
