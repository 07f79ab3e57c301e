//! Interactions: deadlines, one first answer, followups, and who sees what.

use chrono::TimeDelta;
use sandbox::Kind;
use serde_json::{Value, json};

use crate::support::Stage;

/// A card with one button.
fn card() -> Value {
    json!({"content": "card", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
    ]})
}

fn message(content: &str, flags: u64) -> Value {
    json!({"type": 4, "data": {"content": content, "flags": flags}})
}

#[tokio::test]
async fn an_interaction_carries_all_that_a_bot_may_need() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    for key in [
        "id",
        "application_id",
        "type",
        "data",
        "guild",
        "guild_id",
        "channel",
        "channel_id",
        "member",
        "token",
        "version",
        "message",
        "app_permissions",
        "locale",
        "guild_locale",
        "entitlements",
        "authorizing_integration_owners",
        "context",
        "attachment_size_limit",
    ] {
        assert!(!pressed[key].is_null(), "{key} is missing");
    }
    assert_eq!(
        pressed["data"],
        json!({"component_type": 2, "custom_id": "go", "id": 2})
    );
    assert_eq!(pressed["member"]["user"]["username"], "anna");
    assert_eq!(
        pressed["member"]["roles"],
        json!([stage.managers.id().to_string()])
    );
}

#[tokio::test]
async fn the_first_answer_may_take_three_seconds_and_not_longer() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let in_time = stage.press(0).await;
    stage.clock.advance(TimeDelta::milliseconds(3000));
    assert_eq!(stage.callback(&in_time, message("hello", 64)).await.status, 204);
    let late = stage.press(0).await;
    stage.clock.advance(TimeDelta::milliseconds(3001));
    let refused = stage.callback(&late, message("hello", 64)).await;
    assert_eq!((refused.status, refused.code()), (404, 10062));
    let forged = json!({"id": late["id"], "token": "made-up"});
    assert_eq!(stage.callback(&forged, message("hello", 64)).await.code(), 10062);
}

#[tokio::test]
async fn there_is_one_first_answer() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    assert_eq!(stage.callback(&pressed, message("one", 0)).await.status, 204);
    let second = stage.callback(&pressed, message("two", 0)).await;
    assert_eq!((second.status, second.code()), (400, 40060));
    let texts: Vec<_> = stage
        .channel
        .messages()
        .iter()
        .map(sandbox::actor::Message::content)
        .collect();
    assert_eq!(texts, ["card", "one"]);
}

#[tokio::test]
async fn a_refused_answer_leaves_the_interaction_open() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    assert_eq!(stage.callback(&pressed, message("", 0)).await.code(), 50006);
    assert_eq!(
        stage
            .callback(&pressed, message(&"x".repeat(2001), 0))
            .await
            .code(),
        50035
    );
    let wrong_type = stage
        .callback(&pressed, json!({"type": 8, "data": {"choices": []}}))
        .await;
    assert!(wrong_type.body["errors"]["type"]["_errors"].is_array());
    let flagged = stage
        .callback(&pressed, json!({"type": 5, "data": {"flags": 4}}))
        .await;
    assert!(flagged.body["errors"]["data"]["flags"]["_errors"].is_array());
    assert_eq!(stage.callback(&pressed, message("right", 0)).await.status, 204);
}

#[tokio::test]
async fn a_private_answer_is_seen_by_one_and_is_not_in_the_channel() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let mut private = card();
    private["flags"] = json!(64);
    let pressed = stage.press(0).await;
    let answered = stage
        .callback_with_response(&pressed, json!({"type": 4, "data": private}))
        .await;
    let resource = &answered.body["resource"]["message"];
    assert_eq!(resource["flags"], 64);
    let id: u64 = resource["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        stage
            .get(&format!("/channels/{}/messages/{id}", stage.channel.id()))
            .await
            .code(),
        10008
    );
    let listed = stage
        .get(&format!("/channels/{}/messages", stage.channel.id()))
        .await;
    assert_eq!(listed.body.as_array().unwrap().len(), 1);
    assert_eq!(
        stage.edit(id, json!({"content": "x"})).await.code(),
        10008,
        "only its token reaches it"
    );
    let seen = stage.sandbox.message(id).unwrap();
    assert!(stage.bert.try_press(&seen, "Go").await.is_err());
    assert_eq!(stage.anna.private_messages().len(), 1);
    assert!(seen.pinged().is_nobody());
}

