//! The composition root: builds every part, starts the tasks, joins them. The only place that spawns.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Context as _;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use crate::clock::{Clock, DiscordTime};
use crate::config::Listen;
use crate::discord::cards::draw::Cards;
use crate::discord::framework::Parts;
use crate::discord::gateway;
use crate::discord_api::{Client, RateLimiter};
use crate::intake;
use crate::metrics::Metrics;
use crate::notices::{Courier, Mailer, Webhooks};
use crate::outbox::{EditTracker, Worker, WorkerStatus};
use crate::scheduler::{self, Driver};
use crate::store::{self, Store};

/// How long what members have pressed may take to be answered when the program stops. All three together stay below
/// the 10 s after which a supervisor kills.
const FINISH: Duration = Duration::from_secs(5);
/// How long tasks may take to end after that; they have been told before.
const JOIN: Duration = Duration::from_secs(2);
/// How long the database may take to close: a disk that is stuck keeps it open for ever, and loses nothing by it.
const CLOSE: Duration = Duration::from_secs(2);

/// What the program is started with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The bot's token.
    pub token: SecretString,
    /// Another API origin than Discord's.
    pub api_url: Option<String>,
    /// The database's address.
    pub database_url: String,
    /// Where intake listens.
    pub listen: Listen,
    /// The address under which sources reach us; by default where intake listens.
    pub public_url: Option<String>,
    /// What sends mail.
    pub mailer: Mailer,
    /// Whether webhooks may go to addresses inside our own network.
    pub allow_private_webhooks: bool,
    /// The time.
    pub clock: Clock,
}

/// The running program.
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Where intake listens.
    pub intake: Option<SocketAddr>,
    /// What the outbox worker is doing.
    pub outbox: watch::Receiver<WorkerStatus>,
    /// What the scheduler is doing.
    pub scheduler: watch::Receiver<scheduler::SchedulerStatus>,
    /// How many interactions and events are being handled.
    pub in_flight: TaskTracker,
    stop: watch::Sender<bool>,
    tasks: JoinSet<anyhow::Result<()>>,
}

impl App {
    /// Opens the database, starts to listen and to connect. Returns once intake can take leads: the connection to
    /// Discord is made, and made again, in the background.
    ///
    /// # Errors
    /// What keeps the program from running at all, in words.
    pub async fn start(start: Start) -> anyhow::Result<Self> {
        let store = store::open_soon(&start.database_url).await?;
        let listener = match start.listen {
            Listen::Off => None,
            Listen::At(address) => Some(TcpListener::bind(address).await.with_context(|| {
                format!("cannot listen on {address}: set LEADBELL_LISTEN to another address, or to off")
            })?),
        };
        let intake = listener.as_ref().map(TcpListener::local_addr).transpose()?;
        let public_url = start
            .public_url
            .unwrap_or_else(|| intake.map_or_else(String::new, |address| format!("http://{address}")));
        let (stop, stopped) = watch::channel(false);
        let in_flight = TaskTracker::new();
        // Closed trackers still take work; only then can one wait until there is none.
        in_flight.close();
        let connected = Arc::new(AtomicBool::new(false));
        let edit_tracker = EditTracker::default();

        let metrics = Metrics::default();
        let api = Client::new(
            &start.token,
            start.api_url.as_deref(),
            RateLimiter::new(start.clock.clone()),
            metrics.clone(),
        )?;
        let worker = Worker::new(
            store.clone(),
            api.clone(),
            Arc::new(Cards),
            start.clock.clone(),
            edit_tracker.clone(),
        )
        .notifying(Arc::new(Courier::new(
            store.clone(),
            start.clock.clone(),
            start.mailer.clone(),
            Webhooks::new(start.allow_private_webhooks)?,
        )));
        let outbox = worker.status();
        let driver = Driver::new(store.clone(), start.clock.clone());
        let scheduler = driver.status();
        let readiness = intake::Readiness {
            connected: Arc::clone(&connected),
            outbox: outbox.clone(),
        };
        let state = intake::IntakeState::new(store.clone(), start.clock.clone(), readiness, metrics.clone())
            .at(&public_url);
        let parts = Parts {
            store: store.clone(),
            clock: start.clock.clone(),
            edit_tracker,
            public_url,
            doors: Arc::new(state.clone()),
            discord_time: DiscordTime::default(),
            connected,
            in_flight: in_flight.clone(),
            metrics,
            registered: Arc::new(Mutex::new(HashSet::new())),
            mailer: start.mailer,
            allow_private_webhooks: start.allow_private_webhooks,
            api,
            token: start.token,
            api_url: start.api_url,
        };

        let mut tasks = JoinSet::new();
        let worker_stop = stopped.clone();
        tasks.spawn(async move { Ok(worker.run(worker_stop).await?) });
        let driver_stop = stopped.clone();
        tasks.spawn(async move {
            driver.run(driver_stop).await;
            Ok(())
        });
        tasks.spawn(gateway::run(parts, stopped.clone()));
        let (file, mut file_stop) = (store.clone(), stopped.clone());
        tasks.spawn(async move {
            tokio::select! {
                broken = file.broken() => Err(broken),
                _ = file_stop.wait_for(|stop| *stop) => Ok(()),
            }
        });
        if let Some(listener) = listener {
            tasks.spawn(async move { Ok(intake::serve(listener, state, stopped).await?) });
        }
        Ok(Self {
            store,
            clock: start.clock,
            intake,
            outbox,
            scheduler,
            in_flight,
            stop,
            tasks,
        })
    }

    /// Waits until a part gives up: a token that Discord refuses, a gateway that is gone for good.
    ///
    /// # Errors
    /// Why, in words.
    pub async fn failed(&mut self) -> anyhow::Error {
        match self.tasks.join_next().await {
            Some(Ok(Err(error))) => error,
            Some(Ok(Ok(()))) | None => anyhow::anyhow!("a part of the program ended by itself"),
            Some(Err(error)) => anyhow::Error::new(error).context("a part of the program broke off"),
        }
    }

    /// Stops taking work, finishes what is in hand, closes the database.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(FINISH, self.in_flight.wait()).await.is_err() {
            tracing::warn!("some presses were not answered in time");
        }
        let joined = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Ok(Err(error)) = ended {
                    tracing::warn!("while stopping: {error:#}");
                }
            }
        };
        if tokio::time::timeout(JOIN, joined).await.is_err() {
            tracing::warn!("some tasks did not stop in time");
            self.tasks.abort_all();
        }
        if tokio::time::timeout(CLOSE, self.store.close()).await.is_err() {
            tracing::warn!("the database could not be closed in time; the next start mends that");
        }
    }
}
