//! How long a list's page, a search and the suggestions take with 100,000 leads. Run it with
//! `cargo bench --bench lists`; `--profile dev` builds faster and measures an unoptimised SQLite.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement")]

use std::time::{Duration, Instant};

use leadbell::domain::ids::{MemberId, TeamId};
use leadbell::domain::list::{Filter, ListState, Sort, Tab};
use leadbell::store::lists::{self, ListQuery};
use leadbell::store::{Conn, Store, open, teams};
use sqlx::{Connection as _, SqliteConnection};

const LEADS: i64 = 100_000;
const RUNS: usize = 20;

/// A team's years of leads: most of them archived, 400 waiting, 1,600 being worked on. The words are ASCII, so that SQL
/// can write the index as the store would.
const SEED: &[&str] = &[
    "insert into teams (id, name) values (1, 'Team')",
    "insert into sources (id, team_id, kind, name, created_at_ms) values (1, 1, 'import', 'import', 0)",
    "create temp table words as select key as at, value as word from json_each('[\"nordwind\",\"contoso\",\"fabrikam\",
        \"adventure\",\"tailspin\",\"wingtip\",\"litware\",\"proseware\",\"lucerne\",\"margie\",\"trey\",\"woodgrove\",\"alpine\",
        \"graphic\",\"humongous\",\"northern\",\"southridge\",\"coho\",\"blue\",\"city\"]')",
    "with recursive n (n) as (select 1 union all select n + 1 from n where n < ?1)
    insert into leads (id, team_id, number, source_id, payload_hash, kind, stage, outcome, hot, informational, test,
        do_not_contact, company, need, received_at_ms, taken_in_at_ms, deadline_at_ms, owner_id, last_at_ms, last_actor)
    select n, 1, n, 1, zeroblob(32), case n % 5 when 0 then 'sales_qualified' else 'customer_inquiry' end,
        case when n > ?1 - 400 then 'received' when n > ?1 - 2000 then 'accepted' else 'archived' end,
        case when n > ?1 - 2000 then null when n % 3 = 0 then 'won' when n % 3 = 1 then 'lost' else 'declined' end,
        n % 7 = 0, 0, 0, 0,
        (select word from words where at = n % 20) || ' ' || (select word from words where at = n / 20 % 20) || ' ' || n,
        'move ' || (n % 500) || ' seats of ' || (select word from words where at = n % 13) || ' to the cloud',
        n * 60000, n * 60000, n * 60000 + 1209600000, 7, n * 60000, '\"clock\"' from n",
    "insert into deals (lead_id, name, value_minor, currency, purchase_date, notes)
    select id, company || ' deal', id * 37 % 1000003, 'EUR', date(id, 'unixepoch'), 'notes on ' || company from leads
    where stage = 'accepted' or outcome in ('won', 'lost')",
    "insert into lead_search (rowid, number, customer, deal, need, notes, ids)
    select l.id, l.number, l.company, d.name, l.need, d.notes, '' from leads l left join deals d on d.lead_id = l.id",
    "delete from unindexed_leads",
    "insert into favorites (lead_id, member_id, at_ms) select id, 7, 0 from leads where id % 50 = 0",
];

async fn seed(url: &str) {
    open(url).await.unwrap().close().await;
    let mut conn = SqliteConnection::connect(url).await.unwrap();
    let mut tx = conn.begin().await.unwrap();
    for statement in SEED {
        sqlx::query(*statement)
            .bind(LEADS)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
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
