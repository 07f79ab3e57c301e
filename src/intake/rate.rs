//! How much a source may send: a limiter each, in memory. A restart fills them, which harms nobody.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as LimiterClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::clock::{Clock, Moment};
use crate::domain::ids::SourceId;

/// Requests that a source may make at once, and in each minute.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(600).expect("600 is not 0");

/// The limiters. As many as there are sources, which only managers make.
pub(super) struct Rates {
    limiter: RateLimiter<SourceId, HashMapStateStore<SourceId>, Steady, NoOpMiddleware<Duration>>,
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

impl Rates {
    pub(super) fn new(clock: Clock) -> Self {
        let clock = Steady(clock);
        Self {
            limiter: RateLimiter::hashmap_with_clock(Quota::per_minute(A_MINUTE), clock.clone()),
            clock,
        }
    }

    /// Lets a request through, or says in how many seconds one may come.
    ///
    /// # Errors
    /// Seconds, 1 at least.
    pub(super) fn take(&self, source: SourceId) -> Result<(), u32> {
        self.limiter.check_key(&source).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            u32::try_from(wait.as_secs() + 1).unwrap_or(60)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    fn burst(rates: &Rates, source: SourceId) -> usize {
        (0..2000).take_while(|_| rates.take(source).is_ok()).count()
    }

    #[test]
    fn a_source_has_600_requests_a_minute_and_leaves_the_others_theirs() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let rates = Rates::new(clock.clone());
        assert_eq!(burst(&rates, SourceId(1)), 600);
        assert_eq!(rates.take(SourceId(1)), Err(1));
        assert_eq!(burst(&rates, SourceId(2)), 600);
        clock.advance(TimeDelta::seconds(6));
        assert_eq!(burst(&rates, SourceId(1)), 60);
        clock.advance(TimeDelta::hours(1));
        assert_eq!(burst(&rates, SourceId(1)), 600);
    }
}
