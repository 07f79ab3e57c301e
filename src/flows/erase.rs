//! A manager wipes the personal data of a lead: from its rows, the search index, the history, and what stands in
//! Discord. The figures stay.

use chrono::{DateTime, Utc};

use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::deal::Deal;
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, deals, due, erase, expiries, index, notices, outbox};

/// Erases the lead's personal data, for good.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn erase(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    let erased = store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Erase, now).await?;
            erase::wipe(tx, &change.lead, now).await?;
            if let Some(deal) = deals::find(tx, lead).await? {
                let wiped = Deal {
                    name: change.lead.number.to_string(),
                    notes: None,
                    crm_id: None,
                    ..deal
                };
                deals::upsert(tx, lead, &wiped).await?;
            }
            index::forget(tx, lead).await?;
            notices::drop_of_lead(tx, lead, now).await?;
            change.record(tx, EventKind::Erased {}).await?;
            due::delete_pending(tx, lead).await?;
            outbox::enqueue_again(tx, lead, now).await?;
            expiries::enqueue_again(tx, lead, now).await?;
            change.show_thread(tx).await?;
            change.repaint(tx).await
        })
        .await;
    if erased.is_ok()
        && let Err(error) = store.empty_log().await
    {
        tracing::warn!(%error, "what was erased stays in the database's log until that is emptied");
    }
    erased
}
