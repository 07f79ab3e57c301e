//! A member takes a lead: the deal is theirs.

use chrono::{DateTime, Utc};

use super::lead_change::{self, Ending};
use super::{Actor, FlowResult};
use crate::clock;
use crate::domain::event::EventKind;
use crate::domain::form::{DealInput, Reading};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::locale::Locale;
use crate::store::{Store, deals};

/// Takes the lead with what was typed into the form.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn accept(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    typed: DealInput,
    locale: Locale,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let mut change = lead_change::begin(tx, team, lead, &by, Action::Accept, now).await?;
            let today = clock::day_in(change.team.time_zone, now);
            let mut deal = typed.parse(
                Reading {
                    currency: change.team.currency,
                    today,
                    locale: change.team.dates_of(locale),
                },
                None,
            )?;
            deal.campaign_id.clone_from(&change.lead.request.campaign_id);
            if let Some(before) = change.deal() {
                // It was given back: what its last owner had found out is not lost.
                deal.crm_id.clone_from(&before.crm_id);
                deal.campaign_id.clone_from(&before.campaign_id);
            }
            // Before the transition, which plans by the purchase date.
            deals::upsert(tx, lead, &deal).await?;
            change.purchase_date = Some(deal.purchase_date);
            let owner = Some(by.person.id);
            let ending = Ending {
                owner,
                ..Ending::default()
            };
            change.commit(tx, ending, EventKind::Accepted {}).await
        })
        .await
}
