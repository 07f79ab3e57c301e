//! The real program dies at each of its named points, one after the other: at every commit, on both sides of all that is
//! sent, within every migration. A point that is never passed fails the test, so that none is only a name.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{SecondsFormat, TimeDelta};
use clap::ValueEnum as _;
use leadbell::clock::Clock;
use leadbell::failpoint::Point;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tempfile::TempDir;

use crate::invariants;
use crate::program::{PATIENCE, Program, Team, Told, client, come_to_rest, compare, send, stop};

/// At which passings of a point the program dies. What is passed all the time is walked deeper.
fn passings(point: Point) -> &'static [u64] {
    match point {
        Point::MigrateStep | Point::MigrateCommit => &[],
        Point::CommitBegun | Point::CommitChanged | Point::CommitNext | Point::CommitDone => &[1, 3, 6],
        _ => &[1],
    }
}

fn name(point: Point) -> String {
    point.to_possible_value().unwrap().get_name().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_may_die_at_the_points_of_the_first_quarter() {
    walk(0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_may_die_at_the_points_of_the_second_quarter() {
    walk(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_may_die_at_the_points_of_the_third_quarter() {
    walk(2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_may_die_at_the_points_of_the_last_quarter() {
    walk(3).await;
}

/// Dies at every fourth of all points, each time while leads come in and members press, and compares in the end.
async fn walk(quarter: usize) {
    let all = Point::value_variants().iter();
    let all = all.flat_map(|point| passings(*point).iter().map(|passing| (*point, *passing)));
    let points: Vec<_> = all.skip(quarter).step_by(4).collect();
    let mut program = Program::begin().await;
    program.start();
    program.online().await;
    let mut teams = program.teams(&["Nordlicht"]).await;
    let team = teams.pop().unwrap();
    let reply = team
        .guild
        .owner()
        .slash(&team.channel, "/setup threads:true")
        .await;
    assert!(reply.text().contains("thread"), "{}", reply.text());
    stop(&mut program).await;
    let told = Told::default();
    for (at, (point, passing)) in points.iter().enumerate() {
        program.forget_session().await;
        let die_at = format!("{}:{passing}", name(*point));
        program.start_with(&[("LEADBELL_DIE_AT", &die_at)]);
        let (goes_on, port) = (AtomicBool::new(true), program.port);
        let dies = async {
            let deadline = Instant::now() + PATIENCE;
            loop {
                if let Some(status) = program.ended() {
                    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
                    assert_eq!(signal, Some(6), "{die_at}: {status}\n{}", program.log());
                    break;
                }
                assert!(Instant::now() < deadline, "{die_at} was never passed");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            goes_on.store(false, Ordering::Relaxed);
        };
        tokio::join!(dies, work(port, &team, &told, at, &goes_on));
    }
    program.forget_session().await;
    program.start();
    program.online().await;
    let client = client();
    let port = program.port;
    let unanswered = told.unanswered();
    for (id, at) in &unanswered {
        let deadline = Instant::now() + PATIENCE;
        while !send(&client, port, &team, id, &told, *at).await {
            assert!(Instant::now() < deadline, "intake does not come back");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    let stuck = come_to_rest(&program).await;
    stop(&mut program).await;
    let mut conn = program.connect().await;
    let mut report = invariants::look(&mut conn, &program.sandbox, program.rested(), 0).await;
    compare(&mut conn, std::slice::from_ref(&team), &told, &mut report).await;
    println!(
        "{} deaths at named points, {} leads, {} messages",
        points.len(),
        report.leads,
        report.messages
    );
    report.assert_holds();
    assert_eq!(stuck, 0);
}

/// Leads come in, one of them about to expire, and a member answers them, as long as `goes_on`.
async fn work(port: u16, team: &Team, told: &Told, at: usize, goes_on: &AtomicBool) {
    let client = client();
    let mut count = 0;
    while goes_on.load(Ordering::Relaxed) {
        count += 1;
        send(&client, port, team, &format!("point-{at}-{count}"), told, 0).await;
        let received = Clock::real().now() - TimeDelta::days(14) + TimeDelta::milliseconds(700);
        let old = format!("at {}", received.to_rfc3339_opts(SecondsFormat::Millis, true));
        send(&client, port, team, &old, told, 0).await;
        let member = &team.members[count % team.members.len()];
        let open = |button: &str| {
            let cards = team.channel.messages().into_iter().rev();
            let mut cards = cards.filter(|card| card.buttons().iter().any(|one| one.label == button));
            cards.next()
        };
        if let Some(card) = open("Accept")
            && let Ok(form) = member.try_press(&card, "Accept").await
        {
            let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
            let _ = member.try_submit(&form, &typed).await;
            if let Ok(form) = member.try_press(&card, "Won").await {
                let _ = member.try_submit(&form, &[]).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What the file's schema is, and which migrations it says it has.
async fn schema(file: &Path) -> (Vec<String>, i64) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut conn = options.connect().await.unwrap();
    let schema = sqlx::query_scalar("select coalesce(sql, name) from sqlite_master order by 1")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    let count = sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(&mut conn)
        .await
        .unwrap_or(0);
    let sound: String = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(sound, "ok");
    conn.close().await.unwrap();
    (schema, count)
}

/// Migrates the file with the real program; whether it died at the point that it was to die at.
fn migrate(file: &Path, die_at: &str) -> bool {
    let ended = Command::new(env!("CARGO_BIN_EXE_leadbell"))
        .arg("migrate")
        .env("DATABASE_URL", format!("sqlite://{}", file.display()))
        .env("LEADBELL_DIE_AT", die_at)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let died = std::os::unix::process::ExitStatusExt::signal(&ended) == Some(6);
    assert!(died || ended.success(), "{die_at}: {ended}");
    died
}

#[tokio::test]
async fn a_migration_that_is_killed_leaves_the_old_schema_or_the_new_one() {
    let folder = TempDir::new().unwrap();
    let never = format!("{}:1000000", name(Point::MigrateStep));
    // Every lawful schema: those right after each migration. The first commits make the table of migrations.
    let mut lawful = Vec::new();
    let mut whole = None;
    for commit in 1.. {
        let file = folder.path().join(format!("commit-{commit}.db"));
        let died = migrate(&file, &format!("{}:{commit}", name(Point::MigrateCommit)));
        let found = schema(&file).await;
        if !lawful.contains(&found) {
            lawful.push(found.clone());
        }
        migrate(&file, &never);
        let mended = schema(&file).await;
        assert_eq!(*whole.get_or_insert(mended.clone()), mended, "commit {commit}");
        if !died {
            break;
        }
    }
    assert!(lawful.len() > 5, "each migration was seen: {}", lawful.len());
    let (mut step, mut deaths) = (1, 0);
    loop {
        let file = folder.path().join(format!("step-{step}.db"));
        if !migrate(&file, &format!("{}:{step}", name(Point::MigrateStep))) {
            break;
        }
        deaths += 1;
        let found = schema(&file).await;
        assert!(
            lawful.contains(&found),
            "step {step} leaves something between: {found:?}"
        );
        migrate(&file, &never);
        assert_eq!(Some(schema(&file).await), whole, "step {step}");
        step += 1 + step / 3;
    }
    assert!(deaths > 10, "{deaths} deaths within migrations");
}
