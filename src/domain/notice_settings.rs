//! What a team wants of notices.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What a team wants of notices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeSettings {
    /// Tell a customer who wrote by themselves that nobody answered in time. Off: it would only say that nobody cared.
    pub tell_customer_of_expiry: bool,
    /// Older than this a notice is not sent by itself any more, in days; managers are asked instead.
    pub retention_days: u32,
    /// Where answers to mails go.
    pub reply_to: Option<String>,
    /// The webhook of each source whose leads name none themselves, by the source's row.
    pub webhooks: BTreeMap<i64, String>,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            tell_customer_of_expiry: false,
            retention_days: 7,
            reply_to: None,
            webhooks: BTreeMap::new(),
        }
    }
}

impl NoticeSettings {
    /// How long a notice may be sent by itself.
    #[must_use]
    pub(crate) fn retention(&self) -> TimeDelta {
        TimeDelta::days(self.retention_days.into())
    }
}
