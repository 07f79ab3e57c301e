//! Leads over HTTP, and the only user of axum.
//!
//! | what | does |
//! |---|---|
//! | `POST /v1/leads` | takes leads in our own format, see [`formats::native`] |
//! | `POST /hooks/<format>/<secret>` | takes them as the products send them that people already have, see [`formats`] |
//! | `/inquiry/<team>` | a page on which customers say what they need, see [`inquiry`] |
//! | `GET /healthz` | "ok" while the process lives |
//! | `GET /readyz` | whether gateway, database and outbox work: 200 or 503 |
//! | `GET /metrics` | numbers for Prometheus |
//!
//! No header and nothing of a body reaches a log.

mod doors;
mod figures;
pub mod formats;
mod headers;
mod health;
mod hooks;
mod inquiry;
pub(crate) mod lead_file;
mod leads;
mod problem;
mod rate;
mod request;
mod server;
mod signature;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::{get, post};

pub use health::Readiness;
pub use server::serve;

use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::domain::ids::{SourceId, TeamId};
use crate::metrics::Metrics;
use crate::store::Store;
use problem::Problem;

/// How many deliveries may wait to be written. With the limit of a body it bounds the memory that a stuck disk costs: their
/// senders have given up long before.
const UNDER_WAY: usize = 256;

/// What intake works with. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct IntakeState {
    store: Store,
    clock: Clock,
    readiness: Readiness,
    writable: Arc<health::Writable>,
    metrics: Metrics,
    counted: Arc<figures::Counted>,
    rates: Arc<rate::Rates<SourceId>>,
    /// The same for the inquiry form: by address, and by team.
    form_rates: Arc<(rate::Rates<IpAddr>, rate::Rates<TeamId>)>,
    tickets: Arc<inquiry::Tickets>,
    under_way: Arc<Semaphore>,
    /// The address that sources were told, for signatures that cover it.
    public_url: Option<Arc<str>>,
}

impl IntakeState {
    /// Nothing received yet.
    #[must_use]
    pub fn new(store: Store, clock: Clock, readiness: Readiness, metrics: Metrics) -> Self {
        Self {
            store,
            rates: Arc::new(rate::Rates::new(clock.clone(), rate::OF_SOURCE)),
            form_rates: Arc::new((
                rate::Rates::new(clock.clone(), inquiry::OF_ADDRESS),
                rate::Rates::new(clock.clone(), inquiry::OF_TEAM),
            )),
            tickets: Arc::default(),
            clock,
            readiness,
            writable: Arc::default(),
            metrics,
            counted: Arc::default(),
            under_way: Arc::new(Semaphore::new(UNDER_WAY)),
            public_url: None,
        }
    }

    /// Reached under that address.
    #[must_use]
    pub fn at(self, public_url: &str) -> Self {
        Self {
            public_url: Some(public_url.into()),
            ..self
        }
    }

    /// A request came with no key or a wrong one: counted and not kept.
    fn count_refused_key(&self) {
        self.metrics.refused_key();
    }
}

/// All paths.
pub(crate) fn router(state: IntakeState) -> Router {
    Router::new()
        .merge(inquiry::routes())
        .route(
            "/v1/leads",
            post(leads::post).fallback(async || wrong_method("POST")),
        )
        .route(
            "/hooks/{format}/{secret}",
            post(hooks::post).fallback(async || wrong_method("POST")),
        )
        .route(
            "/healthz",
            get(health::alive).fallback(async || wrong_method("GET, HEAD")),
        )
        .route(
            "/readyz",
            get(health::ready).fallback(async || wrong_method("GET, HEAD")),
        )
        .route(
            "/metrics",
            get(figures::page).fallback(async || wrong_method("GET, HEAD")),
        )
        .fallback(async || {
            Problem::new(
                StatusCode::NOT_FOUND,
                "there is nothing here; leads go to POST /v1/leads or to an address of /source add",
            )
        })
        .with_state(state)
}

fn wrong_method(allowed: &'static str) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("this takes {allowed} only"),
    )
    .with_header(header::ALLOW, HeaderValue::from_static(allowed))
}
