//! How often a gateway session may be started. Discord resets the token of a bot that starts more than its limit (1000
//! a day for most), so a program that crashes and is started again in a loop must slow down long before that.
//!
//! <https://discord.com/developers/docs/events/gateway#rate-limiting>, "Session Start Limit Object".

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;

use crate::clock::Clock;
use crate::store::{Store, StoreError, gateway_starts};

/// Starts in a day past which something is wrong with us: a normal day has a handful.
const A_DAY: u64 = 100;
/// One IDENTIFY in this time (`max_concurrency` is 1 below 150,000 servers).
const APART: TimeDelta = TimeDelta::seconds(5);

/// How long to wait where the day's sessions are used up, ours or Discord's: until the count starts anew.
pub(super) fn session_wait(limit: &Value) -> Option<Duration> {
    let number = |name: &str| limit.get(name)?.as_u64();
    let (remaining, reset_after_ms) = (number("remaining")?, number("reset_after")?);
    let used = number("total").map_or(0, |total| total.saturating_sub(remaining));
    (remaining == 0 || used >= A_DAY).then(|| Duration::from_millis(reset_after_ms))
}

/// Waits until five seconds have passed since a session was last asked for, by whichever process, and takes note that
/// one is asked for now.
pub(super) async fn take_turn(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let last = gateway_starts::last(&mut *store.read().await?).await?;
    if let Some(last) = last {
        let passed = clock.now() - last;
        // A clock that was put back says nothing of what has passed.
        let wait = if passed < TimeDelta::zero() {
            APART
        } else {
            APART - passed
        };
        // By the machine's steady clock: Discord's does not follow ours when it is set.
        tokio::time::sleep(wait.to_std().unwrap_or_default()).await;
    }
    let now = clock.now();
    store
        .write(async move |tx| Ok(gateway_starts::upsert(tx, now).await?))
        .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wait(total: u64, remaining: u64) -> Option<u64> {
        let limit =
            json!({"total": total, "remaining": remaining, "reset_after": 14_400_000, "max_concurrency": 1});
        session_wait(&limit).map(|wait| wait.as_secs())
    }

    #[test]
    fn a_hundred_starts_in_a_day_are_enough() {
        assert_eq!(wait(1000, 1000), None);
        assert_eq!(wait(1000, 901), None);
        assert_eq!(wait(1000, 900), Some(14_400));
        assert_eq!(wait(50, 0), Some(14_400));
    }

    #[test]
    fn an_answer_without_the_limit_holds_nothing_up() {
        assert_eq!(session_wait(&json!(null)), None);
    }
}
