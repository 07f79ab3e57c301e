//! A message, looked at.

use serde_json::Value;

pub use crate::world::message::Mentions;
use crate::{
    Sandbox,
    world::{World, message::Message as Stored},
};

/// A message; what it shows is always the present.
#[derive(Clone)]
pub struct Message {
    sandbox: Sandbox,
    id: u64,
}

/// A button as it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// Its words; empty if it has only an emoji.
    pub label: String,
    /// None for a link.
    pub custom_id: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
    /// 1 blurple, 2 grey, 3 green, 4 red, 5 link, 6 premium.
    pub style: u64,
    /// Greyed out.
    pub disabled: bool,
    /// Its emoji.
    pub emoji: Option<String>,
}

/// A select menu as it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// 3 strings, 5 users, 6 roles, 7 both, 8 channels.
    pub kind: i64,
    /// Its id.
    pub custom_id: String,
    /// Shown while nothing is chosen.
    pub placeholder: String,
    /// Label and value of each option.
    pub options: Vec<(String, String)>,
    /// Least and most choices.
    pub bounds: (usize, usize),
    /// Greyed out.
    pub disabled: bool,
}

impl Message {
    pub(crate) fn new(sandbox: &Sandbox, id: u64) -> Self {
        Self {
            sandbox: sandbox.clone(),
            id,
        }
    }

    fn look<T: Default>(&self, look: impl FnOnce(&World, &Stored) -> T) -> T {
        self.sandbox
            .shared()
            .read(|world| world.messages.get(&self.id).map(|m| look(world, m)))
            .unwrap_or_default()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The channel it is in.
    #[must_use]
    pub fn channel_id(&self) -> u64 {
        self.look(|_, message| message.channel_id)
    }

    /// Who wrote it.
    #[must_use]
    pub fn author_id(&self) -> u64 {
        self.look(|_, message| message.author_id)
    }

    /// The message object.
    #[must_use]
    pub fn json(&self) -> Value {
        self.look(|world, message| message.json(world))
    }

    /// Its content.
    #[must_use]
    pub fn content(&self) -> String {
        self.look(|_, message| message.content.clone())
    }

    /// Its embeds.
    #[must_use]
    pub fn embeds(&self) -> Vec<Value> {
        self.look(|_, message| message.embeds.clone())
    }

    /// Everything that can be read on it: content, embeds, file names, buttons, select options; a part a line.
    #[must_use]
    pub fn text(&self) -> String {
        self.look(|_, message| visible_text(message))
    }

    /// Its buttons, row by row.
    #[must_use]
    pub fn buttons(&self) -> Vec<Button> {
        self.look(|_, message| {
            controls(&message.components)
                .into_iter()
                .filter_map(button)
                .collect()
        })
    }

    /// Its select menus.
    #[must_use]
    pub fn selects(&self) -> Vec<Select> {
        self.look(|_, message| {
            controls(&message.components)
                .into_iter()
                .filter_map(select)
                .collect()
        })
    }

    /// Names of the files on it.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        self.look(|_, message| {
            message
                .attachments
                .iter()
                .map(|file| file.filename.clone())
                .collect()
        })
    }

    /// The bytes of a file on it.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.look(|_, message| {
            message
                .attachments
                .iter()
                .find(|file| file.filename == name)
                .map(|file| file.bytes.to_vec())
        })
    }

    /// The message it replies to.
    #[must_use]
    pub fn reference(&self) -> Option<Self> {
        let id = self.look(|_, message| message.reference.and_then(|reference| reference.message_id))?;
        Some(Self::new(&self.sandbox, id))
    }

    /// Who was notified when it was sent.
    #[must_use]
    pub fn pinged(&self) -> Mentions {
        self.look(|_, message| message.pinged.clone())
    }

    /// How often it was edited.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.look(|_, message| message.revision)
    }

    /// Whether only one member sees it.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.look(|_, message| message.only_for.is_some())
    }

    /// Whether it says that the bot is thinking.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.look(|_, message| message.has(crate::world::message::flags::LOADING))
    }

    /// Whether it was deleted.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.look(|_, message| message.deleted)
    }

    /// Deletes it, as a moderator would.
    pub fn delete(&self) {
        self.sandbox
            .shared()
            .change(|world| world.delete_message(self.id));
    }

    pub(crate) fn components(&self) -> Vec<Value> {
        self.look(|_, message| message.components.clone())
    }
}

/// The buttons and selects in a list of components, however deep.
pub(crate) fn controls(components: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    for component in components {
        match component.get("components").and_then(Value::as_array) {
            Some(inner) => found.extend(controls(inner)),
            None => found.push(component),
        }
        found.extend(component.get("accessory"));
    }
    found
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn button(component: &Value) -> Option<Button> {
    (component["type"] == 2).then(|| Button {
        label: text_of(component, "label").unwrap_or_default(),
        custom_id: text_of(component, "custom_id"),
        url: text_of(component, "url"),
        style: component["style"].as_u64().unwrap_or_default(),
        disabled: component["disabled"] == true,
        emoji: component["emoji"]["name"].as_str().map(str::to_owned),
    })
}

/// A select menu of a component object.
pub(crate) fn select(component: &Value) -> Option<Select> {
    let kind = component["type"]
        .as_i64()
        .filter(|kind| matches!(kind, 3 | 5..=8))?;
    let bound = |key: &str| {
        component[key]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(1)
    };
    let options = component["options"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let pair = |option: &Value| {
        (
            text_of(option, "label").unwrap_or_default(),
            text_of(option, "value").unwrap_or_default(),
        )
    };
    Some(Select {
        kind,
        custom_id: text_of(component, "custom_id").unwrap_or_default(),
        placeholder: text_of(component, "placeholder").unwrap_or_default(),
        options: options.iter().map(pair).collect(),
        bounds: (bound("min_values"), bound("max_values")),
        disabled: component["disabled"] == true,
    })
}

fn visible_text(message: &Stored) -> String {
    let mut lines = Vec::new();
    lines.push(message.content.clone());
    for embed in &message.embeds {
        lines.extend(embed["author"]["name"].as_str().map(str::to_owned));
        lines.extend(text_of(embed, "title"));
        lines.extend(text_of(embed, "description"));
        for field in embed["fields"].as_array().into_iter().flatten() {
            lines.push(format!(
                "{}: {}",
                field["name"].as_str().unwrap_or(""),
                field["value"].as_str().unwrap_or("")
            ));
        }
        lines.extend(embed["footer"]["text"].as_str().map(str::to_owned));
    }
    lines.extend(message.attachments.iter().map(|file| file.filename.clone()));
    for control in controls(&message.components) {
        lines.extend(text_of(control, "content"));
        let emoji = control["emoji"]["name"].as_str();
        let label = text_of(control, "label");
        lines.extend(match (emoji, label) {
            (Some(emoji), Some(label)) => Some(format!("{emoji} {label}")),
            (None, Some(label)) => Some(label),
            (Some(emoji), None) => Some(emoji.to_owned()),
            (None, None) => None,
        });
        lines.extend(text_of(control, "placeholder"));
        for option in control["options"].as_array().into_iter().flatten() {
            lines.extend(text_of(option, "label"));
            lines.extend(text_of(option, "description"));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
