//! The real program on a disk that forgets what was not synced, dawdles or fails (`tests/shim/disk.c`, put before the
//! system's calls). Skipped with a word where there is no C compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sandbox::{Message, Reply};

use crate::crash::{feed, press};
use crate::invariants::{self, Report};
use crate::program::{PATIENCE, Program, Team, Told, client, come_to_rest, compare, send, stop};

/// What a disk writes at once; power that goes leaves each sector as it was or as it should become.
const SECTOR: usize = 512;

/// The disk under a program's database.
struct Disk {
    control: PathBuf,
    database: PathBuf,
}

/// The compiled shim, made once a run.
fn shim() -> Option<&'static Path> {
    static SHIM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let make = || {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("disk.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/disk.c");
        let mut compiler = Command::new("cc");
        let compiled = compiler
            .args(["-Wall", "-O1", "-shared", "-fPIC", "-o"])
            .args([&made, &source])
            .arg("-ldl")
            .status();
        match compiled {
            Ok(status) => {
                assert!(status.success(), "the shim does not compile");
                Some(made)
            }
            Err(error) => {
                println!("skipped: there is no C compiler ({error})");
                None
            }
        }
    };
    SHIM.get_or_init(make).as_deref()
}

impl Disk {
    /// Puts the program on such a disk, once it is set up. Good until it is told otherwise.
    fn under(program: &mut Program) -> Option<Self> {
        let shim = shim()?;
        let database = program.database();
        let control = database.with_file_name("control");
        program.env = vec![
            ("LD_PRELOAD", shim.display().to_string()),
            ("DISK_CONTROL", control.display().to_string()),
            ("DISK_FILE", "/leadbell.db".to_owned()),
        ];
        let disk = Self { control, database };
        disk.obey("");
        Some(disk)
    }

    /// From now on it does as told; see the shim. Renamed into place, so that nobody reads half of it.
    fn obey(&self, orders: &str) {
        let new = self.control.with_extension("new");
        fs::write(&new, orders).unwrap();
        fs::rename(new, &self.control).unwrap();
    }

    fn files(&self) -> [(PathBuf, PathBuf); 2] {
        ["", "-wal"].map(|end| {
            let file = PathBuf::from(format!("{}{end}", self.database.display()));
            let synced = PathBuf::from(format!("{}.synced", file.display()));
            (file, synced)
        })
    }

    /// All that is there now is on the disk.
    fn sync(&self) {
        for (file, synced) in self.files() {
            if file.exists() {
                fs::copy(&file, &synced).unwrap();
            } else {
                let _ = fs::remove_file(&synced);
            }
        }
    }

    /// Only what was synced is there. With dice some of the sectors that were not did get there, in no order.
    fn lose_power(&self, dice: Option<&mut StdRng>) {
        let mut dice = dice;
        for (file, synced) in self.files() {
            let mut kept = fs::read(&synced).unwrap_or_default();
            if let Some(dice) = dice.as_deref_mut() {
                let written = fs::read(&file).unwrap_or_default();
                for at in (0..written.len()).step_by(SECTOR) {
                    let end = (at + SECTOR).min(written.len());
                    if dice.random_bool(0.5) {
                        kept.resize(kept.len().max(end), 0);
                        kept[at..end].copy_from_slice(&written[at..end]);
                    }
                }
            }
            if synced.exists() || !kept.is_empty() {
                fs::write(&file, kept).unwrap();
            } else {
                let _ = fs::remove_file(&file);
            }
        }
        let _ = fs::remove_file(format!("{}-shm", self.database.display()));
    }
}

/// A team on such a disk; `None` where there can be no such disk.
async fn set_up(patience: Duration) -> Option<(Program, Team, Disk)> {
    let mut program = Program::begin_with(patience).await;
    program.start();
    program.online().await;
    let mut teams = program.teams(&["Nordlicht"]).await;
    stop(&mut program).await;
    let disk = Disk::under(&mut program)?;
    disk.sync();
    start(&mut program).await;
    Some((program, teams.pop().unwrap(), disk))
}

async fn start(program: &mut Program) {
    program.forget_session().await;
    program.start();
    program.online().await;
}

