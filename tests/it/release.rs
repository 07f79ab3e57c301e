//! A misclick on Accept is taken back for two minutes; after that a deal is given back to the team with a word why.

use chrono::TimeDelta;
use leadbell::domain::event::EventKind;
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::NewLead;
use leadbell::domain::stage::Stage;
use leadbell::store::due;
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, labels};

async fn pending(tester: &Tester, lead: LeadId) -> Vec<String> {
    let mut conn = tester.store().read().await.unwrap();
    let pending = due::list_pending(&mut conn, lead).await.unwrap();
    pending
        .into_iter()
        .filter_map(|due| Some(due.step?.code()))
        .collect()
}

async fn release(tester: &Tester, member: &Member, line: &str) -> Reply {
    let reply = member
        .slash(&tester.leads, &format!("/lead release lead:{line}"))
        .await;
    tester.settle().await;
    reply
}

#[tokio::test]
async fn a_misclick_on_accept_is_taken_back_and_nothing_of_it_is_left() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let (before, planned) = (tester.row(lead).await, pending(&tester, lead).await);
    let card = tester.card(1);
    let accepted = tester.accept(&tester.anna, &card).await;
    assert!(!pending(&tester, lead).await.contains(&"expiry".to_owned()));
    let confirmation = accepted.followups()[0].clone();
    assert!(
        labels(&confirmation).contains(&"Undo".to_owned()),
        "{}",
        confirmation.text()
    );
    tester.advance(TimeDelta::seconds(100)).await;
    tester.anna.press(&confirmation, "Undo").await;
    tester.settle().await;
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.owner, row.last, row.answered_at),
        (Stage::Received, None, before.last, None)
    );
    assert_eq!(pending(&tester, lead).await, planned);
    assert!(!card.text().contains("12,500"), "{}", card.text());
    assert_eq!(labels(&card), ["Accept", "Decline", "Contact", "♥ 0"]);
    assert_eq!(
        tester.history(lead).await.last().unwrap().what,
        EventKind::Undone {}
    );
    tester.accept(&tester.ben, &card).await;
    assert_eq!(tester.row(lead).await.stage, Stage::Accepted);
    tester.finish().await;
}

