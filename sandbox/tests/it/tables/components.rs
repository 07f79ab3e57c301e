//! Components of messages: rows, buttons, selects, and the second version.

use serde_json::{Value, json};

use super::{Ask, COMPONENTS, Row, hold, limit, text, wrong};

const V2: u64 = 1 << 15;

fn button(change: impl FnOnce(&mut Value)) -> Value {
    let mut button = json!({"type": 2, "style": 1, "label": "A", "custom_id": "a"});
    change(&mut button);
    button
}

fn row(components: Value) -> Ask {
    Ask::Send(json!({"content": "x", "components": [{"type": 1, "components": components}]}))
}

fn one(component: Value) -> Ask {
    row(json!([component]))
}

fn select(change: impl FnOnce(&mut Value)) -> Ask {
    let mut select = json!({"type": 3, "custom_id": "s", "options": options(3)});
    change(&mut select);
    one(select)
}

fn options(n: usize) -> Value {
    (0..n)
        .map(|n| json!({"label": format!("L{n}"), "value": format!("v{n}")}))
        .collect()
}

fn buttons(n: usize) -> Value {
    (0..n)
        .map(|n| button(|button| button["custom_id"] = json!(format!("b{n}"))))
        .collect()
}

fn v2(components: Value) -> Ask {
    Ask::Send(json!({"flags": V2, "components": components}))
}

fn limits() -> Vec<Row> {
    let button_at = "components.0.components.0";
    let at = |key: &str| format!("{button_at}.{key}");
    let mut rows = limit("rows", COMPONENTS, "components", (0, 5), |n| {
        let rows: Value = (0..n)
            .map(|n| json!({"type": 1, "components": [button(|b| b["custom_id"] = json!(format!("b{n}")))]}))
            .collect();
        Ask::Send(json!({"content": "x", "components": rows}))
    });
    rows.extend(limit(
        "buttons of a row",
        COMPONENTS,
        "components.0.components",
        (1, 5),
        |n| row(buttons(n)),
    ));
    rows.extend(limit(
        "a button's label",
        COMPONENTS,
        &at("label"),
        (0, 80),
        |n| one(button(|button| button["label"] = json!(text(n)))),
    ));
    rows.extend(limit(
        "a custom id",
        COMPONENTS,
        &at("custom_id"),
        (1, 100),
        |n| one(button(|button| button["custom_id"] = json!(text(n)))),
    ));
    rows.extend(limit("a link's address", COMPONENTS, &at("url"), (0, 512), |n| {
        let address = format!("https://{}", "a".repeat(n.saturating_sub(8).max(1)));
        one(json!({"type": 2, "style": 5, "label": "A", "url": address}))
    }));
    rows.extend(limit(
        "options of a select",
        COMPONENTS,
        &at("options"),
        (1, 25),
        |n| select(|select| select["options"] = options(n)),
    ));
    for key in ["label", "value", "description"] {
        let least = usize::from(key != "description");
        rows.extend(limit(
            &format!("a select option's {key}"),
            COMPONENTS,
            &at(&format!("options.0.{key}")),
            (least, 100),
            |n| select(|select| select["options"][0][key] = json!(text(n))),
        ));
    }
    rows.extend(limit(
        "a select's placeholder",
        COMPONENTS,
        &at("placeholder"),
        (0, 150),
        |n| select(|select| select["placeholder"] = json!(text(n))),
    ));
    rows.extend(limit(
        "most choices",
        COMPONENTS,
        &at("max_values"),
        (1, 25),
        |n| {
            select(|select| {
                select["min_values"] = json!(0);
                select["max_values"] = json!(n);
            })
        },
    ));
    rows.extend(limit(
        "a text's length",
        COMPONENTS,
        "components.0.content",
        (1, 4000),
        |n| v2(json!([{"type": 10, "content": text(n)}])),
    ));
    rows.extend(limit(
        "pictures of a gallery",
        COMPONENTS,
        "components.0.items",
        (1, 10),
        |n| v2(json!([{"type": 12, "items": vec![json!({"media": {"url": "https://a.b/c.png"}}); n]}])),
    ));
    rows.extend(limit("texts of a section", COMPONENTS, "components.0.components", (1, 3), |n| {
        v2(json!([{"type": 9, "components": vec![json!({"type": 10, "content": "t"}); n], "accessory": button(|_| {})}]))
    }));
    rows.extend(limit(
        "a container's colour",
        COMPONENTS,
        "components.0.accent_color",
        (0, 0xFF_FFFF),
        |n| v2(json!([{"type": 17, "accent_color": n, "components": [{"type": 10, "content": "t"}]}])),
    ));
    rows.extend(limit("all components", COMPONENTS, "components", (1, 40), |n| {
        v2(json!(vec![json!({"type": 14}); n]))
    }));
    rows.retain(|row| row.name != "all components: 0");
    rows
}

