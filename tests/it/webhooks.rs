//! What becomes of a lead is sent to its sender's webhook: signed, in order, once, for three days, and never inside.

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::NewLead;
use leadbell::domain::notice::{State, Why};
use sandbox::Member;

use crate::receiver::{Delivery, Receiver};
use crate::tester::{Tester, labels};

const UNDO: TimeDelta = TimeDelta::seconds(182);

fn told_at(receiver: &Receiver) -> NewLead {
    NewLead {
        external_id: Some("REF-9".to_owned()),
        reply_to: Some(receiver.url()),
        ..Tester::lead("Nordwind Logistik GmbH")
    }
}

async fn win(tester: &Tester, member: &Member, number: i64) {
    let form = member.press(&tester.card(number), "Won").await;
    member.submit(&form, &[("Final value", "11900")]).await;
    tester.settle().await;
}

async fn states(tester: &Tester, lead: LeadId) -> Vec<(State, Option<Why>)> {
    let all = tester.notices(lead).await.into_iter();
    all.map(|one| (one.state, one.why)).collect()
}

fn ids(came: &[Delivery]) -> Vec<String> {
    came.iter()
        .map(|one| one.header("webhook-id").to_owned())
        .collect()
}

/// The secret as a receiver is given it.
async fn secret(tester: &Tester, line: &str) -> String {
    let shown = tester.maria.slash(&tester.leads, line).await.text();
    let secret = shown.split('`').find(|part| part.starts_with("whsec_"));
    secret.unwrap_or_else(|| panic!("{shown}")).to_owned()
}

fn is_signed(delivery: &Delivery, secret: &str) -> bool {
    use base64::Engine as _;
    let key = base64::engine::general_purpose::STANDARD
        .decode(secret.trim_start_matches("whsec_"))
        .unwrap();
    let signature = leadbell::flows::signing::sign(
        &key,
        delivery.header("webhook-id"),
        delivery.header("webhook-timestamp"),
        delivery.body.as_bytes(),
    );
    let given = delivery.header("webhook-signature");
    given.split(' ').any(|one| one == signature)
}

#[tokio::test]
async fn accepted_and_won_are_told_in_order_once_they_cannot_be_taken_back() {
    let (tester, receiver) = (Tester::new().await, Receiver::start().await);
    tester.receive(told_at(&receiver)).await;
    receiver.answers(&[(500, None), (500, None)]);
    tester.accept(&tester.anna, &tester.card(1)).await;
    win(&tester, &tester.anna, 1).await;
    assert_eq!(receiver.came().len(), 0);
    tester.advance(UNDO).await;
    let came = receiver.came();
    // The second try follows at once; won waits until accepted is told.
    assert!(came.iter().all(|one| one.json()["type"] == "lead.accepted"));
    let body = came[0].json();
    assert_eq!(body["type"], "lead.accepted");
    assert_eq!(body["data"]["version"], 1);
    assert_eq!(body["data"]["lead"], "L-1");
    assert_eq!(body["data"]["external_id"], "REF-9");
    assert!(!came[0].body.contains("Nordwind") && !came[0].body.contains("jana@"));
    tester.advance(TimeDelta::minutes(10)).await;
    // What waits for an earlier one looks again within the minute.
    tester.advance(TimeDelta::minutes(1)).await;
    let came = receiver.came();
    let types: Vec<_> = came.iter().map(|one| one.json()["type"].clone()).collect();
    assert_eq!(
        types,
        ["lead.accepted", "lead.accepted", "lead.accepted", "lead.won"]
    );
    let ids = ids(&came);
    assert_eq!(ids[0], ids[2], "the same id on each try");
    assert_eq!(came[0].body, came[2].body, "and the same body");
    assert_ne!(ids[2], ids[3]);
    tester.finish().await;
}

#[tokio::test]
async fn a_win_that_is_taken_back_is_not_told() {
    let (tester, receiver) = (Tester::new().await, Receiver::start().await);
    let lead = tester.receive(told_at(&receiver)).await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.advance(UNDO).await;
    let form = tester.anna.press(&tester.card(1), "Won").await;
    let won = tester.anna.submit(&form, &[("Final value", "11900")]).await;
    tester.settle().await;
    tester.anna.press(&won.followups()[0], "Undo").await;
    tester.advance(UNDO).await;
    assert_eq!(receiver.came().len(), 1);
    assert_eq!(
        states(&tester, lead).await,
        [(State::Sent, None), (State::Dropped, Some(Why::Undone))]
    );
    tester.finish().await;
}

#[tokio::test]
async fn it_is_signed_with_the_sources_secret_and_while_that_is_replaced_with_both() {
    let (tester, receiver) = (Tester::new().await, Receiver::start().await);
    tester.receive(told_at(&receiver)).await;
    tester.receive(told_at_again(&receiver)).await;
    let first = secret(&tester, "/notices webhook source:import").await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.advance(UNDO).await;
    assert!(is_signed(&receiver.came()[0], &first));
    let second = secret(&tester, "/notices webhook source:import rotate:true").await;
    assert_ne!(first, second);
    tester.accept(&tester.anna, &tester.card(2)).await;
    tester.advance(UNDO).await;
    let came = receiver.came();
    assert!(is_signed(&came[1], &first) && is_signed(&came[1], &second));
    tester.advance(TimeDelta::hours(24)).await;
    win(&tester, &tester.anna, 2).await;
    tester.advance(UNDO).await;
    let came = receiver.came();
    assert!(!is_signed(&came[2], &first) && is_signed(&came[2], &second));
    tester.finish().await;
}

