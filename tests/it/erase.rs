//! `/lead erase`: the personal data is gone from everywhere, the figures stay.

use chrono::TimeDelta;
use leadbell::domain::contact::{Email, Phone};
use leadbell::domain::event::EventKind;
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::{Sender, SenderKind};
use leadbell::domain::stage::{Outcome, Stage};

use crate::tester::{Tester, labels};

/// Everything by which the person of [`worked`] could be known, each word of its own.
const TRACES: [&str; 14] = [
    "Kranichfeld",
    "Ottilie",
    "Wachsmuth",
    "ottilie@kranichfeld.example",
    "498912345678",
    "Prokuristin",
    "Weimar",
    "Gewaechshaus",
    "Blumenkoenigin",
    "vierhundert Taler",
    "Holzapfel",
    "holzapfel@sender.example",
    "sender.example/hooks",
    "crm-ottilie",
];

fn to_bytes(text: &str) -> Vec<u8> {
    text.to_lowercase().into_bytes()
}

/// Which of the traces the database's files still hold, in any letter case.
fn found_in_files(tester: &Tester) -> Vec<&'static str> {
    let path = tester.database_url().replace("sqlite://", "");
    let mut bytes = Vec::new();
    for ending in ["", "-wal"] {
        bytes.extend(std::fs::read(format!("{path}{ending}")).unwrap_or_default());
    }
    bytes.make_ascii_lowercase();
    let holds = |trace: &str| {
        let trace = to_bytes(trace);
        bytes.windows(trace.len()).any(|window| window == trace)
    };
    TRACES.into_iter().filter(|trace| holds(trace)).collect()
}

/// A lead that has been through everything: looked at, accepted, edited, with drafts, a search, a thread, and lost.
async fn worked(tester: &Tester) -> LeadId {
    tester.olga.slash(&tester.leads, "/setup threads:true").await;
    let mut new = Tester::lead("Kranichfeld KG");
    let customer = &mut new.customer;
    customer.name = Some("Ottilie Wachsmuth".to_owned());
    customer.title = Some("Prokuristin".to_owned());
    customer.email = Email::parse("ottilie@kranichfeld.example").ok();
    customer.phone = Phone::parse("+49 89 12345678").ok();
    customer.city = Some("Weimar".to_owned());
    new.need = Some("Ein Gewaechshaus fuer die Blumenkoenigin".to_owned());
    new.budget = Some("vierhundert Taler".to_owned());
    new.reply_to = Some("https://sender.example/hooks/ottilie".to_owned());
    new.sender = Some(Sender {
        kind: SenderKind::Partner,
        name: Some("Hugo Holzapfel".to_owned()),
        email: Email::parse("holzapfel@sender.example").ok(),
        organization: Some("Other Partner".to_owned()),
    });
    let lead = tester.receive(new).await;
    let card = tester.card(1);
    tester.anna.press(&card, "Contact").await;
    tester.accept(&tester.anna, &card).await;
    let form = tester.anna.press(&card, "Edit").await;
    tester
        .anna
        .submit(&form, &[("value", "x"), ("looking for", "Blumenkoenigin draft")])
        .await;
    let form = tester.anna.press(&card, "Edit").await;
    tester
        .anna
        .submit(
            &form,
            &[("looking for", "Ottilie calls back"), ("value", "13,000 EUR")],
        )
        .await;
    let form = tester
        .anna
        .press_raw(&tester.leads, None, &format!("1:details:{lead}"))
        .await;
    tester.anna.submit(&form, &[("CRM id", "crm-ottilie")]).await;
    let asked = tester.anna.press(&card, "Lost").await.message().unwrap();
    let form = tester.anna.select(&asked, &["Had no budget"]).await;
    tester
        .anna
        .submit(&form, &[("Notes", "Wachsmuth spent it on the Gewaechshaus")])
        .await;
    tester.advance(TimeDelta::minutes(10)).await;
    lead
}

async fn reject_a_delivery_of_theirs(tester: &Tester) {
    let now = tester.clock.now();
    let team = tester.team();
    let body = br#"{"customer":{"email":"Ottilie@Kranichfeld.example"},"need":"Gewaechshaus"}"#;
    let kept = tester.store().write(async move |tx| {
        use leadbell::store::{deliveries, sources};
        let kind = leadbell::domain::lead::SourceKind::Import;
        let source = sources::find_or_insert_built_in(tx, team, kind, now).await?;
        deliveries::insert_rejected(tx, source, None, body, "no kind", now).await?;
        Ok::<_, leadbell::flows::FlowError>(())
    });
    kept.await.unwrap();
}

