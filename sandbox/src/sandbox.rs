//! The handle on a running sandbox: addressed, looked at, and made to misbehave. `server` starts it, `actor` fills it.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    faults::{Fault, FaultHandle},
    hub::{Frame, Identify, op},
    record::Recorded,
    shared::Shared,
};

/// A running Discord of one's own. Cheap to clone; it ends when the last clone and handle is dropped.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<Shared>,
    /// None for the handle that the control interface works with, which must not keep its own server alive.
    _running: Option<Arc<Running>>,
}

struct Running {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.stopping.send_replace(true);
        self.server.abort();
    }
}

impl Sandbox {
    /// A sandbox whose server runs until the last clone is dropped.
    pub(crate) fn running(shared: Arc<Shared>, server: JoinHandle<()>) -> Self {
        Self {
            shared: Arc::clone(&shared),
            _running: Some(Arc::new(Running { shared, server })),
        }
    }

    /// The sandbox seen from inside its own server.
    pub(crate) fn from_inside(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            _running: None,
        }
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The origin that stands for `https://discord.com`: `http://127.0.0.1:…`.
    #[must_use]
    pub fn url(&self) -> String {
        self.shared().origin.clone()
    }

    /// The bot's token; empty once it was revoked.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared()
            .read(|world| world.application.token.clone().unwrap_or_default())
    }

    /// The application's id.
    #[must_use]
    pub fn application_id(&self) -> u64 {
        self.shared().read(|world| world.application.id)
    }

    /// The bot user's id.
    #[must_use]
    pub fn bot_id(&self) -> u64 {
        self.shared().read(|world| world.application.bot_id)
    }

    /// Every request so far with its answer, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared().record.all()
    }

    /// The last few thousand payloads that the gateway dispatched, oldest first.
    #[must_use]
    pub fn dispatched(&self) -> Vec<Value> {
        self.shared().read(|world| world.hub.dispatched())
    }

    /// How often each status was answered; 0 counts the calls that got no answer.
    #[must_use]
    pub fn answer_counts(&self) -> BTreeMap<u16, usize> {
        self.shared().record.counts()
    }

    /// Makes calls of a route go wrong: `"POST /channels/{id}/messages"`; `*` stands for any method or route.
    #[expect(
        clippy::must_use_candidate,
        reason = "the fault is set whether or not its handle is kept"
    )]
    pub fn fault(&self, route: &str, fault: Fault) -> FaultHandle {
        FaultHandle::set(&self.shared().faults, route, fault)
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.shared().faults.clear();
    }

    /// The token no longer works: REST answers 401, the gateway closes with 4004 now and at the next IDENTIFY.
    pub fn revoke_token(&self) {
        self.shared().change(|world| {
            world.application.token = None;
            world
                .hub
                .tell_all(&Frame::Close(Some((4004, "Authentication failed."))));
            world.hub.forget_sessions();
        });
    }

    /// Faults of the gateway.
    #[must_use]
    pub fn gateway(&self) -> GatewayFaults {
        GatewayFaults(self.clone())
    }

    /// Counts up whenever anything changes; for whoever shows the world live.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared().changes()
    }

    /// Waits until the bot listens on the gateway.
    pub async fn bot_is_online(&self) {
        let mut changes = self.changes();
        while !self.is_bot_online() {
            // The sender lives in `shared`, which this handle holds.
            let _ = changes.changed().await;
        }
    }

    /// Whether the bot listens on the gateway.
    #[must_use]
    pub fn is_bot_online(&self) -> bool {
        self.shared().read(|world| world.hub.is_connected())
    }
}

/// What can be done to the gateway.
#[derive(Clone)]
pub struct GatewayFaults(Sandbox);

impl GatewayFaults {
    fn tell(&self, frame: &Frame) {
        self.0.shared().change(|world| world.hub.tell_all(frame));
    }

    /// Lets every socket fall without a close frame. Sessions can be resumed.
    pub fn drop_socket(&self) {
        self.tell(&Frame::Drop);
    }

    /// Closes every socket with a code; those that end a session by Discord's table end it here.
    pub fn close(&self, code: u16) {
        self.tell(&Frame::Close(Some((code, "Closed by the sandbox."))));
        // opcodes-and-status-codes.mdx: after these the client has to start over, or may not come back.
        if matches!(code, 1000 | 1001 | 4003 | 4004 | 4007 | 4009 | 4010..=4014) {
            self.0.shared().change(|world| world.hub.forget_sessions());
        }
    }

    /// Closes every socket with a close frame that carries no code.
    pub fn close_without_code(&self) {
        self.tell(&Frame::Close(None));
    }

    /// Sends op 7: the client is to reconnect and resume.
    pub fn reconnect(&self) {
        self.tell(&Frame::Send(
            json!({"op": op::RECONNECT, "t": null, "s": null, "d": null}),
        ));
    }

    /// Sends op 9. When not resumable the session is gone.
    pub fn invalid_session(&self, resumable: bool) {
        self.tell(&Frame::Send(
            json!({"op": op::INVALID_SESSION, "t": null, "s": null, "d": resumable}),
        ));
        if !resumable {
            self.0.shared().change(|world| world.hub.forget_sessions());
        }
    }

    /// While stalled, heartbeats get no acknowledgement and nothing is dispatched: a zombie connection.
    pub fn stall(&self, stalled: bool) {
        self.0.shared().change(|world| world.hub.stalled = stalled);
    }

    /// While refused, new connections are cut.
    pub fn refuse_connections(&self, refused: bool) {
        self.0.shared().change(|world| world.hub.refuses = refused);
    }

    /// Changes events on their way out, by their name: for what Discord may leave out, add or write otherwise one day. What
    /// is recorded stays as it was.
    pub fn alter_events(&self, alter: impl Fn(&str, &mut Value) + Send + Sync + 'static) {
        self.0
            .shared()
            .change(|world| world.hub.alteration.0 = Some(Arc::new(alter)));
    }

    /// Every login with the right token so far, oldest first: what the session start limit is counted from.
    #[must_use]
    pub fn identifies(&self) -> Vec<Identify> {
        self.0.shared().read(|world| world.hub.identifies.clone())
    }

    /// Holds dispatches back, presses among them, until [`Held::release`] or a resume brings them.
    #[must_use]
    pub fn hold(&self) -> Held {
        Held {
            sandbox: self.0.clone(),
            since: self.0.shared().change(|world| world.hub.hold()),
        }
    }

    /// Stops holding back without sending: what was held arrives with the next resume.
    pub fn stop_holding(&self) {
        self.0.shared().change(|world| world.hub.held = false);
    }
}

/// Dispatches that are held back from a moment on.
pub struct Held {
    sandbox: Sandbox,
    since: BTreeMap<String, u64>,
}

impl Held {
    /// Sends what came since, in order. Released twice over, by two holders, the same comes twice: a replay.
    pub fn release(self) {
        self.sandbox
            .shared()
            .change(|world| world.hub.release(&self.since));
    }
}
