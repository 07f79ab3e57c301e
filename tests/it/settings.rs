//! `/settings`: every number with its default, changed by a manager who has seen what that does.

use chrono::TimeDelta;
use leadbell::domain::lead::{Customer, NewLead};
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, labels};

async fn slash(tester: &Tester, member: &Member, line: &str) -> Reply {
    let reply = member.slash(&tester.leads, line).await;
    tester.settle().await;
    reply
}

async fn set(tester: &Tester, options: &str) -> Message {
    let asked = slash(tester, &tester.maria, &format!("/settings {options}"))
        .await
        .message()
        .unwrap();
    assert_eq!(labels(&asked), ["Save", "Leave as it is"], "{}", asked.text());
    tester.maria.press(&asked, "Save").await;
    tester.settle().await;
    asked
}

#[tokio::test]
async fn a_manager_sees_every_number_with_its_default_and_nobody_else_does() {
    let tester = Tester::new().await;
    let reply = slash(&tester, &tester.maria, "/settings").await;
    assert!(reply.is_ephemeral());
    let text = reply.text();
    for line in [
        "Time to answer a lead: 14 days (default)",
        "A hot lead is hot for: 72 hours (default)",
        "Undo an answer within: 2 minutes (default)",
        "Leads that ring one by one: 10 (default)",
        "within: 10 minutes (default)",
        "passed purchase date after: 7 days (default)",
        "A thread for each accepted lead: off (default)",
        "Say when a lead expired: on (default)",
        "Company size and industry: on (default)",
        "The customer's budget: on (default)",
        "Team contacts: on (default)",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    for line in ["/settings", "/settings undo_minutes:5"] {
        let reply = slash(&tester, &tester.anna, line).await;
        assert!(reply.text().contains("Only"), "{}", reply.text());
    }
    tester.finish().await;
}

#[tokio::test]
async fn a_change_is_asked_for_saved_and_recorded() {
    let tester = Tester::new().await;
    let old = tester.receive(Tester::lead("Before")).await;
    let asked = slash(&tester, &tester.maria, "/settings answer_time:7d undo_minutes:5").await;
    let asked = asked.message().unwrap();
    assert!(asked.text().contains("14 days → 7 days"), "{}", asked.text());
    tester.maria.press(&asked, "Leave as it is").await;
    assert!(asked.text().contains("Nothing changed"), "{}", asked.text());
    let saved = set(&tester, "answer_time:7d undo_minutes:5").await;
    let text = saved.text();
    assert!(
        text.contains("**7 days** (default 14 days)") && text.contains("**5 minutes**"),
        "{text}"
    );
    assert!(
        text.contains("Latest changes") && text.contains(&tester.maria.mention()),
        "{text}"
    );
    let new = tester.receive(Tester::lead("After")).await;
    let (old, new) = (tester.row(old).await, tester.row(new).await);
    assert_eq!(old.deadline.unwrap(), old.received_at + TimeDelta::days(14));
    assert_eq!(new.deadline.unwrap(), new.received_at + TimeDelta::days(7));
    // The same again is no change.
    let same = slash(&tester, &tester.maria, "/settings answer_time:168h").await;
    assert!(same.text().contains("set already"), "{}", same.text());
    let accepted = tester.accept(&tester.anna, &tester.card(1)).await;
    assert!(accepted.followups()[0].text().contains("5 minutes"));
    tester.card(2);
    tester.finish().await;
}

#[tokio::test]
async fn a_shorter_hot_window_is_seen_on_the_cards_that_are_there() {
    let tester = Tester::new().await;
    let hot = NewLead {
        hot: true,
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    tester.receive(hot).await;
    tester.advance(TimeDelta::hours(3)).await;
    let card = tester.card(1);
    assert!(!card.text().contains("window has passed"), "{}", card.text());
    set(&tester, "hot_window:2h").await;
    assert!(
        card.text().contains("2-hour window has passed"),
        "{}",
        card.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_card_shows_what_the_team_wants_and_the_full_view_everything() {
    let tester = Tester::new().await;
    let lead = NewLead {
        budget: Some("about as last year".to_owned()),
        customer: Customer {
            size: Some("51-200".to_owned()),
            industry: Some("Logistics".to_owned()),
            ..Tester::lead("Nordwind Logistik GmbH").customer
        },
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    tester.receive(lead).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let hidden = ["51-200", "Logistics", "about as last year"];
    for part in hidden {
        assert!(card.text().contains(part), "{part}: {}", card.text());
    }
    set(&tester, "card_size:false card_budget:false card_contacts:false").await;
    for part in hidden {
        assert!(!card.text().contains(part), "{part}: {}", card.text());
    }
    let full = slash(&tester, &tester.anna, "/lead show lead:1").await;
    for part in hidden {
        assert!(full.text().contains(part), "{part}: {}", full.text());
    }
    tester.finish().await;
}

#[tokio::test]
async fn what_is_out_of_bounds_or_contradicts_another_number_is_not_taken() {
    let tester = Tester::new().await;
    for (options, said) in [
        ("answer_time:soon", "14d"),
        ("answer_time:90m", "14d"),
        ("answer_time:200d", "between"),
        ("answer_time:3d", "warning"),
        ("hot_window:14d", "shorter than the answer time"),
        ("hot_window:20d answer_time:15d", "shorter than the answer time"),
    ] {
        let reply = slash(&tester, &tester.maria, &format!("/settings {options}")).await;
        assert!(reply.text().contains(said), "{options}: {}", reply.text());
        assert!(labels(&reply.message().unwrap()).is_empty(), "{options}");
    }
    let forged = tester
        .maria
        .press_raw(&tester.leads, None, "1:settings-save:u.600")
        .await;
    assert!(forged.text().contains("15"), "{}", forged.text());
    let forged = tester
        .anna
        .press_raw(&tester.leads, None, "1:settings-save:u.5")
        .await;
    assert!(forged.text().contains("Only"), "{}", forged.text());
    tester.finish().await;
}
