//! That an id on a button means one row for ever, and a lead number one lead, also where an older copy of the database was
//! put back: what was given out since the copy was made is known to nobody but Discord.

use sqlx::SqliteConnection;

use super::{Conn, Tx};
use crate::domain::ids::TeamId;

/// Has all rows from here on get ids that no earlier one can have had: the time in milliseconds, which grows faster than
/// any count of leads. Lead numbers wait until Discord was asked, unless they are known.
pub(super) async fn go_on_after_copy(
    conn: &mut SqliteConnection,
    numbers_known: bool,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "update row_ids set floor = max(floor, cast(unixepoch('subsec') * 1000 as integer), \
            coalesce((select max(id) from leads), 0));
        delete from sqlite_sequence where name in ('drafts', 'searches', 'team_contacts');
        insert into sqlite_sequence (name, seq)
            select name, floor from row_ids, (select 'drafts' as name union all select 'searches' union all select 'team_contacts')",
    )
    .execute(&mut *conn)
    .await?;
    if !numbers_known {
        sqlx::raw_sql("insert into unsure_numbers select id from teams where channel_id is not null on conflict do nothing")
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Whether a team's next lead number is not known: it goes on from a copy, and Discord has not been asked yet.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn is_number_unsure(conn: &mut Conn, team: TeamId) -> Result<bool, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"select exists (select 1 from unsure_numbers where team_id = ?) as "found!: bool""#,
        team.0
    );
    found.fetch_one(conn).await
}

/// Goes on after a lead number that Discord has shown.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn go_on_after_number(tx: &mut Tx, team: TeamId, shown: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update teams set next_lead_number = ?2 + 1 where id = ?1 and next_lead_number <= ?2",
        team.0,
        shown
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives a team's lead numbers out again. Where Discord could not tell which it has shown last, a gap takes the place of
/// what is not known.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn settle_numbers(tx: &mut Tx, team: TeamId, shown: Option<i64>) -> Result<(), sqlx::Error> {
    /// More leads than come in between two copies.
    const GAP: i64 = 1000;
    let settled = sqlx::query!("delete from unsure_numbers where team_id = ?", team.0)
        .execute(&mut **tx)
        .await?;
    if settled.rows_affected() == 0 {
        return Ok(());
    }
    match shown {
        Some(shown) => go_on_after_number(tx, team, shown).await,
        None => {
            sqlx::query!(
                "update teams set next_lead_number = next_lead_number + ? where id = ?",
                GAP,
                team.0
            )
            .execute(&mut **tx)
            .await?;
            Ok(())
        }
    }
}
