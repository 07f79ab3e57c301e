//! The application: its commands, its gateway, and what time it is at Discord.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::DATE;
use serde::Serialize;
use serde_json::Value;

use super::client::Client;
use super::error::ApiError;
use super::model;
use super::route::Route;
use crate::domain::ids::TeamId;

/// How long Discord may take to say what time it is: somebody waits for their answer.
const TIME_IN: Duration = Duration::from_secs(1);

/// How to get to the gateway.
pub(crate) struct Gateway {
    /// Its address, where the answer has one.
    pub(crate) url: Option<String>,
    /// Discord's "Session Start Limit Object", as it came.
    pub(crate) session_start_limit: Value,
    /// The answer's `Date`.
    pub(crate) date: Option<String>,
}

impl Client {
    /// Puts commands in place of those that all servers have, or that one server has of its own. Discord leaves equal ones
    /// as they are.
    pub(crate) async fn put_commands(
        &self,
        application: u64,
        guild: Option<TeamId>,
        commands: &impl Serialize,
    ) -> Result<(), ApiError> {
        let permit = self.limiter().claim(Route::PutCommands(application, guild));
        self.send(permit, |request| request.json(commands)).await?;
        Ok(())
    }

    /// The bot's name and id, as asked for where nothing is known but a token.
    pub(crate) async fn my_name(&self) -> Result<(String, i64), ApiError> {
        let permit = self.limiter().claim(Route::Me);
        let answer = self.send(permit, |request| request).await?;
        let name = answer.json()?["username"].as_str().unwrap_or("?").to_owned();
        Ok((name, answer.id()?))
    }

    /// The application's id, where the answer has one.
    pub(crate) async fn application_id(&self) -> Result<Option<i64>, ApiError> {
        let permit = self.limiter().claim(Route::Application);
        let application = self.send(permit, |request| request).await?.json()?;
        Ok(model::id(&application["id"]))
    }

    /// Where the gateway is, and how many sessions may be started.
    pub(crate) async fn gateway(&self) -> Result<Gateway, ApiError> {
        let permit = self.limiter().claim(Route::GatewayBot);
        let answer = self.send(permit, |request| request).await?;
        let mut gateway = answer.json()?;
        Ok(Gateway {
            url: gateway["url"].as_str().map(str::to_owned),
            session_start_limit: gateway["session_start_limit"].take(),
            date: date(&answer.headers),
        })
    }

    /// What time it is for Discord: the `Date` of an answer to the cheapest question there is.
    pub(crate) async fn date(&self) -> Option<String> {
        let request = self.request(Method::GET, "/gateway").timeout(TIME_IN);
        date(&self.send_uncounted(request).await.ok()?.headers)
    }
}

fn date(headers: &reqwest::header::HeaderMap) -> Option<String> {
    Some(headers.get(DATE)?.to_str().ok()?.to_owned())
}
