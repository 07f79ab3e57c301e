//! Snowflakes: ids that carry the moment of their making (`developers/reference.mdx`, Snowflakes).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// The first second of 2015, in milliseconds since 1970.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// Makes ids. The low 22 bits count up, so that two ids of one millisecond differ and keep their order.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    count: u64,
}

impl Snowflakes {
    /// A new id of this moment.
    pub fn next(&mut self, now: DateTime<Utc>) -> u64 {
        self.count = (self.count + 1) & 0x3F_FFFF;
        at(now) | self.count
    }
}

/// The smallest id of a moment.
pub(crate) fn at(moment: DateTime<Utc>) -> u64 {
    u64::try_from((moment.timestamp_millis() - DISCORD_EPOCH_MS).max(1)).unwrap_or(1) << 22
}

/// As JSON: ids travel as strings.
pub(crate) fn id(id: u64) -> Value {
    Value::String(id.to_string())
}

/// As JSON, with `null` for none.
pub(crate) fn id_or_null(id: Option<u64>) -> Value {
    id.map_or(Value::Null, |id| json!(id.to_string()))
}

/// As a JSON list.
pub(crate) fn ids<'a>(ids: impl IntoIterator<Item = &'a u64>) -> Value {
    ids.into_iter().copied().map(id).collect()
}

/// Reads an id that came as a string or a number.
pub(crate) fn parse(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64(),
        _ => None,
    }
    .filter(|id| *id > 0)
}

/// A moment as Discord writes it: microseconds and an offset.
pub(crate) fn stamp(moment: DateTime<Utc>) -> Value {
    Value::String(moment.format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string())
}
