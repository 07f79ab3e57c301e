//! Customers and senders are told: once, when it can no longer be taken back, in words that are true; and where nobody
//! can be reached managers hear of it.

use chrono::TimeDelta;
use leadbell::domain::contact::Email;
use leadbell::domain::event::EventKind;
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::{NewLead, Sender, SenderKind};
use leadbell::domain::notice::{Audience, Cause, Medium, State, Why};
use leadbell::notices::Mailer;
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, choose, labels};

async fn decline(tester: &Tester, member: &Member, card: &Message, reason: &str) -> Reply {
    let asked = member.press(card, "Decline").await;
    let form = choose(member, asked.message().as_ref().unwrap(), reason).await;
    let reply = member.submit(&form, &[("Notes", "North only")]).await;
    tester.settle().await;
    reply
}

/// Past the two minutes in which a decline can be taken back.
async fn past_undo(tester: &Tester) {
    tester.advance(TimeDelta::seconds(182)).await;
}

fn sent_by_a_partner() -> NewLead {
    NewLead {
        external_id: Some("REF-9".to_owned()),
        sender: Some(Sender {
            kind: SenderKind::Partner,
            name: Some("Erik Holm".to_owned()),
            email: Some(Email::parse("erik@sender.example").unwrap()),
            organization: Some("Sender AB".to_owned()),
        }),
        ..Tester::lead("Nordwind Logistik GmbH")
    }
}

async fn states(tester: &Tester, lead: LeadId) -> Vec<(Medium, Audience, State, Option<Why>)> {
    let all = tester.notices(lead).await.into_iter();
    all.map(|one| (one.medium, one.audience, one.state, one.why))
        .collect()
}

#[tokio::test]
async fn a_declined_customer_is_told_once_it_cannot_be_taken_back() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let declined = decline(&tester, &tester.anna, &card, "Outside our region").await;
    let confirmation = declined
        .followups()
        .first()
        .cloned()
        .or(declined.message())
        .unwrap();
    assert!(
        confirmation
            .text()
            .contains("`j…@nordwind.example` is asked to choose another partner"),
        "{}",
        confirmation.text()
    );
    assert_eq!(labels(&confirmation), ["Undo", "Do not tell"]);
    tester.advance(TimeDelta::seconds(120)).await;
    assert!(tester.mails.list().is_empty(), "it can still be taken back");
    tester.advance(TimeDelta::seconds(62)).await;
    let mails = tester.mails.list();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "jana@nordwind.example");
    insta::assert_snapshot!(format!("{}\n\n{}", mails[0].letter.subject, mails[0].letter.text), @r"
    Your request to Nordlicht Partners

    Hello Jana Krüger,

    thank you for asking Nordlicht Partners on Nov 23, 2026. We cannot take your request on, so please choose another partner for it.

    We are sorry that we cannot help this time, and wish you every success.

    Nordlicht Partners
    ");
    assert!(
        !mails[0].letter.text.contains("region"),
        "no reason is told unless the team says so"
    );
    assert!(mails[0].letter.html.contains("<p>Hello Jana Krüger,</p>"));
    let told = EventKind::Notified {
        cause: Cause::Declined,
        medium: Some(Medium::Mail),
        audience: Audience::Customer,
    };
    assert_eq!(tester.history(lead).await.last().unwrap().what, told);
    let history = tester.maria.slash(&tester.leads, "/lead history lead:L-1").await;
    assert!(
        history.text().contains("**Mail sent** to the customer: declined"),
        "{}",
        history.text()
    );
    let full = tester.maria.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(
        full.text().contains("mail to the customer sent"),
        "{}",
        full.text()
    );
    tester.advance(TimeDelta::days(5)).await;
    assert_eq!(tester.mails.list().len(), 1, "once");
    tester.finish().await;
}

#[tokio::test]
async fn a_decline_that_is_taken_back_tells_nobody() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    tester.advance(TimeDelta::seconds(119)).await;
    tester.anna.press(&declined.message().unwrap(), "Undo").await;
    tester.advance(TimeDelta::hours(5)).await;
    assert!(tester.mails.list().is_empty());
    assert_eq!(
        states(&tester, lead).await,
        [(
            Medium::Mail,
            Audience::Customer,
            State::Dropped,
            Some(Why::Undone)
        )]
    );
    // Declined again, it is a notice of its own.
    decline(&tester, &tester.ben, &tester.card(1), "Outside our region").await;
    past_undo(&tester).await;
    assert_eq!(tester.mails.list().len(), 1);
    tester.finish().await;
}

