//! A member is away: their turn to look passes to whoever covers for them, or back to the team. It ends by itself.

use chrono::{DateTime, NaiveDate, Utc};

use super::assign::tell;
use super::authorize::{authorize, authorize_once};
use super::lead_change;
use super::{Actor, FlowResult};
use crate::clock;
use crate::domain::absence::{Absence, back_at};
use crate::domain::dates::{self, DateFault};
use crate::domain::event::EventKind;
use crate::domain::form::Faults;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::permission::{Picked, Rank};
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::team::Team;
use crate::domain::transition::Action;
use crate::locale::Locale;
use crate::store::outbox::Reminders;
use crate::store::{Store, Tx, absences, leads, outbox};

/// Who of a team is away.
#[derive(Clone, Debug)]
pub(crate) struct AwayView {
    /// Who is away, those who come back first first.
    pub away: Vec<Absence>,
    /// How many leads were handed on just now.
    pub handed_on: usize,
}

/// Who is away.
///
/// # Errors
/// [`Refusal::NotAMember`], [`Refusal::NotSetUp`], or that the database failed.
pub(crate) async fn show(
    store: &Store,
    team: TeamId,
    by: &Actor,
    now: DateTime<Utc>,
) -> FlowResult<AwayView> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Member).await?;
    let away = absences::list(&mut conn, team.id, now).await?;
    Ok(AwayView { away, handed_on: 0 })
}

/// Whoever asks is away until the morning of a day. What they look at and what cannot wait is handed on.
///
/// # Errors
/// As [`show`], what is wrong with the day, or that whoever covers is none of the team or away as well.
pub(crate) async fn leave(
    store: &Store,
    team: TeamId,
    by: Actor,
    typed: String,
    locale: Locale,
    cover: Option<Picked>,
    now: DateTime<Utc>,
) -> FlowResult<AwayView> {
    store
        .write(async move |tx| {
            let team = authorize_once(tx, team, &by, Rank::Member, now).await?;
            let day = read_day(&typed, clock::day_in(team.time_zone, now), locale)?;
            let until = back_at(day, team.time_zone);
            if let Some(cover) = &cover {
                check_cover(tx, &team, &by, cover, now).await?;
            }
            let absence = Absence {
                member: by.person.id,
                until,
                cover: cover.map(|cover| cover.person.id),
            };
            absences::upsert(tx, team.id, &absence, now).await?;
            let theirs = absences::list_leads_to_hand_on(tx, team.id, by.person.id, until).await?;
            for lead in &theirs {
                hand_on(tx, &team, *lead, &by, absence, now).await?;
            }
            Ok(AwayView {
                away: absences::list(tx, team.id, now).await?,
                handed_on: theirs.len(),
            })
        })
        .await
}

/// Whoever asks is back.
///
/// # Errors
/// As [`show`].
pub(crate) async fn come_back(
    store: &Store,
    team: TeamId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<AwayView> {
    store
        .write(async move |tx| {
            let team = authorize_once(tx, team, &by, Rank::Member, now).await?;
            absences::delete(tx, team.id, by.person.id).await?;
            let away = absences::list(tx, team.id, now).await?;
            Ok(AwayView { away, handed_on: 0 })
        })
        .await
}

fn read_day(typed: &str, today: NaiveDate, locale: Locale) -> FlowResult<NaiveDate> {
    let wrong = |wrong| Faults::one(Field::Until, typed, wrong);
    let day = dates::parse_date(typed, today, locale).map_err(|fault| wrong(Wrong::Date(fault)))?;
    if day <= today {
        return Err(wrong(Wrong::Date(DateFault::InPast { date: day })).into());
    }
    Ok(day)
}

/// Whoever covers is there, of the team, and not who leaves.
async fn check_cover(
    tx: &mut Tx,
    team: &Team,
    by: &Actor,
    cover: &Picked,
    now: DateTime<Utc>,
) -> FlowResult<()> {
    let who = cover.person.id;
    if cover.bot {
        return Err(Refusal::ABot.into());
    }
    if who == by.person.id || cover.person.rank(team) == Rank::Outsider {
        return Err(Refusal::NotOnTheTeam { who }.into());
    }
    match absences::find(tx, team.id, who, now).await? {
        Some(absence) => Err(Refusal::IsAway {
            who,
            until: absence.until,
        }
        .into()),
        None => Ok(()),
    }
}

async fn hand_on(
    tx: &mut Tx,
    team: &Team,
    lead: LeadId,
    by: &Actor,
    absence: Absence,
    now: DateTime<Utc>,
) -> FlowResult<()> {
    let change = lead_change::find_and_check(tx, team.id, lead, by, Action::Release, now).await?;
    leads::update_assignee(tx, lead, absence.cover, now).await?;
    let from = absence.member;
    match absence.cover {
        Some(to) => {
            let from = Some(from);
            change.record(tx, EventKind::Assigned { from, to }).await?;
            tell(tx, &change, by, to).await?;
        }
        None => change.record(tx, EventKind::PassedBack { from }).await?,
    }
    outbox::enqueue_reminders_again(tx, lead, Reminders::All, now).await?;
    change.enqueue_card(tx).await
}
