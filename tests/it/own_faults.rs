//! Our own side goes wrong: the file, the disk, a second process. Clear words, nothing half done, and on by itself.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use leadbell::domain::stage::Stage;
use leadbell::store::StoreError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::tester::{Tester, labels};

/// Runs the real program until it ends by itself.
fn run(arguments: &[&str], database_url: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_leadbell"))
        .args(arguments)
        .env("DISCORD_TOKEN", "a.b.c")
        .env("DISCORD_API_URL", "http://127.0.0.1:1")
        .env("DATABASE_URL", database_url)
        .env("LEADBELL_LISTEN", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() && since.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // One that goes on is ended here, and has no exit code.
    let _ = child.kill();
    child.wait_with_output().unwrap()
}

/// What it said when it ended with an exit code that is not 0.
fn refused(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(!words.contains("panicked"), "{words}");
    words
}

fn file(tester: &Tester) -> PathBuf {
    tester.database_url().trim_start_matches("sqlite://").into()
}

#[tokio::test]
async fn a_second_process_on_the_same_file_says_so_and_ends() {
    let tester = Tester::new().await;
    let words = refused(&run(&["run"], &tester.database_url()));
    assert!(words.contains("another Leadbell is running on"), "{words}");
    tester.receive(Tester::lead("Nordwind")).await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let mut tester = Tester::new().await;
    tester
        .sql("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', 1, x'00', 1)")
        .await
        .unwrap();
    tester.stop().await;
    let before = std::fs::read(file(&tester)).unwrap();
    for command in ["run", "migrate"] {
        let words = refused(&run(&[command], &tester.database_url()));
        assert!(
            words.contains("newer Leadbell") && words.contains("9999"),
            "{words}"
        );
    }
    assert!(before == std::fs::read(file(&tester)).unwrap(), "it was changed");
}

#[tokio::test]
async fn a_damaged_file_is_told_and_not_written_to() {
    let mut tester = Tester::new().await;
    for n in 0..5 {
        tester.receive(Tester::lead(&format!("Company {n}"))).await;
    }
    tester.stop().await;
    let mut bytes = std::fs::read(file(&tester)).unwrap();
    let pages = bytes.len() / 4096;
    bytes[pages / 3 * 4096..pages / 2 * 4096].fill(0xA5);
    std::fs::write(file(&tester), &bytes).unwrap();
    let words = refused(&run(&["run"], &tester.database_url()));
    assert!(words.contains("damaged") && words.contains("backup"), "{words}");
    assert!(bytes == std::fs::read(file(&tester)).unwrap(), "it was changed");
}

#[test]
fn a_file_that_is_no_database_or_cannot_be_made_is_told() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(&text, "This is a letter, not a database.".repeat(200)).unwrap();
    let words = refused(&run(&["run"], &format!("sqlite://{}", text.display())));
    assert!(
        words.contains("damaged") || words.contains("cannot use"),
        "{words}"
    );
    let nowhere = folder.path().join("no/such/folder/leadbell.db");
    let words = refused(&run(&["run"], &format!("sqlite://{}", nowhere.display())));
    assert!(words.contains("cannot use the database"), "{words}");
    let words = refused(&run(&["run"], "postgres://localhost/leadbell"));
    assert!(words.contains("DATABASE_URL must look like"), "{words}");
}

#[tokio::test]
async fn a_full_disk_is_told_to_whom_it_concerns_and_the_bot_goes_on_by_itself() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    // The file may not grow: what a full disk comes down to for SQLite. Some of its pages are half empty, so that what
    // is to be refused has to be longer than a page.
    tester.fill_disk().await;
    let long = "Täglich für fünf Büros. ".repeat(160);
    assert!(long.len() > 4096);
    let typed = [
        ("Estimated value", "900 EUR"),
        ("purchase date", "tomorrow"),
        ("looking for", long.as_str()),
    ];
    let reply = tester.anna.submit(&form, &typed).await;
    assert!(
        reply.is_ephemeral() && reply.text().contains("incident"),
        "{}",
        reply.text()
    );
    assert!(
        reply.text().contains("Täglich für fünf Büros"),
        "what was typed is not lost: {}",
        reply.text()
    );
    assert_eq!(
        tester.row(lead).await.stage,
        Stage::Received,
        "nothing is half done"
    );
    // There is room again: nobody has to restart anything.
    tester.free_disk().await;
    let reply = tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.stage, Stage::Accepted, "{}", reply.text());
    assert_eq!(labels(&card)[..2], ["Edit", "Team"]);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn intake_never_says_yes_while_the_disk_is_full() {
    let mut tester = Tester::new().await;
    let reply = tester
        .maria
        .slash(&tester.leads, "/source add name:Website")
        .await;
    let text = reply.text();
    let key = text.lines().find(|line| line.starts_with("lbk_")).unwrap();
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let url = format!("http://{}/v1/leads", tester.app().intake.unwrap());
    let send = || {
        let body = serde_json::json!({"external_id": "x-1", "need": "n".repeat(9000), "customer": {"company": "Nordwind", "email": "a@b.example"}});
        client.post(&url).bearer_auth(key).json(&body).send()
    };
    tester.fill_disk().await;
    let status = send().await.unwrap().status().as_u16();
    assert!(status >= 500, "{status}");
    tester.free_disk().await;
    let again = send().await.unwrap().status().as_u16();
    assert_eq!(again, 201, "the disk has room again");
    tester.settle().await;
    tester.card(1);
    tester.finish_after_refusals().await;
}

