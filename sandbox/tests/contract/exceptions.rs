//! Where the description and Discord's documentation differ, the documentation is right: what is bent before comparing.
//!
//! Differences that make a rule stricter, as 2000 characters for its 4000, are in `messages`; the optional `code` of a 429
//! is in `requests`.

use serde_json::{Value, json};

/// A request's body as the description would have it.
pub fn of_request(body: &Value) -> Value {
    let mut body = body.clone();
    for message in ["", "/data"] {
        let attachments = body.pointer_mut(&format!("{message}/attachments"));
        for attachment in attachments.and_then(Value::as_array_mut).into_iter().flatten() {
            // "The snowflake ID is a placeholder", and a number in the examples: `{"id": 0, "filename": …}`
            // (developers/reference.mdx, Uploading Files).
            if let Some(number) = attachment["id"].as_u64() {
                attachment["id"] = json!(number.to_string());
            }
        }
    }
    as_replies(&mut body);
    let commands = match &mut body {
        Value::Array(list) => list.as_mut_slice(),
        one => std::slice::from_mut(one),
    };
    for command in commands {
        // "?string": a bit set (developers/interactions/application-commands.mdx, Application Command Object).
        let bits = command["default_member_permissions"]
            .as_str()
            .and_then(|bits| bits.parse::<u64>().ok());
        if let Some(bits) = bits {
            command["default_member_permissions"] = json!(bits);
        }
    }
    body
}

/// An answer's body as the description would have it.
pub fn of_answer(body: &Value) -> Value {
    let mut body = body.clone();
    as_replies(&mut body);
    if let Some(kind) = body.pointer_mut("/resource/type") {
        // The type of a resource is any callback's; a deferred message (5) and a deferred update (6) are missing there
        // (developers/interactions/receiving-and-responding.mdx, Interaction Callback Resource Object).
        match kind.as_u64() {
            Some(5) => *kind = json!(4),
            Some(6) => *kind = json!(7),
            _ => {}
        }
    }
    body
}

/// Forwards have the type 1 (developers/resources/message.mdx, Message Reference Types), which the description does not know.
fn as_replies(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(as_replies),
        Value::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    "message_reference" if value["type"] == 1 => value["type"] = json!(0),
                    _ => as_replies(value),
                }
            }
        }
        _ => {}
    }
}

/// Whether a field that the description does not know is documented, or says nothing: libraries write out what is not set.
pub fn may_be_there(at: &str, value: &Value) -> bool {
    let is_unset = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_u64() == Some(0),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    // `nsfw` of a command (developers/interactions/application-commands.mdx, Application Command Object).
    // `file_types` of an attachment option and of a file upload (developers/change-log.mdx, 2026-08-05).
    is_unset || at.ends_with("/nsfw") || at.ends_with("/file_types")
}
