//! Standard Webhooks at the door: what is signed is taken once, and whatever is wrong with a signature leaves nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit as _, Mac as _};
use leadbell::domain::ids::TeamId;
use leadbell::flows::signing::secret;
use leadbell::flows::source::switch;
use sha2::{Digest as _, Sha256};

use crate::intake::{Answer, Door, by};
use crate::tester::Tester;

const HOT: &str = include_str!("../data/native-hot.json");

/// What a sender sends; each part can be spoilt after signing.
struct Signed {
    url: String,
    id: String,
    timestamp: String,
    signature: String,
    body: String,
}

fn sign(secret: &str, id: &str, timestamp: &str, body: &str) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

impl Signed {
    /// By the door's source, `ahead` seconds before or behind its clock.
    fn by(door: &Door, ahead: i64) -> Self {
        let timestamp = (door.clock.now().timestamp() + ahead).to_string();
        Self {
            url: format!("http://{}/v1/leads?source={}", door.address, door.source.id),
            id: "msg_1".to_owned(),
            signature: sign(&secret(&door.source.key), "msg_1", &timestamp, HOT),
            timestamp,
            body: HOT.to_owned(),
        }
    }

    fn but(mut self, spoil: impl FnOnce(&mut Self)) -> Self {
        spoil(&mut self);
        self
    }

    fn request(self, door: &Door) -> reqwest::RequestBuilder {
        let post = door
            .client
            .post(self.url)
            .header("content-type", "application/json");
        let post = post
            .header("webhook-id", self.id)
            .header("webhook-timestamp", self.timestamp);
        post.header("webhook-signature", self.signature).body(self.body)
    }

    async fn send(self, door: &Door) -> Answer {
        Answer::of(self.request(door).send().await.unwrap()).await
    }
}

#[tokio::test]
async fn a_signed_delivery_is_taken_once_however_often_it_comes() {
    let door = Door::open().await;
    let first = Signed::by(&door, 0).send(&door).await;
    assert_eq!((first.status, first.replayed), (201, false), "{first:?}");
    for ahead in [-300, 300] {
        let again = Signed::by(&door, ahead).send(&door).await;
        assert_eq!(
            (again.status, again.replayed, &again.body),
            (201, true, &first.body)
        );
    }
    let rotated = Signed::by(&door, 0).but(|signed| {
        signed.signature = format!("v1,{} v1a,AAAA {}", STANDARD.encode([7; 32]), signed.signature);
    });
    assert!(
        rotated.send(&door).await.replayed,
        "one of several signatures is enough"
    );
    // What is not signed must not make another delivery of it.
    let replayed = Signed::by(&door, 0)
        .request(&door)
        .header("idempotency-key", "another");
    assert!(Answer::of(replayed.send().await.unwrap()).await.replayed);
    let other = HOT.replace("120 seats", "130 seats");
    let conflict = Signed::by(&door, 0).but(|signed| {
        signed.signature = sign(&secret(&door.source.key), &signed.id, &signed.timestamp, &other);
        signed.body = other;
    });
    assert_eq!(conflict.send(&door).await.problem(), 409);
    assert_eq!(door.counts().await, (6, 1, 1, 4));
    door.finish().await;
}

/// Without an id of its own nothing in the lead tells that it came before.
#[tokio::test]
async fn what_is_not_signed_does_not_make_another_delivery_of_a_signed_one() {
    let door = Door::open().await;
    let body = r#"{"customer": {"company": "Nordwind", "email": "jana@nordwind.example"}, "need": "Seats."}"#;
    let signed = || {
        Signed::by(&door, 0).but(|signed| {
            signed.signature = sign(&secret(&door.source.key), &signed.id, &signed.timestamp, body);
            signed.body = body.to_owned();
        })
    };
    let first = signed().send(&door).await;
    assert_eq!(first.status, 201, "{first:?}");
    let replayed = signed().request(&door).header("idempotency-key", "another");
    let replayed = Answer::of(replayed.send().await.unwrap()).await;
    assert!(replayed.replayed, "{replayed:?}");
    assert_eq!(door.counts().await, (2, 1, 0, 1));
    door.finish().await;
}