fn told_at_again(receiver: &Receiver) -> NewLead {
    NewLead {
        external_id: Some("REF-10".to_owned()),
        ..told_at(receiver)
    }
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_for_three_days_and_then_managers_decide() {
    let (tester, receiver) = (Tester::new().await, Receiver::start().await);
    let lead = tester.receive(told_at(&receiver)).await;
    receiver.answers(&vec![(503, None); 40]);
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.advance(UNDO).await;
    for _ in 0..80 {
        tester.advance(TimeDelta::hours(1)).await;
    }
    let tries = receiver.came();
    assert!((9..=11).contains(&tries.len()), "{} tries", tries.len());
    assert_eq!(
        ids(&tries)
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        1
    );
    assert_eq!(
        states(&tester, lead).await,
        [(State::Failed, Some(Why::Exhausted))]
    );
    let alert = tester.news().pop().unwrap();
    assert!(
        alert
            .text()
            .contains("Tried for three days, the last time: HTTP 503"),
        "{}",
        alert.text()
    );
    assert_eq!(labels(&alert), ["Retry L-1", "Told by hand: L-1"]);
    receiver.answers(&[]);
    tester.maria.press(&alert, "Retry L-1").await;
    tester.settle().await;
    assert_eq!(states(&tester, lead).await, [(State::Sent, None)]);
    assert_eq!(
        receiver.came().last().unwrap().header("webhook-id"),
        ids(&tries)[0]
    );
    assert!(alert.text().contains("dealt with"), "{}", alert.text());
    tester.finish().await;
}

#[tokio::test]
async fn retry_after_is_heard_410_stops_and_redirects_are_not_followed() {
    let (tester, receiver) = (Tester::new().await, Receiver::start().await);
    let elsewhere = Receiver::start().await;
    let lead = tester.receive(told_at(&receiver)).await;
    receiver.answers(&[
        (429, Some(("retry-after", "3600".to_owned()))),
        (302, Some(("location", elsewhere.url()))),
        (410, None),
    ]);
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.advance(UNDO).await;
    tester.advance(TimeDelta::minutes(59)).await;
    assert_eq!(receiver.came().len(), 1, "not before the hour that was asked for");
    tester.advance(TimeDelta::minutes(2)).await;
    assert_eq!(receiver.came().len(), 2);
    assert_eq!(elsewhere.came().len(), 0);
    tester.advance(TimeDelta::hours(3)).await;
    assert_eq!(states(&tester, lead).await, [(State::Failed, Some(Why::Gone))]);
    // Whoever wants no more is not asked again.
    win(&tester, &tester.anna, 1).await;
    tester.advance(UNDO).await;
    assert_eq!(receiver.came().len(), 3);
    assert_eq!(states(&tester, lead).await[1], (State::Withheld, Some(Why::Gone)));
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn an_address_inside_our_own_network_is_refused() {
    let mut tester = Tester::offline().await;
    tester.allow_private_webhooks = false;
    tester.start().await;
    tester.set_up().await;
    let receiver = Receiver::start().await;
    let inside = receiver.url().replace("http:", "https:");
    let refused = tester
        .maria
        .slash(
            &tester.leads,
            &format!("/notices webhook source:import url:{inside}"),
        )
        .await;
    tester.receive(Tester::lead("Südwind")).await;
    assert!(
        refused.text().contains("inside our own network"),
        "{}",
        refused.text()
    );
    for name in [inside.clone(), inside.replace("127.0.0.1", "localhost")] {
        let lead = NewLead {
            reply_to: Some(name),
            external_id: None,
            ..told_at(&receiver)
        };
        let lead = tester.receive(lead).await;
        let number = tester.row(lead).await.number.0;
        tester.accept(&tester.anna, &tester.card(number)).await;
        tester.advance(UNDO).await;
        assert_eq!(
            states(&tester, lead).await,
            [(State::Failed, Some(Why::PrivateAddress))]
        );
    }
    assert_eq!(receiver.came().len(), 0);
    tester.card(1);
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn what_could_not_go_out_for_a_week_is_asked_about_and_not_sent() {
    let (mut tester, receiver) = (Tester::new().await, Receiver::start().await);
    let lead = tester.receive(told_at(&receiver)).await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.stop().await;
    tester.clock.advance(TimeDelta::days(8));
    tester.start().await;
    tester.settle().await;
    assert_eq!(receiver.came().len(), 0, "no surprise");
    assert_eq!(states(&tester, lead).await, [(State::ByHand, Some(Why::Late))]);
    let sent: DateTime<Utc> = tester.clock.now();
    let alert = tester
        .news()
        .into_iter()
        .find(|message| message.text().contains("Not told yet"));
    let alert = alert.unwrap_or_else(|| panic!("managers are asked at {sent}"));
    tester.maria.press(&alert, "Retry L-1").await;
    tester.settle().await;
    assert_eq!(receiver.came().len(), 1);
    tester.news();
    tester.finish().await;
}
