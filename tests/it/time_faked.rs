//! The real program under a clock that is moved from outside, as libfaketime does: the operator's view of "time is data".
//! Skipped, with a word, where libfaketime is not installed.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use sandbox::{Kind, Message};
use serde_json::json;

use crate::program::{Program, Team, client, come_to_rest, stop, until};
use crate::tester::labels;

/// Where distributions put it.
fn library() -> Option<PathBuf> {
    let folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
    let inside = folders.iter().flat_map(|folder| {
        let below = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let below = below.map(|entry| entry.path());
        std::iter::once(PathBuf::from(folder)).chain(below)
    });
    let found = inside.map(|folder| folder.join("faketime/libfaketimeMT.so.1"));
    found.into_iter().find(|path| path.is_file())
}

/// What the process clock shows from now on: the machine's time and that many hours.
fn set_clock(file: &Path, hours: i64) {
    // In one step, so that the program never reads half of it.
    let new = file.with_extension("new");
    std::fs::write(&new, format!("+{hours}h\n")).unwrap();
    std::fs::rename(new, file).unwrap();
}

fn saying(team: &Team, what: &str) -> Vec<Message> {
    let mut messages = team.channel.messages();
    messages.retain(|message| message.text().contains(what));
    messages
}

#[tokio::test]
async fn a_gateway_that_is_gone_for_five_minutes_ends_the_program_in_words() {
    let Some(library) = library() else {
        eprintln!("skipped: there is no libfaketime");
        return;
    };
    let mut program = Program::begin().await;
    let clock = tempfile::NamedTempFile::new().unwrap();
    set_clock(clock.path(), 0);
    // The steady clock is moved as well, by which the five minutes are counted.
    program.env = vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", clock.path().display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
    ];
    program.start();
    program.online().await;
    let gateway = program.sandbox.gateway();
    gateway.refuse_connections(true);
    gateway.drop_socket();
    until("it notices", || {
        program.log().contains("is down; it is being made again")
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    assert!(
        program.ended().is_none(),
        "it gives up at once: {}",
        program.log()
    );
    set_clock(clock.path(), 1);
    let mut ended = None;
    let deadline = std::time::Instant::now() + crate::program::PATIENCE;
    while ended.is_none() {
        assert!(
            std::time::Instant::now() < deadline,
            "it lingers: {}",
            program.log()
        );
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        ended = program.ended();
    }
    assert_eq!(ended.and_then(|ended| ended.code()), Some(1));
    assert!(
        program
            .log()
            .contains("Discord could not be reached for 5 minutes; start the program again"),
        "{}",
        program.log()
    );
}

#[tokio::test]
async fn a_process_clock_moved_from_outside_nudges_and_expires() {
    let Some(library) = library() else {
        eprintln!("skipped: there is no libfaketime");
        return;
    };
    let mut program = Program::begin().await;
    let clock = tempfile::NamedTempFile::new().unwrap();
    set_clock(clock.path(), 0);
    // Only what the wall clock shows is moved: sleeps and time-outs go on as they are.
    program.env = vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", clock.path().display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    program.start();
    program.online().await;
    let team = &program.teams(&["Nordlicht"]).await[0];
    let lead = json!({"hot": true, "external_id": "1", "need": "Move 120 seats",
        "customer": {"company": "Nordwind Logistik GmbH", "email": "jana@nordwind.example"}});
    let sent = client()
        .post(format!("http://127.0.0.1:{}/v1/leads", program.port))
        .bearer_auth(&team.key)
        .json(&lead)
        .send();
    assert_eq!(sent.await.unwrap().status(), 201);
    until("its card", || {
        !saying(team, "L-1 ·").is_empty() || team.channel.messages().len() == 1
    })
    .await;
    let card = team.channel.messages()[0].clone();
    assert!(card.text().contains("🔥"), "{}", card.text());

    // Nothing wakes the program but its own look at the clock, every five seconds.
    (program.jump)(TimeDelta::hours(72));
    set_clock(clock.path(), 72);
    until("the nudge", || !saying(team, "72-hour reminder").is_empty()).await;
    let nudges = saying(team, "hour reminder");
    assert_eq!(nudges.len(), 1, "the one that is still true");
    assert_eq!(nudges[0].reference().map(|to| to.id()), Some(card.id()));
    until("the card changes", || card.text().contains("window has passed")).await;
    assert_eq!(come_to_rest(&program).await, 0);

    // The other way: started again under a clock that is past the deadline.
    stop(&mut program).await;
    program.forget_session().await;
    (program.jump)(TimeDelta::hours(14 * 24 - 72));
    set_clock(clock.path(), 14 * 24);
    program.start();
    program.online().await;
    until("it expires", || card.text().contains("Expired")).await;
    assert_eq!(come_to_rest(&program).await, 0);
    assert_eq!(labels(&card), Vec::<String>::new());
    assert!(nudges[0].text().contains("expired"), "{}", nudges[0].text());
    until("the team is told", || !saying(team, "Expired on").is_empty()).await;
    let said = team.channel.messages();
    let texts: Vec<_> = said.iter().map(Message::text).collect();
    let others = texts.iter().filter(|text| !text.contains("📋")).count();
    assert_eq!(others, 3, "the card, one nudge, and that it expired: {texts:?}");
    stop(&mut program).await;
}

#[tokio::test]
async fn a_member_is_heard_when_the_two_clocks_come_to_differ_by_minutes() {
    let mut program = Program::begin().await;
    program.start();
    program.online().await;
    let team = &program.teams(&["Nordlicht"]).await[0];
    let heard = async |what: &str| {
        let reply = team.members[0].slash(&team.channel, "/help").await;
        assert_ne!(reply.kind(), Kind::Failed, "{what}");
    };
    heard("while they agree").await;
    (program.jump)(TimeDelta::minutes(-5));
    heard("when the program's is ahead").await;
    (program.jump)(TimeDelta::minutes(10));
    heard("when it is behind").await;
    stop(&mut program).await;
}
