//! What must hold whatever happened, told from the database and from what the sandbox saw: I1 to I8 of
//! docs/RELIABILITY.md. Every test ends with it, those that inject faults above all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::discord::cards::draw::Cards;
use leadbell::domain::event::{Event, EventKind, Initiator};
use leadbell::domain::ids::{LeadId, TeamId};
use leadbell::domain::stage::{Outcome, Stage};
use leadbell::domain::view::Figures;
use leadbell::outbox::{Draw as _, Subject};
use leadbell::store::{Conn, events, index, outbox, views};
use leadbell::t;
use leadbell::text::catalogue::Lang;
use sandbox::{Message, Sandbox};
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use crate::tester::footer_of;

/// How long a message may be on its way while what it says is overtaken by a change.
const IN_FLIGHT: TimeDelta = TimeDelta::seconds(10);

/// What was looked at, and what does not hold.
#[derive(Debug, Default)]
pub struct Report {
    /// Leads in the database.
    pub leads: usize,
    /// Messages that outbox rows stand for.
    pub messages: usize,
    /// Leads without their card.
    pub lost: Vec<String>,
    /// Leads, cards or messages that are there twice.
    pub doubled: Vec<String>,
    /// What is due and does not move, or shows an older state.
    pub stuck: Vec<String>,
    /// Everything else.
    pub broken: Vec<String>,
}

impl Report {
    /// Fails with everything that does not hold.
    pub fn assert_holds(&self) {
        let all: Vec<_> = [&self.lost, &self.doubled, &self.stuck, &self.broken]
            .into_iter()
            .flatten()
            .collect();
        assert!(all.is_empty(), "invariants: {all:#?}");
    }
}

/// Looks at everything, once the bot has come to rest at `now`. `refused` is how many of Discord's answers may be 401,
/// 403 or 429 beyond those that the test itself made up.
pub async fn look(conn: &mut Conn, sandbox: &Sandbox, now: DateTime<Utc>, refused: usize) -> Report {
    let mut report = Report::default();
    let world = World::of(sandbox);
    cards(conn, &world, now, &mut report).await;
    nonces(conn, &world, &mut report).await;
    reminders(conn, sandbox, now, &mut report).await;
    histories(conn, &mut report).await;
    counts(conn, &mut report).await;
    kept(conn, &mut report).await;
    integrity(conn, &mut report).await;
    let answers = sandbox.requests();
    let over = answers
        .iter()
        .filter(|request| !request.faulted && matches!(request.status, 401 | 403 | 429))
        .count();
    if over > refused {
        report.broken.push(format!(
            "I8: {over} answers of 401, 403 and 429, {refused} allowed"
        ));
    }
    report
}

/// What is kept beside the leads, to be read fast, says what the leads say.
async fn kept(conn: &mut Conn, report: &mut Report) {
    let wrong = index::list_wrong(conn).await.unwrap();
    if !wrong.is_empty() {
        report
            .broken
            .push(format!("the index of words is wrong for {wrong:?}"));
    }
    let differing: Vec<(i64, String, String, i64)> = sqlx::query_as(
        "select * from (select team_id, tab, stage, count(*) as count from lead_list_now group by 1, 2, 3
            except select team_id, tab, stage, count from lead_counts)
        union select * from (select team_id, tab, stage, count from lead_counts where count > 0
            except select team_id, tab, stage, count(*) from lead_list_now group by 1, 2, 3)",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    if !differing.is_empty() {
        report
            .broken
            .push(format!("the counts are wrong for {differing:?}"));
    }
    let stale: Vec<i64> = sqlx::query_scalar(
        "select lead_id from (select * from lead_list_now except select * from lead_list)
        union select lead_id from (select * from lead_list except select * from lead_list_now)",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    if !stale.is_empty() {
        report.broken.push(format!("the lists are wrong for {stale:?}"));
    }
}

/// Looks at what the database alone tells: I4, I6, I7 and what of I3 is in it.
pub async fn look_at_rows(conn: &mut Conn, now: DateTime<Utc>) -> Report {
    let mut report = Report::default();
    due_rows(conn, now, &mut report).await;
    histories(conn, &mut report).await;
    counts(conn, &mut report).await;
    integrity(conn, &mut report).await;
    report
}

