//! The control interface below `/sandbox`: what the actor API does, for a page or for another process.
//!
//! | route | does |
//! |---|---|
//! | `GET /sandbox/world?as=<user>` | everything, or everything that member sees |
//! | `GET /sandbox/changes` | a server-sent event with the world's version at every change |
//! | `POST /sandbox/act` | a member acts; the answer is what the member saw (see [`acts`]) |
//! | `GET /sandbox/replies/{interaction}` | what a member sees of an answer now |
//! | `POST /sandbox/change` | the world changes from outside (see [`changes`]) |
//! | `GET /sandbox/requests?from=<n>` | what the bot asked and was answered |
//! | `POST /sandbox/faults`, `DELETE /sandbox/faults` | calls go wrong, or right again (see [`faults`]) |
//! | `POST /sandbox/gateway` | the gateway goes wrong |
//! | `POST /sandbox/clock` | `{"seconds": 3600}`: the clock jumps, where it can |
//!
//! Bodies are JSON. What cannot be done is a 409 with `{"error": words}`.

mod acts;
mod changes;
mod faults;
mod show;

use std::{convert::Infallible, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
};
use chrono::TimeDelta;
use futures_util::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Impossible, Sandbox, shared::Shared};

/// The routes below `/sandbox`.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/world", get(world))
        .route("/changes", get(watch))
        .route("/act", post(act))
        .route("/replies/{interaction}", get(reply))
        .route("/change", post(change))
        .route("/requests", get(requests))
        .route("/faults", post(set_fault).delete(clear_faults))
        .route("/gateway", post(gateway))
        .route("/clock", post(clock))
}

impl IntoResponse for Impossible {
    fn into_response(self) -> Response {
        (StatusCode::CONFLICT, Json(json!({"error": self.0}))).into_response()
    }
}

#[derive(Deserialize)]
struct Seen {
    #[serde(rename = "as")]
    by: Option<u64>,
}

async fn world(State(shared): State<Arc<Shared>>, Query(seen): Query<Seen>) -> Json<Value> {
    Json(shared.read(|world| show::world(world, seen.by)))
}

async fn watch(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = shared.changes();
    let versions = stream::unfold((changes, true), |(mut changes, first)| async move {
        if !first {
            changes.changed().await.ok()?;
        }
        let version = *changes.borrow_and_update();
        Some((version, (changes, false)))
    });
    let events = versions.map(|version| Ok(Event::default().event("change").data(version.to_string())));
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn act(
    State(shared): State<Arc<Shared>>,
    Json(act): Json<acts::Act>,
) -> Result<Json<Value>, Impossible> {
    acts::carry_out(&Sandbox::from_inside(shared), act)
        .await
        .map(Json)
}

async fn reply(
    State(shared): State<Arc<Shared>>,
    Path(interaction): Path<u64>,
) -> Result<Json<Value>, Impossible> {
    let sandbox = Sandbox::from_inside(shared);
    let reply = acts::find_reply(&sandbox, interaction)?;
    Ok(Json(show::reply(&reply)))
}

async fn change(
    State(shared): State<Arc<Shared>>,
    Json(change): Json<changes::Change>,
) -> Result<Json<Value>, Impossible> {
    changes::carry_out(&Sandbox::from_inside(shared), &change).map(Json)
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    from: usize,
}

async fn requests(State(shared): State<Arc<Shared>>, Query(from): Query<From>) -> Json<Value> {
    let recorded: Vec<_> = shared.record.all().into_iter().skip(from.from).collect();
    Json(json!(recorded))
}

async fn set_fault(
    State(shared): State<Arc<Shared>>,
    Json(fault): Json<faults::FaultRequest>,
) -> Result<(), Impossible> {
    faults::set(&Sandbox::from_inside(shared), fault)
}

async fn clear_faults(State(shared): State<Arc<Shared>>) {
    shared.faults.clear();
}

async fn gateway(State(shared): State<Arc<Shared>>, Json(asked): Json<faults::GatewayAsked>) {
    faults::gateway(&Sandbox::from_inside(shared), &asked);
}

#[derive(Deserialize)]
struct Jump {
    seconds: i64,
}

async fn clock(State(shared): State<Arc<Shared>>, Json(jump): Json<Jump>) -> Result<Json<Value>, Impossible> {
    let Some(move_clock) = &shared.options.jump else {
        return Err(Impossible("this sandbox's clock cannot be moved".to_owned()));
    };
    move_clock(TimeDelta::seconds(jump.seconds));
    // Wakes whoever shows the time, and archives what has become quiet.
    Ok(Json(shared.change(|world| json!({"now": world.now()}))))
}
