//! Commands and their options.

use serde_json::{Value, json};

use super::{Ask, CHANGES, COMMANDS, Row, hold, limit, text, wrong};

fn command(change: impl FnOnce(&mut Value)) -> Ask {
    let mut command = json!({"name": "ping", "description": "Answers"});
    change(&mut command);
    Ask::Command(command)
}

fn option(change: impl FnOnce(&mut Value)) -> Ask {
    let mut option = json!({"type": 3, "name": "word", "description": "A word"});
    change(&mut option);
    command(|command| command["options"] = json!([option]))
}

fn choices(n: usize) -> Value {
    (0..n)
        .map(|n| json!({"name": format!("N{n}"), "value": format!("v{n}")}))
        .collect()
}

fn limits() -> Vec<Row> {
    let at = |key: &str| format!("options.0.{key}");
    let mut rows = limit("a command's name", COMMANDS, "name", (1, 32), |n| {
        command(|command| command["name"] = json!("n".repeat(n)))
    });
    rows.extend(limit(
        "a command's description",
        COMMANDS,
        "description",
        (1, 100),
        |n| command(|command| command["description"] = json!(text(n))),
    ));
    rows.extend(limit("options of a command", COMMANDS, "options", (0, 25), |n| {
        let options: Value = (0..n)
            .map(|n| json!({"type": 3, "name": format!("o{n}"), "description": "d"}))
            .collect();
        command(|command| command["options"] = options)
    }));
    rows.extend(limit("an option's name", COMMANDS, &at("name"), (1, 32), |n| {
        option(|option| option["name"] = json!("n".repeat(n)))
    }));
    rows.extend(limit(
        "an option's description",
        COMMANDS,
        &at("description"),
        (1, 100),
        |n| option(|option| option["description"] = json!(text(n))),
    ));
    rows.extend(limit(
        "choices of an option",
        COMMANDS,
        &at("choices"),
        (0, 25),
        |n| option(|option| option["choices"] = choices(n)),
    ));
    rows.extend(limit(
        "a choice's name",
        COMMANDS,
        &at("choices.0.name"),
        (1, 100),
        |n| option(|option| option["choices"] = json!([{"name": text(n), "value": "v"}])),
    ));
    rows.extend(limit(
        "a choice's value",
        COMMANDS,
        &at("choices.0.value"),
        (1, 100),
        |n| option(|option| option["choices"] = json!([{"name": "N", "value": text(n)}])),
    ));
    rows.extend(limit(
        "an option's least length",
        COMMANDS,
        &at("min_length"),
        (0, 6000),
        |n| option(|option| option["min_length"] = json!(n)),
    ));
    rows.extend(limit(
        "an option's most length",
        COMMANDS,
        &at("max_length"),
        (1, 6000),
        |n| option(|option| option["max_length"] = json!(n)),
    ));
    rows.extend(limit(
        "file types of an option",
        CHANGES,
        &at("file_types"),
        (0, 10),
        |n| {
            option(|option| {
                option["type"] = json!(11);
                option["file_types"] = (0..n).map(|n| format!(".x{n}")).collect();
            })
        },
    ));
    rows
}

