//! The seam to poise: its options, its errors, and the gateway events that matter to us.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use poise::{FrameworkError, FrameworkOptions};
use secrecy::SecretString;
use serenity::all::{
    Client, CommandInteraction, Context, CreateAllowedMentions, FullEvent, GatewayIntents, GuildId, Ready,
};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use super::bot::Bot;
use super::deleted_roles;
use super::interaction::{Interaction, signed};
use crate::clock::{Clock, DiscordTime};
use crate::discord_api::Client as ApiClient;
use crate::domain::ids::TeamId;
use crate::domain::refusal::Refusal;
use crate::flows::FlowError;
use crate::flows::doors::Doors;
use crate::metrics::{InteractionOutcome, Metrics};
use crate::notices::Mailer;
use crate::outbox::EditTracker;
use crate::store::{Store, outbox, teams};

/// Interactions need none, and carry all that is needed of members. `GUILDS` tells of channels and roles.
pub(crate) const INTENTS: GatewayIntents = GatewayIntents::GUILDS;

/// What a bot is made of before Discord has told who it is.
#[derive(Clone)]
pub(crate) struct Parts {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Who is painting which message right now.
    pub edit_tracker: EditTracker,
    /// Where sources send leads.
    pub public_url: String,
    /// What leads come through.
    pub doors: Arc<dyn Doors>,
    /// How far our clock is from Discord's.
    pub discord_time: DiscordTime,
    /// Set once the gateway has said that we are connected.
    pub connected: Arc<AtomicBool>,
    /// What is counted.
    pub metrics: Metrics,
    /// How many interactions and events are being handled.
    pub in_flight: TaskTracker,
    /// How many servers Discord has told of since the start.
    pub servers: Arc<watch::Sender<usize>>,
    /// What sends mail.
    pub mailer: Mailer,
    /// Whether webhooks may go to addresses inside our own network.
    pub allow_private_webhooks: bool,
    /// Discord's REST API.
    pub api: ApiClient,
    /// The bot's token, for the gateway.
    pub token: SecretString,
    /// Another API origin than Discord's, for the gateway.
    pub api_url: Option<String>,
}

impl Parts {
    /// The bot, once the gateway's Ready has told who it is.
    fn bot(self, ready: &Ready) -> Bot {
        Bot {
            api: self.api,
            application: ready.application.id,
            me: ready.user.id,
            store: self.store,
            clock: self.clock,
            edit_tracker: self.edit_tracker,
            public_url: self.public_url,
            doors: self.doors,
            discord_time: self.discord_time,
            clock_asked: Arc::default(),
            connected: self.connected,
            in_flight: self.in_flight,
            metrics: self.metrics,
            mailer: self.mailer,
            allow_private_webhooks: self.allow_private_webhooks,
            recent_interactions: Arc::default(),
            registered: Arc::default(),
            servers: self.servers,
            names: Arc::default(),
        }
    }
}

/// poise with our commands, our error answers and our events.
#[must_use]
pub(crate) fn framework(parts: Parts) -> poise::Framework<Bot, FlowError> {
    let options = FrameworkOptions {
        commands: super::commands::all(),
        on_error: |error| Box::pin(on_error(error)),
        command_check: Some(|context| Box::pin(async move { Ok(in_time(context).await) })),
        event_handler: |context, event| Box::pin(on_event(context, event)),
        allowed_mentions: Some(CreateAllowedMentions::new()),
        initialize_owners: false,
        ..FrameworkOptions::default()
    };
    poise::Framework::builder()
        .options(options)
        .setup(move |_, ready, _| Box::pin(async move { Ok(parts.bot(ready)) }))
        .build()
}

/// The framework for two: serenity, which gives it every event that it can read, and whoever reads the others.
#[derive(Clone)]
pub(crate) struct Shared {
    /// Until serenity has shown it the client.
    new: Arc<Mutex<Option<poise::Framework<Bot, FlowError>>>>,
    ready: Arc<OnceLock<poise::Framework<Bot, FlowError>>>,
}

impl Shared {
    /// A framework that has not seen the client yet.
    #[must_use]
    pub fn new(framework: poise::Framework<Bot, FlowError>) -> Self {
        Self {
            new: Arc::new(Mutex::new(Some(framework))),
            ready: Arc::default(),
        }
    }

    /// The framework, once it has seen the client: before the first event.
    #[must_use]
    pub fn get(&self) -> Option<&poise::Framework<Bot, FlowError>> {
        self.ready.get()
    }
}

#[serenity::async_trait]
impl serenity::framework::Framework for Shared {
    async fn init(&mut self, client: &Client) {
        let new = self.new.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut framework) = new {
            framework.init(client).await;
            // Only whoever took it out puts it here.
            let _ = self.ready.set(framework);
        }
    }

    async fn dispatch(&self, context: Context, event: FullEvent) {
        if let Some(framework) = self.get() {
            framework.dispatch(context, event).await;
        }
    }
}

