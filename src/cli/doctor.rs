//! `leadbell doctor`: what is right, what is wrong, and what to do about it.

use anyhow::{Context as _, bail};
use secrecy::ExposeSecret as _;
use serenity::all::{Http, HttpBuilder};

use crate::clock::{Clock, DiscordTime};
use crate::config::Settings;
use crate::discord::posting::Obstacles;
use crate::domain::team::Team;
use crate::store::{self, outbox, teams};

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
    clock(settings, findings).await;
    Some(http)
}

async fn clock(settings: &Settings, findings: &mut Findings) {
    let origin = settings.api_url().unwrap_or("https://discord.com");
    let time = DiscordTime::default();
    let asked = match crate::discord::bot::http_client() {
        Ok(client) => client
            .get(format!("{}/api/v10/gateway", origin.trim_end_matches('/')))
            .send()
            .await
            .ok(),
        Err(_) => None,
    };
    let date = asked
        .as_ref()
        .and_then(|answer| answer.headers().get("date"))
        .and_then(|date| date.to_str().ok());
    if let Some(date) = date {
        time.observe(date, Clock::real().now());
        match time.ahead().num_seconds() {
            0 => findings.good("the clock is right"),
            ahead => findings.wrong(&format!(
                "this machine's clock is {ahead} s ahead of Discord's: set it by NTP"
            )),
        }
    }
}

async fn database(settings: &Settings, http: Option<&Http>, findings: &mut Findings) {
    let store = match store::open(&settings.database.database_url).await {
        Ok(store) => store,
        Err(error @ store::OpenError::InUse(_)) => {
            println!("– {error}: the database is not looked into while the bot runs");
            return;
        }
        Err(error) => return findings.wrong(&error.to_string()),
    };
    match store.check_integrity().await {
        Ok(()) => findings.good("the database is sound"),
        Err(error) => findings.wrong(&format!("the database is damaged ({error}): restore a backup")),
    }
    if let Err(error) = channels(&store, http, findings).await {
        findings.wrong(&format!("the teams cannot be read: {error:#}"));
    }
    store.close().await;
}

async fn channels(store: &store::Store, http: Option<&Http>, findings: &mut Findings) -> anyhow::Result<()> {
    let mut conn = store.read().await?;
    let ids = teams::list_set_up(&mut conn).await?;
    if ids.is_empty() {
        println!("– no team is set up yet: invite the bot and run /setup");
    }
    for id in ids {
        let team = teams::find(&mut conn, id)
            .await?
            .context("a team without a row")?;
        for parked in outbox::list_parked(&mut conn, id).await? {
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
    let Some(obstacles) = Obstacles::look(http, team).await else {
        return findings.wrong(&format!(
            "server {id}: the bot cannot see the team channel; run /setup there"
        ));
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
