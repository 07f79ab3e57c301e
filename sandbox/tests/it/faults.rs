//! Faults on purpose: which call they strike, and what has happened afterwards.

use std::time::Duration;

use chrono::TimeDelta;
use sandbox::Fault;
use serde_json::{Value, json};

use crate::support::Stage;

const CREATE: &str = "POST /channels/{id}/messages";

#[tokio::test]
async fn the_next_n_or_every_nth_call_fails() {
    let stage = Stage::new().await;
    let twice = stage.sandbox.fault(CREATE, Fault::Status(500)).times(2);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(stage.send(json!({"content": "x"})).await.status);
    }
    assert_eq!((seen, twice.hits()), (vec![500, 500, 200], 2));
    let _ = stage
        .sandbox
        .fault("* *", Fault::Answer(502, json!({"message": "bad"})))
        .every(2);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(stage.get("/users/@me").await.status);
    }
    assert_eq!(seen, [200, 502, 200, 502]);
    stage.sandbox.clear_faults();
    assert_eq!(stage.get("/users/@me").await.status, 200);
    assert_eq!(stage.channel.messages().len(), 1);
}

#[tokio::test]
async fn a_cut_call_may_or_may_not_have_taken_effect() {
    let stage = Stage::new().await;
    let http = crate::support::client();
    let send = || {
        let url = format!(
            "{}/api/v10/channels/{}/messages",
            stage.sandbox.url(),
            stage.channel.id()
        );
        let authorization = format!("Bot {}", stage.sandbox.token());
        http.post(url)
            .header("authorization", authorization)
            .json(&json!({"content": "x"}))
            .send()
    };
    stage.sandbox.fault(CREATE, Fault::Cut).times(1);
    assert!(send().await.is_err());
    assert_eq!(stage.channel.messages().len(), 0);
    stage.sandbox.fault(CREATE, Fault::Cut).times(1).after_effect();
    assert!(send().await.is_err());
    assert_eq!(stage.channel.messages().len(), 1);
    assert_eq!(stage.sandbox.answer_counts().get(&0), Some(&2));
    assert!(send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn a_hanging_call_hangs_until_the_client_gives_up() {
    let stage = Stage::new().await;
    stage.sandbox.fault(CREATE, Fault::Hang).times(1).after_effect();
    let given_up =
        tokio::time::timeout(Duration::from_millis(200), stage.send(json!({"content": "x"}))).await;
    assert!(given_up.is_err());
    assert_eq!(stage.channel.messages().len(), 1);
    let last = stage.sandbox.requests().pop().unwrap();
    assert_eq!(
        (last.status, last.faulted, last.body["content"].as_str()),
        (0, true, Some("x"))
    );
}

#[tokio::test]
async fn a_rate_limit_can_be_given_with_any_retry_after() {
    let stage = Stage::new().await;
    for (retry_after, header) in [
        (json!(0.3), "1"),
        (json!(3600), "3600"),
        (json!("NaN"), "NaN"),
        (Value::Null, ""),
    ] {
        let fault = Fault::RateLimited {
            retry_after: retry_after.clone(),
            global: true,
            scope: "shared",
        };
        stage.sandbox.fault(CREATE, fault).times(1);
        let refused = stage.send(json!({"content": "x"})).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, header));
        assert_eq!(
            refused.body.get("retry_after").cloned().unwrap_or_default(),
            retry_after
        );
        assert_eq!(
            (refused.header("x-ratelimit-scope"), &refused.body["global"]),
            ("shared", &json!(true))
        );
    }
    let raw = Fault::Raw(
        429,
        vec![("retry-after".into(), "7".into())],
        "<html>blocked</html>".into(),
    );
    stage.sandbox.fault(CREATE, raw).times(1);
    let refused = stage.send(json!({"content": "x"})).await;
    assert_eq!(
        (refused.header("retry-after"), &refused.body),
        ("7", &json!("<html>blocked</html>"))
    );
}

#[tokio::test]
async fn a_delayed_call_goes_on_when_the_clock_has_moved() {
    let stage = Stage::new().await;
    let delay = stage
        .sandbox
        .fault(CREATE, Fault::Delay(TimeDelta::seconds(10)))
        .times(1);
    let (sent, ()) = tokio::join!(stage.send(json!({"content": "x"})), async {
        while delay.hits() == 0 {
            tokio::task::yield_now().await;
        }
        assert!(stage.channel.messages().is_empty());
        stage.clock.advance(TimeDelta::seconds(10));
    });
    assert_eq!(sent.status, 200);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_acknowledged_already_when_repeated() {
    let stage = Stage::new().await;
    let callback = "POST /interactions/{id}/{token}/callback";
    stage
        .sandbox
        .fault(callback, Fault::Status(502))
        .times(1)
        .after_effect();
    let press = stage.anna.press_raw(&stage.channel, None, "a");
    let (reply, second) = tokio::join!(press, async {
        let pressed = stage.next_interaction().await;
        let answer = json!({"type": 4, "data": {"content": "done", "flags": 64}});
        assert_eq!(stage.callback(&pressed, answer.clone()).await.status, 502);
        stage.callback(&pressed, answer).await
    });
    assert_eq!((second.code(), reply.text().as_str()), (40060, "done"));
}