fn kinds() -> Vec<Row> {
    let at = "components.0.components.0";
    let path = |key: &str| format!("{at}.{key}");
    let premium = |change: fn(&mut Value)| {
        let mut button = json!({"type": 2, "style": 6, "sku_id": "1"});
        change(&mut button);
        one(button)
    };
    let defaults = |of_kind: i64, kind: &str| {
        one(json!({"type": of_kind, "custom_id": "s", "default_values": [{"id": "1", "type": kind}]}))
    };
    let mut rows = vec![
        wrong(
            "components that are no list",
            COMPONENTS,
            "components",
            Ask::Send(json!({"content": "x", "components": {"type": 1}})),
        ),
        wrong(
            "components that are a text",
            COMPONENTS,
            "components",
            Ask::Send(json!({"content": "x", "components": "none"})),
        ),
        wrong(
            "a component that is a number",
            COMPONENTS,
            "components.0",
            Ask::Send(json!({"content": "x", "components": [1]})),
        ),
        wrong(
            "a button without a row",
            COMPONENTS,
            "components.0.type",
            Ask::Send(json!({"content": "x", "components": [button(|_| {})]})),
        ),
        wrong(
            "a text without the flag",
            COMPONENTS,
            "components.0.type",
            Ask::Send(json!({"content": "x", "components": [{"type": 10, "content": "t"}]})),
        ),
        wrong(
            "a row without components",
            COMPONENTS,
            "components.0.components",
            Ask::Send(json!({"content": "x", "components": [{"type": 1}]})),
        ),
        wrong(
            "a row of a number",
            COMPONENTS,
            "components.0.components",
            Ask::Send(json!({"content": "x", "components": [{"type": 1, "components": 5}]})),
        ),
        wrong(
            "a row in a row",
            COMPONENTS,
            &path("type"),
            one(json!({"type": 1, "components": []})),
        ),
        wrong(
            "a text input in a message",
            COMPONENTS,
            &path("type"),
            one(json!({"type": 4, "custom_id": "t", "style": 1, "label": "L"})),
        ),
        wrong(
            "a label in a message",
            COMPONENTS,
            "components.0.type",
            v2(json!([{"type": 18, "label": "L", "component": {"type": 23, "custom_id": "c"}}])),
        ),
        wrong(
            "a checkbox in a message",
            COMPONENTS,
            &path("type"),
            one(json!({"type": 23, "custom_id": "c"})),
        ),
        wrong(
            "a select beside a button",
            COMPONENTS,
            "components.0.components",
            row(json!([button(|_| {}), {"type": 5, "custom_id": "s"}])),
        ),
        wrong(
            "two equal custom ids",
            COMPONENTS,
            "components.0.components.1.custom_id",
            row(json!([button(|_| {}), button(|_| {})])),
        ),
        wrong(
            "two equal numbers",
            COMPONENTS,
            "components.0.components.1.id",
            row(json!([
                button(|b| b["id"] = json!(7)),
                button(|b| {
                    b["id"] = json!(7);
                    b["custom_id"] = json!("b");
                })
            ])),
        ),
        wrong(
            "a row with its button's number",
            COMPONENTS,
            &path("id"),
            Ask::Send(
                json!({"content": "x", "components": [{"type": 1, "id": 3, "components": [button(|b| b["id"] = json!(3))]}]}),
            ),
        ),
        wrong(
            "a number below nothing",
            COMPONENTS,
            &path("id"),
            one(button(|b| b["id"] = json!(-1))),
        ),
        wrong(
            "a number of 33 bits",
            COMPONENTS,
            &path("id"),
            one(button(|b| b["id"] = json!(1_u64 << 32))),
        ),
        wrong(
            "a button without a custom id",
            COMPONENTS,
            &path("custom_id"),
            one(json!({"type": 2, "style": 1, "label": "A"})),
        ),
        wrong(
            "a button without a style",
            COMPONENTS,
            &path("style"),
            one(json!({"type": 2, "label": "A", "custom_id": "a"})),
        ),
        wrong(
            "a button of style 7",
            COMPONENTS,
            &path("style"),
            one(button(|b| b["style"] = json!(7))),
        ),
        wrong(
            "a button without words",
            COMPONENTS,
            &path("label"),
            one(json!({"type": 2, "style": 1, "custom_id": "a"})),
        ),
        wrong(
            "a button that is also a link",
            COMPONENTS,
            &path("custom_id"),
            one(button(|b| b["url"] = json!("https://a.b"))),
        ),
        wrong(
            "a button that is also for sale",
            COMPONENTS,
            &path("sku_id"),
            one(button(|b| b["sku_id"] = json!("1"))),
        ),
        wrong(
            "a link without an address",
            COMPONENTS,
            &path("url"),
            one(json!({"type": 2, "style": 5, "label": "A"})),
        ),
        wrong(
            "a link with a custom id",
            COMPONENTS,
            &path("custom_id"),
            one(json!({"type": 2, "style": 5, "label": "A", "url": "https://a.b", "custom_id": "a"})),
        ),
        wrong(
            "a link that runs",
            COMPONENTS,
            &path("url"),
            one(json!({"type": 2, "style": 5, "label": "A", "url": "javascript://a"})),
        ),
        wrong(
            "a premium button of nothing",
            COMPONENTS,
            &path("sku_id"),
            premium(|b| b["sku_id"] = Value::Null),
        ),
        wrong(
            "a premium button of a word",
            COMPONENTS,
            &path("sku_id"),
            premium(|b| b["sku_id"] = json!("gold")),
        ),
        wrong(
            "a premium button with a label",
            COMPONENTS,
            &path("label"),
            premium(|b| b["label"] = json!("Buy")),
        ),
        wrong(
            "a premium button with a custom id",
            COMPONENTS,
            &path("custom_id"),
            premium(|b| b["custom_id"] = json!("b")),
        ),
        wrong(
            "a premium button with an address",
            COMPONENTS,
            &path("url"),
            premium(|b| b["url"] = json!("https://a.b")),
        ),
        wrong(
            "a premium button with an emoji",
            COMPONENTS,
            &path("emoji"),
            premium(|b| b["emoji"] = json!({"name": "🔥"})),
        ),
        wrong(
            "an emoji that is a word",
            COMPONENTS,
            &path("emoji.name"),
            one(button(|b| b["emoji"] = json!({"name": "fire"}))),
        ),
        wrong(
            "a select without options",
            COMPONENTS,
            &path("options"),
            select(|s| s["options"] = Value::Null),
        ),
        wrong(
            "options that are no list",
            COMPONENTS,
            &path("options"),
            select(|s| s["options"] = json!("a")),
        ),
        wrong(
            "an option twice",
            COMPONENTS,
            &path("options.1.value"),
            select(|s| s["options"][1]["value"] = json!("v0")),
        ),
        wrong(
            "an option without a value",
            COMPONENTS,
            &path("options.0.value"),
            select(|s| s["options"][0]["value"] = Value::Null),
        ),
        wrong(
            "more defaults than choices",
            COMPONENTS,
            &path("options"),
            select(|s| {
                s["options"][0]["default"] = json!(true);
                s["options"][1]["default"] = json!(true);
            }),
        ),
        wrong(
            "a least above the most",
            COMPONENTS,
            &path("min_values"),
            select(|s| s["min_values"] = json!(2)),
        ),
        wrong(
            "a least of 26",
            COMPONENTS,
            &path("min_values"),
            select(|s| s["min_values"] = json!(26)),
        ),
        wrong(
            "a user select with a role",
            COMPONENTS,
            &path("default_values.0.type"),
            defaults(5, "role"),
        ),
        wrong(
            "a role select with a user",
            COMPONENTS,
            &path("default_values.0.type"),
            defaults(6, "user"),
        ),
        wrong(
            "a mentionable select with a channel",
            COMPONENTS,
            &path("default_values.0.type"),
            defaults(7, "channel"),
        ),
        wrong(
            "a channel select with a role",
            COMPONENTS,
            &path("default_values.0.type"),
            defaults(8, "role"),
        ),
        wrong(
            "a default without a type",
            COMPONENTS,
            &path("default_values.0.type"),
            one(json!({"type": 5, "custom_id": "s", "default_values": [{"id": "1"}]})),
        ),
        wrong(
            "a default without an id",
            COMPONENTS,
            &path("default_values.0.id"),
            one(json!({"type": 5, "custom_id": "s", "default_values": [{"type": "user"}]})),
        ),
        wrong(
            "two defaults for one choice",
            COMPONENTS,
            &path("default_values"),
            one(
                json!({"type": 5, "custom_id": "s", "default_values": [{"id": "1", "type": "user"}, {"id": "2", "type": "user"}]}),
            ),
        ),
        wrong(
            "a channel type there is not",
            COMPONENTS,
            &path("channel_types.0"),
            one(json!({"type": 8, "custom_id": "s", "channel_types": [99]})),
        ),
    ];
    let display = json!([{"type": 10, "content": "t"}]);
    let beside = |key: &str, value: Value| {
        let mut body = json!({"flags": V2, "components": display});
        body[key] = value;
        Ask::Send(body)
    };
    rows.extend([
        wrong("a file by https", COMPONENTS, "components.0.file.url", v2(json!([{"type": 13, "file": {"url": "https://a.b/c.pdf"}}]))),
        wrong("a file that was not sent", COMPONENTS, "components.0.file.url", v2(json!([{"type": 13, "file": {"url": "attachment://c.pdf"}}]))),
        wrong("a picture that was not sent", COMPONENTS, "components.0.items.0.media.url", v2(json!([{"type": 12, "items": [{"media": {"url": "attachment://c.png"}}]}]))),
        wrong("a thumbnail that was not sent", COMPONENTS, "components.0.accessory.media.url", v2(json!([{"type": 9, "components": [{"type": 10, "content": "t"}], "accessory": {"type": 11, "media": {"url": "attachment://c.png"}}}]))),
        wrong("a file under another name", COMPONENTS, "components.0.file.url", Ask::Upload(json!({"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://b.pdf"}}]}), &[("files[0]", "a.pdf")])),
        wrong("content beside the second version", COMPONENTS, "content", beside("content", json!("x"))),
        wrong("an embed beside the second version", COMPONENTS, "embeds", beside("embeds", json!([{"title": "t"}]))),
        wrong("a poll beside the second version", COMPONENTS, "poll", beside("poll", json!({"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}]}))),
        wrong("a sticker beside the second version", COMPONENTS, "sticker_ids", beside("sticker_ids", json!(["1"]))),
        wrong("a theme beside the second version", COMPONENTS, "shared_client_theme", beside("shared_client_theme", json!({"colors": ["ff0000"], "gradient_angle": 0, "base_mix": 0}))),
        wrong("the second version by an edit while content stays", COMPONENTS, "content", Ask::Edit(json!({"content": "x"}), json!({"flags": V2, "components": display}))),
        wrong("the second version by an edit while an embed stays", COMPONENTS, "embeds", Ask::Edit(json!({"embeds": [{"title": "t"}]}), json!({"flags": V2, "components": display}))),
        wrong("content by an edit of the second version", COMPONENTS, "content", Ask::Edit(json!({"flags": V2, "components": display}), json!({"content": "x"}))),
        wrong("a section without an accessory", COMPONENTS, "components.0.accessory", v2(json!([{"type": 9, "components": [{"type": 10, "content": "t"}]}]))),
        wrong("a section without a text", COMPONENTS, "components.0.components", v2(json!([{"type": 9, "accessory": button(|_| {})}]))),
        wrong("a gallery without pictures", COMPONENTS, "components.0.items", v2(json!([{"type": 12}]))),
        wrong("a container of nothing", COMPONENTS, "components.0.components", v2(json!([{"type": 17}]))),
        wrong("a container in a container", COMPONENTS, "components.0.components.0.type", v2(json!([{"type": 17, "components": [{"type": 17, "components": []}]}]))),
        wrong("a separator of size 3", COMPONENTS, "components.0.spacing", v2(json!([{"type": 14, "spacing": 3}]))),
        wrong("a text without content", COMPONENTS, "components.0.content", v2(json!([{"type": 10}]))),
        wrong("texts of 4001 characters in all", COMPONENTS, "components", v2(json!([{"type": 10, "content": text(4000)}, {"type": 10, "content": "x"}]))),
        wrong("a picture without an address", COMPONENTS, "components.0.items.0.media.url", v2(json!([{"type": 12, "items": [{"media": {}}]}]))),
    ]);
    rows
}

pub fn rows() -> Vec<Row> {
    limits().into_iter().chain(kinds()).collect()
}

#[tokio::test]
async fn components_are_held_to_their_limits() {
    hold(limits()).await;
}

#[tokio::test]
async fn components_are_held_to_their_rules() {
    hold(kinds()).await;
}
