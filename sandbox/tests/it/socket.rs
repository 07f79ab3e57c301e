//! A websocket client of the gateway that does only what it is told.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, protocol::CloseFrame},
};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The last number of a dispatch.
    pub seq: u64,
    /// The session, once there is one.
    pub session: String,
}

/// What came over the socket.
#[derive(Debug, PartialEq)]
pub enum Received {
    Payload(Value),
    /// A close frame, with its code if it has one.
    Closed(Option<u16>),
    /// The connection fell.
    Dropped,
}

impl Socket {
    /// Connects and reads hello.
    pub async fn connect(origin: &str) -> Self {
        let url = origin.replacen("http", "ws", 1);
        let (stream, _) = tokio_tungstenite::connect_async(format!("{url}/?v=10&encoding=json"))
            .await
            .unwrap();
        let mut socket = Self {
            stream,
            seq: 0,
            session: String::new(),
        };
        let hello = socket.payload().await;
        assert_eq!(hello["op"], 10);
        assert!(hello["d"]["heartbeat_interval"].as_u64().unwrap() > 0);
        socket
    }

    pub async fn send(&mut self, payload: Value) {
        self.stream
            .send(Message::text(payload.to_string()))
            .await
            .unwrap();
    }

    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Closes the connection; says with which code the server has answered, if it has.
    pub async fn close(mut self, code: u16) -> Option<u16> {
        let frame = CloseFrame {
            code: code.into(),
            reason: "".into(),
        };
        self.stream.close(Some(frame)).await.unwrap();
        let mut answered = None;
        while let Some(Ok(message)) = self.stream.next().await {
            if let Message::Close(frame) = message {
                answered = frame.map(|frame| frame.code.into());
            }
        }
        answered
    }

    /// Whatever comes next.
    pub async fn next(&mut self) -> Received {
        let received = tokio::time::timeout(PATIENCE, self.stream.next())
            .await
            .expect("nothing came");
        match received {
            Some(Ok(Message::Close(frame))) => Received::Closed(frame.map(|frame| frame.code.into())),
            Some(Ok(message)) => {
                let payload: Value = serde_json::from_str(message.to_text().unwrap()).unwrap();
                if let Some(seq) = payload["s"].as_u64() {
                    self.seq = seq;
                }
                Received::Payload(payload)
            }
            Some(Err(_)) | None => Received::Dropped,
        }
    }

    /// The next payload, which there must be.
    pub async fn payload(&mut self) -> Value {
        match self.next().await {
            Received::Payload(payload) => payload,
            other => panic!("no payload but {other:?}"),
        }
    }

    /// The data of the next event of a name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.payload().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    /// The names of the events up to and with the next one of a name.
    pub async fn events_until(&mut self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        while names.last().is_none_or(|last| last != name) {
            names.push(self.payload().await["t"].as_str().unwrap_or("(none)").to_owned());
        }
        names
    }

    pub fn identity(token: &str, intents: u64) -> Value {
        let properties = json!({"os": "linux", "browser": "test", "device": "test"});
        json!({"op": 2, "d": {"token": token, "intents": intents, "properties": properties}})
    }

    /// Identifies and reads Ready.
    pub async fn identify(&mut self, token: &str, intents: u64) -> Value {
        self.send(Self::identity(token, intents)).await;
        let ready = self.event("READY").await;
        ready["session_id"]
            .as_str()
            .unwrap()
            .clone_into(&mut self.session);
        ready
    }

    pub fn resumption(&self, token: &str) -> Value {
        json!({"op": 6, "d": {"token": token, "session_id": self.session, "seq": self.seq}})
    }
}
