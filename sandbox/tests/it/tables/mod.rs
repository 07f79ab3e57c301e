//! Tables of requests: what Discord refuses, with status, code and the path in `errors`, and what it takes though it looks
//! odd. Each row names the page its rule comes from; where a rule is a number, rows are made for one below, the number itself and one
//! beyond (`limit`).

mod commands;
mod components;
mod forms;
mod messages;
mod odd;
mod other;

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use sandbox::permissions;
use serde_json::{Value, json};

use crate::support::{Answer, Stage};

const MESSAGE: &str = "developers/resources/message.mdx";
const COMPONENTS: &str = "developers/components/reference.mdx";
const POLLS: &str = "developers/resources/poll.mdx";
const COMMANDS: &str = "developers/interactions/application-commands.mdx";
const INTERACTIONS: &str = "developers/interactions/receiving-and-responding.mdx";
const REFERENCE: &str = "developers/reference.mdx";
const CODES: &str = "developers/topics/opcodes-and-status-codes.mdx";
const CHANNELS: &str = "developers/resources/channel.mdx";
const CHANGES: &str = "developers/change-log.mdx";

/// What is asked.
pub enum Ask {
    /// A new message.
    Send(Value),
    /// A new message with files: the form's name of each, and the file's.
    Upload(Value, &'static [(&'static str, &'static str)]),
    /// A message, and an edit of it.
    Edit(Value, Value),
    /// The answer to a press.
    Answer(Value),
    /// The modal that answers a press.
    Modal(Value),
    /// A command of the application.
    Command(Value),
    /// Any call; `{channel}`, `{guild}`, `{app}`, `{message}` (a message of Anna's) and `{own}` (one of the bot's) are filled in.
    Call(Method, &'static str, Value),
    /// A body of that content type, sent to the channel's messages.
    Raw(&'static str, &'static str),
}

/// What must come back.
pub enum Then {
    /// Taken; each pointer has that value in the answer.
    Taken(Vec<(&'static str, Value)>),
    /// Refused with a status, a JSON code and, for 50035, faults below that dotted path.
    Refused(u16, u64, String),
}

pub struct Row {
    pub name: String,
    /// The page of `discord/discord-api-docs`.
    pub source: &'static str,
    pub ask: Ask,
    pub then: Then,
}

/// A malformed form: 50035 at a path.
pub fn wrong(name: &str, source: &'static str, path: &str, ask: Ask) -> Row {
    refused(name, source, (400, 50035, path), ask)
}

pub fn refused(name: &str, source: &'static str, (status, code, path): (u16, u64, &str), ask: Ask) -> Row {
    let then = Then::Refused(status, code, path.to_owned());
    Row {
        name: name.to_owned(),
        source,
        ask,
        then,
    }
}

pub fn taken(name: &str, source: &'static str, ask: Ask, shown: &[(&'static str, Value)]) -> Row {
    Row {
        name: name.to_owned(),
        source,
        ask,
        then: Then::Taken(shown.to_vec()),
    }
}

/// A number that may be from `least` to `most`: refused one below and one beyond, taken at both ends and one inside. A least of
/// 0 has nothing below.
pub fn limit(
    name: &str,
    source: &'static str,
    path: &str,
    (least, most): (usize, usize),
    ask: impl Fn(usize) -> Ask,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut good: Vec<usize> = vec![least, most.saturating_sub(1), most];
    good.retain(|n| *n >= least.max(1));
    good.dedup();
    for n in good {
        rows.push(taken(&format!("{name}: {n}"), source, ask(n), &[]));
    }
    if least > 0 {
        let below = least - 1;
        rows.push(wrong(&format!("{name}: {below}"), source, path, ask(below)));
    }
    let beyond = most + 1;
    rows.push(wrong(&format!("{name}: {beyond}"), source, path, ask(beyond)));
    rows
}

/// Text of that many characters, none of which is a byte.
pub fn text(n: usize) -> String {
    "é".repeat(n)
}

/// A stage whose bot may do everything and can be pressed.
pub async fn stage() -> Stage {
    Stage::with(|options| {
        options.rate_limits = false;
        options.bot_permissions = permissions::ALL;
    })
    .await
}

impl Ask {
    async fn put(&self, stage: &Stage) -> Answer {
        match self {
            Self::Send(body) => stage.send(body.clone()).await,
            Self::Upload(body, files) => {
                let form = Form::new().text("payload_json", body.to_string());
                let form = files.iter().fold(form, |form, (name, filename)| {
                    form.part(*name, Part::bytes(b"x".to_vec()).file_name(*filename))
                });
                let path = format!("/channels/{}/messages", stage.channel.id());
                stage.upload(&path, form).await
            }
            Self::Edit(before, after) => {
                let sent = stage.send(before.clone()).await;
                assert_eq!(sent.status, 200, "{:?}", sent.body);
                stage.edit(sent.id(), after.clone()).await
            }
            Self::Answer(body) => answer(stage, body.clone()).await,
            Self::Modal(data) => answer(stage, json!({"type": 9, "data": data})).await,
            Self::Command(body) => {
                let path = format!("/applications/{}/commands", stage.sandbox.application_id());
                stage.post(&path, body.clone()).await
            }
            Self::Call(method, path, body) => {
                let foreign = stage.anna.write(&stage.channel, "Anna's");
                let own = stage.send(json!({"content": "the bot's"})).await.id();
                let fill = |text: &str| {
                    text.replace("{channel}", &stage.channel.id().to_string())
                        .replace("{guild}", &stage.guild.id().to_string())
                        .replace("{app}", &stage.sandbox.application_id().to_string())
                        .replace("{message}", &foreign.id().to_string())
                        .replace("{own}", &own.to_string())
                };
                let body = (!body.is_null()).then(|| serde_json::from_str(&fill(&body.to_string())).unwrap());
                stage.call(method.clone(), &fill(path), body).await
            }
            Self::Raw(content_type, body) => stage.send_raw(content_type, body).await,
        }
    }
}

/// A press of a fresh button, answered so.
async fn answer(stage: &Stage, body: Value) -> Answer {
    let row = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}]);
    let sent = stage.send(json!({"content": "x", "components": row})).await.id();
    let message = stage.sandbox.message(sent).unwrap();
    stage.answer_press(&message, body).await.0
}

