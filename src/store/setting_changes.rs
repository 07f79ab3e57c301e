//! Who changed which of a team's settings, when.

use chrono::{DateTime, Utc};

use super::leads::json;
use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{MemberId, TeamId};
use crate::domain::setting::Setting;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct SettingChange {
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: DateTime<Utc>,
    /// What, and from which value to which, in its unit.
    pub change: (Setting, u32, u32),
}

/// Records changes that were made together.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert(
    tx: &mut Tx,
    team: TeamId,
    by: MemberId,
    at: DateTime<Utc>,
    changes: &[(Setting, u32, u32)],
) -> Result<(), sqlx::Error> {
    let rows: Vec<_> = changes
        .iter()
        .map(|(setting, before, after)| (setting.code(), before, after))
        .collect();
    let (rows, at) = (json(&rows)?, ms(at));
    sqlx::query!(
        "insert into setting_changes (team_id, by_id, at_ms, setting, before, after)
        select ?, ?, ?, value ->> 0, value ->> 1, value ->> 2 from json_each(?)",
        team.0,
        by.0,
        at,
        rows
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The latest, newest first. A setting that this version does not have is left out.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_latest(
    conn: &mut Conn,
    team: TeamId,
    limit: i64,
) -> Result<Vec<SettingChange>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select by_id, at_ms, setting, before as "before: u32", after as "after: u32" from setting_changes
        where team_id = ? order by id desc limit ?"#,
        team.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|row| {
        Some(SettingChange {
            by: MemberId(row.by_id),
            at: from_ms(row.at_ms),
            change: (Setting::from_code(&row.setting)?, row.before, row.after),
        })
    });
    Ok(read.collect())
}
