//! Webflow's form webhook (developers.webflow.com/data/reference/webhooks/events/form-submission): `payload.data` has the
//! answers by their labels. Hooks made in the dashboard are not signed.

use axum::http::HeaderMap;
use serde_json::Value;

use super::native::Refused;
use super::signed::{Signature, SignedRequest, Written, is_signed};
use super::{Format, IdOf, Reading, body, pairs, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "webflow",
    name: "Webflow",
    signature: Some(signature),
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    if text_at(&sent, "/triggerType").as_deref() != Some("form_submission") {
        return Ok(Reading::Ignored("not a form_submission"));
    }
    let mut draft = pairs::draft(sent.pointer("/payload/data").unwrap_or(&Value::Null));
    draft.received_at = text_at(&sent, "/payload/submittedAt");
    let id = text_at(&sent, "/payload/id").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}

fn signature(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    const HEADER: &str = "x-webflow-signature";
    if !request.headers.contains_key(HEADER) {
        return Signature::Absent;
    }
    let (Some(given), Some(time)) = (request.header(HEADER), request.header("x-webflow-timestamp")) else {
        return Signature::Wrong("x-webflow-timestamp must come with x-webflow-signature, each once");
    };
    if !time.parse().is_ok_and(|sent| request.is_fresh(sent)) {
        return Signature::Wrong("x-webflow-timestamp is more than 5 minutes away from the time here");
    }
    if is_signed(
        given,
        Written::Hex,
        secret,
        &[time.as_bytes(), b":", request.body],
    ) {
        Signature::Right
    } else {
        Signature::Wrong(
            "x-webflow-signature does not fit; set the source's secret to the one that Webflow signs with",
        )
    }
}
