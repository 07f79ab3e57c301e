//! The card of a lead in every stage and variant.

use chrono::TimeDelta;
use leadbell::domain::contact::{CountryCode, Email};
use leadbell::domain::lead::{Customer, Kind, NewLead, Sender, SenderKind};

use super::Book;
use crate::tester::{Tester, choose};

/// A lead of nobody who was there before.
fn lead(company: &str) -> NewLead {
    let address = format!("info@{}.example", company.to_lowercase());
    NewLead {
        customer: Customer {
            company: Some(company.to_owned()),
            name: Some("Jana Krüger".to_owned()),
            email: Some(Email::parse(&address).unwrap()),
            country: CountryCode::parse("DE"),
            ..Customer::default()
        },
        need: Some("Move 120 seats to Microsoft 365.".to_owned()),
        ..NewLead::default()
    }
}

async fn decline(tester: &Tester, number: i64, reason: &str, notes: &str) {
    let asked = tester.ben.press(&tester.card(number), "Decline").await;
    let form = choose(&tester.ben, asked.message().as_ref().unwrap(), reason).await;
    tester.ben.submit(&form, &[("Notes", notes)]).await;
    tester.settle().await;
}

#[tokio::test]
async fn cards() {
    let tester = Tester::new().await;
    tester.without_bursts().await;
    let everything = NewLead {
        kind: Kind::SalesQualified,
        customer: Customer {
            title: Some("Head of IT".to_owned()),
            city: Some("Hamburg".to_owned()),
            size: Some("51-250".to_owned()),
            industry: Some("Travel & Transportation".to_owned()),
            ..lead("Nordwind").customer
        },
        solutions: vec!["Microsoft365".to_owned(), "Azure".to_owned()],
        budget: Some("40000 EUR".to_owned()),
        campaign_id: Some("q4-cloud".to_owned()),
        sender: Some(Sender {
            kind: SenderKind::Microsoft,
            name: Some("Erik Holm".to_owned()),
            email: None,
            organization: None,
        }),
        ..lead("Nordwind")
    };
    let leads = [
        everything,
        NewLead {
            hot: true,
            ..lead("Contoso")
        },
        NewLead {
            informational: true,
            ..lead("Trial")
        },
        NewLead {
            do_not_contact: true,
            ..lead("Quiet")
        },
        NewLead {
            test: true,
            ..lead("Test")
        },
        NewLead {
            need: Some("A very long story, *with* signs and https://links.example. ".repeat(40)),
            ..lead("Wordy")
        },
        NewLead {
            need: None,
            customer: Customer {
                company: None,
                country: None,
                ..lead("Nobody").customer
            },
            ..lead("Nobody")
        },
        lead("Nordwind"),
        lead("Won"),
    ];
    for lead in leads {
        tester.receive(lead).await;
    }
    let mut book = Book::default();
    for (number, title) in [
        (1, "received, with everything that a source can tell"),
        (2, "hot"),
        (3, "informational"),
        (4, "do not contact"),
        (5, "a test"),
        (6, "long texts"),
        (7, "a person who wrote nothing"),
        (8, "somebody who was here before"),
    ] {
        book.card(&tester, title, &tester.card(number));
    }
    tester.accept(&tester.anna, &tester.card(1)).await;
    let team = tester.anna.press(&tester.card(1), "Team").await;
    let form = tester
        .anna
        .press(team.message().as_ref().unwrap(), "Add team contact")
        .await;
    let colleague = [
        ("Name", "Lena Vogt"),
        ("Phone", "+49 40 555"),
        ("E-mail", "lena@partner.example"),
    ];
    tester.anna.submit(&form, &colleague).await;
    tester.settle().await;
    book.card(&tester, "accepted", &tester.card(1));
    tester.accept(&tester.ben, &tester.card(9)).await;
    let form = tester.ben.press(&tester.card(9), "Won").await;
    tester.ben.submit(&form, &[("Final value", "13k")]).await;
    tester.settle().await;
    book.card(&tester, "won", &tester.card(9));
    let asked = tester.anna.press(&tester.card(1), "Lost").await;
    let form = choose(&tester.anna, asked.message().as_ref().unwrap(), "Had no budget").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    book.card(&tester, "lost", &tester.card(1));
    decline(&tester, 4, "Other", "They asked us not to call.").await;
    book.card(&tester, "declined", &tester.card(4));
    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-6").await;
    tester
        .maria
        .press(asked.message().as_ref().unwrap(), "Erase for good")
        .await;
    tester.settle().await;
    book.card(&tester, "erased", &tester.card(6));
    tester.advance(TimeDelta::hours(73)).await;
    book.card(&tester, "hot, after 72 hours", &tester.card(2));
    for reminder in tester.news() {
        book.card(&tester, "a reminder", &reminder);
    }
    tester.advance(TimeDelta::days(9)).await;
    for reminder in tester.news().iter().take(2) {
        book.card(&tester, "a reminder", reminder);
    }
    tester.advance(TimeDelta::days(3)).await;
    book.card(&tester, "expired", &tester.card(2));
    tester.news();
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}

#[tokio::test]
async fn a_burst() {
    let tester = Tester::new().await;
    for company in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"] {
        tester.receive(lead(company)).await;
    }
    let mut book = Book::default();
    book.card(&tester, "one of many", &tester.card(12));
    for number in 1..12 {
        tester.card(number);
    }
    for message in tester.news() {
        book.card(&tester, "the one line for all", &message);
    }
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}