#[tokio::test]
async fn a_wrong_signature_is_refused_with_its_reason_and_leaves_nothing() {
    type Spoil = fn(&mut Signed);
    const FIT: &str = "no v1 signature fits";
    let door = Door::open().await;
    let spoilt: [(Spoil, &str); 16] = [
        (|signed| signed.body = HOT.replace("120", "121"), FIT),
        (|signed| signed.body.push(' '), FIT),
        (|signed| signed.id = "msg_2".to_owned(), FIT),
        (
            |signed| signed.timestamp = (signed.timestamp.parse::<i64>().unwrap() + 1).to_string(),
            FIT,
        ),
        (|signed| signed.timestamp.insert(0, '0'), FIT),
        (
            |signed| signed.signature = signed.signature.replace("v1,", "v2,"),
            FIT,
        ),
        (
            |signed| signed.signature = signed.signature.replace("v1,", ""),
            FIT,
        ),
        (|signed| signed.signature = "v1,".to_owned(), FIT),
        (|signed| signed.signature = "v1,%%%".to_owned(), FIT),
        (
            |signed| signed.signature = sign(&secret("lbk_1_other"), &signed.id, &signed.timestamp, HOT),
            FIT,
        ),
        (
            |signed| signed.url = signed.url.replace("source=", "source=99"),
            FIT,
        ),
        (|signed| signed.url.push_str("&source=1"), "which source"),
        (
            |signed| signed.url = signed.url.replace("?source=", "?from="),
            "which source",
        ),
        (|signed| signed.timestamp = "yesterday".to_owned(), "unix seconds"),
        (|signed| signed.timestamp.insert(0, '+'), "unix seconds"),
        (
            |signed| signed.timestamp = "99999999999999999999".to_owned(),
            "unix seconds",
        ),
    ];
    let mut count = 0;
    let mut requests: Vec<_> = spoilt
        .into_iter()
        .map(|(spoil, reason)| (Signed::by(&door, 0).but(spoil).request(&door), reason))
        .collect();
    for ahead in [-301, 301] {
        requests.push((Signed::by(&door, ahead).request(&door), "5 minutes"));
    }
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let twice = Signed::by(&door, 0).request(&door).header(name, "1");
        requests.push((twice, "twice"));
        let mut request = Signed::by(&door, 0).request(&door).build().unwrap();
        request.headers_mut().remove(name);
        let request = reqwest::RequestBuilder::from_parts(door.client.clone(), request);
        let reason = if name == "webhook-signature" {
            "or sign"
        } else {
            "missing"
        };
        requests.push((request, reason));
    }
    for (request, reason) in requests {
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem(), 401, "{reason}");
        assert!(
            answer.body["detail"].as_str().unwrap().contains(reason),
            "{reason}: {answer:?}"
        );
        count += 1;
    }
    assert_eq!(count, 24);
    assert_eq!(door.counts().await, (0, 0, 0, 0));
    let large = Signed::by(&door, 0).but(|signed| signed.body = " ".repeat(300 * 1024));
    assert_eq!(large.send(&door).await.problem(), 413);
    assert_eq!(door.counts().await, (0, 0, 0, 0), "who sent it is not known");
    door.clock.advance(TimeDelta::seconds(1));
    assert_eq!(Signed::by(&door, 0).send(&door).await.status, 201);
    door.finish().await;
}

#[tokio::test]
async fn a_source_that_is_off_signs_in_vain_and_one_that_sends_too_much_has_to_wait() {
    let door = Door::open().await;
    for _ in 0..60 {
        // Few at once: how many the machine can carry is not what is asked here.
        let some = (0..10).map(|_| Signed::by(&door, 0).send(&door));
        let some = futures_util::future::join_all(some).await;
        assert!(some.iter().all(|answer| answer.status == 201));
    }
    assert_eq!(Signed::by(&door, 0).send(&door).await.problem(), 429);
    door.clock.advance(TimeDelta::minutes(1));
    let (name, now) = ("Website".to_owned(), door.clock.now());
    switch(&door.store, TeamId(1), by(3), name, false, now)
        .await
        .unwrap();
    assert_eq!(Signed::by(&door, 0).send(&door).await.problem(), 401);
    door.finish().await;
}

/// One whose hash begins as the right one's does, as a comparison that stops early would take.
#[tokio::test]
async fn a_key_that_is_nearly_right_is_wrong() {
    let door = Door::open().await;
    let first = |key: &str| Sha256::digest(key.as_bytes())[0];
    let right = &door.source.key;
    let mut others = (0..).map(|number| format!("lbk_{}_{number}", door.source.id));
    let nearly = others.find(|key| first(key) == first(right)).unwrap();
    for (key, status) in [(&nearly, 401), (right, 201)] {
        let post = door.client.post(format!("http://{}/v1/leads", door.address));
        let post = post.bearer_auth(key).header("content-type", "application/json");
        assert_eq!(post.body(HOT).send().await.unwrap().status(), status, "{key}");
    }
    door.finish().await;
}

/// What `/source add` shows is what a sender needs.
#[tokio::test]
async fn the_secret_that_is_shown_signs_a_lead_onto_its_card() {
    let tester = Tester::new().await;
    let shown = tester.maria.slash(&tester.leads, "/source add name:Shop").await;
    assert!(shown.is_ephemeral(), "a secret is for one pair of eyes");
    let text = shown.text();
    let word = |start: &str| {
        let words = text.split(|sign: char| sign.is_whitespace() || "`|".contains(sign));
        words
            .into_iter()
            .find(|word| word.starts_with(start) && (start != "http" || word.contains('?')))
            .unwrap()
            .to_owned()
    };
    let (url, secret) = (word("http"), word("whsec_"));
    let timestamp = tester.clock.now().timestamp().to_string();
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .unwrap();
    let post = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", "a");
    let post = post.header("webhook-signature", sign(&secret, "a", &timestamp, HOT));
    let answer = post
        .header("webhook-timestamp", timestamp)
        .body(HOT)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    tester.settle().await;
    assert!(tester.card(1).text().contains("Nordwind"));
    tester.finish().await;
}
