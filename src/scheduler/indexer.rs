//! Writes the index of words behind the changes, many leads at once, so that no press and no sender waits for it. Takes no
//! input: what is to be written are rows, also those of an earlier process.

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::flows::index::catch_up;
use crate::store::Store;

/// How long changes gather before they are written. A search does not wait for it.
const GATHERS: TimeDelta = TimeDelta::milliseconds(500);
/// How long to wait after the database failed.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// Keeps the index of words up to date until `stop` is true or its sender is gone.
pub async fn run(store: Store, clock: Clock, mut stop: watch::Receiver<bool>) {
    let mut changes = store.unindexed_changes();
    // What an earlier process left.
    changes.mark_changed();
    let work = async {
        while changes.changed().await.is_ok() {
            clock.sleep_for(GATHERS).await;
            changes.borrow_and_update();
            loop {
                match catch_up(&store).await {
                    Ok(true) => break,
                    Ok(false) => {}
                    Err(error) => {
                        tracing::warn!(%error, "the index of words cannot be written yet");
                        clock.sleep_for(AGAIN).await;
                    }
                }
            }
        }
    };
    tokio::select! {
        () = work => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}
