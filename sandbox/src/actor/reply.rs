//! What a member saw of the bot's answer.

use serde_json::Value;

use super::{Message, Modal, wait};
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