/// The messages that the bot has in Discord.
struct World {
    sandbox: Sandbox,
    messages: Vec<(u64, Message)>,
}

impl World {
    fn of(sandbox: &Sandbox) -> Self {
        let mut messages = Vec::new();
        for guild in sandbox.guilds() {
            let channels = guild
                .channels()
                .into_iter()
                .flat_map(|channel| channel.messages());
            messages.extend(channels.map(|message| (guild.id(), message)));
            let direct = guild
                .members()
                .into_iter()
                .flat_map(|member| member.direct_messages());
            messages.extend(direct.map(|message| (0, message)));
        }
        messages.retain(|(_, message)| message.author_id() == sandbox.bot_id() && !message.is_ephemeral());
        Self {
            sandbox: sandbox.clone(),
            messages,
        }
    }

    fn cards(&self, team: TeamId, footer: &str) -> Vec<u64> {
        let own = self
            .messages
            .iter()
            .filter(|(guild, message)| i64::try_from(*guild) == Ok(team.0) && is_card(message, footer));
        own.map(|(_, message)| message.id()).collect()
    }
}

/// A card's footer begins with its lead's number; a reminder is a reply and no card.
fn is_card(message: &Message, footer: &str) -> bool {
    footer_of(message).starts_with(footer) && message.reference().is_none()
}

/// I1: every lead has one card row and one card; I5: which shows the newest state.
async fn cards(conn: &mut Conn, world: &World, now: DateTime<Utc>, report: &mut Report) {
    let leads: Vec<i64> = sqlx::query_scalar("select id from leads order by id")
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    report.leads = leads.len();
    for lead in leads.into_iter().map(LeadId) {
        let view = views::find(conn, lead, now)
            .await
            .unwrap()
            .expect("a lead has a view");
        let name = format!("{} of team {}", view.lead.number, view.team.id.0);
        let Some(card) = outbox::find_card(conn, lead).await.unwrap() else {
            report.lost.push(format!("I1: {name} has no card row"));
            continue;
        };
        let there = world.cards(view.team.id, &format!("{} · ", view.lead.number));
        if there.len() > 1 {
            report
                .doubled
                .push(format!("I1: {name} has {} cards", there.len()));
        }
        if card.parked.is_some() {
            continue;
        }
        if card.desired_revision > card.synced_revision {
            report
                .stuck
                .push(format!("I5: the card of {name} is not shown: {card:?}"));
            continue;
        }
        let Some(message) = card
            .posted
            .and_then(|(_, id)| world.sandbox.message(u64::try_from(id.0).unwrap()))
        else {
            report
                .lost
                .push(format!("I1: the card of {name} is nowhere: {card:?}"));
            continue;
        };
        // Whoever deletes a card by hand does not tell the bot; the next change posts it anew.
        if message.is_deleted() {
            continue;
        }
        if there != [message.id()] {
            report.lost.push(format!(
                "I1: {name} stands in {:?}, not in {there:?}",
                card.posted
            ));
        }
        let subject = Subject {
            team: view.team.clone(),
            lead: Some(view),
            figures: Figures::None,
            now,
        };
        let drawn = Cards
            .draw(&card, &subject)
            .unwrap()
            .expect("a card is always drawn");
        if let Some(difference) = difference(&drawn.body, &message.json(), "") {
            report.stuck.push(format!(
                "I5: the card of {name} shows an older state: {difference}"
            ));
        }
    }
}

