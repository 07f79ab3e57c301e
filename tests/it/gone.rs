//! Whoever owns a deal, works on it or likes it has left the server: the deal is nobody's secret, and nobody's alone.

use chrono::TimeDelta;
use leadbell::domain::stage::Stage;
use sandbox::Message;

use crate::tester::{Tester, labels};

/// A deal of Ben's that Ben favourited and is past its purchase date next morning.
async fn deal_of_ben() -> Tester {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.ben.press(&card, "♥").await;
    let form = tester.ben.press(&card, "Accept").await;
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "2026-11-24")];
    tester.ben.submit(&form, &typed).await;
    tester.settle().await;
    tester
}

async fn overdue(tester: &Tester) -> Message {
    tester.advance(TimeDelta::days(2)).await;
    let news = tester.news();
    assert_eq!(news.len(), 1);
    news[0].clone()
}

#[tokio::test]
async fn an_owner_who_is_there_is_asked_and_one_who_left_is_told_of_to_the_managers() {
    let tester = deal_of_ben().await;
    let asked = overdue(&tester).await;
    assert!(
        asked.pinged().users.contains(&tester.ben.id()),
        "{}",
        asked.text()
    );
    assert!(asked.pinged().roles.is_empty());
    tester.card(1);
    tester.finish().await;

    let mut tester = deal_of_ben().await;
    tester.ben.leave();
    let asked = overdue(&tester).await;
    assert!(
        asked.pinged().roles.contains(&tester.managers.id()),
        "{}",
        asked.text()
    );
    let text = asked.text();
    assert!(
        text.contains("has left the server") && text.contains("/lead assign lead:L-1"),
        "{text}"
    );

    // A manager hands it over, and the new owner can go on.
    let line = format!("/lead assign lead:L-1 member:{}", tester.anna.mention());
    let reply = tester.maria.slash(&tester.leads, &line).await;
    tester.settle().await;
    assert!(reply.text().contains(&tester.anna.mention()), "{}", reply.text());
    let handover = tester.news();
    assert_eq!(handover.len(), 1);
    assert!(handover[0].pinged().users.contains(&tester.anna.id()));
    let card = tester.card(1);
    assert!(card.text().contains(&tester.anna.mention()));
    assert_eq!(labels(&card)[..2], ["Edit", "Team"]);
    let form = tester.anna.press(&card, "Won").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    assert!(matches!(tester.numbered(1).await.stage, Stage::Archived(_)));
    assert!(asked.text().contains("won"), "{}", asked.text());
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_manager_may_close_the_deal_of_an_owner_who_left_and_their_heart_stays_counted() {
    let mut tester = deal_of_ben().await;
    tester.ben.leave();
    let card = tester.card(1);
    assert!(labels(&card).contains(&"♥ 1".to_owned()), "{:?}", labels(&card));
    let form = tester.maria.press(&card, "Won").await;
    tester.maria.submit(&form, &[]).await;
    tester.settle().await;
    assert!(matches!(tester.numbered(1).await.stage, Stage::Archived(_)));
    tester.finish_after_refusals().await;
}
