//! What the description leaves out about messages and modals that are sent.

use std::collections::BTreeSet;

use sandbox::Recorded;
use serde_json::Value;

use super::Violation;

/// What breaks a rule in the message or modal that a request carries.
pub fn violations(recorded: &Recorded, name: &str) -> Vec<Violation> {
    let body = &recorded.body;
    let (message, is_new) = match recorded.route.as_str() {
        "/channels/{channel_id}/messages" | "/webhooks/{application_id}/{interaction_token}" => (body, true),
        "/channels/{channel_id}/messages/{message_id}"
        | "/webhooks/{application_id}/{interaction_token}/messages/{message_id}" => (body, false),
        "/interactions/{interaction_id}/{interaction_token}/callback" => match body["type"].as_u64() {
            Some(4) => (&body["data"], true),
            Some(7) => (&body["data"], false),
            Some(9) => return components(&body["data"], name),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    if !matches!(recorded.method.as_str(), "POST" | "PATCH") {
        return Vec::new();
    }
    let mut found: Vec<Violation> = content(message, name).into_iter().collect();
    found.extend(embeds(message, name));
    found.extend(components(message, name));
    found.extend(mentions(message, name));
    if is_new && recorded.files.is_empty() && is_empty(message) {
        found.push(Violation::new(name, "", "an empty message"));
    }
    found
}

/// How Discord counts: UTF-16 units would be too strict for what the documentation calls characters.
fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.trim().chars().count())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// 2000 characters (`developers/resources/message.mdx`, Create Message); the description says 4000.
fn content(message: &Value, name: &str) -> Option<Violation> {
    let count = message["content"].as_str().map_or(0, |text| text.chars().count());
    (count > 2000).then(|| Violation::new(name, "/content", format!("{count} characters of 2000")))
}

/// 6000 characters over all embeds (`developers/resources/message.mdx`, Embed Limits).
fn embeds(message: &Value, name: &str) -> Option<Violation> {
    let of_field = |field: &Value| length(&field["name"]) + length(&field["value"]);
    let of_embed = |embed: &Value| {
        let own = length(&embed["title"]) + length(&embed["description"]);
        let parts = length(&embed["footer"]["text"]) + length(&embed["author"]["name"]);
        own + parts + list(&embed["fields"]).map(of_field).sum::<usize>()
    };
    let count: usize = list(&message["embeds"]).map(of_embed).sum();
    (count > 6000).then(|| {
        Violation::new(
            name,
            "/embeds",
            format!("{count} characters of 6000 over all embeds"),
        )
    })
}

/// "At least one of content, embeds, sticker_ids, components, files[n], poll, or shared_client_theme" (`developers/resources/message.mdx`). Rows of
/// buttons alone do not make a message; components of the second version do (flag `1 << 15`).
fn is_empty(message: &Value) -> bool {
    let has = |key: &str| list(&message[key]).next().is_some();
    let shown_by_components = message["flags"].as_u64().unwrap_or(0) & 1 << 15 != 0 && has("components");
    let said =
        length(&message["content"]) > 0 || has("embeds") || has("sticker_ids") || message["poll"].is_object();
    // "When forwarding a message, only `message_reference` is required."
    let forwards = message["message_reference"]["type"] == 1;
    !said && !shown_by_components && !forwards && !message["shared_client_theme"].is_object()
}

/// `developers/components/reference.mdx`: five rows; five buttons or one select in each; ids there and unique.
fn components(message: &Value, name: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    let rows: Vec<&Value> = list(&message["components"]).collect();
    if rows.len() > 5 && rows.iter().all(|row| row["type"] == 1) {
        found.push(Violation::new(name, "/components", "more than five rows"));
    }
    for (r, row) in rows.iter().enumerate().filter(|(_, row)| row["type"] == 1) {
        let at = format!("/components/{r}");
        let parts: Vec<&Value> = list(&row["components"]).collect();
        let width: usize = parts
            .iter()
            .map(|part| if part["type"] == 2 { 1 } else { 5 })
            .sum();
        if width == 0 || width > 5 {
            found.push(Violation::new(
                name,
                &at,
                "a row holds one to five buttons or one of the rest",
            ));
        }
        for (c, part) in parts.iter().enumerate() {
            let at = format!("{at}/components/{c}/custom_id");
            // A link (5) and a purchase (6) have none.
            let has_none = part["type"] == 2 && (part["style"] == 5 || part["style"] == 6);
            match part["custom_id"].as_str() {
                Some(_) if has_none => found.push(Violation::new(name, &at, "a link has no custom id")),
                Some(id) if !ids.insert(id) => {
                    found.push(Violation::new(name, &at, format!("\"{id}\" twice")));
                }
                None if !has_none => found.push(Violation::new(name, &at, "no custom id")),
                _ => {}
            }
        }
    }
    found
}

/// A kind that is parsed cannot be listed as well (`developers/resources/message.mdx`, Allowed Mentions Object).
fn mentions(message: &Value, name: &str) -> Vec<Violation> {
    let allowed = &message["allowed_mentions"];
    let both = |kind: &&str| {
        list(&allowed["parse"]).any(|parsed| parsed == *kind) && list(&allowed[*kind]).next().is_some()
    };
    let conflicting = ["users", "roles"].into_iter().filter(both);
    conflicting
        .map(|kind| Violation::new(name, &format!("/allowed_mentions/{kind}"), "parsed and listed"))
        .collect()
}
