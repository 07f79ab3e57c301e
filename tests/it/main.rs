//! The whole bot against the sandbox: a real socket, real HTTP, a real SQLite file, time moved by the test.
#![allow(missing_docs, reason = "tests are sentences")]

mod invariants;
mod tester;

mod answers;
mod door;
mod gateway;
mod crash;
mod deal;
mod door;
mod intake;
mod outbox;
mod setup;
mod threads;
mod time;
mod undo;
