//! Rate limits: what the headers say, what the 429s say, and that waiting helps.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::Stage;

#[tokio::test]
async fn a_channel_takes_five_messages_in_five_seconds() {
    let stage = Stage::with(|_| {}).await;
    for left in ["4", "3", "2", "1", "0"] {
        let sent = stage.send(json!({"content": "x"})).await;
        assert_eq!((sent.status, sent.header("x-ratelimit-remaining")), (200, left));
        assert_eq!(sent.header("x-ratelimit-limit"), "5");
    }
    stage.clock.advance(TimeDelta::milliseconds(1500));
    let refused = stage.send(json!({"content": "x"})).await;
    assert_eq!(
        (refused.status, &refused.body),
        (
            429,
            &json!({"message": "You are being rate limited.", "retry_after": 3.5, "global": false})
        )
    );
    assert_eq!(refused.header("retry-after"), "4");
    assert_eq!(
        (
            refused.header("x-ratelimit-scope"),
            refused.header("x-ratelimit-reset-after")
        ),
        ("user", "3.500")
    );
    assert_eq!(refused.header("via"), "1.1 google");
    let other = stage.guild.add_channel("other");
    let elsewhere = stage
        .post(
            &format!("/channels/{}/messages", other.id()),
            json!({"content": "x"}),
        )
        .await;
    assert_eq!(elsewhere.status, 200, "another channel is another bucket");
    assert_eq!(
        elsewhere.header("x-ratelimit-bucket"),
        refused.header("x-ratelimit-bucket")
    );
    stage.clock.advance(TimeDelta::milliseconds(3500));
    assert_eq!(stage.send(json!({"content": "x"})).await.status, 200);
    assert_eq!(stage.channel.messages().len(), 6, "what was refused was not sent");
}

#[tokio::test]
async fn edits_have_a_bucket_of_their_own_and_old_messages_a_narrower_one() {
    let stage = Stage::with(|_| {}).await;
    let sent = stage.send(json!({"content": "x"})).await;
    for _ in 0..5 {
        assert_eq!(stage.edit(sent.id(), json!({"content": "y"})).await.status, 200);
    }
    assert_eq!(stage.edit(sent.id(), json!({"content": "z"})).await.status, 429);
    stage.clock.advance(TimeDelta::minutes(61));
    for _ in 0..3 {
        assert_eq!(stage.edit(sent.id(), json!({"content": "y"})).await.status, 200);
    }
    let refused = stage.edit(sent.id(), json!({"content": "z"})).await;
    assert_eq!(
        (refused.status, refused.code(), &refused.body["retry_after"]),
        (429, 30046, &json!(6.0))
    );
    let fresh = stage.send(json!({"content": "new"})).await;
    assert_eq!(
        stage.edit(fresh.id(), json!({"content": "newer"})).await.status,
        200,
        "young messages go on"
    );
    stage.clock.advance(TimeDelta::seconds(6));
    assert_eq!(stage.edit(sent.id(), json!({"content": "z"})).await.status, 200);
}

#[tokio::test]
async fn fifty_requests_a_second_are_all_there_are_but_interactions_are_not_counted() {
    let stage = Stage::with(|_| {}).await;
    let _ = stage
        .send(json!({"content": "x", "components": [
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
        ]}))
        .await;
    for _ in 0..49 {
        assert_eq!(stage.get("/users/@me").await.status, 200);
    }
    let refused = stage.get("/users/@me").await;
    assert_eq!((refused.status, &refused.body["global"]), (429, &json!(true)));
    assert_eq!(
        (
            refused.header("x-ratelimit-global"),
            refused.header("x-ratelimit-scope")
        ),
        ("true", "global")
    );
    let pressed = stage.press(0).await;
    assert_eq!(stage.callback(&pressed, json!({"type": 6})).await.status, 204);
    stage.clock.advance(TimeDelta::seconds(1));
    assert_eq!(stage.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn every_answer_has_the_date_of_the_injected_clock() {
    let stage = Stage::new().await;
    assert_eq!(
        stage.get("/gateway").await.header("date"),
        "Sun, 15 Jun 2025 15:06:40 GMT"
    );
    stage.clock.advance(TimeDelta::days(3));
    assert_eq!(
        stage.get("/nothing").await.header("date"),
        "Wed, 18 Jun 2025 15:06:40 GMT"
    );
    let sent = stage.send(json!({"content": "x"})).await;
    assert_eq!(sent.body["timestamp"], "2025-06-18T15:06:40.000000+00:00");
    let made_at = (sent.id() >> 22) + 1_420_070_400_000;
    assert_eq!(json!(made_at), json!(1_750_000_000_000_u64 + 3 * 86_400_000));
    assert_eq!(sent.body["edited_timestamp"], Value::Null);
}

#[tokio::test]
async fn a_client_that_does_not_name_itself_is_not_let_in() {
    let stage = Stage::new().await;
    let url = format!("{}/api/v10/users/@me", stage.sandbox.url());
    let ask = async |agent: Option<&str>| {
        let client = reqwest::Client::new();
        let request = client
            .get(&url)
            .header("authorization", format!("Bot {}", stage.sandbox.token()));
        let request = match agent {
            Some(agent) => request.header("user-agent", agent),
            None => request,
        };
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask(None).await, 403);
    assert_eq!(ask(Some("curl/8")).await, 403);
    assert_eq!(ask(Some("DiscordBot")).await, 403);
    assert_eq!(ask(Some("DiscordBot (https://a.example, 1) Rust")).await, 200);
    // As some well-known libraries write it.
    assert_eq!(
        ask(Some("DiscordBot (https://a.example 1.0) Python/3")).await,
        200
    );
}
