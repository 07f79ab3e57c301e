//! What the worker needs to be drawn, without knowing how cards look.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::domain::team::Team;
use crate::domain::view::{Figures, LeadView};
use crate::store::outbox::Entry;

/// What a message is drawn from, read at one moment.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Whose message.
    pub team: Team,
    /// The lead that it is about, where it is about one.
    pub lead: Option<LeadView>,
    /// What else it is drawn from.
    pub figures: Figures,
    /// When it was read.
    pub now: DateTime<Utc>,
}

/// A message as Discord should show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Discord's create-message object. It names `content`, `embeds`, `components` and `allowed_mentions` each time,
    /// empty ones too: an edit leaves what it does not name as it was.
    pub body: Value,
    /// A text in the content or in an embed's footer by which this row's message is known among all others of the
    /// bot in its channel, also after later changes: `L-17` for a card is one, if reminders carry another. It is
    /// looked for as a whole, so `L-1` is not found in `L-17`.
    pub marker: String,
}

impl Drawn {
    /// Whether it rings for a role once posted.
    pub(super) fn rings(&self) -> bool {
        let roles = self.body.pointer("/allowed_mentions/roles");
        roles
            .and_then(Value::as_array)
            .is_some_and(|roles| !roles.is_empty())
    }
}

/// Draws messages. Pure: the worker may draw a row any number of times.
pub trait Draw: Send + Sync + 'static {
    /// The message of a row, or `None` where there is nothing to show (any more).
    ///
    /// # Errors
    /// Our fault; the row is tried again later.
    fn draw(&self, entry: &Entry, subject: &Subject) -> anyhow::Result<Option<Drawn>>;
}
