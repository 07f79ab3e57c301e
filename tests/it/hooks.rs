//! `/hooks/<format>/<secret>`: who may send, what is asked of signatures, and what is answered.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit as _, Mac as _};
use leadbell::domain::ids::TeamId;
use leadbell::flows::source::{self, NewSource, Wanted};
use leadbell::store::deliveries::list_rejected;
use reqwest::Response;
use serde_json::Value;
use sha2::Sha256;

use crate::intake::{Door, by};

const TYPEFORM: &str = include_str!("../data/typeform.json");
const TALLY: &str = include_str!("../data/tally.json");
const HUBSPOT: &str = include_str!("../data/hubspot-workflow.json");
const CALENDLY: &str = include_str!("../data/calendly.json");
const CAL_COM: &str = include_str!("../data/cal-com.json");
const WEBFLOW: &str = include_str!("../data/webflow.json");
const GOOGLE_ADS: &str = include_str!("../data/google-ads.json");
const MARKETPLACE: &str = include_str!("../data/marketplace-contact-me.json");
const VALIDATION: &str = include_str!("../data/marketplace-validation.json");
const WORDPRESS: &str = include_str!("../data/form-wordpress.txt");

async fn source(door: &Door, format: &str, secret: Option<&str>) -> NewSource {
    let wanted = Wanted {
        name: format!("From {format}"),
        format: Some(format.to_owned()),
        secret: secret.map(str::to_owned),
    };
    let interaction =
        100 + i64::try_from(format.len() * 7 + format.bytes().map(usize::from).sum::<usize>()).unwrap();
    source::add(&door.store, TeamId(1), by(interaction), wanted, door.clock.now())
        .await
        .unwrap()
}

