//! What becomes of a notice: sent, given up, tried again, told by hand, or not wanted after all. Each is one transaction
//! with its entry in the lead's history.

use chrono::{DateTime, TimeDelta, Utc};

use super::alert;
use super::owe::enqueue;
use crate::domain::event::{Event, EventKind, Initiator, Via};
use crate::domain::ids::{LeadId, NoticeId, TeamId};
use crate::domain::lead::Lead;
use crate::domain::notice::{Audience, Cause, Medium, Notice, State, Why};
use crate::domain::owed_notices::webhook_of;
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::flows::authorize::{authorize, authorize_once};
use crate::flows::{Actor, FlowError, FlowResult, lead_change};
use crate::store::notices::secrets;
use crate::store::{Store, StoreError, Tx, interactions, leads, notices};

/// How it ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Ended {
    /// Where the notice stands now.
    pub state: State,
    /// Why, where that needs saying.
    pub why: Option<Why>,
    /// What the other side said.
    pub detail: Option<String>,
}

/// Records that a notice has come to rest. Where it needs a hand, managers are told.
///
/// # Errors
/// [`StoreError`] where the database failed.
pub(crate) async fn ended(
    store: &Store,
    notice: &Notice,
    webhook: Option<String>,
    ended: Ended,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let notice = notice.clone();
    store
        .write(async move |tx| {
            let (id, detail) = (notice.id, ended.detail.as_deref());
            if !notices::update_settled(tx, id, ended.state, ended.why, detail, now).await? {
                return Ok(());
            }
            if let Some(url) = webhook.filter(|_| ended.why == Some(Why::Gone)) {
                secrets::insert_gone(tx, notice.team, &url, now).await?;
            }
            let (cause, audience) = (notice.cause, notice.audience);
            let what = match (ended.state, ended.why) {
                (State::Sent, _) => Some(EventKind::Notified {
                    cause,
                    medium: Some(notice.medium),
                    audience,
                }),
                (State::Failed, Some(why)) => Some(EventKind::NotNotified {
                    cause,
                    audience,
                    why: why.code().to_owned(),
                }),
                _ => None,
            };
            if let Some(what) = what {
                record(tx, notice.lead, Initiator::Clock, Via::Timer, what, now).await?;
            }
            if ended.state.is_open() {
                alert(tx, notice.team, now, now).await?;
            }
            Ok(())
        })
        .await
}

async fn record(
    tx: &mut Tx,
    lead: LeadId,
    actor: Initiator,
    via: Via,
    what: EventKind,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let Some(lead) = leads::find(tx, lead).await? else {
        return Ok(());
    };
    let event = Event {
        lead: lead.id,
        at: now,
        actor,
        via,
        before: lead.stage,
        after: lead.stage,
        what,
    };
    crate::store::events::insert(tx, lead.team, &event).await
}

/// A notice and its lead, for a manager of their team.
#[derive(Clone, Debug)]
pub(crate) struct OpenNotice {
    pub team: Team,
    pub notice: Notice,
    pub lead: Lead,
}

async fn find(tx: &mut crate::store::Conn, team: Team, id: NoticeId) -> FlowResult<OpenNotice> {
    let notice = notices::find(tx, id)
        .await?
        .filter(|notice| notice.team == team.id);
    let Some(notice) = notice else {
        return Err(Refusal::UnknownControl.into());
    };
    let lead = leads::find(tx, notice.lead)
        .await?
        .ok_or_else(|| FlowError::Failed(anyhow::anyhow!("notice {id} has no lead")))?;
    Ok(OpenNotice { team, notice, lead })
}

/// One notice, for a manager.
///
/// # Errors
/// [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn show(store: &Store, team: TeamId, id: NoticeId, by: &Actor) -> FlowResult<OpenNotice> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Manager).await?;
    find(&mut conn, team, id).await
}

