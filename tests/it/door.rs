//! From a source's HTTP request to the card, through everything.

use serde_json::Value;

use crate::tester::Tester;

pub const HOT: &str = include_str!("../data/native-hot.json");
const BATCH: &str = include_str!("../data/native-batch.json");
const HOSTILE: &str = include_str!("../data/native-hostile.json");

/// A source that a manager has made.
pub struct Source {
    url: String,
    key: String,
}

impl Source {
    pub async fn new(tester: &Tester) -> Self {
        let shown = tester
            .maria
            .slash(&tester.leads, "/source add name:Website")
            .await;
        assert!(shown.is_ephemeral(), "a key is for one pair of eyes");
        let text = shown.text();
        let key = text
            .split_whitespace()
            .find(|word| word.starts_with("lbk_"))
            .expect("a key")
            .to_owned();
        let url = format!("http://{}/v1/leads", tester.app().intake.unwrap());
        assert!(text.contains(&url), "{text}");
        Self { url, key }
    }

    pub async fn send(&self, body: &str) -> (u16, Value) {
        let request = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(10))
            .build()
            .unwrap();
        let request = request
            .post(&self.url)
            .bearer_auth(&self.key)
            .header("content-type", "application/json");
        let answer = request.body(body.to_owned()).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

#[tokio::test]
async fn a_lead_sent_twice_is_one_card_and_the_same_answer() {
    let tester = Tester::new().await;
    let source = Source::new(&tester).await;
    let first = source.send(HOT).await;
    assert_eq!(first.0, 201, "{first:?}");
    tester.settle().await;
    let card = tester.card(1);
    assert!(card.content().contains("hot lead"), "{}", card.text());
    assert!(
        card.text().contains("Nordwind Logistik GmbH") && card.text().contains("🇩🇪"),
        "{}",
        card.text()
    );
    assert_eq!(source.send(HOT).await, first);
    tester.finish().await;
}

#[tokio::test]
async fn a_batch_keeps_what_can_be_understood_and_names_the_rest() {
    let tester = Tester::new().await;
    let source = Source::new(&tester).await;
    let (status, answer) = source.send(BATCH).await;
    assert_eq!(status, 207, "{answer}");
    let refused = &answer["results"][2];
    assert_eq!(refused["status"], "rejected", "{answer}");
    assert!(
        refused["errors"][0]["pointer"]
            .as_str()
            .unwrap()
            .starts_with("/leads/2/customer"),
        "{answer}"
    );
    tester.settle().await;
    for (number, words) in [
        (1, "Кондитерская"),
        (2, "Baobab Health"),
        (3, "東京フーズ株式会社"),
    ] {
        let card = tester.card(number);
        assert!(card.text().contains(words), "{}", card.text());
    }
    tester.finish().await;
}

#[tokio::test]
async fn hostile_words_are_shown_and_do_nothing() {
    let tester = Tester::new().await;
    let source = Source::new(&tester).await;
    let (status, answer) = source.send(HOSTILE).await;
    assert_eq!(status, 201, "{answer}");
    tester.settle().await;
    let card = tester.card(1);
    let pinged = card.pinged();
    assert_eq!(pinged.roles, [tester.members.id()], "only the team's own ping");
    assert!(!pinged.everyone && pinged.users.is_empty(), "{pinged:?}");
    let text = card.text();
    assert!(
        text.contains("ACME") && text.contains("heading") && text.contains("👩‍👩‍👧‍👦"),
        "{text}"
    );
    for live in [
        "**ACME**",
        "](https://",
        "\n# ",
        "||spoiler",
        "<t:0:R>",
        "</setup:0>",
        "<@1234",
        "\u{202e}",
        "\u{200b}",
        "\0",
    ] {
        assert!(!text.contains(live), "{live:?} is live in {text}");
    }
    let contact = tester.anna.press(&card, "Contact").await;
    assert!(
        !contact.text().contains("Bcc") || !contact.text().contains("\r"),
        "{}",
        contact.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_lead_that_comes_before_setup_waits_for_its_channel() {
    let tester = Tester::before_setup().await;
    let line = format!("/setup manager_role:{}", tester.managers.mention());
    tester.olga.slash(&tester.leads, &line).await;
    let source = Source::new(&tester).await;
    assert_eq!(source.send(HOT).await.0, 201);
    tester.settle().await;
    assert!(tester.news().is_empty());
    tester.set_up().await;
    tester.card(1);
    tester.finish().await;
}
