//! A team's time: working hours, the ladder that a manager changes, bursts, the weekly digest.

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::NewLead;
use leadbell::domain::stage::{Outcome, Stage};
use leadbell::store::due;
use sandbox::{Fault, Message};

use crate::tester::{Tester, choose, labels};

fn hot(company: &str) -> NewLead {
    NewLead {
        hot: true,
        ..Tester::lead(company)
    }
}

fn utc(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
}

/// Moves the clock to a moment.
async fn until(tester: &Tester, at: &str) {
    tester.advance(utc(at) - tester.clock.now()).await;
}

fn texts(tester: &Tester) -> Vec<String> {
    tester.news().iter().map(Message::text).collect()
}

async fn pending(tester: &Tester, lead: LeadId) -> Vec<String> {
    let mut conn = tester.store().read().await.unwrap();
    let pending = due::list_pending(&mut conn, lead).await.unwrap();
    let steps = pending.into_iter().filter_map(|due| due.step);
    steps
        .map(leadbell::domain::deadline::ScheduledStep::code)
        .collect()
}

async fn set_up(tester: &Tester, options: &str) -> String {
    let reply = tester
        .olga
        .slash(&tester.leads, &format!("/setup {options}"))
        .await;
    tester.settle().await;
    reply.text()
}

#[tokio::test]
async fn a_reminder_outside_working_hours_waits_for_the_opening_and_the_card_and_the_expiry_do_not() {
    let tester = Tester::new().await;
    let said = set_up(&tester, "working_hours:Mon-Fri 9:00-18:00").await;
    assert!(said.contains("Mon-Fri 09:00-18:00"), "{said}");
    // Friday noon in Berlin: 24 and 48 hours later it is the weekend.
    until(&tester, "2026-11-27T11:00:00Z").await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    until(&tester, "2026-11-30T07:59:59Z").await;
    assert_eq!(texts(&tester), Vec::<String>::new());
    until(&tester, "2026-11-30T08:00:00Z").await;
    let news = texts(&tester);
    // Monday at nine is the digest's hour as well.
    assert_eq!(news.len(), 2, "{news:?}");
    let nudges: Vec<_> = news
        .iter()
        .filter(|text| text.contains("hour reminder"))
        .collect();
    assert!(
        nudges.len() == 1 && nudges[0].contains("48-hour reminder"),
        "the latest alone: {nudges:?}"
    );
    until(&tester, "2026-11-30T11:00:00Z").await;
    assert!(
        card.text().contains("72-hour window has passed"),
        "{}",
        card.text()
    );
    assert_eq!(tester.news().len(), 1);
    tester.finish().await;
}

#[tokio::test]
async fn a_reminder_does_not_wait_for_an_opening_past_the_deadline() {
    let tester = Tester::new().await;
    set_up(&tester, "working_hours:Mon-Fri 9:00-18:00").await;
    tester
        .maria
        .slash(&tester.leads, "/reminders digest off:true")
        .await;
    // Its deadline is a Sunday at noon in Berlin, its last warning due on Saturday: Monday would be too late.
    until(&tester, "2026-11-28T10:00:00Z").await;
    let lead = tester
        .receive(NewLead {
            received_at: Some(utc("2026-11-15T11:00:00Z")),
            ..Tester::lead("Nordwind Logistik GmbH")
        })
        .await;
    let _card = tester.card(1);
    until(&tester, "2026-11-28T11:00:00Z").await;
    assert!(texts(&tester)[0].contains("24 hours before the deadline"));
    until(&tester, "2026-11-29T11:00:00Z").await;
    assert_eq!(tester.row(lead).await.stage, Stage::Archived(Outcome::Expired));
    assert!(texts(&tester)[0].contains("expired unanswered"));
    tester.finish().await;
}

#[tokio::test]
async fn a_changed_ladder_moves_what_is_pending_at_once_and_is_for_managers() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    tester.advance(TimeDelta::hours(24)).await;
    assert_eq!(tester.news().len(), 1);
    let slash = async |line: &str| {
        let reply = tester.maria.slash(&tester.leads, line).await;
        tester.settle().await;
        reply.text()
    };
    let refused = tester
        .anna
        .slash(&tester.leads, "/reminders nudges hours:off")
        .await;
    assert!(refused.text().contains("Only"), "{}", refused.text());
    let said = slash("/reminders nudges hours:12 24 30").await;
    assert!(said.contains("12h, 24h and 30h after they arrive"), "{said}");
    assert_eq!(
        pending(&tester, lead).await,
        ["nudge:30", "window", "warning:72", "warning:24", "expiry"],
        "what has been is not repeated, what would have been is not made up for"
    );
    tester.advance(TimeDelta::hours(6)).await;
    assert!(texts(&tester)[0].contains("30-hour reminder"));
    slash("/reminders warnings hours:off").await;
    assert_eq!(pending(&tester, lead).await, ["window", "expiry"]);
    let wrong = slash("/reminders warnings hours:soon").await;
    assert!(wrong.contains("Hours") && wrong.contains("soon"), "{wrong}");
    let shown = slash("/reminders show").await;
    assert!(shown.contains("no warnings"), "{shown}");
    tester.finish().await;
}

