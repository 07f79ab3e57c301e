//! The contract itself: that it sees what it is for.

use std::collections::BTreeMap;

use sandbox::Recorded;
use serde_json::{Value, json};

use crate::contract::description::Description;
use crate::contract::requests::violations;

fn sent(body: Value) -> Recorded {
    Recorded {
        at: "2026-11-23T08:00:00Z".parse().unwrap(),
        method: "POST".to_owned(),
        route: "/channels/{channel_id}/messages".to_owned(),
        path: "/channels/1/messages".to_owned(),
        query: String::new(),
        headers: BTreeMap::new(),
        body,
        files: Vec::new(),
        status: 200,
        answer: Value::Null,
        faulted: true,
    }
}

fn button(custom_id: Option<&str>) -> Value {
    let mut button = json!({"type": 2, "style": 1, "label": "Accept"});
    if let Some(id) = custom_id {
        button["custom_id"] = json!(id);
    }
    button
}

fn with_row(buttons: Vec<Value>) -> Value {
    json!({"content": "x", "components": [{"type": 1, "components": buttons}]})
}

/// Pointer of the first violation; none where all is well.
fn found(body: Value) -> Option<String> {
    violations(&sent(body))
        .into_iter()
        .next()
        .map(|violation| violation.at)
}

#[test]
fn a_message_as_it_should_be_passes() {
    assert_eq!(
        violations(&sent(with_row(vec![button(Some("a")), button(Some("b"))]))),
        []
    );
}

#[test]
fn what_the_description_leaves_out_is_seen() {
    let wrong = [
        (json!({}), ""),
        (json!({"content": "x".repeat(2001)}), "/content"),
        (
            json!({"embeds": [{"description": "a".repeat(3000)}, {"description": "b".repeat(3001)}]}),
            "/embeds",
        ),
        (
            with_row(vec![button(None)]),
            "/components/0/components/0/custom_id",
        ),
        (
            with_row(vec![button(Some("a")), button(Some("a"))]),
            "/components/0/components/1/custom_id",
        ),
        (
            with_row((0..6).map(|n| button(Some(&n.to_string()))).collect()),
            "/components/0",
        ),
        (
            json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "/allowed_mentions/users",
        ),
    ];
    for (body, at) in wrong {
        assert_eq!(found(body.clone()).as_deref(), Some(at), "{body}");
    }
}

#[test]
fn what_the_description_says_is_seen() {
    if Description::get().is_none() {
        return;
    }
    let wrong = [
        (json!({"embeds": [{"title": "t".repeat(300)}]}), "/embeds/0/title"),
        (json!({"content": "x", "flags": "none"}), "/flags"),
        (json!({"content": "x", "embed": {"title": "t"}}), "/embed"),
        (
            json!({"embeds": [{"tilte": "t", "title": "t"}]}),
            "/embeds/0/tilte",
        ),
    ];
    for (body, at) in wrong {
        assert_eq!(found(body.clone()).as_deref(), Some(at), "{body}");
    }
}

#[test]
fn an_answer_that_discord_would_not_give_is_seen() {
    if Description::get().is_none() {
        return;
    }
    let mut recorded = sent(json!({"content": "x"}));
    recorded.faulted = false;
    recorded.answer = json!({"id": "1"});
    assert!(!violations(&recorded).is_empty());
    recorded.status = 201;
    assert_eq!(
        violations(&recorded)[0].rule,
        "Discord never answers with this status"
    );
}
