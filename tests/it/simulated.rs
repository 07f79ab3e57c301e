//! Everything mixed, without network: arrivals, answers, hearts, snoozes, settings, erasure, undo, restarts and time, over
//! the real flows, scheduler and file, beside a model of a few lines that says what must come of each. `just year` runs it
//! long. And storms: many members at once on one lead at the moment of its expiry.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{BoxFuture, join_all};
use leadbell::domain::event::{Event, EventKind, Initiator, Via};
use leadbell::domain::form::DealInput;
use leadbell::domain::ids::{LeadId, MemberId, RoleId, SourceId, TeamId};
use leadbell::domain::lead::SourceKind;
use leadbell::domain::permission::Person;
use leadbell::domain::refusal::Refusal;
use leadbell::domain::stage::{Outcome, Stage};
use leadbell::flows::deliver::{Answer, Delivered, Delivery, DeliveryOutcome, Input, deliver};
use leadbell::flows::receive::{Incoming, Origin, Received};
use leadbell::flows::setup::{Changes, setup};
use leadbell::flows::{Actor, FlowError, accept, close, decline, erase, favorite, snooze, undo};
use leadbell::locale::Locale;
use leadbell::scheduler::do_what_is_due;
use leadbell::store::{Store, events, leads, open, sources};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tempfile::TempDir;

use crate::invariants::look_at_rows;
use crate::tester::{BEGIN, Tester};

const TEAM: TeamId = TeamId(1);
const MANAGER: i64 = 1;
const STRANGER: i64 = 9;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Act {
    Accept,
    Decline,
    Win,
    Lose,
    Undo,
    Favorite,
    Snooze,
    Erase,
}

const ACTS: [Act; 8] = [
    Act::Accept,
    Act::Decline,
    Act::Win,
    Act::Lose,
    Act::Undo,
    Act::Favorite,
    Act::Snooze,
    Act::Erase,
];

/// What the model knows of a lead.
#[derive(Clone, Debug)]
struct Known {
    stage: Stage,
    owner: Option<i64>,
    /// Who brought it to its stage, from which, and when.
    last: Option<(i64, Stage, DateTime<Utc>)>,
    /// Who accepted it, and when.
    accepted: Option<(i64, DateTime<Utc>)>,
    deadline: DateTime<Utc>,
    erased: bool,
}

impl Known {
    /// What must come of it: the stage that follows, or a refusal.
    fn after(&self, act: Act, member: i64, now: DateTime<Utc>) -> Option<Stage> {
        let (manager, own) = (member == MANAGER, self.owner == Some(member));
        if member == STRANGER {
            return None;
        }
        match (act, self.stage) {
            (Act::Accept, Stage::Received) => Some(Stage::Accepted),
            (Act::Decline, Stage::Received) => Some(Stage::Archived(Outcome::Declined)),
            (Act::Win, Stage::Accepted) if manager || own => Some(Stage::Archived(Outcome::Won)),
            (Act::Lose, Stage::Accepted) if manager || own => Some(Stage::Archived(Outcome::Lost)),
            (Act::Undo, Stage::Accepted) => self
                .accepted
                .filter(|(who, at)| *who == member && own && now - *at <= TimeDelta::minutes(2))
                .map(|_| Stage::Received),
            (Act::Undo, Stage::Archived(_)) => self
                .last
                .filter(|(who, _, at)| *who == member && now - *at <= TimeDelta::minutes(2))
                .map(|(_, before, _)| before),
            _ => None,
        }
    }
}

struct World {
    folder: TempDir,
    store: Store,
    source: SourceId,
    now: DateTime<Utc>,
    presses: i64,
    arrivals: i64,
    known: BTreeMap<LeadId, Known>,
    trace: Vec<String>,
}

fn person(id: i64) -> Person {
    let roles = match id {
        MANAGER => vec![RoleId(5)],
        STRANGER => Vec::new(),
        _ => vec![RoleId(6)],
    };
    Person {
        id: MemberId(id),
        name: format!("Member {id}"),
        roles,
        manages_server: id == MANAGER,
    }
}

