//! The index of words follows what was changed. A search does not wait for that by chance: it has the index brought up to
//! date first.

use crate::store::{Store, StoreError, index};

/// How many leads a search waits for at most, in batches: past that, in the midst of a large import, the newest of them are
/// found a moment later.
const BATCHES: usize = 16;

/// Writes what the index lacks, batch by batch; `true` where it lacks nothing any more.
///
/// # Errors
/// [`StoreError`] where the database failed.
pub async fn catch_up(store: &Store) -> Result<bool, StoreError> {
    for _ in 0..BATCHES {
        if !index::is_behind(&mut *store.read().await?).await? {
            return Ok(true);
        }
        let written = store.write(async move |tx| Ok::<_, StoreError>(index::catch_up(tx).await?));
        written.await?;
    }
    Ok(false)
}

/// As [`catch_up`], before a search: where the disk takes nothing it finds what the index has.
pub(crate) async fn before_search(store: &Store) {
    if let Err(error) = catch_up(store).await {
        tracing::warn!(%error, "a search may not find the newest changes");
    }
}
