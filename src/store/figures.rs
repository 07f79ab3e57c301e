//! Read models of messages that are about no single lead.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::leads::json;
use super::outbox::Entry;
use super::time::{from_ms, ms};
use super::{Conn, notices};
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::{ChannelId, LeadId, LeadNumber, MemberId, MessageId, TeamId};
use crate::domain::message::OutboxMessage;
use crate::domain::money::Money;
use crate::domain::stage::Stage;
use crate::domain::transition::Last;
use crate::domain::view::{
    BurstFigures, Closed, DigestFigures, ExpiredFigures, ExpiredLine, Figures, Named, RoundUpFigures,
    RoundUpLine, UntoldFigures, Week,
};

/// How far a digest looks ahead and back.
const WEEK: TimeDelta = TimeDelta::days(7);
/// How many leads a round-up names, and how many owners it mentions.
const LINES: i64 = 20;
/// How many notices a message about them names.
const UNTOLD: i64 = 10;
/// How many leads a digest names.
const NAMED: i64 = 10;

/// What a message is drawn from, beyond its lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, entry: &Entry) -> Result<Figures, sqlx::Error> {
    let team = entry.team;
    match &entry.message {
        OutboxMessage::Reminder { due_at, .. } => Ok(Figures::Reminder {
            superseded: is_superseded(conn, entry, *due_at).await?,
        }),
        OutboxMessage::Expired { since } => Ok(Figures::Expired(expired(conn, team, *since).await?)),
        OutboxMessage::Burst { since } => Ok(Figures::Burst(burst(conn, team, *since).await?)),
        OutboxMessage::Digest { next, overdue, .. } => Ok(Figures::Digest(DigestFigures {
            next: named(conn, next).await?,
            overdue: named(conn, overdue).await?,
        })),
        OutboxMessage::RoundUp { since } => Ok(Figures::RoundUp(round_up(conn, team, *since).await?)),
        OutboxMessage::Untold { day } => {
            let (lines, open) = notices::list_of_day(conn, team, *day, UNTOLD).await?;
            Ok(Figures::Untold(UntoldFigures { lines, open }))
        }
        _ => Ok(Figures::None),
    }
}

async fn burst(conn: &mut Conn, team: TeamId, since: DateTime<Utc>) -> Result<BurstFigures, sqlx::Error> {
    let since = ms(since);
    let row = sqlx::query!(
        r#"select count(*) as "leads!: i64", coalesce(min(number), 0) as "first!: i64", coalesce(max(number), 0) as "last!: i64"
        from burst_leads join leads on leads.id = lead_id where burst_leads.team_id = ? and since_ms = ?
            and exists (select 1 from outbox where lead_id = leads.id and kind = 'card' and payload ->> 'compact')"#,
        team.0,
        since
    )
    .fetch_one(conn)
    .await?;
    Ok(BurstFigures {
        leads: row.leads,
        first: LeadNumber(row.first),
        last: LeadNumber(row.last),
    })
}

/// Whether a later reminder of the same lead stands in the channel, or is on its way there.
async fn is_superseded(conn: &mut Conn, entry: &Entry, due_at: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let (id, lead, due_at) = (entry.id.0, entry.lead.map(|lead| lead.0), ms(due_at));
    sqlx::query_scalar!(
        r#"select exists (select 1 from outbox where lead_id = ?1 and kind = 'reminder' and id > ?2
                and (message_id is not null or wanted > shown))
            or exists (select 1 from round_ups where lead_id = ?1 and due_at_ms > ?3) as "superseded!: bool""#,
        lead,
        id,
        due_at
    )
    .fetch_one(conn)
    .await
}

