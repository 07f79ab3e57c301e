//! The whole bot against the sandbox: a real socket, real HTTP, a real SQLite file, time moved by the test.
#![allow(missing_docs, reason = "tests are sentences")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "tests hand over what they made on the spot"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a test's own tasks and clients end with its runtime"
)]
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "snowflakes of today fit both"
)]

#[path = "../../sandbox/tests/contract/mod.rs"]
mod contract;
mod inquiry;
mod invariants;
mod program;
mod tester;

mod access;
mod answers;
mod architecture;
mod assign;
mod away;
mod backup;
mod crash;
mod deal;
mod disk;
mod doctor;
mod door;
mod erase;
mod failpoints;
mod faults;
mod full;
mod gateway;
mod global_limit;
mod gone;
mod help;
mod hooks;
mod hostile;
mod ingest;
mod intake;
mod lists;
mod make_a_lead;
mod memory;
mod metrics;
mod notices;
mod outbox;
mod own_faults;
mod parsers;
mod reading;
mod reasons;
mod receiver;
mod registration;
mod rejected;
mod release;
mod restore;
mod season;
mod sessions;
mod settings;
mod setup;
mod signatures;
mod simulated;
mod smtp;
mod sources;
mod statements;
mod stats;
mod storms;
mod texts;
mod threads;
mod time;
mod time_catch_up;
mod time_faked;
mod time_plans;
mod time_property;
mod time_team;
mod undo;
mod unparsed_events;
mod webhooks;
