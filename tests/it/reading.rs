//! What people write is read as they mean it, asked back where it has two readings, and never shown as something else.

use chrono::NaiveDate;
use leadbell::domain::contact::{Email, Phone};
use leadbell::domain::lead::{Customer, Kind, NewLead};
use leadbell::domain::stage::Stage;
use leadbell::store::{deals, teams};

use crate::tester::{Tester, labels};

#[tokio::test]
async fn a_date_with_two_readings_is_asked_back_and_what_was_read_is_said_in_words() {
    let tester = Tester::new().await;
    let line = "/setup time_zone:Europe/Berlin";
    tester.olga.slash(&tester.leads, line).await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let values = |date| [("Estimated value", "12,500 EUR"), ("purchase date", date)];
    let asked = tester.anna.submit(&form, &values("01/02/2027")).await;
    assert!(
        asked.text().contains("Feb 1, 2027 or Jan 2, 2027?"),
        "{}",
        asked.text()
    );
    assert_eq!(tester.row(lead).await.stage, Stage::Received);
    let form = tester.anna.press(&card, "Accept").await;
    let done = tester.anna.submit(&form, &values("31/03/2027")).await;
    tester.settle().await;
    let said = done.text()
        + &done
            .followups()
            .iter()
            .map(sandbox::Message::text)
            .collect::<String>();
    assert!(said.contains("Mar 31, 2027"), "{said}");
    let deal = deals::find(&mut tester.store().read().await.unwrap(), lead)
        .await
        .unwrap();
    assert_eq!(
        deal.unwrap().purchase_date,
        NaiveDate::from_ymd_opt(2027, 3, 31).unwrap()
    );
    tester.finish().await;
}

#[tokio::test]
async fn working_hours_are_asked_back_where_they_could_be_a_night_shift() {
    let tester = Tester::new().await;
    let reply = tester
        .olga
        .slash(&tester.leads, "/setup working_hours:Mon-Fri 9-5")
        .await;
    assert!(
        reply
            .text()
            .contains("“Mon-Fri 09:00-17:00” or “Mon-Fri 21:00-05:00”?"),
        "{}",
        reply.text()
    );
    let offered = tester
        .olga
        .autocomplete(&tester.leads, "/setup working_hours:Mon-Fri 9-5")
        .await;
    assert_eq!(offered.len(), 2);
    for (typed, kept) in [
        ("Пн-Пт 9-18", Some("Mon-Fri 09:00-18:00")),
        ("Mon-Fri 9am-5pm", Some("Mon-Fri 09:00-17:00")),
        ("24/7", None),
    ] {
        let line = format!("/setup working_hours:{typed}");
        tester.olga.slash(&tester.leads, &line).await;
        let team = teams::find(&mut tester.store().read().await.unwrap(), tester.team())
            .await
            .unwrap()
            .unwrap();
        let hours = team
            .settings
            .reminders
            .working_hours
            .map(|hours| hours.to_string());
        assert_eq!(hours.as_deref(), kept, "{typed}");
    }
    tester.settle().await;
    tester.finish().await;
}

#[tokio::test]
async fn no_field_of_one_line_puts_a_second_line_into_a_card() {
    let tester = Tester::new().await;
    let two = |text: &str| Some(format!("{text}\n✅ Accepted by Anna"));
    let customer = Customer {
        company: two("ACME"),
        city: two("Berlin"),
        size: two("50"),
        industry: two("Retail"),
        ..Tester::lead("x").customer
    };
    let lead = NewLead {
        customer,
        budget: two("5"),
        solutions: vec![two("Azure").unwrap()],
        campaign_id: two("q4"),
        ..Tester::lead("x")
    };
    tester.receive(lead).await;
    let card = tester.card(1);
    assert!(
        !card
            .text()
            .lines()
            .any(|line| line.trim().starts_with("✅ Accepted")),
        "{}",
        card.text()
    );
    tester.finish().await;
}

/// A lead whose contact data stands in what the customer wrote.
fn chatty() -> NewLead {
    NewLead {
        need: Some(
            "Call +49 151 7654321 or write to boss@nordwind.example. 120 seats by 2027-01-31.".to_owned(),
        ),
        customer: Customer {
            email: Email::parse("jana@nordwind.example").ok(),
            phone: Phone::parse("040 1234567").ok(),
            ..Tester::lead("Nordwind").customer
        },
        ..Tester::lead("Nordwind")
    }
}

