//! The routes that are used, and what Discord counts each with: its bucket belongs to a route and to the "major
//! resource" in its path, a channel, a server or a webhook.
//!
//! <https://discord.com/developers/docs/topics/rate-limits>, "Rate Limits": "top-level resources".

use reqwest::Method;

use crate::domain::ids::{ChannelId, MemberId, MessageId, TeamId};

/// A request's address. Tokens of interactions do not stand in here: those requests count against no limit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Route {
    /// `POST /channels/{channel}/messages`
    CreateMessage(ChannelId),
    /// `PATCH /channels/{channel}/messages/{message}`
    EditMessage(ChannelId, MessageId),
    /// The same for a message older than an hour, which may be edited less often.
    EditOldMessage(ChannelId, MessageId),
    /// `GET /channels/{channel}/messages`
    ListMessages(ChannelId),
    /// `POST /channels/{channel}/messages/{message}/threads`
    StartThread(ChannelId, MessageId),
    GetChannel(ChannelId),
    /// `PATCH /channels/{channel}`
    ModifyChannel(ChannelId),
    /// `POST /users/@me/channels`
    OpenDm,
    /// `GET /users/@me`
    Me,
    GetGuild(TeamId),
    /// `GET /guilds/{guild}/members/{user}`
    GetMember(TeamId, MemberId),
    /// `PUT /applications/{application}/commands`, or `PUT /applications/{application}/guilds/{guild}/commands`
    PutCommands(u64, Option<TeamId>),
    /// `GET /applications/@me`
    Application,
    /// `GET /gateway/bot`
    GatewayBot,
}

/// A route without its ids.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum RouteKind {
    CreateMessage,
    EditMessage,
    ListMessages,
    StartThread,
    GetChannel,
    ModifyChannel,
    OpenDm,
    Me,
    GetGuild,
    GetMember,
    PutCommands,
    PutServerCommands,
    Application,
    GatewayBot,
}

/// What a limit is kept apart by, beside its route. The ids of channels and servers never meet: both are snowflakes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Major {
    /// The route names none.
    None,
    /// A channel or thread.
    Channel(ChannelId),
    /// A server.
    Guild(TeamId),
}

impl Route {
    /// The path below the API's base.
    pub(super) fn path(self) -> String {
        match self {
            Self::CreateMessage(channel) | Self::ListMessages(channel) => {
                format!("/channels/{channel}/messages")
            }
            Self::EditMessage(channel, message) | Self::EditOldMessage(channel, message) => {
                format!("/channels/{channel}/messages/{message}")
            }
            Self::StartThread(channel, message) => format!("/channels/{channel}/messages/{message}/threads"),
            Self::GetChannel(channel) | Self::ModifyChannel(channel) => format!("/channels/{channel}"),
            Self::OpenDm => "/users/@me/channels".to_owned(),
            Self::Me => "/users/@me".to_owned(),
            Self::GetGuild(guild) => format!("/guilds/{guild}"),
            Self::GetMember(guild, member) => format!("/guilds/{guild}/members/{member}"),
            Self::PutCommands(application, None) => format!("/applications/{application}/commands"),
            Self::PutCommands(application, Some(guild)) => {
                format!("/applications/{application}/guilds/{guild}/commands")
            }
            Self::Application => "/applications/@me".to_owned(),
            Self::GatewayBot => "/gateway/bot".to_owned(),
        }
    }

    pub(super) const fn method(self) -> Method {
        match self {
            Self::CreateMessage(_) | Self::StartThread(..) | Self::OpenDm => Method::POST,
            Self::EditMessage(..) | Self::EditOldMessage(..) | Self::ModifyChannel(_) => Method::PATCH,
            Self::PutCommands(..) => Method::PUT,
            _ => Method::GET,
        }
    }

    pub(super) const fn kind(self) -> RouteKind {
        match self {
            Self::CreateMessage(_) => RouteKind::CreateMessage,
            Self::EditMessage(..) | Self::EditOldMessage(..) => RouteKind::EditMessage,
            Self::ListMessages(_) => RouteKind::ListMessages,
            Self::StartThread(..) => RouteKind::StartThread,
            Self::GetChannel(_) => RouteKind::GetChannel,
            Self::ModifyChannel(_) => RouteKind::ModifyChannel,
            Self::OpenDm => RouteKind::OpenDm,
            Self::Me => RouteKind::Me,
            Self::GetGuild(_) => RouteKind::GetGuild,
            Self::GetMember(..) => RouteKind::GetMember,
            Self::PutCommands(_, None) => RouteKind::PutCommands,
            Self::PutCommands(_, Some(_)) => RouteKind::PutServerCommands,
            Self::Application => RouteKind::Application,
            Self::GatewayBot => RouteKind::GatewayBot,
        }
    }

    pub(super) const fn major(self) -> Major {
        match self {
            Self::CreateMessage(channel)
            | Self::EditMessage(channel, _)
            | Self::EditOldMessage(channel, _)
            | Self::ListMessages(channel)
            | Self::StartThread(channel, _)
            | Self::GetChannel(channel)
            | Self::ModifyChannel(channel) => Major::Channel(channel),
            Self::GetGuild(guild) | Self::GetMember(guild, _) | Self::PutCommands(_, Some(guild)) => {
                Major::Guild(guild)
            }
            Self::OpenDm | Self::Me | Self::Application | Self::GatewayBot | Self::PutCommands(_, None) => {
                Major::None
            }
        }
    }

    /// The channel of whose old messages this edits one.
    pub(super) const fn old_edit(self) -> Option<ChannelId> {
        match self {
            Self::EditOldMessage(channel, _) => Some(channel),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_of_one_thread_counts_with_nothing_else() {
        let key = |route: Route| (route.kind(), route.major());
        let rename = key(Route::ModifyChannel(ChannelId(1)));
        for other in [
            Route::ModifyChannel(ChannelId(2)),
            Route::GetChannel(ChannelId(1)),
            Route::CreateMessage(ChannelId(1)),
            Route::OpenDm,
            Route::Me,
            Route::GetMember(TeamId(1), MemberId(1)),
        ] {
            assert_ne!(rename, key(other), "{other:?}");
        }
    }

    #[test]
    fn an_old_message_is_edited_at_the_same_address() {
        let (new, old) = (
            Route::EditMessage(ChannelId(1), MessageId(2)),
            Route::EditOldMessage(ChannelId(1), MessageId(2)),
        );
        assert_eq!(old.path(), "/channels/1/messages/2");
        assert_eq!(
            (old.path(), old.kind(), old.major()),
            (new.path(), new.kind(), new.major())
        );
    }
}
