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
    let before = tx.touched().mark();
    let pending = sqlx::query_scalar!(
        r#"update outbox set shown = max(shown, min(?, wanted)), channel_id = ?, message_id = ?, attempts = 0, parks = 0 where id = ?
        returning wanted > shown as "pending!: bool""#,
        shown,
        channel,
        message,
        id.0
    );
    let pending = pending.fetch_optional(&mut **tx).await?;
    leave_asleep(tx, before, pending);
    Ok(())
}

/// A row that has nothing left to be shown is nobody's work: the worker need not be woken to see that.
fn leave_asleep(tx: &Tx, before: u8, pending: Option<bool>) {
    if pending != Some(true) {
        tx.touched().back_to(before);
    }
}

/// A card that rang when it was posted is no part of a burst that began while it was on its way: it stays whole, and
/// the burst's line does not tell of it a second time. One that is `certain` shows change number `shown`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_rung(
    tx: &mut Tx,
    id: OutboxId,
    shown: i64,
    posted: (ChannelId, MessageId),
    certain: bool,
) -> Result<(), sqlx::Error> {
    let (channel, message) = (posted.0.0, posted.1.0);
    let before = tx.touched().mark();
    let pending = sqlx::query_scalar!(
        r#"update outbox set shown = case when ?1 then max(shown, min(?2, wanted)) else shown end, channel_id = ?3, message_id = ?4,
            attempts = 0, parks = 0, payload = case when payload ->> 'compact' then '{"compact":false}' else payload end
        where id = ?5 returning wanted > shown as "pending!: bool""#,
        certain,
        shown,
        channel,
        message,
        id.0
    );
    let pending = pending.fetch_optional(&mut **tx).await?;
    leave_asleep(tx, before, pending);
    Ok(())
}

/// The message stands there, but whether it shows the newest look is not known: the row stays due.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_posted(
    tx: &mut Tx,
    id: OutboxId,
    posted: (ChannelId, MessageId),
) -> Result<(), sqlx::Error> {
    let (channel, message) = (posted.0.0, posted.1.0);
    sqlx::query!(
        "update outbox set channel_id = ?, message_id = ?, attempts = 0, parks = 0 where id = ?",
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
pub(crate) async fn update_retry(
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

/// Forgets that somebody was told of trouble with a channel, since it is over: the next one is told again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn forget_alerts(tx: &mut Tx, team: TeamId, channel: ChannelId) -> Result<(), sqlx::Error> {
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

/// Forgets that somebody was told of messages that Discord refuses, once none of the team's is refused any longer.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn forget_refusals(tx: &mut Tx, team: TeamId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from outbox where team_id = ?1 and kind = 'word' and shown >= wanted and key >= 'word:refused:' and key < 'word:refused;'
        and not exists (select 1 from outbox where team_id = ?1 and parked = 'rejected')",
        team.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The message is gone from Discord: it is posted anew, as another message.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_gone(tx: &mut Tx, id: OutboxId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
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
