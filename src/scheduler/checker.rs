//! Looks through the whole database for damaged pages, slowly and behind all else: a start reads only what it needs, so that
//! it is as fast with a million leads as with ten.

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::store::{Store, StoreError};

/// How long after the start, which is when members come back.
const FIRST: TimeDelta = TimeDelta::minutes(10);
/// How often from then on.
const EVERY: TimeDelta = TimeDelta::days(1);
/// How long the disk belongs to others between two tables.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

/// Looks, until `stop` is true or its sender is gone.
pub async fn run(store: Store, clock: Clock, mut stop: watch::Receiver<bool>) {
    let work = async {
        clock.sleep_for(FIRST).await;
        loop {
            look(&store, &clock).await;
            clock.sleep_for(EVERY).await;
        }
    };
    tokio::select! {
        () = work => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

async fn look(store: &Store, clock: &Clock) {
    let found = async {
        for table in store.list_tables().await? {
            if let Some(found) = store.find_damage(&table).await? {
                return Ok(Some(format!("{table}: {found}")));
            }
            clock.sleep_for(PAUSE).await;
        }
        Ok::<_, StoreError>(None)
    };
    match found.await {
        Ok(None) => tracing::debug!("the database has no damaged page"),
        Ok(Some(found)) => tracing::error!(
            found,
            "the database is damaged: see what `leadbell doctor` says, and restore a backup with `leadbell restore FILE`"
        ),
        Err(error) => tracing::error!(%error, "the database could not be looked through for damage"),
    }
}
