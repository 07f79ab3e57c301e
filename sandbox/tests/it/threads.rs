//! Threads: started once, archived by time, and what an archived or locked one still takes.

use chrono::TimeDelta;
use sandbox::permissions::{CREATE_PUBLIC_THREADS, MANAGE_THREADS, SEND_MESSAGES_IN_THREADS};
use serde_json::{Value, json};

use crate::support::Stage;

async fn start(stage: &Stage) -> u64 {
    let sent = stage.send(json!({"content": "card"})).await;
    let path = format!("/channels/{}/messages/{}/threads", stage.channel.id(), sent.id());
    let started = stage
        .post(&path, json!({"name": "L-1", "auto_archive_duration": 60}))
        .await;
    assert_eq!(
        (started.status, started.id()),
        (201, sent.id()),
        "a thread has the id of its message"
    );
    started.id()
}

#[tokio::test]
async fn a_message_has_one_thread() {
    let stage = Stage::new().await;
    let thread = start(&stage).await;
    let path = format!("/channels/{}/messages/{thread}/threads", stage.channel.id());
    assert_eq!(stage.post(&path, json!({"name": "again"})).await.code(), 160004);
    let card = stage
        .get(&format!("/channels/{}/messages/{thread}", stage.channel.id()))
        .await;
    assert_eq!(
        (&card.body["thread"]["name"], &card.body["flags"]),
        (&json!("L-1"), &json!(32))
    );
    let inside = stage
        .post(
            &format!("/channels/{thread}/messages"),
            json!({"content": "talk"}),
        )
        .await;
    assert_eq!(inside.status, 200);
    let shown = stage.get(&format!("/channels/{thread}")).await;
    assert_eq!(
        (&shown.body["message_count"], &shown.body["member"]["user_id"]),
        (&json!(2), &json!(stage.sandbox.bot_id().to_string()))
    );
    let active = stage
        .get(&format!("/guilds/{}/threads/active", stage.guild.id()))
        .await;
    assert_eq!(active.body["threads"][0]["id"], thread.to_string());
}

#[tokio::test]
async fn a_thread_has_a_name_and_one_of_four_archive_times() {
    let stage = Stage::new().await;
    let path = format!("/channels/{}/threads", stage.channel.id());
    for (body, key) in [
        (json!({"name": ""}), "name"),
        (json!({"name": "n".repeat(101)}), "name"),
        (
            json!({"name": "n", "auto_archive_duration": 61}),
            "auto_archive_duration",
        ),
    ] {
        let refused = stage.post(&path, body).await;
        assert!(
            refused.body["errors"][key]["_errors"].is_array(),
            "{:?}",
            refused.body
        );
    }
    stage.channel.overwrite_bot(0, CREATE_PUBLIC_THREADS);
    assert_eq!(
        stage.post(&path, json!({"name": "n", "type": 11})).await.code(),
        50013
    );
}

#[tokio::test]
async fn a_quiet_thread_archives_itself_and_refuses_edits_until_it_is_written_in() {
    let stage = Stage::new().await;
    let thread = start(&stage).await;
    let messages = format!("/channels/{thread}/messages");
    let talk = stage.post(&messages, json!({"content": "talk"})).await.id();
    stage.clock.advance(TimeDelta::minutes(59));
    assert_eq!(
        stage
            .patch(&format!("{messages}/{talk}"), json!({"content": "still open"}))
            .await
            .status,
        200
    );
    stage.clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        stage
            .patch(&format!("{messages}/{talk}"), json!({"content": "too late"}))
            .await
            .code(),
        50083
    );
    assert_eq!(
        stage
            .patch(&format!("/channels/{thread}"), json!({"name": "new"}))
            .await
            .code(),
        50083
    );
    let anna = format!("/channels/{thread}/thread-members/{}", stage.anna.id());
    assert_eq!(stage.put(&anna, Value::Null).await.code(), 50083);
    let archived = stage
        .get(&format!(
            "/channels/{}/threads/archived/public",
            stage.channel.id()
        ))
        .await;
    assert_eq!(archived.body["threads"][0]["thread_metadata"]["archived"], true);
    assert_eq!(
        stage
            .post(&messages, json!({"content": "hello again"}))
            .await
            .status,
        200
    );
    assert_eq!(
        stage
            .patch(&format!("{messages}/{talk}"), json!({"content": "open again"}))
            .await
            .status,
        200
    );
    assert_eq!(stage.put(&anna, Value::Null).await.status, 204);
}