/// The leads that expired at one moment.
async fn expired(conn: &mut Conn, team: TeamId, since: DateTime<Utc>) -> Result<ExpiredFigures, sqlx::Error> {
    let since = ms(since);
    let leads = sqlx::query_scalar!(
        r#"select count(*) as "leads!: i64" from expiries where team_id = ? and since_ms = ?"#,
        team.0,
        since
    )
    .fetch_one(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"select l.number, case when l.erased_at_ms is null then coalesce(l.company, l.name) end as customer,
            c.channel_id, c.message_id
        from expiries e join leads l on l.id = e.lead_id left join outbox c on c.lead_id = l.id and c.kind = 'card'
        where e.team_id = ? and e.since_ms = ? order by l.number limit ?"#,
        team.0,
        since,
        LINES
    )
    .fetch_all(conn)
    .await?;
    let named = rows.into_iter().map(|row| ExpiredLine {
        lead: LeadNumber(row.number),
        customer: row.customer,
        card: row
            .channel_id
            .zip(row.message_id)
            .map(|(channel, message)| (ChannelId(channel), MessageId(message))),
    });
    Ok(ExpiredFigures {
        leads,
        named: named.collect(),
    })
}

async fn round_up(
    conn: &mut Conn,
    team: TeamId,
    since: DateTime<Utc>,
) -> Result<RoundUpFigures, sqlx::Error> {
    let since = ms(since);
    let counts = sqlx::query!(
        r#"select count(*) as "leads!: i64",
            coalesce(sum(holds and not superseded and stage = 'received'), 0) as "waiting!: i64",
            coalesce(sum(holds and not superseded and stage = 'accepted'), 0) as "overdue!: i64",
            coalesce(sum(holds and superseded), 0) as "superseded!: i64"
        from round_up_lines where team_id = ? and since_ms = ?"#,
        team.0,
        since
    )
    .fetch_one(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"select lead_id, number, customer, step, holds and not superseded as "holds!: bool", holds and superseded as "superseded!: bool",
            erased as "erased!: bool", stage, outcome, last_at_ms, last_actor, received_at_ms,
            deadline_at_ms, owner_id, purchase_date as "purchase_date?", channel_id, message_id
        from round_up_lines where team_id = ? and since_ms = ?
        order by holds and not superseded desc, coalesce(deadline_at_ms, received_at_ms), number limit ?"#,
        team.0,
        since,
        LINES
    )
    .fetch_all(&mut *conn)
    .await?;
    let owners = sqlx::query_scalar!(
        r#"select distinct owner_id as "owner!" from round_up_lines
        where team_id = ? and since_ms = ? and holds and not superseded and stage = 'accepted' order by owner_id limit ?"#,
        team.0,
        since,
        LINES
    )
    .fetch_all(conn)
    .await?;
    let lines = rows.into_iter().map(|row| {
        let unknown = |what: &str| sqlx::Error::Decode(format!("{what} of L-{}", row.number).into());
        let stage = Stage::from_codes(&row.stage, row.outcome.as_deref()).ok_or_else(|| unknown("stage"))?;
        let by = serde_json::from_str(&row.last_actor).map_err(|_| unknown("last_actor"))?;
        Ok(RoundUpLine {
            id: LeadId(row.lead_id),
            lead: LeadNumber(row.number),
            customer: row.customer,
            step: ScheduledStep::from_code(&row.step).ok_or_else(|| unknown("step"))?,
            holds: row.holds,
            superseded: row.superseded,
            erased: row.erased,
            stage,
            last: Last {
                by,
                at: from_ms(row.last_at_ms),
            },
            received_at: from_ms(row.received_at_ms),
            deadline: row.deadline_at_ms.map(from_ms),
            owner: row.owner_id.map(MemberId),
            purchase_date: row.purchase_date.and_then(|date| date.parse().ok()),
            card: row
                .channel_id
                .zip(row.message_id)
                .map(|(channel, message)| (ChannelId(channel), MessageId(message))),
        })
    });
    Ok(RoundUpFigures {
        leads: counts.leads,
        waiting: counts.waiting,
        overdue: counts.overdue,
        superseded: counts.superseded,
        lines: lines.collect::<Result<_, sqlx::Error>>()?,
        owners: owners.into_iter().map(MemberId).collect(),
    })
}

