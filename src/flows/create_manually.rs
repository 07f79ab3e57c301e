//! A member enters a lead by hand, perhaps out of a message.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::authorize::authorize;
use super::receive::{Incoming, Origin, Received, receive};
use super::{Actor, FlowError, FlowResult};
use crate::domain::contact::lenient::{self, Lenient};
use crate::domain::event::{Initiator, Via};
use crate::domain::form::{Faults, limits};
use crate::domain::ids::TeamId;
use crate::domain::lead::{Customer, Kind, MadeOf, NewLead, SourceKind};
use crate::domain::permission::Rank;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::view::LeadView;
use crate::store::sources::Tally;
use crate::store::{Store, interactions, leads, sources, views};

/// A lead as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct LeadInput {
    pub company: String,
    /// The customer's name.
    pub name: String,
    /// Mail.
    pub email: String,
    pub phone: String,
    /// What they need.
    pub need: String,
    /// The customer asks to be contacted directly.
    pub hot: bool,
    /// How the customer came.
    pub kind: Kind,
    /// The message that it is made of.
    pub made_of: Option<MadeOf>,
    /// It is made again of the card that is left of it.
    pub again: bool,
}

/// Who may: what is left of a lead that was there once is a manager's to judge.
const fn rank_needed(again: bool) -> Rank {
    if again { Rank::Manager } else { Rank::Member }
}

/// The first number or address of a field. Where it holds more, all that was typed goes to `also`.
fn read_all<T>(
    faults: &mut Faults,
    field: Field,
    typed: &str,
    read: impl FnOnce(&str) -> Option<Lenient<T>>,
    also: &mut Vec<String>,
) -> Option<T> {
    let text = faults.optional(field, typed, limits::SHORT)?;
    let Some(read) = read(typed) else {
        faults.add(field, &text, Wrong::Malformed);
        return None;
    };
    if !read.more.is_empty() {
        also.push(format!("{}: {text}", field.code()));
    }
    Some(read.value)
}

impl LeadInput {
    /// # Errors
    /// [`Refusal::Input`] with every fault.
    pub(super) fn parse(&self) -> Result<NewLead, Refusal> {
        let mut faults = Faults::default();
        let company = faults.optional(Field::Company, &self.company, limits::SHORT);
        let name = faults.optional(Field::Name, &self.name, limits::SHORT);
        if company.is_none() && name.is_none() {
            faults.add(Field::Company, &self.company, Wrong::CompanyOrName);
        }
        let mut also = Vec::new();
        let email = read_all(&mut faults, Field::Email, &self.email, lenient::email, &mut also);
        let phone = read_all(&mut faults, Field::Phone, &self.phone, lenient::phone, &mut also);
        let need = faults.optional(Field::Need, &self.need, limits::NOTES);
        // What has no field of its own is kept where it can be read.
        let need: Vec<_> = need.into_iter().chain(also).collect();
        let need = (!need.is_empty()).then(|| need.join("\n"));
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
            external_id: self.made_of.map(MadeOf::external_id),
            ..NewLead::default()
        }))
    }
}

/// Whether the member may enter a lead, and that the message it is to be made of is none yet: asked before the form is
/// opened.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::NotAMember`], [`Refusal::ManagersOnly`], [`Refusal::MadeBefore`], or that the database failed.
pub(crate) async fn check_may_create(
    store: &Store,
    team: TeamId,
    by: &Actor,
    made_of: Option<MadeOf>,
    again: bool,
) -> FlowResult<()> {
    let mut conn = store.read().await?;
    authorize(&mut conn, team, by, rank_needed(again)).await?;
    let by_hand = sources::list(&mut conn, team).await?;
    let by_hand = by_hand
        .into_iter()
        .find(|source| source.kind == SourceKind::Member);
    if let (Some(made_of), Some(source)) = (made_of, by_hand)
        && let Some(before) = leads::find_by_external_id(&mut conn, source.id, &made_of.external_id()).await?
    {
        return Err(Refusal::MadeBefore { lead: before.number }.into());
    }
    Ok(())
}

/// Enters the lead.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::NotAMember`], what is wrong with the form, or that the database failed.
pub(crate) async fn create_manually(
    store: &Store,
    team: TeamId,
    by: Actor,
    typed: LeadInput,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            authorize(tx, team, &by, rank_needed(typed.again)).await?;
            let lead = typed.parse()?;
            if !interactions::insert_new(tx, by.interaction, now).await? {
                return Err(Refusal::AlreadyHandled.into());
            }
            let source = sources::find_or_insert_built_in(tx, team, SourceKind::Member, now).await?;
            let payload_hash = Sha256::digest(by.interaction.to_be_bytes()).into();
            let origin = Origin {
                team,
                source,
                actor: Initiator::Member(by.person.id),
                // Its form is opened by one.
                via: Via::Command,
            };
            let received = receive(tx, &Incoming { lead, payload_hash }, origin, now).await?;
            let id = match received {
                Received::Kept(id, _) => id,
                Received::SeenBefore(_, lead) | Received::Conflict(lead) => {
                    return Err(Refusal::MadeBefore { lead }.into());
                }
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
        .await
}
