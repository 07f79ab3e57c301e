//! `leadbell demo`: the whole bot without Discord. A local stand-in with a page in the browser, a fresh database, and
//! leads that come in the way real ones do: over HTTP, with a key that a manager made.

mod bar;
mod connect;
mod leads;
mod outbox;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use sandbox::{Channel, Guild, Member, Options, Reply, Role, Sandbox};
use tokio::signal::unix::{SignalKind, signal};

use crate::app::{App, Start};
use crate::clock::Clock;
use crate::config::{Demo, Listen};
use crate::domain::ids::TeamId;
use crate::notices::{Mailer, Outgoing};
use connect::Connect;
use leads::Sender;

/// What whoever opens the page reads first.
const WELCOME: &str = "You are **Maria**, a manager: press **Accept** on a card. The bar above sends leads and moves the clock. \
    Press your name to be somebody else; **/setup** is for **Owner**.";

/// A folder for the demo's database, gone when the demo ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("leadbell-demo-{:016x}", rand::random::<u64>()));
        std::fs::create_dir(&folder).context("cannot make a folder for the demo's database")?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A server with a team in it.
struct Place {
    leads: Channel,
    managers: Role,
    members: Role,
    owner: Member,
    maria: Member,
}

impl Place {
    fn new(guild: &Guild) -> Self {
        let leads = guild.add_channel("leads");
        let (managers, members) = (guild.add_role("Lead managers"), guild.add_role("Sales"));
        for role in [&managers, &members] {
            role.set_mentionable(true);
        }
        let maria = guild.add_member("Maria", &[&managers, &members]);
        let _ = (
            guild.add_member("Anna", &[&members]),
            guild.add_member("Ben", &[&members]),
        );
        let _ = guild.add_member("Guest", &[]);
        Self {
            leads,
            managers,
            members,
            owner: guild.owner(),
            maria,
        }
    }
}

/// Runs the demo until it is interrupted.
///
/// # Errors
/// What keeps it from starting, in words.
pub(crate) async fn demo(demo: &Demo) -> anyhow::Result<()> {
    let folder = Folder::new()?;
    let clock = Clock::real();
    let sandbox = start_sandbox(demo, &clock).await?;
    let guild = sandbox.add_guild("Nordlicht Partners");
    let place = Place::new(&guild);
    let app = App::start(Start {
        token: sandbox.token().into(),
        api_url: Some(sandbox.url()),
        database_url: format!("sqlite://{}", folder.0.join("leadbell.db").display()),
        listen: Listen::At(([127, 0, 0, 1], 0).into()),
        public_url: None,
        mailer: Mailer::Capture(Outgoing::default()),
        allow_private_webhooks: true,
        clock: clock.clone(),
    })
    .await?;
    sandbox.bot_is_online().await;
    let key = set_up(&place).await?;
    let intake = app.intake.context("the demo's intake listens")?;
    let sender = Arc::new(Sender::new(intake, key)?);
    sender.send_first().await?;
    let connect = Connect::new(intake, clock.clone(), place.maria.clone(), place.leads.clone())?;
    sandbox.set_toolbar(bar::actions(&sender, &Arc::new(connect), &clock));
    let team = TeamId(guild.id().cast_signed());
    sandbox.set_panel(outbox::panel(app.store.clone(), clock.clone(), team));
    sandbox.set_welcome("A sales team's channel", WELCOME);
    sandbox.open_page_as(&place.maria, &place.leads);

    println!(
        "\n  Leadbell's demo is at {}\n  Press Ctrl-C to end it; nothing is kept.\n",
        sandbox.url()
    );
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    app.stop().await;
    Ok(())
}

/// The stand-in, at the wished address or, where that is taken, at any free one.
async fn start_sandbox(demo: &Demo, clock: &Clock) -> anyhow::Result<Sandbox> {
    let options = |listen| {
        let clock = clock.clone();
        Options {
            now: Arc::new(move || clock.now()),
            listen,
            application_name: "Leadbell".to_owned(),
            ..Options::default()
        }
    };
    match Sandbox::start(options(demo.page)).await {
        Ok(sandbox) => Ok(sandbox),
        Err(_) => Sandbox::start(options(([127, 0, 0, 1], 0).into()))
            .await
            .context("cannot start the local stand-in"),
    }
}

/// Sets the team up as its people would, and gives the key of a new source.
async fn set_up(place: &Place) -> anyhow::Result<String> {
    let line = format!(
        "/setup channel:{} manager_role:{} member_role:{} time_zone:Europe/Berlin currency:EUR",
        place.leads.mention(),
        place.managers.mention(),
        place.members.mention()
    );
    commands_are_there(place).await?;
    let reply = place.owner.slash(&place.leads, &line).await;
    dismiss(&place.owner, &reply);
    let reply = place.maria.slash(&place.leads, "/source add name:Website").await;
    // Whoever opens the page as Maria has not asked for it.
    dismiss(&place.maria, &reply);
    let shown = reply.text();
    let form = place.maria.slash(&place.leads, "/source form open:true").await;
    dismiss(&place.maria, &form);
    let key = shown.split_whitespace().find(|word| word.starts_with("lbk_"));
    key.map(str::to_owned)
        .with_context(|| format!("/source add showed no key: {shown}"))
}

fn dismiss(member: &Member, reply: &Reply) {
    if let Some(message) = reply.message() {
        member.dismiss(&message);
    }
}

/// The bot registers its commands when it sees the server.
async fn commands_are_there(place: &Place) -> anyhow::Result<()> {
    for _ in 0..500 {
        if place
            .owner
            .try_autocomplete(&place.leads, "/setup currency:E")
            .await
            .is_ok()
        {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    ensure!(false, "the bot has registered no commands");
    Ok(())
}