#[tokio::test]
async fn a_locked_thread_is_for_moderators() {
    let stage = Stage::new().await;
    let thread = start(&stage).await;
    let path = format!("/channels/{thread}");
    assert_eq!(
        stage.patch(&path, json!({"name": "by its starter"})).await.status,
        200
    );
    assert_eq!(stage.patch(&path, json!({"locked": true})).await.code(), 50013);
    stage.channel.overwrite_bot(MANAGE_THREADS, 0);
    assert_eq!(stage.patch(&path, json!({"locked": true})).await.status, 200);
    assert_eq!(
        stage
            .post(&format!("{path}/messages"), json!({"content": "x"}))
            .await
            .status,
        200
    );
    stage.channel.overwrite_bot(0, 0);
    assert_eq!(
        stage
            .post(&format!("{path}/messages"), json!({"content": "x"}))
            .await
            .code(),
        160005
    );
    assert_eq!(stage.patch(&path, json!({"archived": true})).await.code(), 50013);
}

#[tokio::test]
async fn writing_in_a_thread_is_a_permission_of_its_own() {
    let stage = Stage::new().await;
    let thread = start(&stage).await;
    stage.channel.overwrite_bot(0, SEND_MESSAGES_IN_THREADS);
    assert_eq!(
        stage
            .post(&format!("/channels/{thread}/messages"), json!({"content": "x"}))
            .await
            .code(),
        50013
    );
    assert_eq!(stage.send(json!({"content": "x"})).await.status, 200);
    assert_eq!(
        stage.delete(&format!("/channels/{thread}")).await.code(),
        50013,
        "only moderators delete threads"
    );
}

#[tokio::test]
async fn a_server_has_at_most_a_thousand_active_threads() {
    let stage = Stage::new().await;
    let path = format!("/channels/{}/threads", stage.channel.id());
    for _ in 0..1000 {
        stage.anna.start_thread(&stage.channel, "n");
    }
    assert_eq!(
        stage.post(&path, json!({"name": "n", "type": 11})).await.code(),
        160006
    );
    stage.channel.threads()[0].set_archived(true);
    assert_eq!(
        stage.post(&path, json!({"name": "n", "type": 11})).await.status,
        201
    );
}

#[tokio::test]
async fn a_thread_has_at_most_a_thousand_members() {
    let stage = Stage::new().await;
    let thread = start(&stage).await;
    let join = |user: u64| {
        let path = format!("/channels/{thread}/thread-members/{user}");
        let stage = &stage;
        async move { stage.put(&path, json!({})).await }
    };
    // The bot, which started it, is the first of them.
    let mut last = 0;
    for n in 1..1000 {
        last = stage.guild.add_member(&format!("M{n}"), &[]).id();
        let joined = join(last).await;
        assert_eq!(joined.status, 204, "{n}: {:?}", joined.body);
    }
    let late = stage.guild.add_member("Late", &[]).id();
    let refused = join(late).await;
    assert_eq!((refused.status, refused.code()), (400, 30033));
    assert_eq!(join(last).await.status, 204, "who is in it may be added again");
    let leave = format!("/channels/{thread}/thread-members/@me");
    assert_eq!(stage.delete(&leave).await.status, 204);
    assert_eq!(join(late).await.status, 204, "one left");
}
