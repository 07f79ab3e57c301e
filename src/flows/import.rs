//! Leads out of a file, a batch in one change. Unless asked, an import rings nobody and sets no deadline: what a team brings
//! along from elsewhere is rarely news.

use chrono::{DateTime, Utc};

use super::FlowResult;
use super::receive::{Incoming, Origin, Received, receive, receive_quietly};
use crate::domain::event::{Initiator, Via};
use crate::domain::ids::TeamId;
use crate::domain::lead::SourceKind;
use crate::store::sources::Tally;
use crate::store::{Store, sources};

/// Takes a batch in; what became of each, in order. One that was there before makes no second lead.
///
/// # Errors
/// That the team is gone or the database failed: then nothing of the batch was taken in.
pub(crate) async fn batch(
    store: &Store,
    (team, actor): (TeamId, Initiator),
    leads: Vec<Incoming>,
    rings: bool,
    now: DateTime<Utc>,
) -> FlowResult<Vec<Received>> {
    store
        .write(async move |tx| {
            let source = sources::find_or_insert_built_in(tx, team, SourceKind::Import, now).await?;
            let origin = Origin {
                team,
                source,
                actor,
                via: Via::Import,
            };
            let mut became = Vec::with_capacity(leads.len());
            let mut tally = Tally::default();
            for incoming in &leads {
                let received = if rings {
                    receive(tx, incoming, origin, now).await?
                } else {
                    receive_quietly(tx, incoming, origin, now).await?
                };
                match received {
                    Received::Kept(..) => tally.kept += 1,
                    Received::SeenBefore(..) => tally.seen_before += 1,
                    Received::Conflict(_) => tally.rejected += 1,
                }
                became.push(received);
            }
            sources::count(tx, source, tally, now).await?;
            Ok(became)
        })
        .await
}
