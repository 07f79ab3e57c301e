//! The gateway: logging in, being told, falling, coming back, and each way to be shown the door.

use std::io::Write as _;

use chrono::TimeDelta;
use sandbox::{intents, permissions};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    socket::{Received, Socket},
    support::Stage,
};

async fn connected(stage: &Stage) -> Socket {
    Socket::connect(&stage.sandbox.url()).await
}

/// A second session beside the stage's own.
async fn identified(stage: &Stage, asked: u64) -> Socket {
    let mut socket = connected(stage).await;
    socket.identify(&stage.sandbox.token(), asked).await;
    socket
}

#[tokio::test]
async fn logging_in_brings_ready_and_every_server_whole() {
    let stage = Stage::new().await;
    let mut socket = connected(&stage).await;
    let ready = socket.identify(&stage.sandbox.token(), intents::GUILDS).await;
    assert_eq!(ready["user"]["id"], stage.sandbox.bot_id().to_string());
    assert_eq!(
        ready["guilds"],
        json!([{"id": stage.guild.id().to_string(), "unavailable": true}])
    );
    assert_eq!(
        ready["resume_gateway_url"],
        stage.sandbox.url().replace("http", "ws")
    );
    let guild = socket.event("GUILD_CREATE").await;
    assert_eq!(guild["channels"][0]["name"], "leads");
    assert!(
        guild["roles"]
            .as_array()
            .unwrap()
            .iter()
            .all(|role| role["colors"].is_object())
    );
    assert_eq!(
        guild["members"].as_array().unwrap().len(),
        1,
        "only itself without the members intent"
    );
    assert_eq!(guild["member_count"], 4);
}

#[tokio::test]
async fn heartbeats_are_acknowledged_and_the_bot_is_known_to_be_there() {
    let stage = Stage::new().await;
    let mut socket = connected(&stage).await;
    socket.send(json!({"op": 1, "d": null})).await;
    assert_eq!(socket.payload().await["op"], 11);
    assert!(stage.sandbox.is_bot_online());
}

#[tokio::test]
async fn wrong_logins_are_closed_with_the_code_that_says_why() {
    let stage = Stage::with(|options| {
        options.rate_limits = false;
        options.privileged_intents = intents::GUILD_MEMBERS;
    })
    .await;
    let token = stage.sandbox.token();
    let with = |key: &str, value: Value| {
        let mut identity = Socket::identity(&token, 1);
        identity["d"][key] = value;
        identity
    };
    for (payload, code) in [
        (with("token", json!("wrong")), 4004),
        (with("intents", json!(1_u64 << 30)), 4013),
        (with("intents", json!(intents::MESSAGE_CONTENT)), 4014),
        (with("shard", json!([2, 2])), 4010),
        (json!({"op": 3, "d": {}}), 4003),
        (json!({"op": 77, "d": {}}), 4001),
        (json!({"d": {}}), 4002),
        (json!({"op": 1, "d": "x".repeat(5000)}), 4002),
    ] {
        let mut socket = connected(&stage).await;
        socket.send(payload.clone()).await;
        assert_eq!(socket.next().await, Received::Closed(Some(code)), "{payload}");
    }
    let mut socket = connected(&stage).await;
    socket.send_text("no json").await;
    assert_eq!(socket.next().await, Received::Closed(Some(4002)));
    let mut socket = identified(&stage, intents::GUILD_MEMBERS).await;
    socket.send(Socket::identity(&token, 1)).await;
    assert_eq!(socket.next().await, Received::Closed(Some(4005)));
}

#[tokio::test]
async fn only_what_was_asked_for_is_told() {
    let stage = Stage::new().await;
    let mut guilds = identified(&stage, intents::GUILDS).await;
    let mut messages = identified(&stage, intents::GUILD_MESSAGES).await;
    let _ = guilds.event("GUILD_CREATE").await;
    stage.anna.write(&stage.channel, "hello");
    let _ = stage.guild.add_channel("more");
    let _ = stage.guild.add_member("Cleo", &[]);
    let role = stage.guild.add_role("New");
    role.delete();
    let _ = stage.send(json!({"content": "mine"})).await;
    assert_eq!(
        guilds.events_until("GUILD_ROLE_DELETE").await,
        ["CHANNEL_CREATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_DELETE"]
    );
    let told = messages.event("MESSAGE_CREATE").await;
    assert_eq!(
        (
            told["content"].as_str(),
            told["member"]["roles"].as_array().unwrap().len()
        ),
        (Some(""), 1)
    );
    assert_eq!(messages.event("MESSAGE_CREATE").await["content"], "mine");
}

