//! Teams: one row for each Discord server.

use super::leads::json;
use super::{Conn, Tx};
use crate::domain::ids::{ChannelId, LeadNumber, MemberId, RoleId, TeamId};
use crate::domain::team::{Settings, Team};

pub(super) struct Row {
    pub(super) name: String,
    pub(super) channel_id: Option<i64>,
    pub(super) manager_role_id: Option<i64>,
    pub(super) member_role_id: Option<i64>,
    pub(super) set_up_by: Option<i64>,
    pub(super) time_zone: String,
    pub(super) currency: String,
    pub(super) language: String,
    pub(super) settings: String,
}

impl Row {
    pub(super) fn read(self, id: TeamId) -> Result<Team, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("team {id}: {what}").into());
        Ok(Team {
            id,
            name: self.name,
            channel: self.channel_id.map(ChannelId),
            manager_role: self.manager_role_id.map(RoleId),
            member_role: self.member_role_id.map(RoleId),
            set_up_by: self.set_up_by.map(MemberId),
            time_zone: self.time_zone.parse().map_err(|_| decode("time_zone"))?,
            currency: self.currency.parse().map_err(|_| decode("currency"))?,
            language: self.language,
            settings: serde_json::from_str::<Settings>(&self.settings).map_err(|_| decode("settings"))?,
        })
    }
}

/// The team of a server.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: TeamId) -> Result<Option<Team>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select name, channel_id, manager_role_id, member_role_id, set_up_by, time_zone, currency, language, settings
        from teams where id = ?",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.read(id)).transpose()
}

/// The team of a server, and its next lead's number, which is that lead's from here on. Numbers have no gaps: the counter is
/// part of the change.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn take_number(tx: &mut Tx, id: TeamId) -> Result<Option<(Team, LeadNumber)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"update teams set next_lead_number = next_lead_number + 1 where id = ?
        returning name as "name!", channel_id, manager_role_id, member_role_id, set_up_by, time_zone as "time_zone!",
            currency as "currency!", language as "language!", settings as "settings!",
            next_lead_number - 1 as "number!: i64""#,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let number = LeadNumber(row.number);
    let row = Row {
        name: row.name,
        channel_id: row.channel_id,
        manager_role_id: row.manager_role_id,
        member_role_id: row.member_role_id,
        set_up_by: row.set_up_by,
        time_zone: row.time_zone,
        currency: row.currency,
        language: row.language,
        settings: row.settings,
    };
    Ok(Some((row.read(id)?, number)))
}

/// Writes the team of a server, new or changed.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn upsert(tx: &mut Tx, team: &Team) -> Result<(), sqlx::Error> {
    let channel = team.channel.map(|id| id.0);
    let manager_role = team.manager_role.map(|id| id.0);
    let member_role = team.member_role.map(|id| id.0);
    let set_up_by = team.set_up_by.map(|id| id.0);
    let time_zone = team.time_zone.name();
    let currency = team.currency.code();
    let settings = json(&team.settings)?;
    sqlx::query!(
        "insert into teams (id, name, channel_id, manager_role_id, member_role_id, set_up_by, time_zone, currency, language, settings)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set name = excluded.name, channel_id = excluded.channel_id,
            manager_role_id = excluded.manager_role_id, member_role_id = excluded.member_role_id,
            set_up_by = excluded.set_up_by, time_zone = excluded.time_zone, currency = excluded.currency,
            language = excluded.language, settings = excluded.settings",
        team.id.0,
        team.name,
        channel,
        manager_role,
        member_role,
        set_up_by,
        time_zone,
        currency,
        team.language,
        settings,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Renames a team that is there.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_name(tx: &mut Tx, id: TeamId, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update teams set name = ? where id = ? and name <> ?",
        name,
        id.0,
        name
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Every team that has a channel.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_set_up(conn: &mut Conn) -> Result<Vec<TeamId>, sqlx::Error> {
    let rows =
        sqlx::query_scalar!("select id from teams where channel_id is not null order by id").fetch_all(conn);
    Ok(rows.await?.into_iter().map(TeamId).collect())
}

/// Has the numbers of a team's leads go on after that one at least.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn raise_lead_number(tx: &mut Tx, id: TeamId, shown: LeadNumber) -> Result<(), sqlx::Error> {
    let next = shown.0.saturating_add(1);
    sqlx::query!(
        "update teams set next_lead_number = ? where id = ? and next_lead_number < ?",
        next,
        id.0,
        next
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
