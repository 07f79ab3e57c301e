//! Any form: url-encoded, multipart or JSON, flat or nested, alone or as a list of one, as websites, Zapier, Make and n8n send
//! it. Fields are known by their labels in several languages; what is not known goes to the need, with its label.

use axum::http::HeaderMap;
use serde_json::Value;

use super::native::Refused;
use super::signed::{Signature, SignedRequest, is_same};
use super::{Format, IdOf, Reading, body, pairs};

pub(crate) const FORMAT: Format = Format {
    code: "form",
    name: "Any form, Zapier, Make, n8n",
    signature: Some(shared_secret),
    read,
};

/// The header in which a sender may show the secret.
const SECRET: &str = "x-leadbell-secret";

pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Reading, Refused> {
    let sent = body::decode(headers, body)?;
    Ok(of(&sent))
}

pub(super) fn of(sent: &Value) -> Reading {
    let mut draft = pairs::draft(sent);
    let id = draft.external_id.take().map(IdOf::Lead);
    Reading::lead(draft, id, sent)
}

fn shared_secret(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    if !request.headers.contains_key(SECRET) {
        return Signature::Absent;
    }
    if request.header(SECRET).is_some_and(|given| is_same(given, secret)) {
        Signature::Right
    } else {
        Signature::Wrong("X-Leadbell-Secret is not the secret that /source add has shown")
    }
}
