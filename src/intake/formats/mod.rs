//! Formats of leads, one a file: each a pure function from what was sent to new leads or what is wrong with it.
//!
//! Two kinds of wrong are told apart. What the *sender's program* chose (kinds, times, types, lengths) is a fault
//! that the answer names, so that its author can mend it. What the *customer* typed (mail, phone, country) never
//! costs a lead that can be worked without it: what cannot be used there is quoted at the end of the need instead.

mod fields;
mod json;
pub mod native;

pub use json::{Unreadable, canonical_hash, read};

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
