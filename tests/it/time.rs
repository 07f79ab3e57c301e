//! A lead's time: nudges, warnings, expiry, and what becomes of a reminder once somebody has answered.

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::domain::event::{EventKind, Initiator};
use leadbell::domain::lead::{NewLead, Sender, SenderKind};
use leadbell::domain::notice::{Audience, Cause};
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::Message;

use crate::tester::{Tester, labels};

fn hot(company: &str) -> NewLead {
    NewLead {
        hot: true,
        ..Tester::lead(company)
    }
}

/// What is new in the channel, the weekly digest aside.
fn news(tester: &Tester) -> Vec<Message> {
    let mut news = tester.news();
    news.retain(|message| !message.text().contains("📋"));
    news
}

/// The one new message in the channel.
fn the_news(tester: &Tester) -> Message {
    let news = news(tester);
    let texts: Vec<_> = news.iter().map(Message::text).collect();
    assert_eq!(news.len(), 1, "{texts:?}");
    news[0].clone()
}

fn nothing_new(tester: &Tester) {
    let texts: Vec<_> = news(tester).iter().map(Message::text).collect();
    assert_eq!(texts, Vec::<String>::new());
}

#[tokio::test]
async fn a_hot_lead_is_nudged_after_24_48_and_72_hours_and_its_card_changes_then() {
    let tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assert!(card.text().contains("🔥"), "{}", card.text());
    for hours in [24, 48] {
        tester.advance(TimeDelta::hours(24) - TimeDelta::seconds(1)).await;
        nothing_new(&tester);
        tester.advance(TimeDelta::seconds(1)).await;
        let nudge = the_news(&tester);
        assert!(nudge.text().contains("L-1"), "{}", nudge.text());
        assert!(
            nudge.text().contains(&format!("{hours}-hour reminder")),
            "{}",
            nudge.text()
        );
        assert_eq!(
            nudge.reference().map(|to| to.id()),
            Some(card.id()),
            "a reply to the card"
        );
        assert!(nudge.pinged().roles.contains(&tester.managers.id()));
        assert!(nudge.pinged().users.is_empty());
        assert_eq!(
            labels(&nudge),
            [
                "Accept",
                "Decline",
                "Snooze for everybody until tomorrow",
                "Snooze for everybody for 3 days"
            ]
        );
        assert!(card.text().contains("🔥"), "{}", card.text());
    }
    tester.advance(TimeDelta::hours(24)).await;
    let nudge = the_news(&tester);
    assert!(
        nudge.text().contains("72-hour window has passed"),
        "{}",
        nudge.text()
    );
    assert!(
        card.text().contains("The 72-hour window has passed")
            && !card.text().contains("🔥 **Wants direct contact"),
        "{}",
        card.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_lead_is_warned_of_and_then_expires_and_its_sender_is_owed_a_word() {
    let tester = Tester::new().await;
    let lead = NewLead {
        sender: Some(Sender {
            kind: SenderKind::Partner,
            name: None,
            email: None,
            organization: Some("Other Partner SARL".to_owned()),
        }),
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let id = tester.receive(lead).await;
    let card = tester.card(1);
    tester.advance(TimeDelta::days(11) - TimeDelta::seconds(1)).await;
    nothing_new(&tester);
    tester.advance(TimeDelta::seconds(1)).await;
    let three_days = the_news(&tester);
    assert!(three_days.text().contains("expires"), "{}", three_days.text());
    tester.advance(TimeDelta::days(2)).await;
    let one_day = the_news(&tester);
    tester.advance(TimeDelta::days(1) - TimeDelta::seconds(1)).await;
    assert_eq!(tester.row(id).await.stage, Stage::Received, "not before its time");
    tester.advance(TimeDelta::seconds(1)).await;
    let row = tester.row(id).await;
    assert_eq!(
        (row.stage, row.last.by),
        (Stage::Archived(Outcome::Expired), Initiator::Clock)
    );
    assert!(card.text().contains("Expired"), "{}", card.text());
    assert_eq!(labels(&card), Vec::<String>::new());
    assert!(one_day.text().contains("expired"), "{}", one_day.text());
    assert!(
        three_days.text().contains("a later reminder took over") && !three_days.text().contains('\n'),
        "{}",
        three_days.text()
    );
    for reminder in [three_days, one_day] {
        assert_eq!(labels(&reminder), Vec::<String>::new(), "no stale call to action");
    }
    let told = the_news(&tester);
    assert!(
        told.text().contains("L-1") && told.text().contains("expired unanswered"),
        "{}",
        told.text()
    );
    assert_eq!(
        told.reference().map(|to| to.id()),
        Some(card.id()),
        "a reply to the card"
    );
    assert!(told.pinged().roles.is_empty() && told.pinged().users.is_empty());
    let owed = tester.notices(id).await;
    let owed: Vec<_> = owed.iter().map(|one| (one.cause, one.audience)).collect();
    assert_eq!(owed, [(Cause::Expired, Audience::Sender)]);
    tester.advance(TimeDelta::days(30)).await;
    nothing_new(&tester);
    let expiries = tester.history(id).await;
    let expiries = expiries
        .iter()
        .filter(|event| event.what == EventKind::Expired {});
    assert_eq!(expiries.count(), 1);
    tester.finish().await;
}

#[tokio::test]
async fn an_answer_ends_the_reminders_and_the_posted_ones_say_who_gave_it() {
    let tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(24)).await;
    let nudge = the_news(&tester);
    tester.advance(TimeDelta::hours(23)).await;
    let reply = tester.accept(&tester.anna, &nudge).await;
    assert!(reply.is_ephemeral(), "the reminder is not the card");
    assert_eq!(tester.numbered(1).await.stage, Stage::Accepted);
    assert!(
        nudge
            .text()
            .contains(&format!("accepted by {}", tester.anna.mention()))
            && nudge.text().contains("after 1 day"),
        "{}",
        nudge.text()
    );
    assert_eq!(labels(&nudge), Vec::<String>::new());
    tester.advance(TimeDelta::days(20)).await;
    nothing_new(&tester);
    tester.finish().await;
}

#[tokio::test]
async fn test_and_informational_leads_are_reminded_of_by_nobody() {
    let tester = Tester::new().await;
    let test = tester
        .receive(NewLead {
            test: true,
            ..hot("A Ltd")
        })
        .await;
    let informational = tester
        .receive(NewLead {
            informational: true,
            ..hot("B Ltd")
        })
        .await;
    let _cards = (tester.card(1), tester.card(2));
    tester.advance(TimeDelta::days(60)).await;
    nothing_new(&tester);
    assert_eq!(tester.row(test).await.stage, Stage::Archived(Outcome::Expired));
    assert_eq!(tester.row(informational).await.stage, Stage::Received);
    tester.finish().await;
}

#[tokio::test]
async fn a_late_lead_has_what_is_left_of_its_time_and_one_past_its_deadline_expires_at_once() {
    let tester = Tester::new().await;
    let now = tester.clock.now();
    let ago = |days| NewLead {
        received_at: Some(now - TimeDelta::days(days)),
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let late = tester.receive(ago(12)).await;
    let too_late = tester.receive(ago(14)).await;
    assert_eq!(tester.row(late).await.stage, Stage::Received);
    assert_eq!(
        tester.row(too_late).await.stage,
        Stage::Archived(Outcome::Expired)
    );
    let _card = tester.card(1);
    let expired = tester.card(2);
    assert!(expired.pinged().roles.is_empty(), "without a ping");
    tester.advance(TimeDelta::days(1)).await;
    assert!(the_news(&tester).text().contains("24 hours before the deadline"));
    tester.advance(TimeDelta::days(1)).await;
    assert_eq!(tester.row(late).await.stage, Stage::Archived(Outcome::Expired));
    assert!(the_news(&tester).text().contains("expired unanswered"));
    tester.finish().await;
}

#[tokio::test]
async fn after_downtime_each_lead_gets_the_one_reminder_that_is_still_true() {
    let mut tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.stop().await;
    tester.clock.advance(TimeDelta::hours(80));
    tester.start().await;
    tester.settle().await;
    let nudge = the_news(&tester);
    assert!(nudge.text().contains("72-hour reminder"), "{}", nudge.text());
    // A week asleep with the program running is no different.
    tester.advance(TimeDelta::days(10)).await;
    let warning = the_news(&tester);
    assert!(warning.text().contains("24 hours before"), "{}", warning.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_clock_that_jumps_back_repeats_nothing_and_holds_what_is_to_come() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(49)).await;
    let _nudge = the_news(&tester);
    tester.advance(TimeDelta::days(-3)).await;
    let is_held = || tester.app().scheduler.borrow().held_until.is_some();
    tester.until("it says so", is_held).await;
    tester.advance(TimeDelta::days(3)).await;
    nothing_new(&tester);
    tester.until("it is over", || !is_held()).await;
    tester.advance(TimeDelta::hours(23)).await;
    assert!(the_news(&tester).text().contains("72-hour reminder"));
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    tester.finish().await;
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_runs_on_for_an_hour_is_believed() {
    let tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(24)).await;
    let _nudge = the_news(&tester);
    tester.advance(TimeDelta::hours(-20)).await;
    let is_held = || tester.app().scheduler.borrow().held_until.is_some();
    tester.until("it says so", is_held).await;
    tester.advance(TimeDelta::minutes(59)).await;
    assert!(is_held());
    tester.advance(TimeDelta::minutes(1)).await;
    tester.until("it is over", || !is_held()).await;
    tester.advance(TimeDelta::hours(43)).await;
    assert!(the_news(&tester).text().contains("48-hour reminder"));
    tester.finish().await;
}

#[tokio::test]
async fn a_manager_silences_a_lead_for_the_team_and_the_deadline_stays() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    let deadline = tester.row(lead).await.deadline;
    tester.advance(TimeDelta::hours(24)).await;
    let nudge = the_news(&tester);
    let reply = tester
        .maria
        .press(&nudge, "Snooze for everybody for 3 days")
        .await;
    assert!(
        reply.is_ephemeral() && reply.text().contains("No reminders about L-1 for the team"),
        "{}",
        reply.text()
    );
    assert_eq!(tester.row(lead).await.deadline, deadline);
    // Pressed on Tuesday at nine in Berlin: silent until Friday at nine, when only the latest is still true.
    tester.advance(TimeDelta::days(3) - TimeDelta::seconds(1)).await;
    nothing_new(&tester);
    tester.advance(TimeDelta::seconds(1)).await;
    assert!(the_news(&tester).text().contains("72-hour reminder"));
    tester.finish().await;
}

#[tokio::test]
async fn a_member_whom_no_reminder_names_cannot_silence_it_and_a_snooze_is_taken_back_by_its_button() {
    let tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(24)).await;
    let nudge = the_news(&tester);
    for other in [&tester.anna, &tester.zoe] {
        let reply = other.press(&nudge, "Snooze for everybody for 3 days").await;
        let text = reply.text();
        assert!(text.contains(&tester.managers.mention()), "{text}");
    }
    let button = "Snooze for everybody for 3 days";
    tester.maria.press(&nudge, button).await;
    let reply = tester.maria.press(&nudge, button).await;
    assert!(reply.text().contains("reminders come again"), "{}", reply.text());
    tester.advance(TimeDelta::hours(24)).await;
    assert!(the_news(&tester).text().contains("48-hour reminder"));
    assert!(!nudge.text().contains("reach out by"), "{}", nudge.text());
    assert_eq!(labels(&nudge), Vec::<String>::new(), "one call to action a lead");
    // One that waits for the end of a snooze comes when that is taken back.
    tester.maria.press(&the_last(&tester), button).await;
    tester.advance(TimeDelta::hours(24)).await;
    nothing_new(&tester);
    tester.maria.press(&the_last(&tester), button).await;
    tester.maria.press(&the_last(&tester), button).await;
    tester.settle().await;
    assert!(the_news(&tester).text().contains("72-hour reminder"));
    tester.finish().await;
}

/// The latest message in the channel that has buttons.
fn the_last(tester: &Tester) -> Message {
    let messages = tester.leads.messages();
    let last = messages
        .into_iter()
        .rev()
        .find(|message| !labels(message).is_empty());
    last.unwrap()
}

#[tokio::test]
async fn nothing_is_due_for_an_erased_lead() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(24)).await;
    let nudge = the_news(&tester);
    let ask = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    tester
        .maria
        .press(&ask.message().unwrap(), "Erase for good")
        .await;
    tester.settle().await;
    assert!(nudge.text().contains("was erased"), "{}", nudge.text());
    assert_eq!(labels(&nudge), Vec::<String>::new());
    tester.advance(TimeDelta::days(30)).await;
    nothing_new(&tester);
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    tester.finish().await;
}

