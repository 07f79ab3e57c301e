//! The sandbox, tried by clients that know nothing of its inside.

mod forms;
mod interactions;
mod mentions;
mod messages;
mod permissions;
mod serenity_bot;
mod socket;
mod support;
