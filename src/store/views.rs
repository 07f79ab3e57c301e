//! Read models: what cards and full views are drawn from.

use chrono::{DateTime, Utc};

use super::{Conn, deals, favorites, leads, outbox, snoozes, sources, team_contacts, teams};
use crate::domain::ids::LeadId;
use crate::domain::message::OutboxMessage;
use crate::domain::view::{CardRow, LeadView};

/// How many earlier leads of the same person or company a view carries.
const EARLIER: i64 = 3;

/// One lead with everything around it.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: LeadId, now: DateTime<Utc>) -> Result<Option<LeadView>, sqlx::Error> {
    let Some(lead) = leads::find(conn, id).await? else {
        return Ok(None);
    };
    let (Some(team), Some(source)) = (
        teams::find(conn, lead.team).await?,
        sources::find(conn, lead.source).await?,
    ) else {
        return Ok(None);
    };
    let card = outbox::find_card(conn, id).await?.map(|entry| CardRow {
        row: entry.id,
        wanted: entry.wanted,
        posted: entry.posted,
        compact: matches!(entry.message, OutboxMessage::Card { compact: true }),
    });
    Ok(Some(LeadView {
        card,
        deal: deals::find(conn, id).await?,
        contacts: team_contacts::list(conn, id).await?,
        snooze: snoozes::find(conn, id, snoozes::Whom::Team).await?,
        favorites: favorites::count(conn, id).await?,
        earlier: leads::list_earlier(conn, id, EARLIER).await?,
        source_name: source.name,
        source_kind: source.kind,
        lead,
        team,
        owner_left: false,
        now,
    }))
}
