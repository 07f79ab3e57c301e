//! `GET /healthz` and `/readyz`: for whatever watches the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde_json::json;
use tokio::sync::{Mutex, watch};

use super::IntakeState;
use crate::clock::Clock;
use crate::outbox::WorkerStatus;
use crate::store::Store;

/// How long the database may take to write a page.
const WRITABLE: Duration = Duration::from_secs(2);
/// How long its answer is good for, so that whoever asks often costs little. Real time.
const FRESH: Duration = Duration::from_secs(1);
/// A row that nobody takes up for this long after it fell due says that the outbox is stuck.
const TAKEN_UP: TimeDelta = TimeDelta::seconds(60);
/// For how long nothing may get through to Discord although something is to be shown.
const TAKEN_BY_DISCORD: Duration = Duration::from_secs(60);

/// What readiness is told from.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// The gateway is up.
    pub connected: Arc<AtomicBool>,
    /// What the outbox's worker is doing.
    pub outbox: watch::Receiver<WorkerStatus>,
}

/// The last look at the database.
#[derive(Debug, Default)]
pub(super) struct Writable(Mutex<Option<(Instant, bool)>>);

/// The process lives.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// Everything that a lead needs on its way is there.
pub(super) async fn ready(State(state): State<IntakeState>) -> Response {
    let gateway = state.readiness.connected.load(Ordering::Relaxed);
    let outbox = is_moving(&state.readiness.outbox, &state.clock);
    let database = state.writable.check(&state.store).await;
    let ready = gateway && outbox && database;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let parts = json!({ "ready": ready, "gateway": gateway, "database": database, "outbox": outbox });
    (status, Json(parts)).into_response()
}

impl Writable {
    async fn check(&self, store: &Store) -> bool {
        // Who asks meanwhile waits here, and takes the answer.
        let mut last = self.0.lock().await;
        if let Some((at, writable)) = *last
            && at.elapsed() < FRESH
        {
            return writable;
        }
        let written = tokio::time::timeout(WRITABLE, store.write_a_page()).await;
        let writable = matches!(written, Ok(Ok(())));
        *last = Some((Instant::now(), writable));
        writable
    }
}

fn is_moving(outbox: &watch::Receiver<WorkerStatus>, clock: &Clock) -> bool {
    let (worker_status, now) = (outbox.borrow(), clock.now());
    let is_held = worker_status
        .held_since
        .is_some_and(|since| since.until(clock.steady()) > TAKEN_BY_DISCORD);
    let is_late = worker_status.lanes == 0 && worker_status.next.is_some_and(|next| now - next > TAKEN_UP);
    // The worker drops its end when it ends.
    outbox.has_changed().is_ok() && worker_status.passes > 0 && !is_late && !is_held
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn the_outbox_moves_while_its_worker_lives_and_takes_up_what_is_due() {
        let now = DateTime::UNIX_EPOCH;
        let clock = Clock::standing_at(now);
        let (worker, worker_status) = watch::channel(WorkerStatus::default());
        assert!(!is_moving(&worker_status, &clock), "it has not looked yet");
        let due = |seconds| Some(now - TimeDelta::seconds(seconds));
        worker.send_replace(WorkerStatus {
            passes: 1,
            next: due(60),
            ..WorkerStatus::default()
        });
        assert!(is_moving(&worker_status, &clock));
        worker.send_replace(WorkerStatus {
            passes: 1,
            next: due(61),
            ..WorkerStatus::default()
        });
        assert!(!is_moving(&worker_status, &clock));
        worker.send_replace(WorkerStatus {
            passes: 1,
            next: due(61),
            lanes: 1,
            ..WorkerStatus::default()
        });
        assert!(is_moving(&worker_status, &clock));
        worker.send_replace(WorkerStatus {
            passes: 1,
            held_since: Some(clock.steady()),
            ..WorkerStatus::default()
        });
        clock.advance(TimeDelta::seconds(60));
        assert!(is_moving(&worker_status, &clock));
        clock.advance(TimeDelta::seconds(1));
        assert!(!is_moving(&worker_status, &clock), "Discord takes nothing");
        drop(worker);
        assert!(!is_moving(&worker_status, &clock));
    }
}
