//! The read model of figures: every lead of a team that arrived in a span of time, without personal data.

use chrono::{DateTime, Utc};

use super::Conn;
use super::time::{from_ms, ms};
use crate::domain::contact::CountryCode;
use crate::domain::event::Initiator;
use crate::domain::ids::{LeadId, MemberId, TeamId};
use crate::domain::lead::Kind;
use crate::domain::money::Money;
use crate::domain::stage::{Outcome, Stage};
use crate::stats::LeadFacts;

/// The leads that arrived from `begin` on and before `end`, tests left out. A budget without a currency is in `currency`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_facts(
    conn: &mut Conn,
    team: TeamId,
    begin: DateTime<Utc>,
    end: DateTime<Utc>,
    currency: iso_currency::Currency,
) -> Result<Vec<LeadFacts>, sqlx::Error> {
    let (begin, end) = (ms(begin), ms(end));
    let rows = sqlx::query!(
        r#"select l.id as "id!: i64", l.kind as "kind!", s.name as "source!", l.country, l.owner_id, l.informational as "informational!: bool",
            l.received_at_ms as "received_at_ms!: i64", l.answered_at_ms, l.stage as "stage!", l.outcome,
            l.last_at_ms as "last_at_ms!: i64", l.last_actor as "last_actor!", l.reason, l.budget,
            coalesce(d.final_minor, d.value_minor) as "value_minor?: i64",
            coalesce(d.final_currency, d.currency) as "currency?: String"
        from leads l indexed by leads_by_received join sources s on s.id = l.source_id left join deals d on d.lead_id = l.id
        where l.team_id = ? and l.received_at_ms >= ? and l.received_at_ms < ? and l.test = 0"#,
        team.0,
        begin,
        end
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let decode = |what: &str| sqlx::Error::Decode(format!("lead {}: {what}", row.id).into());
            let stage =
                Stage::from_codes(&row.stage, row.outcome.as_deref()).ok_or_else(|| decode("stage"))?;
            let value = match (row.value_minor, row.currency) {
                (Some(minor), Some(code)) => {
                    Some(Money::new(minor, code.parse().map_err(|_| decode("currency"))?))
                }
                _ => None,
            };
            let last: Initiator = serde_json::from_str(&row.last_actor).map_err(|_| decode("last_actor"))?;
            let member = match (row.owner_id, stage, last) {
                (Some(owner), ..) => Some(MemberId(owner)),
                // A declined lead has no owner: it counts for whoever declined it.
                (None, Stage::Archived(Outcome::Declined), Initiator::Member(member)) => Some(member),
                _ => None,
            };
            Ok(LeadFacts {
                lead: LeadId(row.id),
                kind: Kind::from_code(&row.kind).ok_or_else(|| decode("kind"))?,
                source: row.source,
                country: row.country.as_deref().and_then(CountryCode::parse),
                member,
                informational: row.informational,
                received_at: from_ms(row.received_at_ms),
                answered_at: row.answered_at_ms.map(from_ms),
                stage,
                since: from_ms(row.last_at_ms),
                reason: row.reason,
                value,
                budget: row
                    .budget
                    .as_deref()
                    .and_then(|budget| Money::parse(budget, currency).ok()),
            })
        })
        .collect()
}
