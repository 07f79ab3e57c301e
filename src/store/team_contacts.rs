//! Team contacts: colleagues on a deal.

use super::{Conn, Tx};
use crate::domain::contact::{Email, Phone};
use crate::domain::deal::{NewTeamContact, TeamContact};
use crate::domain::ids::{ContactId, LeadId, MemberId};

/// Row, name, phone, mail, member.
#[derive(serde::Deserialize)]
pub(super) struct Row(i64, String, String, String, Option<i64>);

impl TryFrom<Row> for TeamContact {
    type Error = sqlx::Error;

    fn try_from(Row(id, name, phone, email, member): Row) -> Result<Self, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("team contact {id}: {what}").into());
        Ok(Self {
            id: ContactId(id),
            contact: NewTeamContact {
                phone: Phone::parse(&phone).map_err(|_| decode("phone"))?,
                email: Email::parse(&email).map_err(|_| decode("email"))?,
                member: member.map(MemberId),
                name,
            },
        })
    }
}

/// The team contacts of a lead, in the order in which they were added.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list(conn: &mut Conn, lead: LeadId) -> Result<Vec<TeamContact>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name, phone, email, member_id from team_contacts where lead_id = ? order by id",
        lead.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Row(row.id, row.name, row.phone, row.email, row.member_id).try_into())
        .collect()
}

/// Adds a colleague.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    lead: LeadId,
    new: &NewTeamContact,
) -> Result<ContactId, sqlx::Error> {
    let (phone, email, member) = (
        new.phone.as_str(),
        new.email.as_str(),
        new.member.map(|member| member.0),
    );
    let id = sqlx::query_scalar!(
        "insert into team_contacts (lead_id, name, phone, email, member_id) values (?, ?, ?, ?, ?) returning id as \"id!: i64\"",
        lead.0,
        new.name,
        phone,
        email,
        member
    );
    Ok(ContactId(id.fetch_one(&mut **tx).await?))
}

/// Changes a colleague's name, phone and mail; `false` where there is no such row on that lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update(
    tx: &mut Tx,
    lead: LeadId,
    id: ContactId,
    contact: &NewTeamContact,
) -> Result<bool, sqlx::Error> {
    let (phone, email) = (contact.phone.as_str(), contact.email.as_str());
    let done = sqlx::query!(
        "update team_contacts set name = ?, phone = ?, email = ? where id = ? and lead_id = ?",
        contact.name,
        phone,
        email,
        id.0,
        lead.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Takes all of them off a deal that there is not after all.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_all(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from team_contacts where lead_id = ?", lead.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes a colleague off the deal; `false` where there is no such row on that lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete(tx: &mut Tx, lead: LeadId, id: ContactId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "delete from team_contacts where id = ? and lead_id = ?",
        id.0,
        lead.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}
