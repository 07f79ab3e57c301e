//! What Discord takes though it looks odd, and what it makes of it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Ask, CHANGES, COMMANDS, COMPONENTS, INTERACTIONS, MESSAGE, POLLS, REFERENCE, Row, hold, taken};

const V2: u64 = 1 << 15;

fn label(component: Value) -> Ask {
    Ask::Modal(
        json!({"title": "T", "custom_id": "m", "components": [{"type": 18, "label": "L", "component": component}]}),
    )
}

fn v2(components: Value) -> Ask {
    Ask::Send(json!({"flags": V2, "components": components}))
}

pub fn rows() -> Vec<Row> {
    let send = |body: Value| Ask::Send(body);
    let poll = json!({"question": {"text": "Lunch?"}, "answers": [{"poll_media": {"text": "Yes", "emoji": {"name": "🍜"}}}]});
    let theme =
        json!({"colors": ["ff0000", "00ff00"], "gradient_angle": 45, "base_mix": 58, "base_theme": 1});
    let one = |component: Value| {
        send(json!({"content": "x", "components": [{"type": 1, "components": [component]}]}))
    };
    vec![
        taken(
            "null where nothing is meant",
            MESSAGE,
            send(
                json!({"content": "x", "embeds": null, "components": null, "poll": null, "flags": null, "nonce": null}),
            ),
            &[("/content", json!("x"))],
        ),
        taken(
            "empty lists",
            MESSAGE,
            send(
                json!({"content": "x", "embeds": [], "components": [], "sticker_ids": [], "attachments": []}),
            ),
            &[("/embeds", json!([]))],
        ),
        taken(
            "a flag that cannot be set",
            MESSAGE,
            send(json!({"content": "x", "flags": 1 << 6})),
            &[("/flags", json!(0))],
        ),
        taken(
            "a field that nobody knows",
            MESSAGE,
            send(json!({"content": "x", "poll_me": false})),
            &[],
        ),
        taken(
            "a nonce that is a number",
            MESSAGE,
            send(json!({"content": "x", "nonce": 7})),
            &[("/nonce", json!(7))],
        ),
        taken(
            "blanks around the content",
            MESSAGE,
            send(json!({"content": "  x  "})),
            &[("/content", json!("x"))],
        ),
        taken(
            "an embed of another type",
            MESSAGE,
            send(json!({"embeds": [{"type": "image", "title": "t"}]})),
            &[("/embeds/0/type", json!("rich"))],
        ),
        taken(
            "silent",
            MESSAGE,
            send(json!({"content": "x", "flags": 1 << 12})),
            &[("/flags", json!(1 << 12))],
        ),
        taken(
            "only a poll",
            POLLS,
            send(json!({"poll": poll})),
            &[
                ("/poll/question/text", json!("Lunch?")),
                ("/poll/answers/0/answer_id", json!(1)),
                ("/poll/results/is_finalized", json!(false)),
            ],
        ),
        taken(
            "a poll beside content",
            POLLS,
            send(json!({"content": "Vote", "poll": poll})),
            &[("/content", json!("Vote")), ("/poll/layout_type", json!(1))],
        ),
        taken(
            "a poll of several answers for a week",
            POLLS,
            send(
                json!({"poll": {"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}, {"poll_media": {"text": "b"}}], "duration": 168, "allow_multiselect": true}}),
            ),
            &[("/poll/allow_multiselect", json!(true))],
        ),
        taken(
            "an answer with an emoji",
            POLLS,
            send(json!({"poll": poll})),
            &[("/poll/answers/0/poll_media/emoji/name", json!("🍜"))],
        ),
        taken(
            "only a theme",
            MESSAGE,
            send(json!({"shared_client_theme": theme})),
            &[("/shared_client_theme/base_mix", json!(58))],
        ),
        taken(
            "a theme beside content",
            MESSAGE,
            send(json!({"content": "Look", "shared_client_theme": theme})),
            &[("/shared_client_theme/colors/1", json!("00ff00"))],
        ),
        taken(
            "a forward of an own message",
            MESSAGE,
            Ask::Call(
                Method::POST,
                "/channels/{channel}/messages",
                json!({"message_reference": {"type": 1, "message_id": "{own}", "channel_id": "{channel}"}}),
            ),
            &[
                ("/message_snapshots/0/message/content", json!("the bot's")),
                ("/message_reference/type", json!(1)),
                ("/flags", json!(1 << 14)),
            ],
        ),
        taken(
            "a reply that says its type",
            MESSAGE,
            Ask::Call(
                Method::POST,
                "/channels/{channel}/messages",
                json!({"content": "x", "message_reference": {"type": 0, "message_id": "{message}"}}),
            ),
            &[("/type", json!(19))],
        ),
        taken(
            "a reply to nothing that may fail",
            MESSAGE,
            send(
                json!({"content": "x", "message_reference": {"message_id": "1", "fail_if_not_exists": false}}),
            ),
            &[("/type", json!(0))],
        ),
        taken(
            "a file alone",
            REFERENCE,
            Ask::Upload(json!({}), &[("files[0]", "a.png")]),
            &[("/attachments/0/filename", json!("a.png"))],
        ),
        taken(
            "a file with a number of its own",
            REFERENCE,
            Ask::Upload(
                json!({"attachments": [{"id": 7, "description": "alt"}]}),
                &[("files[7]", "a.png")],
            ),
            &[("/attachments/0/description", json!("alt"))],
        ),
        taken(
            "a file's number as text",
            REFERENCE,
            Ask::Upload(
                json!({"attachments": [{"id": "0", "description": "alt"}]}),
                &[("files[0]", "a.png")],
            ),
            &[("/attachments/0/description", json!("alt"))],
        ),
        taken(
            "a file that is renamed",
            REFERENCE,
            Ask::Upload(
                json!({"attachments": [{"id": 0, "filename": "b.png"}]}),
                &[("files[0]", "a.png")],
            ),
            &[("/attachments/0/filename", json!("b.png"))],
        ),
        taken(
            "a file with a title",
            REFERENCE,
            Ask::Upload(
                json!({"attachments": [{"id": 0, "title": "A"}]}),
                &[("files[0]", "a.png")],
            ),
            &[("/attachments/0/title", json!("A"))],
        ),
        taken(
            "a hidden file",
            MESSAGE,
            Ask::Upload(
                json!({"attachments": [{"id": 0, "is_spoiler": true}]}),
                &[("files[0]", "a.png")],
            ),
            &[("/attachments/0/flags", json!(8))],
        ),
        taken(
            "a spoken message",
            MESSAGE,
            Ask::Upload(
                json!({"flags": 1 << 13, "attachments": [{"id": 0, "duration_secs": 2.5, "waveform": "AAAA"}]}),
                &[("files[0]", "v.ogg")],
            ),
            &[
                ("/attachments/0/duration_secs", json!(2.5)),
                ("/attachments/0/waveform", json!("AAAA")),
                ("/flags", json!(1 << 13)),
            ],
        ),
        taken(
            "a plain form",
            REFERENCE,
            Ask::Raw(
                "application/x-www-form-urlencoded",
                "content=Hello+you%21&tts=true",
            ),
            &[("/content", json!("Hello you!")), ("/tts", json!(true))],
        ),
        taken(
            "a plain form with the rest as JSON",
            REFERENCE,
            Ask::Raw(
                "application/x-www-form-urlencoded",
                "content=x&payload_json=%7B%22nonce%22%3A%20%22n%22%7D",
            ),
            &[("/nonce", json!("n"))],
        ),
        taken(
            "JSON with its charset",
            REFERENCE,
            Ask::Raw("application/json; charset=utf-8", r#"{"content": "x"}"#),
            &[("/content", json!("x"))],
        ),
        taken(
            "a multipart form of fields",
            REFERENCE,
            Ask::Raw(
                "multipart/form-data; boundary=b",
                "--b\r\ncontent-disposition: form-data; name=\"content\"\r\n\r\nx\r\n--b\r\ncontent-disposition: form-data; name=\"payload_json\"\r\n\r\n{\"tts\": true}\r\n--b--\r\n",
            ),
            &[("/content", json!("x")), ("/tts", json!(true))],
        ),
        taken(
            "an edit that empties",
            MESSAGE,
            Ask::Edit(
                json!({"content": "x", "embeds": [{"title": "t"}]}),
                json!({"content": null}),
            ),
            &[("/content", json!(""))],
        ),
        taken(
            "an edit of nothing",
            MESSAGE,
            Ask::Edit(json!({"content": "x"}), json!({})),
            &[("/content", json!("x"))],
        ),
        taken(
            "an edit of flags that cannot be set",
            MESSAGE,
            Ask::Edit(json!({"content": "x"}), json!({"flags": 1 << 13})),
            &[("/flags", json!(0))],
        ),
        taken(
            "the second version by an edit that empties",
            MESSAGE,
            Ask::Edit(
                json!({"content": "x", "embeds": [{"title": "t"}]}),
                json!({"flags": V2, "content": null, "embeds": [], "components": [{"type": 10, "content": "t"}]}),
            ),
            &[("/components/0/content", json!("t")), ("/flags", json!(V2))],
        ),
        taken(
            "the second version stays",
            COMPONENTS,
            Ask::Edit(
                json!({"flags": V2, "components": [{"type": 10, "content": "t"}]}),
                json!({"flags": 0}),
            ),
            &[("/flags", json!(V2))],
        ),
        taken(
            "a component's number",
            COMPONENTS,
            one(json!({"type": 2, "id": 77, "style": 1, "label": "A", "custom_id": "a"})),
            &[("/components/0/components/0/id", json!(77))],
        ),
        taken(
            "a number of 0 is none",
            COMPONENTS,
            one(json!({"type": 2, "id": 0, "style": 1, "label": "A", "custom_id": "a"})),
            &[("/components/0/components/0/id", json!(2))],
        ),
        taken(
            "numbers that are given are left out",
            COMPONENTS,
            one(json!({"type": 2, "id": 1, "style": 1, "label": "A", "custom_id": "a"})),
            &[("/components/0/id", json!(2))],
        ),
        taken(
            "a premium button",
            COMPONENTS,
            one(json!({"type": 2, "style": 6, "sku_id": "55"})),
            &[("/components/0/components/0/sku_id", json!("55"))],
        ),
        taken(
            "a button with an emoji alone",
            COMPONENTS,
            one(json!({"type": 2, "style": 1, "custom_id": "a", "emoji": {"name": "🔥"}})),
            &[("/components/0/components/0/emoji/name", json!("🔥"))],
        ),
        taken(
            "a disabled select in a message",
            COMPONENTS,
            one(json!({"type": 5, "custom_id": "s", "disabled": true})),
            &[("/components/0/components/0/disabled", json!(true))],
        ),
        taken(
            "a required select of at least none in a message",
            COMPONENTS,
            one(
                json!({"type": 3, "custom_id": "s", "min_values": 0, "required": true, "options": [{"label": "A", "value": "a"}]}),
            ),
            &[("/components/0/components/0/min_values", json!(0))],
        ),
        taken(
            "a mentionable select with a role and a user",
            COMPONENTS,
            one(
                json!({"type": 7, "custom_id": "s", "max_values": 2, "default_values": [{"id": "1", "type": "role"}, {"id": "2", "type": "user"}]}),
            ),
            &[("/components/0/components/0/default_values/1/type", json!("user"))],
        ),
        taken(
            "a select without any default",
            COMPONENTS,
            one(json!({"type": 6, "custom_id": "s", "default_values": []})),
            &[],
        ),
        taken(
            "a file in the second version",
            COMPONENTS,
            Ask::Upload(
                json!({"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://a.pdf"}}]}),
                &[("files[0]", "a.pdf")],
            ),
            &[
                ("/components/0/name", json!("a.pdf")),
                ("/components/0/size", json!(1)),
            ],
        ),
        taken(
            "a picture's alternative text",
            COMPONENTS,
            v2(
                json!([{"type": 12, "items": [{"media": {"url": "https://a.b/c.png"}, "description": "A chart"}]}]),
            ),
            &[("/components/0/items/0/description", json!("A chart"))],
        ),
        taken(
            "a container without a colour",
            COMPONENTS,
            v2(
                json!([{"type": 17, "accent_color": null, "components": [{"type": 14}, {"type": 10, "content": "t"}]}]),
            ),
            &[("/components/0/components/0/divider", json!(true))],
        ),
        taken(
            "a premium button beside a text",
            COMPONENTS,
            v2(
                json!([{"type": 9, "components": [{"type": 10, "content": "t"}], "accessory": {"type": 2, "style": 6, "sku_id": "1"}}]),
            ),
            &[("/components/0/accessory/style", json!(6))],
        ),
        taken(
            "a row of a select in a container",
            COMPONENTS,
            v2(
                json!([{"type": 17, "components": [{"type": 1, "components": [{"type": 8, "custom_id": "s", "channel_types": [0, 5]}]}]}]),
            ),
            &[],
        ),
        taken(
            "a file upload",
            COMPONENTS,
            label(json!({"type": 19, "custom_id": "f", "max_values": 10})),
            &[],
        ),
        taken(
            "a file upload of at least none",
            COMPONENTS,
            label(json!({"type": 19, "custom_id": "f", "min_values": 0, "required": false})),
            &[],
        ),
        taken(
            "a file upload of pictures",
            CHANGES,
            label(json!({"type": 19, "custom_id": "f", "file_types": ["image", ".pdf"]})),
            &[],
        ),
        taken(
            "a radio group",
            COMPONENTS,
            label(
                json!({"type": 21, "custom_id": "r", "options": [{"label": "A", "value": "a", "default": true}, {"label": "B", "value": "b", "description": "d"}]}),
            ),
            &[],
        ),
        taken(
            "a checkbox group",
            COMPONENTS,
            label(json!({"type": 22, "custom_id": "c", "options": [{"label": "A", "value": "a"}]})),
            &[],
        ),
        taken(
            "a checkbox group that may stay empty",
            COMPONENTS,
            label(
                json!({"type": 22, "custom_id": "c", "min_values": 0, "required": false, "options": [{"label": "A", "value": "a"}]}),
            ),
            &[],
        ),
        taken(
            "a checkbox",
            COMPONENTS,
            label(json!({"type": 23, "custom_id": "c", "default": true})),
            &[],
        ),
        taken(
            "a select in a modal that may stay empty",
            COMPONENTS,
            label(json!({"type": 5, "custom_id": "s", "min_values": 0, "required": false})),
            &[],
        ),
        taken(
            "a select in a modal that is not disabled",
            COMPONENTS,
            label(json!({"type": 6, "custom_id": "s", "disabled": false})),
            &[],
        ),
        taken(
            "a text in a modal",
            COMPONENTS,
            Ask::Modal(
                json!({"title": "T", "custom_id": "m", "components": [{"type": 10, "content": "**Read**"}, {"type": 18, "label": "L", "component": {"type": 4, "custom_id": "i", "style": 2}}]}),
            ),
            &[],
        ),
        taken(
            "a field in a row still",
            COMPONENTS,
            Ask::Modal(
                json!({"title": "T", "custom_id": "m", "components": [{"type": 1, "components": [{"type": 4, "custom_id": "i", "style": 1, "label": "L"}]}]}),
            ),
            &[],
        ),
        taken(
            "an answer with a poll",
            POLLS,
            Ask::Answer(json!({"type": 4, "data": {"poll": poll}})),
            &[],
        ),
        taken(
            "a private answer of the second version",
            INTERACTIONS,
            Ask::Answer(
                json!({"type": 4, "data": {"flags": V2 | 1 << 6, "components": [{"type": 10, "content": "t"}]}}),
            ),
            &[],
        ),
        taken(
            "a deferred update with data",
            INTERACTIONS,
            Ask::Answer(json!({"type": 6})),
            &[],
        ),
        taken(
            "a command for everywhere",
            COMMANDS,
            Ask::Command(
                json!({"name": "a", "description": "b", "contexts": [0, 1, 2], "integration_types": [0, 1]}),
            ),
            &[("/contexts", json!([0, 1, 2]))],
        ),
        taken(
            "a command that says nothing of contexts",
            COMMANDS,
            Ask::Command(json!({"name": "b", "description": "b", "contexts": null})),
            &[],
        ),
        taken(
            "a file option with its kinds",
            CHANGES,
            Ask::Command(
                json!({"name": "c", "description": "b", "options": [{"type": 11, "name": "file", "description": "d", "file_types": ["image", ".csv"]}]}),
            ),
            &[("/options/0/file_types", json!(["image", ".csv"]))],
        ),
        taken(
            "a command in Thai",
            COMMANDS,
            Ask::Command(json!({"name": "สวัสดี", "description": "b"})),
            &[],
        ),
        taken(
            "a menu command with capitals and blanks",
            COMMANDS,
            Ask::Command(json!({"type": 3, "name": "Make a Lead"})),
            &[("/description", json!(""))],
        ),
        taken(
            "bounds written as doubles",
            COMMANDS,
            Ask::Command(
                json!({"name": "d", "description": "b", "options": [{"type": 4, "name": "n", "description": "d", "min_value": 1.0}]}),
            ),
            &[("/options/0/min_value", json!(1))],
        ),
        taken(
            "bulk delete of what is not there",
            MESSAGE,
            Ask::Call(
                Method::POST,
                "/channels/{channel}/messages/bulk-delete",
                json!({"messages": ["{own}", "{message}"]}),
            ),
            &[],
        ),
        taken(
            "nobody allowed",
            MESSAGE,
            send(json!({"content": "@everyone", "allowed_mentions": {"parse": []}})),
            &[("/mention_everyone", json!(false))],
        ),
        taken(
            "the pins in their new place",
            CHANGES,
            Ask::Call(
                Method::PUT,
                "/channels/{channel}/messages/pins/{own}",
                Value::Null,
            ),
            &[],
        ),
        taken(
            "a component that is shown twice over",
            COMPONENTS,
            one(
                json!({"type": 3, "custom_id": "s", "placeholder": "", "options": [{"label": "A", "value": "a", "emoji": {"name": "🔥"}}]}),
            ),
            &[(
                "/components/0",
                json!({"type": 1, "id": 1, "components": [{"type": 3, "id": 2, "custom_id": "s", "min_values": 1, "max_values": 1, "options": [{"label": "A", "value": "a", "emoji": {"name": "🔥"}}]}]}),
            )],
        ),
    ]
}

#[tokio::test]
async fn what_looks_odd_is_taken_and_kept() {
    hold(rows()).await;
}
