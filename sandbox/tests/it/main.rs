//! The sandbox, tried by clients that know nothing of its inside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "tests hand over what they made on the spot"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a test's own tasks end with its runtime"
)]

mod architecture;
mod commands;
#[path = "../contract/mod.rs"]
mod contract;
mod contract_sees;
mod control;
mod faults;
mod forms;
mod gateway;
mod interactions;
mod limits;
mod mentions;
mod messages;
mod page;
mod permissions;
mod serenity_bot;
mod socket;
mod support;
mod tables;
mod threads;
mod uploads;
