//! What is checked of a request before its body is understood: who sends, how much, how fast, and as what.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use mime::Mime;

use super::IntakeState;
use super::headers::single_header;
use super::problem::Problem;
use super::signature;
use crate::flows::source;
use crate::store::sources::Source;

/// Largest body in bytes.
pub(super) const LARGEST: usize = 256 * 1024;
/// How long a body may take to arrive. Real time.
const ARRIVE: Duration = Duration::from_secs(10);
/// Longest key of a delivery.
const LONGEST_KEY: usize = 255;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// How a request shows who sends it.
pub(super) enum Sender {
    /// With a key, so that it is known before the body is read.
    Known(Source),
    /// With a signature of the body, which has to be read first.
    Signs(signature::Claim),
}

/// Who sends a request, as far as its head tells.
pub(super) async fn authenticate(
    state: &IntakeState,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Result<Sender, Problem> {
    if headers.contains_key(header::AUTHORIZATION) || !headers.contains_key(signature::SIGNATURE) {
        return by_key(state, headers).await.map(Sender::Known);
    }
    let claim = signature::Claim::read(headers, query, state.clock.now());
    claim
        .map(Sender::Signs)
        .inspect_err(|_| state.count_refused_key())
}

/// The source whose key a request carries.
async fn by_key(state: &IntakeState, headers: &HeaderMap) -> Result<Source, Problem> {
    let key = single_header(headers, &header::AUTHORIZATION).ok().flatten();
    let key = key.and_then(|value| value.to_str().ok()).and_then(bearer);
    let detail =
        "send the key that /source add has shown, as Authorization: Bearer lbk_…, or sign with its secret";
    let source = known_by_key(state, key, detail).await?;
    if source.format != source::NATIVE {
        state.count_refused_key();
        let detail = format!("this key is for /hooks/{}/…, not for /v1/leads", source.format);
        return Err(Problem::new(StatusCode::UNAUTHORIZED, detail));
    }
    Ok(source)
}

/// The source of a key, where it is one and the source is on; `detail` says what to do about a wrong one.
pub(super) async fn known_by_key(
    state: &IntakeState,
    key: Option<&str>,
    detail: &'static str,
) -> Result<Source, Problem> {
    let found = match key {
        Some(key) => {
            let found = source::find_by_key(&state.store, key, state.clock.now()).await;
            found.map_err(|error| {
                tracing::error!(error = format!("{error:#}"), "a key cannot be checked");
                Problem::busy()
            })?
        }
        None => None,
    };
    let found = found.ok_or_else(|| {
        state.count_refused_key();
        let challenge = HeaderValue::from_static("Bearer realm=\"leadbell\"");
        Problem::new(StatusCode::UNAUTHORIZED, detail).with_header(header::WWW_AUTHENTICATE, challenge)
    })?;
    signature::check_is_on(state, found)
}

/// The scheme's name is read without case (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// What a sender calls its delivery, if it does. Of a signed one only what was signed counts: with another
/// `Idempotency-Key` anybody who has seen it could send it again.
pub(super) fn delivery_key(headers: &HeaderMap, is_signed: bool) -> Result<Option<String>, Problem> {
    let unsigned = (!is_signed).then_some((IDEMPOTENCY_KEY, "key"));
    for (name, prefix) in unsigned.into_iter().chain([(signature::ID, "webhook")]) {
        let Some(value) = single_header(headers, &name)? else {
            continue;
        };
        let key = value.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > LONGEST_KEY {
            let detail = format!("{name} must be 1 to {LONGEST_KEY} visible ASCII characters");
            return Err(Problem::new(StatusCode::BAD_REQUEST, detail));
        }
        return Ok(Some(format!("{prefix}:{key}")));
    }
    Ok(None)
}

/// Checks that a body is not packed.
pub(super) fn check_packing(headers: &HeaderMap) -> Result<(), Problem> {
    let packed = single_header(headers, &header::CONTENT_ENCODING)?
        .is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if packed {
        let detail = "send the body as it is, without Content-Encoding";
        let identity = HeaderValue::from_static("identity");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
            .with_header(header::ACCEPT_ENCODING, identity));
    }
    Ok(())
}

/// Checks that a body says it is JSON, and nothing packed.
pub(super) fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    check_packing(headers)?;
    let content_type = single_header(headers, &header::CONTENT_TYPE)?.and_then(|value| value.to_str().ok());
    if content_type.is_some_and(is_json) {
        return Ok(());
    }
    let detail = "send JSON, with Content-Type: application/json";
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

fn is_json(content_type: &str) -> bool {
    let Ok(media) = content_type.parse::<Mime>() else {
        return false;
    };
    let is_json = media.type_() == mime::APPLICATION
        && (media.subtype() == mime::JSON || media.suffix() == Some(mime::JSON));
    is_json
        && media
            .get_param(mime::CHARSET)
            .is_none_or(|charset| charset == mime::UTF_8 || charset == "utf8" || charset == "us-ascii")
}

/// Why a body did not arrive.
pub(super) enum Lost {
    TooLarge,
    Other(Problem),
}

/// Reads a body, as far as it is allowed to go.
pub(super) async fn read_body(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Lost> {
    let told = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|bytes| bytes > LARGEST as u64) {
        return Err(Lost::TooLarge);
    }
    let read = async {
        axum::body::to_bytes(body, LARGEST).await.map_err(|error| {
            match error.into_inner().is::<http_body_util::LengthLimitError>() {
                true => Lost::TooLarge,
                false => Lost::Other(Problem::new(StatusCode::BAD_REQUEST, "the body broke off")),
            }
        })
    };
    let slow = |_| {
        Lost::Other(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "the body took too long to arrive",
        ))
    };
    let bytes = tokio::time::timeout(ARRIVE, read).await.map_err(slow)??;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_type_whatever_its_case_and_parameters() {
        for kind in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"; v=1",
            "application/vnd.api+json",
        ] {
            assert!(is_json(kind), "{kind}");
        }
        for kind in [
            "",
            "text/plain",
            "application/jsonp",
            "application/x-www-form-urlencoded",
            "application/json; charset=latin1",
        ] {
            assert!(!is_json(kind), "{kind}");
        }
    }

    #[test]
    fn a_bearer_key_is_read_whatever_the_case_of_its_scheme() {
        assert_eq!(bearer("Bearer lbk_1_x"), Some("lbk_1_x"));
        assert_eq!(bearer("bearer  lbk_1_x "), Some("lbk_1_x"));
        assert_eq!(bearer("Basic lbk_1_x"), None);
        assert_eq!(bearer("lbk_1_x"), None);
    }
}
