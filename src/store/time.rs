//! Unix milliseconds, as rows keep them.

use chrono::{DateTime, NaiveDate, Utc};

/// For the row.
pub(super) const fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// From the row. Out-of-range values, which nothing here writes, become the epoch rather than a panic.
pub(super) fn from_ms(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

/// A day for the row.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