impl World {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Self::open(&folder).await;
        let now = BEGIN.parse().unwrap();
        let by = Actor {
            person: person(MANAGER),
            via: Via::Command,
            interaction: 1,
            message: None,
        };
        let changes = Changes {
            manager_role: Some(RoleId(5)),
            member_role: Some(RoleId(6)),
            ..Changes::default()
        };
        setup(&store, TEAM, by, changes, now).await.unwrap();
        let source = store
            .write(async move |tx| {
                let kind = SourceKind::Import;
                Ok::<_, FlowError>(sources::find_or_insert_built_in(tx, TEAM, kind, now).await?)
            })
            .await
            .unwrap();
        Self {
            folder,
            store,
            source,
            now,
            presses: 1,
            arrivals: 0,
            known: BTreeMap::new(),
            trace: Vec::new(),
        }
    }

    async fn open(folder: &TempDir) -> Store {
        let path = folder.path().join("leadbell.db");
        open(&format!("sqlite://{}", path.display())).await.unwrap()
    }

    fn tell(&mut self, what: String) {
        self.trace.push(format!("{} {what}", self.now));
    }

    fn by(&mut self, member: i64) -> Actor {
        self.presses += 1;
        Actor {
            person: person(member),
            via: Via::Card,
            interaction: self.presses,
            message: None,
        }
    }

    /// A delivery: a new lead that may be up to 16 days old, the last one again, or nonsense.
    async fn arrive(&mut self, dice: &mut StdRng) {
        let again = self.arrivals > 0 && dice.random_bool(0.2);
        self.arrivals += i64::from(!again);
        let count = self.arrivals;
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&count.to_be_bytes());
        let age = TimeDelta::hours(if dice.random_bool(0.2) {
            dice.random_range(0..384)
        } else {
            0
        });
        let lead = if dice.random_bool(0.1) && !again {
            Err("nonsense".to_owned())
        } else {
            let mut lead = Tester::lead(&format!("Company {count}"));
            lead.hot = count % 3 == 0;
            lead.external_id = Some(count.to_string());
            lead.received_at = Some(self.now - age);
            Ok(Incoming {
                lead,
                payload_hash: hash,
            })
        };
        let delivery = Delivery {
            origin: Origin {
                team: TEAM,
                source: self.source,
                actor: Initiator::Operator,
                via: Via::Import,
            },
            key: Some(format!("key:{count}")),
            body_hash: hash,
            content_type: None,
            inputs: vec![Input {
                body: b"x".to_vec(),
                lead,
            }],
        };
        let (told, heard) = std::sync::mpsc::channel();
        let answer = move |became: &[DeliveryOutcome]| {
            told.send(became[0]).unwrap();
            Answer {
                status: 201,
                body: String::new(),
                replayed: false,
            }
        };
        let delivered = deliver(&self.store, delivery, self.now, answer).await.unwrap();
        assert!(matches!(delivered, Delivered::Answered(_)));
        let became = heard.try_recv().ok();
        if let Some(DeliveryOutcome::Lead(Received::Kept(id, _))) = became {
            let deadline = self.now - age + TimeDelta::days(14);
            let late = deadline <= self.now;
            let stage = if late {
                Stage::Archived(Outcome::Expired)
            } else {
                Stage::Received
            };
            self.known.insert(
                id,
                Known {
                    stage,
                    owner: None,
                    last: None,
                    accepted: None,
                    deadline,
                    erased: false,
                },
            );
        }
        self.tell(format!("arrives {count}, again {again}: {became:?}"));
    }

    fn act(&self, act: Act, lead: LeadId, by: Actor) -> BoxFuture<'static, Result<(), FlowError>> {
        let (store, now) = (self.store.clone(), self.now);
        Box::pin(async move {
            match act {
                Act::Accept => {
                    let typed = DealInput {
                        name: "Deal".to_owned(),
                        value: "1000".to_owned(),
                        purchase_date: "in 3 weeks".to_owned(),
                        notes: String::new(),
                    };
                    let locale = Locale::from_discord("en-US");
                    accept::accept(&store, TEAM, lead, by, typed, locale, now)
                        .await
                        .map(drop)
                }
                Act::Decline => decline::decline(
                    &store,
                    TEAM,
                    lead,
                    by,
                    "other".to_owned(),
                    "why".to_owned(),
                    None,
                    now,
                )
                .await
                .map(drop),
                Act::Win => close::win(&store, TEAM, lead, by, String::new(), now)
                    .await
                    .map(drop),
                Act::Lose => close::lose(&store, TEAM, lead, by, "other".to_owned(), "why".to_owned(), now)
                    .await
                    .map(drop),
                Act::Undo => undo::undo(&store, TEAM, lead, by, now).await.map(drop),
                Act::Favorite => favorite::toggle(&store, TEAM, lead, by, now).await.map(drop),
                Act::Snooze => snooze::snooze(&store, TEAM, lead, by, 3, now).await.map(drop),
                Act::Erase => erase::erase(&store, TEAM, lead, by, now).await.map(drop),
            }
        })
    }

    /// One member does one thing, and the model knows what must come of it.
    async fn press(&mut self, dice: &mut StdRng) {
        let open: Vec<LeadId> = self.known.keys().copied().collect();
        if open.is_empty() {
            return;
        }
        // The latest are worked most.
        let back = dice.random_range(0..open.len().min(12));
        let lead = open[open.len() - 1 - back];
        let act = ACTS[if dice.random_bool(0.9) {
            dice.random_range(0..7)
        } else {
            7
        }];
        let member = [MANAGER, 2, 2, 3, 3, STRANGER][dice.random_range(0..6)];
        let by = self.by(member);
        let done = self.act(act, lead, by).await;
        if let Err(FlowError::Failed(error)) = &done {
            panic!("{act:?} of {lead} by {member}: {error:#}");
        }
        let known = self.known.get_mut(&lead).unwrap();
        if matches!(act, Act::Accept | Act::Decline | Act::Win | Act::Lose | Act::Undo) && !known.erased {
            let after = known.after(act, member, self.now);
            assert_eq!(
                done.is_ok(),
                after.is_some(),
                "{act:?} of {lead} by {member} at {}: {done:?}, {known:?}\n{}",
                self.now,
                self.trace.join("\n")
            );
        }
        if done.is_ok() {
            if let Some(after) = known.after(act, member, self.now) {
                known.last = (act != Act::Undo).then_some((member, known.stage, self.now));
                if act == Act::Accept {
                    known.accepted = Some((member, self.now));
                }
                known.owner = match after {
                    Stage::Received => None,
                    Stage::Accepted => known.owner.or(Some(member)),
                    Stage::Archived(_) => known.owner,
                };
                known.stage = after;
            }
            known.erased |= act == Act::Erase;
        }
        let came = match &done {
            Ok(()) => "done",
            Err(FlowError::Refused(refusal)) => refusal.name(),
            Err(FlowError::Failed(_)) => "failed",
        };
        self.tell(format!("{act:?} of {lead} by {member}: {came}"));
    }

    /// Time passes; what is due is done, and the model says which leads expire.
    async fn pass(&mut self, by: TimeDelta) {
        self.now += by;
        do_what_is_due(&self.store, self.now).await.unwrap();
        let now = self.now;
        for known in self.known.values_mut() {
            if known.stage == Stage::Received && known.deadline <= now {
                known.stage = Stage::Archived(Outcome::Expired);
                known.last = None;
            }
        }
        self.tell("time".to_owned());
    }

    /// Every lead stands where the model says, and each of them has one card to be shown.
    async fn check(&mut self, whole: bool) {
        let mut conn = self.store.read().await.unwrap();
        for (id, known) in &self.known {
            let lead = leads::find(&mut conn, *id).await.unwrap().unwrap();
            assert_eq!(lead.stage, known.stage, "{id}\n{}", self.trace.join("\n"));
        }
        for (what, query) in [
            (
                "leads without a card, or with two",
                "select count(*) from leads where 1 <> (select count(*) from outbox where lead_id = leads.id and kind = 'card')",
            ),
            (
                "reminders made for who has answered",
                "select count(*) from outbox join leads on leads.id = lead_id where outbox.kind = 'reminder'
                and created_at_ms > answered_at_ms and json_extract(payload, '$.step') not like 'overdue:%'
                and not exists (select 1 from events where events.lead_id = leads.id and events.kind = 'undone')",
            ),
        ] {
            let count: i64 = sqlx::query_scalar(query).fetch_one(&mut *conn).await.unwrap();
            assert_eq!(count, 0, "{what}");
        }
        if whole {
            self.look().await;
        }
    }

    async fn look(&self) {
        let mut conn = self.store.read().await.unwrap();
        look_at_rows(&mut conn, self.now).await.assert_holds();
    }

    async fn restart(&mut self) {
        self.store.close().await;
        // The lock goes with the store, so that there must be none for a moment.
        let elsewhere = TempDir::new().unwrap();
        self.store = Self::open(&elsewhere).await;
        self.store = Self::open(&self.folder).await;
        self.tell("restart".to_owned());
    }

    async fn change_settings(&mut self, dice: &mut StdRng) {
        let zones = [
            chrono_tz::UTC,
            chrono_tz::Europe::Berlin,
            chrono_tz::Asia::Kathmandu,
        ];
        let changes = Changes {
            time_zone: Some(zones[dice.random_range(0..3)]),
            threads: Some(dice.random_bool(0.5)),
            ..Changes::default()
        };
        self.tell(format!("settings {changes:?}"));
        let by = self.by(MANAGER);
        setup(&self.store, TEAM, by, changes, self.now).await.unwrap();
    }
}

