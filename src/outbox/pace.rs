//! Keeps to Discord's limits before Discord has to say so: a normal run sees no 429.
//!
//! Three limits are known: the bucket of a route, told in each answer's headers; 50 requests a second for the whole
//! bot; and the undocumented one on edits of messages older than an hour.
//! <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::HeaderMap;

use super::SendError;
use crate::clock::Clock;
use crate::domain::ids::ChannelId;

/// Requests a second over all routes: Discord allows 50, and answers to presses need none of them.
const EVERYWHERE: (usize, TimeDelta) = (45, TimeDelta::seconds(1));
/// Edits of old messages in one channel, as seen in practice.
const OLD_EDITS: (usize, TimeDelta) = (3, TimeDelta::seconds(6));

/// Requests that Discord counts together.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Bucket {
    /// Creating messages in a channel.
    Create(ChannelId),
    /// Editing messages in a channel.
    Edit(ChannelId),
    /// Editing messages older than an hour in a channel; counts as [`Self::Edit`] as well.
    OldEdit(ChannelId),
    /// Reading messages of a channel.
    Read(ChannelId),
    /// Everything else, which is rare.
    Other,
}

impl Bucket {
    /// The bucket that the headers of an answer speak of.
    fn of_headers(self) -> Self {
        match self {
            Self::OldEdit(channel) => Self::Edit(channel),
            bucket => bucket,
        }
    }
}

/// What may be sent when. Cheap to clone; clones share it.
#[derive(Clone, Debug)]
pub struct Pace {
    clock: Clock,
    limits: Arc<Mutex<Limits>>,
}

#[derive(Debug, Default)]
struct Limits {
    /// Nothing at all before then.
    stopped: Option<Stop>,
    buckets: HashMap<Bucket, Room>,
    sent: VecDeque<DateTime<Utc>>,
    old_edits: HashMap<ChannelId, VecDeque<DateTime<Utc>>>,
}

/// A wait, with when it was set: a clock that has been put back before that voids it.
#[derive(Clone, Copy, Debug)]
struct Stop {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// So many more requests until then.
#[derive(Clone, Copy, Debug)]
struct Room {
    left: u64,
    stop: Stop,
}

impl Stop {
    fn holds(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self.since <= now && now < self.until).then_some(self.until)
    }
}

