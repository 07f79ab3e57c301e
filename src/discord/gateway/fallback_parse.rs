//! An interaction that serenity cannot read, reduced to what the bot reads of it. Discord may leave out, null or change
//! whatever its documentation does not promise, and its libraries take one such field for a reason to drop the whole
//! press: the member would see "did not respond" until the next release. Only what decides anything is kept here.

use serde_json::{Map, Value, json};
use serenity::all::Interaction;

/// The interaction; `None` where even what the bot needs is not there.
pub(super) fn interaction(raw: &Value) -> Option<Interaction> {
    let mut kept = json!({
        "version": 1,
        "entitlements": [],
        "attachment_size_limit": 0,
        "locale": text(raw, "locale").unwrap_or("en-US"),
        "data": data(raw.get("data")?),
        "member": raw.get("member").and_then(member),
    });
    copy(
        raw,
        &mut kept,
        &["id", "application_id", "type", "token", "guild_id", "channel_id"],
    );
    let user = raw
        .get("member")
        .and_then(|member| member.get("user"))
        .or(raw.get("user"));
    kept["user"] = user.map_or(Value::Null, user_of);
    if let Some(message) = raw.get("message").filter(|message| message.is_object()) {
        kept["message"] = message_of(message);
        for (field, stand_in) in [("id", &raw["id"]), ("channel_id", &raw["channel_id"])] {
            if kept["message"].get(field).is_none() {
                kept["message"][field] = stand_in.clone();
            }
        }
    }
    serde_json::from_value(kept).ok()
}

/// Copies the fields that are there and not null.
fn copy(from: &Value, to: &mut Value, names: &[&str]) {
    for name in names {
        if let Some(value) = from.get(name).filter(|value| !value.is_null()) {
            to[*name] = value.clone();
        }
    }
}

fn text<'a>(from: &'a Value, name: &str) -> Option<&'a str> {
    from.get(name)?.as_str()
}

/// Each entry of an object, reduced.
fn each(from: &Value, name: &str, fallback_parse: impl Fn(&Value) -> Option<Value>) -> Value {
    let entries = from.get(name).and_then(Value::as_object).into_iter().flatten();
    let kept: Map<_, _> = entries
        .filter_map(|(id, value)| Some((id.clone(), fallback_parse(value)?)))
        .collect();
    Value::Object(kept)
}

fn list(from: &Value, name: &str) -> Value {
    from.get(name)
        .filter(|value| value.is_array())
        .cloned()
        .unwrap_or_else(|| json!([]))
}

fn data(raw: &Value) -> Value {
    let mut kept = json!({});
    copy(
        raw,
        &mut kept,
        &[
            "id",
            "name",
            "type",
            "options",
            "target_id",
            "guild_id",
            "custom_id",
            "component_type",
            "values",
        ],
    );
    if raw.get("components").is_some() {
        let rows = list(raw, "components");
        let rows = rows.as_array().into_iter().flatten().filter_map(row);
        kept["components"] = rows.collect();
    }
    let resolved = raw.get("resolved").unwrap_or(&Value::Null);
    kept["resolved"] = json!({
        "users": each(resolved, "users", |user| Some(user_of(user))),
        "members": each(resolved, "members", member),
        "roles": each(resolved, "roles", role),
        "channels": each(resolved, "channels", channel),
        "messages": each(resolved, "messages", |message| Some(message_of(message))),
    });
    kept
}

/// A row of a submitted form: an action row, or a label with its one component.
fn row(raw: &Value) -> Option<Value> {
    let inputs = match raw.get("component") {
        Some(labelled) => vec![labelled.clone()],
        None => raw.get("components")?.as_array()?.clone(),
    };
    let inputs: Vec<_> = inputs
        .iter()
        .filter(|input| input.get("type").and_then(Value::as_u64) == Some(4))
        .map(|input| {
            let mut kept = json!({});
            copy(input, &mut kept, &["type", "custom_id", "value"]);
            kept
        })
        .collect();
    Some(json!({ "type": 1, "components": inputs }))
}

fn user_of(raw: &Value) -> Value {
    let mut kept = json!({
        "username": text(raw, "username").unwrap_or_default(),
        "bot": raw.get("bot") == Some(&Value::Bool(true)),
    });
    copy(raw, &mut kept, &["id", "global_name"]);
    kept
}

fn member(raw: &Value) -> Option<Value> {
    let raw = raw.is_object().then_some(raw)?;
    let mut kept = json!({ "roles": list(raw, "roles"), "deaf": false, "mute": false, "flags": 0 });
    copy(raw, &mut kept, &["nick", "permissions"]);
    if let Some(user) = raw.get("user") {
        kept["user"] = user_of(user);
    }
    Some(kept)
}

fn role(raw: &Value) -> Option<Value> {
    Some(json!({
        "id": raw.get("id")?,
        "name": text(raw, "name").unwrap_or_default(),
        "permissions": text(raw, "permissions").unwrap_or("0"),
        "color": 0,
        "colors": { "primary_color": 0 },
        "hoist": false,
        "managed": raw.get("managed") == Some(&Value::Bool(true)),
        "mentionable": raw.get("mentionable") == Some(&Value::Bool(true)),
        "position": 0,
    }))
}

fn channel(raw: &Value) -> Option<Value> {
    Some(json!({ "id": raw.get("id")?, "type": raw.get("type")?, "name": raw.get("name") }))
}

/// What "Make a lead" reads of a message, and what tells where a button stands.
fn message_of(raw: &Value) -> Value {
    let mut kept = said(raw);
    kept["pinned"] = json!(false);
    kept["tts"] = json!(false);
    kept["mention_everyone"] = json!(false);
    kept["mention_roles"] = json!([]);
    kept["author"] = user_of(raw.get("author").unwrap_or(&Value::Null));
    if kept["author"].get("id").is_none() {
        // Nobody in particular: of a pressed message its own id is enough.
        kept["author"]["id"] = json!("1");
    }
    copy(raw, &mut kept, &["id", "channel_id", "webhook_id"]);
    if let Some(member) = raw.get("member").and_then(member) {
        kept["member"] = member;
    }
    let forwarded = list(raw, "message_snapshots");
    let forwarded = forwarded.as_array().into_iter().flatten();
    kept["message_snapshots"] = forwarded
        .filter_map(|snapshot| Some(json!({ "message": said(snapshot.get("message")?) })))
        .collect();
    kept
}

/// The parts that a message and a forwarded one share.
fn said(raw: &Value) -> Value {
    let embeds = list(raw, "embeds");
    let embeds = embeds.as_array().into_iter().flatten().map(|embed| {
        let mut kept = json!({});
        for name in ["title", "description"] {
            kept[name] = text(embed, name).into();
        }
        let fields = list(embed, "fields");
        let fields = fields.as_array().into_iter().flatten().filter_map(|field| {
            Some(json!({ "name": text(field, "name")?, "value": text(field, "value")?, "inline": false }))
        });
        kept["fields"] = fields.collect();
        if let Some(name) = embed.get("author").and_then(|author| text(author, "name")) {
            kept["author"] = json!({ "name": name });
        }
        kept
    });
    json!({
        "type": raw.get("type").and_then(Value::as_u64).unwrap_or(0),
        "content": text(raw, "content").unwrap_or_default(),
        "timestamp": text(raw, "timestamp").unwrap_or("1970-01-01T00:00:00Z"),
        "flags": raw.get("flags").and_then(Value::as_u64).unwrap_or(0),
        "mentions": [],
        "attachments": [],
        "embeds": embeds.collect::<Vec<_>>(),
    })
}
