//! Everything mixed, with Discord in it: the whole bot against the sandbox for weeks of its time. Leads come over HTTP
//! (once, again, as nonsense), members do what members do, and Discord answers late, wrongly or not at all, forgets
//! its gateway sessions, loses cards and permissions; the bot is restarted and its clock put back. Every so many steps the
//! faults are taken away, and I1 to I8 are looked at.
//!
//! What comes of a step depends on the seed alone, except where two things race by nature: how long a back-off is (it is
//! rolled), and what is under way when a connection is cut. So the trace tells what was done and what came of it, not
//! when.
//!
//! `just season SEEDS=20 DAYS=365` runs it long.

mod faults;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use leadbell::domain::ids::LeadId;
use leadbell::store::{leads, outbox};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::Client;
use sandbox::{Kind, Message};
use serde_json::{Value, json};

use crate::invariants;
use crate::storms::acts::{Act, TO_ANSWER, TO_WORK, prepare};
use crate::storms::truth::{Told, id, kind, read, said};
use crate::storms::{get_ready, judge, storm};
use crate::tester::Tester;

/// Steps between two looks at everything.
const LOOK: usize = 40;

const ACTS: [Act; 16] = [
    Act::Accept,
    Act::Accept,
    Act::Accept,
    Act::Decline,
    Act::Win,
    Act::Lose,
    Act::Edit,
    Act::Edit,
    Act::Details,
    Act::AddContact,
    Act::HandOver,
    Act::Heart,
    Act::Contact,
    Act::Undo,
    Act::Snooze,
    Act::Erase,
];

struct Season {
    tester: Tester,
    dice: StdRng,
    client: Client,
    key: String,
    /// Numbers that were acknowledged, by external id.
    told: BTreeMap<usize, String>,
    sent: usize,
    leads: Vec<LeadId>,
    /// The bot may not post just now.
    denied: bool,
    /// How often that has been taken from it.
    denials: usize,
    trace: Vec<String>,
}

impl Season {
    async fn new(seed: u64) -> Self {
        let options = sandbox::Options {
            patience: Duration::from_secs(1),
            ..sandbox::Options::default()
        };
        let mut tester = Tester::offline_with(options).await;
        tester.in_a_runtime_of_its_own();
        tester.start().await;
        tester.set_up().await;
        let shown = tester
            .maria
            .slash(&tester.leads, "/source add name:Website")
            .await;
        let text = shown.text();
        let key = text.split_whitespace().find(|word| word.starts_with("lbk_"));
        let key = key.unwrap().to_owned();
        Self {
            tester,
            dice: StdRng::seed_from_u64(seed),
            client: Client::builder()
                .timeout(Duration::from_secs(20))
                .build()
                .unwrap(),
            key,
            told: BTreeMap::new(),
            sent: 0,
            leads: Vec::new(),
            denied: false,
            denials: 0,
            trace: Vec::new(),
        }
    }

    fn tell(&mut self, what: String) {
        self.trace.push(what);
    }

    /// A lead by HTTP: a new one, an earlier one again, or nonsense.
    pub async fn arrive(&mut self) {
        let again = self.sent > 0 && self.dice.random_bool(0.2);
        let nonsense = !again && self.dice.random_bool(0.1);
        let number = if again {
            self.dice.random_range(1..=self.sent)
        } else {
            self.sent += 1;
            self.sent
        };
        let customer = if nonsense {
            json!({"phone": "123"})
        } else {
            json!({"company": format!("Company {number}"), "name": "Jana Krüger", "country": "DE",
                "email": "jana@nordwind.example", "phone": format!("+49 40 {}", 100_000 + number)})
        };
        let body = json!({"external_id": number.to_string(), "hot": number % 3 == 0, "customer": customer,
            "need": "Move 120 seats to Microsoft 365."});
        let url = format!("http://{}/v1/leads", self.tester.app().intake.unwrap());
        let post = self.client.post(url).bearer_auth(&self.key).json(&body);
        let answer = post.send().await.unwrap();
        let status = answer.status().as_u16();
        let answer: Value = answer.json().await.unwrap();
        if let Some(lead) = answer["lead"].as_str().filter(|_| (200..300).contains(&status)) {
            let before = self.told.insert(number, lead.to_owned());
            assert!(
                before.is_none_or(|before| before == lead),
                "{number} is {lead} now"
            );
        }
        let mut conn = self.tester.store().read().await.unwrap();
        let newest: Option<i64> = sqlx::query_scalar("select max(id) from leads")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        let newest = newest.map(LeadId);
        self.leads
            .extend(newest.filter(|newest| self.leads.last() != Some(newest)));
        self.tell(format!("arrives {number}: {status}"));
    }

