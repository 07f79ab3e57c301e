//! Messages: what is kept, what comes back, and what is refused.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::Stage;

#[tokio::test]
async fn a_message_comes_back_whole_and_trimmed() {
    let stage = Stage::new().await;
    let sent = stage
        .send(json!({"content": "  two words \n", "embeds": [{"title": " L-1 ", "color": 255}]}))
        .await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.body["content"], "two words");
    assert_eq!(
        sent.body["embeds"][0],
        json!({"type": "rich", "title": "L-1", "color": 255})
    );
    assert_eq!(sent.body["author"]["bot"], true);
    let got = stage
        .get(&format!(
            "/channels/{}/messages/{}",
            stage.channel.id(),
            sent.id()
        ))
        .await;
    assert_eq!(got.body, sent.body);
}

#[tokio::test]
async fn content_has_at_most_2000_characters_however_many_bytes() {
    let stage = Stage::new().await;
    assert_eq!(stage.send(json!({"content": "ж".repeat(2000)})).await.status, 200);
    let refused = stage.send(json!({"content": "ж".repeat(2001)})).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    assert_eq!(
        refused.body["errors"]["content"]["_errors"][0],
        json!({"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."})
    );
}

#[tokio::test]
async fn a_message_with_nothing_to_see_is_refused() {
    let stage = Stage::new().await;
    let row = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]);
    for body in [
        json!({}),
        json!({"content": " \n "}),
        json!({"embeds": []}),
        json!({"components": row}),
    ] {
        let refused = stage.send(body.clone()).await;
        assert_eq!((refused.status, refused.code()), (400, 50006), "{body}");
    }
    let sent = stage.send(json!({"content": "something"})).await;
    assert_eq!(stage.edit(sent.id(), json!({"content": ""})).await.code(), 50006);
    assert_eq!(
        stage.channel.messages()[0].content(),
        "something",
        "a refused edit changes nothing"
    );
}

#[tokio::test]
async fn an_enforced_nonce_gives_the_earlier_message_for_a_few_minutes() {
    let stage = Stage::new().await;
    let body = |words: &str| json!({"content": words, "nonce": "row-1", "enforce_nonce": true});
    let first = stage.send(body("one")).await;
    stage.clock.advance(TimeDelta::minutes(2));
    let second = stage.send(body("two")).await;
    assert_eq!(
        (second.id(), second.body["content"].as_str()),
        (first.id(), Some("one"))
    );
    assert_eq!(second.body["nonce"], "row-1");
    stage.clock.advance(TimeDelta::minutes(2));
    assert_ne!(stage.send(body("three")).await.id(), first.id());
    let unforced = json!({"content": "four", "nonce": "row-1"});
    assert_ne!(stage.send(unforced).await.id(), first.id());
    assert_eq!(stage.channel.messages().len(), 3);
}

