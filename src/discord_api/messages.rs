//! Messages of a channel: created, edited, listed.

use serde_json::{Value, json};

use super::client::Client;
use super::error::ApiError;
use super::rate_limiter::Permit;
use super::route::Route;
use crate::domain::ids::{ChannelId, MemberId, MessageId};

/// A message that stands in Discord.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Posted {
    /// Where.
    pub(crate) channel: ChannelId,
    /// Which.
    pub(crate) message: MessageId,
}

impl Client {
    /// Posts the message of a [`Route::CreateMessage`].
    pub(crate) async fn create_message(&self, permit: Permit, body: &Value) -> Result<MessageId, ApiError> {
        debug_assert!(matches!(permit.route(), Route::CreateMessage(_)));
        let made = self.send(permit, |request| request.json(body)).await?;
        Ok(MessageId(made.id()?))
    }

    /// Edits the message of a [`Route::EditMessage`] or [`Route::EditOldMessage`].
    pub(crate) async fn edit_message(&self, permit: Permit, body: &Value) -> Result<(), ApiError> {
        debug_assert!(matches!(
            permit.route(),
            Route::EditMessage(..) | Route::EditOldMessage(..)
        ));
        self.send(permit, |request| request.json(body)).await?.json()?;
        Ok(())
    }

    /// Reads the newest 100 messages of a [`Route::ListMessages`], or the newest of those before a message: Discord's
    /// message objects, newest first.
    pub(crate) async fn list_messages(
        &self,
        permit: Permit,
        before: Option<MessageId>,
    ) -> Result<Vec<Value>, ApiError> {
        debug_assert!(matches!(permit.route(), Route::ListMessages(_)));
        let mut query = vec![("limit", "100".to_owned())];
        query.extend(before.map(|before| ("before", before.to_string())));
        match self.send(permit, |request| request.query(&query)).await?.json()? {
            Value::Array(messages) => Ok(messages),
            _ => Err(ApiError::Unavailable("a page of messages is no list".to_owned())),
        }
    }

    /// Opens the direct messages with a person, or finds them open ([`Route::OpenDm`]).
    pub(crate) async fn open_dm(&self, permit: Permit, with: MemberId) -> Result<ChannelId, ApiError> {
        debug_assert!(permit.route() == Route::OpenDm);
        let body = json!({ "recipient_id": with.to_string() });
        let opened = self.send(permit, |request| request.json(&body)).await?;
        Ok(ChannelId(opened.id()?))
    }
}
