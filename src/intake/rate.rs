//! How much a source or an address may send: a limiter each, in memory. A restart fills them, which harms nobody.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as LimiterClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::clock::{Clock, Moment};

/// Requests that a source may make at once, and in each minute.
pub(super) const OF_SOURCE: NonZeroU32 = NonZeroU32::new(600).expect("600 is not 0");

/// With more senders than this those that have sent nothing lately are forgotten: they may send as much as anybody.
const MOST_SENDERS: usize = 10_000;

/// The limiters, by who sends.
pub(super) struct Rates<K: Clone + Eq + Hash> {
    limiter: RateLimiter<K, HashMapStateStore<K>, Steady, NoOpMiddleware<Duration>>,
    clock: Steady,
}

/// The steady clock: one that is put back locks nobody out.
#[derive(Clone)]
struct Steady(Clock);

impl LimiterClock for Steady {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Moment::default().until(self.0.steady())
    }
}

impl<K: Clone + Eq + Hash> Rates<K> {
    /// Of so many at once, and in each minute.
    pub(super) fn new(clock: Clock, a_minute: NonZeroU32) -> Self {
        let clock = Steady(clock);
        Self {
            limiter: RateLimiter::hashmap_with_clock(Quota::per_minute(a_minute), clock.clone()),
            clock,
        }
    }

    /// Lets a request through, or says in how many seconds one may come.
    ///
    /// # Errors
    /// Seconds, 1 at least.
    pub(super) fn take(&self, sender: &K) -> Result<(), u32> {
        if self.limiter.len() > MOST_SENDERS {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(sender).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            u32::try_from(wait.as_secs() + 1).unwrap_or(60)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::domain::ids::SourceId;

    fn burst(rates: &Rates<SourceId>, source: SourceId) -> usize {
        (0..2000).take_while(|_| rates.take(&source).is_ok()).count()
    }

    #[test]
    fn a_source_has_600_requests_a_minute_and_leaves_the_others_theirs() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let rates = Rates::new(clock.clone(), OF_SOURCE);
        assert_eq!(burst(&rates, SourceId(1)), 600);
        assert_eq!(rates.take(&SourceId(1)), Err(1));
        assert_eq!(burst(&rates, SourceId(2)), 600);
        clock.advance(TimeDelta::seconds(6));
        assert_eq!(burst(&rates, SourceId(1)), 60);
        clock.advance(TimeDelta::hours(1));
        assert_eq!(burst(&rates, SourceId(1)), 600);
    }
}