/// Where what is shown differs from what should be. What Discord adds does not count, nor what the lead's card says of
/// other leads, nor its colour, which follows the hours.
fn difference(wanted: &Value, shown: &Value, path: &str) -> Option<String> {
    const NOT_THE_LEAD: [&str; 3] = ["allowed_mentions", "color", "flags"];
    match (wanted, shown) {
        (Value::Object(wanted), Value::Object(shown)) => wanted
            .iter()
            .filter(|(name, _)| !NOT_THE_LEAD.contains(&name.as_str()))
            .find_map(|(name, value)| {
                difference(
                    value,
                    shown.get(name).unwrap_or(&Value::Null),
                    &format!("{path}/{name}"),
                )
            }),
        (Value::Array(wanted), Value::Array(shown)) => {
            let about_this = |field: &&Value| field["name"] != t!(Lang::En, "card-field-earlier").as_str();
            let (wanted, shown): (Vec<_>, Vec<_>) = (
                wanted.iter().filter(about_this).collect(),
                shown.iter().filter(about_this).collect(),
            );
            if wanted.len() != shown.len() {
                return Some(format!(
                    "{path} has {} parts instead of {}",
                    shown.len(),
                    wanted.len()
                ));
            }
            let mut pairs = wanted.into_iter().zip(shown);
            pairs.find_map(|(wanted, shown)| difference(wanted, shown, &format!("{path}/*")))
        }
        (Value::Null, _) | (Value::Bool(false), Value::Null) => None,
        (Value::String(wanted), Value::String(shown)) if wanted.trim() == shown.trim() => None,
        (wanted, shown) if wanted == shown => None,
        (wanted, shown) => Some(format!("{path} is {shown}, should be {wanted}")),
    }
}