/// Days of a simulated team; returns all that happened.
async fn simulate(seed: u64, days: i64) -> Vec<String> {
    let mut world = World::new().await;
    let mut dice = StdRng::seed_from_u64(seed);
    let end = world.now + TimeDelta::days(days);
    let mut step = 0;
    while world.now < end {
        step += 1;
        match dice.random_range(0..100) {
            0..20 => world.arrive(&mut dice).await,
            20..75 => world.press(&mut dice).await,
            75..85 => world.pass(TimeDelta::seconds(dice.random_range(1..150))).await,
            85..96 => world.pass(TimeDelta::minutes(dice.random_range(1..3000))).await,
            96 => world.pass(TimeDelta::days(dice.random_range(1..16))).await,
            97..99 => world.change_settings(&mut dice).await,
            _ => world.restart().await,
        }
        world.check(step % 50 == 0).await;
    }
    world.check(true).await;
    let mut conn = world.store.read().await.unwrap();
    let mut trace = std::mem::take(&mut world.trace);
    for id in world.known.keys() {
        let history = events::list(&mut conn, *id).await.unwrap();
        trace.extend(history.iter().map(|event| format!("{event:?}")));
    }
    trace
}

#[tokio::test]
async fn some_simulated_weeks_hold_at_each_step_and_the_same_seed_gives_the_same_trace() {
    let (first, again) = futures_util::join!(simulate(1, 21), simulate(1, 21));
    assert!(first.len() > 80, "{}", first.len());
    assert_eq!(first, again);
    assert_ne!(first, simulate(2, 21).await);
}

