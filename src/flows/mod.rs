//! Use cases, a verb a file. Each is one transaction: the change, its entry in the history and what must happen
//! outside (outbox and due rows) are written together, or not at all. No network in here.

pub mod accept;
pub mod assign;
mod authorize;
pub mod away;
mod burst;
mod check_action;
pub mod close;
pub(crate) mod create_manually;
pub mod decline;
pub mod deliver;
pub mod digest;
pub(crate) mod doors;
pub mod edit;
pub mod erase;
pub mod expire;
pub mod favorite;
pub mod history;
pub(crate) mod import;
pub mod index;
pub(crate) mod inquiry;
mod lead_change;
pub mod list;
pub(crate) mod lost_lead;
pub mod notices;
mod plan;
pub mod reasons;
pub mod receive;
pub(crate) mod rejected;
pub mod release;
pub mod remind;
pub mod reminders;
pub(crate) mod see_contact;
pub mod settings;
pub mod setup;
pub mod show;
pub mod signing;
pub mod snooze;
pub mod source;
pub(crate) mod stats;
pub mod team;
pub mod undo;

pub(crate) use authorize::authorize;
pub(crate) use check_action::check_action;

use crate::domain::event::Via;
use crate::domain::ids::MessageId;
use crate::domain::permission::Person;
use crate::domain::refusal::Refusal;
use crate::store::StoreError;

/// Why a use case did not happen.
#[derive(Debug)]
pub enum FlowError {
    /// The member may not or cannot; the words are theirs to see.
    Refused(Refusal),
    /// Our fault.
    Failed(anyhow::Error),
}

impl std::fmt::Display for FlowError {
    /// For logs: a refusal's name without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.name()),
            Self::Failed(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for FlowError {}

/// What a use case gives.
pub(crate) type FlowResult<T> = Result<T, FlowError>;

impl From<Refusal> for FlowError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<anyhow::Error> for FlowError {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<sqlx::Error> for FlowError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<StoreError> for FlowError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Who does something, and how.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub person: Person,
    /// By which way.
    pub via: Via,
    /// Discord's id of the press, command or form: the same one again has no effect.
    pub interaction: i64,
    /// The message that the control stands on; the card itself is repainted by the answer.
    pub message: Option<MessageId>,
}
