//! Leads over HTTP, on a real socket: what is taken, what is refused and how, and that every input is counted.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, TimeDelta};
use leadbell::clock::Clock;
use leadbell::domain::event::Via;
use leadbell::domain::ids::{MemberId, RoleId, TeamId};
use leadbell::domain::permission::Person;
use leadbell::flows::setup::{Changes, setup};
use leadbell::flows::source::{self, NewSource};
use leadbell::flows::{Actor, source::find_by_key};
use leadbell::intake::{IntakeState, Readiness, serve};
use leadbell::outbox::WorkerStatus;
use leadbell::store::deliveries::{Rejected, list_rejected};
use leadbell::store::{Store, open, outbox, sources};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

const HOT: &str = include_str!("../data/native-hot.json");
const BATCH: &str = include_str!("../data/native-batch.json");
const HOSTILE: &str = include_str!("../data/native-hostile.json");

/// Intake alone: a team, a source, no Discord.
pub struct Door {
    pub store: Store,
    pub clock: Clock,
    pub source: NewSource,
    pub address: String,
    pub client: Client,
    pub connected: Arc<AtomicBool>,
    pub worker_status: watch::Sender<WorkerStatus>,
    pub stop: watch::Sender<bool>,
    served: JoinHandle<std::io::Result<()>>,
    folder: TempDir,
}

pub fn by(interaction: i64) -> Actor {
    Actor {
        person: Person {
            id: MemberId(7),
            name: "Olga".to_owned(),
            roles: vec![RoleId(5)],
            manages_server: true,
        },
        via: Via::Command,
        interaction,
        message: None,
    }
}

impl Door {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("leadbell.db").display());
        let store = open(&url).await.unwrap();
        let clock = Clock::standing_at(
            DateTime::parse_from_rfc3339("2026-11-23T08:00:00Z")
                .unwrap()
                .to_utc(),
        );
        let team = TeamId(1);
        let now = clock.now();
        let changes = Changes {
            manager_role: Some(RoleId(5)),
            ..Changes::default()
        };
        setup(&store, team, by(1), changes, now).await.unwrap();
        let source = source::add(&store, team, by(2), "Website".to_owned(), now)
            .await
            .unwrap();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let connected = Arc::new(AtomicBool::new(true));
        let (worker_status, outbox) = watch::channel(WorkerStatus {
            passes: 1,
            ..WorkerStatus::default()
        });
        let readiness = Readiness {
            connected: Arc::clone(&connected),
            outbox,
        };
        let (stop, stopped) = watch::channel(false);
        let state = IntakeState::new(
            store.clone(),
            clock.clone(),
            readiness,
            leadbell::metrics::Metrics::default(),
        );
        #[expect(clippy::disallowed_methods, reason = "a test is its own composition root")]
        let served = tokio::spawn(serve(listener, state, stopped));
        let client = Client::builder()
            .timeout(std::time::Duration::from_secs(20))
            .build()
            .unwrap();
        Self {
            store,
            clock,
            source,
            address,
            client,
            connected,
            worker_status,
            stop,
            served,
            folder,
        }
    }

    pub fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("leadbell.db")
    }

    pub fn bare(&self) -> reqwest::RequestBuilder {
        let url = format!("http://{}/v1/leads", self.address);
        self.client.post(url).bearer_auth(&self.source.key)
    }

    pub fn post(&self, body: impl Into<String>) -> reqwest::RequestBuilder {
        self.bare()
            .header("content-type", "application/json")
            .body(body.into())
    }

    pub async fn send(&self, body: impl Into<String>) -> Answer {
        Answer::of(self.post(body).send().await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Response {
        self.client
            .get(format!("http://{}{path}", self.address))
            .send()
            .await
            .unwrap()
    }

    /// Received, kept, rejected, seen before.
    pub async fn counts(&self) -> (i64, i64, i64, i64) {
        let mut conn = self.store.read().await.unwrap();
        let source = sources::find(&mut conn, self.source.id).await.unwrap().unwrap();
        (source.received, source.kept, source.rejected, source.seen_before)
    }

    pub async fn rejected(&self) -> Vec<Rejected> {
        list_rejected(&mut self.store.read().await.unwrap(), self.source.id, 10_000)
            .await
            .unwrap()
    }

    /// How many of the rejected are not kept any more.
    pub async fn dropped(&self) -> i64 {
        let mut conn = self.store.read().await.unwrap();
        let source = sources::find(&mut conn, self.source.id).await.unwrap().unwrap();
        source.rejected_dropped
    }

    /// How many cards wait to be posted.
    async fn cards(&self) -> i64 {
        outbox::count_waiting(&mut self.store.read().await.unwrap())
            .await
            .unwrap()
            .0
    }

    /// Ends a test: every input is kept, rejected or was seen before, each rejected one is there with its reason, and
    /// the server ends when it is told to.
    pub async fn finish(self) {
        let (received, kept, rejected, seen_before) = self.counts().await;
        assert_eq!(received, kept + rejected + seen_before);
        assert_eq!(self.cards().await, kept, "one card a lead");
        let reasons = self.rejected().await;
        let dropped = self.dropped().await;
        assert_eq!(i64::try_from(reasons.len()).unwrap() + dropped, rejected);
        assert!(
            reasons.iter().all(|rejected| !rejected.reason.is_empty()),
            "{reasons:?}"
        );
        self.store.check_integrity().await.unwrap();
        self.stop.send(true).unwrap();
        self.served.await.unwrap().unwrap();
    }
}

#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub kind: String,
    pub replayed: bool,
    pub retry_after: Option<String>,
    pub body: Value,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let (kind, retry_after) = (header("content-type").unwrap_or_default(), header("retry-after"));
        let (status, replayed) = (
            response.status().as_u16(),
            header("idempotent-replayed").is_some(),
        );
        Self {
            status,
            kind,
            replayed,
            retry_after,
            body: response.json().await.unwrap_or(Value::Null),
        }
    }

    pub fn problem(&self) -> u16 {
        assert_eq!(self.kind, "application/problem+json", "{self:?}");
        assert_eq!(self.body["status"], self.status, "{self:?}");
        assert!(
            self.body["detail"]
                .as_str()
                .is_some_and(|words| !words.is_empty()),
            "{self:?}"
        );
        self.status
    }
}

