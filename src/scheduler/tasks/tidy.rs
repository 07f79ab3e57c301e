//! Housekeeping: forgets what has served its purpose.

use chrono::{DateTime, TimeDelta, Utc};

use crate::flows::deliver::REMEMBERED;
use crate::store::{Store, StoreError, deliveries, drafts, interactions};

/// How often.
pub(crate) const EVERY: TimeDelta = TimeDelta::hours(6);
/// How long a form can be opened again.
const DRAFTS: TimeDelta = TimeDelta::days(7);
/// How long a press is known; Discord's tokens live 15 min.
const INTERACTIONS: TimeDelta = TimeDelta::days(1);
/// How long managers can look at what could not be understood.
const REJECTED: TimeDelta = TimeDelta::days(30);

/// Forgets what is old at `now`.
pub async fn run(store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
    store
        .write(async move |tx| {
            drafts::delete_before(tx, now - DRAFTS).await?;
            interactions::delete_before(tx, now - INTERACTIONS).await?;
            deliveries::delete_before(tx, now - REMEMBERED).await?;
            deliveries::drop_rejected_before(tx, now - REJECTED).await?;
            Ok(())
        })
        .await
}
