//! Read models of messages that are about no single lead.

use chrono::{DateTime, TimeDelta, Utc};

use super::time::{from_ms, ms};
use super::{Conn, bursts};
use crate::domain::ids::{LeadNumber, TeamId};
use crate::domain::message::Message;
use crate::domain::money::Money;
use crate::domain::view::{BurstFigures, Closed, DigestFigures, Expiring, Figures};

/// How far a digest looks ahead and back.
const WEEK: TimeDelta = TimeDelta::days(7);
/// How many leads a digest names.
const NAMED: i64 = 10;

/// What a message is drawn from, beyond its lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(
    conn: &mut Conn,
    team: TeamId,
    message: &Message,
    now: DateTime<Utc>,
) -> Result<Figures, sqlx::Error> {
    match message {
        Message::Burst { since } => Ok(Figures::Burst(burst(conn, team, *since).await?)),
        Message::Digest { .. } => Ok(Figures::Digest(digest(conn, team, now).await?)),
        _ => Ok(Figures::None),
    }
}

async fn burst(conn: &mut Conn, team: TeamId, since: DateTime<Utc>) -> Result<BurstFigures, sqlx::Error> {
    let last = bursts::find(conn, team, since)
        .await?
        .map_or(since, |burst| burst.last);
    let (since, last) = (ms(since), ms(last));
    let row = sqlx::query!(
        r#"select count(*) as "leads!: i64", coalesce(sum(hot), 0) as "hot!: i64", coalesce(min(number), 0) as "first!: i64",
            coalesce(max(number), 0) as "last!: i64"
        from leads where team_id = ? and taken_in_at_ms between ? and ? and exists (select 1 from outbox
            where lead_id = leads.id and kind = 'card' and payload ->> 'compact')"#,
        team.0,
        since,
        last
    )
    .fetch_one(conn)
    .await?;
    Ok(BurstFigures {
        leads: row.leads,
        hot: row.hot,
        first: LeadNumber(row.first),
        last: LeadNumber(row.last),
    })
}

async fn digest(conn: &mut Conn, team: TeamId, now: DateTime<Utc>) -> Result<DigestFigures, sqlx::Error> {
    let (until, since) = (ms(now + WEEK), ms(now - WEEK));
    let open = sqlx::query!(
        r#"select count(*) filter (where stage = 'received') as "waiting!: i64",
            count(*) filter (where stage = 'accepted') as "accepted!: i64",
            count(*) filter (where stage = 'received' and deadline_at_ms <= ?) as "expiring!: i64"
        from leads where team_id = ? and stage <> 'archived' and test = 0"#,
        until,
        team.0
    )
    .fetch_one(&mut *conn)
    .await?;
    let next = sqlx::query!(
        r#"select number, case when erased_at_ms is null then coalesce(company, name) end as customer,
            deadline_at_ms as "deadline_at_ms!" from leads
        where team_id = ? and stage <> 'archived' and stage = 'received' and test = 0 and deadline_at_ms <= ?
        order by deadline_at_ms limit ?"#,
        team.0,
        until,
        NAMED
    )
    .fetch_all(&mut *conn)
    .await?;
    let closed = sqlx::query!(
        r#"select l.outcome as "outcome!", count(*) as "count!: i64",
            sum(coalesce(d.final_minor, d.value_minor)) as "minor!: i64",
            coalesce(d.final_currency, d.currency) as "currency!: String"
        from leads l join deals d on d.lead_id = l.id
        where l.team_id = ? and l.outcome in ('won', 'lost') and l.last_at_ms >= ? and l.test = 0
        group by 1, 4 order by 4"#,
        team.0,
        since
    )
    .fetch_all(conn)
    .await?;
    let (mut won, mut lost) = (Closed::default(), Closed::default());
    for row in closed {
        let of = if row.outcome == "won" { &mut won } else { &mut lost };
        of.deals += row.count;
        if let Ok(currency) = row.currency.parse() {
            of.values.push(Money {
                minor: row.minor,
                currency,
            });
        }
    }
    Ok(DigestFigures {
        waiting: open.waiting,
        accepted: open.accepted,
        expiring: open.expiring,
        next: next
            .into_iter()
            .map(|row| Expiring {
                lead: LeadNumber(row.number),
                customer: row.customer,
                deadline: from_ms(row.deadline_at_ms),
            })
            .collect(),
        won,
        lost,
    })
}
