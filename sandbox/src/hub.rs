//! Sessions: who listens, to what, and what each has missed.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::{limits, options::Options};

/// How many events a session remembers for a resume, and the hub for whoever looks.
const REMEMBERED: usize = 5000;

/// Opcodes of `developers/topics/opcodes-and-status-codes.mdx`, Gateway Opcodes.
pub(crate) mod op {
    pub const DISPATCH: u64 = 0;
    pub const HEARTBEAT: u64 = 1;
    pub const IDENTIFY: u64 = 2;
    pub const PRESENCE_UPDATE: u64 = 3;
    pub const VOICE_STATE_UPDATE: u64 = 4;
    pub const RESUME: u64 = 6;
    pub const RECONNECT: u64 = 7;
    pub const REQUEST_GUILD_MEMBERS: u64 = 8;
    pub const INVALID_SESSION: u64 = 9;
    pub const HELLO: u64 = 10;
    pub const HEARTBEAT_ACK: u64 = 11;
    pub const REQUEST_SOUNDBOARD_SOUNDS: u64 = 31;
    pub const REQUEST_CHANNEL_INFO: u64 = 43;
}

/// An event for whoever asked for it.
pub(crate) struct Announcement {
    pub name: &'static str,
    /// Any of these intents asks for it; 0 goes to everybody.
    pub intents: u64,
    pub guild_id: Option<u64>,
    pub data: Value,
}

/// What a socket is told to do.
#[derive(Debug, Clone)]
pub(crate) enum Frame {
    Send(Value),
    /// Close with a code and a reason, or with an empty close frame.
    Close(Option<(u16, &'static str)>),
    /// Let the connection fall without a close frame.
    Drop,
}

/// A session; it outlives its sockets until it is invalidated.
#[derive(Debug)]
pub(crate) struct Session {
    pub seq: u64,
    /// The number it had reached when it was last resumed.
    resumed_at: u64,
    pub intents: u64,
    /// Number and count of shards.
    pub shard: (u64, u64),
    pub token: String,
    /// Number and payload of what was dispatched, for a resume.
    log: VecDeque<(u64, Value)>,
    link: Option<UnboundedSender<Frame>>,
}

/// An attempt to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identify {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the session start limit let it through.
    pub allowed: bool,
}

/// All sessions, and the gateway's mood.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    pub sessions: BTreeMap<String, Session>,
    /// The last payloads that any session was sent or owed.
    dispatched: VecDeque<Value>,
    /// Every IDENTIFY with a right token, oldest first.
    pub identifies: Vec<Identify>,
    enforces_limits: bool,
    /// New connections are refused.
    pub refuses: bool,
    /// Heartbeats are not acknowledged and nothing is sent.
    pub stalled: bool,
    /// Dispatches are kept back, and wait for a resume or a release.
    pub held: bool,
    /// What is done to each event on its way out.
    pub alteration: Alteration,
}

/// A change that is made to events as they are sent, though not as they are recorded.
#[derive(Clone, Default)]
pub(crate) struct Alteration(pub Option<Arc<Alter>>);

/// Given an event's name and its data.
pub(crate) type Alter = dyn Fn(&str, &mut Value) + Send + Sync;

impl std::fmt::Debug for Alteration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Alteration").field(&self.0.is_some()).finish()
    }
}

impl Alteration {
    fn apply(&self, mut payload: Value) -> Value {
        if let Some(alter) = &self.0 {
            let name = payload["t"].as_str().unwrap_or_default().to_owned();
            alter(&name, &mut payload["d"]);
        }
        payload
    }
}

impl Session {
    fn wants(&self, announcement: &Announcement) -> bool {
        let asked = announcement.intents == 0 || self.intents & announcement.intents != 0;
        // developers/events/gateway.mdx, Sharding: shard_id = (guild_id >> 22) % num_shards.
        let (shard, count) = self.shard;
        asked && announcement.guild_id.map_or(0, |guild| (guild >> 22) % count) == shard
    }

    fn dispatch(&mut self, name: &str, data: &Value) -> Value {
        self.seq += 1;
        let payload = json!({"op": op::DISPATCH, "t": name, "s": self.seq, "d": data});
        self.log.push_back((self.seq, payload.clone()));
        while self.log.len() > REMEMBERED {
            self.log.pop_front();
        }
        payload
    }

    fn send(&self, frame: Frame) {
        if let Some(link) = &self.link {
            // A socket that is gone is noticed by its own task.
            let _ = link.send(frame);
        }
    }
}

fn remember(dispatched: &mut VecDeque<Value>, payload: &Value) {
    dispatched.push_back(payload.clone());
    if dispatched.len() > REMEMBERED {
        dispatched.pop_front();
    }
}

impl Hub {
    pub fn new(options: &Options) -> Self {
        Self {
            enforces_limits: options.rate_limits,
            ..Self::default()
        }
    }

    /// Dispatches an event to the sessions that asked for it.
    pub fn announce(&mut self, announcement: &Announcement) {
        let quiet = self.held || self.stalled;
        for session in self
            .sessions
            .values_mut()
            .filter(|session| session.wants(announcement))
        {
            let payload = session.dispatch(announcement.name, &announcement.data);
            remember(&mut self.dispatched, &payload);
            if !quiet {
                session.send(Frame::Send(self.alteration.apply(payload)));
            }
        }
    }

