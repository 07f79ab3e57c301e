//! Our own format: a lead, or `{"leads": […]}` with up to 100.
//!
//! ```json
//! {"external_id": "web-8841", "kind": "customer_inquiry", "received_at": "2026-11-20T09:15:00Z", "hot": true,
//!  "customer": {"company": "Nordwind Logistik GmbH", "name": "Jana Krüger", "email": "jana@nordwind.example"},
//!  "need": "Move 120 seats to Microsoft 365.", "sender": {"kind": "microsoft", "name": "Erik Holm"}}
//! ```
//! Required are a company or a name, and one way to reach the customer, or a sender. Unknown fields are ignored. What is
//! optional and cannot be read is kept as text in the need: a lead is worth more than a perfect field.

mod lead;
mod values;

use serde_json::Value;

use super::fields::At;
use super::{Fault, Format, Reading, Unreadable, canonical_hash, check_json, read, signed};
use crate::flows::receive::Incoming;
pub(super) use lead::lead;
pub(super) use values::time;

pub(crate) const FORMAT: Format = Format {
    code: "native",
    name: "Leadbell's own",
    signature: Some(signed::standard_webhooks),
    read: |headers, body| {
        check_json(headers)?;
        Ok(Reading::Leads(parse(body)?))
    },
};

/// Most leads of one request.
pub(crate) const MOST_LEADS: usize = 100;

/// What a body brings.
pub struct Body {
    /// It was `{"leads": […]}`.
    pub is_batch: bool,
    /// SHA-256 of what it says.
    pub hash: [u8; 32],
    /// Its leads, in order.
    pub(crate) items: Vec<Item>,
}

/// One lead of a body.
pub(crate) struct Item {
    /// What was sent.
    pub sent: Value,
    /// What was understood, or every fault.
    pub lead: Result<Incoming, Vec<Fault>>,
}

/// Why nothing of a body could be taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refused {
    /// It is no JSON.
    Unreadable(Unreadable),
    /// It is JSON, but neither a lead nor a list of leads.
    Faults(Vec<Fault>),
    /// It is of a content type that this format does not come in.
    Media(&'static str),
    /// It is a form that cannot be taken apart.
    Form(&'static str),
}

/// Reads a body.
///
/// # Errors
/// [`Refused`].
pub fn parse(body: &[u8]) -> Result<Body, Refused> {
    let sent = read(body).map_err(Refused::Unreadable)?;
    let hash = canonical_hash(&sent);
    let refuse = |pointer: &str, code, detail: String| {
        let pointer = pointer.to_owned();
        Err(Refused::Faults(vec![Fault {
            pointer,
            code,
            detail,
        }]))
    };
    let Value::Object(mut object) = sent else {
        return refuse(
            "",
            "wrong_type",
            "must be an object: a lead, or {\"leads\": […]}".to_owned(),
        );
    };
    let items = match object.remove("leads") {
        None => {
            let lead = lead(
                At {
                    object: &object,
                    pointer: "",
                    label: "",
                },
                hash,
            );
            let sent = Value::Object(object);
            return Ok(Body {
                is_batch: false,
                hash,
                items: vec![Item { sent, lead }],
            });
        }
        Some(Value::Array(items)) => items,
        Some(_) => return refuse("/leads", "wrong_type", "must be a list of leads".to_owned()),
    };
    match items.len() {
        0 => refuse("/leads", "empty", "must hold a lead at least".to_owned()),
        1..=MOST_LEADS => Ok(Body {
            is_batch: true,
            hash,
            items: items.into_iter().enumerate().map(item).collect(),
        }),
        _ => refuse("/leads", "too_many", format!("must be at most {MOST_LEADS}")),
    }
}

fn item((index, sent): (usize, Value)) -> Item {
    let pointer = format!("/leads/{index}");
    let lead = match &sent {
        Value::Object(object) => lead(
            At {
                object,
                pointer: &pointer,
                label: "",
            },
            canonical_hash(&sent),
        ),
        _ => Err(vec![Fault {
            pointer,
            code: "wrong_type",
            detail: "must be an object".to_owned(),
        }]),
    };
    Item { sent, lead }
}

#[cfg(test)]
mod tests;
