//! The connection to Discord's gateway: made with patience, watched over, ended with words where it can never be made.

mod fallback_parse;
mod starts;
mod unparsed_event;
mod watchdog;

use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, bail};
use secrecy::ExposeSecret as _;
use serenity::all::{Client, ClientBuilder, GatewayError};
use tokio::sync::watch;

use super::framework::{INTENTS, Parts, Shared, framework};
use crate::failpoint::{self, Point};

/// Pauses between tries to reach Discord's API; the last one repeats.
const PAUSES: [u64; 6] = [1, 2, 5, 10, 30, 60];

const TOKEN_REFUSED: &str = "Discord refuses the token: copy it anew from the Developer Portal (Bot, Reset Token) and set DISCORD_TOKEN";

/// Connects and stays connected until `stop`.
///
/// # Errors
/// What no patience helps with: a refused token, refused intents, a gateway that is gone for good.
pub async fn run(parts: Parts, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let connected = parts.connected.clone();
    let client = tokio::select! {
        client = connect(parts) => client?,
        _ = stop.wait_for(|stop| *stop) => return Ok(()),
    };
    let shards = client.shard_manager.clone();
    let mut client = client;
    let ended = tokio::select! {
        ended = client.start() => Some(ended),
        gone = watchdog::watch_over(&shards, &connected) => {
            connected.store(false, Ordering::Relaxed);
            return Err(gone);
        }
        _ = stop.wait_for(|stop| *stop) => None,
    };
    connected.store(false, Ordering::Relaxed);
    match ended {
        None => {
            shards.shutdown_all().await;
            Ok(())
        }
        Some(Ok(())) => bail!("the gateway is gone for good; start the program again"),
        Some(Err(error)) => Err(explain(error)),
    }
}

fn explain(error: serenity::Error) -> anyhow::Error {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => anyhow::anyhow!(TOKEN_REFUSED),
        serenity::Error::Gateway(
            GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
        ) => {
            anyhow::anyhow!(
                "Discord refuses the gateway intents, although only GUILDS is asked for: is DISCORD_TOKEN a bot's token?"
            )
        }
        error => anyhow::Error::new(error).context("the gateway connection cannot be kept"),
    }
}

/// A client that knows its gateway address. serenity asks for it as well, but falls back to Discord's public one when
/// that fails; with another API origin set, that would be a silent way out.
async fn connect(parts: Parts) -> anyhow::Result<Client> {
    let token = parts.token.clone();
    let api_url = parts.api_url.clone();
    let url = gateway_url(&parts).await?;
    starts::take_turn(&parts.store, &parts.clock).await?;
    failpoint::pass(Point::SessionNext);
    let mut http = serenity::http::HttpBuilder::new(token.expose_secret()).client(super::bot::http_client()?);
    if let Some(api_url) = &api_url {
        http = http.proxy(api_url).ratelimiter_disabled(true);
    }
    let framework = Shared::new(framework(parts));
    let client = ClientBuilder::new_with_http(http.build(), INTENTS)
        .raw_event_handler(unparsed_event::UnparsedEvent::new(framework.clone()))
        .framework(framework)
        .await;
    let client = client.context("making the gateway client")?;
    *client.ws_url.lock().await = url;
    Ok(client)
}

/// Asks for the gateway's address until Discord gives it.
async fn gateway_url(parts: &Parts) -> anyhow::Result<String> {
    let origin = parts
        .api_url
        .as_deref()
        .unwrap_or("https://discord.com")
        .trim_end_matches('/');
    let client = super::bot::http_client()?;
    let mut pauses = PAUSES.into_iter();
    let mut pause = 1;
    loop {
        let asked = client
            .get(format!("{origin}/api/v10/gateway/bot"))
            .header("authorization", format!("Bot {}", parts.token.expose_secret()))
            .send()
            .await;
        match asked {
            Ok(answer) => {
                let date = answer
                    .headers()
                    .get("date")
                    .and_then(|date| date.to_str().ok())
                    .map(str::to_owned);
                if let Some(date) = date {
                    parts.discord_time.observe(&date, parts.clock.now());
                }
                match answer.status().as_u16() {
                    401 => bail!(TOKEN_REFUSED),
                    429 => {
                        let wait = retry_after(answer.headers());
                        tracing::warn!(
                            seconds = wait.as_secs_f64(),
                            "the API is asked for the gateway too often; waiting"
                        );
                        tokio::time::sleep(wait).await;
                        continue;
                    }
                    200 => {
                        let body: serde_json::Value = answer.json().await.unwrap_or_default();
                        if let Some(wait) = starts::session_wait(&body) {
                            tracing::warn!(
                                seconds = wait.as_secs(),
                                "no gateway session may be started before that time"
                            );
                            tokio::time::sleep(wait).await;
                        }
                        if let Some(url) = body.get("url").and_then(|url| url.as_str()) {
                            return Ok(url.to_owned());
                        }
                        tracing::warn!("the API gives no gateway address; trying again");
                    }
                    status => tracing::warn!(
                        status,
                        "the API cannot be asked for the gateway yet; trying again"
                    ),
                }
            }
            Err(error) => tracing::warn!(
                "the API at {origin} cannot be reached ({}); trying again",
                brief(&error)
            ),
        }
        pause = pauses.next().unwrap_or(pause);
        tokio::time::sleep(Duration::from_secs(pause)).await;
    }
}

/// How long Discord wants to be left alone; five seconds where it does not say, an hour at the most.
fn retry_after(headers: &reqwest::header::HeaderMap) -> Duration {
    let told = headers
        .get("retry-after")
        .and_then(|told| told.to_str().ok()?.parse::<f64>().ok());
    let told = told.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    told.unwrap_or(Duration::from_secs(5))
        .clamp(Duration::from_millis(500), Duration::from_secs(3600))
}

fn brief(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    }
}
