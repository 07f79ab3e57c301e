//! The language that the tests speak: a bot on a sandbox, a team in its server, and a clock that stands until it is
//! moved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::app::{App, Start};
use leadbell::clock::Clock;
use leadbell::config::Listen;
use leadbell::domain::contact::{CountryCode, Email, Phone};
use leadbell::domain::event::{Event, Initiator, Via};
use leadbell::domain::ids::{LeadId, LeadNumber, TeamId};
use leadbell::domain::lead::{Customer, Lead, NewLead, SourceKind};
use leadbell::domain::notice::Notice;
use leadbell::flows::FlowError;
use leadbell::flows::receive::{Incoming, Origin, Received, receive};
use leadbell::notices::{Mailer, Outgoing};
use leadbell::store::{Store, events, leads, notices, sources, teams};
use sandbox::{Channel, Guild, Member, Message, Reply, Role, Sandbox};
use serde_json::Value;
use tempfile::TempDir;

use crate::contract::Watched;
use crate::invariants;

/// When every test begins: a Monday morning, half a second past so that rounding shows.
pub const BEGIN: &str = "2026-11-23T08:00:00.500Z";

/// How long a test waits for what should happen at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often Discord may say no in a test that makes it say no: a channel that is lost costs one answer a lane.
const REFUSED: usize = 10;

/// A bot in a server with one team.
pub struct Tester {
    pub sandbox: Watched,
    pub clock: Clock,
    pub guild: Guild,
    pub leads: Channel,
    pub managers: Role,
    pub members: Role,
    /// Runs the server.
    pub olga: Member,
    /// A manager.
    pub maria: Member,
    /// A member.
    pub anna: Member,
    /// A member.
    pub ben: Member,
    /// Somebody else on the server.
    pub zoe: Member,
    app: Option<App>,
    /// What the bot runs in, where it is to end as a process does.
    runtime: Option<tokio::runtime::Runtime>,
    folder: TempDir,
    /// What the bot sends mail with; by default it is caught.
    pub mailer: Mailer,
    /// Whether webhooks may go to this machine.
    pub allow_private_webhooks: bool,
    /// The mails that were caught.
    pub mails: Outgoing,
    /// Messages that the test has looked at; the others are unexpected.
    seen: std::sync::Mutex<BTreeSet<u64>>,
    sent: AtomicI64,
}

impl Tester {
    /// A team that is set up, with nothing in its channel.
    pub async fn new() -> Self {
        let tester = Self::before_setup().await;
        tester.set_up().await;
        tester
    }

    /// The bot is online, and nobody has run `/setup`.
    pub async fn before_setup() -> Self {
        let mut tester = Self::offline().await;
        tester.start().await;
        tester
    }

    /// The server is there, the bot is not.
    pub async fn offline() -> Self {
        Self::offline_with(sandbox::Options::default()).await
    }

    /// As [`Self::offline`], with a sandbox of other habits; its clock is the test's all the same.
    pub async fn offline_with(options: sandbox::Options) -> Self {
        let clock = Clock::standing_at(DateTime::parse_from_rfc3339(BEGIN).unwrap().with_timezone(&Utc));
        let time = clock.clone();
        let options = sandbox::Options {
            now: std::sync::Arc::new(move || time.now()),
            ..options
        };
        let sandbox = Watched(Sandbox::start(options).await.unwrap());
        let guild = sandbox.add_guild("Nordlicht Partners");
        let leads = guild.add_channel("leads");
        let (managers, members) = (guild.add_role("Lead managers"), guild.add_role("Sales"));
        members.set_mentionable(true);
        managers.set_mentionable(true);
        let olga = guild.owner();
        let maria = guild.add_member("Maria", &[&managers]);
        let anna = guild.add_member("Anna", &[&members]);
        let ben = guild.add_member("Ben", &[&members]);
        let zoe = guild.add_member("Zoe", &[]);
        let mails = Outgoing::default();
        Self {
            sandbox,
            clock,
            guild,
            leads,
            managers,
            members,
            olga,
            maria,
            anna,
            ben,
            zoe,
            app: None,
            runtime: None,
            folder: TempDir::new().unwrap(),
            mailer: Mailer::Capture(mails.clone()),
            allow_private_webhooks: true,
            mails,
            seen: std::sync::Mutex::default(),
            sent: AtomicI64::new(0),
        }
    }

    /// Starts the bot and waits until it is online, and has taken in what it was told of each server.
    pub async fn start(&mut self) {
        if let Err(error) = self.try_start().await {
            panic!("{error:#}");
        }
        self.sandbox.bot_is_online().await;
        self.servers_are_known().await;
    }

