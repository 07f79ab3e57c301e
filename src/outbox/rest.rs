//! Discord's REST API as far as the outbox needs it. Not serenity's own client: with another API origin its limiter
//! has to be off, and then a 429 reaches us without its `retry_after`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Client, Method, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use serenity::http::Route;
use serenity::model::id as discord;
use tokio::sync::{OnceCell, Semaphore};

use super::answer::{self, SendError};
use super::pace::{Bucket, Pace};
use crate::domain::ids::{ChannelId, MemberId, MessageId, TeamId};
use crate::metrics::{Metrics, Request};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a request may take in all. Real time: the network does not know ours.
const TOTAL: Duration = Duration::from_secs(15);
/// How many requests may be under way at once.
const AT_ONCE: usize = 16;
/// The origin that serenity's routes are written with.
const DISCORD: &str = "https://discord.com";

/// A message that stands in Discord.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Posted {
    /// Where.
    pub channel: ChannelId,
    /// Which.
    pub message: MessageId,
}

/// A client for one bot. Cheap to clone.
#[derive(Clone)]
pub struct Rest {
    client: Client,
    origin: String,
    pace: Pace,
    at_once: Arc<Semaphore>,
    me: Arc<OnceCell<MemberId>>,
    metrics: Metrics,
}

impl Rest {
    /// A client for the bot of that token, at `api_url` (an origin; Discord's own where `None`).
    ///
    /// # Errors
    /// A token that cannot stand in a header, an address that is none, or a TLS set-up that cannot be made.
    pub fn new(
        token: &SecretString,
        api_url: Option<&str>,
        pace: Pace,
        metrics: Metrics,
    ) -> anyhow::Result<Self> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))
            .context("the token has characters that no token has")?;
        authorization.set_sensitive(true);
        let mut client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            .redirect(redirect::Policy::none())
            .user_agent(serenity::constants::USER_AGENT)
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, authorization)]));
        if let Some(url) = api_url {
            Url::parse(url).with_context(|| format!("{url:?} is no address"))?;
            // Another origin is one nearby, which a proxy to the outside does not reach.
            client = client.no_proxy();
        }
        Ok(Self {
            client: client.build().context("making an HTTP client")?,
            origin: api_url.unwrap_or(DISCORD).trim_end_matches('/').to_owned(),
            pace,
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            me: Arc::default(),
            metrics,
        })
    }

    /// What may be sent when. The client learns from each answer; who sends much waits for its turn first.
    #[must_use]
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Posts a message.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn create_message(&self, channel: ChannelId, body: &Value) -> Result<Posted, SendError> {
        let channel_id = channel_id(channel)?;
        let route = Route::ChannelMessages { channel_id };
        let made = self
            .send(Method::POST, route, Bucket::Create(channel), &[], Some(body))
            .await?;
        let message = MessageId(id_of(&made)?);
        Ok(Posted { channel, message })
    }

    /// Edits a message; `bucket` says whether it is an old one.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn edit_message(&self, at: Posted, bucket: Bucket, body: &Value) -> Result<(), SendError> {
        let route = message_route(at)?;
        self.send(Method::PATCH, route, bucket, &[], Some(body)).await?;
        Ok(())
    }

    /// Reads a message: Discord's message object.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn get_message(&self, at: Posted) -> Result<Value, SendError> {
        let route = message_route(at)?;
        self.send(Method::GET, route, Bucket::Read(at.channel), &[], None)
            .await
    }

    /// Reads the newest 100 messages of a channel, or the newest of those before a message: Discord's message
    /// objects, newest first.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn list_messages(
        &self,
        channel: ChannelId,
        before: Option<MessageId>,
    ) -> Result<Vec<Value>, SendError> {
        let channel_id = channel_id(channel)?;
        let route = Route::ChannelMessages { channel_id };
        let mut query = vec![("limit", "100".to_owned())];
        query.extend(before.map(|before| ("before", before.to_string())));
        let page = self
            .send(Method::GET, route, Bucket::Read(channel), &query, None)
            .await?;
        match page {
            Value::Array(messages) => Ok(messages),
            _ => Err(SendError::Retry("a page of messages is no list".to_owned())),
        }
    }

    /// Opens the direct messages with a person, or finds them open.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn open_dm(&self, with: MemberId) -> Result<ChannelId, SendError> {
        let body = json!({ "recipient_id": with.to_string() });
        let opened = self
            .send(
                Method::POST,
                Route::UserMeDmChannels,
                Bucket::Other,
                &[],
                Some(&body),
            )
            .await?;
        Ok(ChannelId(id_of(&opened)?))
    }

    /// Reads a channel: Discord's channel object.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn get_channel(&self, channel: ChannelId) -> Result<Value, SendError> {
        let channel_id = channel_id(channel)?;
        self.send(
            Method::GET,
            Route::Channel { channel_id },
            Bucket::Other,
            &[],
            None,
        )
        .await
    }

    /// Whether somebody is on a server. Needs no intent.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn is_member(&self, team: TeamId, who: MemberId) -> Result<bool, SendError> {
        let (Some(guild), Some(user)) = (snowflake(team.0), snowflake(who.0)) else {
            return Ok(false);
        };
        let route = Route::GuildMember {
            guild_id: discord::GuildId::new(guild),
            user_id: discord::UserId::new(user),
        };
        match self.send(Method::GET, route, Bucket::Other, &[], None).await {
            Ok(_) => Ok(true),
            // Unknown member, unknown user.
            Err(SendError::Rejected {
                code: 10007 | 10013, ..
            }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens a public thread from a message; it has the message's id, and archives itself after a week without a word.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn start_thread(&self, at: Posted, name: &str) -> Result<(), SendError> {
        let route = Route::ChannelMessageThreads {
            channel_id: channel_id(at.channel)?,
            message_id: message_id(at.message)?,
        };
        let body = json!({ "name": name, "auto_archive_duration": 10080 });
        self.send(Method::POST, route, Bucket::Other, &[], Some(&body))
            .await?;
        Ok(())
    }

    /// Changes a channel or thread.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn modify_channel(&self, channel: ChannelId, body: &Value) -> Result<(), SendError> {
        let channel_id = channel_id(channel)?;
        let route = Route::Channel { channel_id };
        self.send(Method::PATCH, route, Bucket::Other, &[], Some(body))
            .await?;
        Ok(())
    }

    /// Who the bot is. Asked once.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn me(&self) -> Result<MemberId, SendError> {
        let ask = || async {
            let me = self
                .send(Method::GET, Route::UserMe, Bucket::Other, &[], None)
                .await?;
            Ok(MemberId(id_of(&me)?))
        };
        self.me.get_or_try_init(ask).await.copied()
    }

    async fn send(
        &self,
        method: Method,
        route: Route<'_>,
        bucket: Bucket,
        query: &[(&str, String)],
        body: Option<&Value>,
    ) -> Result<Value, SendError> {
        let url = route.path().replacen(DISCORD, &self.origin, 1);
        let mut request = self.client.request(method, url);
        if !query.is_empty() {
            request = request.query(query);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let _place = self.at_once.acquire().await;
        // Told meanwhile to be quiet: who took a turn before that and waited for a place must not leave after it.
        if let Some(after) = self.pace.stopped() {
            return Err(SendError::RateLimited { after, global: true });
        }
        let answer = async {
            let answer = request.send().await?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            Ok::<_, reqwest::Error>((status, headers, answer.bytes().await?))
        };
        // The address holds ids only, but is left out all the same: the kind of failure is what helps.
        let lost = |error: reqwest::Error| {
            self.metrics.request(Request::Lost);
            SendError::Retry(plain(&error.without_url()))
        };
        let (status, headers, body) = answer.await.map_err(lost)?;
        self.metrics.request(Request::of_status(status.as_u16()));
        self.pace.note(bucket, &headers);
        answer::read(status, &headers, &body).inspect_err(|error| self.pace.refused(bucket, error))
    }
}

/// Discord writes ids as text. Nothing else of an answer is read: a field that is new to us must not turn what was
/// done into a failure.
fn id_of(object: &Value) -> Result<i64, SendError> {
    let id = object["id"].as_str().and_then(|id| id.parse().ok());
    id.ok_or_else(|| SendError::Retry("the answer has no id".to_owned()))
}

fn message_route(at: Posted) -> Result<Route<'static>, SendError> {
    Ok(Route::ChannelMessage {
        channel_id: channel_id(at.channel)?,
        message_id: message_id(at.message)?,
    })
}

fn message_id(message: MessageId) -> Result<discord::MessageId, SendError> {
    Ok(discord::MessageId::new(
        snowflake(message.0).ok_or(SendError::MessageGone)?,
    ))
}

fn channel_id(channel: ChannelId) -> Result<discord::ChannelId, SendError> {
    Ok(discord::ChannelId::new(
        snowflake(channel.0).ok_or(SendError::ChannelGone)?,
    ))
}

/// Serenity's ids panic on 0, which no id of Discord's is.
fn snowflake(id: i64) -> Option<u64> {
    u64::try_from(id).ok().filter(|id| *id != 0)
}

/// An error with what caused it: "error sending request: connection refused".
fn plain(error: &reqwest::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}
