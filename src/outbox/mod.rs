//! Makes Discord look as the outbox says. A row means "this message should look like its subject does now", so one
//! path serves the first post, an edit, a repair and what was left over by a process that was killed.
//!
//! [`Worker`] reads which rows are due and shows each [`lane`](crate::store::outbox::Lane) one row at a time;
//! `show` draws a row from the current state, sends it and records it; `settle` decides what a refusal means;
//! [`Rest`] and [`Pace`] speak to Discord and keep to its limits.

mod answer;
mod draw;
mod find_posted;
mod lane;
mod pace;
mod policy;
mod pulse;
mod repaints;
mod rest;
mod settle;
mod show;
mod thread;
mod worker;

pub use answer::SendError;
pub use draw::{Draw, Drawn, Subject};
pub use pace::{Bucket, Pace};
pub use pulse::Pulse;
pub use repaints::{Painting, Repaints};
pub use rest::{Posted, Rest};
pub use worker::{TokenRefused, Worker};
