//! `POST /v1/leads`: a source's leads in our own format.
//!
//! ```text
//! curl -H 'Authorization: Bearer lbk_…' -H 'Content-Type: application/json' -d @lead.json …/v1/leads
//! 201 {"status":"kept","lead":"L-17"}
//! ```
//! Or to `/v1/leads?source=…` with a Standard Webhooks signature, see `signature`.
//!
//! One lead is taken or refused as a whole. A batch gets a result for each: 201 where all are there, 207 where some
//! were refused, 422 where all were. Success means that the leads are on disk.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::IntakeState;
use super::formats::native::{self, Item, Refused};
use super::formats::{self, Fault};
use super::problem::Problem;
use super::request::{LARGEST, Lost, Sender, authenticate, check_type, delivery_key, read_body};
use crate::domain::event::{Initiator, Via};
use crate::failpoint::{self, Point};
use crate::flows::deliver::{Answer, Delivered, Delivery, DeliveryOutcome, Input, deliver};
use crate::flows::receive::{Origin, Received};
use crate::store::sources::Source;

/// How long taking in may last once the body is there: senders wait for 3 s.
const TAKE_IN: Duration = Duration::from_secs(3);
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Takes leads in.
pub(super) async fn post(
    State(state): State<IntakeState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    handle(&state, query.as_deref(), &headers, body)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn handle(
    state: &IntakeState,
    query: Option<&str>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let sender = within(authenticate(state, headers, query)).await?;
    let (source, is_signed, body) = match sender {
        Sender::Known(source) => {
            take_turn(state, &source)?;
            (source, false, read_body(headers, body).await)
        }
        // Nobody knows yet who sends this, so nothing of it is kept and nobody's rate pays for it.
        Sender::Signs(claim) => {
            let body = match read_body(headers, body).await {
                Ok(body) => body,
                Err(Lost::TooLarge) => return Err(too_large()),
                Err(Lost::Other(problem)) => return Err(problem),
            };
            let source = within(claim.check(state, &body)).await?;
            take_turn(state, &source)?;
            (source, true, Ok(body))
        }
    };
    let request = Request {
        state,
        headers,
        source,
        is_signed,
    };
    let body = match body {
        Ok(body) => body,
        Err(Lost::TooLarge) => return within(request.refuse(Vec::new(), too_large())).await,
        Err(Lost::Other(problem)) => return Err(problem),
    };
    within(request.take_in(body)).await
}

pub(super) fn take_turn(state: &IntakeState, source: &Source) -> Result<(), Problem> {
    state.rates.take(source.id).map_err(|seconds| {
        let detail = "this source sends too much; send it again later";
        Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).retry_after(seconds)
    })
}

pub(super) fn too_large() -> Problem {
    let detail = format!(
        "a body may have {} KiB at most; send fewer leads at once",
        LARGEST / 1024
    );
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

/// Gives up on what takes too long. What is being written goes on, and the sender's next try finds it.
pub(super) async fn within<T>(work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::time::timeout(TAKE_IN, work)
        .await
        .unwrap_or_else(|_| Err(Problem::slow()))
}

/// A request of which it is known who sends it.
pub(super) struct Request<'a> {
    pub(super) state: &'a IntakeState,
    pub(super) headers: &'a HeaderMap,
    pub(super) source: Source,
    pub(super) is_signed: bool,
}

impl Request<'_> {
    async fn take_in(&self, sent: Vec<u8>) -> Result<Response, Problem> {
        if let Err(problem) = check_type(self.headers) {
            return self.refuse(sent, problem).await;
        }
        match native::parse(&sent) {
            Ok(body) => self.take_native(sent, body).await,
            Err(why) => self.refuse(sent, problem_of(why)).await,
        }
    }

    /// Takes in what our own format brings.
    pub(super) async fn take_native(&self, sent: Vec<u8>, body: native::Body) -> Result<Response, Problem> {
        let key = match delivery_key(self.headers, self.is_signed) {
            Ok(key) => key,
            Err(problem) => return self.refuse(sent, problem).await,
        };
        let (is_batch, hash) = (body.is_batch, body.hash);
        let (inputs, faults): (Vec<Input>, Vec<Vec<Fault>>) = body.items.into_iter().map(input).unzip();
        let key = key.unwrap_or_else(|| self.body_key(&hash));
        let delivery = self.delivery(Some(key), hash, inputs);
        let answer = move |became: &[DeliveryOutcome]| {
            if is_batch {
                batch(became, faults)
            } else {
                single(became, faults)
            }
        };
        self.deliver(delivery, answer).await
    }

    /// Keeps what could not be understood as one input, and says what is wrong.
    pub(super) async fn refuse(&self, sent: Vec<u8>, problem: Problem) -> Result<Response, Problem> {
        let input = Input {
            body: sent,
            lead: Err(problem.reason()),
        };
        let delivery = self.delivery(None, [0; 32], vec![input]);
        let answer = |_: &[DeliveryOutcome]| Answer {
            status: 422,
            body: String::new(),
            replayed: false,
        };
        self.deliver(delivery, answer).await?;
        Err(problem)
    }

    /// What tells a delivery from others, where its sender does not.
    pub(super) fn body_key(&self, hash: &[u8; 32]) -> String {
        format!("body:{}", hex(hash))
    }

    pub(super) fn delivery(&self, key: Option<String>, body_hash: [u8; 32], inputs: Vec<Input>) -> Delivery {
        let content_type = self.headers.get(header::CONTENT_TYPE);
        Delivery {
            origin: Origin {
                team: self.source.team,
                source: self.source.id,
                actor: Initiator::Source(self.source.id),
                via: Via::Intake,
            },
            key,
            body_hash,
            content_type: content_type
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
            inputs,
        }
    }

    pub(super) async fn deliver<F>(&self, delivery: Delivery, answer: F) -> Result<Response, Problem>
    where
        F: FnOnce(&[DeliveryOutcome]) -> Answer + Send + 'static,
    {
        // Kept by the change itself, which goes on when this request has been given up.
        let Ok(place) = Arc::clone(&self.state.under_way).try_acquire_owned() else {
            return Err(Problem::busy());
        };
        let answer = move |became: &[DeliveryOutcome]| {
            drop(place);
            answer(became)
        };
        let delivered = deliver(&self.state.store, delivery, self.state.clock.now(), answer).await;
        match delivered {
            Ok(Delivered::Answered(answer)) => {
                failpoint::pass(Point::IntakeAnswer);
                Ok(respond(answer))
            }
            Ok(Delivered::Conflict) => {
                let detail = "another delivery with other content had the same key; nothing was kept";
                Err(Problem::new(StatusCode::CONFLICT, detail))
            }
            Err(error) => {
                tracing::error!(source = self.source.id.0, %error, "a delivery cannot be kept");
                Err(Problem::busy())
            }
        }
    }
}

