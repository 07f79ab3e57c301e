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

pub use capture::Outgoing;
pub(crate) use courier::Courier;
pub(crate) use courier::words;
pub(crate) use letter::example;
pub use letter::language;
pub(crate) use letter::{Letter, default_template};
pub(crate) use mailer::MailError;
pub use mailer::Mailer;
pub(crate) use message::Addressed;
pub(crate) use template::VARIABLES;
pub use template::check;
pub use webhook::Webhooks;
pub(crate) use webhook::check_url;
