//! What stands in a field, as a person would read it.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::contact::{fold, language_tag};
use crate::domain::lead::{Kind, SenderKind};

/// Times with an offset that are not of RFC 3339, as chrono writes patterns.
const WITH_OFFSET: &[&str] = &[
    "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%Y-%m-%dT%H:%M%#z",
    "%Y%m%dT%H%M%S%#z",
    "%Y%m%dT%H%M%#z",
];
/// The same, in UTC by a word at the end.
const IN_UTC: &[&str] = &["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M"];
/// Unix times of the years 2001 to 2100, in seconds: what is smaller or larger is no time.
const UNIX: std::ops::Range<i64> = 1_000_000_000..4_102_444_800;

/// A moment in any ISO 8601 form that has an offset, of RFC 2822, or in Unix seconds or milliseconds. A time without an
/// offset is somebody's local time, and nobody knows whose.
pub(in crate::intake::formats) fn time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim().replace('−', "-").replace(',', ".");
    let upper = text.to_ascii_uppercase();
    // One "T" between date and time, and no space before the offset.
    let joined = match upper.split_once([' ', 'T']) {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit()) => format!("{date}T{}", time.replace(' ', "")),
        _ => upper,
    };
    let in_utc = ["UTC", "GMT", "Z"].iter().find_map(|end| joined.strip_suffix(end));
    let utc = in_utc.and_then(|local| {
        let read = |pattern: &&str| NaiveDateTime::parse_from_str(local, pattern).ok();
        IN_UTC.iter().find_map(read)
    });
    if let Some(utc) = utc {
        return Some(utc.and_utc());
    }
    let offset = |pattern: &&str| DateTime::parse_from_str(&joined, pattern).ok();
    let moment = WITH_OFFSET.iter().find_map(offset);
    let moment = moment.or_else(|| DateTime::parse_from_rfc2822(&text.replacen('.', ",", 1)).ok());
    moment.map(|at| at.to_utc()).or_else(|| unix_time(&joined))
}

fn unix_time(text: &str) -> Option<DateTime<Utc>> {
    let number: i64 = text.parse().ok()?;
    if UNIX.contains(&number) {
        return DateTime::from_timestamp(number, 0);
    }
    UNIX.contains(&(number / 1000)).then(|| DateTime::from_timestamp_millis(number))?
}

/// `customer_inquiry`, and as people write it: `Customer inquiry`, `MARKETING-QUALIFIED`.
pub(super) fn kind(text: &str) -> Option<Kind> {
    Kind::from_code(&code(text))
}

pub(super) fn sender_kind(text: &str) -> Option<SenderKind> {
    SenderKind::from_code(&code(text))
}

fn code(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join("_")
}

/// A tag, a header of several, or a language's name.
pub(super) fn language(text: &str) -> Option<String> {
    let mut wanted = text.split(',').map(|one| one.split(';').next().unwrap_or_default());
    wanted.find_map(language_tag)
}

pub(super) fn web_address(text: &str) -> Option<String> {
    let url = reqwest::Url::parse(text).ok()?;
    (url.scheme() == "https" && url.has_host()).then(|| text.to_owned())
}
