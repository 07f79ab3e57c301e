//! How SQLite reads the lists: by an index that has the order already, or by looking up what was found. A plan that walks
//! through all leads or sorts them reads well with ten of them and not with 100,000.

use tempfile::TempDir;

use super::*;
use crate::store::{Store, open, teams};

/// An empty database: SQLite plans by the schema, since nothing here runs ANALYZE.
async fn database() -> (TempDir, Store, Team) {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("plans.db").display());
    let store = open(&url).await.unwrap();
    let made = store.write(async move |tx| {
        sqlx::query("insert into teams (id, name) values (1, 'Team')")
            .execute(&mut **tx)
            .await?;
        Ok::<_, crate::store::StoreError>(())
    });
    assert!(made.await.is_ok());
    let team = teams::find(&mut store.read().await.unwrap(), TeamId(1))
        .await
        .unwrap()
        .unwrap();
    (folder, store, team)
}

async fn explained(store: &Store, sql: Option<QueryBuilder<Sqlite>>) -> String {
    let mut sql = sql.expect("a query");
    let mut conn = store.read().await.unwrap();
    let steps: Vec<(i64, i64, i64, String)> = sql.build_query_as().fetch_all(&mut *conn).await.unwrap();
    steps
        .into_iter()
        .map(|step| step.3)
        .collect::<Vec<_>>()
        .join("\n")
}

const EXPLAIN: &str = "explain query plan ";

#[tokio::test]
async fn a_page_of_a_tab_is_read_from_an_index_in_its_order() {
    let (_folder, store, team) = database().await;
    for tab in [Tab::Marketplace, Tab::Qualified] {
        for (sort, index) in [
            (Sort::Deadline, "lead_list_by_due"),
            (Sort::Newest, "lead_list_by_newest"),
            (Sort::Hot, "lead_list_by_hot"),
        ] {
            for filter in [Filter::All, Filter::Open, Filter::Only(Stage::Accepted)] {
                let state = ListState {
                    tab,
                    sort,
                    filter,
                    ..ListState::default()
                };
                let asked = ListQuery {
                    team: &team,
                    member: MemberId(7),
                    state,
                    typed: None,
                };
                let plan = explained(&store, paging(EXPLAIN, &asked)).await;
                assert!(
                    plan.contains(&format!("USING COVERING INDEX {index}")),
                    "{state:?}:\n{plan}"
                );
                assert!(!plan.contains("TEMP B-TREE"), "{state:?} is sorted:\n{plan}");
            }
        }
        let state = ListState {
            tab,
            ..ListState::default()
        };
        let asked = ListQuery {
            team: &team,
            member: MemberId(7),
            state,
            typed: None,
        };
        let plan = explained(&store, Some(kept_counts(EXPLAIN, &asked))).await;
        assert_eq!(plan, "SEARCH lead_counts USING PRIMARY KEY (team_id=? AND tab=?)");
    }
}

#[tokio::test]
async fn what_was_found_is_looked_up_one_by_one() {
    let (_folder, store, team) = database().await;
    for (tab, typed) in [
        (Tab::Marketplace, Some("nord")),
        (Tab::Favorites, None),
        (Tab::Favorites, Some("nord")),
    ] {
        for sort in Sort::ALL {
            let state = ListState {
                tab,
                sort,
                ..ListState::default()
            };
            let asked = ListQuery {
                team: &team,
                member: MemberId(7),
                state,
                typed,
            };
            for sql in [paging(EXPLAIN, &asked), counting(EXPLAIN, &asked)] {
                let plan = explained(&store, sql).await;
                assert!(
                    plan.contains("INTEGER PRIMARY KEY (rowid=?)"),
                    "{state:?}:\n{plan}"
                );
                assert!(!plan.contains("SCAN lead_list "), "{plan}");
            }
        }
    }
}

#[tokio::test]
async fn suggestions_come_in_the_order_of_their_index_or_from_the_words() {
    let (_folder, store, _) = database().await;
    let plan = explained(&store, suggesting(EXPLAIN, TeamId(1), "", Filter::All, 25)).await;
    assert!(
        plan.contains("USING COVERING INDEX lead_list_suggestions"),
        "{plan}"
    );
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    let plan = explained(&store, suggesting(EXPLAIN, TeamId(1), "nord", Filter::All, 25)).await;
    assert!(plan.contains("SCAN s VIRTUAL TABLE"), "{plan}");
    assert!(plan.contains("INTEGER PRIMARY KEY (rowid=?)"), "{plan}");
}

/// One lead of team 1, and after it 12,000 of team 2 that match the same word.
const CROWD: &[&str] = &[
    "insert into teams (id, name) values (2, 'Crowd')",
    "insert into sources (id, team_id, kind, name, created_at_ms) values (1, 1, 'import', 'import', 0)",
    "with recursive n (n) as (select 1 union all select n + 1 from n where n <= 12000)
    insert into leads (id, team_id, number, source_id, payload_hash, kind, hot, informational, test, do_not_contact,
        company, received_at_ms, taken_in_at_ms, last_at_ms, last_actor)
    select n, 1 + (n > 1), n, 1, zeroblob(32), 'customer_inquiry', 0, 0, 0, 0, 'Nordwind ' || n, n, n, n, '\"clock\"' from n",
    "insert into lead_search (rowid, number, customer, deal, need, notes, ids)
    select id, number, lower(company), '', '', '', '' from leads",
];

#[tokio::test]
async fn a_crowd_of_matches_hides_no_other_team_and_is_counted_up_to_the_most() {
    let (_folder, store, team) = database().await;
    let written = store.write(async move |tx| {
        for statement in CROWD {
            sqlx::query(*statement).execute(&mut **tx).await?;
        }
        Ok::<_, crate::store::StoreError>(())
    });
    assert!(written.await.is_ok());
    let mut conn = store.read().await.unwrap();
    let state = ListState {
        filter: Filter::All,
        ..ListState::default()
    };
    for (id, count, first) in [(1, 1, 1), (2, MOST_FOUND, 12_001)] {
        let team = Team {
            id: TeamId(id),
            ..team.clone()
        };
        let asked = ListQuery {
            team: &team,
            member: MemberId(7),
            state: ListState {
                sort: Sort::Newest,
                ..state
            },
            typed: Some("nord"),
        };
        let counts = count_by_stage(&mut conn, &asked).await.unwrap();
        assert_eq!(
            counts.iter().map(|(_, count)| count).sum::<u32>(),
            count,
            "team {id}"
        );
        let rows = page(&mut conn, &asked).await.unwrap();
        assert_eq!(rows[0].number, LeadNumber(first));
        let suggested = suggest(&mut conn, team.id, MemberId(7), "nord", Filter::All, 25)
            .await
            .unwrap();
        assert!(!suggested.is_empty(), "team {id} is suggested nothing");
    }
}
