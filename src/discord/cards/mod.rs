//! What the bot's messages look like: pure functions from what is known to what Discord shows.

pub(crate) mod admin_alert;
pub mod burst;
pub mod contact;
pub mod digest;
pub mod draw;
pub mod expired;
pub mod full;
pub mod history;
pub mod lead;
pub mod list;
pub mod notices;
pub mod parts;
pub(crate) mod rejected;
pub mod reminder;
pub mod round_up;
pub(crate) mod settings;
pub(crate) mod stats;
