//! What went wrong, as RFC 9457 says it: `application/problem+json`. Repeats nothing of what was sent.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use super::formats::{Fault, reason};

/// An answer that is no success.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    #[serde(skip)]
    headers: Vec<(HeaderName, HeaderValue)>,
    title: &'static str,
    #[serde(rename = "status")]
    code: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    results: Vec<Value>,
}

impl Problem {
    /// A problem of that status; `detail` is for people and says what to do.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            title: status.canonical_reason().unwrap_or("Error"),
            code: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            results: Vec::new(),
        }
    }

    /// Names every fault.
    #[must_use]
    pub(crate) fn with_errors(mut self, errors: Vec<Fault>) -> Self {
        self.errors = errors;
        self
    }

    /// Says what became of each lead of a batch.
    #[must_use]
    pub(crate) fn with_results(mut self, results: Vec<Value>) -> Self {
        self.results = results;
        self
    }

    /// Adds a header.
    #[must_use]
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Says when to come again, in seconds.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        self.with_header(header::RETRY_AFTER, seconds.into())
    }

    /// Nothing was taken in; the sender should try again.
    #[must_use]
    pub fn busy() -> Self {
        let detail = "nothing was kept: the database cannot take it just now; send it again";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail).retry_after(5)
    }

    /// The database takes too long: what came is not on disk yet, and may be later.
    #[must_use]
    pub fn slow() -> Self {
        let detail = "not kept yet: the database takes too long; send it again, which makes no second lead";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail).retry_after(5)
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// In one line, as the reason that is kept with a rejected delivery.
    #[must_use]
    pub fn reason(&self) -> String {
        if self.errors.is_empty() {
            self.detail.clone()
        } else {
            reason(&self.errors)
        }
    }

    #[must_use]
    pub fn body(&self) -> String {
        // Texts and numbers alone cannot fail to become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = self.body();
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body,
        )
            .into_response();
        response.headers_mut().extend(self.headers);
        response
    }
}
