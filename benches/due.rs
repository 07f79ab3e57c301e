//! What a look at what is due costs with a million open leads and ten due, and with as many leads and nothing due; and
//! how long catching up with 5,000 due takes. Run it with `cargo bench --bench due`; `--profile dev` builds faster and
//! measures an unoptimised SQLite. `LEADBELL_BENCH_LEADS=10000` shows that the cost does not follow the leads.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement")]
#![allow(
    clippy::disallowed_methods,
    reason = "a measurement's own tasks and settings end with it"
)]

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::clock::Clock;
use leadbell::scheduler::Driver;
use leadbell::store::{Store, open};
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::watch;

const LEADS: i64 = 1_000_000;
const DUE: i64 = 10;
const RUNS: i64 = 20;
const CATCH_UP: i64 = 5_000;

/// Open leads of a hundred teams, each with its expiry to come and a warning before: spread over ten days from the
/// eleventh day on, so that nothing is due before.
const SEED: &[&str] = &[
    "with recursive n (n) as (select 1 union all select n + 1 from n where n < 100)
    insert into teams (id, name, next_lead_number) select n, 'Team', 1000000 from n",
    "insert into sources (id, team_id, kind, name, created_at_ms) select id, id, 'import', 'import', 0 from teams",
    "with recursive n (n) as (select 1 union all select n + 1 from n where n < ?1)
    insert into leads (id, team_id, number, source_id, payload_hash, kind, stage, hot, informational, test,
        do_not_contact, company, received_at_ms, taken_in_at_ms, deadline_at_ms, last_at_ms, last_actor)
    select n, 1 + n % 100, n, 1 + n % 100, zeroblob(32), 'customer_inquiry', 'received', 0, 0, 0, 0, 'Company ' || n,
        0, 0, 1209600000 + n % 864000000, 0, '\"operator\"' from n",
    "insert into due (team_id, lead_id, step, due_at_ms)
    select team_id, id, 'warning:72', deadline_at_ms - 259200000 from leads union all
    select team_id, id, 'expiry', deadline_at_ms from leads",
];

async fn seed(url: &str, leads: i64) {
    open(url).await.unwrap().close().await;
    let mut conn = SqliteConnection::connect(url).await.unwrap();
    let mut tx = conn.begin().await.unwrap();
    for statement in SEED {
        sqlx::query(*statement)
            .bind(leads)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    conn.close().await.unwrap();
}

/// Makes the warnings of some leads due at a moment; they are of teams of their own, so that each is a reply.
async fn make_due(store: &Store, first: i64, count: i64, at: DateTime<Utc>) {
    let (first, last, at) = (first, first + count - 1, at.timestamp_millis());
    let written = store.write(async move |tx| {
        sqlx::query("update due set due_at_ms = ?1 where step = 'warning:72' and lead_id between ?2 and ?3")
            .bind(at)
            .bind(first)
            .bind(last)
            .execute(&mut **tx)
            .await?;
        // As long before its deadline as it should be.
        sqlx::query("update leads set deadline_at_ms = ?1 + 259200000 where id between ?2 and ?3")
            .bind(at)
            .bind(first)
            .bind(last)
            .execute(&mut **tx)
            .await?;
        sqlx::query(
            "update due set due_at_ms = ?1 + 259200000 where step = 'expiry' and lead_id between ?2 and ?3",
        )
        .bind(at)
        .bind(first)
        .bind(last)
        .execute(&mut **tx)
        .await?;
        Ok::<_, leadbell::store::StoreError>(())
    });
    written.await.unwrap();
}

/// Prints the median and the worst of some runs.
fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<56} {median:>10.1?} median {worst:>10.1?} worst");
}

#[tokio::main]
async fn main() {
    let asked = std::env::var("LEADBELL_BENCH_LEADS").ok();
    let leads = asked.and_then(|leads| leads.parse().ok()).unwrap_or(LEADS);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("due.db").display());
    let begun = Instant::now();
    seed(&url, leads).await;
    println!(
        "{leads} open leads with {} rows to come, written in {:.1?}",
        2 * leads,
        begun.elapsed()
    );

    let store = open(&url).await.unwrap();
    let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
    let driver = Driver::new(store.clone(), clock.clone());
    let mut status = driver.status();
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(driver.run(stopped));
    let quiet = async |status: &mut watch::Receiver<leadbell::scheduler::SchedulerStatus>, passes: u64| {
        let changes = store.due_changes();
        let rests = |status: &leadbell::scheduler::SchedulerStatus| {
            status.passes > passes && status.is_quiet(*changes.borrow(), clock.now())
        };
        status.wait_for(rests).await.unwrap();
    };
    quiet(&mut status, 0).await;

    let mut idle = Vec::new();
    let mut busy = Vec::new();
    for run in 0..RUNS {
        // Woken by a change that makes nothing due.
        let passes = status.borrow().passes;
        let begun = Instant::now();
        make_due(&store, leads, 0, clock.now()).await;
        quiet(&mut status, passes).await;
        idle.push(begun.elapsed());

        make_due(&store, 1 + run * DUE, DUE, clock.now() + TimeDelta::hours(1)).await;
        quiet(&mut status, passes + 1).await;
        let passes = status.borrow().passes;
        let begun = Instant::now();
        clock.advance(TimeDelta::hours(1));
        quiet(&mut status, passes).await;
        busy.push(begun.elapsed());
    }
    tell("woken with nothing due (one commit of the waking)", idle);
    tell(&format!("{DUE} due: reminded, written, asleep again"), busy);

    make_due(
        &store,
        100_001.min(leads / 2),
        CATCH_UP,
        clock.now() + TimeDelta::hours(1),
    )
    .await;
    let passes = status.borrow().passes;
    let begun = Instant::now();
    clock.advance(TimeDelta::hours(1));
    quiet(&mut status, passes).await;
    println!(
        "{CATCH_UP} reminders due at once, 50 for each of 100 teams: {:.1?}",
        begun.elapsed()
    );
    let passes = status.borrow().passes;
    let begun = Instant::now();
    clock.advance(TimeDelta::hours(72));
    quiet(&mut status, passes).await;
    println!(
        "{} expiries due at once: {:.1?}",
        CATCH_UP + RUNS * DUE,
        begun.elapsed()
    );
    let _ = stop.send(true);
    running.await.unwrap();
    store.close().await;
}
