//! Members keep the team contacts of a deal: the colleagues who work on it.

use chrono::{DateTime, Utc};

use super::lead_change::{self, LeadChange};
use super::{Actor, FlowResult};
use crate::domain::deal::NewTeamContact;
use crate::domain::event::EventKind;
use crate::domain::form::{ContactInput, limits};
use crate::domain::ids::{ContactId, LeadId, MemberId, TeamId};
use crate::domain::refusal::Refusal;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, Tx, leads, team_contacts};

/// Adds a team contact, who may have been picked among the members of the server.
///
/// # Errors
/// A refusal of the transition table or of the form, [`Refusal::TooManyContacts`], [`Refusal::OnTheDealAlready`], or
/// that the database failed.
pub(crate) async fn add(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    typed: ContactInput,
    member: Option<MemberId>,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Edit, now).await?;
            insert(tx, &change, typed.parse(member)?).await?;
            change.repaint(tx).await
        })
        .await
}

/// Adds a team contact to a deal that is being changed.
pub(super) async fn insert(tx: &mut Tx, change: &LeadChange, contact: NewTeamContact) -> FlowResult<()> {
    let there = team_contacts::list(tx, change.lead.id).await?;
    if there.len() >= limits::CONTACTS {
        return Err(Refusal::TooManyContacts {
            max: limits::CONTACTS,
        }
        .into());
    }
    if let Some(who) = contact.member
        && there.iter().any(|entry| entry.contact.member == Some(who))
    {
        return Err(Refusal::OnTheDealAlready { who }.into());
    }
    team_contacts::insert(tx, change.lead.id, &contact).await?;
    leads::touch(tx, change.lead.id).await?;
    change
        .record(tx, EventKind::ContactAdded { name: contact.name })
        .await
}

/// Changes a team contact's name, phone and mail.
///
/// # Errors
/// A refusal of the transition table or of the form, [`Refusal::NoSuchContact`], or that the database failed.
pub(crate) async fn edit(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    contact: ContactId,
    by: Actor,
    typed: ContactInput,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Edit, now).await?;
            let changed = typed.parse(None)?;
            if !team_contacts::update(tx, lead, contact, &changed).await? {
                return Err(no_such_contact(&change).into());
            }
            leads::touch(tx, lead).await?;
            change
                .record(tx, EventKind::ContactEdited { name: changed.name })
                .await?;
            change.repaint(tx).await
        })
        .await
}

/// Takes a team contact off the deal.
///
/// # Errors
/// A refusal of the transition table, [`Refusal::NoSuchContact`], or that the database failed.
pub(crate) async fn remove(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    contact: ContactId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Edit, now).await?;
            let there = team_contacts::list(tx, lead).await?;
            let found = there.into_iter().find(|entry| entry.id == contact);
            let name = found.ok_or_else(|| no_such_contact(&change))?.contact.name;
            team_contacts::delete(tx, lead, contact).await?;
            leads::touch(tx, lead).await?;
            change.record(tx, EventKind::ContactRemoved { name }).await?;
            change.repaint(tx).await
        })
        .await
}

fn no_such_contact(change: &LeadChange) -> Refusal {
    Refusal::NoSuchContact {
        lead: change.lead.number,
    }
}
