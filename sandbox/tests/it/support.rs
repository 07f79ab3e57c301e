//! A world with a server, a moved clock, and a plain HTTP client with the bot's token.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use sandbox::{Channel, Guild, Member, Now, Options, Reply, Role, Sandbox, actor::Message};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::socket::Socket;

use crate::contract::Watched;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_750_000_000_000)))
    }

    pub fn now(&self) -> Now {
        let ms = Arc::clone(&self.0);
        Arc::new(move || DateTime::<Utc>::from_timestamp_millis(ms.load(Ordering::SeqCst)).unwrap())
    }

    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

/// A server with a channel and two people, and what is needed to talk to it.
pub struct Stage {
    pub sandbox: Watched,
    pub clock: Clock,
    pub guild: Guild,
    pub channel: Channel,
    pub managers: Role,
    pub anna: Member,
    pub bert: Member,
    http: reqwest::Client,
    gateway: Mutex<Socket>,
}

/// An answer: its status, headers and JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    /// Discord's error code.
    pub fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or_default()
    }

    /// The id of what was made.
    pub fn id(&self) -> u64 {
        self.body["id"].as_str().unwrap().parse().unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .user_agent("DiscordBot (https://leadbell.example, 0.1)")
        .timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(5))
        .build()
        .unwrap()
}

impl Stage {
    /// Without rate limits: the clock stands still.
    pub async fn new() -> Self {
        Self::with(|options| options.rate_limits = false).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = Clock::new();
        let mut options = Options {
            now: clock.now(),
            ..Options::default()
        };
        change(&mut options);
        let sandbox = Watched(Sandbox::start(options).await.unwrap());
        let guild = sandbox.add_guild("Nordlicht Partners");
        let channel = guild.add_channel("leads");
        let managers = guild.add_role("Managers");
        let anna = guild.add_member("Anna", &[&managers]);
        let bert = guild.add_member("Bert", &[]);
        let mut socket = Socket::connect(&sandbox.url()).await;
        socket.identify(&sandbox.token(), 1).await;
        let gateway = Mutex::new(socket);
        Self {
            sandbox,
            clock,
            guild,
            channel,
            managers,
            anna,
            bert,
            http: client(),
            gateway,
        }
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self
            .http
            .request(method, format!("{}/api/v10{path}", self.sandbox.url()))
            .header("authorization", format!("Bot {}", self.sandbox.token()));
        if let Some(body) = body {
            request = request.json(&body);
        }
        read(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Sends a message to the channel.
    pub async fn send(&self, body: Value) -> Answer {
        self.post(&format!("/channels/{}/messages", self.channel.id()), body)
            .await
    }

    /// Sends a body of any content type to the channel's messages.
    pub async fn send_raw(&self, content_type: &str, body: &str) -> Answer {
        let url = format!(
            "{}/api/v10/channels/{}/messages",
            self.sandbox.url(),
            self.channel.id()
        );
        let request = self
            .http
            .post(url)
            .header("authorization", format!("Bot {}", self.sandbox.token()))
            .header("content-type", content_type)
            .body(body.to_owned());
        read(request.send().await.unwrap()).await
    }

    /// Asks below the server's root, version and all.
    pub async fn get_at(&self, path: &str) -> Answer {
        let request = self
            .http
            .get(format!("{}{path}", self.sandbox.url()))
            .header("authorization", format!("Bot {}", self.sandbox.token()));
        read(request.send().await.unwrap()).await
    }

    /// Edits a message of the channel.
    pub async fn edit(&self, message: u64, body: Value) -> Answer {
        self.patch(
            &format!("/channels/{}/messages/{message}", self.channel.id()),
            body,
        )
        .await
    }

    /// The interactions that were sent to the bot, as the gateway told a session that is opened for that.
    pub async fn next_interaction(&self) -> Value {
        self.gateway.lock().await.event("INTERACTION_CREATE").await
    }

    /// Anna presses the first button of the n-th message; the interaction waits to be answered.
    pub async fn press(&self, n: usize) -> Value {
        let message = self.channel.messages().remove(n);
        let button = message.buttons().remove(0).custom_id.unwrap();
        let anna = self.anna.clone();
        tokio::spawn(async move { anna.press(&message, &button).await });
        self.next_interaction().await
    }

    /// Anna presses the first button of a message, and the bot answers so.
    pub async fn answer_press(&self, message: &Message, callback: Value) -> (Answer, Reply) {
        let button = message.buttons().remove(0).custom_id.unwrap();
        let (reply, answer) = tokio::join!(self.anna.press(message, &button), async {
            let pressed = self.next_interaction().await;
            let answer = self.callback(&pressed, callback).await;
            if answer.status != 204 {
                self.clock.advance(TimeDelta::seconds(4));
            }
            answer
        });
        (answer, reply)
    }

    /// Answers an interaction first.
    pub async fn callback(&self, interaction: &Value, body: Value) -> Answer {
        self.post(&callback_path(interaction), body).await
    }

    /// Answers an interaction first and asks for what became of it.
    pub async fn callback_with_response(&self, interaction: &Value, body: Value) -> Answer {
        self.post(
            &format!("{}?with_response=true", callback_path(interaction)),
            body,
        )
        .await
    }

    /// Sends a form with files.
    pub async fn upload(&self, path: &str, form: reqwest::multipart::Form) -> Answer {
        let request = self
            .http
            .post(format!("{}/api/v10{path}", self.sandbox.url()))
            .header("authorization", format!("Bot {}", self.sandbox.token()))
            .multipart(form);
        read(request.send().await.unwrap()).await
    }
}

fn callback_path(interaction: &Value) -> String {
    let (id, token) = (
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap(),
    );
    format!("/interactions/{id}/{token}/callback")
}

pub async fn read(response: reqwest::Response) -> Answer {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    Answer {
        status,
        headers,
        body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
    }
}
