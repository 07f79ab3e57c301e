//! Modals and the other answers to an interaction.

use serde_json::{Value, json};

use super::{Ask, COMPONENTS, INTERACTIONS, Row, hold, limit, refused, text, wrong};

fn modal(components: Value) -> Ask {
    Ask::Modal(json!({"title": "T", "custom_id": "m", "components": components}))
}

fn label(component: Value) -> Ask {
    modal(json!([{"type": 18, "label": "L", "component": component}]))
}

fn input(change: impl FnOnce(&mut Value)) -> Value {
    let mut input = json!({"type": 4, "custom_id": "i", "style": 1});
    change(&mut input);
    input
}

fn options(n: usize) -> Value {
    (0..n)
        .map(|n| json!({"label": format!("L{n}"), "value": format!("v{n}")}))
        .collect()
}

fn group(of_kind: i64, change: impl FnOnce(&mut Value)) -> Ask {
    let mut group = json!({"type": of_kind, "custom_id": "g", "options": options(3)});
    change(&mut group);
    label(group)
}

fn upload(change: impl FnOnce(&mut Value)) -> Ask {
    let mut upload = json!({"type": 19, "custom_id": "f"});
    change(&mut upload);
    label(upload)
}

fn limits() -> Vec<Row> {
    let at = |key: &str| format!("data.components.0.component.{key}");
    let mut rows = limit("a modal's title", INTERACTIONS, "data.title", (1, 45), |n| {
        Ask::Modal(
            json!({"title": text(n), "custom_id": "m", "components": [{"type": 18, "label": "L", "component": input(|_| {})}]}),
        )
    });
    rows.extend(limit("a modal's components", INTERACTIONS, "data.components", (1, 5), |n| {
        modal((0..n).map(|n| json!({"type": 18, "label": "L", "component": input(|input| input["custom_id"] = json!(format!("i{n}")))})).collect())
    }));
    rows.extend(limit("a modal's custom id", INTERACTIONS, "data.custom_id", (1, 100), |n| {
        Ask::Modal(json!({"title": "T", "custom_id": text(n), "components": [{"type": 18, "label": "L", "component": input(|_| {})}]}))
    }));
    rows.extend(limit(
        "a label",
        COMPONENTS,
        "data.components.0.label",
        (1, 45),
        |n| modal(json!([{"type": 18, "label": text(n), "component": input(|_| {})}])),
    ));
    rows.extend(limit(
        "a label's description",
        COMPONENTS,
        "data.components.0.description",
        (0, 100),
        |n| modal(json!([{"type": 18, "label": "L", "description": text(n), "component": input(|_| {})}])),
    ));
    rows.extend(limit(
        "a field's placeholder",
        COMPONENTS,
        &at("placeholder"),
        (0, 100),
        |n| label(input(|input| input["placeholder"] = json!(text(n)))),
    ));
    rows.extend(limit(
        "a field's value",
        COMPONENTS,
        &at("value"),
        (0, 4000),
        |n| label(input(|input| input["value"] = json!(text(n)))),
    ));
    rows.extend(limit(
        "a field's most",
        COMPONENTS,
        &at("max_length"),
        (1, 4000),
        |n| label(input(|input| input["max_length"] = json!(n))),
    ));
    rows.extend(limit(
        "a field's least",
        COMPONENTS,
        &at("min_length"),
        (0, 4000),
        |n| label(input(|input| input["min_length"] = json!(n))),
    ));
    rows.extend(limit("radio options", COMPONENTS, &at("options"), (2, 10), |n| {
        group(21, |group| group["options"] = options(n))
    }));
    rows.extend(limit(
        "checkbox options",
        COMPONENTS,
        &at("options"),
        (1, 10),
        |n| group(22, |group| group["options"] = options(n)),
    ));
    rows.extend(limit(
        "checkbox choices",
        COMPONENTS,
        &at("max_values"),
        (1, 10),
        |n| {
            group(22, |group| {
                group["options"] = options(10);
                group["max_values"] = json!(n);
            })
        },
    ));
    rows.extend(limit(
        "files of an upload",
        COMPONENTS,
        &at("max_values"),
        (1, 10),
        |n| upload(|upload| upload["max_values"] = json!(n)),
    ));
    rows.extend(limit(
        "file types of an upload",
        super::CHANGES,
        &at("file_types"),
        (0, 10),
        |n| upload(|upload| upload["file_types"] = (0..n).map(|n| format!(".x{n}")).collect()),
    ));
    rows.extend(limit(
        "a radio option's label",
        COMPONENTS,
        &at("options.0.label"),
        (1, 100),
        |n| group(21, |group| group["options"][0]["label"] = json!(text(n))),
    ));
    rows.extend(limit("a text between fields", COMPONENTS, "data.components.0.content", (1, 4000), |n| {
        modal(json!([{"type": 10, "content": text(n)}, {"type": 18, "label": "L", "component": input(|_| {})}]))
    }));
    rows
}

