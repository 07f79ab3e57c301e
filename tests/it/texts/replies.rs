//! Every answer to a button, a form and a command, and every form as it opens.

use chrono::TimeDelta;
use leadbell::domain::lead::NewLead;
use sandbox::{Message, Reply};

use super::Book;
use crate::tester::{Tester, choose};

/// The private message of a reply.
fn shown(reply: &Reply) -> Message {
    let followup = reply.followups().into_iter().next();
    followup.or_else(|| reply.message()).expect("a message")
}

async fn command(tester: &Tester, book: &mut Book, line: &str) -> Reply {
    let reply = tester.anna.slash(&tester.leads, line).await;
    book.reply(tester, line, &reply);
    reply
}

async fn manage(tester: &Tester, book: &mut Book, line: &str) -> Reply {
    let reply = tester.maria.slash(&tester.leads, line).await.settled().await;
    book.reply(tester, line, &reply);
    reply
}

/// Presses, reads the form, sends it, reads the answer.
async fn fill(tester: &Tester, book: &mut Book, title: &str, form: &Reply, typed: &[(&str, &str)]) -> Reply {
    book.reply(tester, title, form);
    let reply = tester.anna.submit(form, typed).await;
    tester.settle().await;
    let said: Vec<_> = reply.followups().iter().map(Message::text).collect();
    let said = if said.is_empty() {
        reply.text()
    } else {
        said.join("\n")
    };
    book.add(&format!("{title}: the answer"), &super::read(tester, &said));
    reply
}

#[tokio::test]
async fn a_deal_from_accept_to_won() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    let (card, mut book) = (tester.card(1), Book::default());
    let contact = tester.anna.press(&card, "Contact").await;
    book.reply(&tester, "Contact", &contact);
    let form = tester.anna.press(&card, "Accept").await;
    let typed = [("Estimated value", "12.5k"), ("purchase date", "end of Q2")];
    let accepted = shown(&fill(&tester, &mut book, "Accept", &form, &typed).await);
    let form = tester.anna.press(&accepted, "Add CRM id").await;
    let typed = [("CRM id", "8841"), ("campaign", "q4")];
    fill(&tester, &mut book, "Details", &form, &typed).await;
    let form = tester.anna.press(&card, "Edit").await;
    let saved = shown(
        &fill(
            &tester,
            &mut book,
            "Edit",
            &form,
            &[("Estimated value", "15,000")],
        )
        .await,
    );
    let team = shown(&tester.anna.press(&saved, "Team").await);
    book.card(&tester, "Team", &team);
    let form = tester.anna.press(&team, "Add team contact").await;
    let typed = [
        ("Name", "Lena Vogt"),
        ("Phone", "+49 40 555"),
        ("E-mail", "lena@partner.example"),
    ];
    fill(&tester, &mut book, "No colleagues", &form, &typed).await;
    let pick = async |who: &sandbox::Member| {
        let team = shown(&tester.anna.press(&card, "Team").await);
        let menu = Some("Add a Discord member to the deal");
        tester
            .anna
            .try_select(&team, menu, &[&who.mention()])
            .await
            .unwrap()
    };
    let typed = [("Phone", "+49 40 556"), ("E-mail", "colleague@partner.example")];
    fill(&tester, &mut book, "A member", &pick(&tester.ben).await, &typed).await;
    fill(
        &tester,
        &mut book,
        "Somebody without a role",
        &pick(&tester.zoe).await,
        &typed,
    )
    .await;
    let team = shown(&tester.anna.press(&card, "Team").await);
    let one = choose(&tester.anna, &team, "Lena Vogt").await;
    book.reply(&tester, "One colleague", &one);
    let form = tester.anna.press(&team, "Change").await;
    fill(&tester, &mut book, "Change", &form, &[("Phone", "+49 40 557")]).await;
    let team = shown(&tester.anna.press(&card, "Team").await);
    choose(&tester.anna, &team, "Lena Vogt").await;
    let removed = tester.anna.press(&team, "Remove").await;
    book.reply(&tester, "Remove", &removed);
    command(
        &tester,
        &mut book,
        &format!("/lead assign lead:L-1 member:{}", tester.ben.mention()),
    )
    .await;
    tester.settle().await;
    let told = tester.news();
    book.card(&tester, "What the new owner hears", &told[0]);
    let line = format!("/lead assign lead:L-1 member:{}", tester.anna.mention());
    command(&tester, &mut book, &line).await;
    manage(&tester, &mut book, &line).await;
    manage(&tester, &mut book, &line).await;
    tester.settle().await;
    let form = tester.anna.press(&card, "Won").await;
    let won = fill(&tester, &mut book, "Won", &form, &[("Final value", "16000")]).await;
    command(&tester, &mut book, "/lead show lead:L-1").await;
    command(&tester, &mut book, "/lead history lead:L-1").await;
    let undone = tester.anna.press(&shown(&won), "Undo").await;
    book.reply(&tester, "Undo", &undone);
    tester.settle().await;
    tester.news();
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}