#[tokio::test]
async fn an_owner_is_asked_again_every_week_and_the_earlier_question_shrinks() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "2026-11-28")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    let nine: DateTime<Utc> = "2026-11-29T08:00:00Z".parse().unwrap();
    tester.advance(nine - tester.clock.now()).await;
    let first = the_news(&tester);
    tester.advance(TimeDelta::days(7)).await;
    let second = the_news(&tester);
    assert!(second.pinged().users.contains(&tester.anna.id()));
    assert!(
        first.text().contains("a later reminder took over"),
        "{}",
        first.text()
    );
    assert_eq!(labels(&first), Vec::<String>::new());
    tester.advance(TimeDelta::days(7)).await;
    let _third = the_news(&tester);
    tester.finish().await;
}

#[tokio::test]
async fn the_owner_is_asked_once_the_purchase_date_has_passed_and_again_for_a_new_one() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "2026-11-28")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    // The 29th, nine in Berlin; not by the second, since waiting for a turn to send moves the clock as well.
    let nine: DateTime<Utc> = "2026-11-29T08:00:00Z".parse().unwrap();
    let before = nine - TimeDelta::minutes(1) - tester.clock.now();
    tester.advance(before).await;
    nothing_new(&tester);
    tester.advance(TimeDelta::minutes(1)).await;
    let overdue = the_news(&tester);
    assert_eq!(
        labels(&overdue),
        [
            "Won",
            "Lost",
            "Edit",
            "Snooze for me until tomorrow",
            "Snooze for me for 3 days"
        ]
    );
    assert!(overdue.pinged().users.contains(&tester.anna.id()));
    assert!(overdue.pinged().roles.is_empty());

    let form = tester.anna.press(&overdue, "Edit").await;
    tester
        .anna
        .submit(&form, &[("purchase date", "2026-12-04")])
        .await;
    tester.settle().await;
    assert!(overdue.text().contains("new purchase date"), "{}", overdue.text());
    assert_eq!(labels(&overdue), Vec::<String>::new());
    tester.advance(TimeDelta::days(6)).await;
    let again = the_news(&tester);
    let form = tester.anna.press(&again, "Won").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    assert!(again.text().contains(": won, marked by"), "{}", again.text());
    tester.advance(TimeDelta::days(60)).await;
    nothing_new(&tester);
    tester.finish().await;
}
