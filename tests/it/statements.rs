//! How many SQL statements an operation costs: each is a hop to SQLite's thread and back, which is what a press or an
//! intake mostly consists of. The numbers are pinned, so that none creeps up.
//! `cargo test -p leadbell --test it statements:: -- --nocapture` prints every statement.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::door::{HOT, Source};
use crate::tester::Tester;
use leadbell::flows::index;

/// What ran, by the name of the thread that ran it: a database's threads are named after its file.
static RAN: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let mut sql = Sql::default();
        event.record(&mut sql);
        let thread = std::thread::current();
        let name = thread.name().unwrap_or_default().to_owned();
        let mut ran = RAN.lock().unwrap_or_else(PoisonError::into_inner);
        let ran = ran.get_or_insert_default().entry(name).or_default();
        ran.extend(sql.statements());
    }
}

#[derive(Default)]
struct Sql {
    summary: String,
    whole: String,
}

impl Sql {
    /// One query of the program may be several statements.
    fn statements(&self) -> Vec<String> {
        let whole = if self.whole.is_empty() {
            &self.summary
        } else {
            &self.whole
        };
        let parts = whole.split(';').map(|part| part.trim().to_owned());
        // Pragmas are said once, when a connection is opened.
        parts
            .filter(|part| !part.is_empty() && !part.starts_with("PRAGMA "))
            .collect()
    }
}

impl Visit for Sql {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => self.summary = value.to_owned(),
            "db.statement" => self.whole = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// Begins to count; what runs elsewhere in this process meanwhile is told apart by its file.
fn count_statements() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Nothing else of this process is let in: other tests run beside this one.
        let only = filter_fn(|metadata| metadata.target() == "sqlx::query");
        let subscriber = tracing_subscriber::registry().with(Statements.with_filter(only));
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// Forgets what ran so far for this tester's database, and gives it.
fn take(tester: &Tester) -> Vec<String> {
    let name = format!("sqlite {}", tester.database().display());
    let mut ran = RAN.lock().unwrap_or_else(PoisonError::into_inner);
    ran.get_or_insert_default().remove(&name).unwrap_or_default()
}

/// Prints what ran, and fails where it was more than `most`.
async fn pinned(tester: &Tester, what: &str, most: usize) {
    // What it has begun it has ended then.
    index::catch_up(tester.store()).await.unwrap();
    let ran = &without_index(take(tester));
    println!("{what}: {} statements", ran.len());
    for sql in ran {
        let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        println!("    {}", line.chars().take(150).collect::<String>());
    }
    assert!(
        ran.len() <= most,
        "{what}: {} statements, at most {most}",
        ran.len()
    );
    planned(tester, ran).await;
    take(tester);
}

/// What ran but for the index of words, which is written behind all this, many leads at once, whenever the clock moves on.
fn without_index(ran: Vec<String>) -> Vec<String> {
    let (mut kept, mut in_index) = (Vec::<String>::new(), false);
    for sql in ran {
        if sql.contains("unindexed_leads") || sql.contains("lead_search") {
            if !in_index
                && !sql.starts_with("select exists")
                && let Some(begun) = kept.iter().rposition(|sql| sql == "begin immediate")
            {
                kept.remove(begun);
                in_index = true;
            }
        } else if in_index && sql == "commit" {
            in_index = false;
        } else {
            kept.push(sql);
        }
    }
    kept
}

/// Fails where one of these statements reads a table from end to end: that is fast with ten leads and not with a million.
async fn planned(tester: &Tester, ran: &[String]) {
    let mut conn = tester.store().read().await.unwrap();
    for sql in ran.iter().collect::<BTreeSet<_>>() {
        // A new lead has no children yet, so that SQLite never comes to the looks for them that its plan names.
        if sql.starts_with("insert into leads") {
            continue;
        }
        let explained = format!("explain query plan {sql}");
        let steps: Result<Vec<(i64, i64, i64, String)>, _> = sqlx::query_as(sqlx::AssertSqlSafe(explained))
            .fetch_all(&mut *conn)
            .await;
        // What begins and ends a change has no plan.
        for (.., step) in steps.unwrap_or_default() {
            // One row; what is pending, by an index of that alone; and what JSON has brought along.
            let is_small = [
                "scheduler_clock",
                "row_ids",
                "CONSTANT ROW",
                "(subquery",
                "VIRTUAL TABLE",
                "USING",
                "same",
                "(join",
            ];
            assert!(
                !step.starts_with("SCAN ") || is_small.iter().any(|small| step.contains(small)),
                "{step}: {sql}"
            );
            let whole = step.starts_with("SCAN ")
                && step.contains(" USING ")
                && !["outbox_due", "outbox_retry", "due_next"]
                    .iter()
                    .any(|index| step.contains(index));
            assert!(!whole, "{step}: {sql}");
        }
    }
}

#[tokio::test]
async fn a_press_and_an_arrival_cost_no_more_statements_than_they_need() {
    count_statements();
    let tester = Tester::new().await;
    let source = Source::new(&tester).await;
    assert_eq!(source.send(HOT).await.0, 201);
    tester.settle().await;
    let card = tester.card(1);
    take(&tester);

    let second = HOT.replace("web-8841", "web-8842");
    assert_ne!(second, HOT);
    assert_eq!(source.send(&second).await.0, 201);
    tester.settle().await;
    tester.card(2);
    pinned(&tester, "a lead taken in and its card posted", 20).await;

    tester.anna.press(&card, "♥").await;
    tester.settle().await;
    pinned(&tester, "heart", 10).await;

    let form = tester.anna.press(&card, "Accept").await;
    tester.settle().await;
    pinned(&tester, "Accept pressed", 2).await;

    let typed = [("Estimated value", "12,500 EUR"), ("purchase date", "in 6 weeks")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    pinned(&tester, "Accept sent", 17).await;

    let asked = tester.ben.press(&tester.card(2), "Decline").await;
    tester.settle().await;
    pinned(&tester, "Decline pressed", 2).await;
    let form = tester
        .ben
        .select(asked.message().as_ref().unwrap(), &["Duplicate"])
        .await;
    tester.settle().await;
    pinned(&tester, "Decline's reason chosen", 2).await;
    tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    pinned(&tester, "Decline sent", 20).await;

    tester.anna.slash(&tester.leads, "/leads").await;
    tester.settle().await;
    pinned(&tester, "a page of the list", 4).await;
    tester.finish().await;
}
