//! `leadbell doctor`: what is right, what is wrong, and what to do about it.

use anyhow::{Context as _, bail};
use secrecy::ExposeSecret as _;
use serenity::all::{Http, HttpBuilder};

use crate::clock::{Clock, DiscordTime};
use crate::config::Settings;
use crate::discord::posting::Obstacles;
use crate::domain::team::Team;
use crate::store::{self, Conn, Peek, outbox, teams};

/// What was found, line by line.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn good(&self, text: &str) {
        println!("✔ {text}");
    }

    fn wrong(&mut self, text: &str) {
        self.wrong += 1;
        println!("✘ {text}");
    }
}

/// What Discord is asked with, where serenity would read too much of the answer or not its headers.
struct DoctorContext<'a> {
    client: reqwest::Client,
    origin: &'a str,
    authorization: String,
}

impl DoctorContext<'_> {
    async fn get(&self, path: &str) -> Option<reqwest::Response> {
        let request = self
            .client
            .get(format!("{}{path}", self.origin))
            .header("authorization", &self.authorization);
        request.send().await.ok()
    }
}

pub(super) async fn doctor(settings: &Settings) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    let http = discord(settings, &mut findings).await;
    database(settings, http.as_ref(), &mut findings).await;
    match findings.wrong {
        0 => {
            println!("All is well.");
            Ok(())
        }
        1 => bail!("one thing needs your hand"),
        count => bail!("{count} things need your hand"),
    }
}

/// Token, application, gateway, clock.
async fn discord(settings: &Settings, findings: &mut Findings) -> Option<Http> {
    let Some(token) = settings.token() else {
        findings.wrong("no token: set DISCORD_TOKEN to the bot token of the Developer Portal");
        return None;
    };
    let Ok(client) = crate::discord::bot::http_client() else {
        findings.wrong("this machine lacks what an encrypted connection needs: no TLS client can be made");
        return None;
    };
    let context = DoctorContext {
        client: client.clone(),
        origin: settings
            .api_url()
            .unwrap_or("https://discord.com")
            .trim_end_matches('/'),
        authorization: format!("Bot {}", token.expose_secret()),
    };
    let mut builder = HttpBuilder::new(token.expose_secret())
        .client(client)
        .ratelimiter_disabled(true);
    if let Some(url) = settings.api_url() {
        builder = builder.proxy(url);
    }
    let http = builder.build();
    let me = match http.get_current_user().await {
        Ok(me) => me,
        Err(error) => {
            match crate::discord::reply::discord_code(&error) {
                Some((401, _)) => findings.wrong(
                    "Discord refuses the token: reset it on the Developer Portal and set DISCORD_TOKEN",
                ),
                Some((status, code)) => findings.wrong(&format!(
                    "Discord answers {status} (code {code}); try again later"
                )),
                None => findings
                    .wrong("Discord cannot be reached: check the network, and DISCORD_API_URL if you set it"),
            }
            return None;
        }
    };
    findings.good(&format!("the token is {}'s (id {})", me.name, me.id));
    match http.get_bot_gateway().await {
        Ok(gateway) => findings.good(&format!(
            "the gateway is at {}, {} of {} sessions left today",
            gateway.url, gateway.session_start_limit.remaining, gateway.session_start_limit.total
        )),
        Err(_) => findings.wrong("the gateway's address cannot be asked for; try again later"),
    }
    application(&context, findings).await;
    clock(&context, findings).await;
    Some(http)
}

/// Who the bot is to Discord, by the application's own object: read by hand, since there is much in it that nobody needs.
async fn application(context: &DoctorContext<'_>, findings: &mut Findings) {
    let answer = context.get("/api/v10/applications/@me").await;
    let application: serde_json::Value = match answer {
        Some(answer) if answer.status().is_success() => answer.json().await.unwrap_or_default(),
        _ => serde_json::Value::Null,
    };
    match application["id"].as_str() {
        Some(id) => findings.good(&format!("the application's id is {id}")),
        None => findings.wrong("the application cannot be asked for; try again later"),
    }
    // Nothing to be switched on: interactions need no intent, and GUILDS is not a privileged one.
    findings.good("no privileged intent is needed");
}

async fn clock(context: &DoctorContext<'_>, findings: &mut Findings) {
    let time = DiscordTime::default();
    let answer = context.get("/api/v10/gateway").await;
    let date = answer
        .as_ref()
        .and_then(|answer| answer.headers().get("date"))
        .and_then(|date| date.to_str().ok());
    let Some(date) = date else {
        println!("– Discord does not tell the time: the clock could not be compared");
        return;
    };
    time.observe(date, Clock::real().now());
    match time.ahead().num_seconds() {
        0 => findings.good("the clock is right"),
        off => findings.wrong(&format!(
            "this machine's clock is {} s {} Discord's: set it by NTP",
            off.abs(),
            if off > 0 { "ahead of" } else { "behind" }
        )),
    }
}

async fn database(settings: &Settings, http: Option<&Http>, findings: &mut Findings) {
    let mut conn = match store::peek(&settings.database.database_url).await {
        Ok(Peek::Current(conn)) => conn,
        Ok(Peek::Missing(path)) => {
            println!(
                "– there is no database {} yet: `leadbell run` makes it",
                path.display()
            );
            return;
        }
        Ok(Peek::Older(mut conn)) => {
            sound(&mut conn, findings).await;
            println!(
                "– the database is of an older version: `leadbell run` or `leadbell migrate` updates it"
            );
            return;
        }
        Err(error) => return findings.wrong(&error.to_string()),
    };
    sound(&mut conn, findings).await;
    if let Err(error) = channels(&mut conn, http, findings).await {
        findings.wrong(&format!("the teams cannot be read: {error:#}"));
    }
}

async fn sound(conn: &mut Conn, findings: &mut Findings) {
    match store::check_integrity(conn).await {
        Ok(()) => findings.good("the database is sound"),
        Err(error) => findings.wrong(&format!("the database is damaged ({error}): restore a backup")),
    }
}

async fn channels(conn: &mut Conn, http: Option<&Http>, findings: &mut Findings) -> anyhow::Result<()> {
    let ids = teams::list_set_up(conn).await?;
    if ids.is_empty() {
        println!("– no team is set up yet: invite the bot and run /setup");
    }
    for id in ids {
        let team = teams::find(conn, id).await?.context("a team without a row")?;
        for parked in outbox::list_parked(conn, id).await? {
            findings.wrong(&format!(
                "server {id}: messages wait for a hand ({parked}); run /setup there"
            ));
        }
        if let Some(http) = http {
            channel(http, &team, findings).await;
        }
    }
    Ok(())
}

async fn channel(http: &Http, team: &Team, findings: &mut Findings) {
    let id = team.id;
    let obstacles = match Obstacles::look(http, team).await {
        Ok(Some(obstacles)) => obstacles,
        Ok(None) => {
            return findings.wrong(&format!(
                "server {id}: the bot cannot see the team channel; run /setup there"
            ));
        }
        Err(_) => {
            return findings.wrong(&format!(
                "server {id}: Discord cannot be asked about the team channel; try again later"
            ));
        }
    };
    if obstacles.permissions.is_empty() {
        findings.good(&format!("server {id}: the bot may post in the team channel"));
    } else {
        let lacks = obstacles.permissions.join(", ");
        findings.wrong(&format!("server {id}: in the team channel the bot lacks {lacks}"));
    }
    for role in obstacles.silent_roles {
        findings.wrong(&format!(
            "server {id}: role {role} is named on cards without being notified; allow everyone to mention it, or give the \
             bot Mention Everyone"
        ));
    }
}