/// Asks each row and tells of all that came out differently.
pub async fn hold(rows: Vec<Row>) {
    let stage = stage().await;
    let mut different = Vec::new();
    for row in rows {
        let answer = row.ask.put(&stage).await;
        let told = match &row.then {
            Then::Taken(shown) if matches!(answer.status, 200 | 201 | 204) => shown
                .iter()
                .filter(|(at, value)| answer.body.pointer(at) != Some(value))
                .map(|(at, value)| format!("{at} is not {value}: {}", answer.body))
                .collect(),
            Then::Taken(_) => vec![format!("was refused: {}", answer.body)],
            Then::Refused(status, code, path) => {
                let is_so = (answer.status, answer.code()) == (*status, *code);
                let at = path.split('.').filter(|key| !key.is_empty());
                let faults = at.fold(&answer.body["errors"], |node, key| &node[key]);
                let says_where = *code != 50035 || faults["_errors"].is_array();
                if is_so && says_where {
                    Vec::new()
                } else {
                    vec![format!("{} {}", answer.status, answer.body)]
                }
            }
        };
        different.extend(
            told.into_iter()
                .map(|told: String| format!("{} ({}): {told}", row.name, row.source)),
        );
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_tables_are_long_and_every_row_names_its_page() {
    let rows: Vec<Row> = [
        messages::rows(),
        components::rows(),
        forms::rows(),
        commands::rows(),
        other::rows(),
        odd::rows(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_wrong = |row: &&Row| matches!(row.then, Then::Refused(..));
    let wrong = rows.iter().filter(is_wrong).count();
    let (odd, all) = (rows.len() - wrong, rows.len());
    assert!(wrong >= 150 && odd >= 60, "{wrong} wrong and {odd} odd of {all}");
    assert!(rows.iter().all(|row| row.source.starts_with("developers/")));
    let mut names = std::collections::BTreeSet::new();
    let twice: Vec<&str> = rows
        .iter()
        .map(|row| row.name.as_str())
        .filter(|name| !names.insert(*name))
        .collect();
    assert!(twice.is_empty(), "each row has a name of its own: {twice:?}");
}
