//! Time, whatever happens: any sequence of arrivals, answers, snoozes, changed settings, restarts, outages and clock
//! jumps, on the real store, flows and scheduler. What must hold is looked at after every one of them:
//!
//! - (a) no lead is without its next due row while it can still expire, and none expires late;
//! - (b) no reminder is sent twice, and a lead gets at most one at a time;
//! - (c) none is sent after an answer;
//! - (d) expiry happens once and not before its time.
//!
//! `LEADBELL_TIME_CASES=2000 cargo test --test it time_property` runs it long.

mod act;
mod checks;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::clock::Clock;
use leadbell::discord::cards::draw::Cards;
use leadbell::domain::deadline::hold;
use leadbell::domain::delay::delays_of;
use leadbell::domain::event::{Initiator, Via};
use leadbell::domain::form::DealInput;
use leadbell::domain::ids::{ChannelId, LeadId, MemberId, MessageId, OutboxId, RoleId, TeamId};
use leadbell::domain::lead::{Lead, NewLead, SourceKind};
use leadbell::domain::message::OutboxMessage;
use leadbell::domain::permission::Person;
use leadbell::domain::stage::Stage;
use leadbell::domain::view::Figures;
use leadbell::domain::working_hours::WorkingHours;
use leadbell::flows::receive::{Incoming, Origin, Received, receive};
use leadbell::flows::reminders::Change;
use leadbell::flows::setup::Changes;
use leadbell::flows::{self, Actor, FlowError};
use leadbell::locale::Locale;
use leadbell::outbox::{Draw as _, Subject};
use leadbell::scheduler::{Driver, SchedulerStatus};
use leadbell::store::snoozes::{self, Whom};
use leadbell::store::{Store, StoreError, deals, due, events, leads, open, outbox, sources, teams, views};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::act::{Act, act};
use self::checks::{expired_once, has_its_rows, reminders_in};
use crate::tester::{BEGIN, Tester};

/// Sequences where nothing else is asked for: a few seconds.
const CASES: u32 = 12;
const TEAM: TeamId = TeamId(1);
const MANAGER: MemberId = MemberId(7);
const MEMBER: MemberId = MemberId(8);
const MANAGERS: RoleId = RoleId(70);
const MEMBERS: RoleId = RoleId(80);

struct Running {
    store: Store,
    stop: watch::Sender<bool>,
    status: watch::Receiver<SchedulerStatus>,
    driver: JoinHandle<()>,
}

pub struct World {
    folder: tempfile::TempDir,
    pub clock: Clock,
    running: Option<Running>,
    leads: Vec<LeadId>,
    interactions: i64,
    messages: i64,
    outage: bool,
    /// What the channel has seen: which reminder of which lead, and how often.
    sent: BTreeMap<(LeadId, String), usize>,
    /// The latest that the clock has shown: what was over then is not made up for once it is put back.
    latest: DateTime<Utc>,
    /// By which message.
    shown_by: BTreeSet<(OutboxId, LeadId, String)>,
    /// What the scheduler has said already, as far as it was looked at.
    said: BTreeSet<(LeadId, String)>,
}

type Held<T = ()> = Result<T, TestCaseError>;

fn broken(what: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(what.to_string())
}

