//! Sources: where leads technically come from. An API source's key is kept only as its hash.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{MemberId, SourceId, TeamId};
use crate::domain::lead::SourceKind;

/// One source of a team.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its row.
    pub id: SourceId,
    /// Whose.
    pub team: TeamId,
    /// What it is.
    pub kind: SourceKind,
    /// What the team calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Since when it takes nothing any more.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// How many inputs came; each of them is kept, rejected or was seen before.
    pub received: i64,
    /// How many became leads.
    pub kept: i64,
    /// How many could not be understood.
    pub rejected: i64,
    /// How many had been sent before.
    pub seen_before: i64,
    /// How many of the rejected are not kept any more: see [`super::deliveries::drop_rejected`].
    pub rejected_dropped: i64,
    /// SHA-256 of its key.
    pub key_hash: Option<Vec<u8>>,
    /// What it sends: a format's code.
    pub format: String,
    /// SHA-256 of the key before, and until when it works.
    pub previous_key: Option<(Vec<u8>, DateTime<Utc>)>,
    /// The secret that it signs with, sealed.
    pub secret_sealed: Option<Vec<u8>>,
    /// The secret before, which works as long as the key before.
    pub previous_secret_sealed: Option<Vec<u8>>,
    /// Since when it signs; from then on it has to.
    pub signs_since: Option<DateTime<Utc>>,
    /// When its first delivery came.
    pub first_received_at: Option<DateTime<Utc>>,
}

struct Row {
    id: i64,
    team_id: i64,
    kind: String,
    name: String,
    created_at_ms: i64,
    disabled_at_ms: Option<i64>,
    last_used_at_ms: Option<i64>,
    received: i64,
    kept: i64,
    rejected: i64,
    seen_before: i64,
    rejected_dropped: i64,
    key_hash: Option<Vec<u8>>,
    format: String,
    previous_key_hash: Option<Vec<u8>>,
    previous_until_ms: Option<i64>,
    secret_sealed: Option<Vec<u8>>,
    previous_secret_sealed: Option<Vec<u8>>,
    signs_since_ms: Option<i64>,
    first_received_at_ms: Option<i64>,
}

impl TryFrom<Row> for Source {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: SourceId(row.id),
            team: TeamId(row.team_id),
            kind: SourceKind::from_code(&row.kind)
                .ok_or_else(|| sqlx::Error::Decode("source kind".into()))?,
            name: row.name,
            created_at: from_ms(row.created_at_ms),
            disabled_at: row.disabled_at_ms.map(from_ms),
            last_used_at: row.last_used_at_ms.map(from_ms),
            received: row.received,
            kept: row.kept,
            rejected: row.rejected,
            seen_before: row.seen_before,
            rejected_dropped: row.rejected_dropped,
            key_hash: row.key_hash,
            format: row.format,
            previous_key: row.previous_key_hash.zip(row.previous_until_ms.map(from_ms)),
            secret_sealed: row.secret_sealed,
            previous_secret_sealed: row.previous_secret_sealed,
            signs_since: row.signs_since_ms.map(from_ms),
            first_received_at: row.first_received_at_ms.map(from_ms),
        })
    }
}

/// One source, in whichever team: its key decides.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: SourceId) -> Result<Option<Source>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, kind, name, created_at_ms, disabled_at_ms, last_used_at_ms, received, kept, rejected, seen_before, rejected_dropped, key_hash,
            format, previous_key_hash, previous_until_ms, secret_sealed, previous_secret_sealed, signs_since_ms, first_received_at_ms
        from sources where id = ?",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Source::try_from).transpose()
}

/// The sources of a team, oldest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list(conn: &mut Conn, team: TeamId) -> Result<Vec<Source>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, kind, name, created_at_ms, disabled_at_ms, last_used_at_ms, received, kept, rejected, seen_before, rejected_dropped, key_hash,
            format, previous_key_hash, previous_until_ms, secret_sealed, previous_secret_sealed, signs_since_ms, first_received_at_ms
        from sources where team_id = ? order by id",
        team.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Source::try_from).collect()
}

