//! What the same person or company asked for before.

use crate::domain::ids::{LeadId, LeadNumber};
use crate::domain::stage::Stage;
use crate::domain::view::Earlier;
use crate::store::Conn;
use crate::store::time::from_ms;

/// The latest earlier leads of the same person or company, newest first, at most `limit`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_earlier(conn: &mut Conn, id: LeadId, limit: i64) -> Result<Vec<Earlier>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with this as (select team_id, id, email_key, phone_key, company_key from leads where id = ?),
        found as (
            select l.id, 1 as person from leads l, this where l.team_id = this.team_id and l.email_key = this.email_key
            union all
            select l.id, 1 from leads l, this where l.team_id = this.team_id and l.phone_key = this.phone_key
            union all
            select l.id, 0 from leads l, this where l.team_id = this.team_id and l.company_key = this.company_key
        )
        select l.number as "number!: i64", max(found.person) as "person!: bool", l.stage as "stage!: String", l.outcome,
            l.reason, l.last_at_ms as "last_at_ms!: i64"
        from found join leads l on l.id = found.id join this on l.id < this.id
        where l.test = 0 and l.erased_at_ms is null
        group by l.id order by l.id desc limit ?"#,
        id.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let stage = Stage::from_codes(&row.stage, row.outcome.as_deref());
            Ok(Earlier {
                lead: LeadNumber(row.number),
                same_person: row.person,
                stage: stage.ok_or_else(|| sqlx::Error::Decode("stage".into()))?,
                reason: row.reason,
                since: from_ms(row.last_at_ms),
            })
        })
        .collect()
}