/// Runs by `just year`; nothing of it in an ordinary run.
#[tokio::test]
async fn a_simulated_year_for_each_of_many_seeds() {
    let seeds = std::env::var("YEAR_SEEDS").map_or(0, |seeds| seeds.parse().unwrap());
    for seed in 0..seeds {
        let trace = simulate(seed, 365).await;
        println!("seed {seed}: {} steps and events", trace.len());
    }
}

/// Whether a refusal says what the history says.
fn is_true(refusal: &Refusal, history: &[Event]) -> bool {
    match refusal {
        Refusal::AlreadyAccepted { by, at, .. } => history
            .iter()
            .any(|event| event.what == EventKind::Accepted {} && event.actor == *by && event.at == *at),
        Refusal::AlreadyArchived { outcome, by, at, .. } => history.iter().any(|event| {
            event.after == Stage::Archived(*outcome)
                && event.actor == *by
                && event.at == *at
                && event.before != event.after
        }),
        Refusal::NotAccepted { .. } | Refusal::NothingToUndo { .. } => history
            .first()
            .is_some_and(|event| event.after == Stage::Received),
        Refusal::AcceptFinal { .. } => history.iter().any(|event| event.what == EventKind::Accepted {}),
        Refusal::UndoNotYours { by } => history.iter().any(|event| event.actor == *by),
        Refusal::NotYourDeal { owner } => history.iter().any(|event| {
            event.what == EventKind::Accepted {} && owner.map(Initiator::Member) == Some(event.actor)
        }),
        Refusal::NotAMember | Refusal::AlreadyHandled => true,
        _ => false,
    }
}

