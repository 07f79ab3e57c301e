//! Reads a typed slash command against what is registered, as Discord's client does.

use serde_json::{Map, Value, json};

use super::{
    attempt::{Attempt, impossible},
    resolved::{Entity, Resolved},
};
use crate::{
    permissions,
    world::{
        World,
        command::{Command, kind, option},
        granted,
        ids::id,
    },
};

/// Whether the line is sent, or its last option is still being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    Done,
    Still,
}

/// The commands that a member is offered in a channel.
pub(crate) fn list_offered(world: &World, guild: u64, channel: u64, user: u64) -> Vec<&Command> {
    let mut all = world.commands_offered_in(guild);
    all.retain(|command| check_offered(world, command, channel, user).is_ok());
    all
}

/// The member may use the command in the channel.
fn check_offered(world: &World, command: &Command, channel: u64, user: u64) -> Attempt<()> {
    let bits = world
        .channels
        .get(&channel)
        .map_or(0, |channel| granted::in_channel(world, channel, user));
    if bits & permissions::USE_APPLICATION_COMMANDS == 0 {
        return Err(impossible!("commands may not be used in that channel"));
    }
    let needed = command.required_permissions();
    let is_admin = bits & permissions::ADMINISTRATOR != 0;
    // "0" is for administrators only (application-commands.mdx, Permissions).
    if needed.is_some_and(|needed| !is_admin && (needed == 0 || bits & needed != needed)) {
        return Err(impossible!(
            "the command \"{}\" is not offered to that member",
            command.name
        ));
    }
    Ok(())
}

/// The command of that kind and name which the member is offered in a channel.
pub(super) fn offered<'w>(
    world: &'w World,
    guild: u64,
    channel: u64,
    user: u64,
    of_kind: u64,
    name: &str,
) -> Attempt<&'w Command> {
    let locale = world
        .users
        .get(&user)
        .map_or("en-US", |user| user.locale.as_str());
    let all = world.commands_offered_in(guild);
    let is_named =
        |c: &&&Command| c.kind == of_kind && is_called(&Value::Object(c.definition.clone()), name, locale);
    let Some(command) = all.iter().find(is_named) else {
        let there = all
            .iter()
            .map(|command| command.name.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        return Err(impossible!(
            "there is no command \"{name}\" here; there are: {there}"
        ));
    };
    check_offered(world, command, channel, user)?;
    Ok(command)
}

fn is_called(definition: &Value, name: &str, locale: &str) -> bool {
    definition["name"] == name || definition["name_localizations"][locale] == name
}

/// The data of the interaction that a line makes.
pub(super) fn data(
    world: &World,
    guild: u64,
    channel: u64,
    user: u64,
    line: &str,
    typing: Typing,
) -> Attempt<Value> {
    let line = line
        .strip_prefix('/')
        .ok_or_else(|| impossible!("a command begins with a slash: {line}"))?;
    let (name, mut rest) = split_word(line);
    let command = offered(world, guild, channel, user, kind::CHAT_INPUT, name)?;
    let locale = world
        .users
        .get(&user)
        .map_or("en-US", |user| user.locale.as_str());
    let mut path = Vec::new();
    let mut known = command.options();
    while known.first().is_some_and(is_subcommand) {
        let (word, after) = split_word(rest);
        let Some(sub) = known.iter().find(|sub| is_called(sub, word, locale)) else {
            let there = known
                .iter()
                .filter_map(|sub| sub["name"].as_str())
                .collect::<Vec<_>>()
                .join(", ");
            return Err(impossible!(
                "/{name} has no subcommand \"{word}\"; there are: {there}"
            ));
        };
        path.push(sub);
        known = sub["options"].as_array().map_or(&[], Vec::as_slice);
        rest = after;
    }
    let mut resolved = Resolved::new(channel, user);
    let given = split_options(known, rest, locale)?;
    let last = given.len().saturating_sub(1);
    let mut options = Vec::new();
    for (at, (definition, text)) in given.iter().enumerate() {
        let is_focused = typing == Typing::Still && at == last;
        let mut entry = Map::new();
        entry.insert("name".to_owned(), definition["name"].clone());
        entry.insert("type".to_owned(), definition["type"].clone());
        if is_focused {
            if definition["autocomplete"] != true {
                return Err(impossible!(
                    "the option \"{}\" does not autocomplete",
                    definition["name"]
                ));
            }
            entry.insert("value".to_owned(), json!(text));
            entry.insert("focused".to_owned(), json!(true));
        } else {
            let value = value_of(world, guild, definition, text, locale, &mut resolved)?;
            entry.insert("value".to_owned(), value);
        }
        options.push(Value::Object(entry));
    }
    if typing == Typing::Still && given.is_empty() {
        return Err(impossible!("no option is being typed in: /{line}"));
    }
    if typing == Typing::Done {
        check_required(known, &given)?;
    }
    for sub in path.iter().rev() {
        options = vec![json!({"name": sub["name"], "type": sub["type"], "options": options})];
    }
    let mut data =
        json!({"id": id(command.id), "name": command.name, "type": command.kind, "options": options});
    if let Some(guild) = command.guild_id {
        data["guild_id"] = id(guild);
    }
    if !resolved.is_empty() {
        data["resolved"] = resolved.json();
    }
    Ok(data)
}

