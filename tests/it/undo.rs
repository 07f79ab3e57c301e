//! Decline, Won and Lost can be taken back for two minutes by whoever did them.

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::domain::deadline::ScheduledStep;
use leadbell::domain::event::{EventKind, Initiator};
use leadbell::domain::ids::{LeadId, MemberId};
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, labels};

async fn decline(tester: &Tester, member: &Member, card: &Message) -> Reply {
    let asked = member.press(card, "Decline").await;
    let form = member
        .select(asked.message().as_ref().unwrap(), &["Outside our region"])
        .await;
    let reply = member.submit(&form, &[("Notes", "North only")]).await;
    tester.settle().await;
    reply
}

/// What is still due for the lead, and when.
async fn due(tester: &Tester, lead: LeadId) -> Vec<(Option<ScheduledStep>, DateTime<Utc>)> {
    let mut conn = tester.store().read().await.unwrap();
    let pending = leadbell::store::due::list_pending(&mut conn, lead).await.unwrap();
    pending.into_iter().map(|due| (due.step, due.at)).collect()
}

#[tokio::test]
async fn a_decline_is_taken_back_and_the_lead_waits_as_before() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let (before, planned) = (tester.row(lead).await, due(&tester, lead).await);
    let card = tester.card(1);
    let declined = decline(&tester, &tester.anna, &card).await;
    assert!(!planned.is_empty());
    assert_eq!(due(&tester, lead).await, []);
    let confirmation = declined.message().unwrap();
    assert_eq!(labels(&confirmation), ["Undo", "Do not tell"]);

    tester.advance(TimeDelta::seconds(119)).await;
    let reply = tester.anna.press(&confirmation, "Undo").await;
    tester.settle().await;
    assert_eq!(confirmation.text(), "↩️ Undone. L-1 waits for an answer again.");
    assert!(labels(&confirmation).is_empty(), "{}", reply.text());
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.reason, row.reason_notes, row.last, row.answered_at),
        (Stage::Received, None, None, before.last, None)
    );
    assert_eq!(due(&tester, lead).await, planned, "what was due is due again");
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
async fn a_won_deal_taken_back_is_its_owners_open_deal_again_without_a_final_value() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let accepted = tester.row(lead).await;
    tester.advance(TimeDelta::hours(5)).await;
    let form = tester.maria.press(&card, "Won").await;
    let won = tester.maria.submit(&form, &[("Final value", "11900")]).await;
    tester.settle().await;
    let confirmation = won.followups()[0].clone();
    tester.maria.press(&confirmation, "Undo").await;
    tester.settle().await;
    assert_eq!(confirmation.text(), "↩️ Undone. L-1 is an open deal again.");
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.owner, row.last, row.answered_at),
        (
            Stage::Accepted,
            Some(MemberId(tester.anna.id() as i64)),
            accepted.last,
            accepted.answered_at
        )
    );
    assert!(card.text().contains("€12,500"), "{}", card.text());
    assert!(!card.text().contains("11,900"), "{}", card.text());
    assert_eq!(labels(&card), ["Edit", "Team", "Won", "Lost", "Contact", "♥ 0"]);
    tester.finish().await;
}

#[tokio::test]
async fn two_minutes_later_to_the_second_it_can_still_be_taken_back() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1)).await;
    let left = tester.row(lead).await.last.at + TimeDelta::seconds(120) - tester.clock.now();
    tester.advance(left).await;
    tester.anna.press(&declined.message().unwrap(), "Undo").await;
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    tester.finish().await;
}

#[tokio::test]
async fn two_minutes_later_archived_is_final_and_the_button_says_so() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1)).await;
    tester.advance(TimeDelta::seconds(121)).await;
    let reply = tester.anna.press(&declined.message().unwrap(), "Undo").await;
    assert!(reply.is_ephemeral());
    assert_eq!(reply.text(), "Too late to undo: L-1 is final.");
    assert_eq!(tester.row(lead).await.stage, Stage::Archived(Outcome::Declined));
    tester.finish().await;
}

#[tokio::test]
async fn nobody_takes_back_what_somebody_else_did_and_a_second_press_hears_that_nothing_is_left() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1)).await;
    let forged = tester
        .maria
        .press_raw(&tester.leads, None, &format!("1:undo:{lead}"))
        .await;
    assert_eq!(
        forged.text(),
        format!("Only {} can undo this.", tester.anna.mention())
    );
    assert_eq!(
        tester.row(lead).await.last.by,
        Initiator::Member(MemberId(tester.anna.id() as i64))
    );
    let confirmation = declined.message().unwrap();
    tester.anna.press(&confirmation, "Undo").await;
    let again = tester
        .anna
        .press_raw(&tester.leads, None, &format!("1:undo:{lead}"))
        .await;
    assert_eq!(again.text(), "Nothing to undo on L-1.");
    tester.finish().await;
}