    /// Waits until the bot has taken in what it was told of each server.
    pub async fn servers_are_known(&self) {
        let servers = self.sandbox.guilds().len();
        let known = self.app().servers.clone();
        self.until("the servers are known", || *known.borrow() >= servers)
            .await;
    }

    /// Starts the bot.
    pub async fn try_start(&mut self) -> anyhow::Result<()> {
        let start = Start {
            token: self.sandbox.token().into(),
            api_url: Some(self.sandbox.url()),
            database_url: self.database_url(),
            listen: Listen::At("127.0.0.1:0".parse().unwrap()),
            public_url: None,
            mailer: self.mailer.clone(),
            allow_private_webhooks: self.allow_private_webhooks,
            clock: self.clock.clone(),
        };
        let started = match &self.runtime {
            Some(runtime) => tokio::task::block_in_place(|| runtime.block_on(App::start(start))),
            None => App::start(start).await,
        };
        self.app = Some(started?);
        Ok(())
    }

    /// Starts the bot from here on so that with its end nothing of it is left, as with a process's: a shard that serenity
    /// has once restarted by itself does not hear of a later stop, and would keep the file.
    pub fn in_a_runtime_of_its_own(&mut self) {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        self.runtime = Some(runtime.worker_threads(2).enable_all().build().unwrap());
    }