fn is_subcommand(option: &Value) -> bool {
    matches!(
        option["type"].as_u64(),
        Some(option::SUB_COMMAND | option::SUB_COMMAND_GROUP)
    )
}

fn check_required(known: &[Value], given: &[(&Value, String)]) -> Attempt<()> {
    for definition in known.iter().filter(|definition| definition["required"] == true) {
        if !given.iter().any(|(other, _)| other["name"] == definition["name"]) {
            return Err(impossible!("the option {} is required", definition["name"]));
        }
    }
    Ok(())
}

fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// Cuts `one:a b two:c` at the names of known options.
fn split_options<'d>(known: &'d [Value], text: &str, locale: &str) -> Attempt<Vec<(&'d Value, String)>> {
    let mut starts = Vec::new();
    for (at, _) in text
        .char_indices()
        .filter(|(at, _)| *at == 0 || text[..*at].ends_with(char::is_whitespace))
    {
        let Some((name, _)) = text[at..].split_once(':') else {
            continue;
        };
        if let Some(definition) = known
            .iter()
            .find(|definition| is_called(definition, name, locale))
        {
            starts.push((at, at + name.len() + 1, definition));
        }
    }
    let before = starts.first().map_or(text, |(at, ..)| &text[..*at]).trim();
    if !before.is_empty() {
        let there = known
            .iter()
            .filter_map(|known| known["name"].as_str())
            .collect::<Vec<_>>()
            .join(", ");
        return Err(impossible!(
            "no option is called so: \"{before}\"; there are: {there}"
        ));
    }
    let mut given: Vec<(&Value, String)> = Vec::new();
    for (n, (_, from, definition)) in starts.iter().enumerate() {
        let to = starts.get(n + 1).map_or(text.len(), |(at, ..)| *at);
        if given.iter().any(|(other, _)| other["name"] == definition["name"]) {
            return Err(impossible!("the option {} is given twice", definition["name"]));
        }
        given.push((definition, text[*from..to].trim().to_owned()));
    }
    Ok(given)
}

fn value_of(
    world: &World,
    guild: u64,
    definition: &Value,
    text: &str,
    locale: &str,
    resolved: &mut Resolved,
) -> Attempt<Value> {
    let name = definition["name"].as_str().unwrap_or_default();
    let of_kind = definition["type"].as_u64().unwrap_or_default();
    if let Some(choices) = definition["choices"]
        .as_array()
        .filter(|choices| !choices.is_empty())
    {
        let fits = |choice: &&Value| {
            is_called(choice, text, locale)
                || choice["value"] == text
                || text.parse().is_ok_and(|number: i64| choice["value"] == number)
        };
        let there = || {
            choices
                .iter()
                .filter_map(|choice| choice["name"].as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let choice = choices.iter().find(fits);
        return choice
            .map(|choice| choice["value"].clone())
            .ok_or_else(|| impossible!("\"{text}\" is no choice of {name}; there are: {}", there()));
    }
    let entities: &[Entity] = match of_kind {
        option::USER => &[Entity::User],
        option::ROLE => &[Entity::Role],
        option::CHANNEL => &[Entity::Channel],
        option::MENTIONABLE => &[Entity::User, Entity::Role],
        _ => &[],
    };
    match of_kind {
        option::STRING => {
            let bound = |key: &str| definition[key].as_u64().and_then(|n| usize::try_from(n).ok());
            let count = text.chars().count();
            if text.is_empty() || bound("min_length").is_some_and(|least| count < least) {
                return Err(impossible!("the option {name} is too short"));
            }
            if count > bound("max_length").unwrap_or(crate::limits::OPTION_LENGTH) {
                return Err(impossible!("the option {name} is too long"));
            }
            Ok(json!(text))
        }
        option::INTEGER => {
            let number: i64 = text
                .parse()
                .map_err(|_| impossible!("{name} takes a whole number, not \"{text}\""))?;
            #[expect(clippy::cast_precision_loss, reason = "Discord's integers lie within ±2^53")]
            in_bounds(definition, number as f64)?;
            Ok(json!(number))
        }
        option::NUMBER => {
            let number: f64 = text
                .parse()
                .map_err(|_| impossible!("{name} takes a number, not \"{text}\""))?;
            in_bounds(definition, number)?;
            Ok(json!(number))
        }
        option::BOOLEAN => match text.to_lowercase().as_str() {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => Err(impossible!("{name} takes True or False, not \"{text}\"")),
        },
        option::USER | option::ROLE | option::CHANNEL | option::MENTIONABLE => {
            let found = resolved.add(world, guild, entities, text)?;
            let allowed = definition["channel_types"]
                .as_array()
                .filter(|types| !types.is_empty());
            if let (Some(allowed), Some(channel)) = (allowed, world.channels.get(&found))
                && !allowed.contains(&json!(channel.kind))
            {
                return Err(impossible!("{name} does not take that kind of channel"));
            }
            Ok(id(found))
        }
        _ => Err(impossible!("{name} cannot be typed")),
    }
}

fn in_bounds(definition: &Value, number: f64) -> Attempt<()> {
    let name = &definition["name"];
    if definition["min_value"]
        .as_f64()
        .is_some_and(|least| number < least)
    {
        return Err(impossible!("{name} must be at least {}", definition["min_value"]));
    }
    if definition["max_value"].as_f64().is_some_and(|most| number > most) {
        return Err(impossible!("{name} must be at most {}", definition["max_value"]));
    }
    Ok(())
}