fn edited(body: &str, edit: impl FnOnce(&mut Value)) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap();
    edit(&mut body);
    body.to_string()
}

#[tokio::test]
async fn the_same_lead_again_gets_the_same_answer_however_it_is_spaced() {
    let door = Door::open().await;
    let first = door.send(HOT).await;
    assert_eq!(
        (first.status, &first.body),
        (201, &json!({"status": "kept", "lead": "L-1"}))
    );
    assert_eq!(first.kind, "application/json");
    assert!(!first.replayed);
    let again = door.send(edited(HOT, |_| {})).await;
    assert_eq!(
        (again.status, &again.body, again.replayed),
        (201, &first.body, true)
    );
    door.clock.advance(TimeDelta::days(2));
    let later = door.send(HOT).await;
    assert_eq!(
        (later.status, &later.body, later.replayed),
        (201, &first.body, true)
    );
    assert_eq!(door.counts().await, (3, 1, 0, 2));
    door.finish().await;
}

#[tokio::test]
async fn a_lead_without_an_id_is_known_by_its_body_for_a_day() {
    let door = Door::open().await;
    let body = r#"{"customer": {"name": "Jana", "phone": "+49 40 1234567"}}"#;
    assert_eq!(door.send(body).await.body["lead"], "L-1");
    door.clock.advance(TimeDelta::hours(24));
    assert_eq!(door.send(body).await.body["lead"], "L-1");
    door.clock.advance(TimeDelta::seconds(1));
    assert_eq!(door.send(body).await.body["lead"], "L-2");
    door.finish().await;
}

#[tokio::test]
async fn one_id_with_another_body_is_a_conflict_and_not_kept() {
    let door = Door::open().await;
    door.send(HOT).await;
    let other = door
        .send(edited(HOT, |body| body["need"] = json!("Something else")))
        .await;
    assert_eq!(other.problem(), 409);
    assert!(
        other.body["detail"].as_str().unwrap().contains("L-1"),
        "{other:?}"
    );
    assert_eq!(door.counts().await, (2, 1, 1, 0));
    door.finish().await;
}

#[tokio::test]
async fn a_delivery_is_known_by_its_key_and_a_key_takes_one_delivery() {
    let door = Door::open().await;
    for header in ["Idempotency-Key", "webhook-id"] {
        let body = edited(HOT, |body| body["external_id"] = Value::Null);
        let send = async |body: String| {
            Answer::of(door.post(body).header(header, "abc").send().await.unwrap()).await
        };
        let first = send(body.clone()).await;
        assert_eq!(first.status, 201, "{first:?}");
        let again = send(body.clone()).await;
        assert_eq!((again.replayed, &again.body), (true, &first.body));
        let other = send(edited(&body, |body| body["need"] = json!("Something else"))).await;
        assert_eq!(other.problem(), 409);
    }
    assert_eq!(door.counts().await, (6, 2, 2, 2));
    door.finish().await;
}