#[tokio::test]
async fn an_erased_lead_is_in_no_table_no_index_no_card_and_no_thread_and_its_figures_stay() {
    let tester = Tester::new().await;
    let lead = worked(&tester).await;
    reject_a_delivery_of_theirs(&tester).await;
    let before = tester.row(lead).await;
    let (card, thread) = (tester.card(1), tester.leads.threads()[0].clone());
    assert_eq!(
        found_in_files(&tester),
        TRACES,
        "the test looks where they can be found"
    );

    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    assert!(asked.is_ephemeral());
    assert_eq!(
        asked.message().unwrap().content(),
        "🧽 Erase the personal data of L-1 (Kranichfeld KG)? Company, person, e-mail, phone, free text, deal name and notes \
        disappear from the card, reminders, search, history and files. Number, stage, dates, country, value and reason stay \
        for the figures. This cannot be undone. Messages that members wrote themselves stay in Discord."
    );
    let question = asked.message().unwrap();
    tester.maria.press(&question, "Erase for good").await;
    tester.settle().await;
    assert_eq!(
        question.text(),
        "🧽 Personal data of L-1 erased. The card follows in a moment."
    );

    assert_eq!(
        found_in_files(&tester),
        Vec::<&str>::new(),
        "nor in the log of the file"
    );
    let after = tester.row(lead).await;
    assert_eq!(after.stage, Stage::Archived(Outcome::Lost));
    assert_eq!(
        (
            after.owner,
            after.reason,
            after.last,
            after.answered_at,
            after.received_at
        ),
        (
            before.owner,
            before.reason,
            before.last,
            before.answered_at,
            before.received_at
        )
    );
    assert_eq!(after.request.customer.country, before.request.customer.country);
    let mut conn = tester.store().read().await.unwrap();
    let deal = leadbell::store::deals::find(&mut conn, lead)
        .await
        .unwrap()
        .unwrap();
    drop(conn);
    assert_eq!(
        (deal.name.as_str(), deal.value.to_plain().as_str()),
        ("L-1", "13,000 EUR")
    );
    let history = tester.history(lead).await;
    assert_eq!(history.last().unwrap().what, EventKind::Erased {});
    assert!(history.iter().any(|event| event.what
        == EventKind::Lost {
            reason: "no_budget".to_owned(),
            notes: None
        }));

    let shown = format!("{} {}", card.text(), thread.name());
    let left: Vec<_> = TRACES
        .into_iter()
        .filter(|trace| shown.to_lowercase().contains(&trace.to_lowercase()))
        .collect();
    assert_eq!(left, Vec::<&str>::new(), "{shown}");
    assert!(card.text().contains("L-1 · erased"), "{}", card.text());
    assert_eq!((thread.name().as_str(), thread.is_archived()), ("L-1", true));

    tester.news();
    tester.finish().await;
}

/// What stands in Discord about no single lead, and what does not stand in its card, forgets the name as well.
#[tokio::test]
async fn a_reminder_and_a_digest_that_name_an_erased_lead_stop_naming_it_and_say_the_rest_as_before() {
    let tester = Tester::new().await;
    let monday = "2026-11-30T08:00:00Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    tester
        .advance(monday - TimeDelta::days(4) - tester.clock.now())
        .await;
    for company in ["Kranichfeld KG", "Nordwind GmbH"] {
        let received_at = Some(monday - TimeDelta::days(11));
        tester
            .receive(leadbell::domain::lead::NewLead {
                hot: true,
                received_at,
                ..Tester::lead(company)
            })
            .await;
    }
    let _cards = (tester.card(1), tester.card(2));
    tester
        .advance(monday + TimeDelta::hours(1) - tester.clock.now())
        .await;
    let news = tester.news();
    let about = |part: &str| {
        let found: Vec<_> = news
            .iter()
            .filter(|message| message.text().contains(part))
            .collect();
        assert_eq!(found.len(), 1, "{part}");
        found[0].clone()
    };
    let (digest, reminder) = (
        about("Last week, and what is due this week"),
        about("deadline of L-1"),
    );
    let before = digest.text();
    for message in [&digest, &reminder] {
        assert!(message.text().contains("Kranichfeld"), "{}", message.text());
    }
    // The week goes on: the digest is of its Monday all the same.
    tester.accept(&tester.anna, &tester.card(2)).await;

    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    tester
        .maria
        .press(&asked.message().unwrap(), "Erase for good")
        .await;
    tester.settle().await;
    assert_eq!(digest.text(), before.replace("Kranichfeld KG", "erased"));
    assert!(
        before.contains("2 waiting") && before.contains("Nordwind GmbH"),
        "{before}"
    );
    assert!(!reminder.text().contains("Kranichfeld"), "{}", reminder.text());
    assert!(
        reminder.text().contains("**L-1** was erased"),
        "{}",
        reminder.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn only_a_manager_erases_and_a_second_time_is_told_so() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let refused = tester.anna.slash(&tester.leads, "/lead erase lead:L-1").await;
    assert_eq!(
        refused.text(),
        format!("Only {} can do this.", tester.managers.mention())
    );
    let forged = tester
        .anna
        .press_raw(&tester.leads, Some(&card), &format!("1:erase:{lead}"))
        .await;
    assert!(forged.text().starts_with("Only "), "{}", forged.text());

    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    let question = asked.message().unwrap();
    assert_eq!(labels(&question), ["Erase for good", "Keep it"]);
    tester.maria.press(&question, "Keep it").await;
    assert_eq!(question.text(), "Nothing erased. L-1 stays as it is.");
    assert!(tester.row(lead).await.erased_at.is_none());

    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    tester
        .maria
        .press(&asked.message().unwrap(), "Erase for good")
        .await;
    tester.settle().await;
    let again = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    let words = "The personal data of L-1 is erased. Only its numbers are left.";
    assert_eq!(again.text(), words);
    assert!(!card.text().contains("Contact"), "{}", card.text());
    // A card that somebody's client still shows as it was.
    let id = tester.numbered(1).await.id;
    let contact = tester
        .maria
        .press_raw(&tester.leads, None, &format!("1:contact:{id}"))
        .await;
    assert_eq!(contact.text(), words);
    tester.finish().await;
}
