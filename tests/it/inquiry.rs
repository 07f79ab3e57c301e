//! The inquiry form: a customer without JavaScript, programs that fill in everything, and a manager who opens and closes it.

use chrono::TimeDelta;
use leadbell::domain::lead::SourceKind;
use leadbell::store::sources;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use crate::tester::Tester;

const FILLED: [(&str, &str); 5] = [
    ("need", "Move 120 seats to <b>Microsoft 365</b>."),
    ("name", "Jana Krüger"),
    ("company", "Nordwind & Co"),
    ("email", "jana@nordwind.example"),
    ("country", "Germany"),
];

fn url(tester: &Tester) -> String {
    format!(
        "http://{}/inquiry/{}",
        tester.app().intake.unwrap(),
        tester.team()
    )
}

fn client() -> Client {
    let client = Client::builder().redirect(Policy::none());
    client
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .unwrap()
}

async fn open(tester: &Tester, line: &str) -> String {
    let reply = tester.maria.slash(&tester.leads, line).await;
    assert!(reply.is_ephemeral());
    reply.text()
}

/// The page, and the ticket in it.
async fn visit(tester: &Tester) -> (String, String) {
    let page = client().get(url(tester)).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    let ticket = ticket(&page);
    (page, ticket)
}

fn ticket(page: &str) -> String {
    let after = page.split("name=\"ticket\" value=\"").nth(1).expect("a ticket");
    after.split('"').next().unwrap().to_owned()
}

async fn send(tester: &Tester, ticket: &str, filled: &[(&str, &str)]) -> Response {
    let mut form: Vec<(&str, &str)> = vec![("ticket", ticket)];
    form.extend(filled);
    client().post(url(tester)).form(&form).send().await.unwrap()
}

#[tokio::test]
async fn what_a_customer_fills_in_is_a_lead_once_and_they_get_its_reference() {
    let tester = Tester::new().await;
    let closed = client().get(url(&tester)).send().await.unwrap();
    assert_eq!(closed.status(), 404, "nobody has opened it");
    let said = open(&tester, "/source form open:true").await;
    assert!(said.contains("/inquiry/") && said.contains("embed"), "{said}");
    let (_, ticket) = visit(&tester).await;
    tester.clock.advance(TimeDelta::seconds(20));
    let mut filled = FILLED.to_vec();
    filled.push(("hot", "yes"));
    let sent = send(&tester, &ticket, &filled).await;
    assert_eq!(sent.status(), 303);
    let to = sent.headers()["location"].to_str().unwrap().to_owned();
    let again = send(&tester, &ticket, &filled).await;
    assert_eq!(
        again.headers()["location"].to_str().unwrap(),
        to,
        "sent twice is one lead"
    );
    let thanks = format!("http://{}{to}", tester.app().intake.unwrap());
    let thanks = client().get(thanks).send().await.unwrap().text().await.unwrap();
    assert!(thanks.contains("L-1") && thanks.contains("Thank you"), "{thanks}");
    tester.settle().await;
    let card = tester.card(1);
    assert!(
        card.text().contains("inquiry form") && card.text().contains("Wants direct contact"),
        "{}",
        card.text()
    );
    let lead = tester.numbered(1).await;
    assert!(lead.request.hot);
    assert_eq!(lead.request.customer.company.as_deref(), Some("Nordwind & Co"));
    let mut conn = tester.store().read().await.unwrap();
    let sources = sources::list(&mut conn, tester.team()).await.unwrap();
    drop(conn);
    let form = sources
        .iter()
        .find(|source| source.kind == SourceKind::Form)
        .unwrap();
    assert_eq!((form.received, form.kept, form.seen_before), (2, 1, 1));
    tester.finish().await;
}

#[tokio::test]
async fn faults_stand_beside_their_fields_and_nothing_typed_is_lost_or_run() {
    let tester = Tester::new().await;
    open(&tester, "/source form open:true").await;
    let (page, ticket) = visit(&tester).await;
    assert!(
        page.contains("<html lang=\"en\">") && !page.contains("<script"),
        "{page}"
    );
    tester.clock.advance(TimeDelta::seconds(20));
    let hostile = "\"><script>alert(1)</script>";
    let sent = send(
        &tester,
        &ticket,
        &[("company", hostile), ("email", "jana"), ("size", "51-250")],
    )
    .await;
    assert_eq!(sent.status(), 422);
    let page = sent.text().await.unwrap();
    assert!(!page.contains("<script"), "{page}");
    for part in [
        "id=\"need-fault\"",
        "aria-describedby=\"need-hint need-fault\"",
        "id=\"email-fault\"",
        "value=\"jana\"",
        "&lt;script&gt;",
        "<option selected>51-250",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    tester.finish().await;
}

#[tokio::test]
async fn programs_are_kept_out_and_people_told_what_to_do() {
    let tester = Tester::new().await;
    open(&tester, "/source form open:true").await;
    let (_, ticket) = visit(&tester).await;
    let fast = send(&tester, &ticket, &FILLED).await;
    assert_eq!(fast.status(), 422);
    let page = fast.text().await.unwrap();
    assert!(
        page.contains("quicker than anybody") && page.contains("Krüger"),
        "{page}"
    );
    tester.clock.advance(TimeDelta::seconds(20));
    let mut trapped = FILLED.to_vec();
    trapped.push(("website", "https://spam.example"));
    assert_eq!(send(&tester, &ticket, &trapped).await.status(), 200);
    let stale = send(&tester, "1.2.3", &FILLED).await.text().await.unwrap();
    assert!(
        stale.contains("open for too long") && stale.contains("Krüger"),
        "{stale}"
    );
    let fresh = self::ticket(&stale);
    tester.clock.advance(TimeDelta::seconds(20));
    assert_eq!(send(&tester, &fresh, &FILLED).await.status(), 303);
    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(send(&tester, "1.2.3", &FILLED).await.status().as_u16());
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    tester.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send(&tester, "1.2.3", &FILLED).await.status(), 422);
    let wrong = client().post(url(&tester)).body("{}").send().await.unwrap();
    assert_eq!(wrong.status(), 415);
    tester.settle().await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn the_page_runs_nothing_loads_nothing_and_is_framed_only_where_a_manager_allows_it() {
    let tester = Tester::new().await;
    open(&tester, "/source form open:true").await;
    let page = client().get(url(&tester)).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.headers()["x-frame-options"], "DENY");
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    assert!(page.headers().get("set-cookie").is_none());
    let said = open(&tester, "/source form embed:true").await;
    assert!(said.contains("<iframe src="), "{said}");
    let page = client().get(url(&tester)).send().await.unwrap();
    assert!(page.headers().get("x-frame-options").is_none());
    let reply = tester.anna.slash(&tester.leads, "/source form open:false").await;
    assert!(
        reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    open(&tester, "/source form open:false").await;
    assert_eq!(client().get(url(&tester)).send().await.unwrap().status(), 404);
    tester.finish().await;
}
