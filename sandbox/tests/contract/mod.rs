//! The contract: what a test's bot asked, what the sandbox answered and what its gateway told, held against Discord's own
//! description of its API, and against the documentation where that description is silent.
//!
//! The description (`discord-openapi.json`) is not ours and is not kept here. It is looked for in a folder `shared`
//! beside the repository; without it only our own checks are made, and the run says so.
//!
//! A test keeps its sandbox in a [`Watched`], which checks when the test ends. How much was checked is added up over all test programs; CI prints it.

pub mod description;
mod events;
mod exceptions;
mod messages;
pub mod requests;
pub mod tally;

use sandbox::Sandbox;

/// What breaks the contract: where, and which rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    /// `POST /channels/{channel_id}/messages`, its body or its answer; or an event.
    pub of: String,
    /// A JSON pointer into that.
    pub at: String,
    pub rule: String,
}

impl Violation {
    fn new(of: &str, at: &str, rule: impl Into<String>) -> Self {
        Self {
            of: of.to_owned(),
            at: at.to_owned(),
            rule: rule.into(),
        }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at \"{}\": {}", self.of, self.at, self.rule)
    }
}

/// A sandbox that is checked when it is dropped, however its test ends.
pub struct Watched(pub Sandbox);

impl std::ops::Deref for Watched {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.0
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        check(&self.0);
    }
}

/// Checks everything that a sandbox has seen and said so far.
///
/// # Panics
/// With all violations; never while the test is failing anyway.
pub fn check(sandbox: &Sandbox) {
    if std::thread::panicking() {
        return;
    }
    let (requests, events) = (sandbox.requests(), sandbox.dispatched());
    let mut violations: Vec<Violation> = requests.iter().flat_map(requests::violations).collect();
    violations.extend(events.iter().flat_map(events::violations));
    tally::add(&requests, events.len(), violations.len());
    let listed: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(
        listed.is_empty(),
        "Discord would not agree:\n{}",
        listed.join("\n")
    );
}
