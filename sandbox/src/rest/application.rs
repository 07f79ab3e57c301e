//! The application, its user, and where the gateway is.

use serde_json::json;

use super::{Answer, request::Call};
use crate::{limits, refusal::Refusal, world::World};

fn gateway_url(world: &World) -> String {
    world.origin.replacen("http", "ws", 1)
}

/// `GET /gateway`
pub(super) fn gateway(world: &mut World, _: &Call) -> Result<Answer, Refusal> {
    Answer::ok(json!({"url": gateway_url(world)}))
}

/// `GET /gateway/bot`
pub(super) fn gateway_bot(world: &mut World, _: &Call) -> Result<Answer, Refusal> {
    Answer::ok(json!({
        "url": gateway_url(world),
        "shards": 1,
        "session_start_limit": {
            "total": limits::SESSION_STARTS,
            "remaining": world.hub.starts_left(world.now()),
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        },
    }))
}

/// `GET /users/@me`
pub(super) fn own_user(world: &mut World, _: &Call) -> Result<Answer, Refusal> {
    let bot = world
        .users
        .get(&world.application.bot_id)
        .ok_or_else(Refusal::unknown_user)?;
    Answer::ok(bot.own_json())
}

/// `GET /users/{user_id}`
pub(super) fn user(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let user = world
        .users
        .get(&call.id("user_id")?)
        .ok_or_else(Refusal::unknown_user)?;
    Answer::ok(user.json())
}

/// `GET /applications/@me` and `GET /oauth2/applications/@me`
pub(super) fn application(world: &mut World, _: &Call) -> Result<Answer, Refusal> {
    Answer::ok(world.application.json(world))
}
