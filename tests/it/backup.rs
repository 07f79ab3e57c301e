//! A copy that is made while the program works, and a team that goes on from an older copy.

use std::path::PathBuf;

use chrono::TimeDelta;
use leadbell::store::backup;
use sandbox::Fault;
use sqlx::{Connection as _, SqliteConnection};

use crate::tester::Tester;

const CREATE: &str = "POST /channels/{channel_id}/messages";

fn copy_of(tester: &Tester) -> PathBuf {
    tester.database().with_file_name("copy.db")
}

#[tokio::test]
async fn a_copy_that_is_made_under_load_is_whole() {
    let tester = Tester::new().await;
    tester.without_bursts().await;
    let (url, copy) = (tester.database_url(), copy_of(&tester));
    let leads = async {
        for number in 0..30 {
            let company = format!("Customer {number}");
            tester.receive_quietly(Tester::lead(&company)).await;
        }
    };
    let (made, ()) = tokio::join!(backup(&url, &copy), leads);
    made.unwrap();
    let mut conn = SqliteConnection::connect(&format!("sqlite://{}", copy.display()))
        .await
        .unwrap();
    let sound: String = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(sound, "ok");
    let half: i64 = sqlx::query_scalar(
        "select count(*) from leads where id not in (select lead_id from events where lead_id is not null)
            or id not in (select lead_id from outbox where lead_id is not null)",
    )
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(half, 0, "a lead without its history or without its card's row");
    let again = backup(&url, &copy).await.unwrap_err().to_string();
    assert!(again.contains("there already"), "{again}");
    tester.settle().await;
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn cards_that_an_older_copy_does_not_know_of_are_found_and_not_doubled() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, Fault::Status(502)).times(1);
    let lead = tester
        .receive_quietly(Tester::lead("Nordwind Logistik GmbH"))
        .await;
    tester.settle_but_for_waits().await;
    assert!(
        tester.news().is_empty(),
        "the copy is made before the card is there"
    );
    let copy = copy_of(&tester);
    backup(&tester.database_url(), &copy).await.unwrap();
    tester.settle().await;
    tester.card(1);
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.stop().await;

    tester.clock.advance(TimeDelta::minutes(10));
    let database = tester.database();
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", database.display()));
    }
    std::fs::rename(copy, database).unwrap();
    tester.start().await;
    tester.settle().await;
    // The copy is from before the answer, and so is what the card says again.
    let card = tester.card(1);
    assert!(
        card.buttons().iter().any(|button| button.label == "Accept"),
        "{}",
        card.text()
    );
    assert!(tester.row(lead).await.stage.is_open());
    tester.finish().await;
}
