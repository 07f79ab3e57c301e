//! Command registration (`developers/interactions/application-commands.mdx`).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Answer, request::Call};
use crate::{
    limits,
    refusal::Refusal,
    validate,
    world::{
        World,
        command::{Command, kind},
    },
};

/// The scope of a call: the server, or none for the global commands.
fn scope(world: &World, call: &Call) -> Result<Option<u64>, Refusal> {
    if call.id("application_id")? != world.application.id {
        return Err(Refusal::unknown_application());
    }
    if !call.parameters.contains_key("guild_id") {
        return Ok(None);
    }
    let guild = call.id("guild_id")?;
    world.reach_guild(guild).map_err(|_| Refusal::missing_access())?;
    Ok(Some(guild))
}

fn find<'w>(world: &'w World, call: &Call) -> Result<&'w Command, Refusal> {
    let scope = scope(world, call)?;
    let command = world.commands.get(&call.id("command_id")?);
    command
        .filter(|command| command.guild_id == scope)
        .ok_or_else(Refusal::unknown_command)
}

fn show_all(world: &World, scope: Option<u64>, localizations: bool) -> Value {
    let show = |command: &Command| {
        let mut shown = command.json(world.application.id);
        if !localizations {
            hide_localizations(&mut shown);
        }
        shown
    };
    world.commands_of(scope).map(show).collect()
}

/// Listings leave the localisations out unless asked for them.
fn hide_localizations(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("name_localizations");
            map.remove("description_localizations");
            map.values_mut().for_each(hide_localizations);
        }
        Value::Array(list) => list.iter_mut().for_each(hide_localizations),
        _ => {}
    }
}

/// `GET …/commands`
pub(super) fn list(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    Answer::ok(show_all(world, scope, call.query_switch("with_localizations")))
}

/// `GET …/commands/{command_id}`
pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let command = find(world, call)?;
    Answer::ok(command.json(world.application.id))
}

/// `POST …/commands`: a command of the same name is replaced.
pub(super) fn create(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let definition = validate::command::one(&call.body)?;
    check_room(world, scope, &definition)?;
    let (id, is_new) = world.put_command(scope, definition);
    let shown = world
        .commands
        .get(&id)
        .map_or(Value::Null, |command| command.json(world.application.id));
    if is_new {
        Answer::created(shown)
    } else {
        Answer::ok(shown)
    }
}

fn check_room(world: &World, scope: Option<u64>, definition: &Map<String, Value>) -> Result<(), Refusal> {
    let of_kind = definition["type"].as_u64().unwrap_or(kind::CHAT_INPUT);
    let most = if of_kind == kind::CHAT_INPUT {
        limits::CHAT_INPUT_COMMANDS
    } else {
        limits::CONTEXT_COMMANDS
    };
    let others = world
        .commands_of(scope)
        .filter(|c| c.kind == of_kind && definition["name"] != c.name.as_str());
    if others.count() >= most {
        Err(Refusal::too_many_commands())
    } else {
        Ok(())
    }
}

/// `PUT …/commands`: the list becomes what is registered; a command of the same name keeps its id.
pub(super) fn overwrite(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let list = call.list.as_deref().unwrap_or_default();
    let definitions = validate::command::many(list)?;
    let mut kept = BTreeSet::new();
    for definition in definitions {
        let (id, _) = world.put_command(scope, definition);
        kept.insert(id);
    }
    world
        .commands
        .retain(|id, command| command.guild_id != scope || kept.contains(id));
    Answer::ok(show_all(world, scope, true))
}

/// `PATCH …/commands/{command_id}`: what is given replaces what was.
pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let command = find(world, call)?;
    let (id, mut merged) = (command.id, command.definition.clone());
    for (key, value) in &call.body {
        merged.insert(key.clone(), value.clone());
    }
    merged.insert("type".to_owned(), json!(command.kind));
    let definition = validate::command::one(&merged)?;
    let version = world.new_id();
    let application = world.application.id;
    let command = world.commands.get_mut(&id).ok_or_else(Refusal::unknown_command)?;
    definition["name"]
        .as_str()
        .unwrap_or_default()
        .clone_into(&mut command.name);
    command.definition = definition;
    command.version = version;
    Answer::ok(command.json(application))
}

/// `DELETE …/commands/{command_id}`
pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let id = find(world, call)?.id;
    world.commands.remove(&id);
    Answer::empty()
}
