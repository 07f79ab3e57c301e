//! `leadbell ingest`: a file's leads, its faults, and what is killed in the middle.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use chrono::TimeDelta;
use leadbell::clock::Clock;
use leadbell::domain::ids::LeadId;

use crate::tester::Tester;

fn command(tester: &Tester, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadbell"));
    command
        .arg("ingest")
        .args(arguments)
        .current_dir(tester.database().parent().unwrap())
        .env("DATABASE_URL", tester.database_url());
    command
}

fn ingest(tester: &Tester, arguments: &[&str]) -> Output {
    command(tester, arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn a_file_is_taken_in_once_rings_nobody_and_its_faults_can_be_mended() {
    let mut tester = Tester::new().await;
    let file = tester.database().with_file_name("leads.csv");
    std::fs::write(&file, include_bytes!("../data/leads.csv")).unwrap();
    let busy = ingest(&tester, &["leads.csv"]);
    assert!(!busy.status.success(), "the bot runs: {}", words(&busy));
    tester.stop().await;
    let first = ingest(&tester, &["leads.csv", "--faults", "faults.csv"]);
    let said = words(&first);
    assert!(
        !first.status.success() && said.contains("3 new leads, 0 that were there before, 2 rows"),
        "{said}"
    );
    assert!(
        said.contains("line 4: kind must be one of") && said.contains("line 5: received_at"),
        "{said}"
    );
    let faults = std::fs::read_to_string(file.with_file_name("faults.csv")).unwrap();
    assert_eq!(faults.lines().count(), 3, "{faults}");
    let mended = faults
        .replace("bad_kind", "sales_qualified")
        .replace("not a date", "2026-11-19T08:00:00Z");
    std::fs::write(file.with_file_name("faults.csv"), mended).unwrap();
    let mended = ingest(&tester, &["faults.csv"]);
    assert!(
        mended.status.success() && words(&mended).contains("2 new leads"),
        "{}",
        words(&mended)
    );
    let again = ingest(&tester, &["leads.csv"]);
    assert!(
        words(&again).contains("0 new leads, 3 that were there before"),
        "{}",
        words(&again)
    );
    // The program went by the machine's clock.
    let ahead = (Clock::real().now() - tester.clock.now()).max(TimeDelta::zero());
    tester.clock.advance(ahead + TimeDelta::seconds(10));
    tester.start().await;
    tester.settle().await;
    for number in 1..=5 {
        let card = tester.card(number);
        assert!(
            card.content().is_empty() && card.pinged().roles.is_empty(),
            "{}",
            card.text()
        );
        assert_eq!(tester.numbered(number).await.deadline, None);
    }
    assert_eq!(
        tester.row(LeadId(1)).await.request.customer.company.as_deref(),
        Some("Alpin Werkzeuge AG")
    );
    // Nobody is reminded of what nobody was told of.
    tester.advance(TimeDelta::days(15)).await;
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn what_is_killed_in_the_middle_and_run_again_makes_no_double() {
    const ROWS: usize = 5000;
    let mut tester = Tester::new().await;
    tester.stop().await;
    let mut text = "company;e-mail;message\n".to_owned();
    for row in 0..ROWS {
        text.push_str(&format!(
            "Firma {row};info@firma-{row}.example;Angebot {row}, bitte\n"
        ));
    }
    std::fs::write(tester.database().with_file_name("many.csv"), text).unwrap();
    let mut running = command(&tester, &["many.csv"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    BufReader::new(running.stderr.take().unwrap())
        .read_line(&mut told)
        .unwrap();
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(told.contains("rows,"), "{told}");
    let again = ingest(&tester, &["many.csv"]);
    assert!(again.status.success(), "{}", words(&again));
    let said = String::from_utf8_lossy(&again.stdout).into_owned();
    let numbers: Vec<usize> = said
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    assert_eq!(numbers[0] + numbers[1], ROWS, "{said}");
    assert!(numbers[1] > 0, "something was there: {said}");
    let third = ingest(&tester, &["many.csv"]);
    assert!(
        words(&third).contains(&format!("0 new leads, {ROWS} that were there before")),
        "{}",
        words(&third)
    );
}
