//! Managers keep the team's two lists of reasons. A reason's code never changes and is never used twice, and one that is
//! taken off its list is kept with its words: old leads and figures still say it.

use chrono::{DateTime, Utc};

use super::authorize::{authorize, authorize_once};
use super::{Actor, FlowResult};
use crate::domain::form::{Faults, limits};
use crate::domain::ids::TeamId;
use crate::domain::permission::Rank;
use crate::domain::reason::{OTHER, Reason, ReasonList};
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::team::{Settings, Team};
use crate::store::{Store, teams};
use crate::text::catalogue::Lang;
use crate::text::safe::length;
use crate::text::words;

/// What the codes of a team's own reasons begin with.
const OWN: &str = "own_";

/// The team, with both lists.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn find_team(store: &Store, team: TeamId, by: &Actor) -> FlowResult<Team> {
    authorize(&mut *store.read().await?, team, by, Rank::Manager).await
}

/// Puts a reason at the end of a list, before "Other". The words of one that was taken off bring that one back.
///
/// # Errors
/// As [`find_team`], [`Refusal::TooManyReasons`], or what is wrong with the words.
pub(crate) async fn add(
    store: &Store,
    team: TeamId,
    by: Actor,
    list: ReasonList,
    words: String,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    change(store, team, by, now, move |team| {
        let words = readable(&words)?;
        let reasons = team.settings.reasons(list);
        if offered(reasons) >= limits::REASONS {
            return Err(Refusal::TooManyReasons { max: limits::REASONS });
        }
        let same = find_worded(team, list, &words);
        let code = next_code(&team.settings);
        let reasons = team.settings.reasons_mut(list);
        let reason = match same {
            Some(at) if !reasons[at].retired => return Err(Faults::one(Field::Reason, &words, Wrong::Taken)),
            Some(at) => Reason {
                retired: false,
                ..reasons.remove(at)
            },
            None => Reason {
                code,
                words: Some(words),
                retired: false,
            },
        };
        let other = reasons.iter().position(|reason| reason.code == OTHER);
        reasons.insert(other.unwrap_or(reasons.len()), reason);
        Ok(())
    })
    .await
}

/// Gives a reason other words. Old leads say the new ones, too: it is the same reason.
///
/// # Errors
/// As [`find_team`], no such reason, or what is wrong with the words.
pub(crate) async fn rename(
    store: &Store,
    team: TeamId,
    by: Actor,
    which: (ReasonList, String),
    words: String,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    change(store, team, by, now, move |team| {
        let words = readable(&words)?;
        let (list, at) = find(team, &which)?;
        if find_worded(team, list, &words).is_some_and(|same| same != at) {
            return Err(Faults::one(Field::Reason, &words, Wrong::Taken));
        }
        team.settings.reasons_mut(list)[at].words = Some(words);
        Ok(())
    })
    .await
}

/// Takes a reason off its list.
///
/// # Errors
/// As [`find_team`], no such reason, or [`Refusal::OtherStays`].
pub(crate) async fn remove(
    store: &Store,
    team: TeamId,
    by: Actor,
    which: (ReasonList, String),
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    change(store, team, by, now, move |team| {
        let (list, at) = find(team, &which)?;
        let reason = &mut team.settings.reasons_mut(list)[at];
        if reason.code == OTHER {
            return Err(Refusal::OtherStays);
        }
        reason.retired = true;
        Ok(())
    })
    .await
}

/// Puts a reason at a place of its list, 1 for the first.
///
/// # Errors
/// As [`find_team`], no such reason.
pub(crate) async fn place(
    store: &Store,
    team: TeamId,
    by: Actor,
    which: (ReasonList, String),
    place: usize,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    change(store, team, by, now, move |team| {
        let (list, at) = find(team, &which)?;
        let reasons = team.settings.reasons_mut(list);
        // Those that were taken off stand last, where they are in nobody's way.
        reasons.sort_by_key(|reason| reason.retired);
        let at = reasons
            .iter()
            .position(|reason| reason.code == which.1)
            .unwrap_or(at);
        let last = offered(reasons).saturating_sub(1);
        let reason = reasons.remove(at);
        reasons.insert(place.saturating_sub(1).min(last), reason);
        Ok(())
    })
    .await
}

async fn change(
    store: &Store,
    team: TeamId,
    by: Actor,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut Team) -> Result<(), Refusal> + Send + 'static,
) -> FlowResult<Team> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            change(&mut team)?;
            teams::upsert(tx, &team).await?;
            Ok(team)
        })
        .await
}

fn readable(words: &str) -> Result<String, Refusal> {
    let mut faults = Faults::default();
    let words = faults.required(Field::Reason, words, limits::REASON);
    if length(&words) > limits::REASON {
        faults.add(Field::Reason, &words, Wrong::TooLong(limits::REASON));
    }
    faults.or(Some(words))
}

fn offered(reasons: &[Reason]) -> usize {
    reasons.iter().filter(|reason| !reason.retired).count()
}

/// A reason that is on its list, by its code.
fn find(team: &Team, (list, code): &(ReasonList, String)) -> Result<(ReasonList, usize), Refusal> {
    let reasons = team.settings.reasons(*list);
    let at = reasons
        .iter()
        .position(|reason| reason.code == *code && !reason.retired);
    let at = at.ok_or_else(|| Faults::one(Field::Reason, code, Wrong::Unknown))?;
    Ok((*list, at))
}

/// A reason, on its list or taken off, that reads the same in the team's language.
fn find_worded(team: &Team, list: ReasonList, typed: &str) -> Option<usize> {
    let (lang, reasons) = (Lang::of(&team.language), team.settings.reasons(list));
    let same = |reason: &Reason| match &reason.words {
        Some(words) => words.to_lowercase() == typed.to_lowercase(),
        None => words::reason(lang, reasons, &reason.code).to_lowercase() == typed.to_lowercase(),
    };
    reasons.iter().position(same)
}

/// A code that none of the team's reasons has had.
fn next_code(settings: &Settings) -> String {
    let numbers = ReasonList::ALL
        .into_iter()
        .flat_map(|list| settings.reasons(list));
    let last = numbers
        .filter_map(|reason| reason.code.strip_prefix(OWN)?.parse::<u32>().ok())
        .max();
    format!("{OWN}{}", last.unwrap_or(0) + 1)
}
