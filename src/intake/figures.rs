//! `GET /metrics`: numbers for Prometheus, of this process and of the database. A database that cannot be read leaves its
//! numbers out and says so; the rest is told all the same.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use tokio::sync::Mutex;

use super::IntakeState;
use crate::metrics::Page;
use crate::store::metrics::{self, Sums};

/// How long a count of the database is good for: it looks at every lead. Real time.
const FRESH: Duration = Duration::from_secs(5);
/// How long it may take.
const PATIENT: Duration = Duration::from_secs(5);

/// The text format that every Prometheus reads.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The last count of the database.
#[derive(Debug, Default)]
pub(super) struct Counted(Mutex<Option<(Instant, Sums)>>);

pub(super) async fn page(State(state): State<IntakeState>) -> Response {
    let mut page = Page::default();
    page.family(
        "leadbell_build_info",
        "gauge",
        "Which version runs.",
        "version",
        &[(env!("CARGO_PKG_VERSION"), 1)],
    );
    let connected = u8::from(state.readiness.connected.load(Ordering::Relaxed));
    page.single(
        "leadbell_gateway_connected",
        "gauge",
        "1 while the connection to Discord is up.",
        connected,
    );
    page.single(
        "leadbell_refused_keys_total",
        "counter",
        "Requests to intake without a key that is known.",
        state.refused_keys(),
    );
    state.metrics.write(&mut page);
    let sums = state.counted.look(&state).await;
    page.single(
        "leadbell_database_up",
        "gauge",
        "1 while the database can be read.",
        u8::from(sums.is_some()),
    );
    if let Some(sums) = sums {
        write(&mut page, &sums, state.clock.now());
    }
    ([(header::CONTENT_TYPE, FORMAT)], page.into_text()).into_response()
}

impl Counted {
    async fn look(&self, state: &IntakeState) -> Option<Sums> {
        // Who asks meanwhile waits here, and takes the answer.
        let mut last = self.0.lock().await;
        if let Some((at, sums)) = &*last
            && at.elapsed() < FRESH
        {
            return Some(sums.clone());
        }
        let count = async {
            let mut conn = state.store.read().await.ok()?;
            metrics::find(&mut conn).await.ok()
        };
        let sums = tokio::time::timeout(PATIENT, count).await.ok().flatten()?;
        *last = Some((Instant::now(), sums.clone()));
        Some(sums)
    }
}

fn write(page: &mut Page, sums: &Sums, now: DateTime<Utc>) {
    let late = |since: Option<DateTime<Utc>>| since.map_or(0, |since| (now - since).num_seconds().max(0));
    page.single("leadbell_teams", "gauge", "Teams that are set up.", sums.teams);
    page.family(
        "leadbell_leads",
        "gauge",
        "Leads by where they stand.",
        "stage",
        &sums.leads,
    );
    page.family(
        "leadbell_deliveries_total",
        "counter",
        "What came in, by what became of it.",
        "result",
        &sums.deliveries,
    );
    page.single(
        "leadbell_outbox_waiting",
        "gauge",
        "Messages that Discord does not show yet as they should be.",
        sums.waiting,
    );
    page.single(
        "leadbell_outbox_parked",
        "gauge",
        "Messages that wait for a hand: a channel or a permission is missing, or Discord refuses them.",
        sums.parked,
    );
    page.single(
        "leadbell_outbox_late_seconds",
        "gauge",
        "For how long the longest-waiting message has been due.",
        late(sums.oldest_waiting),
    );
    page.single(
        "leadbell_due_late_seconds",
        "gauge",
        "For how long the longest-waiting reminder, expiry or digest has been due.",
        late(sums.next_due),
    );
}
