//! What a team says in mails in its own words. A text that is not here is ours, of the message catalogues.

use chrono::{DateTime, Utc};

use crate::domain::ids::{MemberId, TeamId};
use crate::domain::notice::TextKind;
use crate::store::time::ms;
use crate::store::{Conn, Tx};

/// Subject and body, with their variables.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Template {
    /// One line.
    pub subject: String,
    /// Paragraphs, apart by an empty line.
    pub body: String,
}

/// The team's own text.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find(
    conn: &mut Conn,
    team: TeamId,
    kind: TextKind,
    lang: &str,
) -> Result<Option<Template>, sqlx::Error> {
    let kind = kind.code();
    sqlx::query_as!(
        Template,
        "select subject, body from notice_texts where team_id = ? and kind = ? and lang = ?",
        team.0,
        kind,
        lang
    )
    .fetch_optional(conn)
    .await
}

/// Which texts are the team's own: kind and language.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_own(conn: &mut Conn, team: TeamId) -> Result<Vec<(TextKind, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select kind, lang from notice_texts where team_id = ? order by kind, lang",
        team.0
    );
    let rows = rows.fetch_all(conn).await?;
    let own = rows
        .into_iter()
        .filter_map(|row| Some((TextKind::from_code(&row.kind)?, row.lang)));
    Ok(own.collect())
}

/// Keeps the team's own text.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(
    tx: &mut Tx,
    team: TeamId,
    (kind, lang): (TextKind, &str),
    text: &Template,
    (by, at): (MemberId, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    let (kind, at) = (kind.code(), ms(at));
    sqlx::query!(
        "insert into notice_texts (team_id, kind, lang, subject, body, by_id, at_ms) values (?, ?, ?, ?, ?, ?, ?)
        on conflict (team_id, kind, lang) do update set subject = excluded.subject, body = excluded.body,
            by_id = excluded.by_id, at_ms = excluded.at_ms",
        team.0,
        kind,
        lang,
        text.subject,
        text.body,
        by.0,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Goes back to our own text. `false` where it was ours already.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete(
    tx: &mut Tx,
    team: TeamId,
    kind: TextKind,
    lang: &str,
) -> Result<bool, sqlx::Error> {
    let kind = kind.code();
    let done = sqlx::query!(
        "delete from notice_texts where team_id = ? and kind = ? and lang = ?",
        team.0,
        kind,
        lang
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}
