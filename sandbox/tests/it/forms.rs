//! Embeds, components and modals: each limit at its edge and one beyond, with the path Discord names.

use serde_json::{Value, json};

use crate::support::{Answer, Stage};

/// The first fault's code below a dotted path.
fn fault<'a>(answer: &'a Answer, path: &str) -> &'a str {
    assert_eq!((answer.status, answer.code()), (400, 50035), "{:?}", answer.body);
    let node = path
        .split('.')
        .fold(&answer.body["errors"], |node, key| &node[key]);
    node["_errors"][0]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("nothing at {path} in {}", answer.body["errors"]))
}

fn row(components: Value) -> Value {
    json!({"content": "x", "components": [{"type": 1, "components": components}]})
}

fn button(custom_id: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "A", "custom_id": custom_id})
}

#[tokio::test]
async fn each_part_of_an_embed_has_its_limit() {
    let stage = Stage::new().await;
    let long = |n: usize| "é".repeat(n);
    let field = |name: usize, value: usize| json!({"fields": [{"name": long(name), "value": long(value)}]});
    let cases = [
        (json!({"title": long(256)}), json!({"title": long(257)}), "title"),
        (
            json!({"description": long(4096)}),
            json!({"description": long(4097)}),
            "description",
        ),
        (field(256, 1), field(257, 1), "fields.0.name"),
        (field(1, 1024), field(1, 1025), "fields.0.value"),
        (
            json!({"footer": {"text": long(2048)}}),
            json!({"footer": {"text": long(2049)}}),
            "footer.text",
        ),
        (
            json!({"author": {"name": long(256)}}),
            json!({"author": {"name": long(257)}}),
            "author.name",
        ),
        (
            json!({"fields": vec![json!({"name": "n", "value": "v"}); 25]}),
            json!({"fields": vec![json!({"name": "n", "value": "v"}); 26]}),
            "fields",
        ),
        (
            json!({"title": "t", "color": 0xFF_FFFF}),
            json!({"title": "t", "color": 0x100_0000}),
            "color",
        ),
        (
            json!({"title": "t", "url": "https://a.b"}),
            json!({"title": "t", "url": "javascript:1"}),
            "url",
        ),
        (json!({"title": "t"}), json!({"color": 1}), "description"),
        (
            field(1, 1),
            json!({"fields": [{"name": " ", "value": "v"}]}),
            "fields.0.name",
        ),
        (
            json!({"title": "t", "timestamp": "2026-01-01T00:00:00Z"}),
            json!({"title": "t", "timestamp": "soon"}),
            "timestamp",
        ),
    ];
    for (fits, exceeds, path) in cases {
        assert_eq!(stage.send(json!({"embeds": [fits]})).await.status, 200, "{path}");
        fault(
            &stage.send(json!({"embeds": [exceeds]})).await,
            &format!("embeds.0.{path}"),
        );
    }
}

#[tokio::test]
async fn all_embeds_together_have_at_most_6000_characters() {
    let stage = Stage::new().await;
    let pair = |second: usize| {
        json!({"embeds": [
            {"description": "a".repeat(4000), "footer": {"text": "  f  "}},
            {"description": "b".repeat(second), "fields": [{"name": "nn", "value": "vvv"}]},
        ]})
    };
    assert_eq!(stage.send(pair(1994)).await.status, 200);
    assert_eq!(
        fault(&stage.send(pair(1995)).await, "embeds"),
        "MAX_EMBED_SIZE_EXCEEDED"
    );
    let eleven = vec![json!({"title": "t"}); 11];
    assert_eq!(
        fault(&stage.send(json!({"embeds": eleven})).await, "embeds"),
        "BASE_TYPE_MAX_LENGTH"
    );
}

#[tokio::test]
async fn custom_ids_are_there_short_and_different() {
    let stage = Stage::new().await;
    assert_eq!(
        stage.send(row(json!([button(&"c".repeat(100))]))).await.status,
        200
    );
    let id = "components.0.components.0.custom_id";
    let too_long = stage.send(row(json!([button(&"c".repeat(101))]))).await;
    assert_eq!(fault(&too_long, id), "BASE_TYPE_BAD_LENGTH");
    let without = stage
        .send(row(json!([{"type": 2, "style": 1, "label": "A"}])))
        .await;
    assert_eq!(fault(&without, id), "BASE_TYPE_REQUIRED");
    let equal = stage.send(row(json!([button("a"), button("a")]))).await;
    assert_eq!(
        fault(&equal, "components.0.components.1.custom_id"),
        "COMPONENT_CUSTOM_ID_DUPLICATED"
    );
}

