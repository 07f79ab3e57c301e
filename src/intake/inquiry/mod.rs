//! `/inquiry/<team>`: a plain page on which a customer says what they need, and which becomes a lead.
//!
//! It works without JavaScript, cookies or anything from elsewhere. Programs that fill in forms are kept out by a field that
//! people do not see, by a form that was given out seconds before at least ([`ticket`]), and by how many may come from one
//! address and for one team. Managers switch it on with `/source form`.

mod answers;
mod page;
mod ticket;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router, routing};
use mime::Mime;

use super::IntakeState;
use super::leads::within;
use super::problem::Problem;
use super::request::{Lost, read_body};
use crate::domain::ids::{LeadNumber, TeamId};
use crate::domain::team::Team;
use crate::flows::inquiry;
use crate::store::teams;
use crate::text::catalogue::Lang;
use answers::{Answers, Faults};
use page::Place;
use ticket::Checked;
pub(super) use ticket::Tickets;

/// Forms that may come from one address, and for one team, in a minute.
pub(super) const OF_ADDRESS: NonZeroU32 = NonZeroU32::new(10).expect("10 is not 0");
pub(super) const OF_TEAM: NonZeroU32 = NonZeroU32::new(60).expect("60 is not 0");

/// Who connected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

/// The paths of the form.
pub(super) fn routes() -> Router<IntakeState> {
    Router::new()
        .route("/inquiry/style.css", routing::get(style))
        .route("/inquiry/{team}", routing::get(show).post(submit))
        .route("/inquiry/{team}/thanks/{number}", routing::get(thanks))
}

async fn style() -> Response {
    let kind = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (kind, include_str!("style.css")).into_response()
}

async fn show(State(state): State<IntakeState>, Path(team): Path<String>) -> Response {
    let team = match find(&state, &team).await {
        Ok(team) => team,
        Err(response) => return response,
    };
    let ticket = state.tickets.issue(team.id, state.clock.now());
    let form = place(&team).form(&ticket, &Answers::default(), &Faults::new(), None);
    page(StatusCode::OK, &team, form)
}

async fn thanks(State(state): State<IntakeState>, Path((team, number)): Path<(String, i64)>) -> Response {
    match find(&state, &team).await {
        Ok(team) => page(
            StatusCode::OK,
            &team,
            place(&team).thanks(&LeadNumber(number).to_string()),
        ),
        Err(response) => response,
    }
}

async fn submit(
    State(state): State<IntakeState>,
    Path(team): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let team = match find(&state, &team).await {
        Ok(team) => team,
        Err(response) => return response,
    };
    let address = peer.map(|Extension(Peer(peer))| address(peer, &headers));
    let of_address = address.map_or(Ok(()), |address| state.form_rates.0.take(&address));
    if let Err(seconds) = of_address.and_then(|()| state.form_rates.1.take(&team.id)) {
        let words = page(
            StatusCode::TOO_MANY_REQUESTS,
            &team,
            place(&team).words("inquiry-too-many"),
        );
        return ([(header::RETRY_AFTER, seconds.to_string())], words).into_response();
    }
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok()?.parse::<Mime>().ok())
        .is_some_and(|kind| kind.essence_str() == mime::APPLICATION_WWW_FORM_URLENCODED);
    if !is_form {
        return Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this takes its own form only; leads go to POST /v1/leads",
        )
        .into_response();
    }
    let body = match read_body(&headers, body).await {
        Ok(body) => body,
        Err(Lost::TooLarge) => {
            return page(
                StatusCode::PAYLOAD_TOO_LARGE,
                &team,
                place(&team).words("inquiry-too-large"),
            );
        }
        Err(Lost::Other(problem)) => return problem.into_response(),
    };
    take(&state, &team, &Answers::read(&body)).await
}