#[tokio::test]
async fn a_nonce_is_a_number_or_has_25_characters_at_most() {
    let stage = Stage::new().await;
    for nonce in [json!("n".repeat(25)), json!(1_700_000_000_i64)] {
        let sent = stage
            .send(json!({"content": "x", "nonce": nonce, "enforce_nonce": true}))
            .await;
        assert_eq!((sent.status, &sent.body["nonce"]), (200, &nonce));
    }
    for nonce in [
        json!("n".repeat(26)),
        json!("é".repeat(26)),
        json!(1.5),
        json!(true),
    ] {
        let refused = stage.send(json!({"content": "x", "nonce": nonce})).await;
        assert_eq!((refused.status, refused.code()), (400, 50035), "{nonce}");
        assert_eq!(
            refused.body["errors"]["nonce"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH",
            "{nonce}: {:?}",
            refused.body
        );
    }
    assert_eq!(stage.channel.messages().len(), 2, "nothing refused is posted");
}

#[tokio::test]
async fn a_reply_to_a_missing_message_fails_unless_it_may_be_missing() {
    let stage = Stage::new().await;
    let parent = stage.send(json!({"content": "card"})).await;
    let reply = |id: u64, fails: bool| json!({"content": "reminder", "message_reference": {"message_id": id.to_string(), "fail_if_not_exists": fails}});
    let sent = stage.send(reply(parent.id(), true)).await;
    assert_eq!(sent.body["type"], 19);
    assert_eq!(sent.body["referenced_message"]["content"], "card");
    stage.channel.messages()[0].delete();
    let refused = stage.send(reply(parent.id(), true)).await;
    assert_eq!(
        refused.body["errors"]["message_reference"]["_errors"][0],
        json!({"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"})
    );
    let plain = stage.send(reply(parent.id(), false)).await;
    assert_eq!((plain.status, &plain.body["type"]), (200, &json!(0)));
    assert_eq!(plain.body.get("message_reference"), None);
    let dangling = stage
        .get(&format!(
            "/channels/{}/messages/{}",
            stage.channel.id(),
            sent.id()
        ))
        .await;
    assert_eq!(dangling.body["referenced_message"], Value::Null);
}

#[tokio::test]
async fn listing_pages_before_after_and_around() {
    let stage = Stage::new().await;
    let mut ids = Vec::new();
    for n in 0..10 {
        ids.push(stage.send(json!({"content": n.to_string()})).await.id());
    }
    let words = |query: String| {
        let stage = &stage;
        async move {
            let answer = stage
                .get(&format!("/channels/{}/messages?{query}", stage.channel.id()))
                .await;
            let list = answer.body.as_array().unwrap();
            list.iter()
                .map(|message| message["content"].as_str().unwrap())
                .collect::<String>()
        }
    };
    assert_eq!(words("limit=3".into()).await, "987");
    assert_eq!(words(format!("before={}&limit=3", ids[5])).await, "432");
    assert_eq!(words(format!("after={}&limit=3", ids[5])).await, "876");
    assert_eq!(words(format!("around={}&limit=4", ids[5])).await, "6543");
    let refused = stage
        .get(&format!("/channels/{}/messages?limit=101", stage.channel.id()))
        .await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
}

#[tokio::test]
async fn a_message_of_somebody_else_is_neither_edited_nor_read() {
    let stage = Stage::new().await;
    let theirs = stage.anna.write(&stage.channel, "my own words");
    let refused = stage.edit(theirs.id(), json!({"content": "other words"})).await;
    assert_eq!((refused.status, refused.code()), (403, 50005));
    let path = format!("/channels/{}/messages/{}", stage.channel.id(), theirs.id());
    assert_eq!(
        stage.get(&path).await.body["content"],
        "",
        "without the message content intent"
    );
    assert_eq!(stage.delete(&path).await.code(), 50013);
    let asking = stage
        .anna
        .write(&stage.channel, &format!("<@{}> hello", stage.sandbox.bot_id()));
    let path = format!("/channels/{}/messages/{}", stage.channel.id(), asking.id());
    assert!(
        stage.get(&path).await.body["content"]
            .as_str()
            .unwrap()
            .ends_with("hello"),
        "it is mentioned"
    );
}

#[tokio::test]
async fn what_is_gone_is_said_to_be_gone() {
    let stage = Stage::new().await;
    let sent = stage.send(json!({"content": "x"})).await;
    let path = format!("/channels/{}/messages/{}", stage.channel.id(), sent.id());
    assert_eq!(stage.delete(&path).await.status, 204);
    assert_eq!(stage.get(&path).await.code(), 10008);
    assert_eq!(stage.edit(sent.id(), json!({"content": "y"})).await.code(), 10008);
    assert_eq!(stage.delete(&path).await.code(), 10008);
    stage.channel.delete();
    assert_eq!(stage.send(json!({"content": "x"})).await.code(), 10003);
    assert_eq!(stage.get("/guilds/1").await.code(), 10004);
    let unknown = stage.get("/lobbies").await;
    assert_eq!(
        (unknown.status, unknown.body),
        (404, json!({"message": "404: Not Found", "code": 0}))
    );
}

#[tokio::test]
async fn a_direct_message_reaches_who_takes_it() {
    let stage = Stage::new().await;
    let opened = stage
        .post(
            "/users/@me/channels",
            json!({"recipient_id": stage.anna.id().to_string()}),
        )
        .await;
    assert_eq!(opened.body["recipients"][0]["username"], "anna");
    let path = format!("/channels/{}/messages", opened.id());
    assert_eq!(stage.post(&path, json!({"content": "psst"})).await.status, 200);
    assert_eq!(stage.anna.direct_messages()[0].content(), "psst");
    stage.anna.take_direct_messages(false);
    let refused = stage.post(&path, json!({"content": "psst"})).await;
    assert_eq!((refused.status, refused.code()), (403, 50007));
}