#[tokio::test]
async fn a_button_leads_somewhere_or_has_an_id_and_says_what_it_is() {
    let stage = Stage::new().await;
    let refused = [
        (
            json!({"type": 2, "style": 1, "label": "A", "custom_id": "a", "url": "https://a.b"}),
            "custom_id",
        ),
        (
            json!({"type": 2, "style": 5, "label": "A", "custom_id": "a", "url": "https://a.b"}),
            "custom_id",
        ),
        (json!({"type": 2, "style": 5, "label": "A"}), "url"),
        (json!({"type": 2, "style": 1, "custom_id": "a"}), "label"),
        (
            json!({"type": 2, "style": 1, "custom_id": "a", "label": "l".repeat(81)}),
            "label",
        ),
        (
            json!({"type": 2, "style": 9, "custom_id": "a", "label": "A"}),
            "style",
        ),
        (
            json!({"type": 2, "style": 1, "custom_id": "a", "emoji": {"name": "heart"}}),
            "emoji.name",
        ),
        (
            json!({"type": 4, "style": 1, "custom_id": "a", "label": "A"}),
            "type",
        ),
    ];
    for (component, path) in refused {
        let answer = stage.send(row(json!([component]))).await;
        fault(&answer, &format!("components.0.components.0.{path}"));
    }
    let heart = json!({"type": 2, "style": 2, "custom_id": "a", "emoji": {"name": "♥️"}, "disabled": true});
    let sent = stage
        .send(row(
            json!([heart, {"type": 2, "style": 5, "label": "L", "url": "https://a.b/c"}]),
        ))
        .await;
    assert_eq!(sent.body["components"][0]["components"][0]["emoji"]["name"], "♥️");
    let shown = stage.channel.messages()[0].buttons();
    assert!(shown[0].disabled && shown[0].emoji.as_deref() == Some("♥️"));
    assert_eq!(shown[1].url.as_deref(), Some("https://a.b/c"));
}

