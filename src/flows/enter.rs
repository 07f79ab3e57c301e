//! A member enters a lead by hand.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::receive::{Incoming, Origin, Received, receive};
use super::{By, FlowError, FlowResult};
use crate::domain::contact::{Email, Phone};
use crate::domain::event::Actor;
use crate::domain::form::{Faults, limits};
use crate::domain::ids::TeamId;
use crate::domain::lead::{Customer, Kind, NewLead, SourceKind};
use crate::domain::permission::Standing;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::view::LeadView;
use crate::store::sources::Tally;
use crate::store::{Store, interactions, sources, teams, views};

/// A lead as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LeadInput {
    /// Company.
    pub company: String,
    /// The customer's name.
    pub name: String,
    /// Mail.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// What they need.
    pub need: String,
    /// The customer asks to be contacted directly.
    pub hot: bool,
    /// How the customer came.
    pub kind: Kind,
}

impl LeadInput {
    /// # Errors
    /// [`Refusal::Input`] with every fault.
    fn parse(&self) -> Result<NewLead, Refusal> {
        let mut faults = Faults::default();
        let company = faults.optional(Field::Company, &self.company, limits::SHORT);
        let name = faults.optional(Field::Name, &self.name, limits::SHORT);
        if company.is_none() && name.is_none() {
            faults.add(Field::Company, &self.company, Wrong::CompanyOrName);
        }
        let email = faults
            .optional(Field::Email, &self.email, limits::SHORT)
            .and_then(|text| {
                Email::parse(&text)
                    .map_err(|_| faults.add(Field::Email, &text, Wrong::Malformed))
                    .ok()
            });
        let phone = faults
            .optional(Field::Phone, &self.phone, limits::SHORT)
            .and_then(|text| {
                Phone::parse(&text)
                    .map_err(|_| faults.add(Field::Phone, &text, Wrong::Malformed))
                    .ok()
            });
        let need = faults.optional(Field::Need, &self.need, limits::NOTES);
        let customer = Customer {
            company,
            name,
            email,
            phone,
            ..Customer::default()
        };
        faults.or(Some(NewLead {
            kind: self.kind,
            hot: self.hot,
            customer,
            need,
            ..NewLead::default()
        }))
    }
}

/// Enters the lead.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::NotAMember`], what is wrong with the form, or that the database failed.
pub async fn enter(
    store: &Store,
    team: TeamId,
    by: By,
    typed: LeadInput,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let found = teams::find(tx, team).await?.ok_or(Refusal::NotSetUp)?;
                Standing {
                    member: by.person.id,
                    rank: by.person.rank(&found),
                    on_the_deal: false,
                }
                .member()?;
                let lead = typed.parse()?;
                if !interactions::insert_new(tx, by.interaction, now).await? {
                    return Err(Refusal::TooLate.into());
                }
                let source = sources::find_or_insert_built_in(tx, team, SourceKind::Member, now).await?;
                let payload_hash = Sha256::digest(by.interaction.to_be_bytes()).into();
                let origin = Origin {
                    team,
                    source,
                    actor: Actor::Member(by.person.id),
                    via: by.via,
                };
                let received = receive(tx, &Incoming { lead, payload_hash }, origin, now).await?;
                let Received::Kept(id, _) = received else {
                    return Err(FlowError::Failed(anyhow::anyhow!(
                        "a lead without an id of its source was seen before"
                    )));
                };
                sources::count(
                    tx,
                    source,
                    Tally {
                        kept: 1,
                        ..Tally::default()
                    },
                    now,
                )
                .await?;
                let view = views::find(tx, id, now).await?;
                view.ok_or_else(|| FlowError::Failed(anyhow::anyhow!("lead {id} has no row")))
            })
        })
        .await
}
