//! The headers of a Standard Webhooks signature: `webhook-id`, `webhook-timestamp`, `webhook-signature`. They do not say who
//! sends, so the address does: `/v1/leads?source=3`.

use axum::http::{HeaderMap, HeaderName, StatusCode};
use chrono::{DateTime, Utc};

use super::IntakeState;
use super::headers::single_header;
use super::problem::Problem;

use crate::domain::ids::SourceId;
use crate::flows::signing::{Signed, find_by_signature};
use crate::store::sources::Source;

pub(super) const ID: HeaderName = HeaderName::from_static("webhook-id");
pub(super) const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
pub(super) const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

/// How far the sender's clock may be from ours. Later, the delivery's key still knows it for a day.
const TOLERANCE_S: i64 = 5 * 60;

/// What a request's head claims, to be checked with its body.
pub(super) struct Claim {
    source: SourceId,
    id: String,
    timestamp: String,
    signatures: String,
}

impl Claim {
    /// Reads the headers and the address, and looks at the time.
    pub(super) fn read(
        headers: &HeaderMap,
        query: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Self, Problem> {
        let text = |name: &HeaderName| {
            let value = single_header(headers, name).map_err(|problem| refused(problem.reason()))?;
            let value = value.and_then(|value| value.to_str().ok()).map(str::trim);
            value
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
                .ok_or_else(|| refused(format!("the header {name} is missing or empty")))
        };
        let (id, timestamp, signatures) = (text(&ID)?, text(&TIMESTAMP)?, text(&SIGNATURE)?);
        let source = source(query).ok_or_else(|| {
            refused("the address does not say which source signs; send to the one that /source add has shown")
        })?;
        let sent = seconds(&timestamp).ok_or_else(|| refused("webhook-timestamp must be unix seconds"))?;
        if (now.timestamp() - sent).abs() > TOLERANCE_S {
            return Err(refused(
                "webhook-timestamp is more than 5 minutes away from the time here; see to the clock and sign anew",
            ));
        }
        Ok(Self {
            source,
            id,
            timestamp,
            signatures,
        })
    }

    /// The source that has signed.
    pub(super) async fn check(&self, state: &IntakeState, body: &[u8]) -> Result<Source, Problem> {
        let signed = Signed {
            id: &self.id,
            timestamp: &self.timestamp,
            body,
            signatures: &self.signatures,
        };
        let found = find_by_signature(&state.store, self.source, &signed, state.clock.now()).await;
        let found = found.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a signature cannot be checked");
            Problem::busy()
        })?;
        let found = found.ok_or_else(|| {
            state.count_refused_key();
            refused("no v1 signature fits; sign \"id.timestamp.body\" with the whsec_ secret that /source add has shown")
        })?;
        check_is_on(state, found)
    }
}

/// A source that is off is told so: another key would not help.
pub(super) fn check_is_on(state: &IntakeState, source: Source) -> Result<Source, Problem> {
    if source.disabled_at.is_none() {
        return Ok(source);
    }
    state.count_refused_key();
    let detail =
        "this source is switched off; a manager switches it on again with /source enable, and the key stays";
    Err(Problem::new(StatusCode::UNAUTHORIZED, detail))
}

/// The number of the source in `?source=3`; none where it stands there twice.
fn source(query: Option<&str>) -> Option<SourceId> {
    let mut found = query?.split('&').filter_map(|part| part.strip_prefix("source="));
    match (found.next(), found.next()) {
        (Some(number), None) => number.parse().ok().map(SourceId),
        _ => None,
    }
}

/// Unix seconds of a moment that a calendar has.
fn seconds(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| is_plain)?;
    DateTime::from_timestamp(seconds, 0).map(|at| at.timestamp())
}

fn refused(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, detail)
}
