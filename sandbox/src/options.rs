//! What a caller may choose when it starts a sandbox, and the clock that everything in it runs on.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{limits, permissions};

/// The source of "now" for snowflakes, timestamps, deadlines, windows and the `Date` header.
///
/// Tests pass a clock they move. A clock that stands still also keeps rate-limit windows from reopening.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Moves a clock forward by a span.
pub type Jump = Arc<dyn Fn(TimeDelta) + Send + Sync>;

/// A clock that runs like the machine's and can be moved forward.
#[must_use]
pub fn movable_now() -> (Now, Jump) {
    let ahead_ms = Arc::new(AtomicI64::new(0));
    let (real, ahead) = (real_now(), Arc::clone(&ahead_ms));
    let now: Now = Arc::new(move || real() + TimeDelta::milliseconds(ahead.load(Ordering::SeqCst)));
    let jump: Jump = Arc::new(move |by| {
        ahead_ms.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    });
    (now, jump)
}

/// The machine's own clock.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place where the sandbox's default clock is made"
)]
pub fn real_now() -> Now {
    Arc::new(Utc::now)
}

/// How a sandbox behaves. The default is as honest as the sandbox can be.
#[derive(Clone)]
pub struct Options {
    /// The clock.
    pub now: Now,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The bot's token; made up when `None`.
    pub token: Option<String>,
    /// The application's and its bot user's name.
    pub application_name: String,
    /// What the bot's own role is given when it joins a server (the invite link's `permissions`).
    pub bot_permissions: u64,
    /// Privileged intents (bits of [`crate::intents`]) switched on for the application.
    /// Asking for others closes the gateway with 4014.
    pub privileged_intents: u64,
    /// Whether 429s, the IDENTIFY interval and the gateway's send limit are enforced.
    /// Switch off in a test whose clock stands still and that is not about them.
    pub rate_limits: bool,
    /// How long an enforced nonce is remembered. Discord says "the past few minutes".
    pub nonce_window: TimeDelta,
    /// What `hello` asks for; real time.
    pub heartbeat_interval: Duration,
    /// Moves the clock forward; what the control interface's `clock` route calls. Without it the clock only runs.
    pub jump: Option<Jump>,
    /// How long, in real time, an actor waits for an answer when the clock does not reach Discord's 3 seconds.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            now: real_now(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: None,
            application_name: "Sandbox bot".to_owned(),
            bot_permissions: permissions::DEFAULT_BOT,
            privileged_intents: 0,
            rate_limits: true,
            nonce_window: limits::NONCE_WINDOW,
            heartbeat_interval: Duration::from_millis(41_250),
            jump: None,
            patience: Duration::from_secs(5),
        }
    }
}
