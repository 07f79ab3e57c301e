//! What size costs: the binary, a start, a list and a search with 20 thousand leads and with a million.

use std::time::{Duration, Instant};

use leadbell::domain::ids::{MemberId, TeamId};
use leadbell::domain::list::ListState;
use leadbell::store::lists::{self, ListQuery};
use leadbell::store::{Store, open, teams};

use super::child::Bot;
use super::seed::seed;
use super::tell;

const RUNS: usize = 20;

pub fn size() {
    let path = env!("CARGO_BIN_EXE_leadbell");
    let stripped = tempfile::NamedTempFile::new().unwrap();
    let strip = std::process::Command::new("strip")
        .arg("-o")
        .arg(stripped.path())
        .arg(path)
        .status();
    let measured = if strip.is_ok_and(|strip| strip.success()) {
        stripped.path()
    } else {
        path.as_ref()
    };
    let bytes = std::fs::metadata(measured).unwrap().len();
    tell(
        "binary, stripped",
        &format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        "≤ 20 MB",
    );
}

#[derive(Debug)]
struct Measured {
    start: Duration,
    list: Duration,
    search: Duration,
    idle: u64,
}

pub async fn measure() {
    let small = of(20_000).await;
    let large = of(1_000_000).await;
    let ratio = |large: Duration, small: Duration| {
        format!(
            "{small:.1?} → {large:.1?}, {:.1}×",
            large.as_secs_f64() / small.as_secs_f64()
        )
    };
    tell(
        "memory, idle with 20 thousand leads",
        &format!("{} MiB", small.idle),
        "≤ 18 MiB",
    );
    tell(
        "start to READY, 20 thousand → 1 million leads",
        &ratio(large.start, small.start),
        "≤ 100 ms",
    );
    tell("/leads, the same", &ratio(large.list, small.list), "≤ 2×");
    tell(
        "search for a common word, the same",
        &ratio(large.search, small.search),
        "≤ 4×",
    );
}

async fn of(leads: i64) -> Measured {
    let mut bot = Bot::new().await;
    let _channel = bot.sandbox.add_guild("Team").add_channel("leads");
    seed(&bot.database(), leads).await;
    let store = open(&bot.database()).await.unwrap();
    let list = median(&store, None).await;
    let search = median(&store, Some("nordwind")).await;
    store.close().await;
    let mut starts = Vec::new();
    let mut idle = 0;
    for _ in 0..3 {
        let begun = Instant::now();
        bot.start(false).await;
        starts.push(begun.elapsed());
        tokio::time::sleep(Duration::from_secs(2)).await;
        idle = bot.memory();
        bot.stop();
        // Discord lets a bot start one session in five seconds, and Leadbell keeps to that.
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    starts.sort_unstable();
    Measured {
        start: starts[1],
        list,
        search,
        idle,
    }
}

async fn median(store: &Store, typed: Option<&str>) -> Duration {
    let conn = &mut *store.read().await.unwrap();
    let team = teams::find(conn, TeamId(1)).await.unwrap().unwrap();
    let asked = ListQuery {
        team: &team,
        member: MemberId(7),
        state: ListState::default(),
        typed,
    };
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        lists::count_by_stage(conn, &asked).await.unwrap();
        lists::page(conn, &asked).await.unwrap();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[RUNS / 2]
}
