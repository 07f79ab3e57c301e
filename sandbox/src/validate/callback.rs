//! The first answer to an interaction: which type fits which interaction, and what its data may be
//! (`developers/interactions/receiving-and-responding.mdx`, Interaction Response).

use serde_json::{Map, Value, json};

use super::{
    Fields,
    message::{ReceivedFile, draft},
    modal::modal,
};
use crate::{
    limits,
    refusal::{Form, Refusal},
    world::{
        command::option,
        compose::Draft,
        interaction::{Interaction, kind},
        message::{Message, flags},
    },
};

/// A checked callback.
#[derive(Debug)]
pub(crate) enum Callback {
    Message { draft: Draft, ephemeral: bool },
    DeferredMessage { ephemeral: bool },
    DeferredUpdate,
    Update(Draft),
    Choices(Vec<Value>),
    Modal(Value),
}

/// Checks a callback to an interaction; `on` is the message whose component was used.
pub(crate) fn callback(
    body: &Map<String, Value>,
    files: &[ReceivedFile],
    interaction: &Interaction,
    on: Option<&Message>,
) -> Result<Callback, Refusal> {
    let number = body.get("type").and_then(Value::as_u64);
    let on_message = interaction.message_id.is_some();
    let allowed: &[u64] = match interaction.kind {
        kind::AUTOCOMPLETE => &[8],
        kind::COMPONENT => &[4, 5, 6, 7, 9, 10, 12],
        kind::MODAL_SUBMIT if on_message => &[4, 5, 6, 7, 10, 12],
        kind::MODAL_SUBMIT => &[4, 5, 10, 12],
        _ => &[4, 5, 9, 10, 12],
    };
    let Some(number) = number else {
        return Err(Refusal::form(
            "type",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    if !allowed.contains(&number) {
        let listed = allowed
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        return Err(Refusal::form(
            "type",
            "BASE_TYPE_CHOICES",
            &format!("Value must be one of {{{listed}}}."),
        ));
    }
    let empty = Map::new();
    let data = body.get("data").and_then(Value::as_object).unwrap_or(&empty);
    let ephemeral = data
        .get("flags")
        .and_then(Value::as_u64)
        .is_some_and(|bits| bits & flags::EPHEMERAL != 0);
    match number {
        4 => Ok(Callback::Message {
            draft: below_data(draft(data, files, None))?,
            ephemeral,
        }),
        5 => {
            // "the only valid message flag you may use is EPHEMERAL" (Interaction Callback Data Structure).
            if data
                .get("flags")
                .and_then(Value::as_u64)
                .is_some_and(|bits| bits & !flags::EPHEMERAL != 0)
            {
                let words = "Only the flag EPHEMERAL can be set on a deferred answer.";
                return Err(Refusal::form("data.flags", "BASE_TYPE_CHOICES", words));
            }
            Ok(Callback::DeferredMessage { ephemeral })
        }
        6 => Ok(Callback::DeferredUpdate),
        7 => Ok(Callback::Update(below_data(draft(data, files, on))?)),
        8 => Ok(Callback::Choices(choices(body, interaction.focused_kind())?)),
        9 => {
            let mut form = Form::default();
            let checked = modal(&mut Fields::root(&mut form, data));
            below_data(form.finish())?;
            Ok(Callback::Modal(checked))
        }
        _ => Err(Refusal::form(
            "type",
            "BASE_TYPE_CHOICES",
            "This sandbox has neither premium nor activities.",
        )),
    }
}

/// Puts a fault's path below `data`, where the form stands in a callback.
fn below_data<T>(result: Result<T, Refusal>) -> Result<T, Refusal> {
    result.map_err(|mut refusal| {
        refusal.errors = refusal.errors.map(|errors| json!({"data": errors}));
        refusal
    })
}

/// Up to 25 choices, each of the type of the option that is typed: "`value` … string, integer, or double, depending on the
/// option type" (Application Command Option Choice Structure).
fn choices(body: &Map<String, Value>, of_kind: u64) -> Result<Vec<Value>, Refusal> {
    let mut form = Form::default();
    let mut root = Fields::root(&mut form, body);
    let mut checked = Vec::new();
    let empty = json!({});
    let data = root.get("data").unwrap_or(&empty);
    if let Some(mut fields) = root.below("data", data) {
        if fields.get("choices").is_none() {
            fields.required("choices");
        }
        let list = fields
            .list("choices", 0..=limits::COMMAND_OPTIONS)
            .unwrap_or_default();
        for (at, value) in list.iter().enumerate() {
            let Some(mut choice) = fields.below(&format!("choices.{at}"), value) else {
                continue;
            };
            let name = choice.required_text("name", 1..=limits::CHOICE);
            match (of_kind, choice.get("value")) {
                (_, None) => choice.required("value"),
                (option::STRING, Some(Value::String(_))) => {
                    choice.required_text("value", 1..=limits::CHOICE);
                }
                (option::INTEGER, Some(value)) if value.is_i64() => {}
                (option::NUMBER, Some(value)) if value.is_number() => {}
                (option::STRING, Some(value)) => {
                    let words = format!("Could not interpret \"{value}\" as string.");
                    choice.fault("value", "STRING_TYPE_CONVERT", &words);
                }
                (_, Some(value)) => {
                    let words = format!("Value {value} is not a number of the option's kind.");
                    choice.fault("value", "NUMBER_TYPE_COERCE", &words);
                }
            }
            let mut shown = json!({"name": name, "value": value["value"]});
            if let Some(localized) = value.get("name_localizations") {
                shown["name_localizations"] = localized.clone();
            }
            checked.push(shown);
        }
    }
    form.finish()?;
    Ok(checked)
}
