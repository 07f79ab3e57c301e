//! What the gateway told. Discord describes no gateway events in its OpenAPI file: the objects in them are those of REST
//! where there are such, and the rest is checked here by `developers/events/gateway-events.mdx`.

use serde_json::Value;

use super::description::Description;
use super::{Violation, exceptions};

/// Objects of an event that have a schema: event, pointer (a `*` stands for each of a list), schema.
const OBJECTS: &[(&str, &str, &str)] = &[
    ("READY", "/user", "UserResponse"),
    ("GUILD_CREATE", "", "GuildResponse"),
    ("GUILD_CREATE", "/channels/*", "GuildChannelResponse"),
    ("GUILD_CREATE", "/threads/*", "ThreadResponse"),
    ("GUILD_CREATE", "/members/*", "GuildMemberResponse"),
    ("GUILD_UPDATE", "", "GuildResponse"),
    ("GUILD_ROLE_CREATE", "/role", "GuildRoleResponse"),
    ("GUILD_ROLE_UPDATE", "/role", "GuildRoleResponse"),
    ("GUILD_MEMBER_ADD", "", "GuildMemberResponse"),
    ("GUILD_MEMBERS_CHUNK", "/members/*", "GuildMemberResponse"),
    ("CHANNEL_CREATE", "", "GuildChannelResponse"),
    ("CHANNEL_UPDATE", "", "GuildChannelResponse"),
    ("THREAD_CREATE", "", "ThreadResponse"),
    ("THREAD_UPDATE", "", "ThreadResponse"),
    ("MESSAGE_CREATE", "", "MessageResponse"),
    ("MESSAGE_UPDATE", "", "MessageResponse"),
    ("INTERACTION_CREATE", "/member", "PrivateGuildMemberResponse"),
    ("INTERACTION_CREATE", "/user", "UserResponse"),
    ("INTERACTION_CREATE", "/message", "MessageResponse"),
];

/// Fields an event must have.
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "READY",
        &[
            "v",
            "user",
            "guilds",
            "session_id",
            "resume_gateway_url",
            "application",
        ],
    ),
    ("RESUMED", &[]),
    (
        "GUILD_CREATE",
        &[
            "joined_at",
            "large",
            "member_count",
            "voice_states",
            "members",
            "channels",
            "threads",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ],
    ),
    ("GUILD_UPDATE", &[]),
    ("GUILD_DELETE", &["id"]),
    ("GUILD_ROLE_CREATE", &["guild_id", "role"]),
    ("GUILD_ROLE_UPDATE", &["guild_id", "role"]),
    ("GUILD_ROLE_DELETE", &["guild_id", "role_id"]),
    ("GUILD_MEMBER_ADD", &["guild_id", "user"]),
    (
        "GUILD_MEMBER_UPDATE",
        &["guild_id", "user", "roles", "avatar", "joined_at"],
    ),
    ("GUILD_MEMBER_REMOVE", &["guild_id", "user"]),
    (
        "GUILD_MEMBERS_CHUNK",
        &["guild_id", "members", "chunk_index", "chunk_count"],
    ),
    ("CHANNEL_CREATE", &["guild_id"]),
    ("CHANNEL_UPDATE", &["guild_id"]),
    ("CHANNEL_DELETE", &["id", "type"]),
    ("CHANNEL_PINS_UPDATE", &["channel_id"]),
    ("THREAD_CREATE", &[]),
    ("THREAD_UPDATE", &[]),
    ("THREAD_DELETE", &["id", "guild_id", "parent_id", "type"]),
    ("THREAD_MEMBERS_UPDATE", &["id", "guild_id", "member_count"]),
    ("THREAD_MEMBER_UPDATE", &["id", "guild_id"]),
    ("MESSAGE_CREATE", &[]),
    ("MESSAGE_UPDATE", &[]),
    ("MESSAGE_DELETE", &["id", "channel_id"]),
    ("MESSAGE_DELETE_BULK", &["ids", "channel_id"]),
    (
        "MESSAGE_POLL_VOTE_ADD",
        &["user_id", "channel_id", "message_id", "answer_id"],
    ),
    (
        "MESSAGE_POLL_VOTE_REMOVE",
        &["user_id", "channel_id", "message_id", "answer_id"],
    ),
    ("CHANNEL_INFO", &["guild_id", "channels"]),
    (
        "MESSAGE_REACTION_ADD",
        &["user_id", "channel_id", "message_id", "emoji", "burst", "type"],
    ),
    (
        "MESSAGE_REACTION_REMOVE",
        &["user_id", "channel_id", "message_id", "emoji", "burst", "type"],
    ),
    (
        "INTERACTION_CREATE",
        &[
            "id",
            "application_id",
            "type",
            "token",
            "version",
            "app_permissions",
            "entitlements",
            "authorizing_integration_owners",
            "attachment_size_limit",
        ],
    ),
];

/// What is wrong with a dispatched payload, `{"t": name, "d": data, …}`.
pub fn violations(payload: &Value) -> Vec<Violation> {
    let (event, data) = (payload["t"].as_str().unwrap_or_default(), &payload["d"]);
    let name = format!("event {event}");
    let Some((_, required)) = REQUIRED.iter().find(|(known, _)| *known == event) else {
        return vec![Violation::new(&name, "", "nobody checks this event yet")];
    };
    let missing = required.iter().filter(|field| data.get(**field).is_none());
    let mut found: Vec<Violation> = missing
        .map(|field| Violation::new(&name, &format!("/{field}"), "is required"))
        .collect();
    if event == "INTERACTION_CREATE" {
        found.extend(interaction(data, &name));
    }
    let Some(all) = Description::get() else {
        return found;
    };
    for (_, pointer, schema) in OBJECTS.iter().filter(|(known, ..)| *known == event) {
        for (at, value) in each(&exceptions::of_answer(data), pointer) {
            let faults = all.faults(&Description::named(schema), value);
            found.extend(
                faults
                    .into_iter()
                    .map(|(below, rule)| Violation::new(&name, &format!("{at}{below}"), rule)),
            );
        }
    }
    found
}

/// What a pointer names, if it is there.
fn each<'v>(data: &'v Value, pointer: &str) -> Vec<(String, &'v Value)> {
    match pointer.strip_suffix("/*") {
        Some(list) => {
            let items = data.pointer(list).and_then(Value::as_array).into_iter().flatten();
            items
                .enumerate()
                .map(|(n, item)| (format!("{list}/{n}"), item))
                .collect()
        }
        None => data
            .pointer(pointer)
            .map(|value| (pointer.to_owned(), value))
            .into_iter()
            .collect(),
    }
}

/// `developers/interactions/receiving-and-responding.mdx`, Interaction Object: what depends on type and place.
fn interaction(data: &Value, name: &str) -> Vec<Violation> {
    let mut needed = vec!["data", "locale", "channel_id", "context"];
    if data.get("guild_id").is_some() {
        needed.extend(["member", "guild", "guild_locale"]);
    } else {
        needed.push("user");
    }
    if data["type"] == 3 {
        needed.push("message");
    }
    let inside: &[&str] = match data["type"].as_u64() {
        Some(2 | 4) => &["/data/id", "/data/name", "/data/type"],
        Some(3) => &["/data/custom_id", "/data/component_type"],
        Some(5) => &["/data/custom_id", "/data/components"],
        _ => &["/data/type"],
    };
    let pointers = needed.iter().map(|field| format!("/{field}"));
    let pointers = pointers.chain(inside.iter().map(ToString::to_string));
    pointers
        .filter(|at| data.pointer(at).is_none())
        .map(|at| Violation::new(name, &at, "is required"))
        .collect()
}
