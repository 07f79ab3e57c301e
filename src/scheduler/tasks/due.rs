//! Does what is due, in batches: each lead's due things are one transaction, and those of a batch share commits.
//!
//! Whether a team is reminded lead by lead or by one message for all is asked before the first of them is done: only
//! then it is known how many there are. Nothing is lost where the program ends in between: the rest is still due.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use crate::domain::ids::{LeadId, TeamId};
use crate::failpoint::{self, Point};
use crate::flows::remind::{self, ReminderFormat};
use crate::flows::{FlowError, digest, expire};
use crate::store::due::{self, Due};
use crate::store::{Store, StoreError, expiries, scheduler_clock};

/// How many rows are taken at once: enough to share commits, few enough not to hold up what members do meanwhile.
const BATCH: i64 = 64;
/// How long what cannot be done waits, so that it does not hold up the rest.
const AGAIN: TimeDelta = TimeDelta::minutes(10);

/// Whose due things are done together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Whose {
    Lead(LeadId),
    Team(TeamId),
}

/// Does all that is due at `now`; says when the next thing is.
pub async fn run(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut forms: HashMap<TeamId, ReminderFormat> = HashMap::new();
    loop {
        let (batch, next) = {
            let mut conn = store.read().await?;
            (
                due::list_due(&mut conn, now, BATCH).await?,
                due::next(&mut conn).await?,
            )
        };
        if batch.is_empty() {
            finish_round_ups(store, &forms, now).await?;
            finish_expiries(store, &forms, now).await?;
            return Ok(next);
        }
        let mut whose: Vec<Whose> = Vec::new();
        for due in &batch {
            if due.lead.is_some() && !forms.contains_key(&due.team) {
                forms.insert(due.team, form(store, due.team, now).await?);
            }
            let this = due.lead.map_or(Whose::Team(due.team), Whose::Lead);
            if !whose.contains(&this) {
                whose.push(this);
            }
        }
        let done = join_all(
            whose
                .into_iter()
                .map(|whose| one(store, whose, &batch, &forms, now)),
        )
        .await;
        done.into_iter().collect::<Result<(), _>>()?;
        failpoint::pass(Point::DueDone);
        store
            .write_one(async move |tx| Ok::<_, StoreError>(scheduler_clock::update(tx, now).await?))
            .await?;
    }
}

/// Plans the digest of teams that have none planned, though they want one: those from before there were digests.
pub(crate) async fn plan_digests(store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
    let teams = due::list_teams_without_digest(&mut *store.read().await?).await?;
    for team in teams {
        let planned = store.write(async move |tx| digest::digest(tx, team, now).await);
        if let Err(error) = planned.await {
            tracing::error!(team = team.0, %error, "a digest could not be planned");
        }
    }
    Ok(())
}

/// How a team is reminded. Where that cannot be told it is by one message, which is never too many.
async fn form(store: &Store, team: TeamId, now: DateTime<Utc>) -> Result<ReminderFormat, StoreError> {
    let mut conn = store.read().await?;
    Ok(remind::form(&mut conn, team, now).await.unwrap_or_else(|error| {
        tracing::error!(team = team.0, %error, "it cannot be told how many reminders are due");
        ReminderFormat::RoundUp
    }))
}

async fn finish_round_ups(
    store: &Store,
    forms: &HashMap<TeamId, ReminderFormat>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for team in forms
        .iter()
        .filter(|(_, form)| **form == ReminderFormat::RoundUp)
        .map(|(team, _)| *team)
    {
        let done = store.write(async move |tx| remind::finish_round_up(tx, team, now).await);
        if let Err(error) = done.await {
            tracing::error!(team = team.0, %error, "a round-up is posted a minute late");
        }
    }
    Ok(())
}

/// Lets be told what has expired in this run.
async fn finish_expiries(
    store: &Store,
    forms: &HashMap<TeamId, ReminderFormat>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for team in forms.keys().copied() {
        if expiries::count(&mut *store.read().await?, team, now).await? == 0 {
            continue;
        }
        let done = store.write(async move |tx| expire::finish(tx, team, now).await);
        if let Err(error) = done.await {
            tracing::error!(team = team.0, %error, "an expiry is told a minute late");
        }
    }
    Ok(())
}

/// What one lead or team has due. Where that fails for a reason of its own it is put off, and the rest goes on.
async fn one(
    store: &Store,
    whose: Whose,
    batch: &[Due],
    forms: &HashMap<TeamId, ReminderFormat>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = match whose {
        Whose::Lead(lead) => {
            let team = batch
                .iter()
                .find(|due| due.lead == Some(lead))
                .map(|due| due.team);
            let form = team
                .and_then(|team| forms.get(&team))
                .copied()
                .unwrap_or(ReminderFormat::Reply);
            store
                .write(async move |tx| remind::remind(tx, lead, form, now).await)
                .await
        }
        Whose::Team(team) => {
            store
                .write(async move |tx| digest::digest(tx, team, now).await)
                .await
        }
    };
    let Err(error) = done else { return Ok(()) };
    tracing::error!(?whose, %error, "what is due could not be done; it is tried again later");
    if let FlowError::Failed(error) = &error
        && let Some(error) = error.downcast_ref::<StoreError>()
        && !matches!(error, StoreError::Panicked(_))
    {
        // The database's fault, and none of theirs.
        return Err(error.clone());
    }
    let ids: Vec<_> = batch
        .iter()
        .filter(|due| due.lead.map_or(Whose::Team(due.team), Whose::Lead) == whose)
        .map(|due| due.id)
        .collect();
    store
        .write(async move |tx| Ok::<_, StoreError>(due::postpone(tx, &ids, now + AGAIN).await?))
        .await
}
