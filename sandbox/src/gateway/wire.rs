//! How payloads travel: a text frame each, or one zlib stream over binary frames where the client asks for
//! `compress=zlib-stream` (`developers/events/gateway.mdx`, Transport Compression).

use std::io::Write as _;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use flate2::{Compression, write::ZlibEncoder};
use serde_json::Value;

use crate::hub::Frame;

/// One websocket with what goes over it to the client.
pub(super) struct Wire {
    socket: WebSocket,
    /// The stream's one context, from hello to close.
    deflate: Option<ZlibEncoder<Vec<u8>>>,
}

impl Wire {
    pub fn new(socket: WebSocket, compressed: bool) -> Self {
        let encoder = || ZlibEncoder::new(Vec::new(), Compression::default());
        Self {
            socket,
            deflate: compressed.then(encoder),
        }
    }

    /// What the client sends next; `None` once the connection is over.
    pub async fn receive(&mut self) -> Option<Message> {
        self.socket.recv().await?.ok()
    }

    /// Sends one frame; false once the connection is over.
    pub async fn send(&mut self, frame: Frame) -> bool {
        match frame {
            Frame::Send(payload) => match self.message(&payload) {
                Ok(message) => self.socket.send(message).await.is_ok(),
                Err(_) => false,
            },
            Frame::Close(reason) => {
                let frame = reason.map(|(code, reason)| CloseFrame {
                    code,
                    reason: reason.into(),
                });
                let _ = self.socket.send(Message::Close(frame)).await;
                self.say_goodbye().await;
                false
            }
            Frame::Drop => false,
        }
    }

    /// Brings the handshake of closing to its end: a client that closed gets the answer that is queued, one that is closed
    /// has time for its own, and neither is cut off by a reset.
    pub async fn say_goodbye(&mut self) {
        let goodbye = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        let _ = tokio::time::timeout(Duration::from_secs(1), goodbye).await;
    }

    fn message(&mut self, payload: &Value) -> std::io::Result<Message> {
        let text = payload.to_string();
        let Some(deflate) = &mut self.deflate else {
            return Ok(Message::text(text));
        };
        deflate.write_all(text.as_bytes())?;
        // A payload is whole where the stream is flushed: it ends with 00 00 FF FF.
        deflate.flush()?;
        Ok(Message::binary(std::mem::take(deflate.get_mut())))
    }
}
