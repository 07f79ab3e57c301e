//! Google Ads lead form assets (developers.google.com/google-ads/webhook): `user_column_data[]` of `{column_id, column_name,
//! string_value}`, and in the body the key that was entered beside the address.

use axum::http::HeaderMap;
use serde_json::Value;

use super::draft::Draft;
use super::native::Refused;
use super::pairs::{self, Pair};
use super::signed::{Signature, SignedRequest, is_same};
use super::synonyms::Field;
use super::{Format, IdOf, Reading, body, read as read_json, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "google_ads",
    name: "Google Ads lead form",
    signature: Some(key),
    read,
};

/// Google's columns; the others are questions of the advertiser's own.
const COLUMNS: &[(&str, Field)] = &[
    ("FULL_NAME", Field::Name),
    ("FIRST_NAME", Field::FirstName),
    ("LAST_NAME", Field::LastName),
    ("EMAIL", Field::Email),
    ("WORK_EMAIL", Field::Email),
    ("PHONE_NUMBER", Field::Phone),
    ("WORK_PHONE", Field::Phone),
    ("COMPANY_NAME", Field::Company),
    ("JOB_TITLE", Field::Title),
    ("CITY", Field::City),
    ("COUNTRY", Field::Country),
];

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    let mut draft = Draft {
        campaign: text_at(&sent, "/campaign_id"),
        test: sent.get("is_test").and_then(Value::as_bool).unwrap_or_default(),
        ..Draft::default()
    };
    let columns = sent.get("user_column_data").and_then(Value::as_array);
    let mut questions = Vec::new();
    for column in columns.into_iter().flatten() {
        let (id, value) = (text_at(column, "/column_id"), text_at(column, "/string_value"));
        let Some(value) = value else { continue };
        let id = id.unwrap_or_default();
        let label = text_at(column, "/column_name");
        match COLUMNS.iter().find(|(known, _)| *known == id) {
            Some((_, field)) => draft.put(*field, label.as_deref().unwrap_or(&id), &value),
            None => questions.push(Pair {
                // An advertiser's own question comes as `when_do_you_plan_to_start` where it has no name.
                label: label.or_else(|| Some(id.replace('_', " "))),
                key: id,
                value,
            }),
        }
    }
    pairs::fill(&mut draft, questions);
    let id = text_at(&sent, "/lead_id").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &without_key(sent)))
}

/// The key tells nothing about the lead, and must not be hashed with it.
fn without_key(mut sent: Value) -> Value {
    if let Some(object) = sent.as_object_mut() {
        object.remove("google_key");
    }
    sent
}

fn key(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    let sent = read_json(request.body).ok();
    let given = sent
        .as_ref()
        .and_then(|sent| sent.get("google_key"))
        .and_then(Value::as_str);
    if given.is_some_and(|given| is_same(given, secret)) {
        Signature::Right
    } else {
        Signature::Wrong(
            "google_key is not the key that /source add has shown; enter it as \"Key\" beside the webhook URL",
        )
    }
}
