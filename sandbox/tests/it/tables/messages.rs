//! Messages: content, embeds, files, mentions, polls, themes, references.

use serde_json::{Value, json};

use super::{Ask, MESSAGE, POLLS, REFERENCE, Row, hold, limit, refused, text, wrong};

fn embed(embed: Value) -> Ask {
    Ask::Send(json!({"embeds": [embed]}))
}

fn poll(change: impl FnOnce(&mut Value)) -> Ask {
    let answer = |text: &str| json!({"poll_media": {"text": text}});
    let mut poll = json!({"question": {"text": "Lunch?"}, "answers": [answer("Yes"), answer("No")]});
    change(&mut poll);
    Ask::Send(json!({"poll": poll}))
}

fn theme(change: impl FnOnce(&mut Value)) -> Ask {
    let mut theme = json!({"colors": ["ff0000"], "gradient_angle": 0, "base_mix": 50});
    change(&mut theme);
    Ask::Send(json!({"shared_client_theme": theme}))
}

fn limits() -> Vec<Row> {
    let fields = |n: usize| vec![json!({"name": "n", "value": "v"}); n];
    let mut rows = limit("content", MESSAGE, "content", (1, 2000), |n| {
        Ask::Send(json!({"content": text(n), "embeds": [{"title": "t"}]}))
    });
    // Nothing is below one character: an empty content is none.
    rows.retain(|row| row.name != "content: 0");
    rows.extend(limit("embeds", MESSAGE, "embeds", (0, 10), |n| {
        Ask::Send(json!({"content": "x", "embeds": vec![json!({"title": "t"}); n]}))
    }));
    rows.extend(limit("embed title", MESSAGE, "embeds.0.title", (0, 256), |n| {
        embed(json!({"title": text(n)}))
    }));
    rows.extend(limit(
        "embed description",
        MESSAGE,
        "embeds.0.description",
        (0, 4096),
        |n| embed(json!({"description": text(n)})),
    ));
    rows.extend(limit("embed fields", MESSAGE, "embeds.0.fields", (0, 25), |n| {
        embed(json!({"title": "t", "fields": fields(n)}))
    }));
    rows.extend(limit(
        "embed field name",
        MESSAGE,
        "embeds.0.fields.0.name",
        (1, 256),
        |n| embed(json!({"fields": [{"name": text(n), "value": "v"}]})),
    ));
    rows.extend(limit(
        "embed field value",
        MESSAGE,
        "embeds.0.fields.0.value",
        (1, 1024),
        |n| embed(json!({"fields": [{"name": "n", "value": text(n)}]})),
    ));
    rows.extend(limit(
        "embed footer",
        MESSAGE,
        "embeds.0.footer.text",
        (1, 2048),
        |n| embed(json!({"title": "t", "footer": {"text": text(n)}})),
    ));
    rows.extend(limit(
        "embed author",
        MESSAGE,
        "embeds.0.author.name",
        (1, 256),
        |n| embed(json!({"title": "t", "author": {"name": text(n)}})),
    ));
    rows.extend(limit("all embeds", MESSAGE, "embeds", (0, 6000), |n| {
        let half = n.min(4000);
        let rest = n - half;
        Ask::Send(json!({"embeds": [{"description": text(half)}, {"title": text(rest.min(256)), "description": text(rest.saturating_sub(256))}]}))
    }));
    rows.extend(limit(
        "embed colour",
        MESSAGE,
        "embeds.0.color",
        (0, 0xFF_FFFF),
        |n| embed(json!({"title": "t", "color": n})),
    ));
    rows.extend(limit("poll answers", POLLS, "poll.answers", (1, 10), |n| {
        poll(|poll| poll["answers"] = json!(vec![json!({"poll_media": {"text": "a"}}); n]))
    }));
    rows.extend(limit(
        "poll question",
        POLLS,
        "poll.question.text",
        (1, 300),
        |n| poll(|poll| poll["question"]["text"] = json!(text(n))),
    ));
    rows.extend(limit(
        "poll answer",
        POLLS,
        "poll.answers.0.poll_media.text",
        (1, 55),
        |n| poll(|poll| poll["answers"][0]["poll_media"]["text"] = json!(text(n))),
    ));
    rows.extend(limit("poll hours", POLLS, "poll.duration", (1, 768), |n| {
        poll(|poll| poll["duration"] = json!(n))
    }));
    rows.extend(limit(
        "theme colours",
        MESSAGE,
        "shared_client_theme.colors",
        (1, 5),
        |n| theme(|theme| theme["colors"] = json!(vec!["00ff00"; n])),
    ));
    rows.extend(limit(
        "theme angle",
        MESSAGE,
        "shared_client_theme.gradient_angle",
        (0, 360),
        |n| theme(|theme| theme["gradient_angle"] = json!(n)),
    ));
    rows.extend(limit(
        "theme mix",
        MESSAGE,
        "shared_client_theme.base_mix",
        (0, 100),
        |n| theme(|theme| theme["base_mix"] = json!(n)),
    ));
    rows.extend(limit(
        "file description",
        MESSAGE,
        "attachments.0.description",
        (0, 1024),
        |n| {
            Ask::Upload(
                json!({"attachments": [{"id": 0, "description": text(n)}]}),
                &[("files[0]", "a.png")],
            )
        },
    ));
    rows.extend(limit(
        "allowed users",
        MESSAGE,
        "allowed_mentions.users",
        (0, 100),
        |n| {
            let users: Vec<String> = (1..=n).map(|id| id.to_string()).collect();
            Ask::Send(json!({"content": "x", "allowed_mentions": {"users": users}}))
        },
    ));
    rows
}