#[tokio::test]
async fn followups_need_a_first_answer_and_end_after_fifteen_minutes() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    let path = format!(
        "/webhooks/{}/{}",
        stage.sandbox.application_id(),
        pressed["token"].as_str().unwrap()
    );
    let early = stage.post(&path, json!({"content": "early"})).await;
    assert_eq!((early.status, early.code()), (404, 10015));
    assert_eq!(stage.callback(&pressed, json!({"type": 6})).await.status, 204);
    stage.clock.advance(TimeDelta::minutes(15));
    let followup = stage
        .post(&path, json!({"content": "in time", "flags": 64}))
        .await;
    assert_eq!(followup.status, 200);
    let own = format!("{path}/messages/{}", followup.id());
    assert_eq!(
        stage.patch(&own, json!({"content": "edited"})).await.body["content"],
        "edited"
    );
    assert_eq!(
        stage
            .patch(&format!("{path}/messages/@original"), json!({"content": "card!"}))
            .await
            .status,
        200
    );
    assert_eq!(stage.channel.messages()[0].content(), "card!");
    assert_eq!(stage.delete(&own).await.status, 204);
    assert_eq!(stage.get(&own).await.code(), 10008);
    stage.clock.advance(TimeDelta::milliseconds(1));
    let late = stage.post(&path, json!({"content": "late"})).await;
    assert_eq!((late.status, late.code()), (401, 50027));
}

#[tokio::test]
async fn the_first_followup_of_a_deferred_answer_takes_its_place() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    let deferred = stage
        .callback_with_response(&pressed, json!({"type": 5, "data": {"flags": 64}}))
        .await;
    assert_eq!(deferred.body["interaction"]["response_message_loading"], true);
    assert_eq!(stage.anna.private_messages()[0].text(), "");
    assert!(stage.anna.private_messages()[0].is_loading());
    let path = format!(
        "/webhooks/{}/{}",
        stage.sandbox.application_id(),
        pressed["token"].as_str().unwrap()
    );
    // "If you send a followup without resolving the loading state, we interpret your followup as you resolving" it.
    let followup = stage.post(&path, json!({"content": "done"})).await;
    assert_eq!(
        followup.body["id"],
        deferred.body["interaction"]["response_message_id"]
    );
    assert_eq!(followup.body["flags"], 64, "and stays private");
    let other = stage.post(&path, json!({"content": "public"})).await;
    assert_ne!(other.id(), followup.id());
    assert_eq!(stage.channel.messages().len(), 2);
}

#[tokio::test]
async fn an_update_changes_the_pressed_message_in_place() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let pressed = stage.press(0).await;
    let answer = stage
        .callback(
            &pressed,
            json!({"type": 7, "data": {"content": "gone", "components": []}}),
        )
        .await;
    assert_eq!(answer.status, 204);
    let message = stage.channel.messages().remove(0);
    assert_eq!((message.text().as_str(), message.revision()), ("gone", 1));
    assert!(message.buttons().is_empty());
}

