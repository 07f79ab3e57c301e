//! How long to wait after a failure, as data. There is no last try: a card is due until Discord shows it.

use std::time::Duration;

/// Waits that double from `first` up to `most`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    first: Duration,
    most: Duration,
}

/// For one row.
pub(super) const ROW: Backoff = Backoff {
    first: Duration::from_secs(1),
    most: Duration::from_secs(300),
};

/// For a whole lane while nothing gets through. Short, so that cards follow soon after Discord is back.
pub(super) const LANE: Backoff = Backoff {
    first: Duration::from_secs(1),
    most: Duration::from_secs(15),
};

impl Backoff {
    /// The wait after so many failures in a row (1 is the first). `roll`, from 0 to 1, spreads it over its upper
    /// half, so that what failed together does not come back together.
    pub(super) fn wait(self, failures: u32, roll: f64) -> Duration {
        let doubled = self
            .first
            .saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
        doubled.min(self.most).mul_f64(0.5 + 0.5 * roll.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_at_the_longest() {
        let waits: Vec<u64> = [1, 2, 3, 9, 10, 11, 40, u32::MAX]
            .iter()
            .map(|failures| ROW.wait(*failures, 1.0).as_secs())
            .collect();
        assert_eq!(waits, [1, 2, 4, 256, 300, 300, 300, 300]);
    }

    #[test]
    fn what_failed_together_comes_back_spread_over_half_the_wait() {
        assert_eq!(ROW.wait(3, 0.0), Duration::from_secs(2));
        assert_eq!(ROW.wait(3, 0.5), Duration::from_secs(3));
    }
}
