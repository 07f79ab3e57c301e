//! The real program against the sandbox, killed with SIGKILL at seeded moments while leads and presses come in, and
//! started again. At the end Discord must look as the database says, with every acknowledged lead there once.
//!
//! `just crash ROUNDS=500` runs it long; `CRASH_SEED` repeats a run as far as scheduling lets it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sandbox::{Fault, Kind};

use crate::invariants;
use crate::program::{PATIENCE, Program, Team, Told, client, come_to_rest, compare, send, stop};

/// Rounds where nothing else is asked for: each way to be killed twice.
const ROUNDS: usize = 14;
/// A downtime longer than Discord's memory for nonces.
const LONG: TimeDelta = TimeDelta::minutes(10);

const POST: &str = "POST /channels/{id}/messages";
const EDIT: &str = "PATCH /channels/{id}/messages/{id}";
const CALLBACK: &str = "POST /interactions/{id}/{token}/callback";

/// How the program is killed.
#[derive(Clone, Copy, Debug)]
enum Death {
    /// At any moment after it came online.
    AnyTime,
    /// While it starts.
    Starting,
    /// After Discord has done this, and before the answer is there.
    After(&'static str),
    /// After a post, and it stays down for longer than Discord remembers its nonce.
    AfterPostForLong,
    /// Asked to stop while leads and presses come in.
    Asked,
}

const DEATHS: [Death; 7] = [
    Death::AnyTime,
    Death::After(POST),
    Death::AfterPostForLong,
    Death::After(EDIT),
    Death::Starting,
    Death::After(CALLBACK),
    Death::Asked,
];

/// Leads come in as long as `goes_on`.
pub async fn feed(port: u16, teams: &[Team], told: &Told, mut dice: StdRng, goes_on: &AtomicBool) {
    let client = client();
    let mut count = 0;
    while goes_on.load(Ordering::Relaxed) {
        let at = dice.random_range(0..teams.len());
        let id = format!("feed-{count}");
        count += 1;
        send(&client, port, &teams[at], &id, told, at).await;
        tokio::time::sleep(Duration::from_millis(dice.random_range(20..150))).await;
    }
}

/// Members press what stands there as long as `goes_on`.
pub async fn press(teams: &[Team], told: &Told, mut dice: StdRng, goes_on: &AtomicBool) {
    while goes_on.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(dice.random_range(5..60))).await;
        let team = &teams[dice.random_range(0..teams.len())];
        let member = &team.members[dice.random_range(0..team.members.len())];
        let cards: Vec<_> = team
            .channel
            .messages()
            .into_iter()
            .rev()
            .take(8)
            .filter(|message| !message.buttons().is_empty())
            .collect();
        if cards.is_empty() {
            continue;
        }
        let card = &cards[dice.random_range(0..cards.len())];
        let button = ["Accept", "Accept", "Decline", "♥", "Contact"][dice.random_range(0..5)];
        told.presses.fetch_add(1, Ordering::Relaxed);
        let Ok(reply) = member.try_press(card, button).await else {
            continue;
        };
        match button {
            "Accept" if reply.modal().is_some() => {
                let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
                let Ok(reply) = member.try_submit(&reply, &typed).await else {
                    continue;
                };
                if reply.kind() == Kind::Update {
                    let title = card.embeds()[0]["title"].as_str().unwrap_or_default().to_owned();
                    let deal = (team.guild.id(), title, member.id());
                    told.deals.lock().unwrap().push(deal);
                }
            }
            "Decline" => {
                let Some(asked) = reply.message() else { continue };
                let Ok(form) = member.try_select(&asked, None, &["Duplicate"]).await else {
                    continue;
                };
                let _ = member.try_submit(&form, &[]).await;
            }
            _ => {}
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the length of this test is no setting of the program"
)]
fn asked<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_loses_nothing_and_does_nothing_twice() {
    let rounds = asked("CRASH_ROUNDS", ROUNDS);
    let seed = asked("CRASH_SEED", 1_u64);
    let mut dice = StdRng::seed_from_u64(seed);
    let mut crash = Program::begin().await;
    crash.start();
    crash.online().await;
    let teams = crash.teams(&["Nordlicht", "Südwind"]).await;
    let (told, goes_on) = (Told::default(), AtomicBool::new(true));
    let [feeding, one, two, three] = [1, 2, 3, 4].map(|n| StdRng::seed_from_u64(seed.wrapping_add(n)));
    let port = crash.port;
    let deaths = async {
        for round in 0..rounds {
            die(&mut crash, DEATHS[round % DEATHS.len()], &mut dice).await;
            crash.forget_session().await;
            // A hundred sessions in a day are enough for the program, so that a long run takes several days.
            if round % 50 == 49 {
                crash.stay_down(TimeDelta::days(1)).await;
            }
            crash.start();
        }
        crash.online().await;
        goes_on.store(false, Ordering::Relaxed);
    };
    tokio::join!(
        deaths,
        feed(port, &teams, &told, feeding, &goes_on),
        press(&teams, &told, one, &goes_on),
        press(&teams, &told, two, &goes_on),
        press(&teams, &told, three, &goes_on)
    );

    // A sender that was not answered sends again.
    let client = client();
    let unanswered = told.unanswered();
    let deadline = Instant::now() + PATIENCE;
    for (id, at) in &unanswered {
        while !send(&client, port, &teams[*at], id, &told, *at).await {
            assert!(Instant::now() < deadline, "intake does not come back");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    let stuck = come_to_rest(&crash).await;
    stop(&mut crash).await;

    let mut conn = crash.connect().await;
    let mut report = invariants::look(&mut conn, &crash.sandbox, crash.rested(), 0).await;
    compare(&mut conn, &teams, &told, &mut report).await;
    println!(
        "seed {seed}: {rounds} rounds, {} starts, {} leads ({} sent again), {} messages, {} presses, {} deals: {} lost, {} doubled, {} stuck",
        crash.starts,
        report.leads,
        unanswered.len(),
        report.messages,
        told.presses.load(Ordering::Relaxed),
        told.deals.lock().unwrap().len(),
        report.lost.len(),
        report.doubled.len(),
        report.stuck.len() + stuck,
    );
    report.assert_holds();
    assert_eq!(stuck, 0);
}

/// Kills the program in one of the ways.
async fn die(crash: &mut Program, death: Death, dice: &mut StdRng) {
    match death {
        Death::Starting => tokio::time::sleep(Duration::from_millis(dice.random_range(0..200))).await,
        Death::AnyTime => {
            crash.online().await;
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..1000))).await;
        }
        Death::Asked => {
            crash.online().await;
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..500))).await;
            stop(crash).await;
        }
        Death::After(_) | Death::AfterPostForLong => {
            crash.online().await;
            let route = match death {
                Death::After(route) => route,
                _ => POST,
            };
            let fault = crash.sandbox.fault(route, Fault::Hang).after_effect().times(1);
            // Where no such request comes in time, it is killed at that moment.
            let deadline = Instant::now() + Duration::from_secs(3);
            while fault.hits() == 0 && Instant::now() < deadline {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            fault.remove();
        }
    }
    crash.kill();
    if matches!(death, Death::AfterPostForLong) {
        crash.stay_down(LONG).await;
    }
}
