//! What `/metrics` tells of this process: counters that its parts keep. Numbers alone: no team, no member and nothing of a
//! lead is a label.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// How long members wait for the first answer, in seconds: Discord gives up after 3.
const BOUNDS: [f64; 8] = [0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 1.8, 3.0];

/// One label and its value, both our own words.
pub(crate) type Label = [(&'static str, &'static str); 1];

/// What became of an interaction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum InteractionOutcome {
    /// The member got what they asked for.
    Done,
    /// They may not or cannot, and were told so.
    Refused,
    /// Our fault.
    Failed,
    /// It came too late, or a second time, and had no effect.
    Ignored,
}

impl InteractionOutcome {
    const ALL: [Self; 4] = [Self::Done, Self::Refused, Self::Failed, Self::Ignored];

    const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Ignored => "ignored",
        }
    }
}

/// How Discord answered a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Request {
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
    const ALL: [Self; 5] = [
        Self::Ok,
        Self::RateLimited,
        Self::Refused,
        Self::Failed,
        Self::Lost,
    ];

    /// By the status of an answer.
    #[must_use]
    pub(crate) const fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Ok,
            429 => Self::RateLimited,
            400..=499 => Self::Refused,
            _ => Self::Failed,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::RateLimited => "rate_limited",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Lost => "lost",
        }
    }
}

/// The counters. Cheap to clone; clones share them.
#[derive(Clone, Debug)]
pub struct Metrics {
    interactions: Family<Label, Counter>,
    requests: Family<Label, Counter>,
    answers: Histogram,
    refused_keys: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        let metrics = Self {
            interactions: Family::default(),
            requests: Family::default(),
            answers: Histogram::new(BOUNDS),
            refused_keys: Counter::default(),
        };
        // What has not happened yet is told as 0, so that a rate of it can be asked for from the start.
        for what in InteractionOutcome::ALL {
            let _ = metrics.interactions.get_or_create(&[("result", what.code())]);
        }
        for what in Request::ALL {
            let _ = metrics.requests.get_or_create(&[("result", what.code())]);
        }
        metrics
    }
}

impl Metrics {
    /// Counts an interaction that is done with.
    pub(crate) fn interaction(&self, what: InteractionOutcome) {
        self.interactions.get_or_create(&[("result", what.code())]).inc();
    }

    /// Counts a request to Discord.
    pub(crate) fn request(&self, what: Request) {
        self.requests.get_or_create(&[("result", what.code())]).inc();
    }

    /// Counts a first answer that took so long, from its arrival here until Discord had the answer.
    pub(crate) fn answered_after(&self, took: Duration) {
        self.answers.observe(took.as_secs_f64());
    }

    /// Counts a request to intake without a key that is known.
    pub(crate) fn refused_key(&self) {
        self.refused_keys.inc();
    }

    /// Puts them on a page.
    pub(crate) fn register(&self, page: &mut Registry) {
        page.register(
            "interactions",
            "Presses, forms and commands, by what became of them",
            self.interactions.clone(),
        );
        page.register(
            "discord_requests",
            "Requests to Discord, by how they were answered",
            self.requests.clone(),
        );
        page.register(
            "answer_seconds",
            "Time from an interaction's arrival until Discord had its first answer",
            self.answers.clone(),
        );
        page.register(
            "refused_keys",
            "Requests to intake without a key that is known",
            self.refused_keys.clone(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
