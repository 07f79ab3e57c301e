//! Leadbell: a self-hosted Discord bot with which a sales team triages leads in its own channel.
//!
//! | module | what it is |
//! |---|---|
//! | [`domain`] | what a lead is and what may happen to it; pure |
//! | [`store`] | SQLite, the only user of sqlx |
//! | [`flows`] | use cases, each one transaction |
//! | [`discord`] | cards, buttons, forms, commands |
//! | [`outbox`] | makes Discord look as the database says |
//! | [`notices`] | mail and webhooks to customers and senders |
//! | [`intake`] | leads over HTTP, the only user of axum |
//! | [`text`] | words, and what makes text from outside harmless |
//! | [`locale`], [`visible`] | how a locale writes numbers and dates; which characters can be seen: pure, below all others |
//! | [`app`] | the composition root: builds every part, starts and joins the tasks |
//! | [`cli`], [`config`], [`telemetry`], [`metrics`] | the command line, the environment, logs, numbers |
//! | [`clock`] | the only source of "now" |
//! | [`failpoint`] | where a test has the program die; nothing in a release |

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod discord;
pub mod discord_api;
pub mod domain;
pub mod failpoint;
pub mod flows;
pub mod intake;
pub mod locale;
pub mod metrics;
pub mod notices;
pub mod outbox;
pub mod scheduler;
pub(crate) mod stats;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod visible;
