//! Housekeeping: forgets what has served its purpose.

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::{Store, StoreError, deliveries, drafts, interactions, search};

/// How often.
pub const EVERY: TimeDelta = TimeDelta::hours(6);
/// How long a form can be opened again.
const DRAFTS: TimeDelta = TimeDelta::days(7);
/// How long a press is known; Discord's tokens live 15 min.
const INTERACTIONS: TimeDelta = TimeDelta::days(1);
/// How long a delivery sent again gets the same answer.
const DELIVERIES: TimeDelta = TimeDelta::days(30);
/// How long managers can look at what could not be understood.
const REJECTED: TimeDelta = TimeDelta::days(90);

/// How many leads are indexed anew in one transaction: members' changes do not wait long behind it.
const REINDEXED: u32 = 100;

/// Forgets what is old at `now`, and indexes anew what an older version of the program has indexed.
pub async fn run(store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
    while store
        .write(move |tx| Box::pin(async move { Ok::<_, StoreError>(search::reindex(tx, REINDEXED).await?) }))
        .await?
    {}
    store
        .write(move |tx| {
            Box::pin(async move {
                drafts::delete_before(tx, now - DRAFTS).await?;
                interactions::delete_before(tx, now - INTERACTIONS).await?;
                deliveries::delete_before(tx, now - DELIVERIES).await?;
                deliveries::drop_rejected_before(tx, now - REJECTED).await?;
                Ok(())
            })
        })
        .await
}
