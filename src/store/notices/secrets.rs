//! What a source's webhooks are signed with, and which receivers want no more.

use chrono::{DateTime, Utc};

use crate::domain::ids::{SourceId, TeamId};
use crate::store::time::{from_ms, ms};
use crate::store::{Conn, Tx};

/// The secrets of one source.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Secrets {
    /// The one that receivers are given.
    pub current: Vec<u8>,
    /// The one before, and until when it signs as well.
    pub previous: Option<(Vec<u8>, DateTime<Utc>)>,
}

impl Secrets {
    /// Those that sign at `now`, the newest first.
    #[must_use]
    pub(crate) fn valid(&self, now: DateTime<Utc>) -> Vec<&[u8]> {
        let previous = self.previous.as_ref().filter(|(_, until)| now < *until);
        let previous = previous.map(|(secret, _)| secret.as_slice());
        std::iter::once(self.current.as_slice()).chain(previous).collect()
    }
}

/// The secrets of a source, made now where it has none.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_or_insert(tx: &mut Tx, source: SourceId) -> Result<Secrets, sqlx::Error> {
    let fresh = rand::random::<[u8; 32]>();
    let fresh = fresh.as_slice();
    sqlx::query!(
        "insert into webhook_secrets (source_id, secret) values (?, ?) on conflict do nothing",
        source.0,
        fresh
    )
    .execute(&mut **tx)
    .await?;
    find(tx, source).await?.ok_or(sqlx::Error::RowNotFound)
}

/// The secrets of a source.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, source: SourceId) -> Result<Option<Secrets>, sqlx::Error> {
    let row = sqlx::query!(
        "select secret, previous, previous_until_ms from webhook_secrets where source_id = ?",
        source.0
    );
    let row = row.fetch_optional(conn).await?;
    Ok(row.map(|row| Secrets {
        current: row.secret,
        previous: row.previous.zip(row.previous_until_ms.map(from_ms)),
    }))
}

/// Gives a source another secret; the one that it has signs along until then.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn rotate(
    tx: &mut Tx,
    source: SourceId,
    until: DateTime<Utc>,
) -> Result<Secrets, sqlx::Error> {
    find_or_insert(tx, source).await?;
    let (fresh, until) = (rand::random::<[u8; 32]>(), ms(until));
    let fresh = fresh.as_slice();
    sqlx::query!(
        "update webhook_secrets set previous = secret, previous_until_ms = ?, secret = ? where source_id = ?",
        until,
        fresh,
        source.0
    )
    .execute(&mut **tx)
    .await?;
    find(tx, source).await?.ok_or(sqlx::Error::RowNotFound)
}

/// The receiver has said that it wants no more (410).
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_gone(
    tx: &mut Tx,
    team: TeamId,
    url: &str,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "insert into webhooks_gone (team_id, url, at_ms) values (?, ?, ?) on conflict do nothing",
        team.0,
        url,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a receiver wants no more.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn is_gone(conn: &mut Conn, team: TeamId, url: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists(select 1 from webhooks_gone where team_id = ? and url = ?) as "is!: bool""#,
        team.0,
        url
    )
    .fetch_one(conn)
    .await
}

/// A manager wants a receiver tried again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_gone(tx: &mut Tx, team: TeamId, url: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from webhooks_gone where team_id = ? and url = ?",
        team.0,
        url
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