fn kinds() -> Vec<Row> {
    let at = |key: &str| format!("options.0.{key}");
    vec![
        wrong(
            "a name with a space",
            COMMANDS,
            "name",
            command(|c| c["name"] = json!("a b")),
        ),
        wrong(
            "a name with capitals",
            COMMANDS,
            "name",
            command(|c| c["name"] = json!("Ping")),
        ),
        wrong(
            "a command of type 9",
            COMMANDS,
            "type",
            command(|c| c["type"] = json!(9)),
        ),
        wrong(
            "a menu command with a description",
            COMMANDS,
            "description",
            command(|c| c["type"] = json!(2)),
        ),
        wrong(
            "a menu command with options",
            COMMANDS,
            "options",
            command(|c| {
                c["type"] = json!(3);
                c["description"] = json!("");
                c["options"] = json!([{"type": 3, "name": "o", "description": "d"}]);
            }),
        ),
        wrong(
            "a name in a language there is not",
            COMMANDS,
            "name_localizations.xx",
            command(|c| c["name_localizations"] = json!({"xx": "ping"})),
        ),
        wrong(
            "a name of 33 characters in another language",
            COMMANDS,
            "name_localizations.de",
            command(|c| c["name_localizations"] = json!({"de": "n".repeat(33)})),
        ),
        wrong(
            "permissions that are a word",
            COMMANDS,
            "default_member_permissions",
            command(|c| c["default_member_permissions"] = json!("all")),
        ),
        wrong(
            "a context there is not",
            COMMANDS,
            "contexts.0",
            command(|c| c["contexts"] = json!([3])),
        ),
        wrong(
            "a context by its name",
            COMMANDS,
            "contexts.1",
            command(|c| c["contexts"] = json!([0, "GUILD"])),
        ),
        wrong(
            "no contexts at all",
            COMMANDS,
            "contexts",
            command(|c| c["contexts"] = json!([])),
        ),
        wrong(
            "a context twice",
            COMMANDS,
            "contexts.1",
            command(|c| c["contexts"] = json!([0, 0])),
        ),
        wrong(
            "contexts that are no list",
            COMMANDS,
            "contexts",
            command(|c| c["contexts"] = json!(0)),
        ),
        wrong(
            "an installation there is not",
            COMMANDS,
            "integration_types.0",
            command(|c| c["integration_types"] = json!([2])),
        ),
        wrong(
            "an installation below nothing",
            COMMANDS,
            "integration_types.0",
            command(|c| c["integration_types"] = json!([-1])),
        ),
        wrong(
            "an option without a type",
            COMMANDS,
            &at("type"),
            option(|o| o["type"] = Value::Null),
        ),
        wrong(
            "an option of type 12",
            COMMANDS,
            &at("type"),
            option(|o| o["type"] = json!(12)),
        ),
        wrong(
            "an option without a description",
            COMMANDS,
            &at("description"),
            option(|o| o["description"] = Value::Null),
        ),
        wrong(
            "two options of one name",
            COMMANDS,
            "options.1.name",
            command(
                |c| c["options"] = json!([{"type": 3, "name": "o", "description": "d"}, {"type": 4, "name": "o", "description": "d"}]),
            ),
        ),
        wrong(
            "a required option after one that is not",
            COMMANDS,
            "options.1",
            command(
                |c| c["options"] = json!([{"type": 3, "name": "a", "description": "d"}, {"type": 3, "name": "b", "description": "d", "required": true}]),
            ),
        ),
        wrong(
            "a subcommand beside an option",
            COMMANDS,
            "options",
            command(
                |c| c["options"] = json!([{"type": 1, "name": "a", "description": "d"}, {"type": 3, "name": "b", "description": "d"}]),
            ),
        ),
        wrong(
            "choices with autocompletion",
            COMMANDS,
            &at("autocomplete"),
            option(|o| {
                o["choices"] = choices(1);
                o["autocomplete"] = json!(true);
            }),
        ),
        wrong(
            "autocompletion of a user",
            COMMANDS,
            &at("autocomplete"),
            option(|o| {
                o["type"] = json!(6);
                o["autocomplete"] = json!(true);
            }),
        ),
        wrong(
            "a choice of a number for a text",
            COMMANDS,
            &at("choices.0.value"),
            option(|o| o["choices"] = json!([{"name": "N", "value": 1}])),
        ),
        wrong(
            "a choice of a text for a number",
            COMMANDS,
            &at("choices.0.value"),
            option(|o| {
                o["type"] = json!(4);
                o["choices"] = json!([{"name": "N", "value": "1"}]);
            }),
        ),
        wrong(
            "a choice twice",
            COMMANDS,
            &at("choices.1.name"),
            option(|o| o["choices"] = json!([{"name": "N", "value": "1"}, {"name": "N", "value": "2"}])),
        ),
        wrong(
            "a broken bound of whole numbers",
            COMMANDS,
            &at("min_value"),
            option(|o| {
                o["type"] = json!(4);
                o["min_value"] = json!(0.5);
            }),
        ),
        wrong(
            "a kind of file there is not",
            CHANGES,
            &at("file_types.0"),
            option(|o| {
                o["type"] = json!(11);
                o["file_types"] = json!(["text"]);
            }),
        ),
        wrong(
            "a kind of channel there is not",
            COMMANDS,
            &at("channel_types.0"),
            option(|o| {
                o["type"] = json!(7);
                o["channel_types"] = json!([77]);
            }),
        ),
    ]
}

pub fn rows() -> Vec<Row> {
    limits().into_iter().chain(kinds()).collect()
}

#[tokio::test]
async fn commands_are_held_to_their_limits() {
    hold(limits()).await;
}

#[tokio::test]
async fn commands_are_held_to_their_rules() {
    hold(kinds()).await;
}
