//! What goes back over the wire: an answer, a refusal, or what a fault makes of them.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use serde_json::Value;

use crate::refusal::Refusal;

/// Marks an answer that must not be sent: the connection is cut instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutConnection;

/// An answer before it is sent.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The API's own; no body for 204.
    Json {
        status: u16,
        body: Option<Value>,
        headers: Vec<(String, String)>,
    },
    /// Anything else: the edge's pages, and faults.
    Raw(u16, Vec<(String, String)>, String),
    /// No answer: the connection is cut.
    Cut,
}

impl Outcome {
    pub fn refused(refusal: &Refusal) -> Self {
        Self::Json {
            status: refusal.status,
            body: Some(refusal.body()),
            headers: Vec::new(),
        }
    }

    /// The status; 0 for none.
    pub fn status(&self) -> u16 {
        match self {
            Self::Json { status, .. } | Self::Raw(status, ..) => *status,
            Self::Cut => 0,
        }
    }

    /// "429 errors returned with X-RateLimit-Scope: shared are not counted against you" (rate-limits.mdx).
    pub fn is_shared_limit(&self) -> bool {
        let (Self::Json { headers, .. } | Self::Raw(_, headers, _)) = self else {
            return false;
        };
        headers
            .iter()
            .any(|(name, value)| name == "x-ratelimit-scope" && value == "shared")
    }

    pub fn into_response(self) -> Response {
        let (status, headers, body) = match self {
            Self::Cut => {
                let mut response = Response::new(Body::empty());
                response.extensions_mut().insert(CutConnection);
                return response;
            }
            Self::Raw(status, headers, body) => (status, headers, body),
            Self::Json {
                status,
                body,
                mut headers,
            } => {
                // The API answers through a proxy and says so; clients take a 429 without this for the edge's block.
                headers.push(("via".to_owned(), "1.1 google".to_owned()));
                if body.is_some() {
                    headers.push(("content-type".to_owned(), "application/json".to_owned()));
                }
                (
                    status,
                    headers,
                    body.map(|body| body.to_string()).unwrap_or_default(),
                )
            }
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
