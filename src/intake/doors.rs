//! The doors from within: a manager's test lead, and a rejected delivery that is played again, take the way of every other
//! one from the body of a request on. Only key and signature are not asked for, since nobody has them any more.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use futures_util::future::BoxFuture;

use super::IntakeState;
use super::formats::{self, Format, Reading, native};
use super::hooks::take_in;
use super::leads::{Request, problem_of, within};
use crate::flows::FlowResult;
use crate::flows::deliver::Answer;
use crate::flows::doors::{Doors, FormatName, Sent};
use crate::flows::receive::Incoming;
use crate::store::sources::Source;

static NAMES: LazyLock<Vec<FormatName>> = LazyLock::new(|| {
    let names = formats::ALL.iter().map(|format| FormatName {
        code: format.code,
        name: format.name,
        signs: format.signature.is_some(),
    });
    names.collect()
});

impl Doors for IntakeState {
    fn formats(&self) -> &[FormatName] {
        &NAMES
    }

    fn deliver(&self, source: Source, sent: Sent) -> BoxFuture<'static, FlowResult<Answer>> {
        let state = self.clone();
        Box::pin(async move {
            let headers = headers(&sent);
            let own: &Format = formats::find(&source.format).unwrap_or(&native::FORMAT);
            let format = if sent.is_native { &native::FORMAT } else { own };
            let request = Request {
                state: &state,
                headers: &headers,
                source,
                is_signed: false,
            };
            let taken = within(take_in(request, format, sent.body)).await;
            let response = taken.unwrap_or_else(IntoResponse::into_response);
            let status = response.status().as_u16();
            let body = axum::body::to_bytes(response.into_body(), super::request::LARGEST).await;
            let body = String::from_utf8_lossy(&body.map_err(anyhow::Error::from)?).into_owned();
            Ok(Answer {
                status,
                body,
                replayed: false,
            })
        })
    }

    fn check(&self, source: &Source, sent: &Sent) -> Result<(), String> {
        let own = formats::find(&source.format).unwrap_or(&native::FORMAT);
        match (own.read)(&headers(sent), &sent.body) {
            Ok(Reading::Lead(one)) => one.lead.map(|_| ()).map_err(|faults| formats::reason(&faults)),
            Ok(Reading::Leads(body)) => {
                let (read, faulty): (Vec<_>, Vec<_>) = body
                    .items
                    .into_iter()
                    .map(|item| item.lead)
                    .partition(Result::is_ok);
                let faults: Vec<_> = faulty.into_iter().filter_map(Result::err).flatten().collect();
                if read.is_empty() {
                    Err(formats::reason(&faults))
                } else {
                    Ok(())
                }
            }
            Ok(Reading::Ignored(why)) => Err(why.to_owned()),
            Err(refused) => Err(problem_of(refused).reason()),
        }
    }

    fn answers(&self, sent: &Sent) -> Vec<(String, String)> {
        formats::answers(&headers(sent), &sent.body)
    }

    fn understand(&self, sent: &Sent) -> Option<Incoming> {
        formats::best_effort(&headers(sent), &sent.body)
    }
}

/// The head of the request that it was, or would be.
fn headers(sent: &Sent) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let content_type = sent.content_type.as_deref().map(HeaderValue::from_str);
    if let Some(Ok(content_type)) = content_type {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(Ok(key)) = sent.key.as_deref().map(HeaderValue::from_str) {
        headers.insert("idempotency-key", key);
    }
    headers
}