/// Power goes again and again while leads come in and members press; what does not hold in the end.
async fn without_power(rounds: usize, trust_disk: bool, torn: bool) -> Option<Report> {
    let (mut program, team, disk) = set_up(Duration::from_millis(700)).await?;
    if trust_disk {
        program.env.push(("LEADBELL_TRUST_DISK", "true".to_owned()));
        stop(&mut program).await;
        disk.sync();
        start(&mut program).await;
    }
    let mut dice = StdRng::seed_from_u64(rounds as u64);
    let (told, goes_on, port) = (Told::default(), AtomicBool::new(true), program.port);
    let teams = [team];
    let losses = async {
        for _ in 0..rounds {
            tokio::time::sleep(Duration::from_millis(dice.random_range(300..900))).await;
            program.kill();
            disk.lose_power(torn.then_some(&mut dice));
            program.forget_session().await;
            disk.sync();
            start(&mut program).await;
        }
        goes_on.store(false, Ordering::Relaxed);
    };
    let [one, two] = [1, 2].map(StdRng::seed_from_u64);
    tokio::join!(
        losses,
        feed(port, &teams, &told, one, &goes_on),
        press(&teams, &told, two, &goes_on)
    );
    let stuck = come_to_rest(&program).await;
    stop(&mut program).await;
    let mut conn = program.connect().await;
    let mut report = invariants::look(&mut conn, &program.sandbox, program.rested(), 0).await;
    // What was not acknowledged may be there or not.
    told.leads
        .lock()
        .unwrap()
        .retain(|_, (_, number)| number.is_some());
    compare(&mut conn, &teams, &told, &mut report).await;
    println!(
        "{rounds} losses of power, {} leads, {stuck} stuck: {report:?}",
        report.leads
    );
    Some(report)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_loss_of_power() {
    if let Some(report) = without_power(4, false, false).await {
        report.assert_holds();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_loss_of_power_that_leaves_some_of_what_was_not_synced() {
    if let Some(report) = without_power(5, false, true).await {
        report.assert_holds();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_sync_for_each_commit_it_would_be_lost() {
    if let Some(report) = without_power(2, true, false).await {
        assert!(!report.lost.is_empty(), "the test of power loss shows nothing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_disk_is_only_slow() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(5)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    for delay in [4, 50, 500] {
        disk.obey(&format!("sync-delay {delay}\n"));
        let ids: Vec<_> = (0..10).map(|n| format!("slow-{delay}-{n}")).collect();
        let all = ids.iter().map(|id| send(&client, port, &team, id, &told, 0));
        let taken = futures_util::future::join_all(all).await;
        assert!(taken.iter().all(|taken| *taken), "{delay} ms: {taken:?}");
    }
    let card = newest_card(&team).await;
    // At once or, beside much else, after it has asked for more time.
    let reply = accept(&team, &card).await.settled().await;
    assert!(reply.text().contains("Accepted by"), "{}", reply.text());
    disk.obey("");
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stuck_disk_makes_nobody_wait_for_ever_and_costs_bounded_memory() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(6)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    assert!(send(&client, port, &team, "before", &told, 0).await);
    let card = newest_card(&team).await;
    let form = team.members[0].press(&card, "Accept").await;
    disk.obey("sync-hold\n");
    let since = Instant::now();
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
    let (member, form) = (team.members[0].clone(), form.clone());
    let answer = tokio::spawn(async move { member.submit(&form, &typed).await });
    // More than may wait to be written; all are the same lead.
    let many = (0..280).map(|_| send(&client, port, &team, "stuck", &told, 0));
    let taken = futures_util::future::join_all(many).await;
    assert!(taken.iter().all(|taken| !taken), "a 2xx from a stuck disk");
    assert!(
        since.elapsed() < Duration::from_secs(20),
        "intake waited {:?}",
        since.elapsed()
    );
    let again = Instant::now();
    assert!(!send(&client, port, &team, "stuck", &told, 0).await);
    assert!(
        again.elapsed() < Duration::from_millis(2500),
        "all places to wait are taken, so it has to be refused at once: {:?}",
        again.elapsed()
    );
    program.assert_memory_stays_below(300);
    // Who pressed is told within five seconds that it takes long, and later what became of it.
    let reply = answer.await.unwrap();
    let word = reply.followup(1).await.expect("a private word");
    assert!(word.text().contains("disk is slow"), "{}", word.text());
    assert!(since.elapsed() < PATIENCE, "{:?}", since.elapsed());
    disk.obey("");
    let deadline = Instant::now() + PATIENCE;
    while reply.followups().len() < 2 {
        assert!(Instant::now() < deadline, "no word on what became of it");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let word = &reply.followups()[1];
    assert!(word.text().contains("is yours"), "{}", word.text());
    recovers(&program, &team, &told, "stuck").await;
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_stop_on_a_stuck_disk_it_ends_in_time_with_all_that_it_acknowledged() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(6)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    assert!(send(&client, port, &team, "before", &told, 0).await);
    assert_eq!(come_to_rest(&program).await, 0);
    let card = newest_card(&team).await;
    disk.obey("sync-hold\n");
    let (member, pressed) = (team.members[0].clone(), card.clone());
    let press = tokio::spawn(async move { member.press(&pressed, "♥").await });
    let stuck = send(&client, port, &team, "stuck", &told, 0);
    let (taken, ()) = tokio::join!(stuck, async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        stop(&mut program).await;
    });
    assert!(!taken, "a 2xx from a stuck disk");
    let reply = press.await.unwrap();
    assert!(!reply.text().contains("favorite"), "{}", reply.text());
    disk.lose_power(None);
    disk.obey("");
    disk.sync();
    start(&mut program).await;
    recovers(&program, &team, &told, "before").await;
    recovers(&program, &team, &told, "stuck").await;
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_of_ten_seconds_makes_nobody_wait_for_it_and_counts_all_the_same() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(6)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    assert!(send(&client, port, &team, "before", &told, 0).await);
    assert_eq!(come_to_rest(&program).await, 0);
    disk.obey("sync-delay 10000\n");
    let since = Instant::now();
    assert!(
        !send(&client, port, &team, "slow", &told, 0).await,
        "a 2xx before the sync"
    );
    assert!(since.elapsed() < Duration::from_secs(9), "{:?}", since.elapsed());
    disk.obey("");
    recovers(&program, &team, &told, "slow").await;
    assert!(
        since.elapsed() > Duration::from_secs(9),
        "the disk was not slow: {:?}",
        since.elapsed()
    );
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fails_gets_no_yes_and_is_used_again_once_it_works() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(5)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    for (at, orders) in [
        "sync-fail 5 0\n",   // EIO
        "write-fail 5 0\n",  // EIO
        "write-fail 28 0\n", // ENOSPC
        "write-fail 30 0\n", // EROFS
    ]
    .into_iter()
    .enumerate()
    {
        let before = format!("before-{at}");
        recovers(&program, &team, &told, &before).await;
        let card = card_of(&team, &before).await;
        let form = team.members[0].press(&card, "Accept").await;
        disk.obey(orders);
        for n in 0..2 {
            let sent = send(&client, port, &team, &format!("fails-{at}-{n}"), &told, 0).await;
            assert!(!sent, "a 2xx from a disk with {orders}");
        }
        let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
        let since = Instant::now();
        let reply = team.members[0].submit(&form, &typed).await;
        assert!(
            reply.is_ephemeral() && reply.text().contains("incident"),
            "{orders}: {}",
            reply.text()
        );
        assert!(since.elapsed() < PATIENCE, "{:?}", since.elapsed());
        disk.obey("");
        for n in 0..2 {
            recovers(&program, &team, &told, &format!("fails-{at}-{n}")).await;
        }
        assert_eq!(stage_of(&program, &before).await, "received", "{orders}");
    }
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_whose_sync_failed_does_not_come_back_after_a_crash() {
    let Some((mut program, team, disk)) = set_up(Duration::from_secs(5)).await else {
        return;
    };
    let (client, told, port) = (client(), Told::default(), program.port);
    assert!(send(&client, port, &team, "lead", &told, 0).await);
    let card = newest_card(&team).await;
    assert_eq!(come_to_rest(&program).await, 0);
    // Nothing is written after it that would cover it: nothing was typed that would be kept.
    disk.obey("sync-fail 5 1\n");
    let reply = team.members[0].press(&card, "♥").await;
    program.kill();
    assert!(reply.text().contains("incident"), "{}", reply.text());
    disk.obey("");
    start(&mut program).await;
    let mut conn = program.connect().await;
    let hearts: i64 = sqlx::query_scalar("select count(*) from favorites")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(hearts, 0, "the member was told that nothing was changed");
    assert_eq!(come_to_rest(&program).await, 0);
    stop(&mut program).await;
    holds(&program, &team, &told).await;
}

/// The card at the bottom of the channel, once there is one.
async fn newest_card(team: &Team) -> Message {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(card) = team.channel.messages().pop() {
            return card;
        }
        assert!(Instant::now() < deadline, "no card");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn card_of(team: &Team, id: &str) -> Message {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut cards = team.channel.messages().into_iter();
        if let Some(card) = cards.find(|card| card.text().contains(&format!("Company {id}"))) {
            return card;
        }
        assert!(Instant::now() < deadline, "no card of {id}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn accept(team: &Team, card: &Message) -> Reply {
    let form = team.members[0].press(card, "Accept").await;
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "in 6 weeks")];
    team.members[0].submit(&form, &typed).await
}

/// It takes the lead by itself, soon.
async fn recovers(program: &Program, team: &Team, told: &Told, id: &str) {
    let (client, deadline) = (client(), Instant::now() + PATIENCE);
    while !send(&client, program.port, team, id, told, 0).await {
        assert!(
            Instant::now() < deadline,
            "it does not recover:\n{}",
            program.log()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn stage_of(program: &Program, id: &str) -> String {
    let mut conn = program.connect().await;
    sqlx::query_scalar("select stage from leads where external_id = ?")
        .bind(id)
        .fetch_one(&mut conn)
        .await
        .unwrap()
}

/// All that must hold, and all that was told, once the program has stopped.
async fn holds(program: &Program, team: &Team, told: &Told) {
    let mut conn = program.connect().await;
    let mut report = invariants::look(&mut conn, &program.sandbox, program.rested(), 0).await;
    compare(&mut conn, std::slice::from_ref(team), told, &mut report).await;
    report.assert_holds();
}