    /// The lead's card, where it is in the channel.
    async fn card(&self, lead: LeadId) -> Option<Message> {
        let mut conn = self.tester.store().read().await.unwrap();
        let row = outbox::find_card(&mut conn, lead).await.unwrap()?;
        let message = self.tester.sandbox.message(row.posted?.1.0 as u64)?;
        (!message.is_deleted()).then_some(message)
    }

    /// One of the latest leads.
    fn any_lead(&mut self) -> Option<LeadId> {
        let count = self.leads.len();
        let back = (count > 0).then(|| self.dice.random_range(0..count.min(10)))?;
        Some(self.leads[count - 1 - back])
    }

    /// Somebody does something, and is told what is so.
    async fn act(&mut self) {
        let Some(lead) = self.any_lead() else { return };
        let people = [
            &self.tester.maria,
            &self.tester.anna,
            &self.tester.ben,
            &self.tester.zoe,
        ];
        let member = people[[0, 1, 1, 1, 2, 2, 3][self.dice.random_range(0..7)]].clone();
        let act = ACTS[self.dice.random_range(0..ACTS.len())];
        let card = self.card(lead).await;
        let ready = prepare(&self.tester, &member, act, lead, card.as_ref(), &mut self.dice).await;
        let before = self.tester.history(lead).await.len();
        let reply = ready.go(&self.tester).await;
        self.tester.settle_but_for_waits().await;
        let history = self.tester.history(lead).await;
        let number = self.tester.row(lead).await.number.to_string();
        let card_id = card.as_ref().map_or(0, Message::id);
        let mine = history[before..].iter().filter_map(|event| {
            let by_me = event.actor == leadbell::domain::event::Initiator::Member(id(&member));
            by_me.then(|| kind(&event.what))
        });
        let mine: Vec<_> = mine.collect();
        // The answer, or what follows it, may have been lost to a fault.
        let silent = said(&reply, card_id).is_empty();
        let wordless = match reply.kind() {
            Kind::Failed | Kind::Modal => true,
            Kind::Update => silent && act != Act::Heart,
            _ => silent,
        };
        let came = if wordless {
            assert!(mine.is_empty() || mine == [act.leaves()], "{act:?}: {mine:?}");
            if mine.is_empty() {
                "not heard"
            } else {
                "done, not told"
            }
        } else {
            match read(act, &member, &number, card_id, &reply, &history) {
                // What should have opened did so after the member had given up on it.
                Told::Done if !ready.sends() => "not heard",
                Told::Done => {
                    assert_eq!(mine, [act.leaves()], "{act:?} was told as done");
                    "done"
                }
                Told::Refused => {
                    assert_eq!(mine, Vec::<String>::new(), "{act:?} was told as refused");
                    "refused"
                }
            }
        };
        let name = member.name();
        self.tell(format!("{act:?} of {number} by {name}: {came}"));
    }

    /// Many at once on one lead, while Discord does its part.
    async fn storm(&mut self) {
        self.mend().await;
        let Some(lead) = self.any_lead() else { return };
        let Some(card) = self.card(lead).await else { return };
        let tester = &self.tester;
        let people = [&tester.maria, &tester.anna, &tester.ben, &tester.zoe];
        let acts: Vec<_> = TO_ANSWER
            .into_iter()
            .chain(TO_WORK)
            .chain([Act::Undo; 3])
            .collect();
        let before = tester.history(lead).await.len();
        let ready = get_ready(tester, &people, &acts, lead, &card, &mut self.dice).await;
        let twice = self.dice.random_bool(0.5);
        let replies = storm(tester, &ready, twice, TimeDelta::zero()).await;
        judge(tester, lead, &card, before, &ready, &replies).await;
        self.tell("a storm".to_owned());
    }

    async fn pass(&mut self, span: TimeDelta) {
        self.tester.clock.advance(span);
        self.tester.settle_but_for_waits().await;
        self.tell(format!("{} s pass", span.num_seconds()));
    }

