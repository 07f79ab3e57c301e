//! What a call counts for, and how Discord says that it was one too many.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{
    outcome::Outcome,
    request::Call,
    routes::{Access, Endpoint},
};
use crate::{
    limiter::{Counted, Headers, seconds},
    limits,
    refusal::Refusal,
    world::World,
};

/// What decides a call's bucket.
pub(super) fn counted<'c>(call: &'c Call, endpoint: &Endpoint) -> Counted<'c> {
    let major = call
        .parameters
        .iter()
        .find(|(key, _)| matches!(key.as_str(), "channel_id" | "guild_id"));
    Counted {
        method: &call.method,
        route: call.route,
        major: major.map(|(_, value)| value.as_str()),
        answers_interaction: endpoint.access == Access::Interaction,
    }
}

/// The edge's answer to a blocked address: a page, not JSON.
pub(super) fn blocked() -> Outcome {
    let headers = vec![
        (
            "retry-after".to_owned(),
            limits::INVALID_REQUESTS.1.num_seconds().to_string(),
        ),
        ("content-type".to_owned(), "text/html".to_owned()),
    ];
    let page =
        "<html><title>Access denied</title>The owner of this website has banned you temporarily.</html>";
    Outcome::Raw(429, headers, page.to_owned())
}

/// The channel, if the call edits a message of its that is older than an hour.
pub(super) fn old_edit(world: &World, call: &Call, now: DateTime<Utc>) -> Option<u64> {
    if call.method != "PATCH" || call.route != "/channels/{channel_id}/messages/{message_id}" {
        return None;
    }
    let message = world.message(call.id("channel_id").ok()?, call.id("message_id").ok()?)?;
    (now - message.sent_at > limits::OLD_MESSAGE).then_some(message.channel_id)
}

/// 30046 is a 429 with a code; it says when to come back like any other.
pub(super) fn too_many_old_edits(wait: TimeDelta, mut headers: Headers) -> Outcome {
    let mut body = Refusal::too_many_old_edits().body();
    body["retry_after"] = json!(seconds(wait));
    body["global"] = json!(false);
    headers.push((
        "retry-after".to_owned(),
        format!("{}", seconds(wait).ceil().max(1.0)),
    ));
    headers.push(("x-ratelimit-scope".to_owned(), "shared".to_owned()));
    Outcome::Json {
        status: 429,
        body: Some(body),
        headers,
    }
}

/// The thread, if the call gives one another name.
pub(super) fn renamed_thread(world: &World, call: &Call) -> Option<u64> {
    if call.method != "PATCH" || call.route != "/channels/{channel_id}" {
        return None;
    }
    let thread = world.channels.get(&call.id("channel_id").ok()?)?;
    let name = call.body.get("name")?.as_str()?;
    (thread.thread.is_some() && name != thread.name).then_some(thread.id)
}

/// A plain 429 with a long wait, on that thread alone: "shared (per resource limit)" (rate-limits.mdx, Header Format).
pub(super) fn too_many_renames(wait: TimeDelta, mut headers: Headers) -> Outcome {
    headers.push((
        "retry-after".to_owned(),
        format!("{}", seconds(wait).ceil().max(1.0)),
    ));
    headers.push(("x-ratelimit-scope".to_owned(), "shared".to_owned()));
    Outcome::Json {
        status: 429,
        body: Some(
            json!({"message": "You are being rate limited.", "retry_after": seconds(wait), "global": false}),
        ),
        headers,
    }
}