impl Tester {
    /// Changes the database behind the bot's back.
    pub async fn sql(&self, statement: &'static str) -> Result<(), StoreError> {
        self.store()
            .write(async move |tx| {
                sqlx::raw_sql(statement).execute(&mut **tx).await?;
                Ok(())
            })
            .await
    }

    /// There is room again.
    async fn free_disk(&self) {
        self.sql("pragma max_page_count = 1073741823").await.unwrap();
    }

    /// The writer may not make the file any larger.
    async fn fill_disk(&self) {
        // A commit that fails costs the connection, and with it the limit: the first one shall be the test's.
        self.settle().await;
        // Free pages would be used up first.
        let mut own = SqliteConnectOptions::new()
            .filename(self.database())
            .connect()
            .await
            .unwrap();
        sqlx::raw_sql("vacuum").execute(&mut own).await.unwrap();
        own.close().await.unwrap();
        // SQLite never takes it below what the file has.
        self.sql("pragma max_page_count = 1").await.unwrap();
        let mut conn = self.store().read().await.unwrap();
        let free: i64 = sqlx::query_scalar("pragma freelist_count")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(free, 0, "there is room left");
    }
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_told_at_the_start() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.stop().await;
    let mut other = other_program(&tester).await;
    for statement in ["pragma locking_mode = exclusive", "begin exclusive", "commit"] {
        sqlx::raw_sql(statement).execute(&mut other).await.unwrap();
    }
    let url = tester.database_url();
    let output = tokio::task::spawn_blocking(move || run(&["run"], &url))
        .await
        .unwrap();
    let words = refused(&output);
    assert!(words.contains("another program holds the database"), "{words}");
    assert!(!words.contains("damaged"), "{words}");
    other.close().await.unwrap();
    tester.clock.advance(TimeDelta::seconds(10));
    tester.start().await;
    tester.receive(Tester::lead("Südwind")).await;
    tester.card(1);
    tester.card(2);
    tester.finish().await;
}

#[tokio::test]
async fn a_file_that_another_program_holds_meanwhile_is_waited_for() {
    let mut tester = Tester::new().await;
    let reply = tester
        .maria
        .slash(&tester.leads, "/source add name:Website")
        .await;
    let text = reply.text();
    let key = text.lines().find(|line| line.starts_with("lbk_")).unwrap();
    let url = format!("http://{}/v1/leads", tester.app().intake.unwrap());
    let send = || {
        let body = serde_json::json!({"external_id": "x-1", "need": "n", "customer": {"company": "Nordwind", "email": "a@b.example"}});
        reqwest::Client::new()
            .post(&url)
            .bearer_auth(key)
            .json(&body)
            .send()
    };
    let mut other = other_program(&tester).await;
    sqlx::raw_sql("begin exclusive")
        .execute(&mut other)
        .await
        .unwrap();
    let since = Instant::now();
    let refused = send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 503);
    assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
    let words = refused.text().await.unwrap();
    assert!(words.contains("send it again"), "{words}");
    sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    assert_eq!(send().await.unwrap().status().as_u16(), 201);
    tester.settle().await;
    tester.card(1);
    tester.finish_after_refusals().await;
}

/// A log that is deleted under the program takes what it held with it, unless the program notices.
#[tokio::test]
async fn a_log_that_is_deleted_under_the_program_costs_nothing_and_is_told() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    std::fs::remove_file(format!("{}-wal", file(&tester).display())).unwrap();
    let lead = tester.receive_quietly(Tester::lead("Südwind")).await;
    // As it stands on the disk at this moment: what a kill would leave.
    let copy = file(&tester).with_file_name("copy.db");
    std::fs::copy(file(&tester), &copy).unwrap();
    let why = tester.gave_up().await;
    assert!(why.contains("-wal was deleted while the program ran"), "{why}");
    tester.stop().await;
    let options = SqliteConnectOptions::new().filename(&copy);
    let mut conn = options.connect().await.unwrap();
    let leads: Vec<i64> = sqlx::query_scalar("select id from leads order by id")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    assert_eq!(leads, [1, lead.0], "an acknowledged lead is not on the disk");
    conn.close().await.unwrap();
    tester.clock.advance(TimeDelta::seconds(10));
    tester.start().await;
    tester.settle().await;
    tester.card(1);
    tester.card(2);
    tester.finish().await;
}

async fn other_program(tester: &Tester) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file(tester));
    options.connect().await.unwrap()
}

/// SQLite itself is wrong here on a connection that has looked before: a sound search index that another connection has
/// written to since is told as corrupt.
#[tokio::test]
async fn a_sound_file_is_found_sound_however_often_it_is_looked_at_while_it_is_written() {
    let tester = Tester::new().await;
    for number in 0..40 {
        tester
            .receive_quietly(Tester::lead(&format!("Customer {number}")))
            .await;
        tester.store().check_integrity().await.unwrap();
    }
    tester.settle().await;
    tester.news();
    tester.finish().await;
}
