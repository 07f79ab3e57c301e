//! Channels and threads: read, opened, changed.

use serde_json::{Value, json};

use super::client::Client;
use super::error::ApiError;
use super::model::Channel;
use super::rate_limiter::Permit;
use super::route::Route;

/// A thread archives itself after so many minutes without a message: a week, the longest there is.
const AUTO_ARCHIVE: u32 = 10_080;

impl Client {
    /// Reads the channel or thread of a [`Route::GetChannel`].
    pub(crate) async fn get_channel(&self, permit: Permit) -> Result<Channel, ApiError> {
        debug_assert!(matches!(permit.route(), Route::GetChannel(_)));
        let channel = self.send(permit, |request| request).await?.json()?;
        Ok(Channel::read(&channel))
    }

    /// Opens a public thread from the message of a [`Route::StartThread`]; it has the message's id.
    pub(crate) async fn start_thread(&self, permit: Permit, name: &str) -> Result<(), ApiError> {
        debug_assert!(matches!(permit.route(), Route::StartThread(..)));
        let body = json!({ "name": name, "auto_archive_duration": AUTO_ARCHIVE });
        self.send(permit, |request| request.json(&body)).await?.json()?;
        Ok(())
    }

    /// Changes the channel or thread of a [`Route::ModifyChannel`].
    pub(crate) async fn modify_channel(&self, permit: Permit, body: &Value) -> Result<(), ApiError> {
        debug_assert!(matches!(permit.route(), Route::ModifyChannel(_)));
        self.send(permit, |request| request.json(body)).await?.json()?;
        Ok(())
    }
}