#[tokio::test]
async fn in_a_storm_on_one_lead_exactly_what_was_done_is_in_its_history_and_who_is_refused_is_told_the_truth()
{
    let mut world = World::new().await;
    let mut winners = BTreeMap::<String, usize>::new();
    for seed in 0..60 {
        let mut dice = StdRng::seed_from_u64(seed);
        while world.known.is_empty() || world.known.values().all(|known| known.stage != Stage::Received) {
            world.arrive(&mut dice).await;
        }
        let (lead, known) = world
            .known
            .iter()
            .find(|(_, known)| known.stage == Stage::Received)
            .map(|(lead, known)| (*lead, known.clone()))
            .unwrap();
        // The very moment of its expiry, half of the time.
        world.now = if dice.random_bool(0.5) {
            known.deadline
        } else {
            world.now
        };
        let before = {
            let mut conn = world.store.read().await.unwrap();
            events::list(&mut conn, lead).await.unwrap().len()
        };
        let mut storm = Vec::new();
        for _ in 0..dice.random_range(2..24) {
            let member = [MANAGER, 2, 3, STRANGER][dice.random_range(0..4)];
            let act = ACTS[dice.random_range(0..5)];
            let by = world.by(member);
            // Two devices of one member press at once; sometimes Discord delivers one press twice.
            storm.push((act, member, world.act(act, lead, by.clone())));
            if dice.random_bool(0.2) {
                storm.push((act, member, world.act(act, lead, by)));
            } else if dice.random_bool(0.2) {
                let other = world.by(member);
                storm.push((act, member, world.act(act, lead, other)));
            }
        }
        let (store, now) = (world.store.clone(), world.now);
        let (acts, work): (Vec<_>, Vec<_>) = storm
            .into_iter()
            .map(|(act, member, work)| ((act, member), work))
            .unzip();
        let (results, due) = futures_util::join!(join_all(work), do_what_is_due(&store, now));
        due.unwrap();
        let history = {
            let mut conn = world.store.read().await.unwrap();
            events::list(&mut conn, lead).await.unwrap()
        };
        let done = acts.iter().zip(&results).filter(|(_, result)| result.is_ok());
        let mut told: Vec<String> = done
            .map(|((act, member), _)| format!("{act:?} {member}"))
            .collect();
        let mut happened: Vec<String> = history[before..]
            .iter()
            .filter_map(|event| {
                let act = match event.what {
                    EventKind::Accepted {} => Act::Accept,
                    EventKind::Declined { .. } => Act::Decline,
                    EventKind::Won { .. } => Act::Win,
                    EventKind::Lost { .. } => Act::Lose,
                    EventKind::Undone {} => Act::Undo,
                    _ => return None,
                };
                let Initiator::Member(member) = event.actor else {
                    panic!("{event:?}");
                };
                Some(format!("{act:?} {}", member.0))
            })
            .collect();
        if let Some(first) = history[before..].iter().find(|event| event.before != event.after) {
            *winners.entry(format!("{:?}", first.after)).or_default() += 1;
        }
        told.sort();
        happened.sort();
        assert_eq!(told, happened, "seed {seed}: {history:#?}");
        for ((act, member), result) in acts.iter().zip(&results) {
            match result {
                Ok(()) => assert_ne!(*member, STRANGER),
                Err(FlowError::Refused(refusal)) => {
                    assert!(
                        is_true(refusal, &history),
                        "seed {seed}: {act:?} by {member}: {refusal:?}\n{history:#?}"
                    );
                }
                Err(FlowError::Failed(error)) => panic!("seed {seed}: {error:#}"),
            }
        }
        let stage = leads::find(&mut world.store.read().await.unwrap(), lead)
            .await
            .unwrap()
            .unwrap()
            .stage;
        world.known.get_mut(&lead).unwrap().stage = stage;
        // Those whose time came as well.
        world
            .known
            .retain(|id, other| *id == lead || other.deadline > now);
        world.look().await;
    }
    assert!(winners.len() >= 2, "always the same wins: {winners:?}");
}
