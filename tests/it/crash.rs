//! The real program against the sandbox, killed with SIGKILL at seeded moments while leads and presses come in, and
//! started again. At the end Discord must look as the database says, with every acknowledged lead there once.
//!
//! `just crash ROUNDS=500` runs it long; `CRASH_SEED` repeats a run as far as scheduling lets it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use leadbell::clock::Clock;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sandbox::{Channel, Fault, Guild, Kind, Member, Sandbox};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::contract::Watched;
use crate::invariants;

/// Rounds where nothing else is asked for: each way to be killed twice.
const ROUNDS: usize = 14;
/// A downtime longer than Discord's memory for nonces.
const LONG: TimeDelta = TimeDelta::minutes(10);
/// How long anything may take that should happen soon.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a member waits for a bot that may be dead.
const SHRUG: Duration = Duration::from_millis(700);

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

struct Team {
    guild: Guild,
    channel: Channel,
    members: Vec<Member>,
    key: String,
}

struct Crash {
    sandbox: Watched,
    jump: sandbox::options::Jump,
    folder: TempDir,
    port: u16,
    child: Option<Child>,
    starts: usize,
}

/// What the outside world was told.
#[derive(Default)]
struct Told {
    /// Leads sent, by external id: their team, and the number that was acknowledged.
    leads: Mutex<BTreeMap<String, (usize, Option<String>)>>,
    /// Deals that a member was shown to own: server, lead's title, member.
    deals: Mutex<Vec<(u64, String, u64)>>,
    presses: AtomicUsize,
}

impl Crash {
    async fn begin() -> Self {
        let (now, jump) = sandbox::options::movable_now();
        let options = sandbox::Options {
            now,
            rate_limits: false,
            patience: SHRUG,
            ..sandbox::Options::default()
        };
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            sandbox: Watched(Sandbox::start(options).await.unwrap()),
            jump,
            folder: TempDir::new().unwrap(),
            port: free.local_addr().unwrap().port(),
            child: None,
            starts: 0,
        }
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("leadbell.db")
    }

    fn start(&mut self) {
        self.starts += 1;
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.folder.path().join("log"))
            .unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_leadbell"))
            .arg("run")
            .env("DISCORD_TOKEN", self.sandbox.token())
            .env("DISCORD_API_URL", self.sandbox.url())
            .env("DATABASE_URL", format!("sqlite://{}", self.database().display()))
            .env("LEADBELL_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("RUST_LOG", "info,serenity=warn,sqlx=warn,poise=warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.child = Some(child.unwrap());
    }

    fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    async fn online(&mut self) {
        let online = self.sandbox.bot_is_online();
        if tokio::time::timeout(PATIENCE, online).await.is_err() {
            panic!("the bot does not come online:\n{}", self.log());
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new()
            .filename(self.database())
            .busy_timeout(Duration::from_secs(5));
        options.connect().await.unwrap()
    }

    /// The program has been down for that long: Discord's clock goes on, and what the database remembers gets older.
    async fn stay_down(&self, span: TimeDelta) {
        (self.jump)(span);
        let mut conn = self.connect().await;
        sqlx::query("update outbox set nonce_since_ms = nonce_since_ms - ?1, due_at_ms = due_at_ms - ?1, created_at_ms = created_at_ms - ?1")
            .bind(span.num_milliseconds())
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
    }

    /// Five seconds have passed since the last start, without waiting for them.
    async fn forget_session(&self) {
        let mut conn = self.connect().await;
        sqlx::query("delete from gateway_starts")
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
    }

    /// Two servers with a team each, set up and with a key for leads.
    async fn teams(&self) -> Vec<Team> {
        let mut teams = Vec::new();
        for name in ["Nordlicht", "Südwind"] {
            let guild = self.sandbox.add_guild(name);
            let channel = guild.add_channel("leads");
            let (sales, leaders) = (guild.add_role("Sales"), guild.add_role("Leaders"));
            let members = (0..4)
                .map(|n| guild.add_member(&format!("{name} {n}"), &[&sales]))
                .collect();
            let (owner, maria) = (guild.owner(), guild.add_member("Maria", &[&leaders]));
            until("the commands are registered", || {
                guild.commands().iter().any(|name| name == "setup")
            })
            .await;
            let line = format!(
                "/setup channel:{} manager_role:{} member_role:{} time_zone:Europe/Berlin currency:EUR",
                channel.mention(),
                leaders.mention(),
                sales.mention()
            );
            let reply = owner.slash(&channel, &line).await;
            assert!(reply.text().contains("Leads are posted in"), "{}", reply.text());
            let reply = maria.slash(&channel, "/source add name:Website").await;
            let text = reply.text();
            let key = text
                .lines()
                .find(|line| line.starts_with("lbk_"))
                .expect("a key")
                .to_owned();
            teams.push(Team {
                guild,
                channel,
                members,
                key,
            });
        }
        teams
    }
}

