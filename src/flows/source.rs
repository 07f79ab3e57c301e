//! Intake keys: made, shown once, kept only as their hash; changed, switched off and on, and tried.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq as _;

use super::authorize::{authorize, authorize_once};
use super::deliver::Answer;
use super::doors::{Doors, Sent};
use super::signing::{self, hash, key_hashes};
use super::{Actor, FlowResult};
use crate::domain::form::{Faults, limits};
use crate::domain::ids::{SourceId, TeamId};
use crate::domain::lead::SourceKind;
use crate::domain::permission::Rank;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::store::sources::{NewSecrets, Source};
use crate::store::{Seal, Store, sources};

/// What a key looks like: this, the source's row, and 32 random bytes in base64url.
const PREFIX: &str = "lbk";

/// Longest secret that a product gives, in characters.
const LONGEST_SECRET: usize = 200;
/// The format of a source of which nothing else is said.
pub(crate) const NATIVE: &str = "native";

/// A source with a key that has just been made. The key is not kept and cannot be shown again.
pub struct NewSource {
    /// Its row.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// What it sends: a format's code.
    pub format: String,
    /// The bearer key, which is the secret in its address as well.
    pub key: String,
    /// The secret that it signs with.
    pub secret: String,
}

/// A source to be made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wanted {
    /// What the team calls it.
    pub name: String,
    /// What it sends: a format's code; our own where nothing is said.
    pub format: Option<String>,
    /// The secret that the product signs with, where it is the product that makes it.
    pub secret: Option<String>,
}

impl From<String> for Wanted {
    fn from(name: String) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

/// Makes an intake source.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], a name that is missing or taken, or that the database failed.
pub async fn add(
    store: &Store,
    team: TeamId,
    by: Actor,
    wanted: impl Into<Wanted>,
    now: DateTime<Utc>,
) -> FlowResult<NewSource> {
    let wanted = wanted.into();
    let seal = store.seal()?;
    store
        .write(async move |tx| {
            authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let mut faults = Faults::default();
            let name = faults.required(Field::Name, &wanted.name, limits::SHORT);
            let typed = wanted.secret.as_deref().unwrap_or_default();
            let secret = faults.optional(Field::Secret, typed, LONGEST_SECRET);
            let name = faults.or(Some(name))?;
            let id = sources::insert(tx, team, SourceKind::Api, &name, Some(by.person.id), now).await?;
            let new = New {
                id: id.ok_or_else(|| Faults::one(Field::Name, &name, Wrong::Taken))?,
                name,
                format: wanted.format.unwrap_or_else(|| NATIVE.to_owned()),
                secret,
                previous_until: None,
            };
            with_new_key(tx, &seal, new).await
        })
        .await
}

/// Gives a source another key and secret, which are shown now and never again. The ones before work for `overlap` yet.
/// A secret that the product has made (`secret`) stays in the place of ours.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], that there is no such source, or that the database failed.
pub async fn rotate(
    store: &Store,
    team: TeamId,
    by: Actor,
    (name, secret): (String, Option<String>),
    overlap: TimeDelta,
    now: DateTime<Utc>,
) -> FlowResult<NewSource> {
    let seal = store.seal()?;
    store
        .write(async move |tx| {
            authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let source = named(tx, team, &name).await?;
            let mut faults = Faults::default();
            let secret = faults.optional(
                Field::Secret,
                secret.as_deref().unwrap_or_default(),
                LONGEST_SECRET,
            );
            let secret = faults.or(Some(secret))?;
            let new = New {
                id: source.id,
                name: source.name,
                format: source.format,
                secret,
                previous_until: (overlap > TimeDelta::zero()).then_some(now + overlap),
            };
            with_new_key(tx, &seal, new).await
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
        .write(async move |tx| {
            authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let source = named(tx, team, &name).await?;
            // Since when it is off is told: off once more changes nothing.
            if on || source.disabled_at.is_none() {
                sources::update_disabled(tx, source.id, (!on).then_some(now)).await?;
            }
            Ok(source)
        })
        .await
}

/// Sends a test lead the whole way. The answer is what the source would have got.
///
/// # Errors
/// As [`rotate`], or [`Refusal::SourceOff`].
pub(crate) async fn test(
    store: &Store,
    doors: &dyn Doors,
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
    let sent = Sent {
        content_type: Some("application/json".to_owned()),
        body: body.to_string().into_bytes(),
        key: Some(format!("test-{}", by.interaction)),
        is_native: true,
    };
    doors.deliver(source, sent).await
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

/// The source of a key, be it off or not; `None` for a wrong one, whatever is wrong with it.
///
/// # Errors
/// That the database failed.
pub async fn find_by_key(store: &Store, key: &str, now: DateTime<Utc>) -> anyhow::Result<Option<Source>> {
    let id = key
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(|rest| rest.split_once('_'));
    let Some(Ok(id)) = id.map(|(id, _)| id.parse::<i64>()) else {
        return Ok(None);
    };
    let found = sources::find(&mut *store.read().await?, SourceId(id)).await?;
    Ok(found.filter(|source| {
        let given = hash(key);
        key_hashes(source, now).any(|expected| bool::from(given.as_slice().ct_eq(expected)))
    }))
}

/// The secrets that a source may sign with just now.
///
/// # Errors
/// That the key file beside the database is missing or another one.
pub fn secrets(store: &Store, source: &Source, now: DateTime<Utc>) -> anyhow::Result<Vec<Vec<u8>>> {
    if source.format == NATIVE {
        return Ok(key_hashes(source, now)
            .map(|hash| signing::of_key_hash(hash).to_vec())
            .collect());
    }
    let works = source
        .previous_key
        .as_ref()
        .is_some_and(|(_, until)| now < *until);
    let previous = source.previous_secret_sealed.as_ref().filter(|_| works);
    let seal = store.seal()?;
    let sealed = source.secret_sealed.iter().chain(previous);
    sealed.map(|sealed| seal.open(source.id, sealed)).collect()
}

/// Notes that a source has signed what it sent: from now on it has to.
///
/// # Errors
/// That the database failed.
pub(crate) async fn note_signed(store: &Store, source: &Source, now: DateTime<Utc>) -> FlowResult<()> {
    if source.signs_since.is_some() {
        return Ok(());
    }
    let id = source.id;
    store
        .write(async move |tx| Ok(sources::update_signs_since(tx, id, now).await?))
        .await
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

struct New {
    id: SourceId,
    name: String,
    format: String,
    /// The product's own; one is made where there is none.
    secret: Option<String>,
    previous_until: Option<DateTime<Utc>>,
}

async fn with_new_key(tx: &mut crate::store::Tx, seal: &Seal, new: New) -> FlowResult<NewSource> {
    let key = format!(
        "{PREFIX}_{}_{}",
        new.id,
        URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
    );
    let secret = match new.secret {
        // What Standard Webhooks are signed with is made from the key.
        _ if new.format == NATIVE => signing::secret(&key),
        Some(secret) => secret,
        // 32 characters: Google takes 50 at most.
        None => URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>()),
    };
    let secrets = NewSecrets {
        format: &new.format,
        key_hash: &hash(&key),
        secret_sealed: &seal.close(new.id, secret.as_bytes())?,
        previous_until: new.previous_until,
    };
    sources::update_secrets(tx, new.id, &secrets).await?;
    Ok(NewSource {
        id: new.id,
        name: new.name,
        format: new.format,
        key,
        secret,
    })
}
