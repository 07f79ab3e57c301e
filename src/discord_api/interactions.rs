//! Answers to interactions. They count against no limit of the bot's own (Rate Limits, "Global Rate Limit"), so they
//! wait for no permit, and are let in by their interaction's token instead of the bot's. Of an answer to an answer
//! nothing but its status matters, so that nothing new in it can look like a failure.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde::Serialize;
use serde_json::{Value, json};

use super::client::Client;
use super::error::ApiError;

/// A file that goes along with an answer.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub(crate) description: Option<String>,
}

impl Client {
    /// The first answer.
    pub(crate) async fn answer_interaction(
        &self,
        (interaction, token): (u64, &str),
        body: &impl Serialize,
        files: &[Upload],
    ) -> Result<(), ApiError> {
        let path = format!("/interactions/{interaction}/{token}/callback");
        self.post(&path, body, files).await
    }

    /// One more message after the first answer.
    pub(crate) async fn follow_up(
        &self,
        (application, token): (u64, &str),
        body: &impl Serialize,
        files: &[Upload],
    ) -> Result<(), ApiError> {
        self.post(&format!("/webhooks/{application}/{token}"), body, files)
            .await
    }

    /// Puts another message in the place of the first answer, while the interaction's token lives: 15 min.
    pub(crate) async fn edit_answer(
        &self,
        (application, token): (u64, &str),
        body: &impl Serialize,
    ) -> Result<(), ApiError> {
        let path = format!("/webhooks/{application}/{token}/messages/@original");
        let request = self.request(Method::PATCH, &path).json(body);
        self.send_uncounted(request).await?;
        Ok(())
    }

    async fn post(&self, path: &str, body: &impl Serialize, files: &[Upload]) -> Result<(), ApiError> {
        let request = self.request(Method::POST, path);
        self.send_uncounted(with(request, body, files)).await?;
        Ok(())
    }
}

/// "Interaction Callback Type": the message that the control stands on is edited.
const UPDATE_MESSAGE: u64 = 7;

/// Names the files with their alternative text. A message that turns into another one loses the files that it had.
fn with_attachments(body: &impl Serialize, files: &[Upload]) -> Value {
    // What the builders make is always JSON.
    let mut body = serde_json::to_value(body).unwrap_or_default();
    let attachments: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(at, file)| json!({ "id": at, "filename": file.name, "description": file.description }))
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

fn with(request: RequestBuilder, body: &impl Serialize, files: &[Upload]) -> RequestBuilder {
    let body = with_attachments(body, files);
    if files.is_empty() {
        return request.json(&body);
    }
    let form = Form::new().text("payload_json", body.to_string());
    request.multipart(files.iter().enumerate().fold(form, |form, (at, file)| {
        let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        form.part(format!("files[{at}]"), part)
    }))
}
