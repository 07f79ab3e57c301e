//! A lead becomes a card, and a member answers it.

use leadbell::domain::event::EventKind;
use leadbell::domain::ids::MemberId;
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::Kind;

use crate::tester::{Tester, labels};

#[tokio::test]
async fn a_lead_becomes_a_card_with_the_buttons_of_its_stage_and_one_ping() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assert!(
        card.text().contains("L-1 · Nordwind Logistik GmbH"),
        "{}",
        card.text()
    );
    assert!(
        !card.text().contains("jana@nordwind.example") && !card.text().contains("1234567"),
        "{}",
        card.text()
    );
    assert_eq!(labels(&card), ["Accept", "Decline", "Contact", "♥ 0"]);
    assert!(
        card.pinged().roles.contains(&tester.members.id()),
        "the team is told"
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_member_accepts_through_the_form_and_wins_the_deal() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);

    let form = tester.anna.press(&card, "Accept").await;
    let modal = form.modal().expect("a form");
    assert_eq!(modal.title, "Accept L-1");
    assert!(
        modal.fields[0]
            .value
            .as_deref()
            .unwrap_or_default()
            .contains("Nordwind Logistik GmbH – Move 120 seats"),
        "{modal:?}"
    );
    let reply = tester
        .anna
        .submit(
            &form,
            &[("Estimated value", "€12.5k"), ("purchase date", "2026-12-31")],
        )
        .await;
    assert_eq!(
        reply.kind(),
        Kind::Update,
        "the card is repainted by the answer itself"
    );
    tester.settle().await;
    assert!(
        reply.followups()[0].text().contains("€12,500"),
        "{}",
        reply.followups()[0].text()
    );
    assert_eq!(labels(&card), ["Edit", "Team", "Won", "Lost", "Contact", "♥ 0"]);
    assert!(card.text().contains("Accepted by"), "{}", card.text());
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.owner),
        (Stage::Accepted, Some(MemberId(tester.anna.id() as i64)))
    );

    let form = tester.anna.press(&card, "Won").await;
    tester.anna.submit(&form, &[("Final value", "11.900,00 €")]).await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.stage, Stage::Archived(Outcome::Won));
    assert_eq!(labels(&card), Vec::<String>::new());
    assert!(card.text().contains("🏆"), "{}", card.text());
    let history: Vec<_> = tester
        .history(lead)
        .await
        .into_iter()
        .map(|event| event.what)
        .collect();
    assert_eq!(
        history,
        [
            EventKind::Received {},
            EventKind::Accepted {},
            EventKind::Won {
                final_value: Some("11,900 EUR".to_owned())
            }
        ]
    );
    assert_eq!(
        card.revision(),
        2,
        "two presses repainted the card, and no edit was needed"
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_member_declines_with_a_reason_and_other_needs_notes() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let asked = tester.ben.press(&card, "Decline").await;
    assert!(
        asked.is_ephemeral() && asked.text().contains("Outside our region"),
        "{}",
        asked.text()
    );
    let form = tester
        .ben
        .select(asked.message().as_ref().unwrap(), &["Outside our region"])
        .await;
    let reply = tester
        .ben
        .submit(&form, &[("Notes", "We serve the north only.")])
        .await;
    tester.settle().await;
    assert!(
        reply.text().contains("L-1 declined: Outside our region"),
        "{}",
        reply.text()
    );
    assert_eq!(tester.row(lead).await.stage, Stage::Archived(Outcome::Declined));
    assert!(
        card.text().contains("Outside our region") && !card.text().contains("north only"),
        "{}",
        card.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn of_fifty_presses_at_once_one_wins_and_the_others_are_told_who() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let people: Vec<_> = (0..50)
        .map(|n| {
            tester
                .guild
                .add_member(&format!("Member {n}"), &[&tester.members])
        })
        .collect();
    let mut open = Vec::new();
    for (n, member) in people.iter().enumerate() {
        if n % 2 == 0 {
            open.push(member.press(&card, "Accept").await);
        } else {
            let asked = member.press(&card, "Decline").await;
            open.push(
                member
                    .select(asked.message().as_ref().unwrap(), &["Duplicate"])
                    .await,
            );
        }
    }
    let answers = people.iter().zip(&open).map(|(member, form)| {
        let typed: &[_] = if form.modal().unwrap().title.starts_with("Accept") {
            &[("Estimated value", "900 EUR"), ("purchase date", "tomorrow")]
        } else {
            &[]
        };
        member.submit(form, typed)
    });
    let answers = futures_util::future::join_all(answers).await;
    tester.settle().await;
    let row = tester.row(lead).await;
    let leadbell::domain::event::Initiator::Member(winner) = row.last.by else {
        panic!("{:?}", row.last)
    };
    let told = answers
        .iter()
        .filter(|reply| reply.text().contains(&format!("<@{winner}> ")) && reply.is_ephemeral())
        .count();
    assert_eq!(told, 49, "who came second is told who won");
    let transitions = tester
        .history(lead)
        .await
        .into_iter()
        .filter(|event| event.before != event.after)
        .count();
    assert_eq!(transitions, 1);
    tester.finish().await;
}

#[tokio::test]
async fn what_was_typed_wrongly_is_said_and_not_typed_again() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let reply = tester
        .anna
        .submit(
            &form,
            &[
                ("Estimated value", "a lot"),
                ("purchase date", "yesterday"),
                ("looking for", "All of it"),
            ],
        )
        .await;
    assert!(reply.is_ephemeral());
    assert!(
        reply.text().contains("2 things to correct") && reply.text().contains("All of it"),
        "{}",
        reply.text()
    );
    let again = tester
        .anna
        .press(reply.message().as_ref().unwrap(), "Reopen the form")
        .await;
    let values: Vec<_> = again
        .modal()
        .unwrap()
        .fields
        .iter()
        .map(|field| field.value.clone().unwrap_or_default())
        .collect();
    assert_eq!(values[1..], ["a lot", "yesterday", "All of it"]);
    tester
        .anna
        .submit(
            &again,
            &[("Estimated value", "900 EUR"), ("purchase date", "in 2 weeks")],
        )
        .await;
    tester.settle().await;
    assert_eq!(tester.numbered(1).await.stage, Stage::Accepted);
    tester.finish().await;
}

#[tokio::test]
async fn contact_data_is_shown_privately_and_recorded() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let reply = tester.anna.press(&card, "Contact").await;
    assert!(
        reply.is_ephemeral() && reply.text().contains("jana@nordwind.example"),
        "{}",
        reply.text()
    );
    assert_eq!(
        tester.history(lead).await.last().unwrap().what,
        EventKind::ContactSeen {}
    );
    let reply = tester.zoe.press(&card, "Contact").await;
    assert!(
        reply.is_ephemeral() && !reply.text().contains("jana"),
        "{}",
        reply.text()
    );
    assert!(
        reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    tester.finish().await;
}
