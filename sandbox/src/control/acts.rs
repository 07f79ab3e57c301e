//! `POST /sandbox/act`: a member does something.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Value, json};

use super::show;
use crate::{
    Channel, Impossible, Member, Reply, Sandbox,
    actor::{Message, impossible},
};

/// An id, as a string (as Discord writes it) or a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Id(pub u64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        let id = crate::world::ids::parse(&value);
        id.map(Self).ok_or_else(|| D::Error::custom("not an id"))
    }
}

/// Who does what: `{"as": "…", "guild": "…", "do": "press", "message": "…", "button": "Accept"}`.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    /// The acting user's id.
    #[serde(rename = "as")]
    by: Id,
    /// The server; needed only for who is in several.
    guild: Option<Id>,
    #[serde(flatten)]
    deed: Deed,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Deed {
    Slash {
        channel: Id,
        line: String,
    },
    Autocomplete {
        channel: Id,
        line: String,
    },
    MessageCommand {
        message: Id,
        command: String,
    },
    Press {
        message: Id,
        button: String,
    },
    PressRaw {
        channel: Id,
        message: Option<Id>,
        custom_id: String,
    },
    Select {
        message: Id,
        menu: Option<String>,
        choices: Vec<String>,
    },
    SelectRaw {
        channel: Id,
        message: Option<Id>,
        custom_id: String,
        values: Vec<String>,
    },
    /// A list of choices may be a JSON list, a box a JSON truth value.
    Submit {
        interaction: Id,
        values: BTreeMap<String, Value>,
    },
    SubmitRaw {
        channel: Id,
        message: Option<Id>,
        custom_id: String,
        values: BTreeMap<String, String>,
    },
    Write {
        channel: Id,
        content: String,
    },
    Vote {
        message: Id,
        answers: Vec<String>,
    },
}

/// The member who acts.
fn actor(sandbox: &Sandbox, user: u64, guild: Option<u64>) -> Result<Member, Impossible> {
    let found = sandbox.shared().read(|world| {
        let mut guilds = world
            .guilds
            .values()
            .filter(|g| guild.is_none_or(|guild| g.id == guild));
        guilds
            .find(|guild| guild.members.contains_key(&user))
            .map(|guild| guild.id)
    });
    found
        .map(|guild| Member::new(sandbox, guild, user))
        .ok_or_else(|| impossible!("no member {user}"))
}

fn message(sandbox: &Sandbox, id: Id) -> Result<Message, Impossible> {
    sandbox
        .message(id.0)
        .ok_or_else(|| impossible!("no message {}", id.0))
}

/// The reply of an interaction.
pub(super) fn find_reply(sandbox: &Sandbox, interaction: u64) -> Result<Reply, Impossible> {
    let user = sandbox
        .shared()
        .read(|world| world.interactions.get(&interaction).map(|i| i.user_id));
    user.map(|user| Reply::new(sandbox, interaction, user))
        .ok_or_else(|| impossible!("no interaction {interaction}"))
}

fn pairs(values: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    values
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect()
}

/// A value as [`Member::submit`] takes it.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(as_text).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn strs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Carries it out; the answer is what the member saw.
pub(super) async fn carry_out(sandbox: &Sandbox, act: Act) -> Result<Value, Impossible> {
    let member = actor(sandbox, act.by.0, act.guild.map(|guild| guild.0))?;
    let channel = |id: Id| Channel::new(sandbox, id.0);
    let maybe = |id: Option<Id>| id.map(|id| message(sandbox, id)).transpose();
    let reply = match act.deed {
        Deed::Slash { channel: id, line } => member.try_slash(&channel(id), &line).await?,
        Deed::Autocomplete { channel: id, line } => {
            let choices = member.try_autocomplete(&channel(id), &line).await?;
            let shown = choices
                .iter()
                .map(|choice| json!({"name": choice.name, "value": choice.value}));
            return Ok(json!({"choices": shown.collect::<Value>()}));
        }
        Deed::MessageCommand { message: id, command } => {
            member
                .try_message_command(&message(sandbox, id)?, &command)
                .await?
        }
        Deed::Press { message: id, button } => member.try_press(&message(sandbox, id)?, &button).await?,
        Deed::PressRaw {
            channel: id,
            message,
            custom_id,
        } => {
            member
                .press_raw(&channel(id), maybe(message)?.as_ref(), &custom_id)
                .await
        }
        Deed::Select {
            message: id,
            menu,
            choices,
        } => {
            member
                .try_select(&message(sandbox, id)?, menu.as_deref(), &strs(&choices))
                .await?
        }
        Deed::SelectRaw {
            channel: id,
            message,
            custom_id,
            values,
        } => {
            member
                .select_raw(&channel(id), maybe(message)?.as_ref(), &custom_id, &strs(&values))
                .await
        }
        Deed::Submit { interaction, values } => {
            let opened = find_reply(sandbox, interaction.0)?;
            let values: BTreeMap<String, String> = values
                .iter()
                .map(|(key, value)| (key.clone(), as_text(value)))
                .collect();
            member.try_submit(&opened, &pairs(&values)).await?
        }
        Deed::SubmitRaw {
            channel: id,
            message,
            custom_id,
            values,
        } => {
            member
                .submit_raw(
                    &channel(id),
                    maybe(message)?.as_ref(),
                    &custom_id,
                    &pairs(&values),
                )
                .await
        }
        Deed::Vote { message: id, answers } => {
            member.try_vote(&message(sandbox, id)?, &strs(&answers))?;
            return Ok(json!({}));
        }
        Deed::Write { channel: id, content } => {
            return Ok(json!({"message": member.try_write(&channel(id), &content)?.json()}));
        }
    };
    Ok(show::reply(&reply))
}
