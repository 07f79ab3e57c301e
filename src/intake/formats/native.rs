//! Our own format: a lead, or `{"leads": […]}` with up to 100.
//!
//! ```json
//! {"external_id": "web-8841", "kind": "customer_inquiry", "received_at": "2026-11-20T09:15:00Z", "hot": true,
//!  "customer": {"company": "Nordwind Logistik GmbH", "name": "Jana Krüger", "email": "jana@nordwind.example"},
//!  "need": "Move 120 seats to Microsoft 365.", "sender": {"kind": "microsoft", "name": "Erik Holm"}}
//! ```
//! Required are a company or a name, and one way to reach the customer, or a sender. Unknown fields are ignored.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::fields::{At, Faults};
use super::{Fault, Format, Reading, Unreadable, canonical_hash, check_json, read, signed};
use crate::domain::contact::{CountryCode, Email, Phone};
use crate::domain::lead::{Customer, Kind, NewLead, Sender, SenderKind};
use crate::flows::receive::Incoming;
use crate::text::safe::plain_line;

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
pub const MOST_LEADS: usize = 100;

/// Longest texts, in characters.
mod limits {
    /// Names, titles, ids and the like.
    pub(super) const SHORT: usize = 200;
    /// What the customer wrote.
    pub(super) const NEED: usize = 10_000;
    /// An address of a webhook.
    pub(super) const URL: usize = 2000;
    /// A mail address or phone number as typed, usable or not.
    pub(super) const CONTACT: usize = 500;
    /// How many solutions.
    pub(super) const SOLUTIONS: usize = 50;
    /// RFC 5646, section 4.4.1: what implementations should at least support.
    pub(super) const LANGUAGE: usize = 35;
}

/// What a body brings.
pub struct Body {
    /// It was `{"leads": […]}`.
    pub is_batch: bool,
    /// SHA-256 of what it says.
    pub hash: [u8; 32],
    /// Its leads, in order.
    pub items: Vec<Item>,
}

/// One lead of a body.
pub struct Item {
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

pub(super) fn lead(at: At<'_>, payload_hash: [u8; 32]) -> Result<Incoming, Vec<Fault>> {
    let mut faults = Faults::default();
    let kinds = Kind::ALL.map(Kind::code).join(", ");
    let mut unusable = Unusable::default();
    let sender = sender(&mut faults, at);
    let customer = customer(&mut faults, &mut unusable, at, sender.is_some());
    let need = faults.text(at, "need", limits::NEED);
    let lead = NewLead {
        external_id: faults.id(at, "external_id", limits::SHORT),
        kind: faults
            .parsed(
                at,
                "kind",
                limits::SHORT,
                &format!("one of {kinds}"),
                Kind::from_code,
            )
            .unwrap_or_default(),
        received_at: faults.parsed(
            at,
            "received_at",
            limits::SHORT,
            "a time like 2026-11-20T09:15:00Z",
            time,
        ),
        hot: faults.flag(at, "hot"),
        informational: false,
        test: faults.flag(at, "test"),
        customer,
        need: unusable.quoted_after(need),
        solutions: faults.texts(at, "solutions", limits::SOLUTIONS, limits::SHORT),
        budget: faults.text(at, "budget", limits::SHORT),
        campaign_id: faults.id(at, "campaign_id", limits::SHORT),
        do_not_contact: faults.flag(at, "do_not_contact"),
        sender,
        reply_to: faults.parsed(at, "reply_to", limits::URL, "an https address", web_address),
    };
    faults.or(Incoming { lead, payload_hash })
}

fn customer(faults: &mut Faults, unusable: &mut Unusable, lead: At<'_>, has_sender: bool) -> Customer {
    let nobody = Map::new();
    let pointer = lead.pointer_to("customer");
    let at = At {
        object: faults.object(lead, "customer").unwrap_or(&nobody),
        pointer: &pointer,
    };
    let typed = |faults: &mut Faults, name| faults.text(at, name, limits::CONTACT);
    let (email, phone, country) = (
        typed(faults, "email"),
        typed(faults, "phone"),
        typed(faults, "country"),
    );
    let customer = Customer {
        company: faults
            .text(at, "company", limits::SHORT)
            .filter(|text| is_seen(text)),
        name: faults
            .text(at, "name", limits::SHORT)
            .filter(|text| is_seen(text)),
        title: faults.text(at, "title", limits::SHORT),
        email: unusable.or_parsed("email", email, |text| Email::parse(text).ok()),
        phone: unusable.or_parsed("phone", phone, |text| Phone::parse(text).ok()),
        country: unusable.or_parsed("country", country, CountryCode::parse),
        city: faults.text(at, "city", limits::SHORT),
        size: faults.text(at, "size", limits::SHORT),
        industry: faults.text(at, "industry", limits::SHORT),
        language: faults.parsed(
            at,
            "language",
            limits::LANGUAGE,
            "a language tag like de or pt-BR",
            language,
        ),
    };
    if customer.company.is_none() && customer.name.is_none() {
        faults.add(&*pointer, "missing", "must have a company or a name");
    }
    if customer.email.is_none() && customer.phone.is_none() && !has_sender {
        let detail = "must have an email or a phone that can be used, unless the lead has a sender";
        faults.add(&*pointer, "unreachable", detail);
    }
    customer
}

fn sender(faults: &mut Faults, lead: At<'_>) -> Option<Sender> {
    let pointer = lead.pointer_to("sender");
    let at = At {
        object: faults.object(lead, "sender")?,
        pointer: &pointer,
    };
    let kind = faults.parsed(
        at,
        "kind",
        limits::SHORT,
        "microsoft or partner",
        SenderKind::from_code,
    );
    if at.object.get("kind").is_none_or(Value::is_null) {
        faults.add(at.pointer_to("kind"), "missing", "must be microsoft or partner");
    }
    let is_email = |text: &str| Email::parse(text).ok();
    Some(Sender {
        // Where it is missing a fault is noted, and nothing of the lead is used.
        kind: kind.unwrap_or(SenderKind::Partner),
        name: faults.text(at, "name", limits::SHORT),
        email: faults.parsed(at, "email", limits::CONTACT, "an e-mail address", is_email),
        organization: faults.text(at, "organization", limits::SHORT),
    })
}

/// What the customer typed and nobody can use.
#[derive(Default)]
struct Unusable(Vec<String>);

impl Unusable {
    fn or_parsed<T>(
        &mut self,
        name: &str,
        typed: Option<String>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let typed = typed?;
        let parsed = parse(&typed);
        if parsed.is_none() {
            self.0.push(format!("{name}: {typed}"));
        }
        parsed
    }

