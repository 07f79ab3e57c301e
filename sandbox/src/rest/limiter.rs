//! Rate limits (`developers/topics/rate-limits.mdx`): buckets by route and channel, the global limit, the limit on edits
//! of old messages, and the block after too many invalid requests.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{outcome::Outcome, request::Call, routes::Access};
use crate::{limits, refusal::Refusal, world::World};

type Headers = Vec<(String, String)>;

/// A window that opens with its first request.
#[derive(Debug, Clone, Copy)]
struct Window {
    opened: DateTime<Utc>,
    used: usize,
}

/// All counts.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    buckets: BTreeMap<String, Window>,
    old_edits: BTreeMap<u64, Window>,
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

fn seconds(span: TimeDelta) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of a window are far below 2^52"
    )]
    let ms = span.num_milliseconds().max(0) as f64;
    ms / 1000.0
}

impl Limiter {
    /// Counts a call.
    pub fn admit(&mut self, call: &Call, access: Access, now: DateTime<Utc>) -> Verdict {
        let (most, window) = limits::INVALID_REQUESTS;
        while self.invalid.front().is_some_and(|at| now - *at >= window) {
            self.invalid.pop_front();
        }
        if self.invalid.len() >= most {
            return Verdict::Blocked;
        }
        // "Interaction endpoints are not bound to the bot's Global Rate Limit" (rate-limits.mdx).
        if access == Access::Interaction {
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
        let major = call
            .parameters
            .iter()
            .find(|(key, _)| matches!(key.as_str(), "channel_id" | "guild_id"));
        let key = format!("{name} {}", major.map_or("", |(_, value)| value));
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
fn bucket(call: &Call) -> (String, (usize, TimeDelta)) {
    let writes_message = matches!(
        (call.method.as_str(), call.route),
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

/// The edge's answer to a blocked address: a page, not JSON.
pub(super) fn blocked() -> Outcome {
    let headers = vec![
        (
            "retry-after".to_owned(),
            limits::INVALID_REQUESTS.1.num_seconds().to_string(),
        ),
        ("content-type".to_owned(), "text/html".to_owned()),
    ];
    let page =
        "<html><title>Access denied</title>The owner of this website has banned you temporarily.</html>";
    Outcome::Raw(429, headers, page.to_owned())
}

/// The channel, if the call edits a message of its that is older than an hour.
pub(super) fn old_edit(world: &World, call: &Call, now: DateTime<Utc>) -> Option<u64> {
    if call.method != "PATCH" || call.route != "/channels/{channel_id}/messages/{message_id}" {
        return None;
    }
    let message = world.message(call.id("channel_id").ok()?, call.id("message_id").ok()?)?;
    (now - message.sent_at > limits::OLD_MESSAGE).then_some(message.channel_id)
}

/// 30046 is a 429 with a code; it says when to come back like any other.
pub(super) fn too_many_old_edits(wait: TimeDelta, mut headers: Headers) -> Outcome {
    let mut body = Refusal::too_many_old_edits().body();
    body["retry_after"] = json!(seconds(wait));
    body["global"] = json!(false);
    headers.push((
        "retry-after".to_owned(),
        format!("{}", seconds(wait).ceil().max(1.0)),
    ));
    headers.push(("x-ratelimit-scope".to_owned(), "shared".to_owned()));
    Outcome::Json {
        status: 429,
        body: Some(body),
        headers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_invalid_answers_in_ten_minutes_block_the_address() {
        let mut limiter = Limiter::default();
        let start = DateTime::UNIX_EPOCH;
        let admitted =
            |limiter: &mut Limiter, at| limiter.admit(&Call::default(), Access::Bot, at) != Verdict::Blocked;
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
