//! The times of a ladder as people write them: `15m`, `24h`, `3d`.

use std::fmt;

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long after or before a moment, in whole minutes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Delay {
    minutes: u32,
}

impl Delay {
    /// That many hours.
    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self { minutes: hours * 60 }
    }

    /// That many minutes.
    #[must_use]
    pub const fn minutes(minutes: u32) -> Self {
        Self { minutes }
    }

    /// As a length of time.
    #[must_use]
    pub(crate) fn as_delta(self) -> TimeDelta {
        TimeDelta::minutes(self.minutes.into())
    }

    /// Whole hours, where it is that.
    #[must_use]
    pub(crate) const fn whole_hours(self) -> Option<u32> {
        if self.minutes.is_multiple_of(60) {
            Some(self.minutes / 60)
        } else {
            None
        }
    }

    /// `15m`, `24h`, `3d`, or a bare number of hours; from one minute to 366 days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const FARTHEST: u32 = 366 * 24 * 60;
        let text = text.trim().to_lowercase();
        let (number, unit) = match text.strip_suffix(['m', 'h', 'd']) {
            Some(number) => (number, text.as_bytes().last().copied()),
            None => (text.as_str(), None),
        };
        let factor = match unit {
            Some(b'm') => 1,
            Some(b'd') => 24 * 60,
            _ => 60,
        };
        let minutes = number.trim().parse::<u32>().ok()?.checked_mul(factor)?;
        (1..=FARTHEST).contains(&minutes).then_some(Self { minutes })
    }

    /// How a row's word carries it: hours as a bare number, as from before there were minutes.
    #[must_use]
    pub fn code(self) -> String {
        match self.whole_hours() {
            Some(hours) => hours.to_string(),
            None => format!("{}m", self.minutes),
        }
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.whole_hours(), self.minutes) {
            (Some(hours), _) if hours >= 72 && hours % 24 == 0 => write!(f, "{}d", hours / 24),
            (Some(hours), _) => write!(f, "{hours}h"),
            (None, minutes) => write!(f, "{minutes}m"),
        }
    }
}

/// A number is hours, as settings kept them before there were minutes.
impl Serialize for Delay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole_hours() {
            Some(hours) => serializer.serialize_u32(hours),
            None => serializer.serialize_str(&self.code()),
        }
    }
}

impl<'de> Deserialize<'de> for Delay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Stored {
            Hours(u32),
            Written(String),
        }
        let found = match Stored::deserialize(deserializer)? {
            Stored::Hours(hours) => hours.checked_mul(60).map(Self::minutes),
            Stored::Written(text) => Self::parse(&text),
        };
        found.ok_or_else(|| serde::de::Error::custom("no time of a ladder"))
    }
}

/// A ladder as people write it: `15m 24h, 3d`, or `off` for none; earliest first. `None` where that cannot be read or is
/// more than ten times.
#[must_use]
pub fn delays_of(text: &str) -> Option<Vec<Delay>> {
    const MOST: usize = 10;
    let text = text.trim().to_lowercase();
    if matches!(text.as_str(), "off" | "none" | "no") {
        return Some(Vec::new());
    }
    let delays = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(Delay::parse)
        .collect::<Option<std::collections::BTreeSet<_>>>()?;
    (1..=MOST)
        .contains(&delays.len())
        .then(|| delays.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_minutes_hours_and_days_and_a_bare_number_is_hours() {
        let read =
            |text: &str| delays_of(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read("72 24, 48").unwrap(), ["24h", "48h", "3d"]);
        assert_eq!(read("3d 1D 12h 15m").unwrap(), ["15m", "12h", "24h", "3d"]);
        assert_eq!(read("90m").unwrap(), ["90m"]);
        assert_eq!(read(" Off ").unwrap(), Vec::<String>::new());
        for text in [
            "",
            "0",
            "0m",
            "x",
            "24 soon",
            "1w",
            "400d",
            "-3",
            "1 2 3 4 5 6 7 8 9 10 11",
            "m",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_stored_as_hours_is_read_and_written_as_before() {
        let old: Vec<Delay> = serde_json::from_str("[24,48,72]").unwrap();
        assert_eq!(old, [Delay::hours(24), Delay::hours(48), Delay::hours(72)]);
        assert_eq!(serde_json::to_string(&old).unwrap(), "[24,48,72]");
        let new = vec![Delay::minutes(15)];
        let text = serde_json::to_string(&new).unwrap();
        assert_eq!(text, r#"["15m"]"#);
        assert_eq!(serde_json::from_str::<Vec<Delay>>(&text).unwrap(), new);
    }
}