async fn send(door: &Door, format: &str, key: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let url = format!("http://{}/hooks/{format}/{key}", door.address);
    let mut request = door.client.post(url).body(body.to_owned());
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn said(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

fn mac(secret: &str, parts: &[&str]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    for part in parts {
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_delivery_is_a_lead_once_and_the_same_again_gets_the_same_answer() {
    let door = Door::open().await;
    let source = source(&door, "typeform", None).await;
    let (status, answer) = said(send(&door, "typeform", &source.key, &[], TYPEFORM).await).await;
    assert_eq!(
        (status, &answer["status"], &answer["lead"]),
        (200, &"kept".into(), &"L-1".into())
    );
    let again = send(&door, "typeform", &source.key, &[], TYPEFORM).await;
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(said(again).await, (200, answer));
    // The submission is known by its id after the day for which answers are remembered, too.
    door.clock.advance(TimeDelta::hours(30));
    let (status, answer) = said(send(&door, "typeform", &source.key, &[], TYPEFORM).await).await;
    assert_eq!((status, &answer["lead"]), (200, &"L-1".into()));
}

#[tokio::test]
async fn a_wrong_address_is_401_whatever_is_wrong_and_says_what_to_do() {
    let door = Door::open().await;
    let typeform = source(&door, "typeform", None).await;
    let wrong_key = format!("{}x", typeform.key);
    for (format, key) in [
        ("typeform", "nothing"),
        ("typeform", wrong_key.as_str()),
        ("nothing", typeform.key.as_str()),
        ("tally", typeform.key.as_str()),
        ("form", typeform.key.as_str()),
    ] {
        let response = send(&door, format, key, &[], TYPEFORM).await;
        assert_eq!(response.status(), 401, "{format}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert!(response.text().await.unwrap().contains("/source add"), "{format}");
    }
    // A key in an address is worth no more than its address.
    let url = format!("http://{}/v1/leads", door.address);
    let response = door
        .client
        .post(url)
        .bearer_auth(&typeform.key)
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 401);
    source::switch(
        &door.store,
        TeamId(1),
        by(9),
        "From typeform".to_owned(),
        false,
        door.clock.now(),
    )
    .await
    .unwrap();
    let response = send(&door, "typeform", &typeform.key, &[], TYPEFORM).await;
    assert_eq!(response.status(), 401);
    assert!(response.text().await.unwrap().contains("switched off"));
}

/// A format, its sample, and the headers that its product signs it with: by secret and moment (unix ms).
type Signer = fn(&str, i64, &str, &str) -> Vec<(String, String)>;

fn header(name: &str, value: String) -> (String, String) {
    (name.to_owned(), value)
}

const SIGNERS: &[(&str, &str, Signer)] = &[
    ("typeform", TYPEFORM, |secret, _, body, _| {
        vec![header(
            "typeform-signature",
            format!("sha256={}", STANDARD.encode(mac(secret, &[body]))),
        )]
    }),
    ("tally", TALLY, |secret, _, body, _| {
        vec![header("tally-signature", STANDARD.encode(mac(secret, &[body])))]
    }),
    ("cal_com", CAL_COM, |secret, _, body, _| {
        vec![header("x-cal-signature-256", hex(&mac(secret, &[body])))]
    }),
    ("calendly", CALENDLY, |secret, ms, body, _| {
        let time = (ms / 1000).to_string();
        let signature = hex(&mac(secret, &[&time, ".", body]));
        vec![header(
            "calendly-webhook-signature",
            format!("t={time},v1={signature}"),
        )]
    }),
    ("webflow", WEBFLOW, |secret, ms, body, _| {
        let time = ms.to_string();
        let signature = hex(&mac(secret, &[&time, ":", body]));
        vec![
            header("x-webflow-signature", signature),
            header("x-webflow-timestamp", time),
        ]
    }),
    ("hubspot", HUBSPOT, |secret, ms, body, url| {
        let time = ms.to_string();
        let signature = STANDARD.encode(mac(secret, &["POST", url, body, &time]));
        vec![
            header("x-hubspot-signature-v3", signature),
            header("x-hubspot-request-timestamp", time),
        ]
    }),
];

#[tokio::test]
async fn a_signature_has_to_be_right_and_of_now_and_who_signs_once_signs_always() {
    for (format, body, sign) in SIGNERS {
        let door = Door::open().await;
        let source = source(&door, format, (*format == "hubspot").then_some("theirs")).await;
        assert_eq!(source.secret == "theirs", *format == "hubspot");
        let url = format!("http://{}/hooks/{format}/{}", door.address, source.key);
        let now = door.clock.now().timestamp_millis();
        let status = async |signed: Vec<(String, String)>, body: &str| {
            let headers: Vec<(&str, &str)> = signed
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            send(&door, format, &source.key, &headers, body)
                .await
                .status()
                .as_u16()
        };
        let other_body = body.replacen("example", "exemple", 1);
        assert_eq!(
            status(sign(&source.secret, now, body, &url), &other_body).await,
            401,
            "{format}: another body"
        );
        assert_eq!(
            status(sign("another", now, body, &url), body).await,
            401,
            "{format}: another secret"
        );
        if matches!(*format, "calendly" | "webflow" | "hubspot") {
            for ms in [-301_000, 301_000] {
                assert_eq!(
                    status(sign(&source.secret, now + ms, body, &url), body).await,
                    401,
                    "{format}: {ms}"
                );
            }
        }
        let rejected = list_rejected(&mut door.store.read().await.unwrap(), source.id, 9)
            .await
            .unwrap();
        assert_eq!(rejected, [], "{format}: what may come from anybody is not kept");
        assert_eq!(
            status(sign(&source.secret, now, body, &url), body).await,
            200,
            "{format}"
        );
        assert_eq!(
            status(Vec::new(), body).await,
            401,
            "{format}: it has signed before"
        );
    }
}

#[tokio::test]
async fn a_source_that_has_never_signed_need_not() {
    for (format, body, _) in SIGNERS {
        let door = Door::open().await;
        let source = source(&door, format, None).await;
        let response = send(&door, format, &source.key, &[], body).await;
        assert_eq!(response.status(), 200, "{format}");
    }
}

#[tokio::test]
async fn google_shows_its_key_in_the_body() {
    let door = Door::open().await;
    let source = source(&door, "google_ads", Some("test-google-key")).await;
    let other = GOOGLE_ADS.replace("test-google-key", "another");
    assert_eq!(
        send(&door, "google_ads", &source.key, &[], &other).await.status(),
        401
    );
    assert_eq!(
        send(&door, "google_ads", &source.key, &[], GOOGLE_ADS)
            .await
            .status(),
        200
    );
    let none = GOOGLE_ADS.replace("google_key", "key");
    assert_eq!(
        send(&door, "google_ads", &source.key, &[], &none).await.status(),
        401
    );
}

#[tokio::test]
async fn an_old_secret_works_as_long_as_its_overlap() {
    let door = Door::open().await;
    let old = source(&door, "form", Some("old-secret")).await;
    let overlap = TimeDelta::hours(1);
    let asked = ("From form".to_owned(), None);
    let new = source::rotate(&door.store, TeamId(1), by(77), asked, overlap, door.clock.now())
        .await
        .unwrap();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let status = async |key: &str, secret: &str| {
        let headers = [form, ("x-leadbell-secret", secret)];
        send(&door, "form", key, &headers, WORDPRESS)
            .await
            .status()
            .as_u16()
    };
    assert_eq!(status(&old.key, "old-secret").await, 200);
    assert_eq!(status(&new.key, &new.secret).await, 200);
    assert_eq!(status(&new.key, "another").await, 401);
    door.clock.advance(overlap);
    assert_eq!(status(&old.key, "old-secret").await, 401);
    assert_eq!(status(&new.key, "old-secret").await, 401);
    assert_eq!(status(&new.key, &new.secret).await, 200);
    // No secret lies in the database as it is.
    let database = std::fs::read(door.database()).unwrap();
    for secret in [
        "old-secret",
        new.secret.as_str(),
        new.key.as_str(),
        old.key.as_str(),
    ] {
        assert!(
            !database
                .windows(secret.len())
                .any(|bytes| bytes == secret.as_bytes()),
            "{secret}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_with_what_to_mend_and_kept() {
    let door = Door::open().await;
    let source = source(&door, "form", None).await;
    let form = "application/x-www-form-urlencoded";
    for (content_type, body, status) in [
        ("text/csv", "a,b", 415),
        ("application/json", "{", 400),
        ("multipart/form-data; boundary=x", "nothing", 400),
        (form, "colour=blue", 422),
    ] {
        let response = send(
            &door,
            "form",
            &source.key,
            &[("content-type", content_type)],
            body,
        )
        .await;
        assert_eq!(response.status(), status, "{content_type}");
    }
    let large = "a".repeat(256 * 1024 + 1);
    let response = send(&door, "form", &source.key, &[("content-type", form)], &large).await;
    assert_eq!(response.status(), 413);
    let rejected = list_rejected(&mut door.store.read().await.unwrap(), source.id, 9)
        .await
        .unwrap();
    assert_eq!(rejected.len(), 5);
    assert!(
        rejected.iter().any(|one| one.reason.contains("colour")),
        "{rejected:?}"
    );
}

#[tokio::test]
async fn the_marketplace_is_loud_only_where_somebody_asked() {
    let door = Door::open().await;
    let source = source(&door, "marketplace", None).await;
    assert_eq!(
        send(&door, "marketplace", &source.key, &[], MARKETPLACE)
            .await
            .status(),
        200
    );
    assert_eq!(
        send(&door, "marketplace", &source.key, &[], VALIDATION)
            .await
            .status(),
        200
    );
    let installed = MARKETPLACE.replace("PLT", "INS").replace("sam@", "sim@");
    assert_eq!(
        send(&door, "marketplace", &source.key, &[], &installed)
            .await
            .status(),
        200
    );
    let mut conn = door.store.read().await.unwrap();
    let rows: Vec<(bool, bool, bool, Option<i64>)> =
        sqlx::query_as("select hot, informational, test, deadline_at_ms from leads order by id")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].0 && !rows[0].1 && !rows[0].2 && rows[0].3.is_some());
    assert!(!rows[1].0 && rows[1].1 && rows[1].2 && rows[1].3.is_none());
    assert!(!rows[2].0 && rows[2].1 && !rows[2].2 && rows[2].3.is_none());
    let due: i64 = sqlx::query_scalar("select count(*) from due where lead_id > 1")
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    assert_eq!(due, 0, "nothing is due for what is only told");
}
