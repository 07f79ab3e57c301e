//! A websocket on loopback between serenity and Discord's gateway, which passes frames on and mends what serenity does not
//! do well: it takes its turn at the moment of an IDENTIFY, whenever HELLO came; a close that serenity does not understand
//! becomes one that it comes back from at once; and the connection to Discord is made by a TLS library that is kept up.
//!
//! serenity gets its address in place of Discord's. A socket that just drops is dropped on the other side as well, and
//! never closed with 1000, which would end the session.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, accept_async_with_config, connect_async_with_config,
};

use super::starts;
use crate::clock::Clock;
use crate::failpoint::{self, Point};
use crate::store::Store;

/// How long a connection to Discord may take to be made. Real time.
const CONNECT: Duration = Duration::from_secs(10);
/// How long one side is listened to after the other has closed. Real time.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// The longest frame and message, in bytes: more than a server with all its channels and roles.
const LONGEST: usize = 64 << 20;
/// IDENTIFY (Opcodes and Status Codes, "Gateway Opcodes").
const IDENTIFY: u64 = 2;
/// "Unknown error": whoever gets it resumes.
const RESUME: u16 = 4000;
/// Closes that serenity takes for none, or for one that it need do nothing about: not authenticated, invalid shard.
const NOT_UNDERSTOOD: [u16; 2] = [4003, 4010];

type Upstream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The relay, listening.
pub(super) struct Relay {
    listener: TcpListener,
    /// Part of the address, since any program on this machine reaches the port.
    path: String,
    to: String,
    turn: Arc<Turn>,
}

/// Whose turn it is to IDENTIFY.
struct Turn {
    store: Store,
    clock: Clock,
    /// When this process last took it.
    last: Mutex<Option<Instant>>,
}

impl Relay {
    /// Listens for serenity, and connects to the gateway at `to`.
    ///
    /// # Errors
    /// That no port can be had.
    pub(super) async fn new(to: &str, store: Store, clock: Clock) -> std::io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind(("127.0.0.1", 0)).await?,
            path: format!("/{:032x}", rand::random::<u128>()),
            to: format!("{}/?v=10&encoding=json", to.trim_end_matches('/')),
            turn: Arc::new(Turn {
                store,
                clock,
                last: Mutex::default(),
            }),
        })
    }

    /// What serenity takes for Discord's address.
    ///
    /// # Errors
    /// That the port cannot be told.
    pub(super) fn address(&self) -> std::io::Result<String> {
        Ok(format!("ws://{}{}", self.listener.local_addr()?, self.path))
    }

    /// Passes on until it is dropped.
    pub(super) async fn run(self) {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept() => {
                    let Ok((stream, _)) = accepted else { continue };
                    let (path, to, turn) = (self.path.clone(), self.to.clone(), Arc::clone(&self.turn));
                    connections.spawn(async move {
                        if let Err(error) = connection(stream, &path, &to, &turn).await {
                            tracing::debug!(%error, "a gateway connection broke off");
                        }
                    });
                }
                Some(_) = connections.join_next() => {}
            }
        }
    }
}

async fn connection(stream: TcpStream, path: &str, to: &str, turn: &Turn) -> anyhow::Result<()> {
    let asks = tokio::time::timeout(LAST_WORDS, asks_for(&stream, path)).await;
    anyhow::ensure!(matches!(asks, Ok(true)), "somebody else came to the relay");
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default()
        .max_message_size(Some(LONGEST))
        .max_frame_size(Some(LONGEST));
    // First this one: where it cannot be made serenity sees that as it would without us.
    let (up, _) = tokio::time::timeout(CONNECT, connect_async_with_config(to, Some(config), true)).await??;
    let down = accept_async_with_config(stream, Some(config)).await?;
    pass_on(up, down, turn).await
}

