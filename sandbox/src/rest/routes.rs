//! The routes there are.

use std::sync::OnceLock;

use axum::http::request::Parts;
use matchit::Router;
use percent_encoding::percent_decode_str;

use super::{
    Answer, application, channels, commands, guilds, interactions, messages, polls, reactions, request::Call,
    threads, webhooks,
};
use crate::{refusal::Refusal, world::World};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Whoever has the bot's token.
    Bot,
    /// Whoever has an interaction's token, which is in the path. Not counted by the rate limits.
    Interaction,
    /// Everybody.
    Open,
}

type Handler = fn(&mut World, &Call) -> Result<Answer, Refusal>;

/// A route's method, access and code.
#[derive(Clone, Copy)]
pub(crate) struct Endpoint {
    method: &'static str,
    pub access: Access,
    pub handler: Handler,
}

const fn bot(method: &'static str, handler: Handler) -> Endpoint {
    Endpoint {
        method,
        access: Access::Bot,
        handler,
    }
}

const fn interaction(method: &'static str, handler: Handler) -> Endpoint {
    Endpoint {
        method,
        access: Access::Interaction,
        handler,
    }
}

const ROUTES: &[(&str, &[Endpoint])] = &[
    (
        "/gateway",
        &[Endpoint {
            method: "GET",
            access: Access::Open,
            handler: application::gateway,
        }],
    ),
    ("/gateway/bot", &[bot("GET", application::gateway_bot)]),
    ("/users/@me", &[bot("GET", application::own_user)]),
    ("/users/@me/guilds", &[bot("GET", guilds::own_guilds)]),
    ("/users/@me/guilds/{guild_id}", &[bot("DELETE", guilds::leave)]),
    (
        "/users/@me/guilds/{guild_id}/member",
        &[bot("GET", guilds::own_member)],
    ),
    ("/users/@me/channels", &[bot("POST", channels::open_direct)]),
    ("/users/{user_id}", &[bot("GET", application::user)]),
    ("/applications/@me", &[bot("GET", application::application)]),
    (
        "/oauth2/applications/@me",
        &[bot("GET", application::application)],
    ),
    (
        "/applications/{application_id}/commands",
        &[
            bot("GET", commands::list),
            bot("POST", commands::create),
            bot("PUT", commands::overwrite),
        ],
    ),
    (
        "/applications/{application_id}/commands/{command_id}",
        &[
            bot("GET", commands::get),
            bot("PATCH", commands::edit),
            bot("DELETE", commands::delete),
        ],
    ),
    (
        "/applications/{application_id}/guilds/{guild_id}/commands",
        &[
            bot("GET", commands::list),
            bot("POST", commands::create),
            bot("PUT", commands::overwrite),
        ],
    ),
    (
        "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        &[
            bot("GET", commands::get),
            bot("PATCH", commands::edit),
            bot("DELETE", commands::delete),
        ],
    ),
    ("/guilds/{guild_id}", &[bot("GET", guilds::get)]),
    ("/guilds/{guild_id}/channels", &[bot("GET", guilds::channels)]),
    ("/guilds/{guild_id}/roles", &[bot("GET", guilds::roles)]),
    ("/guilds/{guild_id}/roles/{role_id}", &[bot("GET", guilds::role)]),
    ("/guilds/{guild_id}/members", &[bot("GET", guilds::members)]),
    (
        "/guilds/{guild_id}/members/{user_id}",
        &[bot("GET", guilds::member)],
    ),
    (
        "/guilds/{guild_id}/threads/active",
        &[bot("GET", threads::active)],
    ),
    (
        "/channels/{channel_id}",
        &[
            bot("GET", channels::get),
            bot("PATCH", channels::edit),
            bot("DELETE", channels::delete),
        ],
    ),
    ("/channels/{channel_id}/typing", &[bot("POST", channels::typing)]),
    (
        "/channels/{channel_id}/messages",
        &[bot("GET", messages::list), bot("POST", messages::create)],
    ),
    (
        "/channels/{channel_id}/messages/{message_id}",
        &[
            bot("GET", messages::get),
            bot("PATCH", messages::edit),
            bot("DELETE", messages::delete),
        ],
    ),
    (
        "/channels/{channel_id}/messages/bulk-delete",
        &[bot("POST", messages::bulk_delete)],
    ),
    (
        "/channels/{channel_id}/messages/{message_id}/threads",
        &[bot("POST", threads::start_from_message)],
    ),
    ("/channels/{channel_id}/threads", &[bot("POST", threads::start)]),
    (
        "/channels/{channel_id}/threads/archived/public",
        &[bot("GET", threads::archived)],
    ),
    (
        "/channels/{channel_id}/thread-members",
        &[bot("GET", threads::members)],
    ),
    (
        "/channels/{channel_id}/thread-members/{user_id}",
        &[
            bot("GET", threads::member),
            bot("PUT", threads::add_member),
            bot("DELETE", threads::remove_member),
        ],
    ),
    (
        "/channels/{channel_id}/pins",
        &[bot("GET", reactions::pins_plain)],
    ),
    (
        "/channels/{channel_id}/pins/{message_id}",
        &[bot("PUT", reactions::pin), bot("DELETE", reactions::unpin)],
    ),
    (
        "/channels/{channel_id}/messages/pins",
        &[bot("GET", reactions::pins)],
    ),
    (
        "/channels/{channel_id}/messages/pins/{message_id}",
        &[bot("PUT", reactions::pin), bot("DELETE", reactions::unpin)],
    ),
    (
        "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}",
        &[bot("GET", polls::voters)],
    ),
    (
        "/channels/{channel_id}/polls/{message_id}/expire",
        &[bot("POST", polls::expire)],
    ),
    (
        "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me",
        &[bot("PUT", reactions::react), bot("DELETE", reactions::unreact)],
    ),
    (
        "/interactions/{interaction_id}/{interaction_token}/callback",
        &[interaction("POST", interactions::callback)],
    ),
    (
        "/webhooks/{application_id}/{interaction_token}",
        &[interaction("POST", webhooks::followup)],
    ),
    (
        "/webhooks/{application_id}/{interaction_token}/messages/{message_id}",
        &[
            interaction("GET", webhooks::get),
            interaction("PATCH", webhooks::edit),
            interaction("DELETE", webhooks::delete),
        ],
    ),
];

