//! Intake keys: made, shown once, kept only as their hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{By, FlowResult};
use crate::domain::form::{Faults, limits};
use crate::domain::ids::{SourceId, TeamId};
use crate::domain::lead::SourceKind;
use crate::domain::permission::Standing;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::store::sources::Source;
use crate::store::{Store, sources, teams};

/// What a key looks like: this, the source's row, and 32 random bytes in base64url.
const PREFIX: &str = "lbk";

/// A source that has just been made, with its key. The key is not kept and cannot be shown again.
pub struct NewSource {
    /// Its row.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// The bearer key.
    pub key: String,
}

/// Makes an intake source.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], a name that is missing or taken, or that the database failed.
pub async fn add(
    store: &Store,
    team: TeamId,
    by: By,
    name: String,
    now: DateTime<Utc>,
) -> FlowResult<NewSource> {
    let mut faults = Faults::default();
    let name = faults.required(Field::Name, &name, limits::SHORT);
    let name = faults.or(Some(name))?;
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    store
        .write(move |tx| {
            Box::pin(async move {
                managers_only(&mut *tx, team, &by).await?;
                let id = sources::insert(tx, team, SourceKind::Api, &name, Some(by.person.id), now).await?;
                let id = id.ok_or_else(|| Faults::one(Field::Name, &name, Wrong::Taken))?;
                let key = format!("{PREFIX}_{id}_{secret}");
                sources::update_key(tx, id, &hash(&key)).await?;
                Ok(NewSource { id, name, key })
            })
        })
        .await
}

/// The team's sources.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], or that the database failed.
pub async fn list(store: &Store, team: TeamId, by: &By) -> FlowResult<Vec<Source>> {
    let mut conn = store.read().await?;
    managers_only(&mut conn, team, by).await?;
    Ok(sources::list(&mut conn, team).await?)
}

/// The source of a bearer key; `None` for a wrong one, whatever is wrong with it.
///
/// # Errors
/// That the database failed.
pub async fn find_by_key(store: &Store, key: &str) -> anyhow::Result<Option<Source>> {
    let id = key
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(|rest| rest.split_once('_'));
    let Some(Ok(id)) = id.map(|(id, _)| id.parse::<i64>()) else {
        return Ok(None);
    };
    let found = sources::find(&mut *store.read().await?, SourceId(id)).await?;
    Ok(found.filter(|source| {
        let expected = source.key_hash.as_deref().unwrap_or_default();
        source.disabled_at.is_none() && bool::from(hash(key).as_slice().ct_eq(expected))
    }))
}

/// A key has 256 random bits, so a plain hash keeps it as well as a slow one would.
pub(super) fn hash(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

async fn managers_only(conn: &mut crate::store::Conn, team: TeamId, by: &By) -> FlowResult<()> {
    let team = teams::find(conn, team).await?.ok_or(Refusal::NotSetUp)?;
    let standing = Standing {
        member: by.person.id,
        rank: by.person.rank(&team),
        on_the_deal: false,
    };
    Ok(standing.manager()?)
}
