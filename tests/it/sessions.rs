//! A program that is killed and started again in a loop does not start gateway sessions faster than Discord allows.

use std::time::{Duration, Instant};

use sandbox::Fault;
use serde_json::Value;

use crate::program::{Program, client, stop, until};

const GATEWAY: &str = "GET /gateway/bot";

/// How often the gateway's address was asked for.
fn asked(program: &Program) -> usize {
    let requests = program.sandbox.requests();
    requests
        .iter()
        .filter(|request| request.method == "GET" && request.path == "/gateway/bot")
        .count()
}

#[tokio::test]
async fn killed_and_started_again_it_waits_five_seconds_for_its_next_session() {
    let mut program = Program::begin().await;
    program.start();
    program.online().await;
    let first = Instant::now();
    program.kill();
    until("the socket is closed", || !program.sandbox.is_bot_online()).await;
    for _ in 0..3 {
        // It waits, and a kill while it does must not make the next one wait less.
        program.start();
        tokio::time::sleep(Duration::from_millis(1000)).await;
        assert!(!program.sandbox.is_bot_online(), "after {:?}", first.elapsed());
        program.kill();
    }
    program.start();
    program.online().await;
    // The first session was asked for a little before we saw it.
    assert!(
        first.elapsed() > Duration::from_millis(4500),
        "{:?}",
        first.elapsed()
    );
    stop(&mut program).await;
}

#[tokio::test]
async fn with_the_days_sessions_used_up_it_waits_until_they_are_counted_anew() {
    let mut program = Program::begin().await;
    let body = client()
        .get(format!("{}/api/v10/gateway/bot", program.sandbox.url()))
        .header("authorization", format!("Bot {}", program.sandbox.token()))
        .header("user-agent", "DiscordBot (https://leadbell.example, 0)")
        .send()
        .await
        .unwrap()
        .json::<Value>()
        .await
        .unwrap();
    let mut used_up = body.clone();
    used_up["session_start_limit"]["remaining"] = 900.into();
    used_up["session_start_limit"]["reset_after"] = 3_600_000.into();
    let fault = program.sandbox.fault(GATEWAY, Fault::Answer(200, used_up));
    let before = asked(&program);
    // A supervisor starts it again and again; no session comes of it.
    for _ in 0..3 {
        program.start();
        tokio::time::sleep(Duration::from_millis(1000)).await;
        assert!(!program.sandbox.is_bot_online());
        program.kill();
    }
    assert!(asked(&program) > before, "it asks how many are left");
    fault.remove();

    let mut soon = body;
    soon["session_start_limit"]["remaining"] = 0.into();
    soon["session_start_limit"]["reset_after"] = 2_000.into();
    program.sandbox.fault(GATEWAY, Fault::Answer(200, soon)).times(1);
    let since = Instant::now();
    program.start();
    program.online().await;
    assert!(since.elapsed() > Duration::from_secs(2), "{:?}", since.elapsed());
    stop(&mut program).await;
}
