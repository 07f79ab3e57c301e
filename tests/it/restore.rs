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
    assert!(reply.is_ephemeral(), "{}", reply.text());
    assert!(reply.modal().is_none(), "the form of another lead");
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
        .write(move |tx| {
            Box::pin(async move { Ok::<_, leadbell::store::StoreError>(source(tx, team, "New").await?) })
        })
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
