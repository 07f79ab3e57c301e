//! Watches over the connection that serenity keeps. serenity reconnects by itself and says little about it: whether we
//! are connected is read off its shard each second, and a connection that does not come back ends the program, so that
//! whatever supervises it starts a fresh one. Telling serenity to restart a shard is no way out: a shard that waits for
//! the end of a socket which has ended already never gives its thread back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serenity::all::{ShardId, ShardManager};
use serenity::gateway::ConnectionStage;
use tokio::time::Instant;

/// How often the shard is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// For how long serenity may try by itself. Longer than any resume, short enough that it starts few sessions meanwhile.
const GONE: Duration = Duration::from_secs(300);

/// Since when the connection is down.
#[derive(Debug, Default)]
struct Down(Option<Instant>);

impl Down {
    /// Whether it has been down for too long.
    fn check(&mut self, connected: bool, now: Instant) -> bool {
        if connected {
            self.0 = None;
            return false;
        }
        now.duration_since(*self.0.get_or_insert(now)) >= GONE
    }
}

/// Keeps `connected` true to the shard; ends when the connection is gone for good.
pub(super) async fn watch_over(shards: &ShardManager, connected: &AtomicBool) -> anyhow::Error {
    let mut down = Down::default();
    loop {
        tokio::time::sleep(LOOK).await;
        let is_up = {
            let runners = shards.runners.lock().await;
            runners
                .get(&ShardId(0))
                .is_some_and(|shard| shard.stage == ConnectionStage::Connected)
        };
        if connected.swap(is_up, Ordering::Relaxed) != is_up {
            if is_up {
                tracing::info!("running: connected to Discord");
            } else {
                tracing::warn!("the connection to Discord is down; it is being made again");
            }
        }
        if down.check(is_up, Instant::now()) {
            return anyhow::anyhow!(
                "Discord could not be reached for {} minutes; start the program again",
                GONE.as_secs() / 60
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_stays_away_for_five_minutes_is_gone() {
        let (mut down, begin) = (Down::default(), Instant::now());
        let at = |seconds| begin + Duration::from_secs(seconds);
        assert!(!down.check(false, at(0)));
        assert!(!down.check(false, at(299)));
        assert!(!down.check(true, at(299)), "it came back");
        assert!(!down.check(false, at(310)));
        assert!(!down.check(false, at(609)));
        assert!(down.check(false, at(610)));
    }
}
