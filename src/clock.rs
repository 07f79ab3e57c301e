//! The only source of "now": the machine's time, or one that a test or the demo moves.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::sync::watch;

/// How long a sleep may trust the machine's steady clock before it looks at the wall clock again: that one can be
/// set, and after a suspend the steady clock has not moved.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Tells the time. Cheap to clone; clones share one time.
#[derive(Clone, Debug)]
pub struct Clock {
    kind: Kind,
    moved: Arc<watch::Sender<TimeDelta>>,
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
            moved: Arc::new(watch::Sender::new(TimeDelta::zero())),
        }
    }

    /// A time that stands at `start` until it is moved.
    #[must_use]
    pub fn standing_at(start: DateTime<Utc>) -> Self {
        Self {
            kind: Kind::Standing(start),
            moved: Arc::new(watch::Sender::new(TimeDelta::zero())),
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
        base + *self.moved.borrow()
    }

    /// Moves the time, forwards or back, and wakes whoever sleeps.
    pub fn advance(&self, by: TimeDelta) {
        self.moved.send_modify(|moved| *moved += by);
    }

    /// Sleeps until `due` has come.
    pub async fn sleep_until(&self, due: DateTime<Utc>) {
        let mut moves = self.moved.subscribe();
        loop {
            let left = due - self.now();
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

/// The day that it is somewhere.
#[must_use]
pub fn day_in(zone: chrono_tz::Tz, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_standing_clock_wakes_its_sleepers_when_it_is_moved() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let due = DateTime::UNIX_EPOCH + TimeDelta::days(14);
        let sleep = clock.sleep_until(due);
        tokio::pin!(sleep);
        clock.advance(TimeDelta::days(13));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        clock.advance(TimeDelta::days(1));
        sleep.await;
        assert_eq!(clock.now(), due);
    }
}
