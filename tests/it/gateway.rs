//! The connection to Discord breaks in every way that it can, and comes back, or ends the program in words.

use std::time::Duration;

use sandbox::Kind;

use crate::tester::Tester;

/// Heartbeats come often, so that what only a heartbeat notices is noticed soon.
fn quick() -> sandbox::Options {
    sandbox::Options {
        heartbeat_interval: Duration::from_millis(1500),
        rate_limits: false,
        patience: Duration::from_secs(1),
        ..sandbox::Options::default()
    }
}

async fn tester() -> Tester {
    let mut tester = Tester::offline_with(quick()).await;
    tester.start().await;
    tester.set_up().await;
    tester
}

/// A member presses until the bot hears it; how often it took.
async fn is_heard(tester: &Tester) {
    let card = tester.card(1);
    for _ in 0..60 {
        if tester.ben.press(&card, "Contact").await.kind() != Kind::Failed {
            return;
        }
    }
    panic!("the bot stays deaf");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_comes_back_after_each_way_that_a_connection_ends() {
    let tester = tester().await;
    tester.receive(Tester::lead("Nordwind")).await;
    let gateway = tester.sandbox.gateway();
    gateway.drop_socket();
    is_heard(&tester).await;
    gateway.reconnect();
    is_heard(&tester).await;
    gateway.invalid_session(true);
    is_heard(&tester).await;
    gateway.invalid_session(false);
    is_heard(&tester).await;
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_comes_back_after_every_close_code_that_is_not_final() {
    let tester = tester().await;
    tester.receive(Tester::lead("Nordwind")).await;
    for code in [1000, 4000, 4007, 4008] {
        tester.sandbox.gateway().close(code);
        is_heard(&tester).await;
    }
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_comes_back_after_closes_that_the_library_does_not_understand() {
    let tester = tester().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.sandbox.gateway().close_without_code();
    is_heard(&tester).await;
    for code in [4003, 4010] {
        tester.sandbox.gateway().close(code);
        is_heard(&tester).await;
    }
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_connection_that_only_seems_to_be_there_is_made_again() {
    let tester = tester().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.sandbox.gateway().stall(true);
    tokio::time::sleep(Duration::from_millis(4000)).await;
    tester.sandbox.gateway().stall(false);
    is_heard(&tester).await;
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn codes_that_no_patience_helps_with_end_the_program_in_words() {
    for (code, words) in [(4004, "DISCORD_TOKEN"), (4013, "intents"), (4014, "intents")] {
        let mut tester = tester().await;
        tester.sandbox.gateway().close(code);
        let why = tester.gave_up().await;
        assert!(why.contains(words), "{code}: {why}");
        tester.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_is_revoked_ends_the_program_at_the_first_refusal() {
    let mut tester = tester().await;
    tester.sandbox.revoke_token();
    let why = tester.gave_up().await;
    assert!(why.contains("DISCORD_TOKEN"), "{why}");
    let refused = tester.sandbox.answer_counts().get(&401).copied().unwrap_or(0);
    assert!(refused <= 1, "{refused} refusals");
    tester.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readiness_follows_the_connection() {
    let tester = tester().await;
    let ready = || async {
        let url = format!("http://{}/readyz", tester.app().intake.unwrap());
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(5))
            .build()
            .unwrap();
        client.get(url).send().await.unwrap().status().as_u16()
    };
    assert_eq!(ready().await, 200);
    let gateway = tester.sandbox.gateway();
    gateway.refuse_connections(true);
    gateway.drop_socket();
    while ready().await == 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    gateway.refuse_connections(false);
    while ready().await != 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_request_says_who_asks_and_a_gateway_that_is_asked_for_too_often_is_waited_for() {
    let mut tester = Tester::offline_with(quick()).await;
    let told = sandbox::Fault::RateLimited {
        retry_after: serde_json::json!(2),
        global: false,
        scope: "user",
    };
    let limit = tester.sandbox.fault("GET /gateway/bot", told).times(1);
    let begun = std::time::Instant::now();
    tester.start().await;
    assert_eq!(limit.hits(), 1);
    assert!(begun.elapsed() >= Duration::from_secs(2), "{:?}", begun.elapsed());
    tester.set_up().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.card(1);
    for request in tester.sandbox.requests() {
        let agent = request.headers.get("user-agent").map_or("", String::as_str);
        assert!(
            agent.starts_with("DiscordBot (https://"),
            "{} {agent:?}",
            request.path
        );
    }
    tester.finish_after_refusals().await;
}
