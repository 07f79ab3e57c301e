//! How SQLite reads what is due: always by an index, so that the cost of a look follows what is due and not the leads
//! that there are. The queries are those of the program itself, as `.sqlx` holds them.

use std::path::Path;

use leadbell::store::open;
use sqlx::AssertSqlSafe;

/// What a look at what is due works with.
const TABLES: [&str; 5] = ["due", "round_ups", "called_off", "snoozes", "scheduler_clock"];
/// What grows with the years; none of it may be walked through.
const LARGE: [&str; 7] = [
    "due",
    "leads",
    "deals",
    "events",
    "outbox",
    "round_ups",
    "called_off",
];

/// Every query of the program that works with one of these tables.
fn queries() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let files = std::fs::read_dir(folder).unwrap();
    let read = files.map(|file| {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let query: serde_json::Value = serde_json::from_str(&text).unwrap();
        query["query"].as_str().unwrap().to_owned()
    });
    let about = |query: &String| {
        let words: Vec<_> = query.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        TABLES.iter().any(|table| words.contains(table))
    };
    read.filter(about).collect()
}

#[tokio::test]
async fn nothing_that_is_due_is_found_by_walking_through_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("plans.db").display());
    let store = open(&url).await.unwrap();
    let queries = queries();
    assert!(queries.len() > 15, "{queries:#?}");
    let mut walks = Vec::new();
    let mut by_time = 0;
    for query in queries {
        let mut conn = store.read().await.unwrap();
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(AssertSqlSafe(format!("explain query plan {query}")))
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        for (.., step) in steps {
            by_time += usize::from(step.starts_with("SEARCH due USING") && step.contains("INDEX due_next"));
            let walk =
                |table: &&str| step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} "));
            if LARGE.iter().any(walk) {
                walks.push(format!("{step}: {query}"));
            }
        }
    }
    assert!(walks.is_empty(), "{walks:#?}");
    // What is due, when the next thing is, and which leads of a team are: by their time.
    assert!(by_time >= 3, "{by_time}");
    store.close().await;
}