/// I2: no two messages for one row, told by the nonce that both would carry, and by the message that a row stands for.
async fn nonces(conn: &mut Conn, world: &World, report: &mut Report) {
    let mut by_nonce: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for (_, message) in &world.messages {
        if let Some(nonce) = message.json()["nonce"].as_str() {
            by_nonce.entry(nonce.to_owned()).or_default().insert(message.id());
        }
    }
    report.messages = by_nonce.len();
    for (nonce, ids) in by_nonce {
        if ids.len() > 1 {
            report
                .doubled
                .push(format!("I2: nonce {nonce} is on {} messages", ids.len()));
        }
    }
    let shared: Vec<i64> = sqlx::query_scalar(
        "select message_id from outbox where message_id is not null group by message_id having count(*) > 1",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    for message in shared {
        report
            .doubled
            .push(format!("I2: two rows stand for message {message}"));
    }
}

/// I3: nothing early, nothing twice, nothing for who has answered; and nothing due that does not move.
async fn reminders(conn: &mut Conn, sandbox: &Sandbox, now: DateTime<Utc>, report: &mut Report) {
    let rows = sqlx::query(
        "select outbox.id, payload, message_id, leads.answered_at_ms,
            (select count(*) from events where events.lead_id = leads.id and events.kind in ('undone', 'released')) as undone
        from outbox join leads on leads.id = lead_id where outbox.kind = 'reminder'",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    for row in rows {
        let payload: Value = serde_json::from_str(row.get("payload")).unwrap();
        let message = row
            .get::<Option<i64>, _>("message_id")
            .and_then(|id| sandbox.message(u64::try_from(id).unwrap()));
        let Some(message) = message else { continue };
        let sent: DateTime<Utc> = message.json()["timestamp"].as_str().unwrap().parse().unwrap();
        let due: DateTime<Utc> = payload["due_at"].as_str().unwrap().parse().unwrap();
        if sent < due {
            report
                .broken
                .push(format!("I3: a reminder due {due} was sent {sent}: {payload}"));
        }
        let answered = row
            .get::<Option<i64>, _>("answered_at_ms")
            .and_then(DateTime::from_timestamp_millis);
        let is_overdue = payload["step"].as_str().unwrap().starts_with("overdue:");
        let stopped_by_answer = !is_overdue && row.get::<i64, _>("undone") == 0;
        if stopped_by_answer && answered.is_some_and(|answered| sent > answered + IN_FLIGHT) {
            report.broken.push(format!(
                "I3: a reminder was sent {sent}, after the answer {answered:?}: {payload}, {}",
                message.text()
            ));
        }
    }
    round_ups(conn, sandbox, report).await;
    due_rows(conn, now, report).await;
    let now = now.timestamp_millis();
    let waiting: Vec<String> = sqlx::query_scalar(
        "select key from outbox where wanted > shown and parked is null and due_at_ms <= ?",
    )
    .bind(now)
    .fetch_all(conn)
    .await
    .unwrap();
    for key in waiting {
        report.stuck.push(format!("{key} is due and not shown"));
    }
}

/// What the rows tell of time: nothing early, nothing left over.
async fn due_rows(conn: &mut Conn, now: DateTime<Utc>, report: &mut Report) {
    let now = now.timestamp_millis();
    for (what, query) in [
        (
            "a step done before it was due",
            "select count(*) from due where done_at_ms < due_at_ms and ?1 > 0",
        ),
        (
            "a step pending for an archived lead",
            "select count(*) from due join leads on leads.id = lead_id where done_at_ms is null and stage = 'archived' and ?1 > 0",
        ),
        (
            "an expiry pending for an answered lead",
            "select count(*) from due join leads on leads.id = lead_id
            where done_at_ms is null and stage <> 'received' and step not like 'overdue:%' and ?1 > 0",
        ),
        (
            "a lead that expired early or more than once",
            "select count(*) from events join leads on leads.id = lead_id where events.kind = 'expired' and ?1 > 0
            and (at_ms < deadline_at_ms or 1 < (select count(*) from events as other where other.lead_id = leads.id and other.kind = 'expired'))",
        ),
    ] {
        let count: i64 = sqlx::query_scalar(query)
            .bind(now)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        if count > 0 {
            report.broken.push(format!("I3: {count} × {what}"));
        }
    }
}

/// I3 for reminders that are lines of one message: not early, and no lead has one of its reminders twice.
async fn round_ups(conn: &mut Conn, sandbox: &Sandbox, report: &mut Report) {
    let posted: Vec<(i64, i64)> = sqlx::query_as(
        "select message_id, max(due_at_ms) from (
            select o.message_id, r.due_at_ms from round_ups r
            join outbox o on o.team_id = r.team_id and o.key = 'round_up:' || r.since_ms where o.message_id is not null)
        group by message_id",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    for (message, due) in posted {
        let Some(message) = sandbox.message(u64::try_from(message).unwrap()) else {
            continue;
        };
        let seen = message.json();
        // A line that came later was due later: it came with an edit.
        let seen = seen["edited_timestamp"].as_str().or(seen["timestamp"].as_str());
        let seen: DateTime<Utc> = seen.unwrap().parse().unwrap();
        if seen.timestamp_millis() < due {
            report
                .broken
                .push(format!("I3: a round-up of {seen} has a line due {due}"));
        }
    }
    let doubled: Vec<(i64, String)> = sqlx::query_as(
        "select lead_id, step from (
            select lead_id, step from round_ups
            union all select lead_id, payload ->> 'step' from outbox where kind = 'reminder' and message_id is not null) said
        -- A lead that was given back is warned of again.
        group by 1, 2 having count(*) > 1 + (
            select count(*) from events where events.lead_id = said.lead_id and events.kind = 'released')",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    for (lead, step) in doubled {
        report
            .doubled
            .push(format!("I3: lead {lead} was reminded of twice: {step}"));
    }
}

/// I4: the history of each lead is a lawful walk that ends where the lead stands.
async fn histories(conn: &mut Conn, report: &mut Report) {
    let leads: Vec<(i64, String, Option<String>)> = sqlx::query_as("select id, stage, outcome from leads")
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    for (lead, stage, outcome) in leads {
        let stands = Stage::from_codes(&stage, outcome.as_deref()).expect("a stage of ours");
        let history = events::list(conn, LeadId(lead)).await.unwrap();
        if let Err(why) = replay(&history, stands) {
            report
                .broken
                .push(format!("I4: the history of lead {lead}: {why}"));
        }
    }
}