fn input(item: Item) -> (Input, Vec<Fault>) {
    let body = item.sent.to_string().into_bytes();
    match item.lead {
        Ok(incoming) => (
            Input {
                body,
                lead: Ok(incoming),
            },
            Vec::new(),
        ),
        Err(faults) => (
            Input {
                body,
                lead: Err(formats::reason(&faults)),
            },
            faults,
        ),
    }
}

pub(super) fn invalid(faults: Vec<Fault>) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing was kept; mend what errors lists and send it again",
    )
    .with_errors(faults)
}

fn conflict(lead: crate::domain::ids::LeadNumber) -> String {
    format!("{lead} came under the same external_id with other content; this one was not kept")
}

/// The answer to a lead that came alone.
fn single(became: &[DeliveryOutcome], faults: Vec<Vec<Fault>>) -> Answer {
    match became {
        [DeliveryOutcome::Lead(Received::Kept(_, lead) | Received::SeenBefore(_, lead))] => Answer {
            status: 201,
            body: json!({ "status": "kept", "lead": lead.to_string() }).to_string(),
            replayed: matches!(became, [DeliveryOutcome::Lead(Received::SeenBefore(..))]),
        },
        [DeliveryOutcome::Lead(Received::Conflict(lead))] => {
            refused(&Problem::new(StatusCode::CONFLICT, conflict(*lead)))
        }
        _ => refused(&invalid(faults.into_iter().flatten().collect())),
    }
}

/// The answer to a batch: a result for each of its leads.
fn batch(became: &[DeliveryOutcome], faults: Vec<Vec<Fault>>) -> Answer {
    let is_there = |became: &&DeliveryOutcome| {
        matches!(
            became,
            DeliveryOutcome::Lead(Received::Kept(..) | Received::SeenBefore(..))
        )
    };
    let there = became.iter().filter(is_there).count();
    let results = became.iter().zip(&faults).enumerate();
    let results: Vec<Value> = results
        .map(|(index, (became, faults))| result(index, became, faults))
        .collect();
    if there == 0 {
        return refused(&invalid(faults.into_iter().flatten().collect()).with_results(results));
    }
    Answer {
        status: if there == became.len() { 201 } else { 207 },
        body: json!({ "results": results }).to_string(),
        replayed: false,
    }
}

pub(super) fn refused(problem: &Problem) -> Answer {
    Answer {
        status: problem.status().as_u16(),
        body: problem.body(),
        replayed: false,
    }
}

fn result(index: usize, became: &DeliveryOutcome, faults: &[Fault]) -> Value {
    match became {
        DeliveryOutcome::Lead(Received::Kept(_, lead)) => {
            json!({ "index": index, "status": "kept", "lead": lead.to_string() })
        }
        DeliveryOutcome::Lead(Received::SeenBefore(_, lead)) => {
            json!({ "index": index, "status": "seen_before", "lead": lead.to_string() })
        }
        DeliveryOutcome::Lead(Received::Conflict(lead)) => {
            let pointer = format!("/leads/{index}/external_id");
            let errors = [Fault {
                pointer,
                code: "conflict",
                detail: conflict(*lead),
            }];
            json!({ "index": index, "status": "conflict", "lead": lead.to_string(), "errors": errors })
        }
        DeliveryOutcome::Rejected => json!({ "index": index, "status": "rejected", "errors": faults }),
    }
}

fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = if answer.status < 400 {
        "application/json"
    } else {
        "application/problem+json"
    };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], answer.body).into_response();
    if answer.replayed {
        response
            .headers_mut()
            .insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why nothing of a body could be taken, as an answer.
pub(super) fn problem_of(refused: Refused) -> Problem {
    match refused {
        Refused::Unreadable(error) => Problem::new(
            StatusCode::BAD_REQUEST,
            format!("the body cannot be read as JSON: {error}"),
        ),
        Refused::Form(detail) => Problem::new(StatusCode::BAD_REQUEST, detail),
        Refused::Media(detail) => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail),
        Refused::Faults(faults) => invalid(faults),
    }
}
