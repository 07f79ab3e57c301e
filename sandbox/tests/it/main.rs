//! The sandbox, tried by clients that know nothing of its inside.

#[path = "../contract/mod.rs"]
mod contract;
mod serenity_bot;
mod support;