    async fn step(&mut self, storms: bool) {
        match self.dice.random_range(0..1000) {
            0..130 => self.arrive().await,
            130..640 => self.act().await,
            640..760 => {
                let span = TimeDelta::seconds(self.dice.random_range(1..150));
                self.pass(span).await;
            }
            760..860 => {
                let span = TimeDelta::minutes(self.dice.random_range(1..1500));
                self.pass(span).await;
            }
            860..866 => {
                let span = TimeDelta::days(self.dice.random_range(1..16));
                self.pass(span).await;
            }
            866..935 => self.fault(),
            935..945 => self.lose_gateway().await,
            945..955 => self.restart().await,
            955..967 => self.delete_card().await,
            967..977 => self.take_or_give_permission().await,
            977..982 => self.clock_jumps().await,
            982..990 => self.change_settings().await,
            _ if storms => self.storm().await,
            _ => self.pass(TimeDelta::hours(1)).await,
        }
        self.tester.settle_but_for_waits().await;
    }

    /// Everything must hold, once nothing is in the bot's way.
    async fn look(&mut self) {
        self.mend().await;
        let mut conn = self.tester.store().read().await.unwrap();
        // What is under way on several lanes when a permission goes is refused once each.
        let refused = 10 + 10 * self.denials;
        let now = self.tester.clock.now();
        let report = invariants::look(&mut conn, &self.tester.sandbox, now, refused).await;
        report.assert_holds();
        assert_eq!(self.parked().await, Vec::<String>::new(), "parked for ever");
        for (external, number) in &self.told {
            let (team, number) = (self.tester.team(), number.strip_prefix("L-").unwrap());
            let number = leadbell::domain::ids::LeadNumber(number.parse().unwrap());
            let lead = leads::find_by_number(&mut conn, team, number).await.unwrap();
            assert!(lead.is_some(), "{external} was acknowledged and is not there");
        }
    }

    /// What each lead went through.
    async fn histories(&mut self) {
        for lead in self.leads.clone() {
            let number = self.tester.row(lead).await.number;
            for event in self.tester.history(lead).await {
                let line = format!(
                    "{number} {:?} → {:?} {}",
                    event.before,
                    event.after,
                    kind(&event.what)
                );
                self.tell(line);
            }
        }
    }
}

impl Drop for Season {
    fn drop(&mut self) {
        self.tester.end_runtime();
        if std::thread::panicking() {
            let from = self.trace.len().saturating_sub(70);
            eprintln!("{:#?}", &self.trace[from..]);
        }
    }
}

/// Days of a simulated team with a simulated Discord; returns what was done and what came of it.
async fn simulate(seed: u64, days: i64, storms: bool) -> Vec<String> {
    let mut season = Season::new(seed).await;
    let end = season.tester.clock.now() + TimeDelta::days(days);
    let mut steps = 0;
    while season.tester.clock.now() < end {
        steps += 1;
        season.step(storms).await;
        if steps % LOOK == 0 {
            season.look().await;
        }
    }
    season.look().await;
    season.histories().await;
    season.tester.stop().await;
    std::mem::take(&mut season.trace)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn some_simulated_days_with_discord_hold_and_the_same_seed_does_the_same() {
    let (first, again) = tokio::join!(simulate(1, 6, false), simulate(1, 6, false));
    assert!(first.len() > 60, "{}", first.len());
    let differs = first.iter().zip(&again).position(|(first, again)| first != again);
    if let Some(at) = differs.or((first.len() != again.len()).then_some(first.len().min(again.len()))) {
        let from = at.saturating_sub(8);
        panic!(
            "{:#?}\n{:#?}",
            &first[from..first.len().min(at + 3)],
            &again[from..again.len().min(at + 3)]
        );
    }
}

/// Runs by `just season`; nothing of it in an ordinary run.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn simulated_seasons_with_discord_for_many_seeds() {
    let number = |name: &str, otherwise| {
        std::env::var(name).map_or(otherwise, |text| text.parse::<u64>().expect(name))
    };
    let (first, seeds) = (number("SEASON_SEED", 1), number("SEASON_SEEDS", 0));
    let days = i64::try_from(number("SEASON_DAYS", 60)).unwrap();
    for seed in first..first + seeds {
        let begun = Instant::now();
        println!("seed {seed} begins");
        let trace = simulate(seed, days, true).await;
        println!(
            "seed {seed}: {} steps and events in {} s",
            trace.len(),
            begun.elapsed().as_secs()
        );
    }
}
