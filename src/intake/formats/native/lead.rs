//! One lead of our own format, field by field.

use serde_json::{Map, Value};

use super::values;
use crate::domain::contact::{CountryCode, Phone, fold, lenient};
use crate::domain::lead::{Customer, NewLead, Sender, SenderKind};
use crate::flows::receive::Incoming;
use crate::intake::formats::Fault;
use crate::intake::formats::fields::{At, Fields};
use crate::text::safe::plain_line;

/// Longest texts, in characters: what is longer is cut, and kept whole in the need.
mod limits {
    /// Names, titles, ids and the like.
    pub(super) const SHORT: usize = 200;
    /// An address of a webhook.
    pub(super) const URL: usize = 2000;
    /// A mail address or phone number as typed, usable or not.
    pub(super) const CONTACT: usize = 2000;
    /// How many solutions.
    pub(super) const SOLUTIONS: usize = 50;
    /// The name of a person in front of their mail address.
    pub(super) const NAME: usize = 80;
}

pub(in crate::intake::formats) fn lead(at: At<'_>, payload_hash: [u8; 32]) -> Result<Incoming, Vec<Fault>> {
    let mut fields = Fields::default();
    let sender = sender(&mut fields, at);
    let customer = customer(&mut fields, at);
    let mut faults = Vec::new();
    let mut refuse = |code, detail: &str| {
        faults.push(Fault {
            pointer: at.pointer_to("customer"),
            code,
            detail: detail.to_owned(),
        });
    };
    if customer.company.is_none() && customer.name.is_none() {
        refuse("missing", "must have a company or a name");
    }
    if customer.email.is_none() && customer.phone.is_none() && sender.is_none() {
        refuse(
            "unreachable",
            "must have an email or a phone that can be used, unless the lead has a sender",
        );
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let need = fields.long_text(at, "need");
    let lead = NewLead {
        external_id: fields.id(at, "external_id", limits::SHORT),
        kind: fields.parsed(at, "kind", limits::SHORT, values::kind).unwrap_or_default(),
        received_at: fields.parsed(at, "received_at", limits::SHORT, values::time),
        hot: fields.flag(at, "hot"),
        informational: false,
        test: fields.flag(at, "test"),
        customer,
        solutions: fields.texts(at, "solutions", limits::SOLUTIONS, limits::SHORT),
        budget: fields.text(at, "budget", limits::SHORT),
        campaign_id: fields.text(at, "campaign_id", limits::SHORT),
        do_not_contact: fields.flag(at, "do_not_contact"),
        sender,
        reply_to: fields.parsed(at, "reply_to", limits::URL, values::web_address),
        need: None,
    };
    let need = fields.kept_after(need);
    Ok(Incoming {
        lead: NewLead { need, ..lead },
        payload_hash,
    })
}

fn customer(fields: &mut Fields, lead: At<'_>) -> Customer {
    let nobody = Map::new();
    let company = match lead.object.get("customer") {
        Some(Value::String(_)) => fields.text(lead, "customer", limits::SHORT),
        _ => None,
    };
    let at = At {
        object: match company {
            Some(_) => &nobody,
            None => fields.object(lead, "customer").unwrap_or(&nobody),
        },
        pointer: "",
        label: "",
    };
    let email = fields.text(at, "email", limits::CONTACT);
    let phone = fields.text(at, "phone", limits::CONTACT);
    let mut customer = Customer {
        company: company
            .or_else(|| fields.text(at, "company", limits::SHORT))
            .filter(|text| is_seen(text)),
        name: fields
            .text(at, "name", limits::SHORT)
            .filter(|text| is_seen(text)),
        title: fields.text(at, "title", limits::SHORT),
        country: fields.parsed(at, "country", limits::CONTACT, CountryCode::parse),
        city: fields.text(at, "city", limits::SHORT),
        size: fields.text(at, "size", limits::SHORT),
        industry: fields.text(at, "industry", limits::SHORT),
        language: fields.parsed(at, "language", limits::SHORT, values::language),
        ..Customer::default()
    };
    if let Some(typed) = email {
        read_email(fields, &mut customer, at, &typed);
    }
    if let Some(typed) = phone {
        customer.phone = read_phone(fields, at, &typed);
    }
    customer
}

/// The address, and the name in front of it where the lead has no other. What else was typed is kept.
fn read_email(fields: &mut Fields, customer: &mut Customer, at: At<'_>, typed: &str) {
    // Line ends tell two addresses from one that breaks out of a mail header.
    let typed = at.as_sent("email").unwrap_or(typed);
    let Some(read) = lenient::email(typed) else {
        return fields.keep(at, "email", typed);
    };
    customer.email = Some(read.value);
    let words = read.words.unwrap_or_default();
    let same = |name: &str| {
        let (name, words) = (fold(name), fold(&words));
        words.split_whitespace().all(|word| name.split_whitespace().any(|known| known == word))
    };
    let is_name = typed.contains('<') && words.chars().count() <= limits::NAME;
    let is_told = match &customer.name {
        _ if words.is_empty() => true,
        Some(name) => same(name),
        None if is_name => {
            customer.name = Some(words.clone());
            true
        }
        None => false,
    };
    if !is_told || !read.more.is_empty() {
        fields.keep(at, "email", typed);
    }
}

/// The first number; where there are several, all are kept.
fn read_phone(fields: &mut Fields, at: At<'_>, typed: &str) -> Option<Phone> {
    let typed = at.as_sent("phone").unwrap_or(typed);
    let read = lenient::phone(typed);
    if read.as_ref().is_none_or(|read| !read.more.is_empty()) {
        fields.keep(at, "phone", typed);
    }
    read.map(|read| read.value)
}

fn sender(fields: &mut Fields, lead: At<'_>) -> Option<Sender> {
    let at = At {
        object: fields.object(lead, "sender")?,
        pointer: "",
        label: "sender ",
    };
    let kind = fields.parsed(at, "kind", limits::SHORT, values::sender_kind);
    let email = fields.parsed(at, "email", limits::CONTACT, lenient::email);
    let name = fields.text(at, "name", limits::SHORT);
    let organization = fields.text(at, "organization", limits::SHORT);
    let (email, words, more) = email.map_or_else(Default::default, |read| (Some(read.value), read.words, read.more));
    if let Some(typed) = at.as_sent("email").filter(|_| !more.is_empty()) {
        fields.keep(at, "email", typed);
    }
    let name = name.or(words);
    // An empty object is nobody.
    let is_somebody = kind.is_some() || name.is_some() || email.is_some() || organization.is_some();
    is_somebody.then(|| Sender {
        kind: kind.unwrap_or(SenderKind::Partner),
        name,
        email,
        organization,
    })
}

/// Whether there is anything to be seen of a name: a lead is called by it.
fn is_seen(text: &str) -> bool {
    !plain_line(text).is_empty()
}
