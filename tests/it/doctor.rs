//! `leadbell doctor`: what it finds right and wrong, also while the program runs; it changes nothing.

use std::process::{Command, Output, Stdio};

use crate::tester::Tester;

/// Runs it; what it said, and whether it was content.
async fn doctor(tester: &Tester, token: &str) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadbell"));
    command
        .arg("doctor")
        .env("DISCORD_TOKEN", token)
        .env("DISCORD_API_URL", tester.sandbox.url())
        .env("DATABASE_URL", tester.database_url())
        .stdin(Stdio::null());
    let Output {
        status,
        stdout,
        stderr,
    } = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (format!("{}{}", text(stdout), text(stderr)), status.success())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_looks_at_everything_while_the_program_runs() {
    let tester = Tester::new().await;
    // The program's clock stands somewhere else than the machine's, which doctor compares.
    let (said, _) = doctor(&tester, &tester.sandbox.token()).await;
    let guild = tester.guild.id();
    for line in [
        "✔ the token is ".to_owned(),
        format!("✔ the application's id is {}", tester.sandbox.application_id()),
        "✔ the gateway is at ".to_owned(),
        "✔ no privileged intent is needed".to_owned(),
        "✔ the database is sound".to_owned(),
        format!("✔ server {guild}: the bot may post in the team channel"),
    ] {
        assert!(said.lines().any(|said| said.starts_with(&line)), "{line}\n{said}");
    }
    assert!(said.contains("clock"), "{said}");
    tester.leads.overwrite_bot(0, 1 << 14);
    let (said, content) = doctor(&tester, &tester.sandbox.token()).await;
    assert!(
        said.contains("in the team channel the bot lacks Embed Links") && !content,
        "{said}"
    );
    tester.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_wrong_is_said_to_be_and_a_database_that_is_not_there_is_not_made() {
    let tester = Tester::offline().await;
    let (said, content) = doctor(&tester, "not-the-token").await;
    assert!(said.contains("✘ Discord refuses the token") && !content, "{said}");
    assert!(said.contains("there is no database"), "{said}");
    assert!(!tester.database().exists(), "it only looks");
}
