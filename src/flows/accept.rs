//! A member takes a lead: the deal is theirs.

use chrono::{DateTime, Utc};

use super::step;
use super::{By, FlowResult};
use crate::clock;
use crate::domain::event::What;
use crate::domain::form::{DealInput, Reading};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;
use crate::text::locale::Locale;

/// Takes the lead with what was typed into the form.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn accept(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    typed: DealInput,
    locale: Locale,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut step = step::begin(tx, team, lead, &by, Action::Accept, now).await?;
                let today = clock::day_in(step.team.time_zone, now);
                let mut deal = typed.parse(
                    Reading {
                        currency: step.team.currency,
                        today,
                        locale,
                    },
                    None,
                )?;
                deal.campaign_id.clone_from(&step.lead.request.campaign_id);
                // Before the transition, which plans by the purchase date.
                step.write_deal(tx, deal).await?;
                step.transit(tx, Some(by.person.id), None, None).await?;
                step.record(tx, What::Accepted {}).await?;
                step.show_thread(tx).await?;
                step.repaint(tx).await
            })
        })
        .await
}
