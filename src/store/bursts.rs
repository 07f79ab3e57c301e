//! Bursts: stretches of time in which more leads came in than a team wants to be rung for one by one.

use chrono::{DateTime, Utc};

use super::leads::json;
use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, TeamId};

/// A burst of a team, from its first lead to its latest so far.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Burst {
    /// When it began.
    pub since: DateTime<Utc>,
    /// When its latest lead was taken in.
    pub last: DateTime<Utc>,
}

/// The latest burst of a team that has begun `now`: a clock that was put back may have seen later ones.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_latest(
    conn: &mut Conn,
    team: TeamId,
    now: DateTime<Utc>,
) -> Result<Option<Burst>, sqlx::Error> {
    let now = ms(now);
    let row = sqlx::query!(
        "select since_ms, last_ms from bursts where team_id = ? and since_ms <= ? order by since_ms desc limit 1",
        team.0,
        now
    );
    Ok(row.fetch_optional(conn).await?.map(|row| Burst {
        since: from_ms(row.since_ms),
        last: from_ms(row.last_ms),
    }))
}

/// Writes a burst, new or grown. What is less than a millisecond is lost.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(tx: &mut Tx, team: TeamId, burst: Burst) -> Result<Burst, sqlx::Error> {
    let (since, last) = (ms(burst.since), ms(burst.last));
    sqlx::query!(
        "insert into bursts (team_id, since_ms, last_ms) values (?, ?, ?)
        on conflict (team_id, since_ms) do update set last_ms = max(last_ms, excluded.last_ms)",
        team.0,
        since,
        last
    )
    .execute(&mut **tx)
    .await?;
    Ok(Burst {
        since: from_ms(since),
        last: from_ms(last),
    })
}

/// How many leads that would ring were taken in after `since` and by `now`, counted up to `limit`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn count_arrivals(
    conn: &mut Conn,
    team: TeamId,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
    limit: u32,
) -> Result<u32, sqlx::Error> {
    let (since, now) = (ms(since), ms(now));
    sqlx::query_scalar!(
        r#"select count(*) as "count!: u32" from (select 1 from leads
            where team_id = ? and taken_in_at_ms > ? and taken_in_at_ms <= ? and informational = 0 and test = 0 limit ?)"#,
        team.0,
        since,
        now,
        limit
    )
    .fetch_one(conn)
    .await
}

/// Makes the cards small that are not posted yet, of leads taken in after `since` and by `now`, for the burst that begins
/// with the first of these; says when that was. Hot leads ring for themselves and stay whole.
/// One that is on its way at this moment is left out again once it stands, by `outbox::update_rung`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn shrink_unposted_cards(
    tx: &mut Tx,
    team: TeamId,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<(LeadId, DateTime<Utc>)>, sqlx::Error> {
    let (since, now) = (ms(since), ms(now));
    let shrunk = sqlx::query!(
        r#"update outbox set payload = '{"compact":true}', wanted = wanted + 1 where kind = 'card' and message_id is null and lead_id in (
            select id from leads where team_id = ? and taken_in_at_ms > ? and taken_in_at_ms <= ?
                and not (hot and not do_not_contact))
        returning lead_id as "lead!: i64", (select taken_in_at_ms from leads where id = lead_id) as "at!: i64""#,
        team.0,
        since,
        now
    );
    let shrunk = shrunk.fetch_all(&mut **tx).await?;
    Ok(shrunk
        .into_iter()
        .map(|row| (LeadId(row.lead), from_ms(row.at)))
        .collect())
}

/// These leads are told of by the line of that burst.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_leads(
    tx: &mut Tx,
    team: TeamId,
    since: DateTime<Utc>,
    leads: &[LeadId],
) -> Result<(), sqlx::Error> {
    let (since, leads) = (ms(since), json(&leads)?);
    sqlx::query!(
        "insert into burst_leads (lead_id, team_id, since_ms) select value, ?, ? from json_each(?) where true
        on conflict do nothing",
        team.0,
        since,
        leads
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// When the line of a burst is or was to be posted; `None` where none is on record.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn is_told(
    conn: &mut Conn,
    team: TeamId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let (since, now) = (ms(since), ms(now));
    sqlx::query_scalar!(
        r#"select exists (select 1 from outbox where team_id = ?1 and key = 'burst:' || ?2
            and (message_id is not null or due_at_ms <= ?3)) as "told!: bool""#,
        team.0,
        since,
        now
    )
    .fetch_one(conn)
    .await
}