async fn take(state: &IntakeState, team: &Team, answers: &Answers) -> Response {
    let now = state.clock.now();
    let again = |status, faults: &Faults, notice, ticket: Option<&str>| {
        let ticket = ticket.map_or_else(|| state.tickets.issue(team.id, now), str::to_owned);
        page(status, team, place(team).form(&ticket, answers, faults, notice))
    };
    if !answers.get("website").is_empty() {
        // A program that fills in all it finds learns nothing from the answer.
        return page(StatusCode::OK, team, place(team).words("inquiry-thanks"));
    }
    let ticket = answers.get("ticket");
    let faults = answers.faults();
    let number = match state.tickets.check(team.id, ticket, now) {
        Checked::Good(number) => number,
        Checked::TooFast => {
            return again(
                StatusCode::UNPROCESSABLE_ENTITY,
                &faults,
                Some("inquiry-too-fast"),
                Some(ticket),
            );
        }
        Checked::Stale => {
            return again(
                StatusCode::UNPROCESSABLE_ENTITY,
                &faults,
                Some("inquiry-stale"),
                None,
            );
        }
    };
    if !faults.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &faults, None, Some(ticket));
    }
    let Some(incoming) = answers.lead(&number, place(team).lang.tag()) else {
        return again(
            StatusCode::UNPROCESSABLE_ENTITY,
            &faults,
            Some("inquiry-faulty"),
            Some(ticket),
        );
    };
    let received = within(async {
        inquiry::submit(&state.store, team.id, incoming, now)
            .await
            .map_err(|error| {
                tracing::error!(team = team.id.0, %error, "an inquiry cannot be kept");
                Problem::busy()
            })
    });
    match received.await {
        // Sent and shown apart, so that loading the page again sends nothing.
        Ok(lead) => {
            let to = format!("/inquiry/{}/thanks/{}", team.id, lead.0);
            let to = [(header::LOCATION, to)];
            let mut response = (StatusCode::SEE_OTHER, to).into_response();
            secure(&mut response, team);
            response
        }
        Err(_) => {
            let busy = again(
                StatusCode::SERVICE_UNAVAILABLE,
                &faults,
                Some("inquiry-busy"),
                Some(ticket),
            );
            ([(header::RETRY_AFTER, "5")], busy).into_response()
        }
    }
}

/// The team whose form is on; what to answer where there is none.
async fn find(state: &IntakeState, team: &str) -> Result<Team, Response> {
    let nobody = || {
        let detail = "there is no inquiry form here";
        Problem::new(StatusCode::NOT_FOUND, detail).into_response()
    };
    let id = team.parse().map(TeamId).map_err(|_| nobody())?;
    let found = within(async {
        let mut conn = state.store.read().await.map_err(|_| Problem::busy())?;
        teams::find(&mut conn, id).await.map_err(|_| Problem::busy())
    });
    let team = found.await.map_err(IntoResponse::into_response)?;
    team.filter(|team| team.settings.inquiry.open).ok_or_else(nobody)
}

fn place(team: &Team) -> Place<'_> {
    Place {
        team: team.id,
        name: &team.name,
        lang: Lang::of(&team.language),
    }
}

/// Where a form comes from. A proxy on this machine says for whom it speaks, behind what others may have written.
fn address(peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    match forwarded {
        Some(client) if peer.ip().is_loopback() => client,
        _ => peer.ip(),
    }
}

fn page(status: StatusCode, team: &Team, html: String) -> Response {
    let kind = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut response = (status, kind, html).into_response();
    secure(&mut response, team);
    response
}

/// Nothing is loaded from elsewhere, nothing is run, and only a form that may stands in another page.
fn secure(response: &mut Response, team: &Team) {
    let policy = if team.settings.inquiry.embed {
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *"
    } else {
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    };
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    if !team.settings.inquiry.embed {
        let deny = HeaderValue::from_static("DENY");
        response.headers_mut().insert(header::X_FRAME_OPTIONS, deny);
    }
}