fn router() -> &'static Router<(&'static str, &'static [Endpoint])> {
    static ROUTER: OnceLock<Router<(&'static str, &'static [Endpoint])>> = OnceLock::new();
    ROUTER.get_or_init(|| {
        let mut router = Router::new();
        for (template, endpoints) in ROUTES {
            let added = router.insert(*template, (*template, *endpoints));
            debug_assert!(added.is_ok(), "{template}: {added:?}");
        }
        router
    })
}

/// The version in a path, and the path without it and `/api`. Without one it is Discord's default, which is 6.
fn versioned(path: &str) -> Option<(u32, &str)> {
    let rest = path.strip_prefix("/api")?;
    let Some((version, below)) = rest.strip_prefix("/v").and_then(|rest| rest.split_once('/')) else {
        return Some((6, rest));
    };
    match version.parse() {
        Ok(number) => Some((number, &rest[2 + version.len()..][..=below.len()])),
        Err(_) => Some((6, rest)),
    }
}

/// Whether the path names a version that there is not: 6 to 10 are available or deprecated (`reference.mdx`, API Versions).
fn is_other_version(path: &str) -> bool {
    versioned(path).is_some_and(|(version, _)| !(6..=10).contains(&version))
}

fn api_path(path: &str) -> Option<&str> {
    versioned(path).map(|(_, path)| path)
}

/// The call a request makes, its body not read yet.
pub(crate) fn find(parts: &Parts) -> Option<(Call, Endpoint)> {
    if is_other_version(parts.uri.path()) {
        return None;
    }
    let path = api_path(parts.uri.path())?;
    let found = router().at(path).ok()?;
    let (template, endpoints) = found.value;
    let endpoint = endpoints
        .iter()
        .find(|endpoint| endpoint.method == parts.method.as_str())?;
    let mut call = Call::unrouted(parts);
    call.route = template;
    path.clone_into(&mut call.path);
    call.parameters = found
        .params
        .iter()
        // discord.js writes `@original` as `%40original`.
        .map(|(key, value)| {
            let value = percent_decode_str(value).decode_utf8_lossy();
            (key.to_owned(), value.into_owned())
        })
        .collect();
    Some((call, *endpoint))
}

/// Why there is no route: unknown, or only with other methods.
pub(crate) fn no_route(parts: &Parts) -> Refusal {
    if is_other_version(parts.uri.path()) {
        return Refusal::invalid_api_version();
    }
    let known = api_path(parts.uri.path()).is_some_and(|path| router().at(path).is_ok());
    if known {
        Refusal::method_not_allowed()
    } else {
        Refusal::not_found()
    }
}
