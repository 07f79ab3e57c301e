//! Who starts a change. Below the history and the refusals, which both name them.

use serde::{Deserialize, Serialize};

use super::ids::{MemberId, SourceId};

/// Who did it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    /// Somebody in Discord.
    Member(MemberId),
    /// A source, at the door.
    Source(SourceId),
    /// Time.
    Clock,
    /// Whoever runs the program, on its command line.
    Operator,
}
