//! Command registration: what is kept, what is replaced, what is refused.

use serde_json::{Value, json};

use crate::support::Stage;

fn path(stage: &Stage) -> String {
    format!(
        "/applications/{}/guilds/{}/commands",
        stage.sandbox.application_id(),
        stage.guild.id()
    )
}

fn option(name: &str, kind: u64) -> Value {
    json!({"type": kind, "name": name, "description": "d"})
}

fn with_options(options: Value) -> Value {
    json!({"name": "lead", "description": "d", "options": options})
}

#[tokio::test]
async fn a_bulk_overwrite_keeps_the_ids_of_names_that_stay() {
    let stage = Stage::new().await;
    let command = |name: &str| json!({"name": name, "description": "d"});
    let first = stage
        .put(&path(&stage), json!([command("setup"), command("lead")]))
        .await;
    assert_eq!(first.status, 200);
    let id = |answer: &Value, name: &str| {
        let list = answer.as_array().unwrap();
        list.iter()
            .find(|c| c["name"] == name)
            .map(|c| (c["id"].clone(), c["version"].clone()))
    };
    let second = stage
        .put(&path(&stage), json!([command("lead"), command("help")]))
        .await;
    let (before, after) = (
        id(&first.body, "lead").unwrap(),
        id(&second.body, "lead").unwrap(),
    );
    assert_eq!(before.0, after.0);
    assert_ne!(before.1, after.1);
    assert_eq!(id(&second.body, "setup"), None);
    assert_eq!(stage.guild.commands(), ["lead", "help"]);
    let one = format!("{}/{}", path(&stage), after.0.as_str().unwrap());
    let edited = stage.patch(&one, json!({"description": "other"})).await;
    assert_eq!(
        (&edited.body["description"], &edited.body["name"]),
        (&json!("other"), &json!("lead"))
    );
    assert_eq!(stage.delete(&one).await.status, 204);
    assert_eq!(stage.get(&one).await.code(), 10063);
}

#[tokio::test]
async fn posting_a_name_again_replaces_it() {
    let stage = Stage::new().await;
    let made = stage
        .post(&path(&stage), json!({"name": "lead", "description": "a"}))
        .await;
    let again = stage
        .post(&path(&stage), json!({"name": "lead", "description": "b"}))
        .await;
    assert_eq!(
        (made.status, again.status, made.id() == again.id()),
        (201, 200, true)
    );
    let foreign = stage
        .post(
            "/applications/1/commands",
            json!({"name": "x", "description": "d"}),
        )
        .await;
    assert_eq!(foreign.code(), 10002);
}

#[tokio::test]
async fn each_rule_of_a_definition_is_kept() {
    let stage = Stage::new().await;
    let choice = |value: Value| json!({"name": "c", "value": value});
    let with = |kind: u64, key: &str, value: Value| {
        let mut option = option("o", kind);
        option[key] = value;
        with_options(json!([option]))
    };
    let options = |n: usize| (0..n).map(|i| option(&format!("o{i}"), 3)).collect::<Value>();
    let required = json!([option("a", 3), {"type": 3, "name": "b", "description": "d", "required": true}]);
    let deep = json!([{"type": 1, "name": "a", "description": "d", "options": [option("b", 1)]}]);
    for (command, path) in [
        (json!({"name": "Lead", "description": "d"}), "name"),
        (json!({"name": "two words", "description": "d"}), "name"),
        (json!({"name": "n".repeat(33), "description": "d"}), "name"),
        (json!({"name": "lead"}), "description"),
        (
            json!({"name": "lead", "description": "d".repeat(101)}),
            "description",
        ),
        (
            json!({"name": "Menu", "type": 3, "description": "d"}),
            "description",
        ),
        (
            json!({"name": "Menu", "type": 3, "options": [option("a", 3)]}),
            "options",
        ),
        (
            json!({"name": "lead", "description": "d", "name_localizations": {"xx": "a"}}),
            "name_localizations.xx",
        ),
        (
            json!({"name": "lead", "description": "d", "default_member_permissions": "all"}),
            "default_member_permissions",
        ),
        (with_options(options(26)), "options"),
        (
            with_options(json!([option("a", 3), option("a", 3)])),
            "options.1.name",
        ),
        (with_options(json!([option("a", 3), option("b", 1)])), "options"),
        (with_options(required), "options.1"),
        (with_options(deep), "options.0.options.0.type"),
        (with_options(json!([option("a", 12)])), "options.0.type"),
        (with_options(json!([option("A b", 3)])), "options.0.name"),
        (
            with(3, "choices", Value::Array(vec![choice(json!("v")); 26])),
            "options.0.choices",
        ),
        (
            with(3, "choices", json!([choice(json!(1))])),
            "options.0.choices.0.value",
        ),
        (
            with(4, "choices", json!([choice(json!("v"))])),
            "options.0.choices.0.value",
        ),
        (
            with(3, "choices", json!([{"name": "n".repeat(101), "value": "v"}])),
            "options.0.choices.0.name",
        ),
        (with(5, "autocomplete", json!(true)), "options.0.autocomplete"),
        (with(3, "max_length", json!(6001)), "options.0.max_length"),
        (with(4, "min_value", json!(1.5)), "options.0.min_value"),
    ] {
        let refused = stage.post(&self::path(&stage), command.clone()).await;
        assert_eq!(refused.code(), 50035, "{command}");
        let node = path
            .split('.')
            .fold(&refused.body["errors"], |node, key| &node[key]);
        assert!(
            node["_errors"].is_array(),
            "nothing at {path} in {}",
            refused.body["errors"]
        );
    }
    assert_eq!(
        stage.post(&path(&stage), with_options(options(25))).await.status,
        201
    );
}

