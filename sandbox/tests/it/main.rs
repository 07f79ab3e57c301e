//! The sandbox, tried by clients that know nothing of its inside.

mod serenity_bot;
mod support;
