//! The index that leads are found by, and what members are searching for.
//!
//! The index is written in the change that writes the lead or its deal, so a search sees neither less nor more than
//! the rows. What is indexed and what is asked go through the same folding, [`crate::domain::search`].

use chrono::{DateTime, TimeDelta, Utc};

use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, MemberId, TeamId};
use crate::domain::search::indexed;

/// How long an open list remembers what was searched for.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Writes a lead's words anew from its rows.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(super) async fn put(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    let row = sqlx::query!(
        r#"select l.number, l.company, l.name, l.need, l.solutions, l.reason_notes,
            -- Of a lead made of a message it is that message's: nobody looks for it, and every number begins like it.
            case when s.kind = 'member' then null else l.external_id end as "external_id?: String", l.campaign_id, d.name as "deal?", d.notes as "deal_notes?", d.crm_id as "crm_id?",
            d.campaign_id as "deal_campaign_id?"
        from leads l join sources s on s.id = l.source_id left join deals d on d.lead_id = l.id where l.id = ?"#,
        lead.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let words = |texts: &[&Option<String>]| {
        let texts: Vec<_> = texts.iter().filter_map(|text| text.as_deref()).collect();
        indexed(&texts.join("\n"))
    };
    let number = row.number.to_string();
    let customer = words(&[&row.company, &row.name]);
    let deal = words(&[&row.deal]);
    let need = words(&[&row.need, &Some(row.solutions)]);
    let notes = words(&[&row.deal_notes, &row.reason_notes]);
    let ids = words(&[
        &row.external_id,
        &row.campaign_id,
        &row.crm_id,
        &row.deal_campaign_id,
    ]);
    delete(tx, lead).await?;
    sqlx::query!(
        "insert into lead_search (rowid, number, customer, deal, need, notes, ids) values (?, ?, ?, ?, ?, ?, ?)",
        lead.0,
        number,
        customer,
        deal,
        need,
        notes,
        ids
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes the words of some leads anew whose index is that of an older version of the program: at most `most`. Says whether
/// there may be more.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn reindex(tx: &mut Tx, most: u32) -> Result<bool, sqlx::Error> {
    let leads = sqlx::query_scalar!(
        r#"delete from reindex where lead_id in (select lead_id from reindex limit ?) returning lead_id as "id!: i64""#,
        most
    )
    .fetch_all(&mut **tx)
    .await?;
    for lead in &leads {
        put(tx, LeadId(*lead)).await?;
    }
    Ok(leads.len() == most as usize)
}

async fn delete(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from lead_search where rowid = ?", lead.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets every word of a lead whose personal data is erased; its number still finds it. What the team's members
/// were searching for may name the person, so that goes as well.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn forget(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    delete(tx, lead).await?;
    sqlx::query!(
        "insert into lead_search (rowid, number) select id, number from leads where id = ?",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from searches where team_id = (select team_id from leads where id = ?)",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps what a member searches for, and lets go of what was kept long enough.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert_typed(
    tx: &mut Tx,
    team: TeamId,
    member: MemberId,
    text: &str,
    at: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    let (before, at) = (ms(at - KEPT), ms(at));
    sqlx::query!("delete from searches where at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    sqlx::query_scalar!(
        r#"insert into searches (team_id, member_id, text, at_ms) values (?, ?, ?, ?) returning id as "id!: i64""#,
        team.0,
        member.0,
        text,
        at
    )
    .fetch_one(&mut **tx)
    .await
}

/// What that member searched for; another member's or another team's search is not found.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_typed(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    id: i64,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select text from searches where id = ? and team_id = ? and member_id = ?",
        id,
        team.0,
        member.0
    )
    .fetch_optional(conn)
    .await
}
