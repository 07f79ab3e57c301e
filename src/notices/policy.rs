//! When a notice that could not be sent is tried again, as data: ten tries over three days, as Standard Webhooks
//! recommends. Greylisting servers take the second or third.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// The waits after each failure.
const WAITS_SECS: [u64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000];
/// How far each wait is spread, so that what failed together does not come back together.
const SPREAD: f64 = 0.1;
/// After this it is over.
const LASTS: TimeDelta = TimeDelta::days(3);
/// No receiver puts us off for longer at a time.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What follows a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    /// Another try then.
    At(DateTime<Utc>),
    /// No other try.
    Never,
}

/// After so many failures (1 is the first) of a notice that was first due then. What the receiver asks for is heard.
/// `roll` goes from 0 to 1.
pub(super) fn next(
    failures: u32,
    first_due: DateTime<Utc>,
    now: DateTime<Utc>,
    asked: Option<Duration>,
    roll: f64,
) -> Next {
    let at = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    let end = first_due + LASTS;
    let Some(wait) = WAITS_SECS.get(at).filter(|_| now < end) else {
        return Next::Never;
    };
    let spread = 1.0 + SPREAD * (2.0 * roll.clamp(0.0, 1.0) - 1.0);
    let wait = Duration::from_secs(*wait).mul_f64(spread);
    let wait = wait.max(asked.unwrap_or_default().min(LONGEST));
    let wait = TimeDelta::from_std(wait).unwrap_or(LASTS);
    // The last try is at the end, however long the receiver asks us to wait.
    Next::At((now + wait).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(roll: f64) -> Vec<TimeDelta> {
        let begin = DateTime::<Utc>::UNIX_EPOCH;
        let (mut now, mut all) = (begin, Vec::new());
        for failures in 1.. {
            match next(failures, begin, now, None, roll) {
                Next::At(at) => now = at,
                Next::Never => return all,
            }
            all.push(now - begin);
        }
        all
    }

    #[test]
    fn it_is_tried_ten_times_over_three_days() {
        for roll in [0.0, 0.5, 1.0] {
            let times = times(roll);
            assert!(times.len() >= 8, "{times:?}");
            let last = *times.last().unwrap();
            assert!(
                last > TimeDelta::hours(60) && last <= TimeDelta::days(3),
                "{last}"
            );
        }
    }

    #[test]
    fn a_receiver_that_asks_for_more_time_gets_it() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let asked = |secs| next(1, now, now, Some(Duration::from_secs(secs)), 0.5);
        assert_eq!(asked(1), Next::At(now + TimeDelta::seconds(5)));
        assert_eq!(asked(600), Next::At(now + TimeDelta::seconds(600)));
        assert_eq!(asked(u64::MAX), Next::At(now + TimeDelta::days(1)));
    }
}