#[tokio::test]
async fn rows_hold_five_buttons_or_one_select_and_there_are_five_rows() {
    let stage = Stage::new().await;
    let buttons = |n: usize| (0..n).map(|i| button(&format!("b{i}"))).collect::<Value>();
    assert_eq!(stage.send(row(buttons(5))).await.status, 200);
    fault(&stage.send(row(buttons(6))).await, "components.0.components");
    fault(&stage.send(row(json!([]))).await, "components.0.components");
    let select = json!({"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]});
    assert_eq!(stage.send(row(json!([select]))).await.status, 200);
    fault(
        &stage.send(row(json!([select, button("b")]))).await,
        "components.0.components",
    );
    let rows = |n: usize| {
        (0..n)
            .map(|i| json!({"type": 1, "components": [button(&i.to_string())]}))
            .collect::<Value>()
    };
    assert_eq!(
        stage
            .send(json!({"content": "x", "components": rows(5)}))
            .await
            .status,
        200
    );
    fault(
        &stage.send(json!({"content": "x", "components": rows(6)})).await,
        "components",
    );
    let bare = stage
        .send(json!({"content": "x", "components": [button("a")]}))
        .await;
    assert_eq!(fault(&bare, "components.0.type"), "UNION_TYPE_CHOICES");
}

#[tokio::test]
async fn a_select_has_1_to_25_different_options() {
    let stage = Stage::new().await;
    let options = |n: usize| {
        (0..n)
            .map(|i| json!({"label": "o", "value": i.to_string()}))
            .collect::<Value>()
    };
    let select = |options: Value| row(json!([{"type": 3, "custom_id": "s", "options": options}]));
    let path = "components.0.components.0";
    assert_eq!(stage.send(select(options(25))).await.status, 200);
    fault(&stage.send(select(options(26))).await, &format!("{path}.options"));
    fault(&stage.send(select(json!([]))).await, &format!("{path}.options"));
    let same = json!([{"label": "a", "value": "v"}, {"label": "b", "value": "v"}]);
    let answer = stage.send(select(same)).await;
    assert_eq!(
        fault(&answer, &format!("{path}.options.1.value")),
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
    );
    for key in ["label", "value", "description"] {
        let mut option = json!({"label": "a", "value": "v"});
        option[key] = json!("x".repeat(101));
        fault(
            &stage.send(select(json!([option]))).await,
            &format!("{path}.options.0.{key}"),
        );
    }
    let mut crossed = select(options(3));
    crossed["components"][0]["components"][0]["min_values"] = json!(3);
    fault(&stage.send(crossed).await, &format!("{path}.min_values"));
    let mut defaults = select(json!([
        {"label": "a", "value": "a", "default": true}, {"label": "b", "value": "b", "default": true},
    ]));
    fault(&stage.send(defaults.clone()).await, &format!("{path}.options"));
    defaults["components"][0]["components"][0]["max_values"] = json!(2);
    assert_eq!(stage.send(defaults).await.status, 200);
    let wordy = row(json!([{"type": 8, "custom_id": "s", "placeholder": "p".repeat(151)}]));
    fault(&stage.send(wordy).await, &format!("{path}.placeholder"));
}

#[tokio::test]
async fn components_of_the_second_version_stand_alone() {
    let stage = Stage::new().await;
    let text = json!([{"type": 17, "components": [{"type": 10, "content": "hello"}, {"type": 1, "components": [button("a")]}]}]);
    fault(
        &stage.send(json!({"content": "x", "components": text})).await,
        "components.0.type",
    );
    let flags = 1 << 15;
    let mixed = stage
        .send(json!({"content": "x", "flags": flags, "components": text}))
        .await;
    assert_eq!(
        fault(&mixed, "content"),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    );
    let sent = stage.send(json!({"flags": flags, "components": text})).await;
    assert_eq!(sent.status, 200, "{:?}", sent.body);
    let message = stage.channel.messages().remove(0);
    assert_eq!(
        (message.text().as_str(), message.buttons().len()),
        ("hello\nA", 1)
    );
}

#[tokio::test]
async fn a_modal_has_a_title_an_id_and_one_to_five_inputs() {
    let stage = Stage::new().await;
    let _ = stage.send(row(json!([button("a")]))).await;
    let message = stage.channel.messages().remove(0);
    let input =
        |id: &str| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "style": 1, "label": "L"}]});
    let modal = |title: &str, rows: Value| json!({"type": 9, "data": {"title": title, "custom_id": "m", "components": rows}});
    let with = |key: &str, value: Value| {
        let mut row = input("i");
        row["components"][0][key] = value;
        modal("T", json!([row]))
    };
    let five = |n: usize| (0..n).map(|i| input(&i.to_string())).collect::<Value>();
    let first = "components.0.components.0";
    for (callback, path) in [
        (modal(&"t".repeat(46), five(1)), "title".to_owned()),
        (modal("", five(1)), "title".to_owned()),
        (modal("T", five(0)), "components".to_owned()),
        (modal("T", five(6)), "components".to_owned()),
        (
            modal("T", json!([input("i"), input("i")])),
            "components.1.components.0.custom_id".to_owned(),
        ),
        (
            modal("T", json!([{"type": 1, "components": [button("b")]}])),
            format!("{first}.type"),
        ),
        (with("label", json!("l".repeat(46))), format!("{first}.label")),
        (
            with("placeholder", json!("p".repeat(101))),
            format!("{first}.placeholder"),
        ),
        (with("max_length", json!(4001)), format!("{first}.max_length")),
        (with("min_length", json!(-1)), format!("{first}.min_length")),
        (with("value", json!("v".repeat(4001))), format!("{first}.value")),
        (with("style", json!(3)), format!("{first}.style")),
    ] {
        let (answer, _) = stage.answer_press(&message, callback).await;
        fault(&answer, &format!("data.{path}"));
    }
    let (answer, reply) = stage.answer_press(&message, modal("T", five(5))).await;
    assert_eq!((answer.status, reply.modal().unwrap().fields.len()), (204, 5));
}
