//! The whole bot against the sandbox: a real socket, real HTTP, a real SQLite file, time moved by the test.
#![allow(missing_docs, reason = "tests are sentences")]

#[path = "../../sandbox/tests/contract/mod.rs"]
mod contract;
mod invariants;
mod tester;

mod answers;
mod crash;
mod deal;
mod door;
mod erase;
mod full;
mod gateway;
mod intake;
mod lists;
mod outbox;
mod faults;
mod gateway;
mod setup;
mod threads;
mod time;
mod undo;
