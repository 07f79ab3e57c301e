//! What `/metrics` tells of the database: sums over all teams.

use chrono::{DateTime, Utc};

use super::time::from_ms;
use super::{Conn, due, outbox};

/// Every outcome and open stage, as `/metrics` calls them.
pub(crate) const STAGES: [&str; 6] = ["received", "accepted", "won", "lost", "declined", "expired"];

/// Sums over all teams.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Sums {
    /// How many leads stand in each of [`STAGES`].
    pub leads: Vec<(&'static str, i64)>,
    /// What came in, by what became of it.
    pub deliveries: Vec<(&'static str, i64)>,
    /// Teams that are set up.
    pub teams: i64,
    /// Messages that Discord does not show as they should be.
    pub waiting: i64,
    /// Of these, those that wait for a hand.
    pub parked: i64,
    /// Since when the longest-waiting of the others has been due.
    pub oldest_waiting: Option<DateTime<Utc>>,
    /// When the next reminder, expiry or digest is due.
    pub next_due: Option<DateTime<Utc>>,
}

/// Counts.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find(conn: &mut Conn) -> Result<Sums, sqlx::Error> {
    let stages = sqlx::query!(
        r#"select stage as "stage!: String", sum(count) as "count!: i64" from lead_counts group by 1"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let count = |stage| {
        let found = stages.iter().find(|row| row.stage == stage);
        (stage, found.map_or(0, |row| row.count))
    };
    let tally = sqlx::query!(
        r#"select coalesce(sum(kept), 0) as "kept!: i64", coalesce(sum(rejected), 0) as "rejected!: i64",
            coalesce(sum(seen_before), 0) as "seen_before!: i64" from sources"#
    )
    .fetch_one(&mut *conn)
    .await?;
    let teams =
        sqlx::query_scalar!(r#"select count(*) as "count!: i64" from teams where channel_id is not null"#)
            .fetch_one(&mut *conn)
            .await?;
    let oldest = sqlx::query_scalar!(
        r#"select min(due_at_ms) as "oldest: i64" from outbox where wanted > shown and parked is null"#
    )
    .fetch_one(&mut *conn)
    .await?;
    let (waiting, parked) = outbox::count_waiting(conn).await?;
    Ok(Sums {
        leads: STAGES.into_iter().map(count).collect(),
        deliveries: vec![
            ("kept", tally.kept),
            ("rejected", tally.rejected),
            ("seen_before", tally.seen_before),
        ],
        teams,
        waiting,
        parked,
        oldest_waiting: oldest.map(from_ms),
        next_due: due::next(conn).await?,
    })
}
