//! Logs. What customers and members wrote never reaches them: only ids, codes and our own words.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Quiet libraries: serenity's debug lines carry whole payloads.
pub const DEFAULT: &str = "info,serenity=warn,sqlx=warn,poise=warn";
/// Only what needs somebody's eyes.
pub const QUIET: &str = "warn";

/// Starts logging to standard error, at these levels where none are set.
pub fn start(log: &Log, levels: &str) {
    let levels = log.rust_log.as_deref().unwrap_or(levels);
    let filter = EnvFilter::try_new(levels).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log.log_format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
}
