//! A member's heart on a lead.

use chrono::{DateTime, Utc};

use super::step;
use super::{By, FlowResult};
use crate::domain::event::What;
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
    by: By,
    now: DateTime<Utc>,
) -> FlowResult<(LeadView, bool)> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::Favorite, now).await?;
                let given = !step.hearted;
                favorites::set(tx, lead, by.person.id, given, now).await?;
                step.record(
                    tx,
                    if given {
                        What::Favorited {}
                    } else {
                        What::Unfavorited {}
                    },
                )
                .await?;
                Ok((step.repaint_hearts(tx, given).await?, given))
            })
        })
        .await
}
