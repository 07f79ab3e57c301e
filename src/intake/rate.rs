//! How much a source or an address may send: a bucket of tokens each, in memory. A restart fills them, which harms nobody.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Requests that a source may make at once, and in each minute.
pub(super) const OF_SOURCE: u32 = 600;
/// With more buckets than this the full ones are thrown away: a full one is as good as none.
const MOST_BUCKETS: usize = 10_000;

/// The buckets, by who sends.
#[derive(Debug)]
pub struct Rates<K> {
    buckets: Mutex<HashMap<K, Bucket>>,
    a_minute: u32,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// When it is full again; each request moves it on. A time in the past is a full bucket.
    full_at: DateTime<Utc>,
}

impl<K: Eq + Hash> Rates<K> {
    /// Full buckets of that many tokens, which fill in a minute.
    pub fn new(a_minute: u32) -> Self {
        Self {
            buckets: Mutex::default(),
            a_minute,
        }
    }

    /// Takes a request's token, or says in how many seconds there is one.
    ///
    /// # Errors
    /// Seconds, 1 at least.
    pub fn take(&self, sender: K, now: DateTime<Utc>) -> Result<(), u32> {
        let minute = TimeDelta::minutes(1);
        let each = minute / self.a_minute.cast_signed();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_BUCKETS {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        let bucket = buckets.entry(sender).or_insert(Bucket { full_at: now });
        // More than a minute ahead was written before the clock was put back.
        let full_at = if bucket.full_at > now + minute {
            now
        } else {
            bucket.full_at.max(now)
        };
        let after = full_at + each;
        if after > now + minute {
            let wait = (after - now - minute).num_seconds() + 1;
            return Err(u32::try_from(wait).unwrap_or(60));
        }
        bucket.full_at = after;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SourceId;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn burst(rates: &Rates<SourceId>, source: SourceId, now: DateTime<Utc>) -> usize {
        (0..2000).take_while(|_| rates.take(source, now).is_ok()).count()
    }

    #[test]
    fn a_source_has_600_requests_a_minute_and_leaves_the_others_theirs() {
        let rates = Rates::new(OF_SOURCE);
        assert_eq!(burst(&rates, SourceId(1), NOW), 600);
        assert_eq!(rates.take(SourceId(1), NOW), Err(1));
        assert_eq!(burst(&rates, SourceId(2), NOW), 600);
        assert_eq!(burst(&rates, SourceId(1), NOW + TimeDelta::seconds(6)), 60);
        assert_eq!(burst(&rates, SourceId(1), NOW + TimeDelta::hours(1)), 600);
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_lock_a_source_out() {
        let rates = Rates::new(OF_SOURCE);
        burst(&rates, SourceId(1), NOW);
        assert!(rates.take(SourceId(1), NOW - TimeDelta::days(3)).is_ok());
    }
}
