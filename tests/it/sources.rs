//! `/source`: keys that are changed, sources that are switched off and on, and a test lead's whole way.

use chrono::TimeDelta;
use leadbell::domain::event::Initiator;
use sandbox::Reply;

use crate::tester::Tester;

/// The key in a reply.
fn key_in(reply: &Reply) -> String {
    let text = reply.text();
    let mut words = text.split_whitespace();
    words
        .find(|word| word.starts_with("lbk_"))
        .unwrap_or_else(|| panic!("no key: {text}"))
        .to_owned()
}

async fn manage(tester: &Tester, line: &str) -> Reply {
    let reply = tester.maria.slash(&tester.leads, line).await;
    assert!(reply.is_ephemeral(), "{line}");
    reply
}

/// The status that a lead sent with a key is answered with.
async fn send(tester: &Tester, key: &str) -> u16 {
    let url = format!("http://{}/v1/leads", tester.app().intake.unwrap());
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .unwrap();
    let body = r#"{"customer":{"company":"Nordwind","email":"jana@nordwind.example"}}"#;
    let request = client
        .post(url)
        .bearer_auth(key)
        .header("content-type", "application/json");
    request.body(body).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_key_that_is_changed_is_shown_once_and_the_one_before_stops_when_it_was_to() {
    let tester = Tester::new().await;
    let first = key_in(&manage(&tester, "/source add name:Website").await);
    let reply = manage(&tester, "/source rotate source:website overlap:an hour").await;
    let second = key_in(&reply);
    assert_ne!(first, second);
    assert!(!reply.text().contains(&first), "the old key is gone");
    let until = tester.clock.now() + TimeDelta::hours(1);
    let moment = format!("<t:{}:f>", until.timestamp());
    assert!(
        reply.text().contains(&moment),
        "it says until when: {}",
        reply.text()
    );
    assert_eq!(
        [send(&tester, &first).await, send(&tester, &second).await],
        [201, 201]
    );
    tester.advance(TimeDelta::hours(1)).await;
    assert_eq!(
        [send(&tester, &first).await, send(&tester, &second).await],
        [401, 201]
    );
    let reply = manage(&tester, "/source rotate source:website overlap:not at all").await;
    let third = key_in(&reply);
    assert_eq!(
        [send(&tester, &second).await, send(&tester, &third).await],
        [401, 201]
    );
    let list = manage(&tester, "/source list").await;
    assert!(!list.text().contains("lbk_"), "{}", list.text());
    tester.settle().await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn a_new_source_says_where_to_paste_its_address_and_by_itself_when_the_first_delivery_is_in() {
    let tester = Tester::new().await;
    let reply = manage(&tester, "/source add name:Landing page format:typeform").await;
    let text = reply.text();
    for part in [
        "/hooks/typeform/lbk_",
        "**Secret:**",
        "In Typeform:",
        "Waiting for the first delivery",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let address = text
        .split('`')
        .find(|part| part.contains("/hooks/"))
        .unwrap()
        .to_owned();
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .unwrap();
    let body = include_str!("../data/typeform.json");
    let request = client
        .post(address)
        .header("content-type", "application/json")
        .body(body);
    assert_eq!(request.send().await.unwrap().status(), 200);
    tester
        .until("the message says that the source is connected", || {
            reply.text().contains("**Connected**")
        })
        .await;
    assert!(
        !reply.text().contains("Waiting") && reply.text().contains("lbk_"),
        "{}",
        reply.text()
    );
    tester.settle().await;
    tester.card(1);
    let unknown = manage(&tester, "/source add name:Other format:nothing").await;
    assert!(
        unknown.text().contains("No format of that name"),
        "{}",
        unknown.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_source_that_is_off_is_refused_until_it_is_on_again_with_the_same_key() {
    let tester = Tester::new().await;
    let key = key_in(&manage(&tester, "/source add name:Website").await);
    assert_eq!(send(&tester, &key).await, 201);
    tester.advance(TimeDelta::hours(1)).await;
    let off = manage(&tester, "/source disable source:Website").await;
    assert!(off.text().contains("is off"), "{}", off.text());
    let since = format!("off since <t:{}:R>", tester.clock.now().timestamp());
    assert_eq!(send(&tester, &key).await, 401);
    tester.advance(TimeDelta::hours(1)).await;
    let again = manage(&tester, "/source disable source:Website").await;
    assert!(again.text().contains("has been off since"), "{}", again.text());
    let list = manage(&tester, "/source list").await;
    assert!(
        list.text().contains(&since) && list.text().contains("last used"),
        "{}",
        list.text()
    );
    let test = manage(&tester, "/source test source:Website").await;
    assert!(test.text().contains("`/source enable`"), "{}", test.text());

    let on = manage(&tester, "/source enable source:Website").await;
    assert!(on.text().contains("on again"), "{}", on.text());
    let on = manage(&tester, "/source enable source:Website").await;
    assert!(on.text().contains("is already on"), "{}", on.text());
    assert_eq!(send(&tester, &key).await, 201);
    let list = manage(&tester, "/source list").await;
    assert!(!list.text().contains("off since"), "{}", list.text());
    tester.settle().await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn a_test_lead_takes_the_whole_way_and_is_marked_and_silent() {
    let tester = Tester::new().await;
    manage(&tester, "/source add name:Website").await;
    let reply = manage(&tester, "/source test source:Website").await;
    assert!(
        reply.text().contains("201") && reply.text().contains("L-1") && reply.text().contains("Test lead"),
        "{}",
        reply.text()
    );
    tester.settle().await;
    let card = tester.card(1);
    assert!(card.text().contains("TEST LEAD"), "{}", card.text());
    assert!(
        card.pinged().roles.is_empty() && card.content().is_empty(),
        "{}",
        card.content()
    );
    assert!(card.text().contains("“Website” by Maria"), "{}", card.text());
    let lead = tester.numbered(1).await;
    assert!(lead.request.test);
    assert_eq!(
        lead.last.by,
        Initiator::Source(lead.source),
        "it came in as the source's leads do"
    );
    let list = manage(&tester, "/source list").await;
    assert!(list.text().contains("1 lead · last used"), "{}", list.text());
    // No reminder, and no nudge.
    tester.advance(TimeDelta::days(13)).await;
    manage(&tester, "/source test source:Website").await;
    tester.settle().await;
    assert!(
        tester.card(2).text().contains("TEST LEAD"),
        "a second test is a second lead"
    );
    tester.finish().await;
}

#[tokio::test]
async fn only_managers_touch_sources_and_only_those_with_a_key() {
    let tester = Tester::new().await;
    let key = key_in(&manage(&tester, "/source add name:Website").await);
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    tester.card(1);
    for verb in ["rotate", "disable", "enable", "test"] {
        for member in [&tester.anna, &tester.zoe, &tester.olga] {
            let reply = member
                .slash(&tester.leads, &format!("/source {verb} source:Website"))
                .await;
            let text = reply.text();
            assert!(
                reply.is_ephemeral() && text.contains(&tester.managers.mention()),
                "{verb}: {text}"
            );
        }
        // What came with the team has no key: imports, leads by hand.
        for name in ["import", "Nothing"] {
            let reply = manage(&tester, &format!("/source {verb} source:{name}")).await;
            assert!(
                reply.text().contains("No source of that name"),
                "{verb}: {}",
                reply.text()
            );
        }
    }
    let offered = tester
        .maria
        .autocomplete(&tester.leads, "/source test source:web")
        .await;
    assert_eq!(offered.len(), 1);
    let offered = tester
        .anna
        .autocomplete(&tester.leads, "/source test source:")
        .await;
    assert!(offered.is_empty());
    assert_eq!(send(&tester, &key).await, 201);
    tester.settle().await;
    tester.card(2);
    tester.finish().await;
}