#[tokio::test]
async fn a_key_is_free_again_when_everything_under_it_was_refused() {
    let door = Door::open().await;
    let send = async |body: &str| {
        door.post(body)
            .header("idempotency-key", "abc")
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(send(r#"{"customer": {}}"#).await, 422);
    assert_eq!(send(HOT).await, 201);
    door.finish().await;
}

#[tokio::test]
async fn twenty_of_one_lead_at_once_are_one_lead_and_one_answer() {
    let door = Door::open().await;
    let answers = futures_util::future::join_all((0..20).map(|_| door.send(HOT))).await;
    assert!(
        answers
            .iter()
            .all(|answer| (answer.status, &answer.body) == (201, &answers[0].body)),
        "{answers:?}"
    );
    assert_eq!(door.counts().await, (20, 1, 0, 19));
    door.finish().await;
}

#[tokio::test]
async fn a_batch_tells_what_became_of_each_and_tells_the_same_again() {
    let door = Door::open().await;
    let first = door.send(BATCH).await;
    assert_eq!(first.status, 207);
    let results = &first.body["results"];
    assert_eq!(results[0], json!({"index": 0, "status": "kept", "lead": "L-1"}));
    assert_eq!(results[2]["errors"][0]["pointer"], "/leads/2/customer");
    assert_eq!(results[3]["lead"], "L-3");
    let kept: Value = serde_json::from_slice(&door.rejected().await[0].body).unwrap();
    assert_eq!(kept["external_id"], "b-3", "what was refused can be sent again");

    let again = door.send(BATCH).await;
    assert_eq!(
        (again.status, &again.body, again.replayed),
        (207, &first.body, true)
    );
    let mended = door
        .send(edited(BATCH, |body| {
            body["leads"][2]["customer"]["phone"] = json!("+49 40 1234567");
        }))
        .await;
    assert_eq!(mended.status, 201);
    let states: Vec<_> = (0..4)
        .map(|index| mended.body["results"][index]["status"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["seen_before", "seen_before", "kept", "seen_before"]);
    assert_eq!(door.counts().await, (12, 4, 1, 7));
    door.finish().await;
}

#[tokio::test]
async fn a_batch_of_which_nothing_can_be_kept_is_refused_with_every_fault() {
    let door = Door::open().await;
    let answer = door.send(r#"{"leads": [{"customer": {"name": "n"}}, 7]}"#).await;
    assert_eq!(answer.problem(), 422);
    let pointers: Vec<_> = answer.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["pointer"])
        .collect();
    assert_eq!(pointers, ["/leads/0/customer", "/leads/1"]);
    assert_eq!(answer.body["results"][1]["status"], "rejected");
    door.finish().await;
}

#[tokio::test]
async fn the_hostile_lead_is_kept() {
    let door = Door::open().await;
    assert_eq!(door.send(HOSTILE).await.status, 201);
    door.finish().await;
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_kept_and_counted() {
    let door = Door::open().await;
    let deep = "[".repeat(200_000);
    let large = format!(r#"{{"need": "{}"}}"#, "n".repeat(256 * 1024));
    let post = |body: &str| door.post(body);
    let cases = [
        (post("not json"), 400),
        (post(""), 400),
        (post(&deep), 400),
        (post(r#"{"budget": 1e400}"#), 400),
        (post(r#"{"hot": true, "hot": false}"#), 400),
        (post("").body(b"{\"need\": \"\xff\"}".to_vec()), 400),
        (
            post(HOT)
                .header("idempotency-key", "a")
                .header("idempotency-key", "b"),
            400,
        ),
        (post(HOT).header("idempotency-key", "k".repeat(256)), 400),
        (post(&large), 413),
        (door.bare().header("content-type", "text/plain").body(HOT), 415),
        (door.bare().body(HOT), 415),
        (post(HOT).header("content-encoding", "gzip"), 415),
        (post("[]"), 422),
        (post(r#"{"leads": []}"#), 422),
        (post(r#"{"customer": {"name": "n"}}"#), 422),
    ];
    let mut count = 0;
    for (request, status) in cases {
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem(), status, "{answer:?}");
        count += 1;
        assert_eq!(door.counts().await, (count, 0, count, 0), "{answer:?}");
    }
    let reasons: Vec<_> = door
        .rejected()
        .await
        .into_iter()
        .map(|rejected| rejected.reason)
        .collect();
    assert!(
        reasons.contains(&"/leads: must hold a lead at least".to_owned()),
        "{reasons:?}"
    );
    door.finish().await;
}

#[tokio::test]
async fn who_has_no_key_is_told_so_and_leaves_nothing() {
    let door = Door::open().await;
    let url = format!("http://{}/v1/leads", door.address);
    let request = || {
        door.client
            .post(&url)
            .header("content-type", "application/json")
            .body(HOT)
    };
    let (key, id) = (&door.source.key, door.source.id);
    let wrong = [
        request(),
        request().bearer_auth(""),
        request().bearer_auth("lbk"),
        request().bearer_auth(format!("lbk_{id}_")),
        request().bearer_auth(format!("{key}x")),
        request().bearer_auth(key.replace(&format!("_{id}_"), "_999_")),
        request().basic_auth(key, Some("")),
        request().bearer_auth(key).bearer_auth(key),
    ];
    for request in wrong {
        let response = request.send().await.unwrap();
        assert!(
            response.headers()["www-authenticate"]
                .to_str()
                .unwrap()
                .starts_with("Bearer")
        );
        assert_eq!(Answer::of(response).await.problem(), 401);
    }
    assert!(
        find_by_key(&door.store, key, door.clock.now())
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(door.counts().await, (0, 0, 0, 0));
    door.finish().await;
}

#[tokio::test]
async fn a_source_that_sends_too_much_is_told_when_to_come_again() {
    let door = Door::open().await;
    for _ in 0..60 {
        // Few at once: how many the machine can carry is not what is asked here.
        let some = futures_util::future::join_all((0..10).map(|_| door.send(HOT))).await;
        assert!(some.iter().all(|answer| answer.status == 201));
    }
    let answer = door.send(HOT).await;
    assert_eq!(
        (answer.problem(), answer.retry_after.as_deref()),
        (429, Some("1"))
    );
    door.clock.advance(TimeDelta::seconds(1));
    assert_eq!(door.send(HOT).await.status, 201);
    door.finish().await;
}

#[tokio::test]
async fn a_database_that_takes_nothing_is_told_as_try_again() {
    let door = Door::open().await;
    door.store.close().await;
    let answer = door.send(HOT).await;
    assert_eq!(
        (answer.problem(), answer.retry_after.as_deref()),
        (503, Some("5"))
    );
    let ready = door.get("/readyz").await;
    assert_eq!(ready.status(), 503);
    assert_eq!(ready.json::<Value>().await.unwrap()["database"], false);
}

#[tokio::test]
async fn health_tells_which_part_is_missing() {
    let door = Door::open().await;
    assert_eq!(door.get("/healthz").await.text().await.unwrap(), "ok");
    let ready = door.get("/readyz").await;
    assert_eq!(ready.status(), 200);
    assert_eq!(
        ready.json::<Value>().await.unwrap(),
        json!({"ready": true, "gateway": true, "database": true, "outbox": true})
    );
    door.connected.store(false, std::sync::atomic::Ordering::Relaxed);
    let gateway = door.get("/readyz").await;
    assert_eq!(gateway.status(), 503);
    assert_eq!(gateway.json::<Value>().await.unwrap()["gateway"], false);
    door.worker_status
        .send_modify(|worker_status| worker_status.next = Some(door.clock.now() - TimeDelta::hours(1)));
    assert_eq!(
        door.get("/readyz").await.json::<Value>().await.unwrap()["outbox"],
        false
    );
    assert_eq!(door.get("/healthz").await.status(), 200);
    door.finish().await;
}

#[tokio::test]
async fn wrong_paths_and_methods_are_answered_as_problems() {
    let door = Door::open().await;
    assert_eq!(Answer::of(door.get("/").await).await.problem(), 404);
    let get = door.get("/v1/leads").await;
    assert_eq!(get.headers()["allow"], "POST");
    assert_eq!(Answer::of(get).await.problem(), 405);
    let posted = door
        .client
        .post(format!("http://{}/healthz", door.address))
        .send()
        .await
        .unwrap();
    assert_eq!(Answer::of(posted).await.problem(), 405);
    door.finish().await;
}

#[tokio::test]
async fn a_request_in_hand_is_finished_when_the_server_stops() {
    let door = Door::open().await;
    let mut slow = TcpStream::connect(&door.address).await.unwrap();
    let (key, length) = (&door.source.key, HOT.len());
    let head = format!(
        "POST /v1/leads HTTP/1.1\r\nhost: here\r\nauthorization: Bearer {key}\r\nexpect: 100-continue\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body, so the request is in hand.
    let mut asked = [0; 25];
    slow.read_exact(&mut asked).await.unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    door.stop.send(true).unwrap();
    slow.write_all(HOT.as_bytes()).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    door.served.await.unwrap().unwrap();
    assert!(
        TcpStream::connect(&door.address).await.is_err(),
        "nothing listens any more"
    );
    assert!(door.store.read().await.is_ok());
}
