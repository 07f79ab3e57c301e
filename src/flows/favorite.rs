//! A member's heart on a lead.

use chrono::{DateTime, Utc};

use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, favorites};

/// Gives the heart, or takes it back. Returns whether it is there now.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn toggle(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<(LeadView, bool)> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Favorite, now).await?;
            let given = !change.had_heart();
            favorites::set(tx, lead, by.person.id, given, now).await?;
            change
                .record(
                    tx,
                    if given {
                        EventKind::Favorited {}
                    } else {
                        EventKind::Unfavorited {}
                    },
                )
                .await?;
            Ok((change.repaint_hearts(tx, given).await?, given))
        })
        .await
}
