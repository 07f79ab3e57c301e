//! Who is pinged: content, `allowed_mentions`, roles that may be mentioned, and code, where nothing is a mention.

use sandbox::permissions::MENTION_EVERYONE;
use serde_json::{Value, json};

use crate::support::Stage;

async fn pinged(stage: &Stage, content: String, allowed: Option<Value>) -> (bool, bool, bool) {
    let mut body = json!({"content": content});
    if let Some(allowed) = allowed {
        body["allowed_mentions"] = allowed;
    }
    assert_eq!(stage.send(body).await.status, 200);
    let pinged = stage.channel.messages().pop().unwrap().pinged();
    (
        pinged.users.contains(&stage.anna.id()),
        pinged.roles.contains(&stage.managers.id()),
        pinged.everyone,
    )
}

#[tokio::test]
async fn allowed_mentions_narrow_whom_the_content_pings() {
    let stage = Stage::new().await;
    stage.managers.set_mentionable(true);
    let text = || format!("{} {} @everyone", stage.anna.mention(), stage.managers.mention());
    let role = stage.managers.id().to_string();
    for (allowed, expected) in [
        (None, (true, true, true)),
        (Some(json!({"parse": []})), (false, false, false)),
        (Some(json!({})), (false, false, false)),
        (Some(json!({"parse": ["users"]})), (true, false, false)),
        (Some(json!({"parse": ["everyone"]})), (false, false, true)),
        (Some(json!({"roles": [role]})), (false, true, false)),
        (
            Some(json!({"users": ["1"], "parse": ["roles"]})),
            (false, true, false),
        ),
    ] {
        assert_eq!(
            pinged(&stage, text(), allowed.clone()).await,
            expected,
            "{allowed:?}"
        );
    }
}

#[tokio::test]
async fn a_role_is_pinged_only_if_it_may_be() {
    let stage = Stage::new().await;
    stage.guild.everyone().deny(MENTION_EVERYONE);
    let text = || format!("{} @here", stage.managers.mention());
    assert_eq!(pinged(&stage, text(), None).await, (false, false, false));
    stage.managers.set_mentionable(true);
    assert_eq!(pinged(&stage, text(), None).await, (false, true, false));
    stage.managers.set_mentionable(false);
    stage.channel.overwrite_bot(MENTION_EVERYONE, 0);
    assert_eq!(pinged(&stage, text(), None).await, (false, true, true));
}

#[tokio::test]
async fn nothing_is_a_mention_in_code_and_a_backslash_protects_nothing() {
    let stage = Stage::new().await;
    let anna = stage.anna.mention();
    assert!(
        !pinged(&stage, format!("`{anna}` and ```\n{anna} @everyone```"), None)
            .await
            .0
    );
    assert!(pinged(&stage, format!("`open {anna}"), None).await.0);
    assert!(pinged(&stage, "\\@everyone".to_owned(), None).await.2);
    let embedded = json!({"embeds": [{"description": anna}]});
    let sent = stage.send(embedded).await;
    assert_eq!(sent.body["mentions"], json!([]), "embeds ping nobody");
}

#[tokio::test]
async fn conflicting_allowed_mentions_are_refused() {
    let stage = Stage::new().await;
    let user = stage.anna.id().to_string();
    let body = json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": [user]}});
    let refused = stage.send(body).await;
    let fault = &refused.body["errors"]["allowed_mentions"]["_errors"][0]["code"];
    assert_eq!(fault, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
    let unknown = stage
        .send(json!({"content": "x", "allowed_mentions": {"parse": ["cats"]}}))
        .await;
    assert_eq!(unknown.code(), 50035);
    let many: Vec<String> = (1..=101).map(|n: u64| n.to_string()).collect();
    let too_many = stage
        .send(json!({"content": "x", "allowed_mentions": {"users": many}}))
        .await;
    assert!(too_many.body["errors"]["allowed_mentions"]["users"]["_errors"].is_array());
}

#[tokio::test]
async fn a_reply_pings_its_author_unless_told_not_to_and_an_edit_pings_nobody() {
    let stage = Stage::new().await;
    let theirs = stage.anna.write(&stage.channel, "question");
    let reply = |allowed: Option<Value>| {
        let mut body =
            json!({"content": "answer", "message_reference": {"message_id": theirs.id().to_string()}});
        if let Some(allowed) = allowed {
            body["allowed_mentions"] = allowed;
        }
        body
    };
    for (allowed, expected) in [
        (None, true),
        (Some(json!({"parse": []})), false),
        (Some(json!({"parse": [], "replied_user": true})), true),
    ] {
        let _ = stage.send(reply(allowed)).await;
        assert_eq!(
            stage
                .channel
                .messages()
                .pop()
                .unwrap()
                .pinged()
                .users
                .contains(&stage.anna.id()),
            expected
        );
    }
    let sent = stage.send(json!({"content": "quiet"})).await;
    let edited = stage
        .edit(sent.id(), json!({"content": stage.anna.mention()}))
        .await;
    assert_eq!(edited.body["mentions"][0]["username"], "anna");
    assert!(stage.channel.messages().pop().unwrap().pinged().is_nobody());
}