#[tokio::test]
async fn contact_data_in_what_the_customer_wrote_is_masked_and_whole_behind_contact() {
    let tester = Tester::new().await;
    tester.receive(chatty()).await;
    let card = tester.card(1);
    let shown = card.text();
    for hidden in ["7654321", "boss@nordwind", "151 765"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert!(
        shown.contains("b…@nordwind.example") && shown.contains("120 seats by 2027-01-31"),
        "{shown}"
    );
    let full = tester.anna.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(!full.text().contains("7654321"), "{}", full.text());
    let contact = tester.anna.press(&card, "Contact").await;
    assert!(
        contact.text().contains("+49 151 7654321") && contact.text().contains("boss@nordwind.example"),
        "{}",
        contact.text()
    );
    // What is proposed as the deal's name is shown in the channel as well.
    tester.accept(&tester.anna, &card).await;
    assert!(!card.text().contains("7654321"), "{}", card.text());
    tester.finish().await;
}

#[tokio::test]
async fn an_accepted_card_repeats_nothing_and_keeps_the_flame() {
    let tester = Tester::new().await;
    let lead = NewLead {
        hot: true,
        budget: Some("40000 EUR".to_owned()),
        solutions: vec!["Microsoft365".to_owned(), "Dynamics365Sales".to_owned()],
        ..Tester::lead("Nordwind GmbH")
    };
    tester.receive(lead).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let shown = card.text();
    assert_eq!(shown.matches("Move 120 seats").count(), 1, "{shown}");
    assert_eq!(shown.matches(&tester.anna.mention()).count(), 1, "{shown}");
    for part in ["🔥", "€40,000", "€12,500", "Microsoft 365, Dynamics 365 Sales"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let form = tester.anna.press(&card, "Edit").await;
    tester
        .anna
        .submit(&form, &[("Deal name", "The big one"), ("value", "40k")])
        .await;
    tester.settle().await;
    let shown = card.text();
    assert!(
        shown.contains("The big one") && shown.matches("€40,000").count() == 1,
        "{shown}"
    );
    tester.finish().await;
}

#[tokio::test]
async fn the_note_to_other_stands_on_the_card() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let line = "/lead decline lead:L-1";
    let reply = tester.maria.slash(&tester.leads, line).await;
    let chosen = tester
        .maria
        .try_select(&reply.message().expect("the reasons"), None, &["Other"])
        .await
        .unwrap_or_else(|impossible| panic!("{impossible}"));
    tester
        .maria
        .submit(&chosen, &[("Notes", "They are our landlord.")])
        .await;
    tester.settle().await;
    assert!(card.text().contains("They are our landlord."), "{}", card.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_search_that_finds_nothing_here_says_where_it_does_and_leads_there() {
    let tester = Tester::new().await;
    let lead = |kind, need: &str| NewLead {
        kind,
        need: Some(need.to_owned()),
        ..Tester::lead("Nordwind")
    };
    tester.receive(lead(Kind::CustomerInquiry, "C++ and C")).await;
    tester.receive(lead(Kind::SalesQualified, "C# team")).await;
    tester.news();
    let reply = tester.anna.slash(&tester.leads, "/leads search:C#").await;
    let shown = reply.message().expect("a list");
    assert!(
        shown
            .text()
            .contains("Nothing in this tab. Found in **Qualified** (1)"),
        "{}",
        shown.text()
    );
    assert!(
        labels(&shown).contains(&"Qualified (1)".to_owned()),
        "{:?}",
        labels(&shown)
    );
    tester.anna.press(&shown, "Qualified (1)").await;
    assert!(shown.text().contains("L-2"), "{}", shown.text());
    for (typed, found) in [("C++", true), ("C", true), ("C#", false)] {
        let reply = tester
            .anna
            .slash(&tester.leads, &format!("/leads search:{typed}"))
            .await;
        assert_eq!(reply.text().contains("L-1 ·"), found, "{typed}: {}", reply.text());
    }
    tester.settle().await;
    tester.finish().await;
}

#[tokio::test]
async fn commands_propose_the_leads_that_they_can_do_something_with() {
    let tester = Tester::new().await;
    for company in ["Nordwind", "Nordlicht"] {
        tester.receive(Tester::lead(company)).await;
    }
    tester.news();
    tester.accept(&tester.anna, &tester.card(2)).await;
    for (command, proposed) in [
        ("/deal won lead:", "L-2"),
        ("/deal lost lead:nord", "L-2"),
        ("/deal edit lead:", "L-2"),
        ("/deal team lead:nord", "L-2"),
        ("/lead accept lead:", "L-1"),
        ("/lead decline lead:nord", "L-1"),
    ] {
        let choices = tester.anna.autocomplete(&tester.leads, command).await;
        let names: Vec<String> = choices.iter().map(|choice| choice.name.clone()).collect();
        assert!(
            names.len() == 1 && names[0].contains(proposed),
            "{command}: {names:?}"
        );
    }
    let none = tester
        .anna
        .autocomplete(&tester.leads, "/deal won lead:L-1")
        .await;
    assert!(none.iter().all(|choice| !choice.name.contains("L-1")));
    let all = tester.anna.autocomplete(&tester.leads, "/lead show lead:").await;
    assert_eq!(all.len(), 2);
    tester.finish().await;
}

#[tokio::test]
async fn two_numbers_in_a_form_are_two_and_both_are_kept() {
    let tester = Tester::new().await;
    let form = tester.anna.slash(&tester.leads, "/lead new").await;
    tester
        .anna
        .submit(
            &form,
            &[
                ("Company", "Nordwind"),
                ("E-mail", "Jana Krüger <jana@nordwind.example>"),
                ("Phone", "040 123456 / 0151 123456"),
            ],
        )
        .await;
    tester.settle().await;
    let lead = tester.numbered(1).await.request;
    assert_eq!(lead.customer.phone.unwrap().as_str(), "040123456");
    assert_eq!(lead.customer.email.unwrap().as_str(), "jana@nordwind.example");
    assert_eq!(lead.need.as_deref(), Some("phone: 040 123456 / 0151 123456"));
    let card = tester.card(1);
    assert!(!card.text().contains("0151"), "{}", card.text());
    let contact = tester.anna.press(&card, "Contact").await;
    assert!(contact.text().contains("0151 123456"), "{}", contact.text());
    tester.finish().await;
}