#[tokio::test]
async fn whoever_declines_says_whether_the_customer_is_told() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    let confirmation = declined.message().unwrap();
    tester.anna.press(&confirmation, "Do not tell").await;
    assert!(
        confirmation.text().contains("The customer is not told."),
        "{}",
        confirmation.text()
    );
    tester.anna.press(&confirmation, "Tell the customer").await;
    tester.anna.press(&confirmation, "Do not tell").await;
    past_undo(&tester).await;
    assert!(tester.mails.list().is_empty());
    let late = tester.anna.press(&confirmation, "Tell the customer").await;
    assert!(late.text().contains("Too late"), "{}", late.text());
    assert_eq!(
        states(&tester, lead).await,
        [(
            Medium::Mail,
            Audience::Customer,
            State::Withheld,
            Some(Why::NotWanted)
        )]
    );
    tester.finish().await;
}

#[tokio::test]
async fn spam_is_not_answered_unless_somebody_wants_it() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1), "Spam").await;
    let confirmation = declined.message().unwrap();
    assert!(
        confirmation.text().contains("since the reason is “Spam"),
        "{}",
        confirmation.text()
    );
    tester.anna.press(&confirmation, "Tell the customer").await;
    past_undo(&tester).await;
    assert_eq!(tester.mails.list().len(), 1);
    tester.finish().await;
}