#[tokio::test]
async fn what_happens_to_the_server_is_told_to_a_guilds_bot() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    stage.channel.overwrite_bot(0, permissions::SEND_MESSAGES);
    assert_eq!(
        socket.event("CHANNEL_UPDATE").await["permission_overwrites"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    stage.managers.allow(permissions::MANAGE_GUILD);
    assert_eq!(
        socket.event("GUILD_ROLE_UPDATE").await["role"]["permissions"],
        permissions::MANAGE_GUILD.to_string()
    );
    stage.channel.delete();
    assert_eq!(
        socket.event("CHANNEL_DELETE").await["id"],
        stage.channel.id().to_string()
    );
    stage.guild.kick_bot();
    assert_eq!(
        socket.event("GUILD_DELETE").await,
        json!({"id": stage.guild.id().to_string()})
    );
    stage.guild.invite_bot();
    assert_eq!(socket.event("GUILD_CREATE").await["name"], "Nordlicht Partners");
}

#[tokio::test]
async fn an_outage_is_not_a_removal() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    stage.guild.set_unavailable(true);
    assert_eq!(socket.event("GUILD_DELETE").await["unavailable"], true);
    stage.guild.set_unavailable(false);
    assert_eq!(
        socket.event("GUILD_CREATE").await["id"],
        stage.guild.id().to_string()
    );
}

#[tokio::test]
async fn a_resume_replays_what_was_missed_in_order() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    let resumption = socket.resumption(&stage.sandbox.token());
    stage.sandbox.gateway().drop_socket();
    assert_eq!(socket.next().await, Received::Dropped);
    let _ = stage.guild.add_channel("one");
    let _ = stage.guild.add_channel("two");
    let mut again = connected(&stage).await;
    again.send(resumption).await;
    assert_eq!(again.event("CHANNEL_CREATE").await["name"], "one");
    assert_eq!(again.event("CHANNEL_CREATE").await["name"], "two");
    assert_eq!(again.payload().await["t"], "RESUMED");
    let _ = stage.guild.add_channel("three");
    assert_eq!(again.event("CHANNEL_CREATE").await["name"], "three");
}

#[tokio::test]
async fn a_session_that_is_over_cannot_be_resumed() {
    let stage = Stage::new().await;
    let token = stage.sandbox.token();
    let over = json!({"op": 9, "t": null, "s": null, "d": false});
    let socket = identified(&stage, intents::GUILDS).await;
    let resumption = socket.resumption(&token);
    assert_eq!(socket.close(1000).await, Some(1000), "goodbye is answered");
    let mut again = connected(&stage).await;
    again.send(resumption).await;
    assert_eq!(again.payload().await, over);

    let mut socket = identified(&stage, intents::GUILDS).await;
    let mut ahead = socket.resumption(&token);
    ahead["d"]["seq"] = json!(9999);
    let mut again = connected(&stage).await;
    again.send(ahead).await;
    assert_eq!(again.next().await, Received::Closed(Some(4007)));

    let resumption = socket.resumption(&token);
    let _ = socket.event("GUILD_CREATE").await;
    stage.sandbox.gateway().invalid_session(false);
    assert_eq!(socket.payload().await, over);
    let mut again = connected(&stage).await;
    again.send(resumption).await;
    assert_eq!(again.payload().await, over);
}

#[tokio::test]
async fn the_gateway_can_be_made_to_misbehave() {
    let stage = Stage::new().await;
    let gateway = stage.sandbox.gateway();
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    gateway.reconnect();
    assert_eq!(socket.payload().await["op"], 7);
    gateway.invalid_session(true);
    assert_eq!(socket.payload().await["d"], true);
    gateway.stall(true);
    socket.send(json!({"op": 1, "d": socket.seq})).await;
    let _ = stage.guild.add_channel("unheard");
    gateway.stall(false);
    socket.send(json!({"op": 1, "d": socket.seq})).await;
    assert_eq!(
        socket.payload().await["op"],
        11,
        "one of two heartbeats is acknowledged, and no event came"
    );
    gateway.close_without_code();
    assert_eq!(socket.next().await, Received::Closed(None));
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    gateway.close(4009);
    assert_eq!(socket.next().await, Received::Closed(Some(4009)));
    gateway.refuse_connections(true);
    let url = stage.sandbox.url().replace("http", "ws");
    assert!(tokio_tungstenite::connect_async(url.clone()).await.is_err());
    gateway.refuse_connections(false);
    assert!(tokio_tungstenite::connect_async(url).await.is_ok());
}

#[tokio::test]
async fn presses_can_be_held_back_until_they_are_late() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    let held = stage.sandbox.gateway().hold();
    let (reply, ()) = tokio::join!(stage.anna.press_raw(&stage.channel, None, "1:accept:1"), async {
        stage.clock.advance(TimeDelta::seconds(4));
    });
    assert_eq!(reply.kind(), sandbox::Kind::Failed);
    held.release();
    let late = socket.event("INTERACTION_CREATE").await;
    assert_eq!(late["data"]["custom_id"], "1:accept:1");
    assert_eq!(stage.callback(&late, json!({"type": 6})).await.code(), 10062);
}

#[tokio::test]
async fn what_was_held_back_comes_once_even_after_a_resume() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    let held = stage.sandbox.gateway().hold();
    let _ = stage.guild.add_channel("held");
    let mut again = connected(&stage).await;
    again.send(socket.resumption(&stage.sandbox.token())).await;
    assert_eq!(again.events_until("RESUMED").await, ["CHANNEL_CREATE", "RESUMED"]);
    held.release();
    let _ = stage.guild.add_role("next");
    assert_eq!(again.payload().await["t"], "GUILD_ROLE_CREATE");
}