impl Drop for Crash {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let log = self.log();
            let from = log.len().saturating_sub(6000);
            let from = (from..log.len())
                .find(|at| log.is_char_boundary(*at))
                .unwrap_or(from);
            eprintln!("the program's log:\n{}", &log[from..]);
        }
    }
}

async fn until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Sends a lead; whether or not it was sent before, success tells its number.
async fn send(client: &reqwest::Client, port: u16, team: &Team, id: &str, told: &Told, at: usize) -> bool {
    told.leads
        .lock()
        .unwrap()
        .entry(id.to_owned())
        .or_insert((at, None));
    let body = json!({"external_id": id, "need": "Move 120 seats", "customer": {"company": format!("Company {id}"), "email": format!("{id}@example.com")}});
    let answer = client
        .post(format!("http://127.0.0.1:{port}/v1/leads"))
        .bearer_auth(&team.key)
        .json(&body)
        .send()
        .await;
    let Ok(answer) = answer else { return false };
    let status = answer.status();
    let Ok(answer) = answer.json::<Value>().await else {
        return false;
    };
    if !status.is_success() {
        assert!(matches!(status.as_u16(), 429 | 503), "{status}: {answer}");
        return false;
    }
    let number = answer["lead"].as_str().expect("a number").to_owned();
    let before = told
        .leads
        .lock()
        .unwrap()
        .insert(id.to_owned(), (at, Some(number.clone())));
    if let Some((_, Some(before))) = before {
        assert_eq!(before, number, "one lead has one number");
    }
    true
}

/// Leads come in as long as `goes_on`.
async fn feed(port: u16, teams: &[Team], told: &Told, mut dice: StdRng, goes_on: &AtomicBool) {
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
async fn press(teams: &[Team], told: &Told, mut dice: StdRng, goes_on: &AtomicBool) {
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

fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap()
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
    let mut crash = Crash::begin().await;
    crash.start();
    crash.online().await;
    let teams = crash.teams().await;
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
    let unanswered: Vec<_> = told
        .leads
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, (_, number))| number.is_none())
        .map(|(id, (at, _))| (id.clone(), *at))
        .collect();
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
    let mut report = invariants::look(&mut conn, &crash.sandbox, Clock::real().now(), 0).await;
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
async fn die(crash: &mut Crash, death: Death, dice: &mut StdRng) {
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

/// Waits until nothing is due any more; says how many rows are, if that does not come.
async fn come_to_rest(crash: &Crash) -> usize {
    let mut conn = crash.connect().await;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let due: i64 =
            sqlx::query_scalar("select count(*) from outbox where wanted > shown and parked is null")
                .fetch_one(&mut conn)
                .await
                .unwrap();
        if due == 0 || Instant::now() > deadline {
            conn.close().await.unwrap();
            return usize::try_from(due).unwrap();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// SIGTERM ends it with 0 within 10 s.
async fn stop(crash: &mut Crash) {
    let mut child = crash.child.take().unwrap();
    let sent = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    let since = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(
            since.elapsed() < Duration::from_secs(10),
            "it does not stop in time"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(status.success(), "{status}");
}

/// Every acknowledged lead is there once under its number, and every deal that a member was shown is theirs.
async fn compare(conn: &mut SqliteConnection, teams: &[Team], told: &Told, report: &mut invariants::Report) {
    let leads = told.leads.lock().unwrap().clone();
    for (id, (team, number)) in leads {
        let team = i64::try_from(teams[team].guild.id()).unwrap();
        let found: Vec<i64> =
            sqlx::query_scalar("select number from leads where external_id = ? and team_id = ?")
                .bind(&id)
                .bind(team)
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let number = number.unwrap_or_default();
        match found[..] {
            [one] if format!("L-{one}") == number => {}
            [] => report
                .lost
                .push(format!("{id} was acknowledged as {number} and is not there")),
            _ => report
                .doubled
                .push(format!("{id}, acknowledged as {number}, is {found:?}")),
        }
    }
    let deals = told.deals.lock().unwrap().clone();
    for (guild, title, member) in deals {
        let number = title
            .trim_start_matches("L-")
            .split(' ')
            .next()
            .unwrap_or_default();
        let taken: i64 = sqlx::query_scalar(
            "select count(*) from events join leads on leads.id = lead_id
            where events.kind = 'accepted' and leads.team_id = ? and number = ? and actor like '%' || ? || '%'",
        )
        .bind(i64::try_from(guild).unwrap())
        .bind(number.parse::<i64>().unwrap())
        .bind(member.to_string())
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        if taken == 0 {
            report
                .lost
                .push(format!("{title} was shown as {member}'s and is not"));
        }
    }
}