/// The notices that need a manager's attention; `limit` of them at most, and how many there are.
///
/// # Errors
/// [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn list_open(
    store: &Store,
    team: TeamId,
    by: &Actor,
    limit: i64,
) -> FlowResult<(Vec<OpenNotice>, i64)> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Manager).await?;
    let count = notices::count_open(&mut conn, team.id).await?;
    let mut all = Vec::new();
    for notice in notices::list_open(&mut conn, team.id, limit).await? {
        all.push(find(&mut conn, team.clone(), notice.id).await?);
    }
    Ok((all, count))
}

/// Has a notice tried again, as if it were new.
///
/// # Errors
/// [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn retry(
    store: &Store,
    team: TeamId,
    id: NoticeId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<(OpenNotice, bool)> {
    store
        .write(async move |tx| {
            let team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let open = find(tx, team, id).await?;
            let was = open.notice.settled_at;
            if !notices::update_retried(tx, id, now).await? {
                return Ok((open, false));
            }
            if let Some(url) = webhook_of(&open.team.settings.notices, &open.lead) {
                secrets::delete_gone(tx, open.team.id, url).await?;
            }
            let whose = (open.team.id, open.lead.id);
            enqueue(tx, whose, open.notice.medium, id, now, TimeDelta::zero()).await?;
            alert(tx, open.team.id, was.unwrap_or(now), now).await?;
            Ok((open, true))
        })
        .await
}

/// A manager says that they have told them.
///
/// # Errors
/// [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn told(
    store: &Store,
    team: TeamId,
    id: NoticeId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<(OpenNotice, bool)> {
    store
        .write(async move |tx| {
            let team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let open = find(tx, team, id).await?;
            let was = open.notice.settled_at.unwrap_or(now);
            if !notices::update_told(tx, id, by.person.id, now).await? {
                return Ok((open, false));
            }
            let what = EventKind::Notified {
                cause: open.notice.cause,
                medium: None,
                audience: open.notice.audience,
            };
            record(
                tx,
                open.lead.id,
                Initiator::Member(by.person.id),
                by.via,
                what,
                now,
            )
            .await?;
            alert(tx, open.team.id, was, now).await?;
            Ok((open, true))
        })
        .await
}

/// Whether the customer is told of a decline, said by whoever declined while they may still take it back.
///
/// # Errors
/// A refusal, or that the database failed.
pub(crate) async fn want(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    wanted: bool,
    now: DateTime<Utc>,
) -> FlowResult<(crate::domain::view::LeadView, Option<Notice>)> {
    store
        .write(async move |tx| {
            // Whoever may take the decline back may say this, and for as long.
            let change = lead_change::find_and_check(
                tx,
                team,
                lead,
                &by,
                crate::domain::transition::Action::Undo,
                now,
            )
            .await?;
            if !interactions::insert_new(tx, by.interaction, now).await? {
                return Err(Refusal::AlreadyHandled.into());
            }
            let notice = find_of_decline(tx, lead).await?;
            if let Some(notice) = &notice
                && notices::update_wanted(tx, notice.id, wanted).await?
                && wanted
            {
                let whose = (change.team.id, lead);
                let wait = (notice.due_at - now).max(TimeDelta::zero());
                enqueue(tx, whose, Medium::Mail, notice.id, now, wait).await?;
            }
            let notice = find_of_decline(tx, lead).await?;
            Ok((change.view(tx).await?, notice))
        })
        .await
}

/// The notice of a lead's decline to its customer, the latest.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_of_decline(
    conn: &mut crate::store::Conn,
    lead: LeadId,
) -> Result<Option<Notice>, sqlx::Error> {
    let all = notices::list_of_lead(conn, lead).await?;
    let of_decline = all.into_iter().rev().find(|notice| {
        notice.cause == Cause::Declined
            && notice.audience == Audience::Customer
            && notice.state != State::Dropped
    });
    Ok(of_decline)
}

/// Tells managers once of what happened before there were notices.
///
/// # Errors
/// [`StoreError`] where the database failed.
pub(crate) async fn alert_of_old(store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
    let teams = notices::list_teams_to_alert(&mut *store.read().await?).await?;
    for team in teams {
        store
            .write(async move |tx| {
                notices::update_alerted(tx, team, now).await?;
                Ok::<_, StoreError>(alert(tx, team, now, now).await?)
            })
            .await?;
    }
    Ok(())
}
