//! Rate limits (`developers/topics/rate-limits.mdx`): buckets by route and channel, the global limit, the limits on edits
//! of old messages and on renames of a thread, and the block after too many invalid requests. Only counts and windows;
//! `rest::limited` knows which call is which.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::limits;

pub(crate) type Headers = Vec<(String, String)>;

/// A window that opens with its first request.
#[derive(Debug, Clone, Copy)]
struct Window {
    opened: DateTime<Utc>,
    used: usize,
}

/// What of a call decides its bucket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'a> {
    pub method: &'a str,
    /// The template.
    pub route: &'a str,
    /// The channel or server in the path.
    pub major: Option<&'a str>,
    /// "Interaction endpoints are not bound to the bot's Global Rate Limit" (rate-limits.mdx).
    pub answers_interaction: bool,
}

/// All counts.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    buckets: BTreeMap<String, Window>,
    old_edits: BTreeMap<u64, Window>,
    renames: BTreeMap<u64, Window>,
    global: VecDeque<DateTime<Utc>>,
    invalid: VecDeque<DateTime<Utc>>,
}

/// Whether a call may go on, and what it is told of its bucket.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// The address is blocked at the edge, which knows nothing of buckets.
    Blocked,
    Go(Headers),
    Wait {
        body: Value,
        headers: Headers,
    },
}

impl Window {
    /// Takes a place; `Err` with the time until the window reopens.
    fn take(window: &mut Self, most: usize, length: TimeDelta, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        if now - window.opened >= length || now < window.opened {
            *window = Self { opened: now, used: 0 };
        }
        if window.used >= most {
            return Err(window.opened + length - now);
        }
        window.used += 1;
        Ok(())
    }
}

pub(crate) fn seconds(span: TimeDelta) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of a window are far below 2^52"
    )]
    let ms = span.num_milliseconds().max(0) as f64;
    ms / 1000.0
}

impl Limiter {
    /// Counts a call.
    pub fn admit(&mut self, call: Counted<'_>, now: DateTime<Utc>) -> Verdict {
        let (most, window) = limits::INVALID_REQUESTS;
        while self.invalid.front().is_some_and(|at| now - *at >= window) {
            self.invalid.pop_front();
        }
        if self.invalid.len() >= most {
            return Verdict::Blocked;
        }
        if call.answers_interaction {
            return Verdict::Go(Vec::new());
        }
        self.global
            .retain(|at| now - *at < TimeDelta::seconds(1) && *at <= now);
        if self.global.len() >= limits::GLOBAL_PER_SECOND {
            let wait = self
                .global
                .front()
                .map_or(TimeDelta::zero(), |first| *first + TimeDelta::seconds(1) - now);
            return too_many(wait, "global", Vec::new());
        }
        self.global.push_back(now);

        let (name, (most, length)) = bucket(call);
        let key = format!("{name} {}", call.major.unwrap_or_default());
        let window = self.buckets.entry(key).or_insert(Window { opened: now, used: 0 });
        let taken = Window::take(window, most, length, now);
        let resets = window.opened + length;
        let told = vec![
            ("x-ratelimit-limit".to_owned(), most.to_string()),
            (
                "x-ratelimit-remaining".to_owned(),
                most.saturating_sub(window.used).to_string(),
            ),
            (
                "x-ratelimit-reset".to_owned(),
                format!("{:.3}", seconds(resets - DateTime::UNIX_EPOCH)),
            ),
            (
                "x-ratelimit-reset-after".to_owned(),
                format!("{:.3}", seconds(resets - now)),
            ),
            ("x-ratelimit-bucket".to_owned(), name),
        ];
        match taken {
            Ok(()) => Verdict::Go(told),
            Err(wait) => too_many(wait, "user", told),
        }
    }

    /// Counts an edit of an old message; the time to wait if there were too many.
    pub fn admit_old_edit(&mut self, channel: u64, now: DateTime<Utc>) -> Option<TimeDelta> {
        let (most, length) = limits::OLD_EDIT_BUCKET;
        let window = self
            .old_edits
            .entry(channel)
            .or_insert(Window { opened: now, used: 0 });
        Window::take(window, most, length, now).err()
    }

    /// Counts a rename of a thread; the time to wait if there were too many.
    pub fn admit_rename(&mut self, thread: u64, now: DateTime<Utc>) -> Option<TimeDelta> {
        let (most, length) = limits::THREAD_RENAMES;
        let window = self
            .renames
            .entry(thread)
            .or_insert(Window { opened: now, used: 0 });
        Window::take(window, most, length, now).err()
    }

    /// Counts answers that Discord takes for abuse.
    pub fn note_answer(&mut self, status: u16, now: DateTime<Utc>) {
        if matches!(status, 401 | 403 | 429) {
            self.invalid.push_back(now);
        }
    }
}

fn too_many(wait: TimeDelta, scope: &str, mut headers: Headers) -> Verdict {
    let global = scope == "global";
    headers.push((
        "retry-after".to_owned(),
        format!("{}", seconds(wait).ceil().max(1.0)),
    ));
    headers.push(("x-ratelimit-scope".to_owned(), scope.to_owned()));
    if global {
        headers.push(("x-ratelimit-global".to_owned(), "true".to_owned()));
    }
    let body =
        json!({"message": "You are being rate limited.", "retry_after": seconds(wait), "global": global});
    Verdict::Wait { body, headers }
}

/// The bucket of a call: its opaque name, and how much it holds.
fn bucket(call: Counted<'_>) -> (String, (usize, TimeDelta)) {
    let writes_message = matches!(
        (call.method, call.route),
        ("POST", "/channels/{channel_id}/messages")
            | ("PATCH", "/channels/{channel_id}/messages/{message_id}")
    );
    let size = if writes_message {
        limits::MESSAGE_BUCKET
    } else {
        limits::OTHER_BUCKET
    };
    // FNV-1a: a name that looks like Discord's and is the same in every run.
    let hash = call
        .method
        .bytes()
        .chain(call.route.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    (format!("{hash:016x}{:016x}", hash.rotate_left(29)), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: Counted<'_> = Counted {
        method: "GET",
        route: "/users/@me",
        major: None,
        answers_interaction: false,
    };

    #[test]
    fn ten_thousand_invalid_answers_in_ten_minutes_block_the_address() {
        let mut limiter = Limiter::default();
        let start = DateTime::UNIX_EPOCH;
        let admitted = |limiter: &mut Limiter, at| limiter.admit(ANY, at) != Verdict::Blocked;
        for n in 0..10_000 {
            assert!(admitted(&mut limiter, start + TimeDelta::milliseconds(n)));
            limiter.note_answer(401, start + TimeDelta::milliseconds(n));
        }
        let soon = start + TimeDelta::minutes(1);
        assert!(!admitted(&mut limiter, soon));
        limiter.note_answer(404, soon);
        assert!(
            admitted(&mut limiter, start + TimeDelta::minutes(10)),
            "the first is forgotten"
        );
    }
}
