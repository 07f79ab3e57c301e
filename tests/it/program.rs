//! The real program as a process of its own against the sandbox: started, killed, asked to stop, and compared with what
//! the world was told.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::clock::Clock;
use sandbox::{Channel, Guild, Member, Sandbox};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::contract::Watched;
use crate::invariants;

/// How long anything may take that should happen soon.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How long a member waits for a bot that may be dead.
const SHRUG: Duration = Duration::from_millis(700);

pub struct Team {
    pub guild: Guild,
    pub channel: Channel,
    pub members: Vec<Member>,
    pub key: String,
}

pub struct Program {
    pub sandbox: Watched,
    pub jump: sandbox::options::Jump,
    folder: TempDir,
    pub port: u16,
    child: Option<Child>,
    pub starts: usize,
    /// When it was last seen at rest. What a burst still gathers falls due later, perhaps while the program stops.
    rested: Mutex<DateTime<Utc>>,
    /// What it is started with each time.
    pub env: Vec<(&'static str, String)>,
}

/// What the outside world was told.
#[derive(Default)]
pub struct Told {
    /// Leads sent, by external id: their team, and the number that was acknowledged.
    pub leads: Mutex<BTreeMap<String, (usize, Option<String>)>>,
    /// Deals that a member was shown to own: server, lead's title, member.
    pub deals: Mutex<Vec<(u64, String, u64)>>,
    pub presses: AtomicUsize,
}

impl Told {
    /// What was sent and not acknowledged: ids and teams.
    pub fn unanswered(&self) -> Vec<(String, usize)> {
        let leads = self.leads.lock().unwrap();
        let unanswered = leads.iter().filter(|(_, (_, number))| number.is_none());
        unanswered.map(|(id, (at, _))| (id.clone(), *at)).collect()
    }
}

impl Program {
    pub async fn begin() -> Self {
        Self::begin_with(SHRUG).await
    }

    /// With members who wait that long for a bot that may be dead.
    pub async fn begin_with(patience: Duration) -> Self {
        let (now, jump) = sandbox::options::movable_now();
        let options = sandbox::Options {
            now,
            rate_limits: false,
            patience,
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
            rested: Mutex::default(),
            env: Vec::new(),
        }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("leadbell.db")
    }

    /// Starts it with more of an environment than it needs.
    pub fn start_with(&mut self, extra: &[(&str, &str)]) {
        assert!(self.child.is_none(), "it runs already");
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
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .envs(extra.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.child = Some(child.unwrap());
    }

    pub fn start(&mut self) {
        self.start_with(&[]);
    }

    /// The memory that it has and the most that it had, in KiB (VmRSS and VmHWM), where the system tells.
    pub fn memory(&self) -> Option<(u64, u64)> {
        let id = self.child.as_ref().expect("it runs").id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().trim_end_matches(" kB").parse::<u64>().ok()
        };
        Some((line("VmRSS:")?, line("VmHWM:")?))
    }

    /// Fails where it has ever had more memory than that. Generous: it is about bounds, not about size.
    pub fn assert_memory_stays_below(&self, most_mib: u64) {
        if let Some((_, most)) = self.memory() {
            assert!(most < most_mib * 1024, "{most} KiB");
        }
    }

    /// How it ended, where it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        let ended = self.child.as_mut()?.try_wait().unwrap()?;
        self.child = None;
        Some(ended)
    }

    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    pub async fn online(&mut self) {
        let online = self.sandbox.bot_is_online();
        if tokio::time::timeout(PATIENCE, online).await.is_err() {
            panic!("the bot does not come online:\n{}", self.log());
        }
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    pub async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new()
            .filename(self.database())
            .busy_timeout(Duration::from_secs(5));
        options.connect().await.unwrap()
    }

    /// The program has been down for that long: Discord's clock goes on, and what the database remembers gets older.
    pub async fn stay_down(&self, span: TimeDelta) {
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
    pub async fn forget_session(&self) {
        let mut conn = self.connect().await;
        sqlx::query("delete from gateway_starts")
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
    }

    /// Servers with a team each, set up and with a key for leads.
    pub async fn teams(&self, names: &[&str]) -> Vec<Team> {
        let mut teams = Vec::new();
        for name in names {
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
            assert!(reply.text().contains("Leads go to"), "{}", reply.text());
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

impl Program {
    /// When it was last seen at rest: what the invariants are looked at as of.
    pub fn rested(&self) -> DateTime<Utc> {
        *self.rested.lock().unwrap()
    }
}

impl Drop for Program {
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

pub async fn until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Sends a lead; whether or not it was sent before, success tells its number.
pub async fn send(
    client: &reqwest::Client,
    port: u16,
    team: &Team,
    id: &str,
    told: &Told,
    at: usize,
) -> bool {
    told.leads
        .lock()
        .unwrap()
        .entry(id.to_owned())
        .or_insert((at, None));
    let mut body = json!({"external_id": id, "need": "Move 120 seats", "customer": {"company": format!("Company {id}"), "email": format!("{}@example.com", id.replace([' ', ':'], "-"))}});
    // One that is not new says in its id since when it has been lying there, so that it is the same when sent again.
    if let Some(received) = id.strip_prefix("at ") {
        body["received_at"] = json!(received);
    }
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

pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap()
}

/// What is still to be sent. A message that gathers more of its kind first is at rest until then.
const UNREST: &str = "select kind || ' ' || key || ', attempts ' || attempts from outbox
    where wanted > shown and parked is null
        and not (kind in ('burst', 'expired') and attempts = 0 and due_at_ms > unixepoch('subsec') * 1000)";

/// Waits until nothing is due any more; says how many rows are, if that does not come. When that was is
/// [`Program::rested`].
pub async fn come_to_rest(program: &Program) -> usize {
    let mut conn = program.connect().await;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let at = Clock::real().now();
        let due: Vec<String> = sqlx::query_scalar(UNREST).fetch_all(&mut conn).await.unwrap();
        if due.is_empty() || Instant::now() > deadline {
            if !due.is_empty() {
                eprintln!("does not come to rest: {due:#?}");
            }
            conn.close().await.unwrap();
            *program.rested.lock().unwrap() = at;
            return due.len();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// SIGTERM ends it with 0 within 10 s.
pub async fn stop(program: &mut Program) {
    let mut child = program.child.take().unwrap();
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
pub async fn compare(
    conn: &mut SqliteConnection,
    teams: &[Team],
    told: &Told,
    report: &mut invariants::Report,
) {
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