fn kinds() -> Vec<Row> {
    let at = |key: &str| format!("data.components.0.component.{key}");
    let select = |change: fn(&mut Value)| {
        let mut select = json!({"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a"}]});
        change(&mut select);
        label(select)
    };
    let message = |data: Value| Ask::Answer(json!({"type": 4, "data": data}));
    vec![
        wrong(
            "a modal without components",
            INTERACTIONS,
            "data.components",
            Ask::Modal(json!({"title": "T", "custom_id": "m"})),
        ),
        wrong(
            "a modal whose components are no list",
            INTERACTIONS,
            "data.components",
            modal(json!({"type": 18})),
        ),
        wrong(
            "a modal without a title",
            INTERACTIONS,
            "data.title",
            Ask::Modal(
                json!({"custom_id": "m", "components": [{"type": 18, "label": "L", "component": {"type": 23, "custom_id": "c"}}]}),
            ),
        ),
        wrong(
            "a button in a modal",
            COMPONENTS,
            "data.components.0.type",
            modal(json!([{"type": 2, "style": 1, "label": "A", "custom_id": "a"}])),
        ),
        wrong(
            "a button in a label",
            COMPONENTS,
            &at("type"),
            label(json!({"type": 2, "style": 1, "label": "A", "custom_id": "a"})),
        ),
        wrong(
            "a select in a modal's row",
            COMPONENTS,
            "data.components.0.components.0.type",
            modal(json!([{"type": 1, "components": [{"type": 5, "custom_id": "s"}]}])),
        ),
        wrong(
            "a field in a row without a label",
            COMPONENTS,
            "data.components.0.components.0.label",
            modal(json!([{"type": 1, "components": [{"type": 4, "custom_id": "i", "style": 1}]}])),
        ),
        wrong(
            "two fields in a row",
            COMPONENTS,
            "data.components.0.components",
            modal(
                json!([{"type": 1, "components": [{"type": 4, "custom_id": "i", "style": 1, "label": "A"}, {"type": 4, "custom_id": "j", "style": 1, "label": "B"}]}]),
            ),
        ),
        wrong(
            "a label without a component",
            COMPONENTS,
            "data.components.0.component",
            modal(json!([{"type": 18, "label": "L"}])),
        ),
        wrong(
            "a field in a Label with its own label",
            COMPONENTS,
            &at("label"),
            label(input(|i| i["label"] = json!("L"))),
        ),
        wrong(
            "a field without a style",
            COMPONENTS,
            &at("style"),
            label(json!({"type": 4, "custom_id": "i"})),
        ),
        wrong(
            "a field of style 3",
            COMPONENTS,
            &at("style"),
            label(input(|i| i["style"] = json!(3))),
        ),
        wrong(
            "a field without a custom id",
            COMPONENTS,
            &at("custom_id"),
            label(json!({"type": 4, "style": 1})),
        ),
        wrong(
            "a least length above the most",
            COMPONENTS,
            &at("min_length"),
            label(input(|i| {
                i["min_length"] = json!(5);
                i["max_length"] = json!(4);
            })),
        ),
        wrong(
            "a value that is too long for its field",
            COMPONENTS,
            &at("value"),
            label(input(|i| {
                i["max_length"] = json!(3);
                i["value"] = json!("four");
            })),
        ),
        wrong(
            "two fields of one custom id",
            COMPONENTS,
            "data.components.1.component.custom_id",
            modal(
                json!([{"type": 18, "label": "L", "component": input(|_| {})}, {"type": 18, "label": "L", "component": input(|_| {})}]),
            ),
        ),
        wrong(
            "a label with its field's number",
            COMPONENTS,
            &at("id"),
            modal(json!([{"type": 18, "id": 2, "label": "L", "component": input(|i| i["id"] = json!(2))}])),
        ),
        wrong(
            "a disabled select in a modal",
            COMPONENTS,
            &at("disabled"),
            select(|s| s["disabled"] = json!(true)),
        ),
        wrong(
            "a disabled user select in a modal",
            COMPONENTS,
            &at("disabled"),
            label(json!({"type": 5, "custom_id": "s", "disabled": true})),
        ),
        wrong(
            "a required select of at least none",
            COMPONENTS,
            &at("min_values"),
            select(|s| {
                s["required"] = json!(true);
                s["min_values"] = json!(0);
            }),
        ),
        wrong(
            "a select of at least none that does not say whether",
            COMPONENTS,
            &at("min_values"),
            select(|s| s["min_values"] = json!(0)),
        ),
        wrong(
            "a required upload of at least none",
            COMPONENTS,
            &at("min_values"),
            upload(|u| u["min_values"] = json!(0)),
        ),
        wrong(
            "a required checkbox group of at least none",
            COMPONENTS,
            &at("min_values"),
            group(22, |g| g["min_values"] = json!(0)),
        ),
        wrong(
            "an upload of at least more than at most",
            COMPONENTS,
            &at("min_values"),
            upload(|u| {
                u["min_values"] = json!(3);
                u["max_values"] = json!(2);
            }),
        ),
        wrong(
            "an upload of a kind there is not",
            super::CHANGES,
            &at("file_types.0"),
            upload(|u| u["file_types"] = json!(["text"])),
        ),
        wrong(
            "a radio group without options",
            COMPONENTS,
            &at("options"),
            group(21, |g| g["options"] = Value::Null),
        ),
        wrong(
            "a radio option twice",
            COMPONENTS,
            &at("options.1.value"),
            group(21, |g| g["options"][1]["value"] = json!("v0")),
        ),
        wrong(
            "two radio options chosen",
            COMPONENTS,
            &at("options"),
            group(21, |g| {
                g["options"][0]["default"] = json!(true);
                g["options"][1]["default"] = json!(true);
            }),
        ),
        wrong(
            "more boxes checked than may be",
            COMPONENTS,
            &at("options"),
            group(22, |g| {
                g["max_values"] = json!(1);
                g["options"][0]["default"] = json!(true);
                g["options"][1]["default"] = json!(true);
            }),
        ),
        wrong(
            "a checkbox group without options",
            COMPONENTS,
            &at("options"),
            group(22, |g| g["options"] = Value::Null),
        ),
        wrong(
            "a checkbox that is perhaps",
            COMPONENTS,
            &at("default"),
            label(json!({"type": 23, "custom_id": "c", "default": "perhaps"})),
        ),
        wrong(
            "a user select with a role in a modal",
            COMPONENTS,
            &at("default_values.0.type"),
            label(json!({"type": 5, "custom_id": "s", "default_values": [{"id": "1", "type": "role"}]})),
        ),
        wrong(
            "an answer without a type",
            INTERACTIONS,
            "type",
            Ask::Answer(json!({"data": {"content": "x"}})),
        ),
        wrong(
            "choices for a press",
            INTERACTIONS,
            "type",
            Ask::Answer(json!({"type": 8, "data": {"choices": []}})),
        ),
        wrong(
            "a pong for a press",
            INTERACTIONS,
            "type",
            Ask::Answer(json!({"type": 1})),
        ),
        wrong(
            "an answer of 2001 characters",
            super::MESSAGE,
            "data.content",
            message(json!({"content": text(2001)})),
        ),
        wrong(
            "an answer whose components are no list",
            COMPONENTS,
            "data.components",
            message(json!({"content": "x", "components": 1})),
        ),
        wrong(
            "an answer of the second version with content",
            COMPONENTS,
            "data.content",
            message(json!({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "t"}]})),
        ),
        wrong(
            "an update to the second version while content stays",
            COMPONENTS,
            "data.content",
            Ask::Answer(
                json!({"type": 7, "data": {"flags": 1 << 15, "components": [{"type": 10, "content": "t"}]}}),
            ),
        ),
        wrong(
            "a deferred answer with another flag",
            INTERACTIONS,
            "data.flags",
            Ask::Answer(json!({"type": 5, "data": {"flags": 4}})),
        ),
        refused(
            "an answer with nothing in it",
            super::MESSAGE,
            (400, 50006, ""),
            message(json!({})),
        ),
    ]
}

pub fn rows() -> Vec<Row> {
    limits().into_iter().chain(kinds()).collect()
}

#[tokio::test]
async fn forms_are_held_to_their_limits() {
    hold(limits()).await;
}

#[tokio::test]
async fn forms_are_held_to_their_rules() {
    hold(kinds()).await;
}
