//! A copy is put back as README's "Keeping it" says, or by hand: nothing of it is damaged, and no button of an older card
//! acts on another lead.

use std::process::{Command, Output};

use chrono::TimeDelta;

use crate::tester::Tester;

fn leadbell(tester: &Tester, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadbell"))
        .args(arguments)
        .current_dir(tester.database().parent().unwrap())
        .env("DATABASE_URL", tester.database_url())
        .env("DISCORD_TOKEN", "a.b.c")
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_is_restored_gives_no_id_and_no_number_a_second_meaning() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Before")).await;
    assert!(leadbell(&tester, &["backup", "copy.db"]).status.success());
    let lost = tester.receive(Tester::lead("Since")).await;
    let card = tester.card(2);
    let running = leadbell(&tester, &["restore", "copy.db"]);
    assert!(
        !running.status.success() && words(&running).contains("stop it first"),
        "{}",
        words(&running)
    );
    tester.stop().await;
    let copy = tester.database().with_file_name("copy.db");
    let before = std::fs::read(&copy).unwrap();
    let restored = leadbell(&tester, &["restore", "copy.db"]);
    assert!(
        restored.status.success() && words(&restored).contains("is kept as"),
        "{}",
        words(&restored)
    );
    assert!(before == std::fs::read(&copy).unwrap(), "the copy was changed");
    tester.clock.advance(TimeDelta::seconds(10));
    tester.start().await;
    let new = tester.receive(Tester::lead("After")).await;
    assert!(new.0 > lost.0, "{new:?} has been {lost:?}");
    assert_eq!(
        tester.row(new).await.number.0,
        3,
        "numbers go on after the highest that Discord has shown"
    );
    let reply = tester.anna.press(&card, "Accept").await;
    assert!(reply.modal().is_none(), "the form of another lead");
    let word = reply.followup(1).await.expect("a private word").text();
    assert!(word.contains("is not in this database any more"), "{word}");
    tester.news();
    tester.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_not_the_files_own_is_told_and_not_replayed() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Before")).await;
    assert!(leadbell(&tester, &["backup", "copy.db"]).status.success());
    tester.receive(Tester::lead("Since")).await;
    let log = tester.database().with_file_name("leadbell.db-wal");
    let stale = std::fs::read(&log).unwrap();
    assert!(!stale.is_empty());
    tester.stop().await;
    let copy = tester.database().with_file_name("copy.db");
    std::fs::copy(&copy, tester.database()).unwrap();
    std::fs::write(&log, stale).unwrap();
    let refused = leadbell(&tester, &["migrate"]);
    assert!(!refused.status.success(), "{}", words(&refused));
    assert!(
        words(&refused).contains("is not the log of"),
        "{}",
        words(&refused)
    );
    assert!(
        std::fs::read(copy).unwrap() == std::fs::read(tester.database()).unwrap(),
        "it was changed"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_taken_away_while_it_runs_is_noticed_and_saved() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    std::fs::remove_file(tester.database()).unwrap();
    let source = leadbell::store::teams::update_name;
    let team = tester.team();
    let refused = tester
        .store()
        .write(async move |tx| Ok::<_, leadbell::store::StoreError>(source(tx, team, "New").await?))
        .await;
    assert!(refused.is_err(), "nobody is told of success");
    let why = tester.gave_up().await;
    assert!(why.contains("was removed, moved or replaced"), "{why}");
    tester.stop().await;
    let restored = leadbell(&tester, &["restore", "leadbell.db.saved"]);
    assert!(restored.status.success(), "{}", words(&restored));
    tester.clock.advance(TimeDelta::seconds(10));
    tester.start().await;
    tester.card(1);
    tester.stop().await;
}

/// A copy from before two leads is put back; their cards, oldest first.
async fn with_two_lost_leads() -> (Tester, [sandbox::Message; 2]) {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Before")).await;
    tester.card(1);
    assert!(leadbell(&tester, &["backup", "copy.db"]).status.success());
    let hot = leadbell::domain::lead::NewLead {
        hot: true,
        kind: leadbell::domain::lead::Kind::SalesQualified,
        need: Some("Move *120* seats.\n\nBefore <spring>.".to_owned()),
        ..Tester::lead("Since_we [met]")
    };
    tester.receive(hot).await;
    let later = leadbell::domain::lead::NewLead {
        hot: true,
        ..Tester::lead("Later")
    };
    tester.receive(later).await;
    let cards = [tester.card(2), tester.card(3)];
    tester.accept(&tester.anna, &cards[1]).await;
    tester.stop().await;
    assert!(leadbell(&tester, &["restore", "copy.db"]).status.success());
    tester.clock.advance(TimeDelta::seconds(10));
    tester.start().await;
    (tester, cards)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_makes_a_lead_again_of_the_card_that_is_left_of_it() {
    let (mut tester, [hot, accepted]) = with_two_lost_leads().await;
    let reply = tester.zoe.press(&hot, "Accept").await;
    assert!(
        reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    assert!(
        !tester.card(2).buttons().is_empty(),
        "an outsider changes nothing"
    );

    let told = tester.maria.press(&hot, "Accept").await;
    let word = told.followup(1).await.expect("a private word");
    assert!(tester.card(2).buttons().is_empty(), "{}", told.text());
    assert!(
        word.text().contains("L-2 is not in this database any more"),
        "{}",
        word.text()
    );
    let form = tester.maria.press(&word, "Make it a lead again").await;
    let shown = form.modal().expect("a form");
    let value = |id: &str| {
        shown
            .field(id)
            .and_then(|field| field.value.clone())
            .unwrap_or_default()
    };
    assert_eq!(value("company"), "Since_we [met]");
    assert_eq!(
        value("need"),
        "Move *120* seats.\n\nBefore <spring>.\n\nCountry: 🇩🇪 Germany"
    );
    tester.maria.submit(&form, &[]).await;
    tester.settle().await;
    let again = tester.numbered(4).await;
    assert!(again.request.hot);
    assert_eq!(again.request.kind, leadbell::domain::lead::Kind::SalesQualified);
    tester.card(4);
    let twice = tester.maria.message_command(&hot, "Make a lead").await;
    assert!(twice.text().contains("already L-4"), "{}", twice.text());

    // A member is told as well; of a card whose buttons are gone the menu is left, for managers.
    let told = tester.ben.press(&accepted, "Won").await.followup(1).await;
    let told = told.expect("a private word").text();
    assert!(told.contains("L-3 is not in this database any more"), "{told}");
    assert!(tester.card(3).buttons().is_empty());
    let refused = tester.ben.message_command(&accepted, "Make a lead").await;
    assert!(refused.modal().is_none(), "only managers");
    let form = tester.maria.message_command(&accepted, "Make a lead").await;
    tester.maria.submit(&form, &[]).await;
    tester.settle().await;
    let later = tester.numbered(5).await.request;
    assert_eq!(later.customer.company.as_deref(), Some("Later"));
    assert!(later.hot, "an accepted card has the flame, too");
    assert_eq!(
        later.need.as_deref(),
        Some("Move 120 seats to Microsoft 365.\n\nCountry: 🇩🇪 Germany"),
        "nothing that the card says by itself"
    );
    let own = tester.maria.message_command(&tester.card(1), "Make a lead").await;
    assert!(own.text().contains("my own message"), "{}", own.text());
    tester.card(5);
    tester.news();
    tester.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_go_on_after_one_that_a_lost_card_shows() {
    let (mut tester, [_, later]) = with_two_lost_leads().await;
    let forget = tester.store().write(async move |tx| {
        sqlx::query("update teams set next_lead_number = 2")
            .execute(&mut **tx)
            .await?;
        Ok::<_, leadbell::store::StoreError>(())
    });
    forget.await.unwrap();
    tester
        .anna
        .press(&later, "Won")
        .await
        .followup(1)
        .await
        .expect("a private word");
    tester.settle().await;
    let new = tester.receive(Tester::lead("After")).await;
    assert_eq!(tester.row(new).await.number.0, 4);
    tester.news();
    tester.stop().await;
}
