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
use crate::discord_api::{ApiError, http_client, retry};
use crate::failpoint::{self, Point};

/// How long to wait where Discord answers without an address.
const REFUSED: Duration = Duration::from_secs(5);

const TOKEN_REFUSED: &str = "Discord refuses the token: copy it anew from the Developer Portal (Bot, Reset Token) and set DISCORD_TOKEN";

/// Connects and stays connected until `stop`.
///
/// # Errors
/// What no patience helps with: a refused token, refused intents, a gateway that is gone for good.
pub(crate) async fn run(parts: Parts, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
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
    let mut http =
        serenity::http::HttpBuilder::new(token.expose_secret()).client(http_client(api_url.as_deref())?);
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
    loop {
        let asked = || async {
            let asked = parts.api.gateway().await;
            if let Err(error @ (ApiError::Unavailable(_) | ApiError::RateLimited { .. })) = &asked {
                tracing::warn!(%error, origin = parts.api.origin(), "the gateway's address cannot be asked for yet");
            }
            asked
        };
        let gateway = match retry::GATEWAY.retry(asked, None).await {
            Ok(gateway) => gateway,
            Err(ApiError::Unauthorized) => bail!(TOKEN_REFUSED),
            // Discord gives everybody else the address; what refuses it may be something in between, and for now.
            Err(error) => {
                tracing::warn!(%error, "Discord does not give the gateway's address; trying again");
                tokio::time::sleep(REFUSED).await;
                continue;
            }
        };
        if let Some(date) = &gateway.date {
            parts.discord_time.observe(date, parts.clock.now());
        }
        if let Some(wait) = starts::session_wait(&gateway.session_start_limit) {
            tracing::warn!(
                seconds = wait.as_secs(),
                "no gateway session may be started before that time"
            );
            tokio::time::sleep(wait).await;
        }
        if let Some(url) = gateway.url {
            return Ok(url);
        }
        tracing::warn!("the API gives no gateway address; trying again");
        tokio::time::sleep(REFUSED).await;
    }
}