impl Pace {
    /// Nothing sent yet.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            limits: Arc::default(),
        }
    }

    /// Takes a turn for a request of that bucket, or says until when there is none.
    ///
    /// # Errors
    /// When to ask again.
    pub fn take(&self, bucket: Bucket) -> Result<(), DateTime<Utc>> {
        let now = self.clock.now();
        self.lock().take(bucket, now).map_or(Ok(()), Err)
    }

    /// For how long nothing at all may be sent, if so.
    #[must_use]
    pub fn stopped(&self) -> Option<Duration> {
        let now = self.clock.now();
        let until = self.lock().stopped?.holds(now)?;
        (until - now).to_std().ok()
    }

    /// Learns from an answer how much room its bucket has left.
    pub fn note(&self, bucket: Bucket, headers: &HeaderMap) {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.parse::<f64>().ok();
        let (Some(left), Some(reset)) = (
            number("x-ratelimit-remaining"),
            number("x-ratelimit-reset-after").and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        ) else {
            return;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of floats saturates"
        )]
        self.lock()
            .note(bucket.of_headers(), left as u64, stop(self.clock.now(), reset));
    }

    /// Learns from a refusal how long to keep quiet.
    pub fn refused(&self, bucket: Bucket, error: &SendError) {
        let now = self.clock.now();
        let mut limits = self.lock();
        match error {
            SendError::RateLimited { after, global: true } => limits.stop_all(stop(now, *after)),
            SendError::RateLimited { after, .. } => limits.note(bucket.of_headers(), 0, stop(now, *after)),
            SendError::TooManyOldEdits { after } => limits.note(bucket, 0, stop(now, *after)),
            _ => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stop(now: DateTime<Utc>, length: Duration) -> Stop {
    let length = TimeDelta::from_std(length).unwrap_or(TimeDelta::hours(1));
    Stop {
        since: now,
        until: now + length,
    }
}

impl Limits {
    /// Takes a place now, or says until when there is none.
    fn take(&mut self, bucket: Bucket, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // Buckets that have opened again need no entry, so that the map stays as small as what is going on.
        self.buckets.retain(|_, room| room.stop.holds(now).is_some());
        self.old_edits.retain(|_, times| {
            times
                .back()
                .is_some_and(|last| last.le(&now) && now < *last + OLD_EDITS.1)
        });

        let full = |room: Option<&Room>| {
            room.filter(|room| room.left == 0)
                .and_then(|room| room.stop.holds(now))
        };
        let waits = [
            self.stopped.and_then(|stopped| stopped.holds(now)),
            full(self.buckets.get(&bucket)),
            full(self.buckets.get(&bucket.of_headers())),
            full_until(&self.sent, EVERYWHERE, now),
            match bucket {
                Bucket::OldEdit(channel) => {
                    let times = self.old_edits.get(&channel);
                    times.and_then(|times| full_until(times, OLD_EDITS, now))
                }
                _ => None,
            },
        ];
        let wait = waits.into_iter().flatten().max();
        if wait.is_none() {
            if let Some(room) = self.buckets.get_mut(&bucket.of_headers()) {
                room.left = room.left.saturating_sub(1);
            }
            count(&mut self.sent, EVERYWHERE.0, now);
            if let Bucket::OldEdit(channel) = bucket {
                count(self.old_edits.entry(channel).or_default(), OLD_EDITS.0, now);
            }
        }
        wait
    }

    /// What was under way together is told together, and not always the same: the longest wait counts.
    fn stop_all(&mut self, told: Stop) {
        let held = self.stopped.and_then(|stopped| stopped.holds(told.since));
        let until = held.map_or(told.until, |until| until.max(told.until));
        self.stopped = Some(Stop { until, ..told });
    }

    /// Answers can overtake one another, so within one window the smallest number counts.
    fn note(&mut self, bucket: Bucket, left: u64, stop: Stop) {
        let room = self.buckets.entry(bucket).or_insert(Room { left, stop });
        if room.stop.holds(stop.since).is_some() {
            room.left = room.left.min(left);
            room.stop.until = room.stop.until.max(stop.until);
        } else {
            *room = Room { left, stop };
        }
    }
}

/// Until when a sliding window is full. Times after `now` were taken before the clock was put back.
fn full_until(
    times: &VecDeque<DateTime<Utc>>,
    (most, length): (usize, TimeDelta),
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let first = times.front().filter(|_| times.len() >= most)?;
    let until = *first + length;
    (*first <= now && now < until).then_some(until)
}

fn count(times: &mut VecDeque<DateTime<Utc>>, most: usize, now: DateTime<Utc>) {
    if times.len() >= most {
        times.pop_front();
    }
    times.push_back(now);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: ChannelId = ChannelId(1);
    const THERE: ChannelId = ChannelId(2);

    fn pace() -> (Pace, Clock) {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH + TimeDelta::days(365));
        (Pace::new(clock.clone()), clock)
    }

    fn goes(pace: &Pace, bucket: Bucket) -> bool {
        pace.take(bucket).is_ok()
    }

    fn headers(remaining: &'static str, reset_after: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
        headers.insert("x-ratelimit-reset-after", reset_after.parse().unwrap());
        headers
    }

    #[test]
    fn a_bucket_that_is_used_up_waits_for_its_reset_and_holds_up_no_other() {
        let (pace, clock) = pace();
        pace.note(Bucket::Create(HERE), &headers("1", "4.5"));
        assert!(goes(&pace, Bucket::Create(HERE)));
        assert!(
            !goes(&pace, Bucket::Create(HERE)),
            "the one place was taken, answered or not"
        );
        assert!(goes(&pace, Bucket::Create(THERE)));
        assert!(goes(&pace, Bucket::Edit(HERE)));
        clock.advance(TimeDelta::milliseconds(4499));
        assert!(!goes(&pace, Bucket::Create(HERE)));
        clock.advance(TimeDelta::milliseconds(1));
        assert!(goes(&pace, Bucket::Create(HERE)));
    }

    #[test]
    fn an_answer_that_was_overtaken_gives_no_room_back() {
        let (pace, _clock) = pace();
        pace.note(Bucket::Edit(HERE), &headers("0", "4"));
        pace.note(Bucket::Edit(HERE), &headers("1", "4"));
        assert!(!goes(&pace, Bucket::Edit(HERE)));
    }

    #[test]
    fn edits_of_old_messages_are_slower_than_edits_and_count_as_edits() {
        let (pace, clock) = pace();
        for _ in 0..3 {
            assert!(goes(&pace, Bucket::OldEdit(HERE)));
        }
        assert!(!goes(&pace, Bucket::OldEdit(HERE)));
        assert!(goes(&pace, Bucket::OldEdit(THERE)));
        assert!(goes(&pace, Bucket::Edit(HERE)));
        clock.advance(TimeDelta::seconds(6));
        assert!(goes(&pace, Bucket::OldEdit(HERE)));
        pace.note(Bucket::OldEdit(HERE), &headers("0", "5"));
        assert!(!goes(&pace, Bucket::Edit(HERE)));
    }

    #[test]
    fn a_global_refusal_stops_everything_and_one_of_old_edits_only_those() {
        let (pace, clock) = pace();
        let after = Duration::from_secs(9);
        pace.refused(Bucket::OldEdit(HERE), &SendError::TooManyOldEdits { after });
        assert!(!goes(&pace, Bucket::OldEdit(HERE)));
        assert!(goes(&pace, Bucket::Edit(HERE)));
        pace.refused(
            Bucket::Create(HERE),
            &SendError::RateLimited { after, global: true },
        );
        assert!(!goes(&pace, Bucket::Edit(THERE)));
        clock.advance(TimeDelta::seconds(9));
        assert!(goes(&pace, Bucket::Edit(THERE)));
        assert!(goes(&pace, Bucket::OldEdit(HERE)));
    }

    #[test]
    fn of_several_global_refusals_the_longest_counts() {
        let (pace, clock) = pace();
        for seconds in [60, 5] {
            let after = Duration::from_secs(seconds);
            pace.refused(Bucket::Other, &SendError::RateLimited { after, global: true });
        }
        clock.advance(TimeDelta::seconds(59));
        assert!(!goes(&pace, Bucket::Other));
        assert_eq!(pace.stopped(), Some(Duration::from_secs(1)));
        clock.advance(TimeDelta::seconds(1));
        assert!(goes(&pace, Bucket::Other));
        assert_eq!(pace.stopped(), None);
    }

    #[test]
    fn no_more_than_45_requests_go_out_in_a_second() {
        let (pace, clock) = pace();
        let sent = (0..60)
            .filter(|n| goes(&pace, Bucket::Create(ChannelId(*n))))
            .count();
        assert_eq!(sent, 45);
        clock.advance(TimeDelta::seconds(1));
        assert!(goes(&pace, Bucket::Other));
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_stretch_a_wait() {
        let (pace, clock) = pace();
        let after = Duration::from_secs(5);
        pace.refused(Bucket::Other, &SendError::RateLimited { after, global: true });
        pace.refused(
            Bucket::Create(HERE),
            &SendError::RateLimited { after, global: false },
        );
        for _ in 0..3 {
            let _ = goes(&pace, Bucket::OldEdit(HERE));
        }
        clock.advance(TimeDelta::days(-3));
        assert!(goes(&pace, Bucket::Create(HERE)));
        assert!(goes(&pace, Bucket::OldEdit(HERE)));
    }
}
