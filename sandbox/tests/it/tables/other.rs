//! Bodies, versions, and calls that are no messages.

use chrono::TimeDelta;
use reqwest::Method;
use sandbox::permissions;
use serde_json::{Value, json};

use super::{Ask, CHANNELS, CODES, MESSAGE, POLLS, REFERENCE, Row, hold, refused, wrong};
use crate::support::Stage;

pub fn rows() -> Vec<Row> {
    let call = |method: Method, path: &'static str, body: Value| Ask::Call(method, path, body);
    let messages = "/channels/{channel}/messages";
    vec![
        wrong(
            "JSON as text",
            REFERENCE,
            "",
            Ask::Raw("text/plain", r#"{"content": "x"}"#),
        ),
        wrong(
            "JSON as bytes",
            REFERENCE,
            "",
            Ask::Raw("application/octet-stream", r#"{"content": "x"}"#),
        ),
        wrong(
            "JSON as XML",
            REFERENCE,
            "",
            Ask::Raw("application/xml", r#"{"content": "x"}"#),
        ),
        refused(
            "no JSON",
            CODES,
            (400, 50109, ""),
            Ask::Raw("application/json", "{oops"),
        ),
        wrong(
            "a list as body",
            CODES,
            "",
            Ask::Raw("application/json", r#"[{"content": "x"}]"#),
        ),
        wrong(
            "a text as body",
            CODES,
            "",
            Ask::Raw("application/json", r#""x""#),
        ),
        wrong("a number as body", CODES, "", Ask::Raw("application/json", "5")),
        wrong(
            "an object where commands are overwritten",
            CODES,
            "",
            call(
                Method::PUT,
                "/applications/{app}/commands",
                json!({"name": "a", "description": "b"}),
            ),
        ),
        wrong(
            "a list where one command is made",
            CODES,
            "",
            call(
                Method::POST,
                "/applications/{app}/commands",
                json!([{"name": "a", "description": "b"}]),
            ),
        ),
        wrong(
            "a channel that is no id",
            CODES,
            "channel_id",
            call(Method::GET, "/channels/x", Value::Null),
        ),
        wrong(
            "a limit of 101",
            MESSAGE,
            "limit",
            call(Method::GET, "/channels/{channel}/messages?limit=101", Value::Null),
        ),
        wrong(
            "a limit of 0",
            MESSAGE,
            "limit",
            call(Method::GET, "/channels/{channel}/messages?limit=0", Value::Null),
        ),
        refused(
            "another's message edited",
            CODES,
            (403, 50005, ""),
            call(
                Method::PATCH,
                "/channels/{channel}/messages/{message}",
                json!({"content": "x"}),
            ),
        ),
        refused(
            "another's poll ended",
            POLLS,
            (403, 50005, ""),
            call(
                Method::POST,
                "/channels/{channel}/polls/{message}/expire",
                Value::Null,
            ),
        ),
        refused(
            "a message ended that is no poll",
            POLLS,
            (400, 520_006, ""),
            call(
                Method::POST,
                "/channels/{channel}/polls/{own}/expire",
                Value::Null,
            ),
        ),
        refused(
            "voters of no poll",
            POLLS,
            (400, 520_006, ""),
            call(
                Method::GET,
                "/channels/{channel}/polls/{own}/answers/1",
                Value::Null,
            ),
        ),
        refused(
            "another's message forwarded unread",
            MESSAGE,
            (403, 160_014, ""),
            call(Method::POST, messages, Value::Null),
        )
        .with_forward(),
        wrong(
            "one message to delete in bulk",
            MESSAGE,
            "messages",
            call(
                Method::POST,
                "/channels/{channel}/messages/bulk-delete",
                json!({"messages": ["1"]}),
            ),
        ),
        wrong(
            "nothing to delete in bulk",
            MESSAGE,
            "messages",
            call(
                Method::POST,
                "/channels/{channel}/messages/bulk-delete",
                json!({}),
            ),
        ),
        wrong(
            "one message twice to delete in bulk",
            MESSAGE,
            "messages.1",
            call(
                Method::POST,
                "/channels/{channel}/messages/bulk-delete",
                json!({"messages": ["1", "1"]}),
            ),
        ),
        refused(
            "old messages to delete in bulk",
            CODES,
            (400, 50034, ""),
            call(
                Method::POST,
                "/channels/{channel}/messages/bulk-delete",
                json!({"messages": ["1", "2"]}),
            ),
        ),
        wrong(
            "a thread without a name",
            CHANNELS,
            "name",
            call(Method::POST, "/channels/{channel}/threads", json!({"type": 11})),
        ),
        wrong(
            "a thread that is archived after 61 minutes",
            CHANNELS,
            "auto_archive_duration",
            call(
                Method::POST,
                "/channels/{channel}/threads",
                json!({"name": "t", "auto_archive_duration": 61}),
            ),
        ),
        wrong(
            "a direct message to nobody",
            CODES,
            "recipient_id",
            call(Method::POST, "/users/@me/channels", json!({})),
        ),
        refused(
            "a reaction that is a word",
            CODES,
            (400, 10014, ""),
            call(
                Method::PUT,
                "/channels/{channel}/messages/{own}/reactions/fire/@me",
                Value::Null,
            ),
        ),
        refused(
            "no such message",
            CODES,
            (404, 10008, ""),
            call(Method::GET, "/channels/{channel}/messages/1", Value::Null),
        ),
        refused(
            "no such channel",
            CODES,
            (404, 10003, ""),
            call(Method::GET, "/channels/1", Value::Null),
        ),
        refused(
            "no such server",
            CODES,
            (404, 10004, ""),
            call(Method::GET, "/guilds/1", Value::Null),
        ),
        refused(
            "no such user",
            CODES,
            (404, 10013, ""),
            call(Method::GET, "/users/1", Value::Null),
        ),
        refused(
            "no such command",
            CODES,
            (404, 10063, ""),
            call(Method::GET, "/applications/{app}/commands/1", Value::Null),
        ),
        refused(
            "another's application",
            CODES,
            (404, 10002, ""),
            call(Method::GET, "/applications/1/commands", Value::Null),
        ),
    ]
}

impl Row {
    /// A forward of Anna's message, whose id is not known before.
    fn with_forward(mut self) -> Self {
        self.ask = Ask::Call(
            Method::POST,
            "/channels/{channel}/messages",
            json!({"message_reference": {"type": 1, "message_id": "{message}", "channel_id": "{channel}"}}),
        );
        self
    }
}

#[tokio::test]
async fn bodies_and_calls_are_held_to_their_rules() {
    hold(rows()).await;
}

#[tokio::test]
async fn a_version_that_there_is_not_is_refused() {
    let stage = super::stage().await;
    for (version, status, code) in [
        ("v5", 400, 50041),
        ("v11", 400, 50041),
        ("v99", 400, 50041),
        ("v10", 200, 0),
        ("v9", 200, 0),
    ] {
        let answer = stage.get_at(&format!("/api/{version}/users/@me")).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{version}");
    }
}

#[tokio::test]
async fn a_message_is_pinned_by_who_may_pin_and_not_by_who_may_manage() {
    for (bits, status) in [
        (permissions::DEFAULT_BOT | permissions::MANAGE_MESSAGES, 403),
        (permissions::DEFAULT_BOT | permissions::PIN_MESSAGES, 204),
    ] {
        let stage = Stage::with(|options| {
            options.rate_limits = false;
            options.bot_permissions = bits;
        })
        .await;
        let sent = stage.send(json!({"content": "x"})).await.id();
        for path in ["messages/pins", "pins"] {
            let path = format!("/channels/{}/{path}/{sent}", stage.channel.id());
            assert_eq!(stage.put(&path, Value::Null).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn a_thread_takes_two_names_in_ten_minutes_and_the_next_thread_its_own() {
    let stage = Stage::with(|options| options.bot_permissions = permissions::ALL).await;
    let start = |name: &'static str| {
        let path = format!("/channels/{}/threads", stage.channel.id());
        let stage = &stage;
        async move { stage.post(&path, json!({"name": name, "type": 11})).await.id() }
    };
    let (first, second) = (start("a").await, start("b").await);
    let rename = |thread: u64, name: String| {
        let path = format!("/channels/{thread}");
        let stage = &stage;
        async move { stage.patch(&path, json!({"name": name})).await }
    };
    for n in 0..2 {
        assert_eq!(rename(first, format!("a{n}")).await.status, 200);
    }
    let refused = rename(first, "a3".to_owned()).await;
    assert_eq!(
        (refused.status, refused.header("x-ratelimit-scope")),
        (429, "shared")
    );
    assert_eq!(refused.body["retry_after"], json!(600.0));
    assert_eq!(
        rename(first, "a1".to_owned()).await.status,
        200,
        "the name it has already"
    );
    assert_eq!(rename(second, "b1".to_owned()).await.status, 200);
    stage.clock.advance(TimeDelta::minutes(10));
    assert_eq!(rename(first, "a3".to_owned()).await.status, 200);
}
