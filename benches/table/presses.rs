//! What a press costs: CPU and waiting, of hearts and of Accepts, against a bot that does next to nothing. The members and
//! Discord are this process, the bot is another one, so that its CPU is its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sandbox::{Guild, Member, Message};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::child::Bot;
use super::{minimal_bot, tell};

const ACCEPTS: usize = 200;

struct Cost {
    cpu_ms: f64,
    p50: Duration,
    p99: Duration,
}

impl Cost {
    fn against(&self, yardstick: &Self) -> String {
        let ratio = self.cpu_ms / yardstick.cpu_ms;
        format!(
            "{:.2} ms, {ratio:.2}×; p50 {:.1?}, p99 {:.1?}",
            self.cpu_ms, self.p50, self.p99
        )
    }
}

struct Team {
    guild: Guild,
    members: Vec<Member>,
    cards: Vec<Message>,
}

pub async fn measure() {
    let mut minimal = Bot::new().await;
    let minimal_team = server(&minimal);
    minimal.start(true).await;
    let minimal_team = with_cards(&minimal, minimal_team, minimal_bot::CARDS).await;
    let slow = hearts(&minimal, &minimal_team, 50).await;
    let fast = hearts(&minimal, &minimal_team, 500).await;
    for (what, cost) in [("50/s", &slow), ("500/s", &fast)] {
        tell(&format!("minimal bot, press at {what}"), &cost.against(cost), "");
    }
    drop(minimal);

    let mut bot = Bot::new().await;
    let team = server(&bot);
    bot.start(false).await;
    let team = set_up(&bot, team).await;
    tell("memory, idle", &format!("{} MiB", bot.memory()), "≤ 18 MiB");
    let cost = hearts(&bot, &team, 50).await;
    tell("CPU of a heart at 50/s", &cost.against(&slow), "≤ 0.35×");
    let cost = hearts(&bot, &team, 500).await;
    tell("CPU of a heart at 500/s", &cost.against(&fast), "≤ 0.5×");
    let (first, second) = team.cards.split_at(ACCEPTS / 2);
    let cost = accepts(&bot, &team, first, 50).await;
    tell("CPU of an Accept at 50/s", &cost.against(&slow), "≤ 1×");
    let cost = accepts(&bot, &team, second, 500).await;
    tell("CPU of an Accept at 500/s", &cost.against(&fast), "≤ 1×");
    waiting(&bot, &team).await;
}

fn server(bot: &Bot) -> Guild {
    let guild = bot.sandbox.add_guild("Team");
    let _channel = guild.add_channel("leads");
    guild
}

