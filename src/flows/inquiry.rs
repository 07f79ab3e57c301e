//! The inquiry form: a customer's lead through it, and a manager who opens or closes it.

use chrono::{DateTime, Utc};

use super::authorize::authorize_once;
use super::receive::{Incoming, Origin, Received, receive};
use super::{Actor, FlowResult};
use crate::domain::event::{Initiator, Via};
use crate::domain::ids::{LeadNumber, TeamId};
use crate::domain::lead::SourceKind;
use crate::domain::permission::Rank;
use crate::domain::team::InquiryForm;
use crate::store::sources::Tally;
use crate::store::{Store, sources, teams};

/// Takes in what a customer filled in. The same form sent again is the same lead.
///
/// # Errors
/// That the team is gone or the database failed.
pub async fn submit(
    store: &Store,
    team: TeamId,
    incoming: Incoming,
    now: DateTime<Utc>,
) -> FlowResult<LeadNumber> {
    store
        .write(async move |tx| {
            let source = sources::find_or_insert_built_in(tx, team, SourceKind::Form, now).await?;
            let origin = Origin {
                team,
                source,
                actor: Initiator::Source(source),
                via: Via::Intake,
            };
            let received = receive(tx, &incoming, origin, now).await?;
            let (lead, tally) = match received {
                Received::Kept(_, lead) => (
                    lead,
                    Tally {
                        kept: 1,
                        ..Tally::default()
                    },
                ),
                // Sent twice, perhaps with a word changed in between: the first is what the team works on.
                Received::SeenBefore(_, lead) | Received::Conflict(lead) => (
                    lead,
                    Tally {
                        seen_before: 1,
                        ..Tally::default()
                    },
                ),
            };
            sources::count(tx, source, tally, now).await?;
            Ok(lead)
        })
        .await
}

/// Opens the form or closes it, and says whether it may stand in other pages; `None` leaves it as it is.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn configure(
    store: &Store,
    team: TeamId,
    by: Actor,
    (open, embed): (Option<bool>, Option<bool>),
    now: DateTime<Utc>,
) -> FlowResult<InquiryForm> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let form = &mut team.settings.inquiry;
            form.open = open.unwrap_or(form.open);
            form.embed = embed.unwrap_or(form.embed);
            let form = *form;
            teams::upsert(tx, &team).await?;
            Ok(form)
        })
        .await
}
