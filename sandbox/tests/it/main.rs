//! The sandbox, tried by clients that know nothing of its inside.

#[path = "../contract/mod.rs"]
mod contract;
mod contract_sees;
mod serenity_bot;
mod support;
