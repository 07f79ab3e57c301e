//! Small phrases that many texts are made of: who, when, which.

use chrono::{DateTime, TimeDelta, Utc};

use super::catalogue::Lang;
use super::safe::neutral_line;
use crate::domain::dates::format_date;
use crate::domain::delay::Delay;
use crate::domain::event::Initiator;
use crate::domain::money::Money;
use crate::domain::reason::Reason;
use crate::domain::refusal::Field;
use crate::domain::stage::{Outcome, Stage};
use crate::locale::Locale;
use crate::t;

/// A moment as Discord's clients show it: each reader sees their own time zone, and hovers for the full date.
#[must_use]
pub fn ago(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// A moment with date and time, in each reader's own time zone.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    format!("<t:{}:f>", at.timestamp())
}

/// A time of day with seconds, for what is over soon.
#[must_use]
pub fn clock(at: DateTime<Utc>) -> String {
    format!("<t:{}:T>", at.timestamp())
}

/// How long something took, in its largest whole unit.
#[must_use]
pub fn span(lang: Lang, span: TimeDelta) -> String {
    let (key, count) = match (span.num_days(), span.num_hours(), span.num_minutes()) {
        (days @ 1.., _, _) => ("span-days", days),
        (_, hours @ 1.., _) => ("span-hours", hours),
        (_, _, minutes) => ("span-minutes", minutes.max(1)),
    };
    t!(lang, key, count = count)
}

/// A count with its thousands told apart.
#[must_use]
pub fn number(locale: Locale, number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(locale.grouping_separator());
        }
        text.push(digit);
    }
    text
}

/// A day of the week.
#[must_use]
pub(crate) fn weekday(lang: Lang, day: chrono::Weekday) -> String {
    t!(lang, format!("day-{}", day.number_from_monday()))
}

/// A time of the ladder: "24 hours", "15 minutes".
#[must_use]
pub fn delay(lang: Lang, delay: Delay) -> String {
    match delay.whole_hours() {
        Some(hours) => t!(lang, "span-hours", count = hours),
        None => t!(lang, "span-minutes", count = delay.as_delta().num_minutes()),
    }
}

/// Who did something.
#[must_use]
pub fn actor(lang: Lang, actor: Initiator) -> String {
    match actor {
        Initiator::Member(member) => format!("<@{member}>"),
        Initiator::Source(_) => t!(lang, "actor-source"),
        Initiator::Clock => t!(lang, "actor-clock"),
        Initiator::Operator => t!(lang, "actor-operator"),
    }
}

/// What a field of a deal said, as the history keeps it ("12,500.00 EUR", "2026-12-31"), as people write it.
#[must_use]
pub(crate) fn field_text(locale: Locale, field: &str, kept: &str) -> String {
    let money = || Money::parse(kept, iso_currency::Currency::EUR).ok();
    if [Field::Value, Field::FinalValue]
        .iter()
        .any(|known| known.code() == field)
    {
        money().map_or_else(|| kept.to_owned(), |money| money.display(locale))
    } else if field == Field::PurchaseDate.code() {
        kept.parse()
            .map_or_else(|_| kept.to_owned(), |date| format_date(date, locale))
    } else {
        kept.to_owned()
    }
}

/// A stage's word, or the outcome's where there is one.
#[must_use]
pub fn stage(lang: Lang, stage: Stage) -> String {
    t!(lang, format!("stage-{}", stage.word()))
}

/// An outcome's word.
#[must_use]
pub fn outcome(lang: Lang, outcome: Outcome) -> String {
    stage(lang, Stage::Archived(outcome))
}

/// A reason in words: the team's own, else the catalogue's.
#[must_use]
pub fn reason(lang: Lang, list: &[Reason], code: &str) -> String {
    match list
        .iter()
        .find(|reason| reason.code == code)
        .and_then(|reason| reason.words.as_deref())
    {
        Some(words) => neutral_line(words, 100),
        None if crate::domain::reason::DECLINE.contains(&code)
            || crate::domain::reason::LOST.contains(&code) =>
        {
            t!(lang, format!("reason-{code}"))
        }
        // A reason that has been taken off the team's list since.
        None => neutral_line(code, 100),
    }
}
