//! That an id on a button means one row for ever, and a lead number one lead, also where an older copy of the database was
//! put back: what was given out since the copy was made is known to nobody but Discord.

use sqlx::SqliteConnection;

/// Has all rows from here on get ids that no earlier one can have had: the time in milliseconds, which grows faster than
/// any count of leads. Where the lead numbers of the database that was there before are not known, each team's go on
/// after a gap of a thousand: more leads than come in between two copies.
pub(super) async fn go_on_after_copy(
    conn: &mut SqliteConnection,
    numbers_known: bool,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "update row_ids set floor = max(floor, cast(unixepoch('subsec') * 1000 as integer), \
            coalesce((select max(id) from leads), 0));
        delete from sqlite_sequence where name in ('drafts', 'searches', 'team_contacts', 'rejected_deliveries');
        insert into sqlite_sequence (name, seq)
            select name, floor from row_ids,
                (select 'drafts' as name union all select 'searches' union all select 'team_contacts'
                    union all select 'rejected_deliveries')",
    )
    .execute(&mut *conn)
    .await?;
    if !numbers_known {
        sqlx::raw_sql(
            "update teams set next_lead_number = next_lead_number + 1000 where next_lead_number > 1",
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
