//! Typeform's webhook (typeform.com/developers/webhooks): `form_response.answers[]` of `{type, <type>: value, field: {ref}}`,
//! with the questions in `definition.fields`.

use axum::http::HeaderMap;
use serde_json::Value;

use super::draft::Slot;
use super::native::Refused;
use super::pairs::{self, Pair};
use super::signed::{self, Written};
use super::{Format, IdOf, Reading, body, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "typeform",
    name: "Typeform",
    signature: Some(|request, secret| {
        let wrong =
            "Typeform-Signature does not fit; enter the secret of /source add in the webhook's settings";
        signed::of_body(
            request,
            secret,
            "typeform-signature",
            "sha256=",
            Written::Base64,
            wrong,
        )
    }),
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    let Some(response) = sent.get("form_response") else {
        return Ok(Reading::Ignored("not a form_response"));
    };
    let titles = response.pointer("/definition/fields").and_then(Value::as_array);
    let title_of = |id: &str| {
        let field = titles?
            .iter()
            .find(|field| field.get("id").and_then(Value::as_str) == Some(id))?;
        text_at(field, "/title")
    };
    let mut draft = pairs::draft(response.get("hidden").unwrap_or(&Value::Null));
    draft.received_at = text_at(response, "/submitted_at");
    let mut others = Vec::new();
    for answer in response
        .get("answers")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let kind = text_at(answer, "/type").unwrap_or_default();
        let id = text_at(answer, "/field/id").unwrap_or_default();
        let title = title_of(&id);
        let reference = text_at(answer, "/field/ref").unwrap_or(id);
        let Some(value) = said(answer.get(&kind).unwrap_or(&Value::Null)) else {
            continue;
        };
        let label = title.clone().unwrap_or_else(|| reference.clone());
        match kind.as_str() {
            "email" => draft.set(Slot::Email, &label, &value),
            "phone_number" => draft.set(Slot::Phone, &label, &value),
            // The maker of the form chose the ref: one that names a field of ours says more than the question does.
            _ => match super::synonyms::field_of(&reference) {
                Some(field) => draft.put(field, &label, &value),
                None => others.push(Pair {
                    key: reference,
                    label: title,
                    value,
                }),
            },
        }
    }
    pairs::fill(&mut draft, others);
    let id = text_at(response, "/token").map(IdOf::Lead);
    Ok(Reading::lead(draft, id, &sent))
}

/// An answer as a text: a choice has its label, several have theirs.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::Object(choice) => choice
            .get("label")
            .or_else(|| choice.get("other"))
            .and_then(said)
            .or_else(|| {
                let labels: Vec<String> = choice
                    .get("labels")?
                    .as_array()?
                    .iter()
                    .filter_map(said)
                    .collect();
                Some(labels.join(", "))
            }),
        _ => None,
    }
}
