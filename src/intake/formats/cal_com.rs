//! Cal.com's webhook (cal.com/docs, "Webhooks"): a booking or a routing form. Who books a call is hot.

use axum::http::HeaderMap;
use serde_json::Value;

use super::calendly::booked;
use super::draft::{Draft, Slot};
use super::native::Refused;
use super::pairs::{self, Pair};
use super::signed::{self, Written};
use super::{Format, IdOf, Reading, body, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "cal_com",
    name: "Cal.com",
    signature: Some(|request, secret| {
        let wrong =
            "X-Cal-Signature-256 does not fit; enter the secret of /source add as the webhook's secret";
        signed::of_body(request, secret, "x-cal-signature-256", "", Written::Hex, wrong)
    }),
    read,
};

/// Answers that are about the call, not about the customer.
const OF_THE_CALL: &[&str] = &["location", "guests", "rescheduleReason", "title"];

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    let trigger = text_at(&sent, "/triggerEvent").unwrap_or_default();
    if !matches!(
        trigger.as_str(),
        "BOOKING_CREATED" | "BOOKING_REQUESTED" | "FORM_SUBMITTED"
    ) {
        return Ok(Reading::Ignored("neither a booking nor a form"));
    }
    let payload = sent.get("payload").unwrap_or(&Value::Null);
    let mut draft = Draft {
        hot: true,
        received_at: text_at(&sent, "/createdAt"),
        ..Draft::default()
    };
    if let Some(responses) = payload.get("responses").and_then(Value::as_object) {
        let asked = responses
            .iter()
            .filter(|(key, _)| !OF_THE_CALL.contains(&key.as_str()));
        let answers: Vec<Pair> = asked.flat_map(|(key, response)| answers(key, response)).collect();
        pairs::fill(&mut draft, answers);
    }
    let text = |pointer: &str| text_at(payload, pointer).unwrap_or_default();
    draft.set(Slot::Name, "Attendee", &text("/attendees/0/name"));
    draft.set(Slot::Email, "Attendee", &text("/attendees/0/email"));
    draft.set(Slot::Language, "Language", &text("/attendees/0/language/locale"));
    draft.need(&text("/additionalNotes"));
    draft.told("Booked", &booked(&text("/type"), &text("/startTime")));
    let id = text_at(payload, "/uid").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}

fn answers(key: &str, response: &Value) -> Vec<Pair> {
    let mut answers = pairs::of(response);
    for answer in &mut answers {
        // Its labels of fields of its own are ids of texts ("your_name"), and its keys tell as much.
        answer.key = key.to_owned();
    }
    answers
}
