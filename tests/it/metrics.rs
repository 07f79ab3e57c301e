//! `GET /metrics`: what Prometheus is told, and whom it tells nothing of.

use sandbox::Fault;

use crate::program::client;
use crate::tester::Tester;

async fn scrape(tester: &Tester) -> String {
    let url = format!("http://{}/metrics", tester.app().intake.unwrap());
    let answer = client().get(url).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let format = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(
        format,
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    );
    answer.text().await.unwrap()
}

#[tokio::test]
async fn prometheus_is_told_what_happened_and_nothing_of_whom() {
    let mut tester = Tester::new().await;
    tester
        .sandbox
        .fault("POST /channels/{id}/messages", Fault::Status(503))
        .times(1);
    for company in ["Nordwind", "Southwind", "Westwind"] {
        tester.receive(Tester::lead(company)).await;
    }
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.card(2);
    tester.card(3);
    let refused = tester.ben.press(&tester.card(1), "Won").await;
    assert!(refused.text().contains("deal"), "{}", refused.text());
    tester.settle().await;
    let text = scrape(&tester).await;
    for line in [
        "leadbell_build_info{version=\"0.1.0\"} 1",
        "leadbell_gateway_connected 1",
        "leadbell_database_up 1",
        "leadbell_teams 1",
        "leadbell_leads{stage=\"received\"} 2",
        "leadbell_leads{stage=\"accepted\"} 1",
        "leadbell_leads{stage=\"expired\"} 0",
        "leadbell_outbox_waiting 0",
        "leadbell_outbox_parked 0",
        "leadbell_due_late_seconds 0",
        // Setting up, opening the form and sending it.
        "leadbell_interactions_total{result=\"done\"} 3",
        "leadbell_interactions_total{result=\"refused\"} 1",
        "leadbell_interactions_total{result=\"failed\"} 0",
        "leadbell_answer_seconds_count 4",
        "leadbell_discord_requests_total{result=\"failed\"} 1",
        "leadbell_refused_keys_total 0",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    assert!(text.ends_with("# EOF\n"), "the whole of it: {text}");
    let secret = [
        tester.guild.id().to_string(),
        tester.anna.id().to_string(),
        "Nordwind".to_owned(),
    ];
    assert!(!secret.iter().any(|secret| text.contains(secret)), "{text}");
    tester.finish_after_refusals().await;
}
