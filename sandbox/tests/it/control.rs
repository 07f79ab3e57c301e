//! The control interface: another process sees and does what the actor API does.

use reqwest::Method;
use sandbox::options::movable_now;
use serde_json::{Value, json};

use crate::support::{Answer, Stage, client, read};

async fn control(stage: &Stage, method: Method, path: &str, body: Option<Value>) -> Answer {
    let mut request = client().request(method, format!("{}/sandbox{path}", stage.sandbox.url()));
    if let Some(body) = body {
        request = request.json(&body);
    }
    read(request.send().await.unwrap()).await
}

async fn act(stage: &Stage, body: Value) -> Answer {
    control(stage, Method::POST, "/act", Some(body)).await
}

#[tokio::test]
async fn a_member_presses_and_sees_the_answer() {
    let stage = Stage::new().await;
    let card = json!({"content": "card", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
    ]});
    let id = stage.send(card).await.body["id"].clone();
    let anna = stage.anna.id().to_string();
    let press = json!({"as": anna, "do": "press", "message": id, "button": "Go"});
    let (seen, ()) = tokio::join!(act(&stage, press), async {
        let pressed = stage.next_interaction().await;
        let rows =
            json!([{"type": 1, "components": [{"type": 4, "custom_id": "n", "style": 1, "label": "Name"}]}]);
        let modal = json!({"type": 9, "data": {"title": "T", "custom_id": "m", "components": rows}});
        stage.callback(&pressed, modal).await;
    });
    assert_eq!(
        (&seen.body["kind"], &seen.body["modal"]["title"]),
        (&json!("modal"), &json!("T"))
    );
    let submit = json!({"as": anna, "do": "submit", "interaction": seen.body["interaction"], "values": {"Name": "Acme"}});
    let (seen, ()) = tokio::join!(act(&stage, submit), async {
        let submitted = stage.next_interaction().await;
        stage
            .callback(
                &submitted,
                json!({"type": 4, "data": {"content": "thanks", "flags": 64}}),
            )
            .await;
    });
    assert_eq!(
        (&seen.body["text"], &seen.body["ephemeral"]),
        (&json!("thanks"), &json!(true))
    );
    let again = control(
        &stage,
        Method::GET,
        &format!("/replies/{}", seen.body["interaction"].as_str().unwrap()),
        None,
    )
    .await;
    assert_eq!(again.body, seen.body);
    let refused = act(
        &stage,
        json!({"as": anna, "do": "press", "message": id, "button": "Stop"}),
    )
    .await;
    assert_eq!(
        (refused.status, &refused.body["error"]),
        (
            409,
            &json!("there is no button \"Stop\" on the message; there are: Go")
        )
    );
}

#[tokio::test]
async fn each_member_sees_a_world_of_their_own() {
    let stage = Stage::new().await;
    let press = stage.anna.press_raw(&stage.channel, None, "a");
    let _ = tokio::join!(press, async {
        let pressed = stage.next_interaction().await;
        stage
            .callback(
                &pressed,
                json!({"type": 4, "data": {"content": "for Anna", "flags": 64}}),
            )
            .await
    });
    let hidden = stage.guild.add_channel("hidden");
    hidden.overwrite(&stage.guild.everyone(), 0, sandbox::permissions::VIEW_CHANNEL);
    let seen = |user: u64| {
        let stage = &stage;
        async move {
            let world = control(stage, Method::GET, &format!("/world?as={user}"), None)
                .await
                .body;
            let channels = world["guilds"][0]["channels"].as_array().unwrap().clone();
            (
                channels.len(),
                channels[0]["messages"].to_string().contains("for Anna"),
            )
        }
    };
    assert_eq!(seen(stage.anna.id()).await, (1, true));
    assert_eq!(seen(stage.bert.id()).await, (1, false));
    assert_eq!(seen(stage.guild.owner().id()).await, (2, false));
}

#[tokio::test]
async fn the_world_is_changed_and_calls_are_made_to_fail() {
    let stage = Stage::new().await;
    let change = |body: Value| control(&stage, Method::POST, "/change", Some(body));
    let guild = stage.guild.id().to_string();
    let made = change(json!({"change": "add_member", "guild": guild, "name": "Cleo"})).await;
    assert_eq!(stage.guild.member("Cleo").unwrap().id(), made.id());
    let wrote = act(
        &stage,
        json!({"as": made.body["id"], "do": "write", "channel": stage.channel.id(), "content": "hi"}),
    )
    .await;
    assert_eq!(wrote.body["message"]["author"]["global_name"], "Cleo");
    change(json!({"change": "delete_channel", "channel": stage.channel.id().to_string()})).await;
    assert_eq!(stage.send(json!({"content": "x"})).await.code(), 10003);
    let fault = json!({"route": "GET /users/@me", "fault": {"status": 503}, "times": 1});
    control(&stage, Method::POST, "/faults", Some(fault)).await;
    assert_eq!(
        (
            stage.get("/users/@me").await.status,
            stage.get("/users/@me").await.status
        ),
        (503, 200)
    );
    let requests = control(&stage, Method::GET, "/requests?from=1", None).await.body;
    let statuses: Vec<_> = requests
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [503, 200]);
}

#[tokio::test]
async fn the_clock_jumps_where_it_can() {
    let stage = Stage::new().await;
    let refused = control(&stage, Method::POST, "/clock", Some(json!({"seconds": 60}))).await;
    assert_eq!(refused.status, 409);
    let movable = Stage::with(|options| {
        let (now, jump) = movable_now();
        (options.now, options.jump) = (now, Some(jump));
    })
    .await;
    let before = movable.send(json!({"content": "before"})).await.id();
    let jumped = control(&movable, Method::POST, "/clock", Some(json!({"seconds": 86_400}))).await;
    assert_eq!(jumped.status, 200);
    let after = movable.send(json!({"content": "after"})).await.id();
    assert!((after >> 22) - (before >> 22) >= 86_400_000);
}
