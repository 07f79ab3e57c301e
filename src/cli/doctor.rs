//! `leadbell doctor`: what is right, what is wrong, and what to do about it.

use anyhow::{Context as _, bail};

use crate::clock::{Clock, DiscordTime};
use crate::config::Settings;
use crate::discord::posting::Obstacles;
use crate::discord_api::{ApiError, Client, RateLimiter};
use crate::domain::team::Team;
use crate::metrics::Metrics;
use crate::notices::Mailer;
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

pub(super) async fn doctor(settings: &Settings) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    let api = discord(settings, &mut findings).await;
    database(settings, api.as_ref(), &mut findings).await;
    mail(settings, &mut findings).await;
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
async fn discord(settings: &Settings, findings: &mut Findings) -> Option<Client> {
    let Some(token) = settings.token() else {
        findings.wrong("no token: set DISCORD_TOKEN to the bot token of the Developer Portal");
        return None;
    };
    let limiter = RateLimiter::new(Clock::real());
    let api = match Client::new(token, settings.api_url(), limiter, Metrics::default()) {
        Ok(api) => api,
        Err(error) => {
            findings.wrong(&format!("Discord cannot be asked: {error:#}"));
            return None;
        }
    };
    match api.my_name().await {
        Ok((name, id)) => findings.good(&format!("the token is {name}'s (id {id})")),
        Err(error) => {
            findings.wrong(&match error {
                ApiError::Unauthorized => {
                    "Discord refuses the token: reset it on the Developer Portal and set DISCORD_TOKEN"
                        .to_owned()
                }
                ApiError::Unavailable(_) => {
                    "Discord cannot be reached: check the network, and DISCORD_API_URL if you set it"
                        .to_owned()
                }
                error => format!("{error}; try again later"),
            });
            return None;
        }
    }
    gateway(&api, findings).await;
    match api.application_id().await {
        Ok(Some(id)) => findings.good(&format!("the application's id is {id}")),
        _ => findings.wrong("the application cannot be asked for; try again later"),
    }
    // Nothing to be switched on: interactions need no intent, and GUILDS is not a privileged one.
    findings.good("no privileged intent is needed");
    clock(&api, findings).await;
    Some(api)
}

async fn gateway(api: &Client, findings: &mut Findings) {
    let gateway = api.gateway().await.ok();
    let Some((url, limit)) = gateway.and_then(|gateway| Some((gateway.url?, gateway.session_start_limit)))
    else {
        return findings.wrong("the gateway's address cannot be asked for; try again later");
    };
    match (limit["remaining"].as_u64(), limit["total"].as_u64()) {
        (Some(left), Some(total)) => findings.good(&format!(
            "the gateway is at {url}, {left} of {total} sessions left today"
        )),
        _ => findings.good(&format!("the gateway is at {url}")),
    }
}

async fn clock(api: &Client, findings: &mut Findings) {
    let time = DiscordTime::default();
    let Some(date) = api.date().await else {
        println!("– Discord does not tell the time: the clock could not be compared");
        return;
    };
    time.observe(&date, Clock::real().now());
    match time.ahead().num_seconds() {
        0 => findings.good("the clock is right"),
        off => findings.wrong(&format!(
            "this machine's clock is {} s {} Discord's: set it by NTP",
            off.abs(),
            if off > 0 { "ahead of" } else { "behind" }
        )),
    }
}

/// The mail server: reached, its certificate looked at, the account tried; no mail is sent.
async fn mail(settings: &Settings, findings: &mut Findings) {
    let smtp = match settings.notices.smtp() {
        Ok(Some(smtp)) => smtp,
        Ok(None) => {
            println!("– no mail server is set: customers and senders are told by hand (SMTP_URL, MAIL_FROM)");
            return;
        }
        Err(error) => return findings.wrong(&format!("{error:#}")),
    };
    let mailer = match Mailer::smtp(&smtp) {
        Ok(mailer) => mailer,
        Err(error) => return findings.wrong(&format!("{error:#}")),
    };
    match mailer.check().await {
        Ok(()) => findings.good(&format!(
            "the mail server takes mail from {}",
            mailer.from().unwrap_or_default()
        )),
        Err(why) => findings.wrong(&format!(
            "the mail server cannot be used ({why}): check SMTP_URL, and SMTP_CA_FILE where it is a server of your own"
        )),
    }
}

async fn database(settings: &Settings, api: Option<&Client>, findings: &mut Findings) {
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
    if let Err(error) = channels(&mut conn, api, findings).await {
        findings.wrong(&format!("the teams cannot be read: {error:#}"));
    }
}

async fn sound(conn: &mut Conn, findings: &mut Findings) {
    match store::check_integrity(conn).await {
        Ok(()) => findings.good("the database is sound"),
        Err(error) => findings.wrong(&format!("the database is damaged ({error}): restore a backup")),
    }
}

async fn channels(conn: &mut Conn, api: Option<&Client>, findings: &mut Findings) -> anyhow::Result<()> {
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
        if let Some(api) = api {
            channel(api, &team, findings).await;
        }
    }
    Ok(())
}

async fn channel(api: &Client, team: &Team, findings: &mut Findings) {
    let id = team.id;
    let obstacles = match Obstacles::find(api, team).await {
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
