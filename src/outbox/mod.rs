//! Makes Discord look as the outbox says. A row means "this message should look like its subject does now", so one
//! path serves the first post, an edit, a repair and what was left over by a process that was killed.
//!
//! [`Worker`] reads which rows are due and shows each [`lane`](crate::store::outbox::Lane) one row at a time;
//! `show` draws a row from the current state, sends it and records it; `settle` decides what a refusal means;
//! [`discord_api`](crate::discord_api) speaks to Discord and keeps to its limits.

mod draw;
mod edit_tracker;
mod find_posted;
mod lane;
mod notice;
mod notify;
mod send_failure;
mod settle;
mod show;
mod thread;
mod worker;
mod worker_status;

pub use draw::{Draw, Drawn, Subject};
pub use edit_tracker::{EditGuard, EditTracker};
pub use notify::Notify;
pub use worker::{TokenRefused, Worker};
pub use worker_status::WorkerStatus;
