//! What strangers and broken senders throw at the door: floods, slow and huge requests, orders mixed up, texts that want to
//! be more than text. The right answer with its reason, nothing half kept, nobody notified, and the others still served.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::intake::{Answer, Door};
use crate::tester::Tester;

const HOT: &str = include_str!("../data/native-hot.json");

fn lead(id: &str, need: &str) -> String {
    json!({"external_id": id, "customer": {"name": "Jana", "phone": "+49 40 1234567"}, "need": need})
        .to_string()
}

/// Everything at once and in any order: first deliveries, the same again, and other content under the same id.
#[tokio::test]
async fn of_a_storm_of_doubles_and_impostors_each_id_is_one_lead_with_one_answer() {
    let door = Door::open().await;
    let mut sent = Vec::new();
    for round in 0..6 {
        for id in 0..10 {
            // An impostor says something else; whoever comes first is the lead.
            let need = if (round + id) % 3 == 0 { "other" } else { "same" };
            sent.push((id, need));
        }
    }
    let answers = join_all(
        sent.iter()
            .map(|(id, need)| door.send(lead(&id.to_string(), need))),
    )
    .await;
    let mut kept = Vec::new();
    for id in 0..10 {
        let own = || sent.iter().zip(&answers).filter(move |((of, _), _)| *of == id);
        let good: Vec<_> = own().filter(|(_, answer)| answer.status == 201).collect();
        let (need, first) = (good[0].0.1, &good[0].1.body);
        kept.push(first["lead"].to_string());
        assert_eq!(
            good.iter().filter(|(_, answer)| !answer.replayed).count(),
            1,
            "one is new"
        );
        for ((_, said), answer) in own() {
            if *said == need {
                assert_eq!((answer.status, &answer.body), (201, first));
            } else {
                assert_eq!(answer.problem(), 409);
            }
        }
    }
    kept.sort();
    kept.dedup();
    assert_eq!(kept.len(), 10);
    let (received, leads, _, _) = door.counts().await;
    assert_eq!((received, leads), (60, 10));
    door.finish().await;
}

