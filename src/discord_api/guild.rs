//! Servers and their members.

use super::client::Client;
use super::error::ApiError;
use super::model::{self, Guild};
use super::rate_limiter::Permit;
use super::route::Route;
use crate::domain::ids::{MemberId, RoleId};

/// "Unknown Member" and "Unknown User".
const NOBODY: [i64; 2] = [10_007, 10_013];

impl Client {
    /// Reads the server of a [`Route::GetGuild`].
    pub(crate) async fn get_guild(&self, permit: Permit) -> Result<Guild, ApiError> {
        debug_assert!(matches!(permit.route(), Route::GetGuild(_)));
        let guild = self.send(permit, |request| request).await?.json()?;
        Ok(Guild::read(&guild))
    }

    /// The roles of the member of a [`Route::GetMember`], `None` where nobody of that id is on the server. Needs no
    /// intent.
    pub(crate) async fn get_member_roles(&self, permit: Permit) -> Result<Option<Vec<RoleId>>, ApiError> {
        debug_assert!(matches!(permit.route(), Route::GetMember(..)));
        match self.send(permit, |request| request).await {
            Ok(member) => Ok(Some(model::roles_of(&member.json()?))),
            Err(error) if error.code().is_some_and(|code| NOBODY.contains(&code)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Who the bot is, where it has asked before.
    pub(crate) fn known_me(&self) -> Option<MemberId> {
        self.me.get().copied()
    }

    /// Asks who the bot is ([`Route::Me`]).
    pub(crate) async fn me(&self, permit: Permit) -> Result<MemberId, ApiError> {
        debug_assert!(permit.route() == Route::Me);
        let me = MemberId(self.send(permit, |request| request).await?.id()?);
        // Whoever asked at the same time has heard the same.
        let _ = self.me.set(me);
        Ok(me)
    }
}