#[tokio::test]
async fn declining_losing_and_two_who_edit_at_once() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    tester
        .receive(NewLead {
            hot: true,
            ..Tester::lead("Südwind AG")
        })
        .await;
    let mut book = Book::default();
    let asked = tester.anna.press(&tester.card(1), "Decline").await;
    book.reply(&tester, "Decline", &asked);
    let form = choose(&tester.anna, &shown(&asked), "Need unclear").await;
    let declined = fill(&tester, &mut book, "The notes", &form, &[]).await;
    let undone = tester.anna.press(&shown(&declined), "Undo").await;
    book.reply(&tester, "Undo", &undone);
    tester.settle().await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    let (first, second) = (
        tester.anna.press(&tester.card(1), "Edit").await,
        tester.maria.press(&tester.card(1), "Edit").await,
    );
    tester
        .maria
        .submit(&second, &[("Estimated value", "15,000 EUR")])
        .await;
    tester.settle().await;
    let typed = [("Estimated value", "13k"), ("looking for", "Call on Monday.")];
    fill(&tester, &mut book, "The second who edits", &first, &typed).await;
    let asked = tester.anna.press(&tester.card(1), "Lost").await;
    book.reply(&tester, "Lost", &asked);
    let form = choose(&tester.anna, &shown(&asked), "Other").await;
    fill(
        &tester,
        &mut book,
        "The notes on Other",
        &form,
        &[("Notes", "They\nmoved away.")],
    )
    .await;
    command(&tester, &mut book, "/lead history lead:L-1").await;
    tester.advance(TimeDelta::hours(25)).await;
    let nudge = tester.news().pop().expect("a nudge");
    let snoozed = tester
        .anna
        .press(&nudge, "Snooze for everybody until tomorrow")
        .await;
    book.reply(&tester, "Snooze by a member", &snoozed);
    let snoozed = tester
        .maria
        .press(&nudge, "Snooze for everybody for 3 days")
        .await;
    book.reply(&tester, "Snooze by a manager", &snoozed);
    tester.settle().await;
    manage(&tester, &mut book, "/lead history lead:L-2").await;
    tester.card(2);
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}

#[tokio::test]
async fn commands_of_a_member() {
    let tester = Tester::new().await;
    let mut book = Book::default();
    let form = tester.anna.slash(&tester.leads, "/lead new hot:true").await;
    let typed = [
        ("Company", "Nordwind GmbH"),
        ("E-mail", "jana@nordwind.example"),
        ("need", "A price."),
    ];
    fill(&tester, &mut book, "/lead new", &form, &typed).await;
    let message = tester.zoe.write(
        &tester.guild.add_channel("inbox"),
        "Company: Südwind\nWe need 20 seats.",
    );
    let form = tester.anna.message_command(&message, "Make a lead").await;
    fill(
        &tester,
        &mut book,
        "Make a lead",
        &form,
        &[("E-mail", "no address")],
    )
    .await;
    command(&tester, &mut book, "/lead favorite lead:L-1").await;
    command(&tester, &mut book, "/lead favorite lead:L-1").await;
    command(&tester, &mut book, "/lead show lead:L-1").await;
    command(&tester, &mut book, "/lead history lead:L-1").await;
    command(&tester, &mut book, "/lead show lead:Nobody").await;
    let list = tester.anna.slash(&tester.leads, "/leads").await;
    let search = tester.anna.press(&shown(&list), "Search").await;
    book.reply(&tester, "Search", &search);
    command(&tester, &mut book, "/help").await;
    let offered = tester
        .anna
        .autocomplete(&tester.leads, "/lead show lead:nor")
        .await;
    book.add(
        "What is suggested",
        &offered
            .iter()
            .map(|choice| choice.name.clone())
            .collect::<String>(),
    );
    tester.settle().await;
    tester.card(1);
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}

#[tokio::test]
async fn commands_of_managers_and_of_who_sets_up() {
    let tester = Tester::before_setup().await;
    let mut book = Book::default();
    for line in ["/help", "/leads"] {
        command(&tester, &mut book, line).await;
    }
    let empty = tester.olga.slash(&tester.leads, "/setup").await;
    book.reply(&tester, "/setup", &empty);
    tester.set_up().await;
    let setup = tester
        .olga
        .slash(
            &tester.leads,
            "/setup threads:true working_hours:Mon-Fri 9:00-18:00",
        )
        .await;
    book.reply(&tester, "/setup threads working_hours", &setup);
    for line in [
        "/help",
        "/source list",
        "/source add name:Website",
        "/source list",
        "/source rotate source:Website",
        "/source test source:Website",
        "/source disable source:Website",
        "/source disable source:Website",
        "/source list",
        "/source test source:Website",
        "/source enable source:Website",
        "/source enable source:Website",
        "/source rotate source:Nothing",
        "/reasons list",
        "/reasons add list:Why leads are declined words:They compete with us",
        "/reasons remove reason:decline/duplicate",
        "/reminders show",
        "/reminders nudges hours:12, 72",
        "/reminders nudges hours:soon",
    ] {
        manage(&tester, &mut book, line).await;
        tester.settle().await;
    }
    tester.card(1);
    let asked = manage(&tester, &mut book, "/lead erase lead:L-1").await;
    let left = tester.maria.press(&shown(&asked), "Keep it").await;
    book.reply(&tester, "Keep it", &left);
    let asked = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    let erased = tester.maria.press(&shown(&asked), "Erase for good").await;
    book.reply(&tester, "Erase for good", &erased);
    tester.settle().await;
    manage(&tester, &mut book, "/lead show lead:L-1").await;
    manage(&tester, &mut book, "/lead history lead:L-1").await;
    let help = tester.zoe.slash(&tester.leads, "/help").await;
    book.reply(&tester, "/help of an outsider", &help);
    insta::assert_snapshot!(book.whole());
    tester.finish().await;
}
