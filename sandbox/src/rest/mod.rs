//! REST, version 10: reads a request, lets it through faults, authorisation and rate limits, and hands it to its route.

mod access;
mod application;
mod channels;
mod commands;
mod guilds;
mod interactions;
mod limited;
mod messages;
mod outcome;
mod polls;
mod reactions;
mod references;
mod request;
mod routes;
mod threads;
mod webhooks;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Request, State},
    response::Response,
};
use serde_json::{Value, json};

pub(crate) use self::outcome::CutConnection;
use self::{
    outcome::Outcome,
    request::Call,
    routes::{Access, Endpoint},
};
use crate::{
    faults::{Fault, Strike, plausible_body},
    limiter::Verdict,
    record::Recorded,
    refusal::Refusal,
    shared::Shared,
    sync::lock,
};

/// A successful answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    /// None for 204.
    pub body: Option<Value>,
}

impl Answer {
    pub fn ok(body: Value) -> Result<Self, Refusal> {
        Ok(Self {
            status: 200,
            body: Some(body),
        })
    }

    pub fn created(body: Value) -> Result<Self, Refusal> {
        Ok(Self {
            status: 201,
            body: Some(body),
        })
    }

    pub fn empty() -> Result<Self, Refusal> {
        Ok(Self {
            status: 204,
            body: None,
        })
    }
}

/// Answers one request of the API.
pub(crate) async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some((call, endpoint)) = routes::find(&parts) else {
        let outcome = Outcome::refused(&routes::no_route(&parts));
        record(&shared, &Call::unrouted(&parts), &outcome, false);
        return outcome.into_response();
    };
    let mut call = call;
    let read = call.read(&parts, body).await;
    let strike = shared.faults.strike(&call.method, call.route);
    let faulted = strike.is_some();
    if let Some(Strike {
        fault,
        after_effect: false,
    }) = &strike
        && let Some(outcome) = suffer(&shared, &call, fault).await
    {
        record(&shared, &call, &outcome, true);
        return outcome.into_response();
    }
    let mut outcome = match read {
        Ok(()) => carry_out(&shared, &call, &endpoint),
        Err(refusal) => Outcome::refused(&refusal),
    };
    if let Some(Strike {
        fault,
        after_effect: true,
    }) = &strike
        && let Some(instead) = suffer(&shared, &call, fault).await
    {
        outcome = instead;
    }
    record(&shared, &call, &outcome, faulted);
    outcome.into_response()
}

/// Who calls, authorisation, rate limits, then the route itself.
fn carry_out(shared: &Shared, call: &Call, endpoint: &Endpoint) -> Outcome {
    let now = (shared.options.now)();
    // discord.py does not, where it answers interactions.
    if endpoint.access == Access::Bot && !call.names_its_library() {
        return unnamed();
    }
    let token_fits = call
        .token
        .as_deref()
        .is_some_and(|token| shared.read(|world| world.application.accepts(token)));
    if endpoint.access == Access::Bot && !token_fits {
        return Outcome::refused(&Refusal::unauthorized());
    }
    let mut headers = Vec::new();
    if shared.options.rate_limits {
        let verdict = lock(&shared.limiter).admit(limited::counted(call, endpoint), now);
        match verdict {
            Verdict::Go(told) => headers = told,
            Verdict::Blocked => return limited::blocked(),
            Verdict::Wait { body, headers } => {
                return Outcome::Json {
                    status: 429,
                    body: Some(body),
                    headers,
                };
            }
        }
        let old_edit = shared.read(|world| limited::old_edit(world, call, now));
        if let Some(channel) = old_edit
            && let Some(wait) = lock(&shared.limiter).admit_old_edit(channel, now)
        {
            return limited::too_many_old_edits(wait, headers);
        }
        let renamed = shared.read(|world| limited::renamed_thread(world, call));
        if let Some(thread) = renamed
            && let Some(wait) = lock(&shared.limiter).admit_rename(thread, now)
        {
            return limited::too_many_renames(wait, headers);
        }
    }
    let result = call
        .check_shape()
        .and_then(|()| shared.change(|world| (endpoint.handler)(world, call)));
    match result {
        Ok(answer) => Outcome::Json {
            status: answer.status,
            body: answer.body,
            headers,
        },
        Err(refusal) => Outcome::Json {
            status: refusal.status,
            body: Some(refusal.body()),
            headers,
        },
    }
}

/// The edge's answer to a client that does not say what it is: a page, not JSON. Discord says that it *may* block them
/// (Reference, "User Agent"); here it always does.
fn unnamed() -> Outcome {
    let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
    Outcome::Raw(403, headers, "error code: 1010".to_owned())
}

/// What a fault does to a call; `None` lets it go on.
async fn suffer(shared: &Shared, call: &Call, fault: &Fault) -> Option<Outcome> {
    match fault {
        Fault::Status(status) => Some(Outcome::Json {
            status: *status,
            body: Some(plausible_body(*status)),
            headers: Vec::new(),
        }),
        Fault::Answer(status, body) => Some(Outcome::Json {
            status: *status,
            body: Some(body.clone()),
            headers: Vec::new(),
        }),
        Fault::Raw(status, headers, body) => Some(Outcome::Raw(*status, headers.clone(), body.clone())),
        Fault::RateLimited {
            retry_after,
            global,
            scope,
        } => {
            let mut body = json!({"message": "You are being rate limited.", "global": global});
            let mut headers = vec![("x-ratelimit-scope".to_owned(), (*scope).to_owned())];
            if *global {
                headers.push(("x-ratelimit-global".to_owned(), "true".to_owned()));
            }
            if !retry_after.is_null() {
                body["retry_after"] = retry_after.clone();
                let seconds = retry_after
                    .as_f64()
                    .map_or_else(|| retry_after.to_string(), |s| s.ceil().to_string());
                headers.push(("retry-after".to_owned(), seconds.trim_matches('"').to_owned()));
            }
            Some(Outcome::Json {
                status: 429,
                body: Some(body),
                headers,
            })
        }
        Fault::Hang => {
            record(shared, call, &Outcome::Cut, true);
            std::future::pending::<()>().await;
            None
        }
        Fault::Cut => Some(Outcome::Cut),
        Fault::Delay(delay) => {
            let until = (shared.options.now)() + *delay;
            while (shared.options.now)() < until {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            None
        }
    }
}

fn record(shared: &Shared, call: &Call, outcome: &Outcome, faulted: bool) {
    let status = outcome.status();
    if shared.options.rate_limits && !outcome.is_shared_limit() {
        lock(&shared.limiter).note_answer(status, (shared.options.now)());
    }
    let answer = match outcome {
        Outcome::Json { body: Some(body), .. } => body.clone(),
        Outcome::Raw(_, _, body) => json!(body),
        _ => Value::Null,
    };
    let headers: BTreeMap<String, String> = call.headers.clone();
    shared.record.add(Recorded {
        at: (shared.options.now)(),
        method: call.method.clone(),
        route: call.route.to_owned(),
        path: call.path.clone(),
        query: call.query.clone(),
        headers,
        body: call.recorded_body(),
        files: call.files.iter().map(|file| file.filename.clone()).collect(),
        status,
        answer,
        faulted,
    });
}