fn kinds() -> Vec<Row> {
    let send = |body: Value| Ask::Send(body);
    let mut rows = vec![
        refused("nothing in it", MESSAGE, (400, 50006, ""), send(json!({}))),
        refused(
            "only blanks",
            MESSAGE,
            (400, 50006, ""),
            send(json!({"content": " \n "})),
        ),
        refused(
            "only buttons",
            MESSAGE,
            (400, 50006, ""),
            send(
                json!({"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": "a"}]}]}),
            ),
        ),
        wrong(
            "content that is a list",
            MESSAGE,
            "content",
            send(json!({"content": ["x"]})),
        ),
        wrong(
            "tts that is a word",
            MESSAGE,
            "tts",
            send(json!({"content": "x", "tts": "perhaps"})),
        ),
        wrong(
            "flags that are a word",
            MESSAGE,
            "flags",
            send(json!({"content": "x", "flags": "none"})),
        ),
        wrong(
            "a nonce of 26 characters",
            MESSAGE,
            "nonce",
            send(json!({"content": "x", "nonce": "n".repeat(26)})),
        ),
        wrong(
            "an embed that is a text",
            MESSAGE,
            "embeds.0",
            send(json!({"embeds": ["x"]})),
        ),
        wrong(
            "a moment that is none",
            MESSAGE,
            "embeds.0.timestamp",
            embed(json!({"title": "t", "timestamp": "soon"})),
        ),
        wrong(
            "an address that is none",
            MESSAGE,
            "embeds.0.url",
            embed(json!({"title": "t", "url": "nowhere"})),
        ),
        wrong(
            "an address of another kind",
            MESSAGE,
            "embeds.0.url",
            embed(json!({"title": "t", "url": "ftp://a.b/c"})),
        ),
        wrong(
            "a picture of another kind",
            MESSAGE,
            "embeds.0.image.url",
            embed(json!({"image": {"url": "data://x"}})),
        ),
        wrong(
            "an embed that shows nothing",
            MESSAGE,
            "embeds.0.description",
            embed(json!({"color": 1})),
        ),
        wrong(
            "a negative colour",
            MESSAGE,
            "embeds.0.color",
            embed(json!({"title": "t", "color": -1})),
        ),
        wrong(
            "unknown parse",
            MESSAGE,
            "allowed_mentions.parse.0",
            send(json!({"content": "x", "allowed_mentions": {"parse": ["all"]}})),
        ),
        wrong(
            "users parsed and listed",
            MESSAGE,
            "allowed_mentions",
            send(json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}})),
        ),
        wrong(
            "roles parsed and listed",
            MESSAGE,
            "allowed_mentions",
            send(json!({"content": "x", "allowed_mentions": {"parse": ["roles"], "roles": ["1"]}})),
        ),
        wrong(
            "a user allowed twice",
            MESSAGE,
            "allowed_mentions.users.1",
            send(json!({"content": "x", "allowed_mentions": {"users": ["1", "1"]}})),
        ),
        wrong(
            "four stickers",
            MESSAGE,
            "sticker_ids",
            send(json!({"sticker_ids": ["1", "2", "3", "4"]})),
        ),
        wrong(
            "a sticker that is no id",
            MESSAGE,
            "sticker_ids.0",
            send(json!({"sticker_ids": ["x"]})),
        ),
        refused(
            "a sticker of nobody's",
            MESSAGE,
            (400, 50081, ""),
            send(json!({"content": "x", "sticker_ids": ["1"]})),
        ),
        wrong(
            "a file described but not sent",
            REFERENCE,
            "attachments.0.id",
            send(json!({"content": "x", "attachments": [{"id": 0, "description": "d"}]})),
        ),
        wrong(
            "another file described than was sent",
            REFERENCE,
            "attachments.0.id",
            Ask::Upload(json!({"attachments": [{"id": 1}]}), &[("files[0]", "a.png")]),
        ),
        wrong(
            "a description without a file's number",
            REFERENCE,
            "attachments.0.id",
            send(json!({"content": "x", "attachments": [{"description": "d"}]})),
        ),
        wrong(
            "attachments that are no list",
            REFERENCE,
            "attachments",
            send(json!({"content": "x", "attachments": {"id": 0}})),
        ),
        wrong(
            "an edit that keeps a file that is not there",
            MESSAGE,
            "attachments.0.id",
            Ask::Edit(json!({"content": "x"}), json!({"attachments": [{"id": "1"}]})),
        ),
        wrong(
            "a poll without a question",
            POLLS,
            "poll.question",
            poll(|poll| poll["question"] = Value::Null),
        ),
        wrong(
            "a poll without answers",
            POLLS,
            "poll.answers",
            poll(|poll| poll["answers"] = Value::Null),
        ),
        wrong(
            "an answer without media",
            POLLS,
            "poll.answers.0.poll_media",
            poll(|poll| poll["answers"][0] = json!({})),
        ),
        wrong(
            "a poll of another layout",
            POLLS,
            "poll.layout_type",
            poll(|poll| poll["layout_type"] = json!(2)),
        ),
        wrong(
            "a poll that is a text",
            POLLS,
            "poll",
            Ask::Send(json!({"poll": "Lunch?"})),
        ),
        refused(
            "an edited poll",
            POLLS,
            (400, 520_003, ""),
            Ask::Edit(
                json!({"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}]}}),
                json!({"content": "x"}),
            ),
        ),
        wrong(
            "a theme without an angle",
            MESSAGE,
            "shared_client_theme.gradient_angle",
            theme(|theme| theme["gradient_angle"] = Value::Null),
        ),
        wrong(
            "a theme without a mix",
            MESSAGE,
            "shared_client_theme.base_mix",
            theme(|theme| theme["base_mix"] = Value::Null),
        ),
        wrong(
            "a colour by its name",
            MESSAGE,
            "shared_client_theme.colors.0",
            theme(|theme| theme["colors"] = json!(["red"])),
        ),
        wrong(
            "a base theme there is not",
            MESSAGE,
            "shared_client_theme.base_theme",
            theme(|theme| theme["base_theme"] = json!(5)),
        ),
        wrong(
            "a reply to nothing",
            MESSAGE,
            "message_reference",
            send(json!({"content": "x", "message_reference": {"message_id": "1"}})),
        ),
        wrong(
            "a reply to no id",
            MESSAGE,
            "message_reference.message_id",
            send(json!({"content": "x", "message_reference": {}})),
        ),
        wrong(
            "a reference of another type",
            MESSAGE,
            "message_reference.type",
            send(json!({"message_reference": {"type": 2, "message_id": "1"}})),
        ),
        wrong(
            "a forward from no channel",
            MESSAGE,
            "message_reference.channel_id",
            send(json!({"message_reference": {"type": 1, "message_id": "1"}})),
        ),
        refused(
            "a forward from nowhere",
            MESSAGE,
            (404, 10003, ""),
            send(json!({"message_reference": {"type": 1, "message_id": "1", "channel_id": "1"}})),
        ),
    ];
    let voice = 1 << 13;
    let spoken =
        json!({"flags": voice, "attachments": [{"id": 0, "duration_secs": 1.5, "waveform": "AAAA"}]});
    let with = |key: &str, value: Value| {
        let mut body = spoken.clone();
        body[key] = value;
        body
    };
    rows.extend([
        refused(
            "a voice message that also says",
            MESSAGE,
            (400, 50159, ""),
            Ask::Upload(with("content", json!("x")), &[("files[0]", "v.ogg")]),
        ),
        refused(
            "a voice message with an embed",
            MESSAGE,
            (400, 50159, ""),
            Ask::Upload(with("embeds", json!([{"title": "t"}])), &[("files[0]", "v.ogg")]),
        ),
        refused(
            "a voice message with two files",
            MESSAGE,
            (400, 50160, ""),
            Ask::Upload(spoken.clone(), &[("files[0]", "v.ogg"), ("files[1]", "w.ogg")]),
        ),
        refused(
            "a voice message of pixels",
            MESSAGE,
            (400, 50160, ""),
            Ask::Upload(spoken.clone(), &[("files[0]", "v.png")]),
        ),
        refused(
            "a voice message without a file",
            MESSAGE,
            (400, 50160, ""),
            Ask::Send(json!({"flags": voice})),
        ),
        refused(
            "a voice message without its length",
            MESSAGE,
            (400, 50161, ""),
            Ask::Upload(with("attachments", json!([{"id": 0}])), &[("files[0]", "v.ogg")]),
        ),
        wrong(
            "a length below nothing",
            MESSAGE,
            "attachments.0.duration_secs",
            Ask::Upload(
                with("attachments", json!([{"id": 0, "duration_secs": -1}])),
                &[("files[0]", "v.ogg")],
            ),
        ),
    ]);
    rows
}

pub fn rows() -> Vec<Row> {
    limits().into_iter().chain(kinds()).collect()
}

#[tokio::test]
async fn messages_are_held_to_their_limits() {
    hold(limits()).await;
}

#[tokio::test]
async fn messages_are_held_to_their_rules() {
    hold(kinds()).await;
}
