//! What became of a row.

use chrono::{DateTime, Utc};

use super::new_nonce;
use crate::domain::ids::{ChannelId, MemberId, MessageId, OutboxId, TeamId};
use crate::domain::message::{AlertKind, OutboxMessage};
use crate::store::Tx;
use crate::store::time::ms;

/// Discord shows the row as of change number `shown`, in that message.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_shown(
    tx: &mut Tx,
    id: OutboxId,
    shown: i64,
    posted: (ChannelId, MessageId),
) -> Result<(), sqlx::Error> {
    let (channel, message) = (posted.0.0, posted.1.0);
    sqlx::query!(
        "update outbox set shown = max(shown, min(?, wanted)), channel_id = ?, message_id = ?, attempts = 0 where id = ?",
        shown,
        channel,
        message,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The message stands there, but whether it shows the newest look is not known: the row stays due.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_posted(
    tx: &mut Tx,
    id: OutboxId,
    posted: (ChannelId, MessageId),
) -> Result<(), sqlx::Error> {
    let (channel, message) = (posted.0.0, posted.1.0);
    sqlx::query!(
        "update outbox set channel_id = ?, message_id = ?, attempts = 0 where id = ?",
        channel,
        message,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// There is nothing to show for change number `shown`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_done(tx: &mut Tx, id: OutboxId, shown: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update outbox set shown = max(shown, min(?, wanted)) where id = ?",
        shown,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It could not be sent: again at `due`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_retry(
    tx: &mut Tx,
    id: OutboxId,
    attempts: i64,
    due: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let due = ms(due);
    sqlx::query!(
        "update outbox set attempts = ?, due_at_ms = ? where id = ?",
        attempts,
        due,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing that we do by ourselves will send it: it waits for a hand.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn park(tx: &mut Tx, id: OutboxId, why: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update outbox set parked = ? where id = ?", why, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Parks everything that a team would show in a channel, since it cannot be reached. Says how many rows that were.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn park_channel(
    tx: &mut Tx,
    team: TeamId,
    channel: ChannelId,
    why: &str,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update outbox set parked = ? where team_id = ? and wanted > shown and parked is null and kind not in ('word', 'mail', 'webhook')
        and (channel_id = ? or (channel_id is null and ? = (select channel_id from teams where id = outbox.team_id)))",
        why,
        team.0,
        channel.0,
        channel.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected())
}

/// Forgets that somebody was told of trouble with a channel, since it is over: the next one is told again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn forget_alerts(tx: &mut Tx, team: TeamId, channel: ChannelId) -> Result<(), sqlx::Error> {
    let [gone, denied] = [AlertKind::ChannelGone(channel), AlertKind::NotAllowed(channel)].map(|about| {
        OutboxMessage::AdminAlert {
            to: MemberId(0),
            about,
        }
        .key(None)
    });
    sqlx::query!(
        "delete from outbox where team_id = ? and key in (?, ?) and shown >= wanted",
        team.0,
        gone,
        denied
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Tries the parked rows of a team again: something has been mended. What may have been posted before is still
/// known by its attempts not being 0.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn unpark(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let now = ms(now);
    let done = sqlx::query!(
        "update outbox set parked = null, attempts = min(attempts, 1), due_at_ms = ? where team_id = ? and parked is not null
        and parked not like 'rejected%'",
        now,
        team.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// The message is gone from Discord: it is posted anew, as another message.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_gone(tx: &mut Tx, id: OutboxId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (nonce, now) = (new_nonce(), ms(now));
    sqlx::query!(
        "update outbox set channel_id = null, message_id = null, shown = 0, nonce = ?, nonce_since_ms = ?, due_at_ms = ? where id = ?",
        nonce,
        now,
        now,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
