//! What `/metrics` tells of this process: counters that its parts keep, and Prometheus' text format to write them in.
//! Numbers alone: no team, no member and nothing of a lead is a label.
//!
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long members wait for the first answer, in milliseconds: Discord gives up after 3000.
const BOUNDS_MS: [u64; 8] = [10, 50, 100, 250, 500, 1000, 1800, 3000];

/// What became of an interaction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Interaction {
    /// The member got what they asked for.
    Done,
    /// They may not or cannot, and were told so.
    Refused,
    /// Our fault.
    Failed,
    /// It came too late, or a second time, and had no effect.
    Ignored,
}

/// How Discord answered a request of the outbox.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Request {
    /// Done.
    Ok,
    /// 429.
    RateLimited,
    /// Any other 4xx.
    Refused,
    /// 5xx, or something that is no answer of Discord's.
    Failed,
    /// Not at all.
    Lost,
}

impl Request {
    /// By the status of an answer.
    #[must_use]
    pub const fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Ok,
            429 => Self::RateLimited,
            400..=499 => Self::Refused,
            _ => Self::Failed,
        }
    }
}

/// The counters. Cheap to clone; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    interactions: [AtomicU64; 4],
    requests: [AtomicU64; 5],
    /// How many first answers took so long, the last for what is longer than all bounds.
    answers: [AtomicU64; BOUNDS_MS.len() + 1],
    answers_ms: AtomicU64,
}

impl Metrics {
    /// Counts an interaction that is done with.
    pub fn interaction(&self, what: Interaction) {
        self.0.interactions[what as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a request to Discord.
    pub fn request(&self, what: Request) {
        self.0.requests[what as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a first answer that took so long, from its arrival here until Discord had the answer.
    pub fn answered_after(&self, took: Duration) {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let at = BOUNDS_MS.iter().position(|bound| ms <= *bound);
        self.0.answers[at.unwrap_or(BOUNDS_MS.len())].fetch_add(1, Ordering::Relaxed);
        self.0.answers_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Writes them all.
    pub fn write(&self, page: &mut Page) {
        let counts = |all: &[AtomicU64], names: &[&'static str]| {
            let counts = all.iter().map(|count| count.load(Ordering::Relaxed));
            names.iter().copied().zip(counts).collect::<Vec<_>>()
        };
        page.family(
            "leadbell_interactions_total",
            "counter",
            "Presses, forms and commands, by what became of them.",
            "result",
            &counts(&self.0.interactions, &["done", "refused", "failed", "ignored"]),
        );
        page.family(
            "leadbell_discord_requests_total",
            "counter",
            "Requests of the outbox to Discord, by how they were answered.",
            "result",
            &counts(
                &self.0.requests,
                &["ok", "rate_limited", "refused", "failed", "lost"],
            ),
        );
        self.write_answers(page);
    }

    fn write_answers(&self, page: &mut Page) {
        let name = "leadbell_answer_seconds";
        let help = "Time from an interaction's arrival until Discord had its first answer.";
        page.head(name, "histogram", help);
        let mut sum = 0;
        for (at, count) in self.0.answers.iter().enumerate() {
            sum += count.load(Ordering::Relaxed);
            let bound = BOUNDS_MS
                .get(at)
                .map_or_else(|| "+Inf".to_owned(), |ms| seconds(*ms));
            page.line(&format!("{name}_bucket{{le=\"{bound}\"}}"), &sum.to_string());
        }
        let total_ms = self.0.answers_ms.load(Ordering::Relaxed);
        page.line(&format!("{name}_sum"), &seconds(total_ms));
        page.line(&format!("{name}_count"), &sum.to_string());
    }
}

/// Milliseconds as Prometheus wants them, without the rounding of floats.
fn seconds(ms: u64) -> String {
    let text = format!("{}.{:03}", ms / 1000, ms % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A page in Prometheus' text format.
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// One number.
    pub fn single(&mut self, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
        self.head(name, kind, help);
        self.line(name, &value.to_string());
    }

    /// A number for each value of a label. Names and values are our own words, so nothing has to be escaped.
    pub fn family<V: std::fmt::Display>(
        &mut self,
        name: &str,
        kind: &str,
        help: &str,
        label: &str,
        values: &[(&str, V)],
    ) {
        self.head(name, kind, help);
        for (of, value) in values {
            self.line(&format!("{name}{{{label}=\"{of}\"}}"), &value.to_string());
        }
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }

    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a text cannot fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    fn line(&mut self, series: &str, value: &str) {
        let _ = writeln!(self.0, "{series} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_up_and_ends_with_all() {
        let metrics = Metrics::default();
        for ms in [10, 11, 3000, 3001] {
            metrics.answered_after(Duration::from_millis(ms));
        }
        let mut page = Page::default();
        metrics.write(&mut page);
        let text = page.into_text();
        for line in [
            "leadbell_answer_seconds_bucket{le=\"0.01\"} 1",
            "leadbell_answer_seconds_bucket{le=\"0.05\"} 2",
            "leadbell_answer_seconds_bucket{le=\"1.8\"} 2",
            "leadbell_answer_seconds_bucket{le=\"3\"} 3",
            "leadbell_answer_seconds_bucket{le=\"+Inf\"} 4",
            "leadbell_answer_seconds_sum 6.022",
            "leadbell_answer_seconds_count 4",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
    }

    #[test]
    fn an_answer_is_counted_by_its_status() {
        for (status, request) in [
            (204, Request::Ok),
            (403, Request::Refused),
            (429, Request::RateLimited),
            (302, Request::Failed),
            (503, Request::Failed),
        ] {
            assert_eq!(Request::of_status(status), request, "{status}");
        }
    }
}
