//! Answers to interactions, and commands, on the wire. Not serenity's client: with its limiter on it keeps a bucket for every
//! interaction for ever, and with it off a 429 comes without its `Retry-After`. Of an answer to an answer nothing but
//! its status matters, so that nothing new in it can look like a failure.

use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::{AUTHORIZATION, DATE as DATE_HEADER, HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde_json::{Value, json};
use serenity::all::{ApplicationId, CreateAttachment, GuildId, InteractionId};

use super::bot::http_client;

/// Discord's own origin.
const DISCORD: &str = "https://discord.com";
/// Waited for where a 429 does not say how long.
const UNSAID: Duration = Duration::from_secs(1);

/// How long Discord may take to say what time it is: somebody waits for their answer.
const DATE: Duration = Duration::from_secs(1);

/// Sends answers. They count against no limit of the bot's own (Rate Limits, "Global Rate Limit").
#[derive(Clone, Debug)]
pub struct Answering {
    client: reqwest::Client,
    base: String,
    application: ApplicationId,
    /// For what needs it: answers are let in by their interaction's token.
    authorization: HeaderValue,
}

/// Why an answer did not get there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unsent {
    /// Discord does not take it, now or later: the status and Discord's code.
    Refused(u16, i64),
    /// It is to be sent again after that long.
    Limited(Duration),
    /// Discord stumbled or could not be reached; whether it has the answer is not known.
    Lost,
}

impl Answering {
    /// For the application of that id, at `api_url` (Discord's own where `None`).
    ///
    /// # Errors
    /// A token that cannot stand in a header, or that no TLS client can be built.
    pub fn new(
        token: &SecretString,
        application: ApplicationId,
        api_url: Option<&str>,
    ) -> anyhow::Result<Self> {
        let origin = api_url.unwrap_or(DISCORD).trim_end_matches('/');
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))?;
        authorization.set_sensitive(true);
        Ok(Self {
            authorization,
            client: http_client()?,
            base: format!("{origin}/api/v10"),
            application,
        })
    }

    /// The first answer.
    pub(super) async fn answer(
        &self,
        interaction: InteractionId,
        token: &str,
        body: &impl Serialize,
        files: &[CreateAttachment],
    ) -> Result<(), Unsent> {
        let url = format!("{}/interactions/{interaction}/{token}/callback", self.base);
        self.post(&url, body, files).await
    }

    /// One more message after the first answer.
    pub(super) async fn follow_up(
        &self,
        token: &str,
        body: &impl Serialize,
        files: &[CreateAttachment],
    ) -> Result<(), Unsent> {
        let url = format!("{}/webhooks/{}/{token}", self.base, self.application);
        self.post(&url, body, files).await
    }

    /// Puts the commands of a server in place of those that it has.
    pub(super) async fn put_commands(&self, guild: GuildId, commands: &impl Serialize) -> Result<(), Unsent> {
        let application = self.application;
        let url = format!("{}/applications/{application}/guilds/{guild}/commands", self.base);
        let request = self
            .client
            .put(url)
            .header(AUTHORIZATION, self.authorization.clone());
        send(request.json(commands)).await
    }

    /// What time it is for Discord: the `Date` header of an answer to the cheapest question there is.
    pub(super) async fn date(&self) -> Option<String> {
        let request = self.client.get(format!("{}/gateway", self.base));
        let answer = request.timeout(DATE).send().await.ok()?;
        let date = answer.headers().get(DATE_HEADER)?.to_str().ok()?;
        Some(date.to_owned())
    }

    async fn post(&self, url: &str, body: &impl Serialize, files: &[CreateAttachment]) -> Result<(), Unsent> {
        let request = self.client.post(url);
        let body = with_attachments(body, files);
        let request = if files.is_empty() {
            request.json(&body)
        } else {
            let body = body.to_string();
            let form = Form::new().text("payload_json", body);
            request.multipart(files.iter().enumerate().fold(form, |form, (at, file)| {
                let part = Part::bytes(file.data.clone()).file_name(file.filename.clone());
                form.part(format!("files[{at}]"), part)
            }))
        };
        send(request).await
    }
}

/// Names the files with their alternative text. A message that turns into another one loses the files that it had.
fn with_attachments(body: &impl Serialize, files: &[CreateAttachment]) -> Value {
    /// "Interaction Callback Type": the message that the control stands on is edited.
    const UPDATE_MESSAGE: u64 = 7;
    // What the builders make is always JSON.
    let mut body = serde_json::to_value(body).unwrap_or_default();
    let attachments: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(at, file)| json!({ "id": at, "filename": file.filename, "description": file.description }))
        .collect();
    let is_update = body["type"].as_u64() == Some(UPDATE_MESSAGE);
    let message = match body.get_mut("data") {
        Some(data) if data.is_object() => data,
        _ => &mut body,
    };
    if !attachments.is_empty() || (is_update && message.get("content").is_some()) {
        message["attachments"] = json!(attachments);
    }
    body
}

async fn send(request: RequestBuilder) -> Result<(), Unsent> {
    let answer = request.send().await.map_err(|_| Unsent::Lost)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    if status.is_success() {
        return Ok(());
    }
    let said: Value = answer.json().await.unwrap_or_default();
    Err(match status.as_u16() {
        429 => Unsent::Limited(retry_after(&headers, &said)),
        status if status < 500 => Unsent::Refused(status, said["code"].as_i64().unwrap_or(0)),
        _ => Unsent::Lost,
    })
}

/// How long Discord wants to be left alone. The body says it to the millisecond, the header in whole seconds.
fn retry_after(headers: &HeaderMap, said: &Value) -> Duration {
    let header = || headers.get("retry-after")?.to_str().ok()?.trim().parse().ok();
    let seconds: Option<f64> = said["retry_after"].as_f64().or_else(header);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .unwrap_or(UNSAID)
}
