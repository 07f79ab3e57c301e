//! Formats of leads, one a file: each a pure function from what was sent to new leads or what is wrong with it.
//!
//! Two kinds of wrong are told apart. What the *sender's program* chose (kinds, times, types, lengths) is a fault
//! that the answer names, so that its author can mend it. What the *customer* typed (mail, phone, country) never
//! costs a lead that can be worked without it: what cannot be used there is quoted at the end of the need instead.

mod body;
mod draft;
mod fields;
mod json;
mod pairs;
mod signed;
mod synonyms;
pub(crate) mod table;

use axum::http::HeaderMap;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::flows::receive::Incoming;
pub(crate) use json::read;
pub(crate) use json::{Unreadable, canonical_hash};
use native::Refused;
pub(super) use signed::{Signature, SignedRequest};

/// Each format is a file that has a `FORMAT`; naming it here is all there is to adding one.
macro_rules! formats {
    ($($module:ident),+ $(,)?) => {
        $(pub mod $module;)+
        /// All formats, as `/source add` lists them.
        pub(crate) const ALL: &[&Format] = &[$(&$module::FORMAT),+];
    };
}

formats! {
    native, form, marketplace, google_ads, typeform, hubspot, tally, jotform, webflow, calendly, cal_com, elementor, cf7,
}

/// How one product sends leads.
pub(crate) struct Format {
    /// Its word in addresses and in the database.
    pub(crate) code: &'static str,
    /// What the product calls itself.
    pub(crate) name: &'static str,
    /// How a request shows that it comes from that product, beside the secret in its address.
    pub(crate) signature: Option<signed::Check>,
    /// Reads a body. Pure.
    pub(crate) read: fn(&HeaderMap, &[u8]) -> Result<Reading, Refused>,
}

/// What a body brings.
pub(crate) enum Reading {
    Lead(Box<One>),
    /// What our own format brings: one or many.
    Leads(native::Body),
    /// Nothing to be kept, and nothing wrong with it: why.
    Ignored(&'static str),
}

/// One lead of a delivery.
pub(crate) struct One {
    /// What is the same when the delivery comes again; the body where the product says nothing.
    pub(crate) delivery: Option<String>,
    /// SHA-256 of what tells it from every other delivery.
    pub(crate) hash: [u8; 32],
    /// What was understood, or every fault.
    pub(crate) lead: Result<Incoming, Vec<Fault>>,
}

/// What an id of the product stands for.
pub(super) enum IdOf {
    /// One submission, for ever: the lead's id at its source.
    Lead(String),
    /// Something that may send again another time, such as a contact: it tells deliveries of one day apart.
    Delivery(String),
}

impl Reading {
    fn lead(mut draft: draft::Draft, id: Option<IdOf>, sent: &Value) -> Self {
        let (hash, delivery) = match id {
            None => (canonical_hash(sent), None),
            Some(IdOf::Delivery(id)) => (Sha256::digest(&id).into(), Some(id)),
            Some(IdOf::Lead(id)) => {
                draft.external_id = Some(id.chars().take(200).collect());
                (Sha256::digest(&id).into(), Some(id))
            }
        };
        Self::Lead(Box::new(One {
            delivery,
            hash,
            lead: draft.finish(hash),
        }))
    }
}

/// The format of that code.
pub(crate) fn find(code: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.code == code).copied()
}

/// What is understood of a body that may not be a lead, for a form that somebody completes.
pub(crate) fn best_effort(headers: &HeaderMap, body: &[u8]) -> Option<Incoming> {
    let sent = body::decode(headers, body).ok()?;
    pairs::draft(&sent).unchecked(canonical_hash(&sent))
}

/// What was filled in, as labels and answers, for somebody who looks at a delivery that is no lead.
pub(crate) fn answers(headers: &HeaderMap, body: &[u8]) -> Vec<(String, String)> {
    body::decode(headers, body).map_or_else(|_| Vec::new(), |sent| pairs::shown(&sent))
}

/// Checks that a body says it is JSON.
fn check_json(headers: &HeaderMap) -> Result<(), Refused> {
    body::check_json(headers)
}

/// A text at a JSON pointer; a whole number is one too.
fn text_at(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// One thing wrong with what was sent.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
pub struct Fault {
    /// Where: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What, for programs.
    pub code: &'static str,
    /// What, for people. Repeats nothing of what was sent.
    pub detail: String,
}

/// Faults in one line, as the reason that is kept with a rejected delivery.
#[must_use]
pub fn reason(faults: &[Fault]) -> String {
    let lines = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.pointer, fault.detail));
    lines.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod samples_tests;
