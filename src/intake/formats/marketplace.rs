//! Microsoft's commercial marketplace, lead destination "HTTPS endpoint"
//! (learn.microsoft.com/partner-center/marketplace-offers/commercial-marketplace-lead-management-instructions-https).
//! Every value is an optional text, and keys come in either case.

use axum::http::HeaderMap;
use serde_json::{Map, Value};

use super::draft::Draft;
use super::native::Refused;
use super::synonyms::Field;
use super::{Format, Reading, body};

pub(crate) const FORMAT: Format = Format {
    code: "marketplace",
    name: "Microsoft commercial marketplace",
    signature: None,
    read,
};

const DETAILS: &[(&str, Field)] = &[
    ("company", Field::Company),
    ("firstname", Field::FirstName),
    ("lastname", Field::LastName),
    ("email", Field::Email),
    ("phone", Field::Phone),
    ("country", Field::Country),
    ("title", Field::Title),
];

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, body)?;
    let mut draft = Draft {
        kind: Some("customer_inquiry"),
        ..Draft::default()
    };
    let details = field(&sent, "userdetails")
        .cloned()
        .unwrap_or(Value::Object(Map::new()));
    for (name, place) in DETAILS {
        draft.put(*place, name, text(&details, name));
    }
    draft.need(text(&sent, "description"));
    draft
        .solutions
        .extend(Some(text(&sent, "offertitle").trim().to_owned()).filter(|title| !title.is_empty()));
    // "Source-Action|publisher.offer": which of the team's offers it was.
    let source = text(&sent, "leadsource");
    let action = match text(&sent, "actioncode").trim() {
        "" => source
            .split('|')
            .next()
            .and_then(|origin| origin.rsplit_once('-'))
            .map_or("", |(_, action)| action),
        action => action,
    };
    draft.told("Lead source", source);
    match action.to_ascii_uppercase().as_str() {
        "PLT" => draft.hot = true,
        "INS" | "CREATE" | "STARTTESTDRIVE" => draft.informational = true,
        "DNC" => draft.do_not_contact = true,
        _ => {}
    }
    draft.told("Action", what_was_done(action));
    if [text(&sent, "offertitle"), text(&sent, "description")]
        .iter()
        .any(|text| text.starts_with("MSFT_TEST"))
    {
        draft.test = true;
    }
    Ok(Reading::lead(draft, None, &sent))
}

/// What a code means, as a person would say it.
fn what_was_done(action: &str) -> &str {
    match action.to_ascii_uppercase().as_str() {
        "PLT" => "asked to be contacted",
        "INS" => "installed",
        "CREATE" => "started a free trial",
        "STARTTESTDRIVE" => "started a test drive",
        "DNC" => "do not contact",
        _ => action,
    }
}

/// A field by its name in lower case.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let mut fields = value.as_object()?.iter();
    fields
        .find(|(key, _)| key.to_lowercase() == name)
        .map(|(_, value)| value)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    field(value, name).and_then(Value::as_str).unwrap_or_default()
}
