//! How much a source may send: a bucket of tokens each, in memory. A restart fills them, which harms nobody.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ids::SourceId;

/// Requests that a source may make at once, and in each minute.
const A_MINUTE: u32 = 600;

/// The buckets. As many as there are sources, which only managers make.
#[derive(Debug, Default)]
pub struct Rates(Mutex<HashMap<SourceId, Bucket>>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// When it is full again; each request moves it on. A time in the past is a full bucket.
    full_at: DateTime<Utc>,
}

impl Rates {
    /// Takes a request's token, or says in how many seconds there is one.
    ///
    /// # Errors
    /// Seconds, 1 at least.
    pub fn take(&self, source: SourceId, now: DateTime<Utc>) -> Result<(), u32> {
        let minute = TimeDelta::minutes(1);
        let each = minute / A_MINUTE.cast_signed();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(source).or_insert(Bucket { full_at: now });
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

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn burst(rates: &Rates, source: SourceId, now: DateTime<Utc>) -> usize {
        (0..2000).take_while(|_| rates.take(source, now).is_ok()).count()
    }

    #[test]
    fn a_source_has_600_requests_a_minute_and_leaves_the_others_theirs() {
        let rates = Rates::default();
        assert_eq!(burst(&rates, SourceId(1), NOW), 600);
        assert_eq!(rates.take(SourceId(1), NOW), Err(1));
        assert_eq!(burst(&rates, SourceId(2), NOW), 600);
        assert_eq!(burst(&rates, SourceId(1), NOW + TimeDelta::seconds(6)), 60);
        assert_eq!(burst(&rates, SourceId(1), NOW + TimeDelta::hours(1)), 600);
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_lock_a_source_out() {
        let rates = Rates::default();
        burst(&rates, SourceId(1), NOW);
        assert!(rates.take(SourceId(1), NOW - TimeDelta::days(3)).is_ok());
    }
}