#[tokio::test]
async fn what_fell_due_in_the_two_minutes_is_said_after_them() {
    let tester = Tester::new().await;
    let hot = NewLead {
        hot: true,
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let lead = tester.receive(hot).await;
    let card = tester.card(1);
    tester.advance(TimeDelta::hours(24) - TimeDelta::minutes(1)).await;
    let accepted = tester.accept(&tester.anna, &card).await;
    tester.advance(TimeDelta::seconds(90)).await;
    assert_eq!(tester.news().len(), 0);
    tester.anna.press(&accepted.followups()[0], "Undo").await;
    tester.settle().await;
    let news = tester.news();
    assert!(news.len() == 1 && news[0].text().contains("24-hour reminder"));
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    tester.finish().await;
}

#[tokio::test]
async fn too_late_to_undo_says_how_else_and_a_deal_that_was_handed_over_is_not_taken_back() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.receive(Tester::lead("Alster Bau AG")).await;
    let accepted = tester.accept(&tester.anna, &tester.card(1)).await;
    tester.advance(TimeDelta::seconds(121)).await;
    let late = tester.anna.press(&accepted.followups()[0], "Undo").await;
    assert!(late.text().contains("/lead release"), "{}", late.text());
    let accepted = tester.accept(&tester.anna, &tester.card(2)).await;
    let line = format!("/lead assign lead:L-2 member:{}", tester.ben.mention());
    tester.anna.slash(&tester.leads, &line).await;
    tester.settle().await;
    let others = tester.anna.press(&accepted.followups()[0], "Undo").await;
    assert!(others.text().contains(&tester.ben.mention()), "{}", others.text());
    assert_eq!(tester.numbered(2).await.stage, Stage::Accepted);
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn a_deal_is_given_back_with_a_word_why_and_the_next_one_need_not_type_it_again() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    tester.advance(TimeDelta::days(2)).await;
    let reply = release(&tester, &tester.anna, "L-1 why:No Polish speaker").await;
    assert!(reply.text().contains("back with the team"), "{}", reply.text());
    let text = card.text();
    assert!(
        text.contains("Given back") && text.contains("No Polish speaker"),
        "{text}"
    );
    assert!(!text.contains("12,500"), "its next owner's to say: {text}");
    assert_eq!(
        pending(&tester, lead).await,
        ["warning:72", "warning:24", "expiry"]
    );
    let again = release(&tester, &tester.anna, "L-1 why:again").await;
    assert!(again.text().contains("accepted"), "{}", again.text());
    let form = tester.ben.press(&card, "Accept").await;
    let reply = tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    let row = tester.row(lead).await;
    assert_eq!(
        row.owner.map(|owner| owner.0),
        Some(tester.ben.id() as i64),
        "{}",
        reply.text()
    );
    assert!(card.text().contains("12,500"), "{}", card.text());
    assert!(!card.text().contains("Given back"), "{}", card.text());
    // Taken back at once it is what it was: given back by Anna.
    tester.ben.press(&reply.followups()[0], "Undo").await;
    tester.settle().await;
    assert!(card.text().contains("No Polish speaker"), "{}", card.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_lead_given_back_late_has_a_day_left_and_is_warned_of() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.advance(TimeDelta::days(13)).await;
    let card = tester.card(1);
    let news = tester.news();
    let warnings = news
        .iter()
        .filter(|news| news.text().contains("expires") && !news.text().contains("📋"));
    assert_eq!(warnings.count(), 1, "the warning of the last day");
    tester.accept(&tester.anna, &card).await;
    tester.advance(TimeDelta::days(4)).await;
    tester.news();
    release(&tester, &tester.maria, "L-1 why:Anna is ill").await;
    let row = tester.row(lead).await;
    assert_eq!(row.deadline.unwrap(), row.last.at + TimeDelta::hours(24));
    let news: Vec<_> = tester.news().iter().map(Message::text).collect();
    assert!(news.len() == 1 && news[0].contains("expires"), "{news:?}");
    tester.advance(TimeDelta::hours(24)).await;
    assert!(!tester.row(lead).await.stage.is_open());
    assert_eq!(tester.news().len(), 1);
    tester.finish().await;
}

#[tokio::test]
async fn nobody_gives_back_another_ones_deal_and_without_a_word_why_it_is_asked() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let early = release(&tester, &tester.anna, "L-1 why:x").await;
    assert!(
        early.text().contains("not accepted") || early.text().contains("Accept"),
        "{}",
        early.text()
    );
    tester.accept(&tester.anna, &card).await;
    let others = release(&tester, &tester.ben, "L-1 why:x").await;
    assert!(
        others.text().contains(&tester.anna.mention()),
        "{}",
        others.text()
    );
    let form = release(&tester, &tester.anna, "L-1").await;
    tester.anna.submit(&form, &[("Why", "On holiday")]).await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    let history = tester.history(lead).await;
    assert_eq!(
        history.last().unwrap().what,
        EventKind::Released {
            why: Some("On holiday".to_owned())
        }
    );
    tester.finish().await;
}

/// The owner gives the deal back while a manager marks it won: one of the two happens, and the other is told.
#[tokio::test]
async fn of_release_and_won_at_once_exactly_one_happens() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let form = tester.maria.press(&card, "Won").await;
    let (released, won) = tokio::join!(
        tester
            .anna
            .slash(&tester.leads, "/lead release lead:L-1 why:sorry"),
        tester.maria.submit(&form, &[])
    );
    tester.settle().await;
    let changes = tester.history(lead).await;
    let last: Vec<_> = changes
        .iter()
        .filter(|event| matches!(event.what, EventKind::Released { .. } | EventKind::Won { .. }))
        .collect();
    assert_eq!(last.len(), 1, "{} / {}", released.text(), won.text());
    tester.finish().await;
}