/// A command that took too long to get here has no effect, like a press.
async fn in_time(context: poise::Context<'_, Bot, FlowError>) -> bool {
    let poise::Context::Application(context) = context else {
        return false;
    };
    match Interaction::of_command(context.interaction) {
        Some(interaction) => !context.framework.user_data.is_stale(&interaction).await,
        None => false,
    }
}

async fn on_error(error: FrameworkError<'_, Bot, FlowError>) {
    match error {
        FrameworkError::ArgumentParse {
            ctx: poise::Context::Application(context),
            ..
        }
        | FrameworkError::CommandStructureMismatch { ctx: context, .. } => {
            refuse(context.framework.user_data, context.interaction).await;
        }
        FrameworkError::UnknownInteraction {
            framework,
            interaction,
            ..
        } => {
            refuse(framework.user_data, interaction).await;
        }
        FrameworkError::CommandPanic {
            ctx: poise::Context::Application(context),
            payload,
            ..
        } => {
            let words = payload.unwrap_or_else(|| "no words".to_owned());
            let failed = FlowError::Failed(anyhow::anyhow!("a command panicked: {words}"));
            conclude(context.framework.user_data, context.interaction, failed).await;
        }
        FrameworkError::CommandCheckFailed { ctx, .. } => {
            ctx.data().metrics.interaction(InteractionOutcome::Ignored);
            tracing::info!("a command came too late and has no effect");
        }
        FrameworkError::EventHandler { error, .. } => {
            tracing::error!(%error, "an event could not be handled");
        }
        _ => tracing::warn!("poise reports an error of a kind that no command here has"),
    }
}

/// A command of another version of the program, or one that we never had.
async fn refuse(bot: &Bot, raw: &CommandInteraction) {
    conclude(bot, raw, Refusal::UnknownControl.into()).await;
}

async fn conclude(bot: &Bot, raw: &CommandInteraction, error: FlowError) {
    if let Some(interaction) = Interaction::of_command(raw) {
        bot.conclude(&interaction, None, Box::pin(async { Err(error) }))
            .await;
    }
}

async fn on_event(
    context: poise::FrameworkContext<'_, Bot, FlowError>,
    event: &FullEvent,
) -> Result<(), FlowError> {
    let bot = context.user_data;
    match event {
        FullEvent::Ready { .. } => {
            bot.connected.store(true, Ordering::Relaxed);
            bot.register_commands().await;
        }
        FullEvent::Resume { .. } => bot.connected.store(true, Ordering::Relaxed),
        FullEvent::InteractionCreate { interaction } => bot.handle_interaction(interaction).await,
        FullEvent::GuildCreate { guild, .. } => {
            named(bot, guild.id, &guild.name).await?;
            deleted_roles::forget_missing(bot, guild.id, guild.roles.keys().copied()).await?;
            unpark(bot, guild.id).await?;
            bot.joined(guild.id).await;
        }
        FullEvent::GuildUpdate { new_data, .. } => named(bot, new_data.id, &new_data.name).await?,
        // A channel or a right that was missing may be there now.
        FullEvent::ChannelCreate { channel } => unpark(bot, channel.guild_id).await?,
        FullEvent::ChannelUpdate { new, .. } => unpark(bot, new.guild_id).await?,
        FullEvent::GuildRoleUpdate { new, .. } => unpark(bot, new.guild_id).await?,
        FullEvent::GuildRoleDelete {
            guild_id,
            removed_role_id,
            ..
        } => {
            deleted_roles::forget(bot, *guild_id, *removed_role_id).await?;
        }
        // Of the bot itself this comes without the intent for members (Gateway, "Guild Members Intent"): its roles.
        FullEvent::GuildMemberUpdate { event, .. } if event.user.id == bot.me => {
            unpark(bot, event.guild_id).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Takes note of what a server is called.
async fn named(bot: &Bot, guild: GuildId, name: &str) -> Result<(), FlowError> {
    let _in_flight = bot.track_in_flight();
    let (team, name) = (TeamId(signed(guild.get())), name.to_owned());
    if let Ok(mut names) = bot.names.lock() {
        names.insert(team, name.clone());
    }
    bot.store
        .write(async move |tx| Ok(teams::update_name(tx, team, &name).await?))
        .await
}

/// Tries again what was parked for want of a channel or a right.
pub(super) async fn unpark(bot: &Bot, guild: GuildId) -> Result<(), FlowError> {
    let _in_flight = bot.track_in_flight();
    let (team, now) = (TeamId(signed(guild.get())), bot.clock.now());
    bot.store
        .write(async move |tx| Ok(outbox::unpark(tx, team, now).await.map(|_| ())?))
        .await
}
