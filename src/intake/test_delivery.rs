//! A test lead that a manager sends through a source: the way of every other lead, from the body of a request on. Only
//! the key is not asked for, since nobody keeps it.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};

use super::IntakeState;
use super::leads::take_in;
use crate::flows::deliver::Answer;
use crate::flows::source::{Test, TestDelivery};

impl IntakeState {
    /// The way of a test lead.
    #[must_use]
    pub fn test_delivery(&self) -> TestDelivery {
        let state = self.clone();
        Arc::new(move |source, Test { body, key }| {
            let state = state.clone();
            Box::pin(async move {
                let mut headers = HeaderMap::new();
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                let key = HeaderValue::from_str(&key).map_err(anyhow::Error::from)?;
                headers.insert("idempotency-key", key);
                let response = match take_in(&state, &headers, source, body).await {
                    Ok(response) => response,
                    Err(problem) => axum::response::IntoResponse::into_response(problem),
                };
                let status = response.status().as_u16();
                let body = axum::body::to_bytes(response.into_body(), super::request::LARGEST).await;
                let body = String::from_utf8_lossy(&body.map_err(anyhow::Error::from)?).into_owned();
                Ok(Answer {
                    status,
                    body,
                    replayed: false,
                })
            })
        })
    }
}