#[tokio::test]
async fn an_old_version_and_a_strange_encoding_are_turned_away() {
    let stage = Stage::new().await;
    let url = stage.sandbox.url().replace("http", "ws");
    for (query, code) in [
        ("v=8&encoding=json", 4012),
        ("v=10&encoding=etf", 4002),
        ("v=10&encoding=json&compress=zstd-stream", 4002),
    ] {
        let (mut stream, _) = tokio_tungstenite::connect_async(format!("{url}/?{query}"))
            .await
            .unwrap();
        let closed = futures_util::StreamExt::next(&mut stream).await.unwrap().unwrap();
        assert!(
            closed.is_close() && format!("{closed:?}").contains(&code.to_string()),
            "{closed:?}"
        );
    }
}

#[tokio::test]
async fn a_client_may_ask_for_one_zlib_stream() {
    use futures_util::{SinkExt as _, StreamExt as _};
    let stage = Stage::new().await;
    let url = stage.sandbox.url().replace("http", "ws");
    let (mut stream, _) =
        tokio_tungstenite::connect_async(format!("{url}/?v=10&encoding=json&compress=zlib-stream"))
            .await
            .unwrap();
    let mut inflate = flate2::write::ZlibDecoder::new(Vec::new());
    let mut read = async |stream: &mut (dyn futures_util::Stream<Item = _> + Unpin)| -> Value {
        let Some(Ok(Message::Binary(bytes))) = stream.next().await else {
            panic!("no binary frame");
        };
        assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]), "flushed: {bytes:?}");
        inflate.write_all(&bytes).unwrap();
        std::io::Write::flush(&mut inflate).unwrap();
        serde_json::from_slice(&std::mem::take(inflate.get_mut())).unwrap()
    };
    assert_eq!(read(&mut stream).await["op"], 10);
    let identify = json!({"op": 2, "d": {"token": stage.sandbox.token(), "intents": 1,
        "properties": {"os": "linux", "browser": "test", "device": "test"}}});
    stream.send(Message::text(identify.to_string())).await.unwrap();
    for event in ["READY", "GUILD_CREATE"] {
        assert_eq!(read(&mut stream).await["t"], event);
    }
}

#[tokio::test]
async fn one_login_in_five_seconds_and_120_sends_in_a_minute() {
    let stage = Stage::with(|_| {}).await;
    let token = stage.sandbox.token();
    let mut socket = connected(&stage).await;
    socket.send(Socket::identity(&token, 1)).await;
    assert_eq!(
        socket.payload().await["op"],
        9,
        "the stage logged in this very moment"
    );
    stage.clock.advance(TimeDelta::seconds(5));
    socket.identify(&token, intents::GUILD_MESSAGES).await;
    for _ in 0..118 {
        socket.send(json!({"op": 1, "d": null})).await;
        assert_eq!(socket.payload().await["op"], 11);
    }
    socket.send(json!({"op": 1, "d": null})).await;
    assert_eq!(socket.next().await, Received::Closed(Some(4008)));
    assert_eq!(
        stage.get("/gateway/bot").await.body["session_start_limit"]["remaining"],
        998
    );
}

#[tokio::test]
async fn each_shard_hears_of_its_own_servers() {
    let stage = Stage::new().await;
    let number = (stage.guild.id() >> 22) % 2;
    for shard in [0, 1] {
        let mut socket = connected(&stage).await;
        let mut identity = Socket::identity(&stage.sandbox.token(), 1);
        identity["d"]["shard"] = json!([shard, 2]);
        socket.send(identity).await;
        let guilds = socket.event("READY").await["guilds"].as_array().unwrap().len();
        assert_eq!(guilds, usize::from(shard == number));
    }
}

#[tokio::test]
async fn a_revoked_token_ends_the_session() {
    let stage = Stage::new().await;
    let token = stage.sandbox.token();
    let mut socket = identified(&stage, intents::GUILDS).await;
    let _ = socket.event("GUILD_CREATE").await;
    stage.sandbox.revoke_token();
    assert_eq!(socket.next().await, Received::Closed(Some(4004)));
    let mut again = connected(&stage).await;
    again.send(Socket::identity(&token, 1)).await;
    assert_eq!(again.next().await, Received::Closed(Some(4004)));
}

#[tokio::test]
async fn members_are_told_in_chunks_when_asked() {
    let stage = Stage::new().await;
    let mut socket = identified(&stage, intents::GUILDS).await;
    let anna = stage.anna.id().to_string();
    let asked = json!({"guild_id": stage.guild.id().to_string(), "user_ids": [anna, "1"], "nonce": "n"});
    socket.send(json!({"op": 8, "d": asked})).await;
    let chunk = socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(
        (
            &chunk["members"][0]["user"]["id"],
            &chunk["not_found"],
            &chunk["nonce"]
        ),
        (&json!(anna), &json!(["1"]), &json!("n"))
    );
}
