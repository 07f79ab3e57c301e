//! Tally's webhook (tally.so/help/webhooks): `data.fields[]` of `{key, label, type, value}`; a choice comes as the id of an
//! option.

use axum::http::HeaderMap;
use serde_json::Value;

use super::native::Refused;
use super::signed::{self, Written};
use super::{Format, IdOf, Reading, body, pairs, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "tally",
    name: "Tally",
    signature: Some(|request, secret| {
        let wrong =
            "Tally-Signature does not fit; enter the secret of /source add as the webhook's signing secret";
        signed::of_body(request, secret, "tally-signature", "", Written::Base64, wrong)
    }),
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    if text_at(&sent, "/eventType").as_deref() != Some("FORM_RESPONSE") {
        return Ok(Reading::Ignored("not a FORM_RESPONSE"));
    }
    let mut draft = pairs::draft(sent.pointer("/data/fields").unwrap_or(&Value::Null));
    draft.received_at = text_at(&sent, "/data/createdAt").or_else(|| text_at(&sent, "/createdAt"));
    let id = text_at(&sent, "/data/responseId").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}