#[tokio::test]
async fn many_leads_at_once_ring_once() {
    let tester = Tester::new().await;
    for n in 1..=10 {
        tester.receive(Tester::lead(&format!("Company {n}"))).await;
        assert!(!tester.card(n).pinged().roles.is_empty(), "{n}");
    }
    for n in 11..=14 {
        let lead = NewLead {
            hot: n == 13,
            ..Tester::lead(&format!("Company {n}"))
        };
        tester.receive_quietly(lead).await;
    }
    tester.settle().await;
    for n in 11..=14 {
        let card = tester.card(n);
        if n == 13 {
            assert!(!card.pinged().roles.is_empty(), "a hot lead rings for itself");
            continue;
        }
        assert!(
            card.pinged().roles.is_empty() && !card.text().contains("Germany"),
            "{}",
            card.text()
        );
        assert_eq!(labels(&card).len(), 4, "it can be answered all the same");
    }
    tester.advance(TimeDelta::seconds(3)).await;
    let news = tester.news();
    assert_eq!(news.len(), 1, "one line");
    let line = &news[0];
    assert!(line.pinged().roles.contains(&tester.members.id()));
    assert!(
        line.text().contains("3 new leads") && line.text().contains("L-11 to L-14"),
        "{}",
        line.text()
    );
    // What comes after the line was posted is told of by another one, with a ping of its own.
    tester.receive(Tester::lead("Company 15")).await;
    let card = tester.card(15);
    assert!(card.pinged().roles.is_empty());
    tester.advance(TimeDelta::minutes(10)).await;
    let news = tester.news();
    assert_eq!(news.len(), 1, "one more line");
    assert!(news[0].pinged().roles.contains(&tester.members.id()));
    assert!(news[0].text().contains("1 new lead: L-15"), "{}", news[0].text());
    assert!(line.text().contains("3 new leads"), "{}", line.text());
    tester.accept(&tester.anna, &card).await;
    assert!(
        card.text().contains("Germany"),
        "once accepted it is a card like any other: {}",
        card.text()
    );
    tester.advance(TimeDelta::minutes(11)).await;
    tester.receive(Tester::lead("Company 16")).await;
    assert!(!tester.card(16).pinged().roles.is_empty(), "the burst is over");
    tester.finish().await;
}

/// With `LEADBELL_BURST=500` as many.
#[tokio::test]
async fn a_flood_of_leads_is_a_card_each_and_one_line() {
    let count = std::env::var("LEADBELL_BURST").map_or(40, |count| count.parse().unwrap());
    let tester = Tester::new().await;
    for n in 1..=count {
        tester
            .receive_quietly(Tester::lead(&format!("Company {n}")))
            .await;
    }
    while tester.leads.messages().len() < count {
        tester.clock.advance(TimeDelta::seconds(5));
        tester.settle_but_for_waits().await;
    }
    tester.advance(TimeDelta::seconds(3)).await;
    // What was posted before it became a burst has rung, at most ten; the line tells of all others, and of no more.
    let cards = 1..=i64::try_from(count).unwrap();
    let rang: Vec<_> = cards
        .filter(|n| !tester.card(*n).pinged().roles.is_empty())
        .collect();
    let first = rang.len() + 1;
    assert!((2..=11).contains(&first), "{rang:?}");
    assert_eq!(rang.last().copied(), i64::try_from(rang.len()).ok(), "{rang:?}");
    let news = tester.news();
    assert_eq!(news.len(), 1, "one line");
    let words = format!(
        "{} new leads at once, from L-{first} to L-{count}.",
        count + 1 - first
    );
    assert!(news[0].text().contains(&words), "{}", news[0].text());
    tester.finish().await;
}