    /// Dispatches an event to one session, whatever its intents.
    pub fn tell(&mut self, session: &str, name: &str, data: &Value) {
        if let Some(session) = self.sessions.get_mut(session) {
            let payload = session.dispatch(name, data);
            remember(&mut self.dispatched, &payload);
            session.send(Frame::Send(self.alteration.apply(payload)));
        }
    }

    /// The last payloads that were dispatched, oldest first.
    pub fn dispatched(&self) -> Vec<Value> {
        self.dispatched.iter().cloned().collect()
    }

    /// Notes an IDENTIFY and says whether it may begin: one in five seconds, a thousand a day.
    pub fn may_identify(&mut self, now: DateTime<Utc>) -> bool {
        let too_soon = self
            .sessions_opened(now)
            .last()
            .is_some_and(|at| now - at < limits::IDENTIFY_INTERVAL);
        let allowed = !self.enforces_limits || !too_soon && self.starts_left(now) > 0;
        self.identifies.push(Identify { at: now, allowed });
        allowed
    }

    /// The moments of today's IDENTIFYs that were let through.
    fn sessions_opened(&self, now: DateTime<Utc>) -> impl DoubleEndedIterator<Item = DateTime<Utc>> {
        let of_today = move |identify: &&Identify| identify.allowed && now - identify.at < TimeDelta::days(1);
        self.identifies
            .iter()
            .filter(of_today)
            .map(|identify| identify.at)
    }

    /// How many session starts are left today.
    pub fn starts_left(&self, now: DateTime<Utc>) -> usize {
        limits::SESSION_STARTS.saturating_sub(self.sessions_opened(now).count())
    }

    /// Whether send limits apply.
    pub fn enforces_limits(&self) -> bool {
        self.enforces_limits
    }

    /// Opens a session.
    pub fn open(&mut self, id: &str, session: (u64, (u64, u64), String), link: UnboundedSender<Frame>) {
        let (intents, shard, token) = session;
        let opened = Session {
            seq: 0,
            resumed_at: 0,
            intents,
            shard,
            token,
            log: VecDeque::new(),
            link: Some(link),
        };
        self.sessions.insert(id.to_owned(), opened);
    }

    /// Continues a session on a new socket and replays what came after `seq`. False if there is nothing to continue.
    pub fn resume(
        &mut self,
        id: &str,
        token: &str,
        seq: u64,
        link: UnboundedSender<Frame>,
    ) -> Result<(), ResumeFault> {
        let Some(session) = self.sessions.get_mut(id).filter(|session| session.token == token) else {
            return Err(ResumeFault::Unknown);
        };
        if seq > session.seq {
            return Err(ResumeFault::Ahead);
        }
        let oldest = session.log.front().map_or(session.seq + 1, |(at, _)| *at);
        if seq + 1 < oldest {
            return Err(ResumeFault::Unknown);
        }
        // An older socket of the session gives way.
        session.send(Frame::Close(Some((4000, "Session resumed elsewhere"))));
        session.link = Some(link);
        for (_, payload) in session.log.iter().filter(|(at, _)| *at > seq) {
            session.send(Frame::Send(payload.clone()));
        }
        let resumed = session.dispatch("RESUMED", &json!({"_trace": ["sandbox"]}));
        session.send(Frame::Send(resumed));
        session.resumed_at = session.seq;
        Ok(())
    }

    /// A socket ended. A close with 1000 or 1001 by the client ends the session too.
    pub fn unlink(&mut self, id: &str, ended: bool) {
        if ended {
            self.sessions.remove(id);
        } else if let Some(session) = self.sessions.get_mut(id) {
            session.link = session.link.take().filter(|link| !link.is_closed());
        }
    }

    /// Whether any socket listens.
    pub fn is_connected(&self) -> bool {
        self.sessions
            .values()
            .any(|session| session.link.as_ref().is_some_and(|link| !link.is_closed()))
    }

    /// Tells every socket the same.
    pub fn tell_all(&mut self, frame: &Frame) {
        for session in self.sessions.values() {
            session.send(frame.clone());
        }
    }

    /// Forgets every session, so that none can be resumed.
    pub fn forget_sessions(&mut self) {
        self.sessions.clear();
    }

    /// Begins to hold dispatches back; gives the number each session has reached.
    pub fn hold(&mut self) -> BTreeMap<String, u64> {
        self.held = true;
        self.sessions
            .iter()
            .map(|(id, session)| (id.clone(), session.seq))
            .collect()
    }

    /// Ends the holding and sends what came after those numbers, but not what a resume has brought meanwhile.
    pub fn release(&mut self, held_since: &BTreeMap<String, u64>) {
        self.held = false;
        for (id, session) in &self.sessions {
            let since = held_since
                .get(id)
                .copied()
                .unwrap_or(session.seq)
                .max(session.resumed_at);
            for (_, payload) in session.log.iter().filter(|(at, _)| *at > since) {
                session.send(Frame::Send(payload.clone()));
            }
        }
    }
}

/// Why a session cannot be continued.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ResumeFault {
    /// No such session, or too much was missed: op 9 false.
    Unknown,
    /// The client claims to have seen more than was sent: 4007.
    Ahead,
}
