//! What a member saw of the bot's answer.

use serde_json::Value;

use super::{Message, wait};
use crate::{
    Sandbox,
    world::{
        World,
        interaction::{Answer, Interaction},
        message::flags,
    },
};

/// The bot's answer to one act; what it shows is always the present.
#[derive(Clone)]
pub struct Reply {
    sandbox: Sandbox,
    interaction_id: u64,
    user_id: u64,
}

/// How the bot answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message.
    Message,
    /// The message that was pressed changed.
    Update,
    /// A form opened.
    Modal,
    /// "Thinking…".
    DeferredMessage,
    /// Nothing to see yet.
    DeferredUpdate,
    /// Choices for what is being typed.
    Autocomplete,
    /// "This application did not respond".
    Failed,
}

impl Kind {
    /// As the control interface writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Update => "update",
            Self::Modal => "modal",
            Self::DeferredMessage => "deferred_message",
            Self::DeferredUpdate => "deferred_update",
            Self::Autocomplete => "autocomplete",
            Self::Failed => "failed",
        }
    }
}

/// A choice offered while typing.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent.
    pub value: Value,
}

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct Modal {
    /// Its heading.
    pub title: String,
    /// Its id.
    pub custom_id: String,
    /// Its fields, in order.
    pub fields: Vec<ModalField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ModalField {
    /// What stands above it.
    pub label: String,
    /// What stands below the label.
    pub description: Option<String>,
    /// Its id.
    pub custom_id: String,
    /// Component type: 4 text, 3 and 5 to 8 selects.
    pub kind: i64,
    /// Text filled in already.
    pub value: Option<String>,
    /// Shown while it is empty.
    pub placeholder: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
    /// Several lines.
    pub is_paragraph: bool,
    /// Least and most characters.
    pub length: (usize, usize),
    /// The component itself.
    pub component: Value,
}

impl Reply {
    pub(crate) fn new(sandbox: &Sandbox, interaction_id: u64, user_id: u64) -> Self {
        Self {
            sandbox: sandbox.clone(),
            interaction_id,
            user_id,
        }
    }

    fn look<T: Default>(&self, look: impl FnOnce(&World, &Interaction) -> T) -> T {
        let found = |world: &World| {
            world
                .interactions
                .get(&self.interaction_id)
                .map(|i| look(world, i))
        };
        self.sandbox.shared().read(found).unwrap_or_default()
    }

    /// The interaction's id.
    #[must_use]
    pub fn interaction_id(&self) -> u64 {
        self.interaction_id
    }

    /// Who acted.
    #[must_use]
    pub fn user_id(&self) -> u64 {
        self.user_id
    }

    /// How the bot answered first.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.look(|_, interaction| {
            Some(match interaction.answer.as_ref()? {
                Answer::Message => Kind::Message,
                Answer::DeferredMessage => Kind::DeferredMessage,
                Answer::DeferredUpdate => Kind::DeferredUpdate,
                Answer::Update => Kind::Update,
                Answer::Choices(_) => Kind::Autocomplete,
                Answer::Modal(_) => Kind::Modal,
            })
        })
        .unwrap_or(Kind::Failed)
    }

    /// Whether the answer's message is only for who acted.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.message().is_some_and(|message| message.is_ephemeral())
    }

    /// The message that answers, or that was changed.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        self.look(|_, interaction| interaction.original)
            .map(|id| Message::new(&self.sandbox, id))
    }

    /// Further messages, oldest first.
    #[must_use]
    pub fn followups(&self) -> Vec<Message> {
        let ids = self.look(|_, interaction| interaction.followups.clone());
        ids.into_iter()
            .map(|id| Message::new(&self.sandbox, id))
            .collect()
    }

    /// The form, if one opened.
    #[must_use]
    pub fn modal(&self) -> Option<Modal> {
        self.look(|_, interaction| match &interaction.answer {
            Some(Answer::Modal(modal)) => Some(Modal::read(modal)),
            _ => None,
        })
    }

    /// The form as Discord sends it to a client; `null` if none opened.
    pub(crate) fn modal_json(&self) -> Value {
        self.look(|_, interaction| match &interaction.answer {
            Some(Answer::Modal(modal)) => modal.clone(),
            _ => Value::Null,
        })
    }

    /// The choices, if any were offered.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        self.look(|_, interaction| match &interaction.answer {
            Some(Answer::Choices(choices)) => choices.iter().map(Choice::read).collect(),
            _ => Vec::new(),
        })
    }

    /// Everything the member can read of it: the message and its followups, or the form, or the failure.
    #[must_use]
    pub fn text(&self) -> String {
        match self.kind() {
            Kind::Failed => "This application did not respond".to_owned(),
            Kind::Modal => self.modal().map(|modal| modal.text()).unwrap_or_default(),
            Kind::Autocomplete => self
                .choices()
                .iter()
                .map(|c| c.name.clone())
                .collect::<Vec<_>>()
                .join("\n"),
            _ => {
                let own = self.message().into_iter().chain(self.followups());
                own.map(|message| message.text()).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// Waits until a deferred answer has been filled in, or anything followed it; at most the patience of the options.
    pub async fn settled(&self) -> Self {
        let is_settled = |world: &World| {
            let Some(interaction) = world.interactions.get(&self.interaction_id) else {
                return true;
            };
            match interaction.answer {
                Some(Answer::DeferredMessage) => {
                    let original = interaction.original.and_then(|id| world.messages.get(&id));
                    original.is_none_or(|message| message.deleted || !message.has(flags::LOADING))
                }
                Some(Answer::DeferredUpdate) => {
                    let followed = !interaction.followups.is_empty();
                    let original = interaction.original.and_then(|id| world.messages.get(&id));
                    followed
                        || original
                            .is_some_and(|message| message.edited_at.is_some_and(|at| at >= interaction.at))
                }
                _ => true,
            }
        };
        wait::until(self.sandbox.shared(), is_settled, |_| false).await;
        self.clone()
    }

    /// Waits for the n-th followup (from 1).
    pub async fn followup(&self, n: usize) -> Option<Message> {
        let there = |world: &World| {
            world
                .interactions
                .get(&self.interaction_id)
                .is_some_and(|interaction| interaction.followups.len() >= n)
        };
        wait::until(self.sandbox.shared(), there, |_| false).await;
        self.followups().into_iter().nth(n.saturating_sub(1))
    }
}

impl Choice {
    fn read(choice: &Value) -> Self {
        Self {
            name: choice["name"].as_str().unwrap_or_default().to_owned(),
            value: choice["value"].clone(),
        }
    }
}

impl Modal {
    pub(crate) fn read(modal: &Value) -> Self {
        let text = |key: &str| modal[key].as_str().unwrap_or_default().to_owned();
        let parts = modal["components"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Self {
            title: text("title"),
            custom_id: text("custom_id"),
            fields: parts.iter().filter_map(ModalField::read).collect(),
        }
    }

    /// The field of that label or id.
    #[must_use]
    pub fn field(&self, label_or_id: &str) -> Option<&ModalField> {
        let exact = self
            .fields
            .iter()
            .find(|f| f.label == label_or_id || f.custom_id == label_or_id);
        exact.or_else(|| self.fields.iter().find(|field| field.label.contains(label_or_id)))
    }

    /// Everything that can be read on it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        for field in &self.fields {
            lines.push(match &field.value {
                Some(value) => format!("{}: {value}", field.label),
                None => field.label.clone(),
            });
            lines.extend(field.description.clone());
            lines.extend(field.placeholder.clone());
        }
        lines.join("\n")
    }
}

impl ModalField {
    /// A field from its row or label.
    fn read(part: &Value) -> Option<Self> {
        let component = if part["type"] == 18 {
            &part["component"]
        } else {
            &part["components"][0]
        };
        let kind = component["type"].as_i64()?;
        let text = |key: &str| component[key].as_str().map(str::to_owned);
        let number = |key: &str, default: usize| {
            component[key]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(default)
        };
        let label = part["label"]
            .as_str()
            .or_else(|| component["label"].as_str())
            .unwrap_or_default();
        Some(Self {
            label: label.to_owned(),
            description: part["description"].as_str().map(str::to_owned),
            custom_id: text("custom_id")?,
            kind,
            value: text("value"),
            placeholder: text("placeholder"),
            required: component["required"].as_bool().unwrap_or(true),
            is_paragraph: component["style"] == 2,
            length: (
                number("min_length", 0),
                number("max_length", crate::limits::INPUT_VALUE),
            ),
            component: component.clone(),
        })
    }
}