impl World {
    pub async fn begin() -> Self {
        let mut world = Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Clock::standing_at(BEGIN.parse::<DateTime<Utc>>().unwrap()),
            running: None,
            leads: Vec::new(),
            interactions: 0,
            messages: 0,
            outage: false,
            sent: BTreeMap::new(),
            latest: BEGIN.parse().unwrap(),
            shown_by: BTreeSet::new(),
            said: BTreeSet::new(),
        };
        world.start().await;
        let changes = Changes {
            channel: Some(ChannelId(5)),
            manager_role: Some(MANAGERS),
            member_role: Some(MEMBERS),
            time_zone: Some(chrono_tz::Europe::Berlin),
            ..Changes::default()
        };
        world.set_up(changes).await;
        world
    }

    pub async fn start(&mut self) {
        let url = format!("sqlite://{}", self.folder.path().join("leadbell.db").display());
        let store = open(&url).await.unwrap();
        let driver = Driver::new(store.clone(), self.clock.clone());
        let status = driver.status();
        let (stop, stopped) = watch::channel(false);
        self.running = Some(Running {
            driver: tokio::spawn(driver.run(stopped)),
            store,
            stop,
            status,
        });
    }

    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop.send(true);
            running.driver.await.unwrap();
            running.store.close().await;
        }
    }

    pub fn store(&self) -> &Store {
        &self.running.as_ref().unwrap().store
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn lead(&self, number: usize) -> Option<LeadId> {
        let count = self.leads.len();
        (count > 0).then(|| self.leads[number % count])
    }

    pub fn by(&mut self, member: MemberId) -> Actor {
        self.interactions += 1;
        let role = if member == MANAGER { MANAGERS } else { MEMBERS };
        Actor {
            person: Person {
                id: member,
                name: String::new(),
                roles: vec![role],
                manages_server: true,
            },
            via: Via::Card,
            interaction: self.interactions,
            message: None,
        }
    }

    async fn set_up(&mut self, changes: Changes) {
        let by = self.by(MANAGER);
        flows::setup::setup(self.store(), TEAM, by, changes, self.now())
            .await
            .unwrap();
    }

    async fn remind(&mut self, change: Change) {
        let by = self.by(MANAGER);
        flows::reminders::change(self.store(), TEAM, by, change, self.now())
            .await
            .unwrap();
    }

    pub async fn arrives(&mut self, lead: NewLead) {
        let (now, count) = (self.now(), self.leads.len());
        let received = self.store().write(async move |tx| {
            let source = sources::find_or_insert_built_in(tx, TEAM, SourceKind::Import, now).await?;
            let origin = Origin {
                team: TEAM,
                source,
                actor: Initiator::Operator,
                via: Via::Import,
            };
            let mut payload_hash = [0; 32];
            payload_hash[..8].copy_from_slice(&count.to_be_bytes());
            receive(tx, &Incoming { lead, payload_hash }, origin, now).await
        });
        match received.await {
            Ok(Received::Kept(lead, _)) => self.leads.push(lead),
            other => panic!("{other:?}"),
        }
    }

    /// Does it. What the table refuses, because the lead stands elsewhere by now, is refused.
    async fn act(&mut self, act: &Act) -> Held {
        let now = self.now();
        let deal = |days: i64| DealInput {
            name: "Deal".to_owned(),
            value: "900 EUR".to_owned(),
            purchase_date: (now + TimeDelta::days(days)).date_naive().to_string(),
            notes: String::new(),
        };
        let locale = Locale::from_discord("en-US");
        let done = match act.clone() {
            Act::Arrives {
                hours_ago,
                hot,
                informational,
                test,
            } => {
                let lead = NewLead {
                    received_at: Some(now - TimeDelta::hours(hours_ago)),
                    hot,
                    informational,
                    test,
                    ..Tester::lead("Nordwind Logistik GmbH")
                };
                self.arrives(lead).await;
                Ok(())
            }
            Act::Accept(lead, days) => match self.lead(lead) {
                Some(lead) => {
                    let by = self.by(MEMBER);
                    let done = flows::accept::accept(self.store(), TEAM, lead, by, deal(days), locale, now);
                    done.await.map(drop)
                }
                None => Ok(()),
            },
            Act::Edit(lead, days) => match self.lead(lead) {
                Some(lead) => {
                    let (by, version) = (self.by(MEMBER), self.row(lead).await.version);
                    let done =
                        flows::edit::edit(self.store(), TEAM, lead, by, version, deal(days), locale, now);
                    done.await.map(drop)
                }
                None => Ok(()),
            },
            Act::Decline(lead) => match self.lead(lead) {
                Some(lead) => {
                    let (by, reason) = (self.by(MEMBER), "no_capacity".to_owned());
                    flows::decline::decline(self.store(), TEAM, lead, by, reason, String::new(), None, now)
                        .await
                        .map(drop)
                }
                None => Ok(()),
            },
            Act::Win(lead) => match self.lead(lead) {
                Some(lead) => {
                    let by = self.by(MEMBER);
                    flows::close::win(self.store(), TEAM, lead, by, String::new(), now)
                        .await
                        .map(drop)
                }
                None => Ok(()),
            },
            Act::Lose(lead) => match self.lead(lead) {
                Some(lead) => {
                    let (by, reason) = (self.by(MEMBER), "no_budget".to_owned());
                    flows::close::lose(self.store(), TEAM, lead, by, reason, String::new(), now)
                        .await
                        .map(drop)
                }
                None => Ok(()),
            },
            Act::Undo(lead) => match self.lead(lead) {
                Some(lead) => {
                    let by = self.by(MEMBER);
                    flows::undo::undo(self.store(), TEAM, lead, by, now)
                        .await
                        .map(drop)
                }
                None => Ok(()),
            },
            Act::Snooze { lead, manager, days } => match self.lead(lead) {
                Some(lead) => {
                    let by = self.by(if manager { MANAGER } else { MEMBER });
                    flows::snooze::snooze(self.store(), TEAM, lead, by, days, now)
                        .await
                        .map(drop)
                }
                None => Ok(()),
            },
            Act::Nudges(hours) => {
                self.remind(Change::Nudges(delays_of(hours).unwrap())).await;
                Ok(())
            }
            Act::Warnings(hours) => {
                self.remind(Change::Warnings(delays_of(hours).unwrap())).await;
                Ok(())
            }
            Act::Overdue(asked) => {
                self.remind(Change::Overdue(asked)).await;
                Ok(())
            }
            Act::Hours(hours) => {
                let hours = hours.map(|hours| WorkingHours::parse(hours).unwrap().unwrap());
                let changes = Changes {
                    working_hours: Some(hours),
                    ..Changes::default()
                };
                self.set_up(changes).await;
                Ok(())
            }
            Act::Zone(zone) => {
                let changes = Changes {
                    time_zone: Some(zone),
                    ..Changes::default()
                };
                self.set_up(changes).await;
                Ok(())
            }
            Act::AtOnce(most) => {
                let changed = self.store().write(async move |tx| {
                    let mut team = teams::find(tx, TEAM).await?.unwrap();
                    team.settings.burst_leads = most;
                    Ok::<_, StoreError>(teams::upsert(tx, &team).await?)
                });
                changed.await.unwrap();
                Ok(())
            }
            Act::Restart => {
                self.stop().await;
                self.start().await;
                Ok(())
            }
            Act::Outage => {
                self.outage = true;
                Ok(())
            }
            Act::DiscordIsBack => {
                self.outage = false;
                Ok(())
            }
            Act::Minutes(minutes) => {
                self.clock.advance(TimeDelta::minutes(minutes));
                Ok(())
            }
            Act::PutBack(minutes) => {
                self.clock.advance(TimeDelta::minutes(-minutes));
                Ok(())
            }
        };
        match done {
            Ok(()) | Err(FlowError::Refused(_)) => Ok(()),
            Err(FlowError::Failed(error)) => Err(broken(format!("{act:?}: {error:#}"))),
        }
    }

    pub async fn row(&self, lead: LeadId) -> Lead {
        leads::find(&mut self.store().read().await.unwrap(), lead)
            .await
            .unwrap()
            .unwrap()
    }

    /// Waits until the scheduler has nothing to do, or holds since the clock is behind.
    pub async fn rest(&self) {
        let running = self.running.as_ref().unwrap();
        let mut status = running.status.clone();
        let quiet = async {
            loop {
                let changes = *running.store.due_changes().borrow();
                if status.borrow_and_update().is_quiet(changes, self.now()) {
                    return;
                }
                status.changed().await.unwrap();
            }
        };
        let waited = tokio::time::timeout(std::time::Duration::from_secs(180), quiet).await;
        assert!(waited.is_ok(), "the scheduler does not come to rest");
    }

    /// Posts and edits what is due, as the outbox does: drawn from the state at this moment.
    async fn send(&mut self) -> Held {
        if self.outage {
            return Ok(());
        }
        let mut now_sent = BTreeSet::new();
        loop {
            let mut conn = self.store().read().await.unwrap();
            let next: Option<i64> = sqlx::query_scalar(
                "select id from outbox where wanted > shown and parked is null and due_at_ms <= ? order by due_at_ms, id limit 1",
            )
            .bind(self.now().timestamp_millis())
            .fetch_optional(&mut *conn)
            .await
            .unwrap();
            let Some(id) = next.map(OutboxId) else {
                return Ok(());
            };
            let entry = outbox::find(&mut conn, id).await.unwrap().unwrap();
            let team = teams::find(&mut conn, TEAM).await.unwrap().unwrap();
            let lead = match entry.lead {
                Some(lead) => views::find(&mut conn, lead, self.now()).await.unwrap(),
                None => None,
            };
            let figures = match entry.message {
                OutboxMessage::Digest { .. } => Figures::None,
                _ => leadbell::store::figures::find(&mut conn, &entry).await.unwrap(),
            };
            drop(conn);
            let subject = Subject {
                team,
                lead,
                figures,
                now: self.now(),
            };
            let drawn = Cards.draw(&entry, &subject).unwrap();
            let is_drawn = drawn.is_some();
            let is_new = is_drawn && entry.posted.is_none();
            let posted = entry
                .posted
                .unwrap_or((ChannelId(5), MessageId(self.messages + 1)));
            self.messages += i64::from(is_new);
            let wanted = entry.desired_revision;
            let shown = self.store().write(async move |tx| {
                match drawn {
                    Some(_) => outbox::update_shown(tx, id, wanted, posted).await?,
                    None => outbox::update_done(tx, id, wanted).await?,
                }
                Ok::<_, StoreError>(())
            });
            shown.await.unwrap();
            for (lead, step) in self.lines_of(&entry, is_drawn, is_new).await {
                self.was_sent(lead, &step).await?;
                self.shown_by.insert((id, lead, step.clone()));
                if !now_sent.insert(lead) {
                    return Err(broken(format!(
                        "(b) two reminders of lead {lead} at once, the latter {step}"
                    )));
                }
            }
        }
    }

    /// The reminders that the channel sees for the first time with this message. A round-up shows a line that no longer
    /// holds as done, so that this is no reminder.
    async fn lines_of(&self, entry: &outbox::Entry, is_drawn: bool, is_new: bool) -> Vec<(LeadId, String)> {
        match (&entry.message, entry.lead) {
            (OutboxMessage::Reminder { step, .. }, Some(lead)) if is_new => vec![(lead, step.clone())],
            (OutboxMessage::RoundUp { since }, _) if is_drawn => {
                let lines: Vec<(i64, String)> =
                    sqlx::query_as("select lead_id, step from round_up_lines where since_ms = ? and holds and not superseded")
                        .bind(since.timestamp_millis())
                        .fetch_all(&mut *self.store().read().await.unwrap())
                        .await
                        .unwrap();
                let mut lines: Vec<_> = lines
                    .into_iter()
                    .map(|(lead, step)| (LeadId(lead), step))
                    .collect();
                let row = entry.id;
                // What an earlier look of the same message has shown.
                lines.retain(|(lead, step)| !self.shown_by.contains(&(row, *lead, step.clone())));
                lines
            }
            _ => Vec::new(),
        }
    }

    /// (b) and (c) for a reminder that the channel has just seen for the first time.
    async fn was_sent(&mut self, lead: LeadId, step: &str) -> Held {
        let times = self.sent.entry((lead, step.to_owned())).or_default();
        *times += 1;
        if *times > 1 {
            return Err(broken(format!(
                "(b) {step} of lead {lead} was sent {times} times"
            )));
        }
        let stage = self.row(lead).await.stage;
        let expected = if step.starts_with("overdue:") {
            Stage::Accepted
        } else {
            Stage::Received
        };
        if stage != expected {
            return Err(broken(format!(
                "(c) {step} of lead {lead} was sent while it is {stage:?}"
            )));
        }
        Ok(())
    }

    /// What must hold at any moment.
    async fn check(&mut self) -> Held {
        let now = self.now();
        self.latest = self.latest.max(now);
        let is_held = self
            .running
            .as_ref()
            .unwrap()
            .status
            .borrow()
            .held_until
            .is_some();
        let mut conn = self.store().read().await.unwrap();
        let team = teams::find(&mut conn, TEAM).await.unwrap().unwrap();
        let mut said = 0;
        for id in self.leads.clone() {
            let lead = leads::find(&mut conn, id).await.unwrap().unwrap();
            let date = deals::find(&mut conn, id)
                .await
                .unwrap()
                .map(|deal| deal.purchase_date);
            let pending = due::list_pending(&mut conn, id).await.unwrap();
            let done: Vec<String> =
                sqlx::query_scalar("select step from due where lead_id = ? and done_at_ms is not null")
                    .bind(id.0)
                    .fetch_all(&mut *conn)
                    .await
                    .unwrap();
            has_its_rows(&lead, &team, date, &pending, &done, (now, self.latest), is_held)?;
            let history = events::list(&mut conn, id).await.unwrap();
            expired_once(&lead, &history)?;
            let reminders = reminders_in(id, &history)?;
            let snooze = snoozes::find(&mut conn, id, Whom::Team)
                .await
                .unwrap()
                .map(|snooze| snooze.until);
            let deadline = lead.deadline.filter(|_| lead.stage == Stage::Received);
            let hours = team.settings.reminders.working_hours.as_ref();
            for (at, step) in &reminders {
                let is_new = self.said.insert((id, step.clone()));
                if is_new && let Some(until) = hold(*at, snooze, deadline, hours, team.time_zone) {
                    return Err(broken(format!(
                        "{step} of lead {id} was said {at}, before {until}"
                    )));
                }
            }
            said += reminders.len();
        }
        if said != self.said.len() {
            return Err(broken("(b) a reminder was said twice".to_owned()));
        }
        Ok(())
    }
}

async fn run(acts: &[Act]) -> Held {
    let mut world = World::begin().await;
    for act in acts {
        world.act(act).await?;
        world.rest().await;
        world.send().await?;
        world.rest().await;
        world.check().await?;
    }
    // In the end every lead that can expire has been answered or has expired, and nothing is left to come but what
    // waits for an owner.
    world.outage = false;
    for _ in 0..3 {
        world.clock.advance(TimeDelta::days(30));
        world.rest().await;
        world.send().await?;
        world.rest().await;
        world.check().await?;
    }
    for lead in world.leads.clone() {
        let lead = world.row(lead).await;
        if lead.stage == Stage::Received && lead.deadline.is_some() {
            return Err(broken(format!("(a) lead {} never expired", lead.id)));
        }
    }
    world.stop().await;
    Ok(())
}

#[test]
fn whatever_happens_each_reminder_and_each_expiry_comes_once_in_its_time_and_never_after_an_answer() {
    let cases = std::env::var("LEADBELL_TIME_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let mut runner = TestRunner::new(ProptestConfig {
        cases: cases.unwrap_or(CASES),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    });
    let sequences = proptest::collection::vec(act(), 5..40);
    let ran = runner.run(&sequences, |acts| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(run(&acts))
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
}