async fn until(mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn with_cards(_: &Bot, guild: Guild, count: usize) -> Team {
    let channel = guild.channel("leads").unwrap();
    let members = (0..50)
        .map(|n| guild.add_member(&format!("Member {n}"), &[]))
        .collect();
    until(|| channel.messages().len() >= count).await;
    Team {
        members,
        cards: channel.messages(),
        guild,
    }
}

/// A team with as many cards as there are Accepts.
async fn set_up(bot: &Bot, guild: Guild) -> Team {
    let channel = guild.channel("leads").unwrap();
    let (sales, leaders) = (guild.add_role("Sales"), guild.add_role("Leaders"));
    let members = (0..50)
        .map(|n| guild.add_member(&format!("Member {n}"), &[&sales]))
        .collect();
    let maria = guild.add_member("Maria", &[&leaders]);
    until(|| guild.commands().iter().any(|name| name == "setup")).await;
    let line = format!(
        "/setup channel:{} manager_role:{} member_role:{} time_zone:Europe/Berlin currency:EUR",
        channel.mention(),
        leaders.mention(),
        sales.mention()
    );
    guild.owner().slash(&channel, &line).await;
    let options: SqliteConnectOptions = bot.database().parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    sqlx::query("update teams set settings = json_set(settings, '$.burst_leads', 100000)")
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let shown = maria.slash(&channel, "/source add name:Website").await.text();
    let key = shown
        .split_whitespace()
        .find(|word| word.starts_with("lbk_"))
        .unwrap()
        .to_owned();
    let client = reqwest::Client::new();
    for from in (0..ACCEPTS).step_by(100) {
        let leads: Vec<_> = (from..from + 100)
            .map(|n| {
                json!({ "external_id": n.to_string(), "kind": "customer_inquiry", "need": "Move 120 seats to Microsoft 365.",
                    "customer": { "company": format!("Company {n}"), "name": "Jana Krüger", "email": format!("jana{n}@nordwind.example") } })
            })
            .collect();
        let request = client
            .post(format!("http://127.0.0.1:{}/v1/leads", bot.port))
            .bearer_auth(&key);
        let answer = request.json(&json!({ "leads": leads })).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
    }
    let is_card = |message: &Message| message.buttons().iter().any(|button| button.label == "Accept");
    until(|| {
        channel
            .messages()
            .iter()
            .filter(|message| is_card(message))
            .count()
            >= ACCEPTS
    })
    .await;
    let cards = channel.messages().into_iter().filter(is_card).collect();
    // What the cards left to be done, the index among it.
    tokio::time::sleep(Duration::from_secs(3)).await;
    Team {
        members,
        cards,
        guild,
    }
}

/// Has `count` things be done at `rate` a second, whether or not those before have ended, and says what one cost.
async fn paced<F>(bot: &Bot, rate: u32, count: usize, one: impl Fn(usize) -> F) -> Cost
where
    F: Future<Output = ()> + Send + 'static,
{
    let before = bot.cpu();
    let mut every = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut all = Vec::new();
    for n in 0..count {
        every.tick().await;
        let one = one(n);
        all.push(tokio::spawn(async move {
            let begun = Instant::now();
            one.await;
            begun.elapsed()
        }));
    }
    let mut times = Vec::new();
    for one in all {
        times.push(one.await.unwrap());
    }
    // What a press leaves to be done afterwards is its cost, too.
    tokio::time::sleep(Duration::from_secs(1)).await;
    times.sort_unstable();
    Cost {
        cpu_ms: (bot.cpu() - before).as_secs_f64() * 1000.0 / count as f64,
        p50: times[times.len() / 2],
        p99: times[times.len() * 99 / 100],
    }
}

async fn hearts(bot: &Bot, team: &Team, rate: u32) -> Cost {
    let (members, cards) = (Arc::new(team.members.clone()), Arc::new(team.cards.clone()));
    paced(bot, rate, rate as usize * 5, |n| {
        let (members, cards) = (Arc::clone(&members), Arc::clone(&cards));
        async move {
            let _ = members[n % members.len()]
                .try_press(&cards[n % cards.len()], "♥")
                .await;
        }
    })
    .await
}

async fn accepts(bot: &Bot, team: &Team, cards: &[Message], rate: u32) -> Cost {
    let mut forms = Vec::new();
    for (n, card) in cards.iter().enumerate() {
        let member = team.members[n % team.members.len()].clone();
        forms.push(Some((member.press(card, "Accept").await, member)));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let forms = std::cell::RefCell::new(forms);
    paced(bot, rate, cards.len(), |n| {
        let (form, member) = forms.borrow_mut()[n].take().unwrap();
        async move {
            let typed = [("Estimated value", "12,500 EUR"), ("purchase date", "in 6 weeks")];
            let _ = member.try_submit(&form, &typed).await;
        }
    })
    .await
}

/// What 900 presses take that wait for a disk which takes nothing.
async fn waiting(bot: &Bot, team: &Team) {
    let options: SqliteConnectOptions = bot.database().parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    sqlx::raw_sql("begin immediate").execute(&mut conn).await.unwrap();
    let idle = bot.memory();
    let mut presses = Vec::new();
    for n in 0..900 {
        let (member, card) = (
            team.members[n % team.members.len()].clone(),
            team.cards[n % team.cards.len()].clone(),
        );
        presses.push(tokio::spawn(async move {
            member.try_press(&card, "♥").await.is_ok()
        }));
    }
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let waiting = bot.memory();
    sqlx::raw_sql("rollback").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    for press in presses {
        let _ = press.await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let measured = format!("{idle} → {waiting} → {} MiB", bot.memory());
    tell(
        "memory, with 900 presses waiting, and after",
        &measured,
        "≤ 64 MiB",
    );
    drop(team.guild.clone());
}
