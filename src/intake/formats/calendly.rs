//! Calendly's webhook (developer.calendly.com, "Webhook payload"): somebody has booked a call, so the lead is hot.

use axum::http::HeaderMap;
use serde_json::Value;

use super::draft::{Draft, Slot};
use super::native::Refused;
use super::signed::{Signature, SignedRequest, Written, is_signed};
use super::{Format, IdOf, Reading, body, pairs, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "calendly",
    name: "Calendly",
    signature: Some(signature),
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    if text_at(&sent, "/event").as_deref() != Some("invitee.created") {
        return Ok(Reading::Ignored("not an invitee.created"));
    }
    let payload = sent.get("payload").unwrap_or(&Value::Null);
    let mut draft = Draft {
        hot: true,
        received_at: text_at(&sent, "/created_at"),
        campaign: text_at(payload, "/tracking/utm_campaign"),
        ..Draft::default()
    };
    let text = |pointer: &str| text_at(payload, pointer).unwrap_or_default();
    draft.set(Slot::Name, "Name", &text("/name"));
    draft.set(Slot::Email, "E-mail", &text("/email"));
    draft.set(Slot::Phone, "Phone", &text("/text_reminder_number"));
    pairs::fill(
        &mut draft,
        pairs::of(payload.get("questions_and_answers").unwrap_or(&Value::Null)),
    );
    draft.told(
        "Booked",
        &booked(
            &text("/scheduled_event/name"),
            &text("/scheduled_event/start_time"),
        ),
    );
    let id = text_at(payload, "/uri").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}

/// "30 minutes, 2026-11-25T08:00Z"
pub(super) fn booked(what: &str, start: &str) -> String {
    let start = match super::native::time(start) {
        Some(start) => start.format("%Y-%m-%d %H:%M UTC").to_string(),
        None => start.to_owned(),
    };
    let parts = [what.trim(), start.trim()];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// `t=1700000000,v1=<hex of "t.body">`
fn signature(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    const HEADER: &str = "calendly-webhook-signature";
    if !request.headers.contains_key(HEADER) {
        return Signature::Absent;
    }
    let part = |name: &str| {
        let parts = request.header(HEADER)?.split(',');
        parts
            .filter_map(|part| part.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let (Some(time), Some(given)) = (part("t"), part("v1")) else {
        return Signature::Wrong("Calendly-Webhook-Signature must be t=…,v1=…");
    };
    let sent = time
        .parse::<i64>()
        .ok()
        .and_then(|seconds| seconds.checked_mul(1000));
    if !sent.is_some_and(|sent| request.is_fresh(sent)) {
        return Signature::Wrong(
            "the time in Calendly-Webhook-Signature is more than 5 minutes away from the time here",
        );
    }
    if is_signed(
        given,
        Written::Hex,
        secret,
        &[time.as_bytes(), b".", request.body],
    ) {
        Signature::Right
    } else {
        Signature::Wrong(
            "Calendly-Webhook-Signature does not fit; use the source's secret as the subscription's signing key",
        )
    }
}
