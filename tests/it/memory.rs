//! How much memory the real program takes: bounded whatever comes in at the door. `LEADBELL_MEMORY=5000 cargo test -p
//! leadbell --test it memory:: -- --nocapture` tells the numbers of docs/RELIABILITY.md.

use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::program::{Program, Told, client, come_to_rest, send, stop};

/// Far above what was measured, far below what a leak or an unbounded queue takes.
const MOST_MIB: u64 = 300;

fn tell(program: &Program, what: &str) {
    program.assert_memory_stays_below(MOST_MIB);
    if let Some((now, most)) = program.memory() {
        println!("{what}: {} MiB now, {} MiB at most", now / 1024, most / 1024);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stays_bounded_after_many_leads_under_a_flood_and_under_slow_clients() {
    let count = std::env::var("LEADBELL_MEMORY").map_or(100, |count| count.parse().unwrap());
    let mut program = Program::begin().await;
    program.start();
    program.online().await;
    // A source may send 600 a minute.
    let names: Vec<_> = (0..=count / 500).map(|n| format!("Team {n}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let teams = program.teams(&names).await;
    tell(&program, "idle");

    let (client, told, port) = (client(), Told::default(), program.port);
    let ids: Vec<_> = (0..count).map(|n| (n / 500, format!("lead-{n}"))).collect();
    let sent = futures_util::stream::iter(&ids)
        .map(|(at, id)| send(&client, port, &teams[*at], id, &told, *at))
        .buffer_unordered(16);
    let taken = sent.filter(|taken| std::future::ready(*taken)).count().await;
    assert_eq!(taken, count);
    tell(&program, &format!("{count} leads"));

    // A flood of requests of 200 KiB without a key, all at once.
    let big = vec![b'x'; 200 * 1024];
    let flood = (0..300).map(|_| {
        let request = client.post(format!("http://127.0.0.1:{port}/v1/leads"));
        request.bearer_auth("lbk_none").body(big.clone()).send()
    });
    let answers = futures_util::future::join_all(flood).await;
    assert!(
        answers
            .iter()
            .flatten()
            .all(|answer| !answer.status().is_success())
    );
    tell(&program, "a flood of 300 bodies of 200 KiB");

    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut client = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let head = format!(
            "POST /v1/leads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 262000\r\n\r\n",
            teams[0].key
        );
        client.write_all(head.as_bytes()).await.unwrap();
        let _ = client.write_all(&big).await;
        slow.push(client);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    tell(&program, "300 clients that never end a body of 256 KiB");
    drop(slow);
    // Thousands of cards take longer than one look, but each look finds fewer.
    let mut left = usize::MAX;
    while left > 0 {
        let now = come_to_rest(&program).await;
        assert!(now < left, "{now} cards are stuck");
        left = now;
    }
    tell(&program, "at rest");
    stop(&mut program).await;
}
