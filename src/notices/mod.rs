//! Mail and webhooks out: what customers and senders are told of a lead. A change writes what it owes in its own
//! transaction (`flows::notices`); the outbox knows when it is time; [`Courier`] fills the text in from what is true then,
//! sends it, and records what became of it.

mod capture;
mod courier;
mod letter;
mod mailer;
mod message;
mod policy;
mod template;
mod webhook;

pub use capture::{Captured, Outgoing};
pub use courier::{Courier, words};
pub use letter::{EXAMPLE_LEAD, Letter, default_template, example, language, write};
pub use mailer::{MailError, Mailer};
pub use message::Addressed;
pub use template::{VARIABLES, check};
pub use webhook::{Webhooks, check_url};
