//! Logs. What customers and members wrote never reaches them: only ids, codes and our own words.

use std::io::IsTerminal as _;

use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::config::{Log, LogFormat};

/// Quiet libraries: serenity's debug lines carry whole payloads.
pub(crate) const DEFAULT: &str = "info,serenity=warn,sqlx=warn,poise=warn";
/// Only what needs somebody's eyes.
pub const QUIET: &str = "warn";

/// Libraries that put what Discord sends, with the tokens of interactions, into their lines: into some at the highest level.
/// What matters of it is told by ourselves.
const WITH_PAYLOADS: [&str; 4] = ["serenity", "poise", "tungstenite", "tokio_tungstenite"];

fn has_payloads(target: &str) -> bool {
    let library = target.split("::").next().unwrap_or(target);
    WITH_PAYLOADS.contains(&library)
}

/// Starts logging to standard error, at these levels where none are set.
pub(crate) fn start(log: &Log, levels: &str) {
    let levels = log.levels().unwrap_or(levels);
    let filter = EnvFilter::try_new(levels).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    // Whatever the levels are: nothing that a person has written reaches a log.
    let without_payloads = filter_fn(|line| !has_payloads(line.target()));
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let lines: Box<dyn Layer<_> + Send + Sync> = match log.log_format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(lines.with_filter(without_payloads))
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_libraries_that_log_payloads_are_left_out_and_ours_are_not() {
        for target in ["serenity", "serenity::gateway::bridge", "tungstenite::protocol"] {
            assert!(has_payloads(target), "{target}");
        }
        for target in ["leadbell::discord", "sqlx::query", "serenity_of_mind", ""] {
            assert!(!has_payloads(target), "{target}");
        }
    }
}
