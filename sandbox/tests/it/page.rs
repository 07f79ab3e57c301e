//! The page at `/`: what it is given, and who may have it.

use reqwest::StatusCode;
use sandbox::{Action, permissions};
use serde_json::{Value, json};

use crate::support::{Stage, client};

impl Stage {
    async fn page(&self, path: &str) -> reqwest::Response {
        let request = client().get(format!("{}{path}", self.sandbox.url()));
        request.send().await.unwrap()
    }

    async fn state(&self, query: &str) -> Value {
        self.page(&format!("/page/state?{query}"))
            .await
            .json()
            .await
            .unwrap()
    }

    async fn run_action(&self, n: usize) -> (StatusCode, Value) {
        let request = client()
            .post(format!("{}/page/actions/{n}", self.sandbox.url()))
            .json(&json!({}));
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }
}

#[tokio::test]
async fn every_part_that_the_page_names_is_served_and_nothing_else_may_run() {
    let stage = Stage::new().await;
    let page = stage.page("/").await;
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';"),
        "{policy}"
    );
    let mut texts = vec![page.text().await.unwrap()];
    let mut seen = Vec::new();
    while let Some(text) = texts.pop() {
        assert!(!text.contains("https://cdn") && !text.contains("innerHTML"));
        let named = text
            .split(['"', '(', ')'])
            .filter_map(|part| part.strip_prefix("./").or(part.strip_prefix("/page/")))
            .filter(|name| name.ends_with(".js") || name.ends_with(".css") || name.ends_with(".svg"));
        for name in named {
            if !seen.contains(&name.to_owned()) {
                seen.push(name.to_owned());
                let part = stage.page(&format!("/page/{name}")).await;
                assert_eq!(part.status(), 200, "{name}");
                assert!(!part.headers()["content-type"].is_empty());
                texts.push(part.text().await.unwrap());
            }
        }
    }
    assert!(seen.len() > 20, "the modules were followed: {seen:?}");
    assert_eq!(stage.page("/page/nothing.js").await.status(), 404);
}

#[tokio::test]
async fn a_member_is_shown_what_the_member_sees() {
    let stage = Stage::new().await;
    let hidden = stage.guild.add_channel("managers-only");
    hidden.overwrite(&stage.guild.everyone(), 0, permissions::VIEW_CHANNEL);
    hidden.overwrite(&stage.managers, permissions::VIEW_CHANNEL, 0);
    stage.anna.write(&hidden, "between us");
    let see = async |member: &sandbox::Member| {
        stage
            .state(&format!("as={}&channel={}", member.id(), hidden.id()))
            .await
    };

    let anna = see(&stage.anna).await;
    assert_eq!(anna["open"]["messages"][0]["content"], "between us");
    let bert = see(&stage.bert).await;
    assert_eq!(
        bert["open"]["id"],
        stage.channel.id().to_string(),
        "another channel is open instead"
    );
    assert!(
        !bert.to_string().contains("managers-only") && !bert.to_string().contains("between us"),
        "{bert}"
    );
}

#[tokio::test]
async fn a_dismissed_answer_is_on_nobodys_page() {
    let stage = Stage::new().await;
    let card = json!({"content": "card", "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
    ]});
    let _ = stage.send(card).await;
    let pressed = stage.press(0).await;
    let answer = json!({"type": 4, "data": {"content": "for Anna alone", "flags": 64}});
    assert_eq!(stage.callback(&pressed, answer).await.status, 204);
    let see = async || stage.state(&format!("as={}", stage.anna.id())).await["open"].to_string();
    assert!(see().await.contains("for Anna alone"));
    let private = stage.anna.private_messages().remove(0);
    stage.bert.dismiss(&private);
    assert!(see().await.contains("for Anna alone"), "it is Anna's to dismiss");
    stage.anna.dismiss(&private);
    assert!(!see().await.contains("for Anna alone"));
}

#[tokio::test]
async fn a_ping_is_counted_for_those_it_was_for_and_only_until_a_limit_more_is_shown() {
    let stage = Stage::new().await;
    stage
        .anna
        .write(&stage.channel, &format!("look, {}", stage.bert.mention()));
    for n in 0..3 {
        stage.anna.write(&stage.channel, &format!("more {n}"));
    }
    let pings = |state: &Value| {
        state["guilds"][0]["channels"][0]["pings"]
            .as_array()
            .unwrap()
            .len()
    };
    let bert = stage.state(&format!("as={}&limit=2", stage.bert.id())).await;
    let anna = stage.state(&format!("as={}", stage.anna.id())).await;
    assert_eq!((pings(&bert), pings(&anna)), (1, 0));
    assert_eq!(bert["open"]["has_more"], true);
    assert_eq!(bert["open"]["messages"].as_array().unwrap().len(), 2);
    assert_eq!(anna["open"]["has_more"], false);
    assert_eq!(anna["open"]["messages"][0]["pinged"]["viewer"], false);
}

#[tokio::test]
async fn the_toolbar_runs_what_it_was_given_and_shows_its_words() {
    let stage = Stage::new().await;
    let (channel, anna) = (stage.channel.clone(), stage.anna.clone());
    let write = Action::new("Write", "Anna writes", move || {
        anna.write(&channel, "by the toolbar");
        async { Ok("Written.".to_owned()) }
    });
    let fail = Action::new("Fail", "Does not work", || async {
        Err(anyhow::anyhow!("no").context("cannot"))
    });
    stage.sandbox.set_toolbar(vec![write.in_group("Do"), fail]);
    stage.sandbox.set_welcome("Hello", "You are **Bert**.");
    stage.sandbox.open_page_as(&stage.bert, &stage.channel);

    let state = stage.state("").await;
    assert_eq!(
        state["actions"][0],
        json!({"label": "Write", "hint": "Anna writes", "group": "Do"})
    );
    assert_eq!(
        state["welcome"],
        json!({"title": "Hello", "text": "You are **Bert**."})
    );
    assert_eq!(state["viewer"], stage.bert.id().to_string());
    assert_eq!(
        stage.run_action(0).await,
        (StatusCode::OK, json!({"words": "Written."}))
    );
    assert_eq!(stage.channel.messages()[0].content(), "by the toolbar");
    assert_eq!(
        stage.run_action(1).await,
        (StatusCode::CONFLICT, json!({"error": "cannot: no"}))
    );
    assert_eq!(stage.run_action(2).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn another_sites_form_cannot_press_the_toolbar() {
    let stage = Stage::new().await;
    stage
        .sandbox
        .set_toolbar(vec![Action::new("Write", "", || async { Ok(String::new()) })]);
    let form = client()
        .post(format!("{}/page/actions/0", stage.sandbox.url()))
        .header("content-type", "text/plain")
        .body("{}");
    assert_eq!(form.send().await.unwrap().status(), 415);
}
