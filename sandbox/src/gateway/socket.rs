//! One websocket of the gateway, from hello to close.

use std::{collections::VecDeque, sync::Arc};

use axum::extract::ws::{Message, WebSocket};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::{close, wire::Wire};
use crate::{
    hub::{Frame, ResumeFault, op},
    intents, limits,
    shared::Shared,
    world::{World, channel::kind, ids},
};

/// How many heartbeat intervals a client may stay silent before it is dropped with 4009.
const SILENCE: u32 = 2;

/// What the rest of a connection depends on.
struct Connection {
    shared: Arc<Shared>,
    frames: UnboundedSender<Frame>,
    session: Option<String>,
    sends: VecDeque<DateTime<Utc>>,
}

type Close = (u16, &'static str);

/// How a client wants to be spoken to: the query of the gateway's address (`developers/events/gateway.mdx`, Gateway URL
/// Query String Params).
#[derive(Debug, Deserialize)]
pub(crate) struct Manner {
    #[serde(rename = "v", default = "ten")]
    version: u64,
    #[serde(default = "as_json")]
    encoding: String,
    compress: Option<String>,
}

fn ten() -> u64 {
    10
}

fn as_json() -> String {
    "json".to_owned()
}

impl Manner {
    /// Why it is not spoken here.
    fn refusal(&self) -> Option<Close> {
        if !matches!(self.version, 9 | 10) {
            return Some((close::INVALID_VERSION, "Invalid API version."));
        }
        if self.encoding != "json" {
            return Some((close::DECODE_ERROR, "This sandbox speaks JSON."));
        }
        match self.compress.as_deref() {
            None | Some("zlib-stream") => None,
            Some(_) => Some((
                close::DECODE_ERROR,
                "This sandbox speaks zlib-stream, or plainly.",
            )),
        }
    }
}

/// Runs a connection to its end.
pub(crate) async fn connect(socket: WebSocket, shared: Arc<Shared>, manner: Manner) {
    let (frames, outgoing) = mpsc::unbounded_channel();
    let mut wire = Wire::new(socket, manner.compress.is_some());
    if let Some(reason) = manner.refusal() {
        wire.send(Frame::Close(Some(reason))).await;
        return;
    }
    let interval = shared.options.heartbeat_interval;
    let hello = json!({
        "op": op::HELLO, "t": null, "s": null,
        "d": {"heartbeat_interval": u64::try_from(interval.as_millis()).unwrap_or(41_250), "_trace": ["sandbox"]},
    });
    if !wire.send(Frame::Send(hello)).await {
        return;
    }
    let mut connection = Connection {
        shared,
        frames,
        session: None,
        sends: VecDeque::new(),
    };
    let ended = connection.run(&mut wire, outgoing).await;
    drop(wire);
    if let Some(session) = connection.session.take() {
        drop(connection.frames);
        connection
            .shared
            .change(|world| world.hub.unlink(&session, ended));
    }
}

impl Connection {
    /// Serves the socket; says whether the client ended its session for good.
    async fn run(&mut self, wire: &mut Wire, mut outgoing: UnboundedReceiver<Frame>) -> bool {
        let silence = self.shared.options.heartbeat_interval * SILENCE;
        let mut stopping = self.shared.stopping.subscribe();
        let mut deadline = tokio::time::Instant::now() + silence;
        loop {
            tokio::select! {
                _ = stopping.changed() => {
                    wire.send(Frame::Close(Some((1001, "The sandbox stops.")))).await;
                    return true;
                }
                () = tokio::time::sleep_until(deadline) => {
                    wire.send(Frame::Close(Some((close::SESSION_TIMED_OUT, "Session timed out.")))).await;
                    return false;
                }
                frame = outgoing.recv() => {
                    if !wire.send(frame.unwrap_or(Frame::Drop)).await {
                        return false;
                    }
                }
                received = wire.receive() => {
                    let payload = match received {
                        Some(Message::Text(text)) => text.to_string(),
                        Some(Message::Binary(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
                        Some(Message::Close(frame)) => {
                            wire.say_goodbye().await;
                            return frame.is_some_and(|frame| matches!(frame.code, 1000 | 1001));
                        }
                        Some(_) => continue,
                        None => return false,
                    };
                    deadline = tokio::time::Instant::now() + silence;
                    if let Err(reason) = self.receive(&payload) {
                        wire.send(Frame::Close(Some(reason))).await;
                        return false;
                    }
                }
            }
        }
    }

    fn receive(&mut self, payload: &str) -> Result<(), Close> {
        let now = (self.shared.options.now)();
        self.count_send(now)?;
        if payload.len() > limits::GATEWAY_PAYLOAD {
            return Err((close::DECODE_ERROR, "Payload too large."));
        }
        let message: Value = serde_json::from_str(payload)
            .map_err(|_| (close::DECODE_ERROR, "Error while decoding payload."))?;
        let code = message["op"]
            .as_u64()
            .ok_or((close::DECODE_ERROR, "Error while decoding payload."))?;
        let data = &message["d"];
        match code {
            op::HEARTBEAT => {
                if !self.shared.read(|world| world.hub.stalled) {
                    self.send(json!({"op": op::HEARTBEAT_ACK, "t": null, "s": null, "d": null}));
                }
                Ok(())
            }
            op::IDENTIFY | op::RESUME if self.session.is_some() => {
                Err((close::ALREADY_AUTHENTICATED, "Already authenticated."))
            }
            op::IDENTIFY => self.identify(data, now),
            op::RESUME => self.resume(data),
            op::PRESENCE_UPDATE
            | op::VOICE_STATE_UPDATE
            | op::REQUEST_GUILD_MEMBERS
            | op::REQUEST_SOUNDBOARD_SOUNDS
            | op::REQUEST_CHANNEL_INFO => match &self.session {
                None => Err((close::NOT_AUTHENTICATED, "Not authenticated.")),
                Some(session) => {
                    self.shared.change(|world| match code {
                        op::REQUEST_GUILD_MEMBERS => world.send_member_chunk(session, data),
                        op::REQUEST_CHANNEL_INFO => world.send_channel_info(session, data),
                        _ => {}
                    });
                    Ok(())
                }
            },
            _ => Err((close::UNKNOWN_OPCODE, "Unknown opcode.")),
        }
    }

    fn send(&self, payload: Value) {
        // The receiver lives as long as this connection runs.
        let _ = self.frames.send(Frame::Send(payload));
    }

    fn count_send(&mut self, now: DateTime<Utc>) -> Result<(), Close> {
        let (most, window) = limits::GATEWAY_SENDS;
        self.sends.retain(|at| now - *at < window);
        self.sends.push_back(now);
        let enforced = self.shared.read(|world| world.hub.enforces_limits());
        if enforced && self.sends.len() > most {
            Err((close::RATE_LIMITED, "Rate limited."))
        } else {
            Ok(())
        }
    }

    fn identify(&mut self, data: &Value, now: DateTime<Utc>) -> Result<(), Close> {
        let token = bare_token(data);
        let asked = data["intents"].as_u64();
        let shard = match &data["shard"] {
            Value::Null => (0, 1),
            shard => match (shard[0].as_u64(), shard[1].as_u64()) {
                (Some(number), Some(count)) if number < count => (number, count),
                _ => return Err((close::INVALID_SHARD, "Invalid shard.")),
            },
        };
        let id = format!("{:032x}", rand::random::<u128>());
        let frames = self.frames.clone();
        let refused = self.shared.change(|world| {
            if !world.application.accepts(&token) {
                return Some(Err((close::AUTHENTICATION_FAILED, "Authentication failed.")));
            }
            let Some(asked) = asked.filter(|asked| asked & !intents::KNOWN == 0) else {
                return Some(Err((close::INVALID_INTENTS, "Invalid intent(s).")));
            };
            if asked & intents::PRIVILEGED & !world.application.privileged_intents != 0 {
                return Some(Err((close::DISALLOWED_INTENTS, "Disallowed intent(s).")));
            }
            let in_shard = world
                .guilds
                .keys()
                .filter(|guild| (**guild >> 22) % shard.1 == shard.0);
            if in_shard.count() > limits::GUILDS_PER_SHARD {
                return Some(Err((close::SHARDING_REQUIRED, "Sharding required.")));
            }
            if !world.hub.may_identify(now) {
                return Some(Ok(()));
            }
            world.hub.open(&id, (asked, shard, token), frames);
            world.send_ready(&id, asked, shard);
            None
        });
        match refused {
            Some(Ok(())) => {
                self.send(json!({"op": op::INVALID_SESSION, "t": null, "s": null, "d": false}));
                Ok(())
            }
            Some(Err(reason)) => Err(reason),
            None => {
                self.session = Some(id);
                Ok(())
            }
        }
    }

    fn resume(&mut self, data: &Value) -> Result<(), Close> {
        let token = bare_token(data);
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let seq = data["seq"].as_u64().unwrap_or(0);
        let frames = self.frames.clone();
        let outcome = self.shared.change(|world| {
            if world.application.accepts(&token) {
                Ok(world.hub.resume(&id, &token, seq, frames))
            } else {
                Err((close::AUTHENTICATION_FAILED, "Authentication failed."))
            }
        })?;
        match outcome {
            Ok(()) => {
                self.session = Some(id);
                Ok(())
            }
            Err(ResumeFault::Ahead) => Err((close::INVALID_SEQ, "Invalid seq.")),
            Err(ResumeFault::Unknown) => {
                self.send(json!({"op": op::INVALID_SESSION, "t": null, "s": null, "d": false}));
                Ok(())
            }
        }
    }
}

/// The token of an IDENTIFY or RESUME; clients may send it with or without `Bot `.
fn bare_token(data: &Value) -> String {
    let token = data["token"].as_str().unwrap_or_default();
    token.strip_prefix("Bot ").unwrap_or(token).to_owned()
}

impl World {
    /// Ready, then Guild Create for each server of the shard.
    fn send_ready(&mut self, session: &str, asked: u64, shard: (u64, u64)) {
        let bot = self.application.bot_id;
        let is_ours = |guild: u64| (guild >> 22) % shard.1 == shard.0;
        let guilds: Vec<u64> = self
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&bot) && is_ours(guild.id))
            .map(|guild| guild.id)
            .collect();
        let mut user = self.user_json(bot);
        user["mfa_enabled"] = json!(true);
        user["verified"] = json!(true);
        user["email"] = Value::Null;
        let unavailable = |guild: &u64| json!({"id": ids::id(*guild), "unavailable": true});
        let ready = json!({
            "v": 10,
            "user": user,
            "guilds": guilds.iter().map(unavailable).collect::<Value>(),
            "session_id": session,
            "resume_gateway_url": self.origin.replacen("http", "ws", 1),
            "shard": [shard.0, shard.1],
            "application": {"id": ids::id(self.application.id), "flags": self.application.flags()},
            "session_type": "normal",
            "user_settings": {},
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "geo_ordered_rtc_regions": [],
            "_trace": ["sandbox"],
        });
        self.hub.tell(session, "READY", &ready);
        if asked & intents::GUILDS == 0 {
            return;
        }
        let all_members = asked & intents::GUILD_MEMBERS != 0;
        for guild in guilds {
            let Some(data) = self
                .guilds
                .get(&guild)
                .map(|guild| guild.create_json(self, all_members))
            else {
                continue;
            };
            self.hub.tell(session, "GUILD_CREATE", &data);
        }
    }

    /// Answers Request Channel Info with what was asked of the voice channels (`developers/events/gateway-events.mdx`). Nobody
    /// speaks in the sandbox, so there is neither a status nor a start.
    fn send_channel_info(&mut self, session: &str, asked: &Value) {
        let Some(guild) = ids::parse(&asked["guild_id"]).filter(|id| self.guilds.contains_key(id)) else {
            return;
        };
        let fields = asked["fields"].as_array().map_or(&[][..], Vec::as_slice);
        let voice = self
            .channels
            .values()
            .filter(|channel| channel.guild_id == Some(guild) && channel.kind == kind::VOICE);
        let shown = voice.map(|channel| {
            let mut shown = json!({"id": ids::id(channel.id)});
            for field in ["status", "voice_start_time"] {
                if fields.iter().any(|asked| asked == field) {
                    shown[field] = Value::Null;
                }
            }
            shown
        });
        let data = json!({"guild_id": ids::id(guild), "channels": shown.collect::<Value>()});
        self.hub.tell(session, "CHANNEL_INFO", &data);
    }

    /// Answers Request Guild Members with one chunk (`developers/events/gateway-events.mdx`).
    fn send_member_chunk(&mut self, session: &str, asked: &Value) {
        let Some(guild) = ids::parse(&asked["guild_id"]).and_then(|id| self.guilds.get(&id)) else {
            return;
        };
        let wanted: Option<Vec<u64>> = match &asked["user_ids"] {
            Value::Null => None,
            Value::Array(list) => Some(list.iter().filter_map(ids::parse).collect()),
            single => Some(ids::parse(single).into_iter().collect()),
        };
        let query = asked["query"].as_str().unwrap_or_default().to_lowercase();
        let limit = asked["limit"].as_u64().filter(|limit| *limit > 0).unwrap_or(100);
        let chosen = guild.members.keys().filter(|user| match &wanted {
            Some(wanted) => wanted.contains(user),
            None => self
                .users
                .get(user)
                .is_some_and(|user| user.username.starts_with(&query)),
        });
        let members: Vec<Value> = chosen
            .take(usize::try_from(limit).unwrap_or(100))
            .filter_map(|user| guild.member_json(self, *user))
            .collect();
        let missing = wanted.unwrap_or_default();
        let missing = missing.iter().filter(|user| !guild.members.contains_key(user));
        let chunk = json!({
            "guild_id": ids::id(guild.id), "members": members, "chunk_index": 0, "chunk_count": 1,
            "not_found": ids::ids(missing), "nonce": asked["nonce"],
        });
        self.hub.tell(session, "GUILD_MEMBERS_CHUNK", &chunk);
    }
}
