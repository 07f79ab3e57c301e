//! Makes Discord look as the outbox says. A row means "this message should look like its subject does now", so one
//! path serves the first post, an edit, a repair and what was left over by a process that was killed.
//!
//! | file | what |
//! |---|---|
//! | `worker`, `lane` | which lanes have something due; one row of a lane at a time |
//! | `sender` | who sends a row, by its kind: `message` and `thread` to Discord, `notice` by mail and webhook |
//! | `place`, `find_posted`, `possibly_sent` | where a message goes, and whether it stands there already |
//! | `decide` | pure: a row and what came of it, to what is next |
//! | `execute` | does what is next, in one transaction |
//! | `policy` | how long to wait before what is tried again, by kind of row, as data |
//! | `context` | what all of them work with |
//!
//! [`discord_api`](crate::discord_api) speaks to Discord and keeps to its limits.

mod context;
mod decide;
#[cfg(test)]
mod decide_tests;
mod draw;
mod edit_tracker;
mod execute;
mod find_posted;
mod lane;
mod message;
mod notice;
mod notify;
mod place;
mod policy;
mod possibly_sent;
mod send_failure;
mod sender;
mod thread;
mod worker;
mod worker_status;

pub(crate) use draw::Drawn;
pub use draw::{Draw, Subject};
pub(crate) use edit_tracker::{EditGuard, EditTracker};
pub(crate) use notify::Notify;
pub(crate) use worker::Worker;
pub use worker_status::WorkerStatus;