#[tokio::test]
async fn an_integers_bounds_may_be_written_as_whole_doubles() {
    let stage = Stage::new().await;
    let mut count = option("o", 4);
    count["min_value"] = json!(1.0);
    count["max_value"] = json!(9.0);
    let made = stage.post(&path(&stage), with_options(json!([count]))).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let shown = &made.body["options"][0];
    assert_eq!((&shown["min_value"], &shown["max_value"]), (&json!(1), &json!(9)));
}

#[tokio::test]
async fn a_command_has_at_most_8000_characters() {
    let stage = Stage::new().await;
    // A choice has 100 characters of name and 100 of value; name and description of the command and of each option count.
    let choices = (0..13)
        .map(|i| json!({"name": format!("{i:0>100}"), "value": "v".repeat(100)}))
        .collect::<Value>();
    let big = |n: usize| json!({"type": 3, "name": format!("o{n}"), "description": "d", "choices": choices});
    let command = |last: usize| {
        let mut options: Vec<Value> = (0..3).map(big).collect();
        let short = json!([{"name": "n".repeat(90), "value": "v".repeat(90)}]);
        options.push(json!({"type": 3, "name": "o3", "description": "d".repeat(last), "choices": short}));
        with_options(Value::Array(options))
    };
    // lead + d, three options of 2 + 1 + 2600, and the last of 2 + its description + 180.
    let left = 8000 - 5 - 3 * 2603 - 182;
    assert!(left <= 100, "{left}");
    assert_eq!(stage.post(&path(&stage), command(left)).await.status, 201);
    let refused = stage.post(&path(&stage), command(left + 1)).await;
    assert_eq!(
        refused.body["errors"]["_errors"][0]["code"],
        "APPLICATION_COMMAND_TOO_LARGE"
    );
}

#[tokio::test]
async fn a_bulk_overwrite_refuses_equal_names_and_too_many() {
    let stage = Stage::new().await;
    let command = |name: &str, kind: u64| json!({"name": name, "type": kind, "description": if kind == 1 { "d" } else { "" }});
    let same = stage
        .put(
            &path(&stage),
            json!([command("a", 1), command("a", 3), command("a", 1)]),
        )
        .await;
    assert_eq!(
        same.body["errors"]["2"]["name"]["_errors"][0]["code"],
        "APPLICATION_COMMANDS_DUPLICATE_NAME"
    );
    let many = (0..101).map(|n| command(&format!("c{n}"), 1)).collect::<Value>();
    assert_eq!(stage.put(&path(&stage), many).await.code(), 30032);
    let menus = (0..16).map(|n| command(&format!("c{n}"), 3)).collect::<Value>();
    assert_eq!(stage.put(&path(&stage), menus).await.code(), 30032);
}

#[tokio::test]
async fn names_are_offered_in_the_members_language() {
    let stage = Stage::new().await;
    let command = json!({"name": "setup", "description": "d", "name_localizations": {"de": "einrichten"}});
    let _ = stage.post(&path(&stage), command).await;
    let anna = stage.anna.clone().with_locale("de");
    let (_, asked) = tokio::join!(anna.slash(&stage.channel, "/einrichten"), async {
        let asked = stage.next_interaction().await;
        stage.callback(&asked, json!({"type": 5})).await;
        asked
    });
    assert_eq!(
        (&asked["data"]["name"], &asked["locale"]),
        (&json!("setup"), &json!("de"))
    );
    let listed = stage.get(&path(&stage)).await;
    assert_eq!(
        listed.body[0].get("name_localizations"),
        None,
        "left out unless asked for"
    );
    let listed = stage
        .get(&format!("{}?with_localizations=true", path(&stage)))
        .await;
    assert_eq!(listed.body[0]["name_localizations"]["de"], "einrichten");
}

#[tokio::test]
async fn a_persons_menu_carries_the_person() {
    let stage = Stage::new().await;
    let _ = stage
        .post(&path(&stage), json!({"name": "Hand over", "type": 2}))
        .await;
    let (_, asked) = tokio::join!(
        stage.anna.user_command(&stage.channel, &stage.bert, "Hand over"),
        async {
            let asked = stage.next_interaction().await;
            stage
                .callback(&asked, json!({"type": 5, "data": {"flags": 64}}))
                .await;
            asked
        }
    );
    let bert = stage.bert.id().to_string();
    assert_eq!(
        (&asked["data"]["target_id"], &asked["data"]["type"]),
        (&json!(bert), &json!(2))
    );
    assert_eq!(asked["data"]["resolved"]["users"][&bert]["username"], "bert");
    assert!(asked["data"]["resolved"]["members"][&bert]["roles"].is_array());
}