/// What a team's week comes to, with the first of the leads that it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct WeekFigures {
    /// What is counted.
    pub counts: Week,
    /// Those that expire within a week.
    pub next: Vec<LeadId>,
    /// Deals whose purchase date has passed.
    pub overdue: Vec<LeadId>,
}

/// What the team's week comes to at `now`, on `today` in its zone, and the first of the leads that it names. A lead whose deadline has
/// passed is none that waits, though its expiry may be written only after this.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn week(
    conn: &mut Conn,
    team: TeamId,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<WeekFigures, sqlx::Error> {
    let (until, since, now) = (ms(now + WEEK), ms(now - WEEK), ms(now));
    let today = today.to_string();
    let open = sqlx::query!(
        r#"select count(*) filter (where stage = 'received' and coalesce(deadline_at_ms > ?1, 1)) as "waiting!: i64",
            count(*) filter (where stage = 'accepted') as "accepted!: i64",
            count(*) filter (where stage = 'received' and deadline_at_ms > ?1 and deadline_at_ms <= ?2) as "expiring!: i64"
        from leads where team_id = ?3 and stage <> 'archived' and test = 0 and erased_at_ms is null"#,
        now,
        until,
        team.0
    )
    .fetch_one(&mut *conn)
    .await?;
    let past = sqlx::query!(
        r#"select (select count(*) from leads where team_id = ?1 and taken_in_at_ms >= ?2 and taken_in_at_ms < ?3 and test = 0)
                as "arrived!: i64",
            count(*) filter (where outcome = 'declined') as "declined!: i64",
            count(*) filter (where outcome = 'expired') as "expired!: i64"
        from leads where team_id = ?1 and stage = 'archived' and last_at_ms >= ?2 and last_at_ms < ?3 and test = 0"#,
        team.0,
        since,
        now
    )
    .fetch_one(&mut *conn)
    .await?;
    let overdue = sqlx::query_scalar!(
        r#"select l.id as "id!" from leads l join deals d on d.lead_id = l.id
        where l.team_id = ? and l.stage = 'accepted' and l.test = 0 and l.erased_at_ms is null and d.purchase_date < ?
        order by d.purchase_date, l.id"#,
        team.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let next = sqlx::query_scalar!(
        r#"select id as "id!" from leads
        where team_id = ?1 and stage <> 'archived' and stage = 'received' and test = 0 and erased_at_ms is null
            and deadline_at_ms > ?2 and deadline_at_ms <= ?3
        order by deadline_at_ms limit ?4"#,
        team.0,
        now,
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
    .fetch_all(&mut *conn)
    .await?;
    let untold = notices::count_open(conn, team).await?;
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
    let week = Week {
        away: Vec::new(),
        untold,
        waiting: open.waiting,
        accepted: open.accepted,
        expiring: open.expiring,
        arrived: past.arrived,
        declined: past.declined,
        expired: past.expired,
        overdue: i64::try_from(overdue.len()).unwrap_or(i64::MAX),
        won,
        lost,
    };
    let named = usize::try_from(NAMED).unwrap_or(0);
    Ok(WeekFigures {
        counts: week,
        next: next.into_iter().map(LeadId).collect(),
        overdue: overdue.into_iter().take(named).map(LeadId).collect(),
    })
}

/// The leads that a digest names, as they are now.
async fn named(conn: &mut Conn, leads: &[LeadId]) -> Result<Vec<Named>, sqlx::Error> {
    let ids = json(&leads)?;
    let rows = sqlx::query!(
        r#"select number, case when erased_at_ms is null then coalesce(company, leads.name) end as customer,
            deadline_at_ms, owner_id, purchase_date as "purchase_date?"
        from json_each(?) asked join leads on leads.id = asked.value left join deals on deals.lead_id = leads.id
        order by asked.key"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let named = rows.into_iter().map(|row| Named {
        lead: LeadNumber(row.number),
        customer: row.customer,
        deadline: row.deadline_at_ms.map(from_ms),
        owner: row.owner_id.map(MemberId),
        purchase_date: row.purchase_date.and_then(|date| date.parse().ok()),
    });
    Ok(named.collect())
}
