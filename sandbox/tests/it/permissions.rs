//! Permissions: computed from roles and overwrites, and asked for by each route.

use reqwest::multipart::{Form, Part};
use sandbox::permissions::*;
use serde_json::json;

use crate::support::Stage;

#[tokio::test]
async fn a_channel_that_is_not_seen_is_missing_access_and_one_that_is_not_open_missing_permissions() {
    let stage = Stage::new().await;
    let everyone = stage.guild.everyone();
    let sends = |words: &'static str| stage.send(json!({"content": words}));
    stage.channel.overwrite(&everyone, 0, SEND_MESSAGES);
    assert_eq!(sends("x").await.code(), 50013);
    stage
        .channel
        .overwrite(&stage.guild.bot_role().unwrap(), SEND_MESSAGES, 0);
    assert_eq!(sends("a role's overwrite beats everyone's").await.status, 200);
    stage.channel.overwrite_bot(0, SEND_MESSAGES);
    assert_eq!(
        sends("x").await.code(),
        50013,
        "a member's own overwrite beats its roles'"
    );
    stage.channel.overwrite_bot(0, VIEW_CHANNEL);
    let hidden = sends("x").await;
    assert_eq!((hidden.status, hidden.code()), (403, 50001));
    assert_eq!(
        stage
            .get(&format!("/channels/{}", stage.channel.id()))
            .await
            .code(),
        50001
    );
    stage.guild.bot_role().unwrap().allow(ADMINISTRATOR);
    assert_eq!(sends("overwrites do not bind administrators").await.status, 200);
}

#[tokio::test]
async fn embeds_and_files_need_their_own_permissions() {
    let stage = Stage::new().await;
    stage.channel.overwrite_bot(0, EMBED_LINKS | ATTACH_FILES);
    assert_eq!(
        stage.send(json!({"embeds": [{"title": "t"}]})).await.code(),
        50013
    );
    let form = || Form::new().part("files[0]", Part::bytes(b"a".to_vec()).file_name("a.txt"));
    let path = format!("/channels/{}/messages", stage.channel.id());
    assert_eq!(stage.upload(&path, form()).await.code(), 50013);
    stage.channel.overwrite_bot(0, 0);
    assert_eq!(stage.upload(&path, form()).await.status, 200);
    stage.channel.overwrite_bot(0, READ_MESSAGE_HISTORY);
    let parent = stage.channel.messages()[0].id().to_string();
    let reply = json!({"content": "x", "message_reference": {"message_id": parent}});
    assert_eq!(stage.send(reply).await.code(), 160002);
    assert_eq!(
        stage.get(&format!("{path}?limit=5")).await.body,
        json!([]),
        "without history a channel looks empty"
    );
}

#[tokio::test]
async fn a_server_the_bot_left_is_out_of_reach() {
    let stage = Stage::new().await;
    let guild = format!("/guilds/{}", stage.guild.id());
    assert_eq!(stage.get(&guild).await.status, 200);
    assert_eq!(
        stage
            .get(&format!("{guild}/members/{}", stage.anna.id()))
            .await
            .body["user"]["username"],
        "anna"
    );
    stage.guild.kick_bot();
    assert_eq!(stage.get(&guild).await.code(), 50001);
    assert_eq!(stage.send(json!({"content": "x"})).await.code(), 50001);
    let commands = format!(
        "/applications/{}/guilds/{}/commands",
        stage.sandbox.application_id(),
        stage.guild.id()
    );
    assert_eq!(stage.get(&commands).await.code(), 50001);
    stage.guild.invite_bot();
    assert_eq!(stage.get(&guild).await.status, 200);
}

#[tokio::test]
async fn a_wrong_token_is_unauthorized() {
    let stage = Stage::new().await;
    assert_eq!(
        stage.get("/users/@me").await.body["id"],
        stage.sandbox.bot_id().to_string()
    );
    stage.sandbox.revoke_token();
    let refused = stage.get("/users/@me").await;
    assert_eq!(
        (refused.status, refused.body),
        (401, json!({"message": "401: Unauthorized", "code": 0}))
    );
}

#[tokio::test]
async fn members_do_only_what_their_permissions_let_them() {
    let stage = Stage::new().await;
    let command =
        json!({"name": "setup", "description": "d", "default_member_permissions": MANAGE_GUILD.to_string()});
    let path = format!("/applications/{}/commands", stage.sandbox.application_id());
    let _ = stage.post(&path, command).await;
    let words = |refused: sandbox::Impossible| refused.to_string();
    let refused = stage
        .anna
        .try_slash(&stage.channel, "/setup")
        .await
        .err()
        .map(words);
    assert_eq!(
        refused.as_deref(),
        Some("the command \"setup\" is not offered to that member")
    );
    stage.managers.allow(MANAGE_GUILD);
    let (_, asked) = tokio::join!(stage.anna.slash(&stage.channel, "/setup"), async {
        let asked = stage.next_interaction().await;
        stage.callback(&asked, json!({"type": 5})).await;
        asked
    });
    let bits: u64 = asked["member"]["permissions"].as_str().unwrap().parse().unwrap();
    assert_eq!(bits & MANAGE_GUILD, MANAGE_GUILD);
    stage.channel.overwrite(&stage.guild.everyone(), 0, VIEW_CHANNEL);
    let hidden = stage.bert.try_write(&stage.channel, "hello").err().map(words);
    assert_eq!(hidden.as_deref(), Some("Bert does not see that channel"));
    assert!(
        stage
            .guild
            .owner()
            .try_write(&stage.channel, "the owner sees all")
            .is_ok()
    );
}
