//! History: append-only by trigger as well as by there being no function to change it.

use super::leads::json;
use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::event::{Event, EventKind, Via};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::stage::Stage;

struct Row {
    at_ms: i64,
    actor: String,
    via: String,
    stage_before: String,
    stage_after: String,
    kind: String,
    details: String,
}

impl Row {
    fn read(self, lead: LeadId) -> Result<Event, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("event of lead {lead}: {what}").into());
        let details: serde_json::Value =
            serde_json::from_str(&self.details).map_err(|_| decode("details"))?;
        let what = serde_json::json!({ "kind": self.kind, "details": details });
        Ok(Event {
            lead,
            at: from_ms(self.at_ms),
            actor: serde_json::from_str(&self.actor).map_err(|_| decode("actor"))?,
            via: Via::from_code(&self.via).ok_or_else(|| decode("via"))?,
            before: Stage::from_word(&self.stage_before).ok_or_else(|| decode("stage_before"))?,
            after: Stage::from_word(&self.stage_after).ok_or_else(|| decode("stage_after"))?,
            what: serde_json::from_value::<EventKind>(what).map_err(|_| decode("kind"))?,
        })
    }
}

/// Writes one entry, under the version that the lead has by then: the change itself is written first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(tx: &mut Tx, team: TeamId, event: &Event) -> Result<(), sqlx::Error> {
    let (kind, details) = words(&event.what)?;
    let (actor, via) = (json(&event.actor)?, event.via.code());
    let (before, after) = (event.before.word(), event.after.word());
    let at = ms(event.at);
    sqlx::query!(
        "insert into events (team_id, lead_id, at_ms, actor, via, stage_before, stage_after, kind, details, version)
        select ?, id, ?, ?, ?, ?, ?, ?, ?, version from leads where id = ?",
        team.0,
        at,
        actor,
        via,
        before,
        after,
        kind,
        details,
        event.lead.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The two columns that say what happened: its kind and its details, JSON.
pub(super) fn words(what: &EventKind) -> Result<(String, String), sqlx::Error> {
    let what = serde_json::to_value(what).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let kind = what.get("kind").and_then(|kind| kind.as_str());
    let kind = kind.ok_or_else(|| sqlx::Error::Encode("an event without a kind".into()))?;
    let details = what
        .get("details")
        .map_or_else(|| "{}".to_owned(), ToString::to_string);
    Ok((kind.to_owned(), details))
}

/// A lead's history with the rows' ids, oldest first.
pub(super) async fn list_with_ids(conn: &mut Conn, lead: LeadId) -> Result<Vec<(i64, Event)>, sqlx::Error> {
    let ids = sqlx::query_scalar!("select id from events where lead_id = ? order by id", lead.0)
        .fetch_all(&mut *conn)
        .await?;
    Ok(ids.into_iter().zip(list(conn, lead).await?).collect())
}

/// A lead's history, oldest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or an entry cannot be read back.
pub async fn list(conn: &mut Conn, lead: LeadId) -> Result<Vec<Event>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select at_ms, actor, via, stage_before, stage_after, kind, details from events where lead_id = ? order by id",
        lead.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.read(lead)).collect()
}

/// What happened to a lead after it had that version, oldest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or an entry cannot be read back.
pub(crate) async fn list_since(
    conn: &mut Conn,
    lead: LeadId,
    version: i64,
) -> Result<Vec<Event>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select at_ms, actor, via, stage_before, stage_after, kind, details from events
        where lead_id = ? and version > ? order by id",
        lead.0,
        version
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.read(lead)).collect()
}

/// The latest entries of a lead's history, newest first, after the first `skip` of them.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or an entry cannot be read back.
pub(crate) async fn list_latest(
    conn: &mut Conn,
    lead: LeadId,
    limit: u32,
    skip: u32,
) -> Result<Vec<Event>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select at_ms, actor, via, stage_before, stage_after, kind, details from events where lead_id = ?
        order by id desc limit ? offset ?",
        lead.0,
        limit,
        skip
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.read(lead)).collect()
}

/// How many entries a lead's history has.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn count(conn: &mut Conn, lead: LeadId) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!: u32" from events where lead_id = ?"#,
        lead.0
    )
    .fetch_one(conn)
    .await
}
