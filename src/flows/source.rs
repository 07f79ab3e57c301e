//! Intake keys: made, shown once, kept only as their hash; changed, switched off and on, and tried.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::authorize::{authorize, authorize_once};
use super::deliver::Answer;
use super::{Actor, FlowResult};
use crate::domain::form::{Faults, limits};
use crate::domain::ids::{SourceId, TeamId};
use crate::domain::lead::SourceKind;
use crate::domain::permission::Rank;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::store::sources::Source;
use crate::store::{Store, sources};

/// What a key looks like: this, the source's row, and 32 random bytes in base64url.
const PREFIX: &str = "lbk";

/// A source with a key that has just been made. The key is not kept and cannot be shown again.
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
    by: Actor,
    name: String,
    now: DateTime<Utc>,
) -> FlowResult<NewSource> {
    store
        .write(move |tx| {
            Box::pin(async move {
                authorize_once(tx, team, &by, Rank::Manager, now).await?;
                let mut faults = Faults::default();
                let name = faults.required(Field::Name, &name, limits::SHORT);
                let name = faults.or(Some(name))?;
                let id = sources::insert(tx, team, SourceKind::Api, &name, Some(by.person.id), now).await?;
                let id = id.ok_or_else(|| Faults::one(Field::Name, &name, Wrong::Taken))?;
                with_new_key(tx, id, name).await
            })
        })
        .await
}

/// Gives a source another key, which is shown now and never again. The one before it works no longer.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], that there is no such source, or that the database failed.
pub async fn rotate(
    store: &Store,
    team: TeamId,
    by: Actor,
    name: String,
    now: DateTime<Utc>,
) -> FlowResult<NewSource> {
    store
        .write(move |tx| {
            Box::pin(async move {
                authorize_once(tx, team, &by, Rank::Manager, now).await?;
                let source = named(tx, team, &name).await?;
                with_new_key(tx, source.id, source.name).await
            })
        })
        .await
}

/// Lets a source send, or stops it; the source as it was before.
///
/// # Errors
/// As [`rotate`].
pub async fn switch(
    store: &Store,
    team: TeamId,
    by: Actor,
    name: String,
    on: bool,
    now: DateTime<Utc>,
) -> FlowResult<Source> {
    store
        .write(move |tx| {
            Box::pin(async move {
                authorize_once(tx, team, &by, Rank::Manager, now).await?;
                let source = named(tx, team, &name).await?;
                // Since when it is off is told: off once more changes nothing.
                if on || source.disabled_at.is_none() {
                    sources::update_disabled(tx, source.id, (!on).then_some(now)).await?;
                }
                Ok(source)
            })
        })
        .await
}

/// The way that a test lead takes through intake: from the body of a request on, as if that source had sent it. Made
/// where the program is put together, since what answers members does not know intake.
pub type TestDelivery = Arc<dyn Fn(Source, Test) -> BoxFuture<'static, FlowResult<Answer>> + Send + Sync>;

/// A test lead on its way.
pub struct Test {
    /// The body.
    pub body: Vec<u8>,
    /// What tells it from every other delivery.
    pub key: String,
}

/// Sends a test lead the whole way. The answer is what the source would have got.
///
/// # Errors
/// As [`rotate`], or [`Refusal::SourceOff`].
pub async fn test(
    store: &Store,
    test_delivery: &TestDelivery,
    team: TeamId,
    by: &Actor,
    name: &str,
) -> FlowResult<Answer> {
    let source = {
        let mut conn = store.read().await?;
        authorize(&mut conn, team, by, Rank::Manager).await?;
        named(&mut conn, team, name).await?
    };
    if source.disabled_at.is_some() {
        return Err(Refusal::SourceOff { name: source.name }.into());
    }
    let need = format!(
        "A test of “{}” by {}. Nobody has to answer it.",
        source.name, by.person.name
    );
    let body = serde_json::json!({
        "test": true,
        "customer": { "company": "Test lead", "name": "Tess Tester", "email": "test@example.com" },
        "need": need,
    });
    let test = Test {
        body: body.to_string().into_bytes(),
        key: format!("test-{}", by.interaction),
    };
    test_delivery(source, test).await
}

/// The team's sources.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], or that the database failed.
pub async fn list(store: &Store, team: TeamId, by: &Actor) -> FlowResult<Vec<Source>> {
    let mut conn = store.read().await?;
    authorize(&mut conn, team, by, Rank::Manager).await?;
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

/// An intake source by its name, as typed or chosen. What came with the team by itself has no key and cannot be changed.
async fn named(conn: &mut crate::store::Conn, team: TeamId, name: &str) -> FlowResult<Source> {
    let typed = name.trim().to_lowercase();
    let found = sources::list(conn, team).await?.into_iter();
    let mut found =
        found.filter(|source| source.kind == SourceKind::Api && source.name.to_lowercase() == typed);
    Ok(found
        .next()
        .ok_or_else(|| Faults::one(Field::Source, name, Wrong::NoSuchSource))?)
}

async fn with_new_key(tx: &mut crate::store::Tx, id: SourceId, name: String) -> FlowResult<NewSource> {
    let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let key = format!("{PREFIX}_{id}_{secret}");
    sources::update_key(tx, id, &hash(&key)).await?;
    Ok(NewSource { id, name, key })
}
