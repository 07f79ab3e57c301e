//! How products sign what they send: HMAC-SHA256 of the raw body, or of a text with the body in it, written in base64 or hex.
//! Compared in constant time; where the product tells when it signed, no more than five minutes away.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use subtle::ConstantTimeEq as _;

use crate::flows::signing::{Signed, hmac_sha256};

/// How far the time of a signature may be from ours.
const TOLERANCE_MS: i64 = 5 * 60 * 1000;

/// A request with all that a signature may cover.
#[derive(Clone, Copy)]
pub(crate) struct SignedRequest<'a> {
    /// The addresses that the sender may have signed: as it was told, and as the request names it.
    pub(crate) urls: &'a [String],
    pub(crate) headers: &'a HeaderMap,
    /// As it was sent.
    pub(crate) body: &'a [u8],
    pub(crate) now: DateTime<Utc>,
}

/// What a signature shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signature {
    /// The request has none.
    Absent,
    /// It was made with the secret.
    Right,
    /// It was not; what to look at.
    Wrong(&'static str),
}

/// Checks a request's signature with the source's secret.
pub(crate) type Check = fn(&SignedRequest<'_>, &[u8]) -> Signature;

/// How the digest is written.
#[derive(Clone, Copy)]
pub(super) enum Written {
    Base64,
    Hex,
}

impl SignedRequest<'_> {
    /// A header's text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        // One that stands there twice could be read in two ways: neither is believed.
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok().map(str::trim),
            _ => None,
        }
    }

    /// Whether a time in unix milliseconds is near enough.
    pub(super) fn is_fresh(&self, sent_ms: i64) -> bool {
        self.now.timestamp_millis().abs_diff(sent_ms) <= TOLERANCE_MS.unsigned_abs()
    }
}

/// Whether `given` is the HMAC of the parts.
pub(super) fn is_signed(given: &str, written: Written, secret: &[u8], parts: &[&[u8]]) -> bool {
    let decoded = match written {
        Written::Base64 => STANDARD.decode(given.trim()).ok(),
        Written::Hex => from_hex(given.trim()),
    };
    let expected = hmac_sha256(secret, parts);
    decoded.is_some_and(|given| bool::from(given.as_slice().ct_eq(expected.as_slice())))
}

/// Whether two secrets are one.
pub(super) fn is_same(given: &str, secret: &[u8]) -> bool {
    bool::from(given.as_bytes().ct_eq(secret))
}

/// A signature of the body alone, in one header.
pub(super) fn of_body(
    request: &SignedRequest<'_>,
    secret: &[u8],
    header: &str,
    prefix: &str,
    written: Written,
    wrong: &'static str,
) -> Signature {
    if !request.headers.contains_key(header) {
        return Signature::Absent;
    }
    let given = request
        .header(header)
        .and_then(|given| given.strip_prefix(prefix));
    if given.is_some_and(|given| is_signed(given, written, secret, &[request.body])) {
        Signature::Right
    } else {
        Signature::Wrong(wrong)
    }
}

/// Standard Webhooks, for our own format: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
pub(super) fn standard_webhooks(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    if !request.headers.contains_key("webhook-signature") {
        return Signature::Absent;
    }
    let header = |name| request.header(name).filter(|text| !text.is_empty());
    let (Some(id), Some(timestamp), Some(signatures)) = (
        header("webhook-id"),
        header("webhook-timestamp"),
        header("webhook-signature"),
    ) else {
        return Signature::Wrong(
            "webhook-id, webhook-timestamp and webhook-signature must each stand there once",
        );
    };
    let sent = timestamp
        .parse::<i64>()
        .ok()
        .and_then(|seconds| seconds.checked_mul(1000));
    if !sent.is_some_and(|sent| request.is_fresh(sent)) {
        return Signature::Wrong("webhook-timestamp is more than 5 minutes away from the time here");
    }
    let signed = Signed {
        id,
        timestamp,
        body: request.body,
        signatures,
    };
    if signed.is_by(secret) {
        Signature::Right
    } else {
        Signature::Wrong(
            "no v1 signature fits; sign \"id.timestamp.body\" with the whsec_ secret of /source add",
        )
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
