//! The index that leads are found by.
//!
//! It is written after the change that writes the lead or its deal, since whoever made that change need not wait for it.
//! Which leads are still to be written is a row for each (`unindexed_leads`), which the change itself leaves by triggers, so
//! that a kill forgets none of them. An erasure is not put off: see [`forget`]. What is indexed and what is asked go through
//! the same folding, [`crate::domain::search`].

use super::leads::json;
use super::{Conn, Tx};
use crate::domain::ids::LeadId;
use crate::domain::search::indexed;

/// How many leads are written at once: enough to share a commit, few enough not to hold up what members do meanwhile.
pub const BATCH: usize = 128;

/// What the words of a lead are made of.
struct Row {
    id: i64,
    number: i64,
    company: Option<String>,
    name: Option<String>,
    need: Option<String>,
    solutions: String,
    reason_notes: Option<String>,
    external_id: Option<String>,
    campaign_id: Option<String>,
    deal: Option<String>,
    deal_notes: Option<String>,
    crm_id: Option<String>,
    deal_campaign_id: Option<String>,
    is_erased: bool,
}

/// A line of the index: the lead's id and its number, and then customer, deal, need, notes and ids.
type Line = (i64, String, [String; 5]);

impl Row {
    fn line(self) -> Line {
        let words = |texts: &[&Option<String>]| {
            let texts: Vec<_> = texts.iter().filter_map(|text| text.as_deref()).collect();
            indexed(&texts.join("\n"))
        };
        let line = if self.is_erased {
            Default::default()
        } else {
            [
                words(&[&self.company, &self.name]),
                words(&[&self.deal]),
                words(&[&self.need, &Some(self.solutions)]),
                words(&[&self.deal_notes, &self.reason_notes]),
                words(&[
                    &self.external_id,
                    &self.campaign_id,
                    &self.crm_id,
                    &self.deal_campaign_id,
                ]),
            ]
        };
        (self.id, self.number.to_string(), line)
    }
}

/// Whether there are leads that the index does not know as they are.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn is_behind(conn: &mut Conn) -> Result<bool, sqlx::Error> {
    let behind = sqlx::query_scalar!(r#"select exists (select 1 from unindexed_leads) as "behind!: bool""#);
    behind.fetch_one(conn).await
}

/// Writes the words of leads whose rows have changed, the oldest leads first, at most [`BATCH`]; says of how many.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn catch_up(tx: &mut Tx) -> Result<usize, sqlx::Error> {
    let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let rows = sqlx::query_as!(
        Row,
        r#"select l.id as "id!", l.number as "number!", l.company, l.name, l.need, l.solutions as "solutions!", l.reason_notes,
            -- Of a lead made of a message it is that message's: nobody looks for it, and every number begins like it.
            case when s.kind = 'member' then null else l.external_id end as "external_id?: String", l.campaign_id,
            d.name as "deal?", d.notes as "deal_notes?", d.crm_id as "crm_id?", d.campaign_id as "deal_campaign_id?",
            l.erased_at_ms is not null as "is_erased!: bool"
        from (select lead_id from unindexed_leads order by lead_id limit ?) u cross join leads l on l.id = u.lead_id
            join sources s on s.id = l.source_id left join deals d on d.lead_id = l.id"#,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let count = ids.len();
    let ids = json(&ids)?;
    let lines: Vec<_> = rows.into_iter().map(Row::line).collect();
    let lines = json(&lines)?;
    sqlx::query!(
        "delete from lead_search where rowid in (select value from json_each(?))",
        ids
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into lead_search (rowid, number, customer, deal, need, notes, ids)
        select value ->> 0, value ->> 1, value ->> '$[2][0]', value ->> '$[2][1]', value ->> '$[2][2]', value ->> '$[2][3]',
            value ->> '$[2][4]' from json_each(?)",
        lines
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from unindexed_leads where lead_id in (select value from json_each(?))",
        ids
    )
    .execute(&mut **tx)
    .await?;
    Ok(count)
}

/// Forgets every word of a lead whose personal data is erased, in the change that erases it; its number still finds it. What
/// the team's members were searching for may name the person, so that goes as well.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn forget(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from lead_search where rowid = ?", lead.0)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into lead_search (rowid, number) select id, number from leads where id = ?",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from unindexed_leads where lead_id = ?", lead.0)
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

/// Leads that the index knows otherwise than their rows are, though nothing says so: there are none. Reads all of them.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_wrong(conn: &mut Conn) -> Result<Vec<LeadId>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select l.id as "id!", l.number as "number!", l.company, l.name, l.need, l.solutions as "solutions!", l.reason_notes,
            case when s.kind = 'member' then null else l.external_id end as "external_id?: String", l.campaign_id,
            d.name as "deal?", d.notes as "deal_notes?", d.crm_id as "crm_id?", d.campaign_id as "deal_campaign_id?",
            l.erased_at_ms is not null as "is_erased!: bool"
        from leads l join sources s on s.id = l.source_id left join deals d on d.lead_id = l.id
        where not exists (select 1 from unindexed_leads u where u.lead_id = l.id)"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut wrong = Vec::new();
    for row in rows {
        let known = sqlx::query!(
            r#"select coalesce(number, '') as "number!: String", coalesce(customer, '') as "customer!: String",
                coalesce(deal, '') as "deal!: String", coalesce(need, '') as "need!: String",
                coalesce(notes, '') as "notes!: String", coalesce(ids, '') as "ids!: String"
            from lead_search where rowid = ?"#,
            row.id
        )
        .fetch_optional(&mut *conn)
        .await?;
        let known = known.map(|known| {
            let words = [known.customer, known.deal, known.need, known.notes, known.ids];
            (row.id, known.number, words)
        });
        let id = LeadId(row.id);
        if known != Some(row.line()) {
            wrong.push(id);
        }
    }
    Ok(wrong)
}