#[tokio::test]
async fn who_does_not_want_to_be_contacted_is_not_and_managers_see_why() {
    let tester = Tester::new().await;
    let lead = NewLead {
        do_not_contact: true,
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let lead = tester.receive(lead).await;
    decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    past_undo(&tester).await;
    assert!(tester.mails.list().is_empty());
    assert_eq!(
        states(&tester, lead).await,
        [(
            Medium::Mail,
            Audience::Customer,
            State::Withheld,
            Some(Why::DoNotContact)
        )]
    );
    let full = tester.maria.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(
        full.text().contains("do not want to be contacted"),
        "{}",
        full.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn an_expired_leads_sender_is_told_and_its_customer_only_where_the_team_wants_that() {
    let tester = Tester::new().await;
    tester.receive(sent_by_a_partner()).await;
    tester.receive(Tester::lead("Südwind")).await;
    tester.advance(TimeDelta::days(14)).await;
    let mails = tester.mails.list();
    assert_eq!(mails.len(), 1, "who wrote by themselves is not told");
    assert_eq!(mails[0].to, "erik@sender.example");
    insta::assert_snapshot!(format!("{}\n\n{}", mails[0].letter.subject, mails[0].letter.text), @r"
    L-1 for Nordwind Logistik GmbH: not answered in time

    Hello Erik Holm,

    the lead for Nordwind Logistik GmbH that you passed to Nordlicht Partners on Nov 23, 2026 has expired: it was not answered in time. Please give it to another partner if the customer still needs one.

    Reference: REF-9

    Nordlicht Partners
    ");
    let reply = tester
        .maria
        .slash(&tester.leads, "/notices settings tell_customer_of_expiry:true")
        .await;
    assert!(
        reply.text().contains("are told when their lead expires"),
        "{}",
        reply.text()
    );
    tester.receive(Tester::lead("Ostwind")).await;
    tester.advance(TimeDelta::days(14)).await;
    assert_eq!(tester.mails.list().len(), 2);
    assert_eq!(tester.mails.list()[1].to, "jana@nordwind.example");
    for number in 1..=3 {
        tester.card(number);
    }
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn without_a_mail_server_managers_get_the_text_and_tick_it_off() {
    let mut tester = Tester::offline().await;
    tester.mailer = Mailer::Off;
    tester.start().await;
    tester.set_up().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let declined = decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    assert!(
        declined.text().contains("Managers get the text"),
        "{}",
        declined.text()
    );
    past_undo(&tester).await;
    let news = tester.news();
    assert_eq!(news.len(), 1);
    let alert = news[0].clone();
    assert!(alert.text().contains("to be told by hand"), "{}", alert.text());
    assert!(!alert.text().contains("jana@"), "no contact data in the channel");
    assert_eq!(labels(&alert), ["Retry L-1", "Told by hand: L-1", "Text for L-1"]);
    let refused = tester.anna.press(&alert, "Text for L-1").await;
    assert!(refused.text().contains("can do this"), "{}", refused.text());
    let text = tester.maria.press(&alert, "Text for L-1").await;
    assert!(text.text().contains("jana@nordwind.example"), "{}", text.text());
    assert!(
        text.text().contains("please choose another partner"),
        "{}",
        text.text()
    );
    let list = tester.maria.slash(&tester.leads, "/notices open").await;
    assert!(list.text().contains("L-1"), "{}", list.text());
    tester
        .maria
        .press(text.message().as_ref().unwrap(), "Told them")
        .await;
    tester.settle().await;
    assert!(
        alert.text().contains("All of it is dealt with"),
        "{}",
        alert.text()
    );
    assert_eq!(labels(&alert), Vec::<String>::new());
    assert_eq!(states(&tester, lead).await[0].2, State::Told);
    let again = tester.maria.slash(&tester.leads, "/notices open").await;
    assert!(again.text().contains("Nobody waits"), "{}", again.text());
    tester.finish().await;
}

#[tokio::test]
async fn the_digest_says_how_many_still_have_to_be_told() {
    let mut tester = Tester::offline().await;
    tester.mailer = Mailer::Off;
    tester.start().await;
    tester.set_up().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    // Past the time to undo it, when it is seen that nobody can be written to.
    tester.advance(TimeDelta::hours(1)).await;
    tester.advance(TimeDelta::days(7)).await;
    let news: Vec<_> = tester.news().iter().map(Message::text).collect();
    assert!(
        news.iter()
            .any(|text| text.contains("1 person still has to be told by hand")),
        "{news:?}"
    );
    tester.finish().await;
}

#[tokio::test]
async fn erasing_a_lead_drops_what_it_is_owed() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    let message = asked.message().unwrap();
    tester.maria.press(&message, &labels(&message)[0]).await;
    past_undo(&tester).await;
    assert!(tester.mails.list().is_empty());
    assert_eq!(states(&tester, lead).await[0].3, Some(Why::Erased));
    tester.finish().await;
}

#[tokio::test]
async fn a_team_tells_customers_in_its_own_words() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let line = "/notices edit kind:Declined, to the customer";
    let refused = tester.anna.slash(&tester.leads, line).await;
    assert!(refused.text().contains("can do this"), "{}", refused.text());
    let form = tester.maria.slash(&tester.leads, line).await;
    let wrong = tester
        .maria
        .submit(&form, &[("Subject", "Sorry"), ("Text", "Dear {{ nobody }}")])
        .await;
    assert!(wrong.text().contains("nobody"), "{}", wrong.text());
    let form = tester.maria.slash(&tester.leads, line).await;
    let saved = tester
        .maria
        .submit(
            &form,
            &[
                ("Subject", "{{ team }}: {{ lead }}"),
                ("Text", "{{ greeting }}\n\nno, since: {{ reason }}."),
            ],
        )
        .await;
    assert!(
        saved.text().contains("no, since: No capacity now."),
        "{}",
        saved.text()
    );
    let test = tester
        .maria
        .slash(
            &tester.leads,
            "/notices test kind:Declined, to the customer to:maria@nordlicht.example",
        )
        .await;
    assert!(test.text().contains("Sent to"), "{}", test.text());
    assert_eq!(tester.mails.list()[0].to, "maria@nordlicht.example");
    decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    past_undo(&tester).await;
    let mails = tester.mails.list();
    assert_eq!(mails[1].letter.subject, "Nordlicht Partners: L-1");
    assert_eq!(
        mails[1].letter.text,
        "Hello Jana Krüger,\n\nno, since: Outside our region.\n"
    );
    let reset = tester
        .maria
        .slash(&tester.leads, "/notices reset kind:Declined, to the customer")
        .await;
    assert!(
        reset.text().contains("choose another partner"),
        "{}",
        reset.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn test_leads_tell_nobody() {
    let tester = Tester::new().await;
    let lead = NewLead {
        test: true,
        ..Tester::lead("Nordwind Logistik GmbH")
    };
    let lead = tester.receive(lead).await;
    decline(&tester, &tester.anna, &tester.card(1), "Outside our region").await;
    past_undo(&tester).await;
    assert!(tester.mails.list().is_empty() && tester.notices(lead).await.is_empty());
    tester.finish().await;
}