fn replay(history: &[Event], stands: Stage) -> Result<(), String> {
    let mut stage = Stage::Received;
    let mut decided: Option<&Event> = None;
    if !matches!(
        history.first(),
        Some(Event {
            what: EventKind::Received {},
            ..
        })
    ) {
        return Err("does not begin with its arrival".to_owned());
    }
    for event in history {
        if event.before != stage {
            return Err(format!(
                "{:?} begins at {:?}, not at {stage:?}",
                event.what, event.before
            ));
        }
        let lawful = match (&event.what, event.before) {
            (EventKind::Accepted {}, Stage::Received) => event.after == Stage::Accepted,
            (EventKind::Declined { .. }, Stage::Received) => {
                event.after == Stage::Archived(Outcome::Declined)
            }
            (EventKind::Expired {}, Stage::Received) => {
                event.after == Stage::Archived(Outcome::Expired) && event.actor == Initiator::Clock
            }
            (EventKind::Won { .. }, Stage::Accepted) => event.after == Stage::Archived(Outcome::Won),
            (EventKind::Lost { .. }, Stage::Accepted) => event.after == Stage::Archived(Outcome::Lost),
            (EventKind::Released { .. }, Stage::Accepted) => event.after == Stage::Received,
            // Also after Won or Lost was taken back: the acceptance is the last answer again.
            (EventKind::Undone {}, Stage::Accepted) => {
                let accepted =
                    |past: &Event| past.what == EventKind::Accepted {} && past.actor == event.actor;
                event.after == Stage::Received && history.iter().any(accepted)
            }
            (EventKind::Undone {}, Stage::Archived(_)) => {
                decided.is_some_and(|decided| decided.actor == event.actor && decided.before == event.after)
            }
            (
                EventKind::Accepted {}
                | EventKind::Declined { .. }
                | EventKind::Expired {}
                | EventKind::Won { .. }
                | EventKind::Lost { .. }
                | EventKind::Released { .. }
                | EventKind::Undone {},
                _,
            ) => false,
            (_, before) => before == event.after,
        };
        if !lawful {
            return Err(format!(
                "{:?} leads from {:?} to {:?}",
                event.what, event.before, event.after
            ));
        }
        if event.before != event.after {
            decided = Some(event);
        }
        stage = event.after;
    }
    if stage == stands {
        Ok(())
    } else {
        Err(format!("ends at {stage:?}, but the lead is {stands:?}"))
    }
}

/// I6: kept, rejected and seen before are all that was received, and what was kept is there.
async fn counts(conn: &mut Conn, report: &mut Report) {
    let rows = sqlx::query(
        "select name, kind, received, kept, rejected, seen_before,
            (select count(*) from leads where source_id = sources.id) as leads
        from sources",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    for row in rows {
        let number = |name: &str| row.get::<i64, _>(name);
        let name: String = row.get("name");
        if number("received") != number("kept") + number("rejected") + number("seen_before") {
            report
                .broken
                .push(format!("I6: the counts of {name} do not add up"));
        }
        if number("kept") > number("leads") {
            report
                .broken
                .push(format!("I6: {name} counts more leads than there are"));
        }
    }
}

/// I7: the file is sound, and each team's numbers are without gaps or doubles. By a connection of its own, as
/// `Store::check_integrity` does and says why.
async fn integrity(conn: &mut Conn, report: &mut Report) {
    let file: String = sqlx::query_scalar("select file from pragma_database_list where name = 'main'")
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut fresh = options.connect().await.unwrap();
    let found: String = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut fresh)
        .await
        .unwrap();
    if found != "ok" {
        report.broken.push(format!("I7: integrity_check: {found}"));
    }
    let orphans = sqlx::query("pragma foreign_key_check")
        .fetch_all(&mut fresh)
        .await
        .unwrap();
    if !orphans.is_empty() {
        report.broken.push(format!("I7: {} orphans", orphans.len()));
    }
    fresh.close().await.unwrap();
    let gaps: i64 = sqlx::query_scalar(
        // Where a copy was put back (ids go on from its time in milliseconds), numbers that it did not know of are left out.
        "select count(*) from teams where next_lead_number <> 1 + (select count(*) from leads where team_id = teams.id)
            and (next_lead_number <= (select count(*) from leads where team_id = teams.id)
                or (select floor from row_ids) < 1000000000000)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    if gaps > 0 {
        report
            .broken
            .push(format!("I7: {gaps} teams whose numbers have gaps"));
    }
}