#[tokio::test]
async fn packed_deep_and_broken_bodies_are_refused_with_their_reason() {
    let door = Door::open().await;
    // 1 GiB of zeros is 1 MiB of gzip; here its beginning, which nobody unpacks.
    let mut bomb = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    bomb.resize(200 * 1024, 0);
    let json = |body: Vec<u8>| door.post("").body(body);
    let deep_objects = r#"{"a":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
    let deep_lists = format!(r#"{{"need":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let cases: [(reqwest::RequestBuilder, u16, &str); 11] = [
        (
            json(bomb.clone()).header("content-encoding", "gzip"),
            415,
            "Content-Encoding",
        ),
        (
            json(bomb.clone()).header("content-encoding", "br"),
            415,
            "Content-Encoding",
        ),
        (json(bomb), 400, "JSON"),
        (door.post(deep_lists), 400, "recursion"),
        (door.post(deep_objects[..250 * 1024].to_owned()), 400, "recursion"),
        (door.post(r#"{"budget":1e400}"#), 400, "out of range"),
        (door.post(r#"{"budget":-1e400}"#), 400, "out of range"),
        (json(b"{\"need\":\"\xc3\x28\"}".to_vec()), 400, "JSON"),
        (json(b"\xff\xfe{\x00}\x00".to_vec()), 400, "JSON"),
        (json(b"{\"need\":\"\0\"}".to_vec()), 400, "control character"),
        (
            door.post(lead("1", "x")).header("content-type", "text/html"),
            400,
            "twice",
        ),
    ];
    for (request, status, reason) in cases {
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem(), status, "{answer:?}");
        assert!(
            answer.body["detail"].as_str().unwrap().contains(reason),
            "{reason}: {answer:?}"
        );
    }
    let (received, kept, rejected, _) = door.counts().await;
    assert_eq!((received, kept, rejected), (11, 0, 11));
    door.finish().await;
}

/// What cannot be refused has to be harmless: it is what the customer wrote.
#[tokio::test]
async fn texts_that_want_to_be_more_become_cards_within_every_limit_and_notify_nobody() {
    let mut tester = Tester::new().await;
    let address = tester.app().intake.unwrap();
    let shown = tester
        .maria
        .slash(&tester.leads, "/source add name:Website")
        .await;
    let key = shown
        .text()
        .split_whitespace()
        .find(|word| word.starts_with("lbk_"))
        .unwrap()
        .to_owned();
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let texts = [
        "@everyone @here <@&1> <@1> ".repeat(7),
        "\u{202e}\u{2066}\u{200f}evil".repeat(25),
        "a\u{0}b\u{1}\u{7f}\u{feff}".repeat(40),
        "👩‍👩‍👧‍👦".repeat(28),
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}".repeat(28),
        "`*_~|\\[](<>:#-+.".repeat(12),
        "﷽𒐫".repeat(100),
        "\n\n\r\n> # - 1. ".repeat(16),
    ];
    for (number, text) in texts.iter().enumerate() {
        let text: String = text.chars().take(200).collect();
        let need: String = text.chars().cycle().take(10_000).collect();
        let body = json!({"external_id": number.to_string(), "hot": true, "need": need, "solutions": vec![&text; 50],
            "budget": text, "campaign_id": text,
            "customer": {"company": format!("N{number} {text}").chars().take(200).collect::<String>(), "name": text,
                "title": text, "city": text, "size": text, "industry": text, "email": text, "country": text},
            "sender": {"kind": "partner", "name": text, "organization": text}});
        let post = client
            .post(format!("http://{address}/v1/leads"))
            .bearer_auth(&key);
        let answer = post.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 201, "{text:?}: {:?}", answer.text().await);
    }
    tester.settle().await;
    for number in 1..=i64::try_from(texts.len()).unwrap() {
        let card = tester.card(number);
        let pinged = card.pinged();
        assert!(!pinged.everyone && pinged.users.is_empty(), "{pinged:?}");
        assert!(
            pinged.roles.iter().all(|role| *role == tester.members.id()),
            "{pinged:?}"
        );
        let shown = tester.anna.press(&card, "Contact").await;
        assert!(shown.is_ephemeral() && !shown.text().contains('\u{202e}'));
    }
    tester.news();
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn slow_clients_are_cut_off_and_hold_up_nobody_for_long() {
    let door = Door::open().await;
    let begun = Instant::now();
    let mut slow = Vec::new();
    // More than there are places.
    for _ in 0..300 {
        let mut stream = TcpStream::connect(&door.address).await.unwrap();
        stream
            .write_all(b"POST /v1/leads HTTP/1.1\r\nhost: h\r\nx-slow: ")
            .await
            .unwrap();
        slow.push(stream);
    }
    let answer = door.send(HOT).await;
    assert_eq!(answer.status, 201);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    let mut dripping = TcpStream::connect(&door.address).await.unwrap();
    let head = format!(
        "POST /v1/leads HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: 5000\r\n\r\n{{",
        door.source.key
    );
    dripping.write_all(head.as_bytes()).await.unwrap();
    let drip = async {
        let (mut reads, mut writes) = dripping.split();
        let mut answer = String::new();
        tokio::select! {
            _ = reads.read_to_string(&mut answer) => answer,
            () = async { loop {
                tokio::time::sleep(Duration::from_millis(200)).await;
                if writes.write_all(b" ").await.is_err() { std::future::pending::<()>().await; }
            } } => unreachable!(),
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(40), drip)
        .await
        .expect("cut off");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    for mut stream in slow {
        let mut left = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut left)).await;
        assert!(ended.is_ok(), "a slow client is still connected");
    }
    assert_eq!(door.counts().await, (1, 1, 0, 0));
    door.finish().await;
}

#[tokio::test]
async fn a_body_without_end_is_read_no_further_than_it_may_be() {
    let door = Door::open().await;
    let mut stream = TcpStream::connect(&door.address).await.unwrap();
    let head = format!(
        "POST /v1/leads HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n",
        door.source.key
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let mut written = 0;
    while written < 200 << 20 && stream.write_all(chunk.as_bytes()).await.is_ok() {
        written += chunk.len();
    }
    // What the two kernels hold between them.
    assert!(written < 32 << 20, "{written} bytes were taken");
    assert_eq!(door.counts().await, (1, 0, 1, 0));
    assert!(door.rejected().await[0].reason.contains("256 KiB"));
    door.finish().await;
}

/// The limit holds to the byte where no length is told, too.
#[tokio::test]
async fn a_body_in_pieces_may_be_as_large_as_any_other() {
    let door = Door::open().await;
    for (bytes, status) in [(256 * 1024, "201"), (256 * 1024 + 1, "413")] {
        let mut stream = TcpStream::connect(&door.address).await.unwrap();
        let body = HOT.trim_end().to_owned();
        let body = format!("{body}{}", " ".repeat(bytes - body.len()));
        let (first, second) = body.split_at(200_000);
        let request = format!(
            "POST /v1/leads HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
             transfer-encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
            door.source.key,
            first.len(),
            second.len()
        );
        assert_eq!(body.len(), bytes);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{bytes}: {answer}"
        );
    }
    door.finish().await;
}

#[tokio::test]
async fn what_is_rejected_is_kept_within_bounds_and_counted_beyond_them() {
    let door = Door::open().await;
    let batch =
        json!({"leads": (0..100).map(|number| json!({"external_id": number})).collect::<Vec<Value>>()});
    for _ in 0..11 {
        assert_eq!(door.send(batch.to_string()).await.status, 422);
    }
    assert_eq!((door.rejected().await.len(), door.dropped().await), (1000, 100));
    let large = "x".repeat(250 * 1024);
    for _ in 0..70 {
        assert_eq!(door.send(large.clone()).await.status, 400);
    }
    let bytes: usize = door
        .rejected()
        .await
        .iter()
        .map(|rejected| rejected.body.len())
        .sum();
    assert!(bytes <= 16 << 20 && bytes > 15 << 20, "{bytes}");
    door.clock.advance(TimeDelta::days(91));
    leadbell::scheduler::tidy(&door.store, door.clock.now())
        .await
        .unwrap();
    assert_eq!((door.rejected().await.len(), door.dropped().await), (0, 1170));
    door.finish().await;
}