#[tokio::test]
async fn a_card_that_rings_while_a_burst_begins_is_not_told_of_again() {
    let tester = Tester::new().await;
    let slow = tester
        .sandbox
        .fault(
            "POST /channels/{channel_id}/messages",
            Fault::Delay(TimeDelta::seconds(2)),
        )
        .times(1);
    tester.receive_quietly(Tester::lead("Company 1")).await;
    tester.until("the first post", || slow.hits() == 1).await;
    for n in 2..=12 {
        tester
            .receive_quietly(Tester::lead(&format!("Company {n}")))
            .await;
    }
    tester.clock.advance(TimeDelta::seconds(2));
    tester.settle().await;
    tester.advance(TimeDelta::seconds(3)).await;
    let first = tester.card(1);
    assert!(
        !first.pinged().roles.is_empty() && first.text().contains("Germany"),
        "{}",
        first.text()
    );
    for n in 2..=12 {
        assert!(tester.card(n).pinged().roles.is_empty(), "{n}");
    }
    let news = tester.news();
    assert_eq!(news.len(), 1, "one line");
    assert!(
        news[0].text().contains("11 new leads at once, from L-2 to L-12"),
        "{}",
        news[0].text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn the_weekly_digest_says_what_is_open_what_expires_and_what_was_won() {
    let tester = Tester::new().await;
    until(&tester, "2026-11-24T12:00:00Z").await;
    let late = NewLead {
        received_at: Some(utc("2026-11-18T12:00:00Z")),
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    tester.receive(late).await;
    tester.receive(Tester::lead("Südwind AG")).await;
    let (_late, card) = (tester.card(1), tester.card(2));
    tester.accept(&tester.anna, &card).await;
    let form = tester.anna.press(&card, "Won").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    // Monday, nine in Berlin.
    until(&tester, "2026-11-30T07:59:59Z").await;
    tester.news();
    until(&tester, "2026-11-30T08:00:00Z").await;
    let digest = tester.news();
    assert_eq!(digest.len(), 1);
    let text = digest[0].text();
    for part in [
        "1 waiting for an answer, 0 being worked on",
        "L-1",
        "€12,500",
        "Won last week: 1",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(digest[0].pinged().roles.is_empty(), "nobody is pinged");
    tester.advance(TimeDelta::days(7)).await;
    tester.news();
    tester.advance(TimeDelta::days(14)).await;
    assert_eq!(
        texts(&tester),
        Vec::<String>::new(),
        "nothing to say, nothing said"
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_reminder_that_could_not_be_posted_is_not_posted_once_the_lead_is_answered() {
    let tester = Tester::new().await;
    tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.advance(TimeDelta::hours(24) - TimeDelta::seconds(1)).await;
    let form = tester.anna.press(&card, "Accept").await;
    tester.clock.advance(TimeDelta::seconds(1));
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    let news = tester.news();
    assert!(
        news.iter().all(|message| labels(message).is_empty()),
        "what was on its way says that it is over: {:?}",
        news.iter().map(Message::text).collect::<Vec<_>>()
    );
    tester.finish().await;
}

#[tokio::test]
async fn an_answer_taken_back_brings_back_the_reminder_that_was_waiting_for_the_opening() {
    let tester = Tester::new().await;
    set_up(&tester, "working_hours:Mon-Fri 9:00-18:00").await;
    until(&tester, "2026-11-23T20:00:00Z").await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    // Due at nine in the evening in Berlin, and waiting for the morning.
    until(&tester, "2026-11-24T21:00:00Z").await;
    assert!(pending(&tester, lead).await.contains(&"nudge:24".to_owned()));
    let asked = tester.ben.press(&card, "Decline").await;
    let form = choose(
        &tester.ben,
        asked.message().as_ref().unwrap(),
        "Outside our region",
    )
    .await;
    let declined = tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    assert_eq!(pending(&tester, lead).await, Vec::<String>::new());
    tester.ben.press(&declined.message().unwrap(), "Undo").await;
    tester.settle().await;
    until(&tester, "2026-11-25T08:00:00Z").await;
    let news = texts(&tester);
    assert!(
        news.len() == 1 && news[0].contains("24-hour reminder"),
        "{news:?}"
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_flood_that_goes_on_after_the_clock_was_put_back_is_taken_in_and_told_in_a_line_of_its_own() {
    let mut tester = Tester::new().await;
    let down = tester
        .sandbox
        .fault("POST /channels/{id}/messages", Fault::Status(503));
    for number in 0..11 {
        tester
            .receive_quietly(Tester::lead(&format!("Before {number}")))
            .await;
    }
    tester.clock.advance(TimeDelta::minutes(-5));
    for number in 0..12 {
        tester
            .receive_quietly(Tester::lead(&format!("After {number}")))
            .await;
    }
    down.remove();
    tester.clock.advance(TimeDelta::minutes(6));
    tester.settle().await;
    let news = tester.news();
    let lines: Vec<_> = news
        .iter()
        .filter(|message| message.embeds().is_empty())
        .collect();
    assert_eq!(news.len() - lines.len(), 23, "each lead has its card");
    assert_eq!(
        lines.len(),
        2,
        "{:?}",
        lines.iter().map(|line| line.text()).collect::<Vec<_>>()
    );
    assert!(
        news.iter()
            .filter(|message| !message.pinged().roles.is_empty())
            .count()
            <= 2 + 20
    );
    tester.finish_after_refusals().await;
}