    /// Ends whatever of the bot is left.
    pub fn end_runtime(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    /// Stops the bot as SIGTERM does.
    pub async fn stop(&mut self) {
        if let Some(app) = self.app.take() {
            // The next start need not wait for Discord's five seconds, which do not pass on a clock that stands.
            let forget = app.store.write(async move |tx| {
                sqlx::query("delete from gateway_starts")
                    .execute(&mut **tx)
                    .await?;
                Ok::<_, leadbell::store::StoreError>(())
            });
            let _ = forget.await;
            app.stop().await;
        }
        self.end_runtime();
    }

    /// Why the bot gave up by itself, in the words that the program ends with.
    pub async fn gave_up(&mut self) -> String {
        let app = self.app.as_mut().expect("the bot runs");
        let why = tokio::time::timeout(PATIENCE, app.failed()).await;
        format!("{:#}", why.expect("the bot does not give up"))
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("leadbell.db")
    }

    pub fn database_url(&self) -> String {
        format!("sqlite://{}", self.database().display())
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().expect("the bot runs")
    }

    pub fn store(&self) -> &Store {
        &self.app().store
    }

    pub fn team(&self) -> TeamId {
        TeamId(i64::try_from(self.guild.id()).unwrap())
    }

    /// `/setup` as whoever runs the server does it.
    pub async fn set_up(&self) {
        self.choose_channel().await;
        self.settle().await;
    }

    /// As [`Self::set_up`], while other things are still on their way.
    pub async fn choose_channel(&self) {
        let line = format!(
            "/setup channel:{} manager_role:{} member_role:{} time_zone:Europe/Berlin currency:EUR",
            self.leads.mention(),
            self.managers.mention(),
            self.members.mention()
        );
        let reply = self.olga.slash(&self.leads, &line).await;
        assert!(
            reply.is_ephemeral() && !reply.text().contains('⚠'),
            "{}",
            reply.text()
        );
    }

    /// Waits for something that happens by itself.
    pub async fn until(&self, what: &str, done: impl Fn() -> bool) {
        let mut changes = self.sandbox.changes();
        let waited = tokio::time::timeout(PATIENCE, async {
            while !done() {
                // Also looks again by itself: not all that is waited for is a change of the sandbox.
                let _ = tokio::time::timeout(Duration::from_millis(20), changes.changed()).await;
            }
        });
        assert!(waited.await.is_ok(), "never came: {what}");
    }

    /// Waits until all that is due now has happened. Where only a rate limit or a short back-off is in the way, the
    /// clock is moved past it.
    pub async fn settle(&self) {
        let app = self.app();
        let settled = tokio::time::timeout(PATIENCE, async {
            loop {
                app.in_flight.wait().await;
                let mut worker_status = app.outbox.clone();
                let now = self.clock.now();
                let state = worker_status.borrow_and_update().clone();
                let soon = now + TimeDelta::seconds(30);
                match state.waits_until(&self.clock) {
                    Some(until) if until > now && until < soon => self.clock.advance(until - now),
                    _ if state.is_quiet(*app.store.outbox_changes().borrow(), now) && self.is_idle() => {
                        return;
                    }
                    _ => {
                        let _ =
                            tokio::time::timeout(Duration::from_millis(10), worker_status.changed()).await;
                    }
                }
            }
        });
        assert!(
            settled.await.is_ok(),
            "the bot does not come to rest at {}: {} presses in hand, {} changes, {:?}, {:?}",
            self.clock.now(),
            app.in_flight.len(),
            *app.store.changes().borrow(),
            *app.outbox.borrow(),
            *app.scheduler.borrow()
        );
    }

    /// Waits until nothing goes on without the clock being moved: what waits for a rate limit or after a failure goes
    /// on waiting.
    pub async fn settle_but_for_waits(&self) {
        let app = self.app();
        let settled = tokio::time::timeout(PATIENCE, async {
            loop {
                let mut worker_status = app.outbox.clone();
                let now = self.clock.now();
                let state = worker_status.borrow_and_update().clone();
                let waits = state.waits_until(&self.clock).is_some_and(|until| until > now);
                let quiet = state.is_quiet(*app.store.outbox_changes().borrow(), now);
                if self.is_idle() && (quiet || (waits && state.seen >= *app.store.outbox_changes().borrow()))
                {
                    return;
                }
                let _ = tokio::time::timeout(Duration::from_millis(10), worker_status.changed()).await;
            }
        });
        assert!(settled.await.is_ok(), "the bot does not come to rest");
    }

    /// Waits until a part of the bot gives up.
    pub async fn failed(&mut self) -> anyhow::Error {
        self.app.as_mut().expect("the bot runs").failed().await
    }

    /// Whether the other parts have nothing to do.
    fn is_idle(&self) -> bool {
        let app = self.app();
        let changes = *app.store.due_changes().borrow();
        let scheduler = app.scheduler.borrow();
        app.in_flight.is_empty() && scheduler.is_quiet(changes, self.clock.now())
    }

    /// Lets what is in hand be finished, moves the clock, and lets happen what is due then.
    pub async fn advance(&self, by: TimeDelta) {
        self.settle().await;
        self.clock.advance(by);
        self.settle().await;
    }

    /// A lead of a company that has nothing special about it.
    pub fn lead(company: &str) -> NewLead {
        NewLead {
            customer: Customer {
                company: Some(company.to_owned()),
                name: Some("Jana Krüger".to_owned()),
                email: Some(Email::parse("jana@nordwind.example").unwrap()),
                phone: Some(Phone::parse("+49 40 1234567").unwrap()),
                country: CountryCode::parse("DE"),
                ..Customer::default()
            },
            need: Some("Move 120 seats to Microsoft 365.".to_owned()),
            ..NewLead::default()
        }
    }

    /// A lead comes in; its card is posted.
    pub async fn receive(&self, lead: NewLead) -> LeadId {
        let id = self.receive_quietly(lead).await;
        self.settle().await;
        id
    }

    /// A lead comes in; nothing is waited for.
    pub async fn receive_quietly(&self, lead: NewLead) -> LeadId {
        self.receive_for(self.team(), lead).await
    }

    /// A lead comes in for a team; nothing is waited for.
    pub async fn receive_for(&self, team: TeamId, lead: NewLead) -> LeadId {
        let now = self.clock.now();
        let count = self.sent.fetch_add(1, Ordering::Relaxed);
        let received = self.store().write(async move |tx| {
            let source = sources::find_or_insert_built_in(tx, team, SourceKind::Import, now).await?;
            let origin = Origin {
                team,
                source,
                actor: Initiator::Operator,
                via: Via::Import,
            };
            let mut payload_hash = [0; 32];
            payload_hash[..8].copy_from_slice(&count.to_be_bytes());
            receive(tx, &Incoming { lead, payload_hash }, origin, now).await
        });
        match received.await {
            Ok(Received::Kept(id, _)) => id,
            Ok(other) => panic!("not a new lead: {other:?}"),
            Err(FlowError::Refused(refusal)) => panic!("{refusal:?}"),
            Err(FlowError::Failed(error)) => panic!("{error:#}"),
        }
    }

    /// The lead's row.
    pub async fn row(&self, id: LeadId) -> Lead {
        leads::find(&mut self.store().read().await.unwrap(), id)
            .await
            .unwrap()
            .unwrap()
    }

    /// The lead of a number.
    pub async fn numbered(&self, number: i64) -> Lead {
        let mut conn = self.store().read().await.unwrap();
        leads::find_by_number(&mut conn, self.team(), LeadNumber(number))
            .await
            .unwrap()
            .expect("such a lead")
    }

    /// The lead's history.
    pub async fn history(&self, id: LeadId) -> Vec<Event> {
        events::list(&mut self.store().read().await.unwrap(), id)
            .await
            .unwrap()
    }

    /// Lets every lead ring, however many come at once.
    pub async fn without_bursts(&self) {
        let id = self.team();
        let written = self.store().write(async move |tx| {
            let mut team = teams::find(tx, id).await?.expect("a team that is set up");
            team.settings.burst_leads = u32::MAX;
            Ok::<_, FlowError>(teams::upsert(tx, &team).await?)
        });
        written.await.unwrap();
    }

    /// What a lead's changes owed to customer and sender, oldest first.
    pub async fn notices(&self, id: LeadId) -> Vec<Notice> {
        notices::list_of_lead(&mut self.store().read().await.unwrap(), id)
            .await
            .unwrap()
    }

    /// Takes a lead as a member who fills the form in.
    pub async fn accept(&self, member: &Member, card: &Message) -> Reply {
        let form = member.press(card, "Accept").await;
        let reply = member
            .submit(
                &form,
                &[("Estimated value", "12,500 EUR"), ("purchase date", "in 6 weeks")],
            )
            .await;
        self.settle().await;
        reply
    }

    /// The one card in the channel that a lead has; the test has now looked at it.
    pub fn card(&self, number: i64) -> Message {
        let footer = format!("L-{number} · ");
        let cards: Vec<_> = self
            .leads
            .messages()
            .into_iter()
            .filter(|message| footer_of(message).starts_with(&footer))
            .collect();
        assert_eq!(cards.len(), 1, "cards of L-{number}");
        self.seen.lock().unwrap().insert(cards[0].id());
        cards[0].clone()
    }

    /// Messages in the team channel that the test has not looked at yet, oldest first; it has now.
    pub fn news(&self) -> Vec<Message> {
        let mut seen = self.seen.lock().unwrap();
        self.leads
            .messages()
            .into_iter()
            .filter(|message| seen.insert(message.id()))
            .collect()
    }

    /// Ends a test: everything has come to rest, nothing unexpected was posted, Discord refused nothing, and the
    /// database is sound.
    pub async fn finish(mut self) {
        self.settle().await;
        let left: Vec<_> = self.news().iter().map(Message::text).collect();
        assert_eq!(left, Vec::<String>::new(), "unexpected messages");
        for refused in [400, 401, 403, 404, 429] {
            let count = self.sandbox.answer_counts().get(&refused).copied().unwrap_or(0);
            assert_eq!(count, 0, "answers {refused}: {:#?}", self.refusals());
        }
        self.finish_after_refusals().await;
    }

    /// Looks at all that must hold, in the middle of a test.
    pub async fn look(&self) {
        self.settle().await;
        let mut conn = self.store().read().await.unwrap();
        let report = invariants::look(&mut conn, &self.sandbox, self.clock.now(), REFUSED).await;
        report.assert_holds();
    }

    /// Ends a test in which Discord was made to refuse.
    pub async fn finish_after_refusals(&mut self) {
        self.settle().await;
        let mut conn = self.store().read().await.unwrap();
        let report = invariants::look(&mut conn, &self.sandbox, self.clock.now(), REFUSED).await;
        drop(conn);
        report.assert_holds();
        self.stop().await;
    }

    fn refusals(&self) -> Vec<String> {
        let refused = self
            .sandbox
            .requests()
            .into_iter()
            .filter(|request| request.status >= 400);
        refused
            .map(|request| {
                format!(
                    "{} {} {:?} → {} {:?}",
                    request.method, request.path, request.body, request.status, request.answer
                )
            })
            .collect()
    }
}

/// The footer of a message's first embed.
pub fn footer_of(message: &Message) -> String {
    let embeds = message.embeds();
    let footer = embeds
        .first()
        .and_then(|embed| embed.pointer("/footer/text"))
        .and_then(Value::as_str);
    footer.unwrap_or_default().to_owned()
}

/// The labels of a message's buttons.
pub fn labels(message: &Message) -> Vec<String> {
    message.buttons().into_iter().map(|button| button.label).collect()
}

/// Chooses an option, named by a part of its label, in whichever of a message's selects has it.
pub async fn choose(member: &Member, message: &Message, option: &str) -> Reply {
    let selects = message.selects();
    let found = selects.iter().find_map(|select| {
        let chosen = select.options.iter().find(|(label, _)| label.contains(option))?;
        Some((select.custom_id.clone(), chosen.1.clone()))
    });
    let (menu, value) = found.unwrap_or_else(|| panic!("no option {option:?} in {}", message.text()));
    member
        .try_select(message, Some(&menu), &[&value])
        .await
        .unwrap_or_else(|refused| panic!("{option}: {refused:?}"))
        .settled()
        .await
}
