//! What the bot asked and what it was answered: the sandbox's memory of every request.

use std::{collections::BTreeMap, sync::Mutex};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::sync::lock;

/// One request and its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    /// When it arrived, by the injected clock.
    pub at: DateTime<Utc>,
    /// `POST`.
    pub method: String,
    /// The template, `/channels/{channel_id}/messages`; empty if no route fits.
    pub route: String,
    /// The path as asked, without the API prefix.
    pub path: String,
    /// The query as asked.
    pub query: String,
    /// Headers that matter, in lower case; the token is left out.
    pub headers: BTreeMap<String, String>,
    /// The JSON body, or the `payload_json` of a multipart one.
    pub body: Value,
    /// Names of uploaded files.
    pub files: Vec<String>,
    /// The status; 0 if there was no answer (cut or hanging connection).
    pub status: u16,
    /// The JSON answer, `null` if it had none.
    pub answer: Value,
    /// Whether an injected fault took part.
    pub faulted: bool,
}

/// All requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Record(Mutex<Vec<Recorded>>);

impl Record {
    pub fn add(&self, recorded: Recorded) {
        tracing::debug!(
            method = recorded.method,
            path = recorded.path,
            status = recorded.status,
            faulted = recorded.faulted,
            "request"
        );
        lock(&self.0).push(recorded);
    }

    pub fn all(&self) -> Vec<Recorded> {
        lock(&self.0).clone()
    }

    pub fn counts(&self) -> BTreeMap<u16, usize> {
        let mut counts = BTreeMap::new();
        for recorded in lock(&self.0).iter() {
            *counts.entry(recorded.status).or_default() += 1;
        }
        counts
    }
}
