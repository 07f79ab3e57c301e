//! Durable leads a second over HTTP, against SQLite alone: one row and one event a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use leadbell::clock::Clock;
use leadbell::domain::event::Via;
use leadbell::domain::ids::{MemberId, RoleId, TeamId};
use leadbell::domain::permission::Person;
use leadbell::flows::Actor;
use leadbell::flows::setup::{Changes, setup};
use leadbell::flows::source;
use leadbell::intake::{IntakeState, Readiness, serve};
use leadbell::outbox::WorkerStatus;
use leadbell::store::open;
use reqwest::Client;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Executor as _};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::tell;

const LASTS: Duration = Duration::from_secs(5);
const SENDERS: usize = 64;
const BATCH: u64 = 100;

pub async fn measure() {
    let bare = bare().await;
    tell("bare SQLite, commits a second", &format!("{bare:.0}"), "");
    let one = leads_a_second(1, 1).await;
    tell(
        "leads a second, one sender",
        &format!("{one:.0}, {:.2} of bare", one / bare),
        "≥ 0.25",
    );
    let many = leads_a_second(SENDERS, 1).await;
    tell(
        "leads a second, 64 senders",
        &format!("{many:.0}, {:.1}× one sender", many / one),
        "≥ 3×",
    );
    let batches = leads_a_second(1, BATCH).await;
    tell(
        "leads a second, batches of 100",
        &format!("{batches:.0}"),
        "≥ 4,000",
    );
}

/// SQLite with nothing around it but its driver, with the rows of a lead and its event.
async fn bare() -> f64 {
    let folder = TempDir::new().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut conn = options.connect().await.unwrap();
    conn.execute("create table leads (id integer primary key, company text, need text, at integer); create table events (id integer primary key, lead integer, kind text)")
        .await
        .unwrap();
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < LASTS {
        for statement in [
            "begin immediate",
            "insert into leads (company, need, at) values ('Nordwind Logistik GmbH', 'Move 120 seats to Microsoft 365.', 1)",
            "insert into events (lead, kind) values (last_insert_rowid(), 'received')",
            "commit",
        ] {
            sqlx::query(statement).execute(&mut conn).await.unwrap();
        }
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

fn by() -> Actor {
    Actor {
        person: Person {
            id: MemberId(7),
            name: "Olga".to_owned(),
            roles: vec![RoleId(5)],
            manages_server: true,
        },
        via: Via::Command,
        interaction: 1,
        message: None,
    }
}

async fn leads_a_second(senders: usize, batch: u64) -> f64 {
    let folder = TempDir::new().unwrap();
    let store = open(&format!(
        "sqlite://{}",
        folder.path().join("leadbell.db").display()
    ))
    .await
    .unwrap();
    // Moved with each request, so that no source is ever too fast.
    let clock = Clock::standing_at(DateTime::from_timestamp(1_780_000_000, 0).unwrap());
    let changes = Changes {
        manager_role: Some(RoleId(5)),
        ..Changes::default()
    };
    setup(&store, TeamId(1), by(), changes, clock.now())
        .await
        .unwrap();
    let actor = Actor {
        interaction: 2,
        ..by()
    };
    let source = source::add(&store, TeamId(1), actor, "Website".to_owned(), clock.now())
        .await
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/leads", listener.local_addr().unwrap());
    let (_status, outbox) = watch::channel(WorkerStatus {
        passes: 1,
        ..WorkerStatus::default()
    });
    let readiness = Readiness {
        connected: Arc::new(AtomicBool::new(true)),
        outbox,
    };
    let state = IntakeState::new(
        store.clone(),
        clock.clone(),
        readiness,
        leadbell::metrics::Metrics::default(),
    );
    let (stop, stopped) = watch::channel(false);
    let served = tokio::spawn(serve(listener, state, stopped));

    let (taken, numbers) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let begun = Instant::now();
    let sending = (0..senders).map(|_| {
        let (client, url, key, clock) = (Client::new(), url.clone(), source.key.clone(), clock.clone());
        let (taken, numbers) = (Arc::clone(&taken), Arc::clone(&numbers));
        tokio::spawn(async move {
            while begun.elapsed() < LASTS {
                let leads: Vec<_> = (0..batch)
                    .map(|_| lead(numbers.fetch_add(1, Ordering::Relaxed)))
                    .collect();
                let body = if batch == 1 {
                    leads[0].clone()
                } else {
                    format!("{{\"leads\":[{}]}}", leads.join(","))
                };
                clock.advance(TimeDelta::milliseconds(101));
                let request = client
                    .post(&url)
                    .bearer_auth(&key)
                    .header("content-type", "application/json");
                let answer = request.body(body).send().await.unwrap();
                assert_eq!(answer.status().as_u16(), 201, "{}", answer.text().await.unwrap());
                taken.fetch_add(batch, Ordering::Relaxed);
            }
        })
    });
    for sender in sending.collect::<Vec<_>>() {
        sender.await.unwrap();
    }
    let lasted = begun.elapsed();
    let _ = stop.send(true);
    served.await.unwrap().unwrap();
    store.close().await;
    taken.load(Ordering::Relaxed) as f64 / lasted.as_secs_f64()
}

fn lead(number: u64) -> String {
    format!(
        r#"{{"external_id":"web-{number}","kind":"customer_inquiry","customer":{{"company":"Company {number} GmbH","name":"Jana Krüger","email":"jana{number}@nordwind.example","phone":"+49 40 1234567","country":"DE"}},"need":"Move 120 seats to Microsoft 365."}}"#
    )
}
