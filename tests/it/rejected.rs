//! `/source rejected`: what could not be understood is listed, looked at, made a lead, sent again and dropped.

use chrono::TimeDelta;
use sandbox::{Message, Reply};

use crate::tester::{Tester, labels};

async fn manage(tester: &Tester, line: &str) -> Reply {
    tester.maria.slash(&tester.leads, line).await
}

/// A source of that format; its address on this machine.
async fn source(tester: &Tester, format: &str) -> String {
    let reply = manage(tester, &format!("/source add name:Website format:{format}")).await;
    let text = reply.text();
    let address = text.split('`').find(|part| part.contains("/hooks/")).unwrap();
    address.to_owned()
}

async fn send(address: &str, kind: &str, body: &str) -> u16 {
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .unwrap();
    let request = client.post(address).header("content-type", kind);
    request
        .body(body.to_owned())
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

const FORM: &str = "application/x-www-form-urlencoded";
const NOBODY: &str = "name=Jana+Kr%C3%BCger&colour=blue&message=Move+us+to+Azure";

async fn list(tester: &Tester) -> Message {
    let reply = manage(tester, "/source rejected").await;
    assert!(reply.is_ephemeral());
    reply.message().expect("a list")
}

#[tokio::test]
async fn a_rejected_delivery_is_shown_masked_and_becomes_a_lead_by_hand() {
    let tester = Tester::new().await;
    let address = source(&tester, "form").await;
    assert!(list(&tester).await.text().contains("Nothing was rejected"));
    assert_eq!(send(&address, FORM, NOBODY).await, 422);
    let shown = list(&tester).await;
    assert!(
        shown.text().contains("1 delivery") && shown.text().contains("colour"),
        "{}",
        shown.text()
    );
    assert!(!shown.text().contains("Krüger"), "{}", shown.text());
    let see = tester.maria.press(&shown, "See 1").await.message().unwrap();
    assert!(
        see.text().contains("J…") && !see.text().contains("Krüger") && !see.text().contains("Azure"),
        "{}",
        see.text()
    );
    let whole = tester.maria.press(&see, "Show everything").await;
    assert!(whole.text().contains("colour=blue"), "{}", whole.text());
    let form = tester.maria.press(&shown, "Make a lead").await;
    let refused = tester.maria.submit(&form, &[("mail", "no address")]).await;
    assert!(refused.text().contains("mail"), "{}", refused.text());
    let form = tester.maria.press(&shown, "Make a lead").await;
    let made = tester
        .maria
        .submit(&form, &[("mail", "jana@nordwind.example")])
        .await;
    assert!(made.text().contains("L-1"), "{}", made.text());
    tester.settle().await;
    let lead = tester.numbered(1).await.request;
    assert_eq!(lead.customer.name.as_deref(), Some("Jana Krüger"));
    assert!(
        lead.need
            .is_some_and(|need| need.contains("Azure") && need.contains("colour: blue"))
    );
    assert!(tester.card(1).text().contains("Website"));
    assert!(list(&tester).await.text().contains("Nothing was rejected"));
    let gone = tester.maria.press(&shown, "See 1").await;
    assert!(gone.text().contains("no longer here"), "{}", gone.text());
    tester.finish().await;
}

#[tokio::test]
async fn what_is_sent_again_is_a_lead_once_its_cause_is_mended_and_stays_until_then() {
    let tester = Tester::new().await;
    let address = source(&tester, "form").await;
    assert_eq!(send(&address, FORM, NOBODY).await, 422);
    let shown = list(&tester).await;
    let still = tester.maria.press(&shown, "Try again").await;
    assert!(still.text().contains("Still not understood"), "{}", still.text());
    // As if a newer version of the program had learnt to read it.
    let mended = tester.store().write(async move |tx| {
        let body = "name=Jana&email=jana@nordwind.example";
        sqlx::query("update rejected_deliveries set body = ?")
            .bind(body.as_bytes())
            .execute(&mut **tx)
            .await?;
        Ok::<_, leadbell::store::StoreError>(())
    });
    mended.await.unwrap();
    let taken = tester.maria.press(&shown, "Try again").await;
    assert!(taken.text().contains("Taken in: L-1"), "{}", taken.text());
    let twice = tester.maria.press(&shown, "Try again").await;
    assert!(twice.text().contains("no longer here"), "{}", twice.text());
    tester.settle().await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn dropping_asks_first_and_a_month_later_nothing_is_left() {
    let tester = Tester::new().await;
    let address = source(&tester, "form").await;
    for colour in 0..6 {
        assert_eq!(send(&address, FORM, &format!("colour={colour}")).await, 422);
    }
    let first = list(&tester).await;
    assert!(first.text().contains("6 deliveries"), "{}", first.text());
    assert_eq!(
        labels(&first)
            .iter()
            .filter(|label| label.starts_with("See"))
            .count(),
        4
    );
    let second = tester.maria.press(&first, "▶").await;
    assert!(second.text().contains("6 · Website"), "{}", second.text());
    let first = list(&tester).await;
    let ask = tester.maria.press(&first, "Drop").await.message().unwrap();
    assert!(
        list(&tester).await.text().contains("6 deliveries"),
        "it only asks"
    );
    let dropped = tester.maria.press(&ask, "Drop for good").await;
    assert!(dropped.text().contains("Dropped"), "{}", dropped.text());
    assert!(list(&tester).await.text().contains("5 deliveries"));
    let file = tester.maria.press(&list(&tester).await, "Export all").await;
    assert!(file.text().contains("personal data"), "{}", file.text());
    // A page that is long gone is the last one, at once.
    let far = format!("1:rejected:{}", i64::MAX);
    let last = tester.maria.press_raw(&tester.leads, None, &far).await;
    assert!(last.text().contains("5 deliveries"), "{}", last.text());
    tester.advance(TimeDelta::days(31)).await;
    assert!(list(&tester).await.text().contains("Nothing was rejected"));
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn only_managers_see_what_was_rejected() {
    let tester = Tester::new().await;
    let address = source(&tester, "form").await;
    assert_eq!(send(&address, FORM, NOBODY).await, 422);
    for member in [&tester.anna, &tester.zoe] {
        let reply = member.slash(&tester.leads, "/source rejected").await;
        assert!(
            reply.is_ephemeral() && reply.text().contains(&tester.managers.mention()),
            "{}",
            reply.text()
        );
    }
    tester.finish().await;
}

#[tokio::test]
async fn a_number_written_as_in_its_country_is_the_same_person_as_from_abroad() {
    let tester = Tester::new().await;
    let address = source(&tester, "form").await;
    let body = "company=Nordwind&phone=%2B49+40+1234567&country=DE";
    assert_eq!(send(&address, FORM, body).await, 200);
    let body = "company=Other&phone=040+%2F+123+45+67&country=Germany";
    assert_eq!(send(&address, FORM, body).await, 200);
    let body = "company=Third&phone=040+%2F+123+45+67&country=Austria";
    assert_eq!(send(&address, FORM, body).await, 200);
    tester.settle().await;
    tester.card(1);
    assert!(tester.card(2).text().contains("L-1"), "{}", tester.card(2).text());
    assert!(
        !tester.card(3).text().contains("L-1"),
        "{}",
        tester.card(3).text()
    );
    tester.finish().await;
}