    fn quoted_after(self, need: Option<String>) -> Option<String> {
        let lines: Vec<String> = need.into_iter().chain(self.0).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc())
}

fn language(text: &str) -> Option<String> {
    let tag: unic_langid::LanguageIdentifier = text.parse().ok()?;
    Some(tag.to_string())
}

fn web_address(text: &str) -> Option<String> {
    let url = reqwest::Url::parse(text).ok()?;
    (url.scheme() == "https" && url.has_host()).then(|| text.to_owned())
}

/// Whether there is anything to be seen of a name: a lead is called by it.
fn is_seen(text: &str) -> bool {
    !plain_line(text).is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read_file(bytes: &[u8]) -> Body {
        parse(bytes).ok().unwrap()
    }

    fn one(body: &Value) -> Result<NewLead, Vec<Fault>> {
        let body = read_file(body.to_string().as_bytes());
        assert!(!body.is_batch);
        body.items
            .into_iter()
            .next()
            .unwrap()
            .lead
            .map(|incoming| incoming.lead)
    }

    fn faults(body: &Value) -> Vec<(String, &'static str)> {
        let faults = one(body).unwrap_err();
        faults
            .into_iter()
            .map(|fault| (fault.pointer, fault.code))
            .collect()
    }

    fn least() -> Value {
        json!({"customer": {"name": "Jana", "phone": "+49 40 1234567"}})
    }

    fn with(pointer: &str, value: Value) -> Value {
        let mut body = least();
        let (at, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(at).unwrap()[name] = value;
        body
    }

    #[test]
    fn the_hot_sample_is_read_field_by_field() {
        let body = read_file(include_bytes!("../../../tests/data/native-hot.json"));
        let lead = &body.items[0].lead.as_ref().ok().unwrap().lead;
        assert_eq!(lead.external_id.as_deref(), Some("web-8841"));
        assert_eq!(lead.kind, Kind::CustomerInquiry);
        assert_eq!(lead.received_at, time("2026-11-20T09:15:00Z"));
        assert!(lead.hot && !lead.test && !lead.do_not_contact);
        assert_eq!(lead.customer.company.as_deref(), Some("Nordwind Logistik GmbH"));
        assert_eq!(
            lead.customer.email.as_ref().map(Email::as_str),
            Some("jana@nordwind.example")
        );
        assert_eq!(
            lead.customer.country.as_ref().map(CountryCode::as_str),
            Some("DE")
        );
        assert_eq!(lead.solutions, ["Microsoft365"]);
        assert_eq!(lead.campaign_id.as_deref(), Some("q4-cloud"));
        assert_eq!(lead.sender, None);
    }

    #[test]
    fn the_hostile_sample_is_a_lead_and_nothing_of_it_is_lost() {
        let body = read_file(include_bytes!("../../../tests/data/native-hostile.json"));
        let lead = &body.items[0].lead.as_ref().ok().unwrap().lead;
        assert_eq!(
            lead.customer.email, None,
            "what breaks out of a mail header is no address"
        );
        assert!(lead.customer.phone.is_some());
        let need = lead.need.as_deref().unwrap();
        assert!(
            need.ends_with("end\nemail: a@b.example\r\nBcc: victim@c.example"),
            "{need}"
        );
        assert!(!need.contains('\0'));
        assert!(
            lead.customer
                .company
                .as_deref()
                .unwrap()
                .starts_with("@everyone **ACME**")
        );
    }

    #[test]
    fn of_the_batch_sample_only_the_third_is_refused_with_its_pointer() {
        let body = read_file(include_bytes!("../../../tests/data/native-batch.json"));
        assert!(body.is_batch);
        let refused: Vec<usize> = (0..4).filter(|index| body.items[*index].lead.is_err()).collect();
        assert_eq!(refused, [2]);
        let faults = body.items[2].lead.as_ref().err().unwrap();
        assert_eq!(faults[0].pointer, "/leads/2/customer");
        assert_eq!(faults[0].code, "unreachable");
    }

    #[test]
    fn a_name_and_a_phone_are_enough_and_so_is_a_sender_instead_of_the_phone() {
        assert!(one(&least()).is_ok());
        assert!(one(&json!({"customer": {"company": "A"}, "sender": {"kind": "partner"}})).is_ok());
        assert_eq!(
            faults(&json!({"customer": {"company": " ", "email": "", "name": null}})),
            [
                ("/customer".to_owned(), "missing"),
                ("/customer".to_owned(), "unreachable")
            ]
        );
        assert_eq!(faults(&json!({})).len(), 2);
        // A name of which nothing can be seen is none.
        let invisible =
            json!({"customer": {"company": "\u{200b}\u{2060}", "name": "\u{2800}", "email": "a@b.example"}});
        assert_eq!(faults(&invisible), [("/customer".to_owned(), "missing")]);
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_place() {
        let body = json!({"kind": "warm", "received_at": "yesterday", "hot": "yes", "need": ["text"],
            "external_id": 1.5, "solutions": ["a", 1], "sender": {"email": "x"}, "reply_to": "http://a.example",
            "budget": "1".repeat(201), "customer": {"name": "n", "language": "??", "email": {}}});
        let mut found = faults(&body);
        found.sort_unstable();
        let expected = [
            ("/budget", "too_long"),
            ("/customer/email", "wrong_type"),
            ("/customer/language", "malformed"),
            ("/external_id", "wrong_type"),
            ("/hot", "wrong_type"),
            ("/kind", "malformed"),
            ("/need", "wrong_type"),
            ("/received_at", "malformed"),
            ("/reply_to", "malformed"),
            ("/sender/email", "malformed"),
            ("/sender/kind", "missing"),
            ("/solutions/1", "wrong_type"),
        ];
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn what_the_customer_mistyped_does_not_cost_the_lead() {
        let lead = one(&with("/customer/country", json!("Atlantis"))).unwrap();
        assert_eq!(lead.customer.country, None);
        assert_eq!(lead.need.as_deref(), Some("country: Atlantis"));
        let unreachable = json!({"customer": {"name": "n", "email": "none", "phone": "none"}});
        assert_eq!(faults(&unreachable), [("/customer".to_owned(), "unreachable")]);
    }

    #[test]
    fn ids_may_be_whole_numbers_of_64_bits() {
        let lead = one(&with("/external_id", json!(u64::MAX))).unwrap();
        assert_eq!(lead.external_id.as_deref(), Some("18446744073709551615"));
    }

    #[test]
    fn a_body_that_is_neither_a_lead_nor_a_list_is_refused_as_a_whole() {
        let refused = |body: &Value| match parse(body.to_string().as_bytes()) {
            Err(Refused::Faults(faults)) => faults[0].pointer.clone(),
            _ => panic!("{body}"),
        };
        assert_eq!(refused(&json!([least()])), "");
        assert_eq!(refused(&json!("text")), "");
        assert_eq!(refused(&json!({"leads": least()})), "/leads");
        assert_eq!(refused(&json!({"leads": []})), "/leads");
        assert_eq!(refused(&json!({"leads": vec![least(); 101]})), "/leads");
        assert!(parse(json!({"leads": vec![least(); 100]}).to_string().as_bytes()).is_ok());
    }

    #[test]
    fn an_item_that_is_no_object_is_refused_alone() {
        let body = read_file(json!({"leads": [least(), 7]}).to_string().as_bytes());
        assert!(body.items[0].lead.is_ok());
        assert_eq!(body.items[1].lead.as_ref().err().unwrap()[0].pointer, "/leads/1");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_kept_without_nul(need in "\\PC{0,40}|[\\u{0}-\\u{1f}]{0,9}") {
            let lead = one(&with("/need", json!(need))).unwrap();
            let kept = need.replace('\0', "");
            let kept = kept.trim();
            prop_assert_eq!(lead.need.as_deref(), (!kept.is_empty()).then_some(kept));
        }
    }
}
