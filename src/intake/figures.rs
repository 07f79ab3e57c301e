//! `GET /metrics`: numbers for Prometheus, of this process and of the database. A database that cannot be read leaves its
//! numbers out and says so; the rest is told all the same.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::sync::Mutex;

use super::IntakeState;
use crate::metrics::Label;
use crate::store::metrics::{self, Sums};

/// How long a count of the database is good for: it looks at every lead. Real time.
const FRESH: Duration = Duration::from_secs(5);
/// How long it may take.
const PATIENT: Duration = Duration::from_secs(5);

/// <https://prometheus.io/docs/specs/om/open_metrics_spec/>
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The last count of the database.
#[derive(Debug, Default)]
pub(super) struct Counted(Mutex<Option<(Instant, Sums)>>);

pub(super) async fn page(State(state): State<IntakeState>) -> Response {
    let mut page = Registry::with_prefix("leadbell");
    page.register(
        "build",
        "Which version runs",
        Info::new([("version", env!("CARGO_PKG_VERSION"))]),
    );
    let connected = state.readiness.connected.load(Ordering::Relaxed);
    page.register(
        "gateway_connected",
        "1 while the connection to Discord is up",
        ConstGauge::new(i64::from(connected)),
    );
    state.metrics.register(&mut page);
    let sums = state.counted.read_sums(&state).await;
    page.register(
        "database_up",
        "1 while the database can be read",
        ConstGauge::new(i64::from(sums.is_some())),
    );
    if let Some(sums) = sums {
        register(&mut page, &sums, state.clock.now());
    }
    let mut text = String::new();
    match encode(&mut text, &page) {
        Ok(()) => ([(header::CONTENT_TYPE, FORMAT)], text).into_response(),
        Err(std::fmt::Error) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl Counted {
    async fn read_sums(&self, state: &IntakeState) -> Option<Sums> {
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

fn register(page: &mut Registry, sums: &Sums, now: DateTime<Utc>) {
    let late = |since: Option<DateTime<Utc>>| {
        ConstGauge::new(since.map_or(0, |since| (now - since).num_seconds().max(0)))
    };
    page.register("teams", "Teams that are set up", ConstGauge::new(sums.teams));
    let leads = Family::<Label, Gauge>::default();
    for (stage, count) in &sums.leads {
        leads.get_or_create(&[("stage", stage)]).set(*count);
    }
    page.register("leads", "Leads by where they stand", leads);
    let deliveries = Family::<Label, Counter>::default();
    for (result, count) in &sums.deliveries {
        deliveries
            .get_or_create(&[("result", result)])
            .inc_by(count.unsigned_abs());
    }
    page.register("deliveries", "What came in, by what became of it", deliveries);
    page.register(
        "outbox_waiting",
        "Messages that Discord does not show yet as they should be",
        ConstGauge::new(sums.waiting),
    );
    page.register(
        "outbox_parked",
        "Messages that wait for a hand: a channel or a permission is missing, or Discord refuses them",
        ConstGauge::new(sums.parked),
    );
    page.register(
        "outbox_late_seconds",
        "For how long the longest-waiting message has been due",
        late(sums.oldest_waiting),
    );
    page.register(
        "due_late_seconds",
        "For how long the longest-waiting reminder, expiry or digest has been due",
        late(sums.next_due),
    );
}
