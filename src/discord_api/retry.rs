//! How long to wait after a failure, as data. Waits grow by a factor up to a longest one, each spread at random over its
//! upper half, so that what failed together does not come back together.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder, Retryable as _};
use tokio::time::Instant;

use super::error::ApiError;

/// A retry policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Policy {
    /// The first wait.
    first: Duration,
    /// What each wait is multiplied by to give the next.
    factor: f32,
    /// The longest wait.
    most: Duration,
    /// How often at the most, where it ends at all.
    times: Option<usize>,
}

/// The first answer to an interaction: Discord waits for three seconds.
pub(crate) const FIRST_ANSWER: Policy = Policy::new(50, 3.5, 600, Some(3));
/// A message after it.
pub(crate) const FOLLOW_UP: Policy = Policy::new(200, 4.0, 3000, Some(3));
/// Commands of a server; the next reconnect tries again anyway.
pub(crate) const REGISTRATION: Policy = Policy::new(1000, 3.0, 300_000, Some(6));
/// The gateway's address: soon after Discord answers again the bot is back.
pub(crate) const GATEWAY: Policy = Policy::new(1000, 2.0, 5000, None);
/// One outbox row. There is no last try: a card is due until Discord shows it.
pub(crate) const ROW: Policy = Policy::new(1000, 2.0, 300_000, None);
/// A whole lane of the outbox while nothing gets through. Short, so that cards follow soon after Discord is back.
pub(crate) const LANE: Policy = Policy::new(1000, 2.0, 15_000, None);

impl Policy {
    pub(crate) const fn new(first_ms: u64, factor: f32, most_ms: u64, times: Option<usize>) -> Self {
        Self {
            first: Duration::from_millis(first_ms),
            factor,
            most: Duration::from_millis(most_ms),
            times,
        }
    }

    /// Half of each wait, since the library adds up to as much again.
    fn waits(self) -> ExponentialBuilder {
        let waits = ExponentialBuilder::new()
            .with_factor(self.factor)
            .with_min_delay(self.first / 2)
            .with_max_delay(self.most / 2)
            .with_jitter();
        match self.times {
            Some(times) => waits.with_max_times(times),
            None => waits.without_max_times(),
        }
    }

    /// The wait after so many failures in a row (1 is the first).
    pub(crate) fn wait(self, failures: u32) -> Duration {
        // Past so many, each is the longest.
        const ENOUGH: u32 = 64;
        let before = usize::try_from(failures.clamp(1, ENOUGH) - 1).unwrap_or_default();
        self.waits().build().nth(before).unwrap_or(self.most)
    }

    /// Sends until it is done, refused for good, or what is left of the time is too short for one more wait. Waits as
    /// long as Discord says where it says so.
    ///
    /// # Errors
    /// The last one.
    pub(crate) async fn retry<T, F, S>(self, send: S, until: Option<Instant>) -> Result<T, ApiError>
    where
        S: FnMut() -> F,
        F: Future<Output = Result<T, ApiError>>,
    {
        send.retry(self.waits())
            .when(ApiError::is_temporary)
            .adjust(|error, wait| {
                let wait = error.retry_after().or(wait)?;
                until
                    .is_none_or(|until| Instant::now() + wait < until)
                    .then_some(wait)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_at_the_longest() {
        for (failures, seconds) in [
            (1, 1),
            (2, 2),
            (3, 4),
            (9, 256),
            (10, 300),
            (40, 300),
            (u32::MAX, 300),
        ] {
            let (wait, whole) = (ROW.wait(failures), Duration::from_secs(seconds));
            assert!(wait >= whole / 2 && wait <= whole, "{failures}: {wait:?}");
        }
    }

    #[test]
    fn what_failed_together_comes_back_spread() {
        let waits: std::collections::HashSet<_> = (0..20).map(|_| ROW.wait(3)).collect();
        assert!(waits.len() > 1);
    }
}