/// Makes a source; `None` where the team has one of that name.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    kind: SourceKind,
    name: &str,
    created_by: Option<MemberId>,
    at: DateTime<Utc>,
) -> Result<Option<SourceId>, sqlx::Error> {
    let (kind, created_by, at) = (kind.code(), created_by.map(|member| member.0), ms(at));
    let id = sqlx::query_scalar!(
        "insert into sources (team_id, kind, name, created_by, created_at_ms) values (?, ?, ?, ?, ?)
        on conflict (team_id, name) do nothing returning id as \"id!: i64\"",
        team.0,
        kind,
        name,
        created_by,
        at
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(id.map(SourceId))
}

/// The team's own source of a kind that needs no key ("by hand"), made when first needed.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_or_insert_built_in(
    tx: &mut Tx,
    team: TeamId,
    kind: SourceKind,
    at: DateTime<Utc>,
) -> Result<SourceId, sqlx::Error> {
    if let Some(id) = insert(tx, team, kind, kind.code(), None, at).await? {
        return Ok(id);
    }
    let code = kind.code();
    let id = sqlx::query_scalar!(
        r#"select id as "id!" from sources where team_id = ? and name = ?"#,
        team.0,
        code
    );
    Ok(SourceId(id.fetch_one(&mut **tx).await?))
}

/// What a source shows itself with from now on.
pub(crate) struct NewSecrets<'a> {
    /// What it sends: a format's code.
    pub format: &'a str,
    /// SHA-256 of its key.
    pub key_hash: &'a [u8; 32],
    /// The secret that it signs with, sealed.
    pub secret_sealed: &'a [u8],
    /// Until when the ones before work.
    pub previous_until: Option<DateTime<Utc>>,
}

/// Gives a source a key and a secret. Whether it signs with the new secret is to be seen anew.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_secrets(
    tx: &mut Tx,
    id: SourceId,
    new: &NewSecrets<'_>,
) -> Result<(), sqlx::Error> {
    let (key_hash, previous_until) = (new.key_hash.as_slice(), new.previous_until.map(ms));
    sqlx::query!(
        "update sources set format = ?1, previous_key_hash = iif(?2 is null, null, key_hash), previous_until_ms = ?2,
            previous_secret_sealed = iif(?2 is null, null, secret_sealed), key_hash = ?3, secret_sealed = ?4, signs_since_ms = null
        where id = ?5",
        new.format,
        previous_until,
        key_hash,
        new.secret_sealed,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that a source signs.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_signs_since(
    tx: &mut Tx,
    id: SourceId,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "update sources set signs_since_ms = ? where id = ? and signs_since_ms is null",
        at,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets a source send (`None`), or says since when it may not.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_disabled(
    tx: &mut Tx,
    id: SourceId,
    since: Option<DateTime<Utc>>,
) -> Result<(), sqlx::Error> {
    let since = since.map(ms);
    sqlx::query!("update sources set disabled_at_ms = ? where id = ?", since, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What became of the inputs of one delivery.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// Became leads.
    pub kept: i64,
    /// Could not be understood.
    pub rejected: i64,
    /// Had been sent before.
    pub seen_before: i64,
}

/// Counts what came in: every input is kept, rejected or was seen before.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn count(
    tx: &mut Tx,
    id: SourceId,
    tally: Tally,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let received = tally.kept + tally.rejected + tally.seen_before;
    let at = ms(at);
    sqlx::query!(
        "update sources set received = received + ?, kept = kept + ?, rejected = rejected + ?, seen_before = seen_before + ?,
            last_used_at_ms = ?, first_received_at_ms = coalesce(first_received_at_ms, ?) where id = ?",
        received,
        tally.kept,
        tally.rejected,
        tally.seen_before,
        at,
        at,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
