//! The only source of "now": the machine's time, or one that a test or the demo moves.
//!
//! There are two clocks in one. The wall clock is what people see and what is stored; it can be set. The steady one only
//! goes forward, and is what waits inside the process are measured by: back-off, rate limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::sync::watch;
use tokio::time::Instant;

/// How long a sleep may trust the machine's steady clock before it looks at the wall clock again: that one can be
/// set, and after a suspend the steady clock has not moved.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Tells the time. Cheap to clone; clones share one time.
#[derive(Clone, Debug)]
pub struct Clock {
    kind: Kind,
    started: Instant,
    moved: Arc<watch::Sender<Moved>>,
}

/// How far both clocks have been moved. Time that is put back on the wall has passed all the same.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    wall: TimeDelta,
    steady: Duration,
}

/// A moment of the steady clock, counted from when this program started.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Moment(Duration);

impl Moment {
    /// The moment so much later.
    #[must_use]
    pub const fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span))
    }

    /// How long it is from here until `later`; nothing where that is over.
    #[must_use]
    pub const fn until(self, later: Self) -> Duration {
        later.0.saturating_sub(self.0)
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// The machine's time plus what it was moved by.
    Running,
    /// Stands still at a moment, but for what it is moved by.
    Standing(DateTime<Utc>),
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn real() -> Self {
        Self {
            kind: Kind::Running,
            started: Instant::now(),
            moved: Arc::default(),
        }
    }

    /// A time that stands at `start` until it is moved.
    #[must_use]
    pub fn standing_at(start: DateTime<Utc>) -> Self {
        Self {
            kind: Kind::Standing(start),
            started: Instant::now(),
            moved: Arc::default(),
        }
    }

    /// Now.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the machine"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        let base = match self.kind {
            Kind::Running => Utc::now(),
            Kind::Standing(start) => start,
        };
        base + self.moved.borrow().wall
    }

    /// Now, on the steady clock.
    #[must_use]
    pub(crate) fn steady(&self) -> Moment {
        let base = match self.kind {
            Kind::Running => self.started.elapsed(),
            Kind::Standing(_) => Duration::ZERO,
        };
        Moment(base.saturating_add(self.moved.borrow().steady))
    }

    /// Moves the time, forwards or back, and wakes whoever sleeps. The steady clock goes along forwards only.
    pub fn advance(&self, by: TimeDelta) {
        self.moved.send_modify(|moved| {
            moved.wall += by;
            moved.steady += by.to_std().unwrap_or_default();
        });
    }

    /// Sleeps until a moment of the steady clock.
    pub(crate) async fn sleep_until_moment(&self, due: Moment) {
        let mut moves = self.moved.subscribe();
        loop {
            let left = self.steady().until(due);
            if left.is_zero() {
                return;
            }
            let left = match self.kind {
                Kind::Running => left,
                Kind::Standing(_) => Duration::MAX,
            };
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = moves.changed() => {}
            }
        }
    }

    /// Sleeps until `due` has come, or the clock is put back, so that who sleeps can see to it.
    pub(crate) async fn sleep_until_or_put_back(&self, due: DateTime<Utc>) {
        let start = self.now();
        self.sleep_while(|now| if now < start { TimeDelta::zero() } else { due - now })
            .await;
    }

    /// Sleeps for that long. A clock that is put back meanwhile ends the sleep rather than prolonging it.
    pub(crate) async fn sleep_for(&self, span: TimeDelta) {
        let start = self.now();
        self.sleep_while(|now| {
            if now < start {
                TimeDelta::zero()
            } else {
                start + span - now
            }
        })
        .await;
    }

    /// Sleeps while there is something left.
    async fn sleep_while(&self, left: impl Fn(DateTime<Utc>) -> TimeDelta) {
        let mut moves = self.moved.subscribe();
        loop {
            let left = left(self.now());
            if left <= TimeDelta::zero() {
                return;
            }
            let left = match self.kind {
                Kind::Running => left.to_std().unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN),
                Kind::Standing(_) => Duration::MAX,
            };
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = moves.changed() => {}
            }
        }
    }
}

/// How far this machine's clock is from Discord's, learned from the `Date` header of its answers. Cheap to clone.
///
/// A machine whose clock is off by seconds would otherwise take every press for a late one.
#[derive(Clone, Debug, Default)]
pub(crate) struct DiscordTime(Arc<AtomicI64>);

impl DiscordTime {
    /// The header tells whole seconds and the answer takes its time: what is less than this apart is taken as equal.
    const NOISE_MS: i64 = 1500;

    /// Takes note of an answer's `Date` header, read at `now`.
    pub(crate) fn observe(&self, date_header: &str, now: DateTime<Utc>) {
        if let Ok(theirs) = DateTime::parse_from_rfc2822(date_header) {
            let ahead = (now - theirs.with_timezone(&Utc)).num_milliseconds() - 500;
            let ahead = if ahead.abs() <= Self::NOISE_MS { 0 } else { ahead };
            self.0.store(ahead, Ordering::Relaxed);
        }
    }

    /// How far our clock is ahead of theirs; negative where it is behind.
    #[must_use]
    pub fn ahead(&self) -> TimeDelta {
        TimeDelta::milliseconds(self.0.load(Ordering::Relaxed))
    }
}

/// The day that it is somewhere.
#[must_use]
pub(crate) fn day_in(zone: chrono_tz::Tz, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_by_more_than_the_headers_second_is_noticed() {
        let time = DiscordTime::default();
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc);
        time.observe("Sun, 22 Nov 2026 21:00:00 GMT", at("2026-11-22T21:00:01.200Z"));
        assert_eq!(time.ahead(), TimeDelta::zero());
        time.observe("Sun, 22 Nov 2026 21:00:00 GMT", at("2026-11-22T21:02:00.500Z"));
        assert_eq!(time.ahead(), TimeDelta::seconds(120));
        time.observe("not a date", at("2026-11-22T23:00:00Z"));
        assert_eq!(time.ahead(), TimeDelta::seconds(120));
    }

    #[tokio::test]
    async fn the_steady_clock_only_goes_forward() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let due = clock.steady().after(Duration::from_secs(60));
        clock.advance(TimeDelta::days(-3));
        assert_eq!(clock.steady().until(due), Duration::from_secs(60));
        let sleep = clock.sleep_until_moment(due);
        tokio::pin!(sleep);
        clock.advance(TimeDelta::seconds(59));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        clock.advance(TimeDelta::seconds(1));
        sleep.await;
    }

    #[tokio::test]
    async fn a_clock_that_is_put_back_wakes_who_wants_to_know() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let sleep = clock.sleep_until_or_put_back(DateTime::UNIX_EPOCH + TimeDelta::days(14));
        tokio::pin!(sleep);
        assert!(futures_util::poll!(&mut sleep).is_pending());
        clock.advance(TimeDelta::seconds(-1));
        sleep.await;
    }

    #[tokio::test]
    async fn a_clock_that_is_put_back_ends_a_sleep_for_a_while() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let sleep = clock.sleep_for(TimeDelta::seconds(5));
        tokio::pin!(sleep);
        assert!(futures_util::poll!(&mut sleep).is_pending());
        clock.advance(TimeDelta::days(-3));
        sleep.await;
    }
}
