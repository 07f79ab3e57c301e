//! The page at `/`: a small chat client in the browser, for trying a bot without Discord.
//!
//! | route | does |
//! |---|---|
//! | `GET /` | the page |
//! | `GET /page/<file>` | its parts, compiled in |
//! | `GET /page/state?as=<user>&channel=<channel>&limit=<n>` | what one member sees, one channel's messages among it |
//! | `GET /page/live` | a server-sent event at every change, and every second with the sandbox's time |
//! | `GET /page/panel` | what the panel holds, where there is one |
//! | `POST /page/actions/<n>` | runs a button of the toolbar |
//! | `POST /page/language` | changes a member's language |
//!
//! What members do goes through `POST /sandbox/act` (`control`), as for any other program.

mod assets;
mod shown;
mod state;

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
};
use futures_util::{Stream, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval};

use crate::{Impossible, shared::Shared};

/// Everything comes from this server, and nothing is run that is not in a file of its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How often the page is told the time.
const SECOND: Duration = Duration::from_secs(1);

/// The routes below `/page`.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/state", get(show))
        .route("/live", get(live))
        .route("/panel", get(show_panel))
        .route("/actions/{n}", post(run))
        .route("/language", post(language))
        .route("/{*file}", get(asset))
}

/// The page itself.
pub(crate) fn index() -> Response {
    serve(assets::INDEX)
}

async fn asset(Path(file): Path<String>) -> Response {
    match assets::find(&file) {
        Some(asset) => serve(asset),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn serve((content_type, text): (&'static str, &'static str)) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        // Another version may listen on the same port a minute later.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}

async fn show(State(shared): State<Arc<Shared>>, Query(query): Query<state::StateQuery>) -> Json<Value> {
    let settings = shared.page.lock();
    Json(shared.read(|world| state::state(world, &settings, &query)))
}

/// Says when to look again. The first event comes at once.
async fn live(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut seconds = interval(SECOND);
    seconds.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let changes = shared.changes();
    let stopping = shared.stopping.subscribe();
    let events = stream::unfold(
        (changes, seconds, stopping),
        move |(mut changes, mut seconds, mut stopping)| {
            let shared = Arc::clone(&shared);
            async move {
                tokio::select! {
                    changed = changes.changed() => changed.ok()?,
                    _ = seconds.tick() => {}
                    _ = stopping.changed() => return None,
                }
                let version = *changes.borrow_and_update();
                let now = (shared.options.now)().timestamp_millis();
                let event = Event::default().data(json!({"version": version, "now": now}).to_string());
                Some((Ok(event), (changes, seconds, stopping)))
            }
        },
    );
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn show_panel(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let panel = shared.page.lock().panel.clone();
    let Some(panel) = panel else {
        return Json(json!({}));
    };
    let entries = panel.entries().await;
    Json(json!({"title": panel.title, "hint": panel.hint, "empty": panel.empty, "entries": entries}))
}

/// Takes an empty JSON body: another site's page cannot send that here without asking first.
async fn run(
    State(shared): State<Arc<Shared>>,
    Path(n): Path<usize>,
    Json(_): Json<Value>,
) -> Result<Json<Value>, Impossible> {
    let action = shared.page.lock().actions.get(n).cloned();
    let action = action.ok_or_else(|| Impossible("the toolbar has no such button".to_owned()))?;
    let done = action.run().await;
    // The clock may have been moved: archives what has become quiet, and wakes whoever shows the time.
    shared.change(|_| ());
    let words = done.map_err(|error| Impossible(format!("{error:#}")))?;
    Ok(Json(json!({"words": words})))
}

#[derive(Deserialize)]
struct Language {
    /// The user's id.
    #[serde(rename = "as")]
    by: String,
    /// A locale of Discord's list (`developers/reference.mdx`, Locales).
    locale: String,
}

async fn language(
    State(shared): State<Arc<Shared>>,
    Json(asked): Json<Language>,
) -> Result<Json<Value>, Impossible> {
    let user = asked.by.parse().unwrap_or_default();
    let known = shared.change(|world| world.users.get_mut(&user).map(|user| user.locale = asked.locale));
    known
        .map(|()| Json(json!({})))
        .ok_or_else(|| Impossible("there is no such member".to_owned()))
}