#[tokio::test]
async fn a_form_is_submitted_as_the_client_submits_it() {
    let stage = Stage::new().await;
    let _ = stage.send(card()).await;
    let message = stage.channel.messages().remove(0);
    let text = |id: &str, more: Value| {
        let mut input = json!({"type": 4, "custom_id": id, "style": 1, "label": id.to_uppercase()});
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        json!({"type": 1, "components": [input]})
    };
    let rows = json!([
        text("name", json!({"value": "Acme", "max_length": 10})),
        text("notes", json!({"required": false, "min_length": 5})),
        {"type": 18, "label": "Why", "component": {"type": 3, "custom_id": "why", "options": [
            {"label": "No budget", "value": "budget"}]}},
    ]);
    let modal = json!({"type": 9, "data": {"title": "T", "custom_id": "m", "components": rows}});
    let (_, form) = stage.answer_press(&message, modal).await;
    let refused = |values: &'static [(&'static str, &'static str)]| {
        let (stage, form) = (&stage, form.clone());
        async move {
            stage
                .anna
                .try_submit(&form, values)
                .await
                .err()
                .unwrap()
                .to_string()
        }
    };
    assert_eq!(
        refused(&[("why", "budget"), ("NAME", "")]).await,
        "the field \"NAME\" is required"
    );
    assert_eq!(
        refused(&[("NAME", "12345678901")]).await,
        "the field \"NAME\" takes at most 10 characters"
    );
    assert_eq!(
        refused(&[("NOTES", "abc")]).await,
        "the field \"NOTES\" needs at least 5 characters"
    );
    assert_eq!(
        refused(&[("NAME", "two\nlines")]).await,
        "the field \"NAME\" is one line"
    );
    assert_eq!(
        refused(&[("SIZE", "1")]).await,
        "the form has no field \"SIZE\"; there are: NAME, NOTES, Why"
    );
    assert_eq!(refused(&[]).await, "the field \"Why\" is required");
    assert!(
        stage.bert.try_submit(&form, &[]).await.is_err(),
        "somebody else's form"
    );
    let ((), submitted) = tokio::join!(
        async { drop(stage.anna.submit(&form, &[("Why", "No budget")]).await) },
        async {
            let submitted = stage.next_interaction().await;
            stage.callback(&submitted, json!({"type": 6})).await;
            submitted
        }
    );
    assert_eq!(submitted["data"]["custom_id"], "m");
    assert_eq!(
        submitted["data"]["components"][0]["components"][0]["value"],
        "Acme"
    );
    assert_eq!(submitted["data"]["components"][1]["components"][0]["value"], "");
    assert_eq!(
        submitted["data"]["components"][2]["component"]["values"],
        json!(["budget"])
    );
    assert_eq!(submitted["message"]["id"], message.id().to_string());
}

#[tokio::test]
async fn a_form_cannot_be_answered_with_a_form() {
    let stage = Stage::new().await;
    let submitting = stage.anna.submit_raw(&stage.channel, None, "m", &[("name", "x")]);
    let (reply, refused) = tokio::join!(submitting, async {
        let submitted = stage.next_interaction().await;
        let modal = json!({"type": 9, "data": {"title": "T", "custom_id": "m", "components": []}});
        let refused = stage.callback(&submitted, modal).await;
        let update = stage
            .callback(&submitted, json!({"type": 7, "data": {"content": "x"}}))
            .await;
        assert_eq!(update.code(), 50035, "it came from no message");
        stage.clock.advance(TimeDelta::seconds(4));
        refused
    });
    assert!(refused.body["errors"]["type"]["_errors"].is_array());
    assert_eq!(reply.kind(), Kind::Failed);
}

#[tokio::test]
async fn at_most_25_choices_are_offered() {
    let stage = Stage::new().await;
    let option = json!({"type": 3, "name": "lead", "description": "d", "autocomplete": true});
    let command = json!({"name": "show", "description": "d", "options": [option]});
    let path = format!("/applications/{}/commands", stage.sandbox.application_id());
    assert_eq!(stage.post(&path, command).await.status, 201);
    let choices = |n: usize| {
        (0..n)
            .map(|i| json!({"name": format!("L-{i}"), "value": "v"}))
            .collect::<Value>()
    };
    let (offered, ()) = tokio::join!(stage.anna.autocomplete(&stage.channel, "/show lead:L"), async {
        let typed = stage.next_interaction().await;
        assert_eq!(
            typed["data"]["options"][0],
            json!({"name": "lead", "type": 3, "value": "L", "focused": true})
        );
        let refused = stage
            .callback(&typed, json!({"type": 8, "data": {"choices": choices(26)}}))
            .await;
        assert!(refused.body["errors"]["data"]["choices"]["_errors"].is_array());
        let long = json!([{"name": "n".repeat(101), "value": "v"}]);
        let refused = stage
            .callback(&typed, json!({"type": 8, "data": {"choices": long}}))
            .await;
        assert!(refused.body["errors"]["data"]["choices"]["0"]["name"]["_errors"].is_array());
        assert_eq!(
            stage
                .callback(&typed, json!({"type": 8, "data": {"choices": choices(25)}}))
                .await
                .status,
            204
        );
    });
    assert_eq!(offered.len(), 25);
}
