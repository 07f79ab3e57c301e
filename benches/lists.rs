//! How long a list's page, a search and the suggestions take with 100,000 leads. Run it with
//! `cargo bench --bench lists`; `--profile dev` builds faster and measures an unoptimised SQLite.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement")]

#[path = "table/seed.rs"]
mod years;

use std::time::{Duration, Instant};

use leadbell::domain::ids::{MemberId, TeamId};
use leadbell::domain::list::{Filter, ListState, Sort, Tab};
use leadbell::store::lists::{self, ListQuery};
use leadbell::store::{Conn, Store, open, teams};
use sqlx::{Connection as _, SqliteConnection};

const LEADS: i64 = 100_000;
const RUNS: usize = 20;

const FAVORITES: &str =
    "insert into favorites (lead_id, member_id, at_ms) select id, 7, 0 from leads where id % 50 = 0";

/// A team's years of leads, some of them favorites.
async fn seed(url: &str) {
    years::seed(url, LEADS).await;
    let mut conn = SqliteConnection::connect(url).await.unwrap();
    sqlx::query(FAVORITES).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

/// Prints the median and the worst of some runs.
fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<48} {median:>10.1?} median {worst:>10.1?} worst");
}

/// One page as `/leads` reads it: counts and rows.
async fn list(conn: &mut Conn, what: &str, state: ListState, typed: Option<&str>) {
    let team = teams::find(conn, TeamId(1)).await.unwrap().unwrap();
    let asked = ListQuery {
        team: &team,
        member: MemberId(7),
        state,
        typed,
    };
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        lists::count_by_stage(conn, &asked).await.unwrap();
        lists::page(conn, &asked).await.unwrap();
        times.push(start.elapsed());
    }
    tell(what, times);
}

async fn suggestions(conn: &mut Conn, typed: &str) {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        lists::suggest(conn, TeamId(1), MemberId(7), typed, Filter::All, 25)
            .await
            .unwrap();
        times.push(start.elapsed());
    }
    tell(&format!("suggest {typed:?}"), times);
}

async fn measure(store: &Store) {
    let conn = &mut *store.read().await.unwrap();
    for tab in Tab::ALL {
        for sort in Sort::ALL {
            let state = ListState {
                tab,
                sort,
                ..ListState::default()
            };
            let what = format!("list {} {}", tab.code(), sort.code());
            list(conn, &what, state, None).await;
        }
    }
    let all = ListState {
        filter: Filter::All,
        ..ListState::default()
    };
    list(
        conn,
        "list, the last page of all stages",
        all.on_page(9_999),
        None,
    )
    .await;
    for typed in [
        "nordwind 400",
        "cloud",
        "c",
        "move 1",
        "fabrikam deal",
        "nothing such",
    ] {
        list(conn, &format!("search {typed:?}"), all, Some(typed)).await;
    }
    for typed in ["", "n", "no", "nordwind", "77", "L-4242", "nothing such"] {
        suggestions(conn, typed).await;
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("leads.db").display());
    let start = Instant::now();
    seed(&url).await;
    println!("{LEADS} leads written in {:.1?}", start.elapsed());
    let store = open(&url).await.unwrap();
    measure(&store).await;
    store.close().await;
}
