//! `POST /hooks/<format>/<secret>`: leads as the products that people already have send them.
//!
//! ```text
//! curl -H 'Content-Type: application/json' -d @typeform.json …/hooks/typeform/lbk_3_…
//! 200 {"status":"kept","lead":"L-17"}
//! ```
//! The secret in the address selects team and source; where the product signs, its signature is checked over the bytes as they
//! came. Whatever is wrong with either is 401: on 404 and 410 products switch a hook off. Addresses reach no log.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::IntakeState;
use super::formats::{self, Format, One, Reading, Signature, SignedRequest};
use super::leads::{Request, invalid, problem_of, refused, take_turn, too_large, within};
use super::problem::Problem;
use super::request::{Lost, check_packing, known_by_key, read_body};
use crate::flows::deliver::{Answer, DeliveryOutcome, Input};
use crate::flows::receive::Received;
use crate::flows::source;
use crate::store::sources::Source;

/// Formats that are one thing under several names: whoever has the secret for one may send the others.
const ALIKE: &[&str] = &["form", "elementor", "cf7"];

/// Takes a delivery in.
pub(super) async fn post(
    State(state): State<IntakeState>,
    Path((format, key)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    handle(&state, (&format, &key), &uri, &headers, body)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn handle(
    state: &IntakeState,
    (code, key): (&str, &str),
    uri: &Uri,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let detail =
        "the secret in the address is wrong; take the address that /source add or /source rotate has shown";
    let source = within(known_by_key(state, Some(key), detail)).await?;
    let format = format_of(&source, code).inspect_err(|_| state.count_refused_key())?;
    take_turn(state, &source)?;
    let request = |is_signed| Request {
        state,
        headers,
        source: source.clone(),
        is_signed,
    };
    let body = match read_body(headers, body).await {
        Ok(body) => body,
        Err(Lost::TooLarge) => return within(request(false).refuse(Vec::new(), too_large())).await,
        Err(Lost::Other(problem)) => return Err(problem),
    };
    let is_signed = within(check_signature(state, format, &source, uri, headers, &body))
        .await
        .inspect_err(|problem| {
            if problem.status() == StatusCode::UNAUTHORIZED {
                state.count_refused_key();
            }
        })?;
    within(take_in(request(is_signed), format, body)).await
}

/// The format of the address, where it is the source's own.
fn format_of(source: &Source, code: &str) -> Result<&'static Format, Problem> {
    let wrong = |detail| Problem::new(StatusCode::UNAUTHORIZED, detail);
    let Some(format) = formats::find(code) else {
        let codes: Vec<&str> = formats::ALL.iter().map(|format| format.code).collect();
        return Err(wrong(format!(
            "the address names no format; take the address that /source add has shown; formats are {}",
            codes.join(", ")
        )));
    };
    let alike = |code: &str| ALIKE.contains(&code);
    if source.format == code || (alike(code) && alike(&source.format)) {
        return Ok(format);
    }
    Err(wrong(format!(
        "this secret is for /hooks/{}/…; make a source for {code} with /source add",
        source.format
    )))
}

/// Whether the request is signed; who has signed once has to go on.
async fn check_signature(
    state: &IntakeState,
    format: &Format,
    source: &Source,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<bool, Problem> {
    let Some(check) = format.signature else {
        return Ok(false);
    };
    let now = state.clock.now();
    let secrets = source::secrets(&state.store, source, now).map_err(|error| {
        tracing::error!(
            source = source.id.0,
            error = format!("{error:#}"),
            "a signature cannot be checked"
        );
        Problem::busy()
    })?;
    let urls = addresses(state, uri, headers);
    let signed = SignedRequest {
        urls: &urls,
        headers,
        body,
        now,
    };
    let wrong = |detail: &str| Err(Problem::new(StatusCode::UNAUTHORIZED, detail));
    let mut last = Signature::Wrong("this source has no secret; /source rotate makes one");
    for secret in secrets {
        last = check(&signed, &secret);
        if !matches!(last, Signature::Wrong(_)) {
            break;
        }
    }
    match last {
        Signature::Right => {
            let noted = source::note_signed(&state.store, source, now).await;
            noted.map_err(|_| Problem::busy())?;
            Ok(true)
        }
        Signature::Absent if source.signs_since.is_some() => wrong(
            "this source has signed before and does not now; enter its secret again, or make a new one with /source rotate",
        ),
        Signature::Absent => Ok(false),
        Signature::Wrong(detail) => wrong(detail),
    }
}

/// The addresses that the sender may have signed: the one it was told, and the one that it asks for.
fn addresses(state: &IntakeState, uri: &Uri, headers: &HeaderMap) -> Vec<String> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let asked = host
        .into_iter()
        .flat_map(|host| ["https", "http"].map(|scheme| format!("{scheme}://{host}")));
    let told = state
        .public_url
        .as_deref()
        .map(|url| url.trim_end_matches('/').to_owned());
    told.into_iter()
        .chain(asked)
        .map(|origin| format!("{origin}{path}"))
        .collect()
}

/// Reads a body in a source's format, and takes in what it brings.
pub(super) async fn take_in(
    request: Request<'_>,
    format: &Format,
    sent: Vec<u8>,
) -> Result<Response, Problem> {
    if let Err(problem) = check_packing(request.headers) {
        return request.refuse(sent, problem).await;
    }
    match (format.read)(request.headers, &sent) {
        Ok(Reading::Leads(body)) => request.take_native(sent, body).await,
        Ok(Reading::Lead(one)) => take_one(request, one, sent).await,
        Ok(Reading::Ignored(why)) => {
            Ok(axum::Json(json!({ "status": "ignored", "why": why })).into_response())
        }
        Err(why) => request.refuse(sent, problem_of(why)).await,
    }
}

async fn take_one(request: Request<'_>, one: One, sent: Vec<u8>) -> Result<Response, Problem> {
    let (lead, faults) = match one.lead {
        Ok(incoming) => (Ok(incoming), Vec::new()),
        Err(faults) => (Err(formats::reason(&faults)), faults),
    };
    let key = match one.delivery {
        Some(id) => format!("id:{id}"),
        None => request.body_key(&one.hash),
    };
    let delivery = request.delivery(Some(key), one.hash, vec![Input { body: sent, lead }]);
    let answer = move |became: &[DeliveryOutcome]| match became {
        [DeliveryOutcome::Lead(Received::Kept(_, lead) | Received::SeenBefore(_, lead))] => Answer {
            status: 200,
            body: json!({ "status": "kept", "lead": lead.to_string() }).to_string(),
            replayed: matches!(became, [DeliveryOutcome::Lead(Received::SeenBefore(..))]),
        },
        _ => refused(&invalid(faults)),
    };
    request.deliver(delivery, answer).await
}
