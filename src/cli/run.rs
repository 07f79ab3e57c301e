//! `leadbell run`: the bot, until a signal or until it cannot go on.

use anyhow::bail;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::{App, Start};
use crate::clock::Clock;
use crate::config::Settings;
use crate::notices::Mailer;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let Some(token) = settings.token().cloned() else {
        bail!(
            "there is no bot token: make an application on Discord's Developer Portal, copy its bot token and set \
             DISCORD_TOKEN (or try `leadbell demo`, which needs none)"
        );
    };
    let start = Start {
        token,
        api_url: settings.api_url().map(str::to_owned),
        public_url: settings.public_url().map(str::to_owned),
        database_url: settings.database.database_url,
        listen: settings.leadbell_listen,
        mailer: Mailer::of(settings.notices.smtp()?.as_ref())?,
        allow_private_webhooks: settings.notices.allow_private_webhooks,
        clock: Clock::real(),
    };
    let mut app = App::start(start).await?;
    match app.intake {
        Some(address) => tracing::info!("taking leads at http://{address}/v1/leads, waiting for Discord"),
        None => tracing::info!("intake is off; waiting for Discord"),
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let failed = tokio::select! {
        error = app.failed() => Some(error),
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
    };
    tracing::info!("stopping: finishing what is in hand");
    app.stop().await;
    failed.map_or(Ok(()), Err)
}
