//! The full view of a lead, its history, and that the buttons under it work.

use chrono::TimeDelta;
use leadbell::domain::lead::NewLead;
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::Kind;

use crate::tester::{Tester, choose, labels};

#[tokio::test]
async fn a_member_opens_a_lead_from_the_list_and_takes_it_there() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind GmbH")).await;
    let card = tester.card(1);
    let list = tester
        .anna
        .slash(&tester.leads, "/leads")
        .await
        .message()
        .unwrap();
    let opened = choose(&tester.anna, &list, "L-1 · Nordwind GmbH").await;
    assert!(
        opened.is_ephemeral() && opened.kind() != Kind::Update,
        "the list stays"
    );
    let full = opened.message().unwrap();
    assert_eq!(
        labels(&full),
        [
            "Accept",
            "Decline",
            "I look at it",
            "Contact",
            "♡ 0",
            "History",
            "Card"
        ]
    );
    assert!(!full.text().contains("jana@"), "contact data only by its button");
    let link = format!(
        "https://discord.com/channels/{}/{}/{}",
        tester.guild.id(),
        tester.leads.id(),
        card.id()
    );
    assert!(full.json().to_string().contains(&link), "{}", full.json());

    tester.anna.press(&full, "♡ 0").await;
    assert!(labels(&full).contains(&"♥ 1".to_owned()), "{:?}", labels(&full));
    let contact = tester.anna.press(&full, "Contact").await;
    assert!(
        contact.text().contains("jana@nordwind.example"),
        "{}",
        contact.text()
    );
    let form = tester.anna.press(&full, "Accept").await;
    let typed = [("Estimated value", "12,500 EUR"), ("purchase date", "in 6 weeks")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.stage, Stage::Accepted);
    assert!(
        card.text().contains("Accepted by"),
        "the card follows: {}",
        card.text()
    );

    let full = tester
        .anna
        .slash(&tester.leads, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    assert_eq!(
        labels(&full),
        [
            "Edit",
            "Team",
            "Won",
            "Lost",
            "Give back",
            "Contact",
            "♥ 1",
            "History",
            "Card",
            "Snooze for me until tomorrow",
            "Snooze for me for 3 days"
        ]
    );
    let form = tester.anna.press(&full, "Won").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.stage, Stage::Archived(Outcome::Won));
    let full = tester
        .anna
        .slash(&tester.leads, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    assert_eq!(
        labels(&full),
        ["Contact", "History", "Card"],
        "archived is read only"
    );
    tester.finish().await;
}

#[tokio::test]
async fn long_texts_are_there_whole() {
    let need = format!("{}the very end", "Many words, `*`_so_ many. ".repeat(250));
    let tester = Tester::new().await;
    let new = NewLead {
        need: Some(need.clone()),
        ..Tester::lead("Nordwind GmbH")
    };
    tester.receive(new).await;
    tester.card(1);
    let full = tester
        .anna
        .slash(&tester.leads, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    let file = String::from_utf8(full.file("L-1.txt").expect("the file")).unwrap();
    assert!(file.contains(&need), "{file}");
    assert!(full.text().contains("Full texts attached"), "{}", full.text());
    tester.anna.press(&full, "♡ 0").await;
    assert_eq!(full.files(), ["L-1.txt"], "a heart leaves the file where it is");
    tester.settle().await;
    tester.finish().await;
}

#[tokio::test]
async fn the_history_says_who_when_what_and_how_page_by_page() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    let card = tester.card(1);
    for _ in 0..8 {
        tester.ben.press(&card, "♥").await;
        tester.advance(TimeDelta::minutes(1)).await;
    }
    tester.accept(&tester.anna, &card).await;
    let reply = tester.ben.slash(&tester.leads, "/lead history lead:L-1").await;
    let history = reply.message().unwrap();
    let newest = history.text();
    assert!(reply.is_ephemeral());
    assert!(newest.contains("**Accepted** (received → accepted)"), "{newest}");
    assert!(
        newest.contains(&format!("{} · <t:", tester.anna.mention())),
        "{newest}"
    );
    assert!(!newest.contains("**Received**"), "{newest}");
    tester.ben.press(&history, "Older").await;
    assert!(history.text().contains("**Received**"), "{}", history.text());
    assert!(history.text().contains("import"), "{}", history.text());
    assert!(tester.ben.try_press(&history, "Older").await.is_err());
    tester.finish().await;
}

#[tokio::test]
async fn contact_of_a_declined_lead_is_offered_to_managers_only() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    let asked = tester.ben.press(&tester.card(1), "Decline").await;
    let form = tester
        .ben
        .select(asked.message().as_ref().unwrap(), &["Duplicate"])
        .await;
    tester.ben.submit(&form, &[("Notes", "We **had** it.")]).await;
    tester.settle().await;
    let full = tester
        .anna
        .slash(&tester.leads, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    assert_eq!(labels(&full), ["History", "Card"]);
    assert!(full.text().contains(r"We \*\*had\*\* it."), "{}", full.text());
    let full = tester
        .maria
        .slash(&tester.leads, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    assert_eq!(labels(&full), ["Contact", "History", "Card"]);
    tester.finish().await;
}

#[tokio::test]
async fn earlier_leads_of_the_same_person_are_named() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    tester.card(1);
    tester.card(2);
    let reply = tester.anna.slash(&tester.leads, "/lead show lead:L-2").await;
    assert!(
        reply.text().contains("Same person as L-1 (received"),
        "{}",
        reply.text()
    );
    tester.finish().await;
}