/// Whether a request's first line names that path. Nothing is taken out of the stream.
async fn asks_for(stream: &TcpStream, path: &str) -> bool {
    let wanted = format!("GET {path}?");
    let mut head = vec![0; wanted.len()];
    loop {
        match stream.peek(&mut head).await {
            Ok(0) | Err(_) => return false,
            Ok(read) if read == wanted.len() => return head == wanted.as_bytes(),
            // The rest of the line is on its way.
            Ok(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

async fn pass_on(mut up: Upstream, mut down: WebSocketStream<TcpStream>, turn: &Turn) -> anyhow::Result<()> {
    loop {
        tokio::select! {
            said = up.next() => match said {
                Some(Ok(Message::Close(frame))) => {
                    down.send(Message::Close(Some(understood(frame)))).await?;
                    // Answers the close to Discord, and hears serenity's answer to it.
                    let _ = up.flush().await;
                    let rest = async { while let Some(Ok(_)) = down.next().await {} };
                    let _ = tokio::time::timeout(LAST_WORDS, rest).await;
                    return Ok(());
                }
                Some(Ok(said @ (Message::Text(_) | Message::Binary(_)))) => down.send(said).await?,
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Ok(()),
            },
            said = down.next() => match said {
                Some(Ok(Message::Close(frame))) => {
                    up.send(Message::Close(frame)).await?;
                    let _ = down.flush().await;
                    let rest = async { while let Some(Ok(_)) = up.next().await {} };
                    let _ = tokio::time::timeout(LAST_WORDS, rest).await;
                    return Ok(());
                }
                Some(Ok(Message::Text(said))) => match identify(&said) {
                    Some(identify) => {
                        let mut last = turn.last.lock().await;
                        starts::take_turn(&turn.store, &turn.clock, *last).await?;
                        *last = Some(Instant::now());
                        failpoint::pass(Point::SessionNext);
                        up.send(Message::Text(identify.into())).await?;
                    }
                    None => up.send(Message::Text(said)).await?,
                },
                Some(Ok(said @ Message::Binary(_))) => up.send(said).await?,
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Ok(()),
            },
        }
    }
}

/// A close that serenity comes back from in the way that Discord means.
fn understood(frame: Option<CloseFrame>) -> CloseFrame {
    match frame {
        Some(frame) if !NOT_UNDERSTOOD.contains(&u16::from(frame.code)) => frame,
        _ => CloseFrame {
            code: CloseCode::from(RESUME),
            reason: "".into(),
        },
    }
}

/// What serenity says, where it is an IDENTIFY: without asking for compression, which saves nothing on loopback and costs
/// a second copy of each event.
fn identify(said: &str) -> Option<String> {
    let mut said: Value = serde_json::from_str(said).ok()?;
    if said.get("op")?.as_u64()? != IDENTIFY {
        return None;
    }
    said.get_mut("d")?
        .as_object_mut()?
        .insert("compress".to_owned(), false.into());
    Some(said.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_that_serenity_does_not_understand_become_ones_to_resume_after() {
        let of = |code: u16| {
            Some(CloseFrame {
                code: code.into(),
                reason: "".into(),
            })
        };
        for (closed, passed) in [
            (None, 4000),
            (of(4003), 4000),
            (of(4010), 4000),
            (of(4004), 4004),
            (of(4014), 4014),
            (of(4009), 4009),
            (of(1000), 1000),
        ] {
            assert_eq!(u16::from(understood(closed).code), passed);
        }
    }

    #[test]
    fn an_identify_is_known_and_everything_else_is_left_as_it_is() {
        let sent = r#"{"op":2,"d":{"token":"a","compress":true}}"#;
        let sent: Value = serde_json::from_str(&identify(sent).unwrap()).unwrap();
        assert_eq!(sent["d"]["compress"], false);
        assert_eq!(sent["d"]["token"], "a");
        for other in [
            r#"{"op":1,"d":5}"#,
            r#"{"op":6,"d":{}}"#,
            r#"{"d":{"op":2}}"#,
            "2",
            "",
            "{",
        ] {
            assert_eq!(identify(other), None, "{other}");
        }
    }
}
