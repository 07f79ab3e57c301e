//! The grammar of dates in words: what an order of tokens means.

use chrono::{Datelike, Days, NaiveDate};

use super::DateFault;
use super::calendar::{Period, Place, Unit, next_such};
use super::tokens::{Token, tokens};

/// Reads a date in words; `Ok(None)` if the day is out of all bounds.
pub(super) fn parse(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DateFault> {
    let tokens = tokens(text)?;
    if let Some(day) = counted_from_today(&tokens, today) {
        return Ok(day);
    }
    let tokens = tokens.strip_prefix(&[Token::In]).unwrap_or(&tokens);
    let (place, tokens) = match tokens {
        [Token::Place(place), rest @ ..] => (Some(*place), rest),
        all => (None, all),
    };
    let (year, rest) = split_year(tokens, today.year());
    let named = if place.is_none() {
        named_day(rest, year, today)
    } else {
        None
    };
    match named.or_else(|| day_of_period(rest, year, place, today)) {
        Some(Some(day)) => Ok(Some(day)),
        Some(None) => Err(DateFault::NoSuchDay {
            written: text.to_owned(),
        }),
        None => Err(DateFault::NotUnderstood {
            written: text.to_owned(),
        }),
    }
}

/// `tomorrow`, `Friday`, `in 6 weeks`, `через месяц`. `None` if it is none of these, `Some(None)` if the day is out of
/// all bounds.
fn counted_from_today(tokens: &[Token], today: NaiveDate) -> Option<Option<NaiveDate>> {
    use Token::{DaysFromToday, In, Next, Number, This, Units, Weekday};
    match *tokens {
        [DaysFromToday(days)] => Some(today.checked_add_days(Days::new(days.into()))),
        [Weekday(weekday)] | [Next | This, Weekday(weekday)] => {
            let ahead = (6 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7 + 1;
            Some(today.checked_add_days(Days::new(ahead.into())))
        }
        [In, Number(value, _), Token::Unit(unit) | Units(unit)] | [Number(value, _), Units(unit)] => {
            Some(unit.after(today, value))
        }
        [Number(value, digits), Token::Unit(unit)] if digits < 4 && !is_numbered(unit) => {
            Some(unit.after(today, value))
        }
        [In, Token::Unit(unit) | Units(unit)] => Some(unit.after(today, 1)),
        _ => None,
    }
}

/// Quarters and halves are called by their number.
fn is_numbered(unit: Unit) -> bool {
    matches!(unit, Unit::Months(3 | 6))
}

/// Takes the year off the end: `… 2027`, `… 2027 года`, `… next year`, `… this year`.
fn split_year(tokens: &[Token], this_year: i32) -> (Option<i32>, &[Token]) {
    const YEAR: Token = Token::Unit(Unit::Months(12));
    let year = |value: u32| i32::try_from(value).ok();
    match *tokens {
        [ref rest @ .., Token::Number(value, 4)] | [ref rest @ .., Token::Number(value, 4), YEAR] => {
            (year(value), rest)
        }
        [ref rest @ .., Token::Next, YEAR] => (Some(this_year + 1), rest),
        [ref rest @ .., Token::This, YEAR] => (Some(this_year), rest),
        [Token::Number(..), Token::Month(_), Token::Number(value, 2)]
        | [Token::Month(_), Token::Number(..), Token::Number(value, 2)] => (year(2000 + value), &tokens[..2]),
        _ => (None, tokens),
    }
}

/// `31 December`, `Dec 31`.
fn named_day(tokens: &[Token], year: Option<i32>, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let (&[Token::Number(day, 1..=2), Token::Month(month)]
    | &[Token::Month(month), Token::Number(day, 1..=2)]) = tokens
    else {
        return None;
    };
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    Some(year.map_or_else(|| next_such(today, in_year), in_year))
}

/// `June`, `end of Q2`, `next month`, `конец года`.
fn day_of_period(
    tokens: &[Token],
    year: Option<i32>,
    place: Option<Place>,
    today: NaiveDate,
) -> Option<Option<NaiveDate>> {
    let at = place.unwrap_or(Place::End);
    let of_year = |nth, months| {
        let in_year = |year| Period::of_year(year, nth, months)?.day(at);
        Some(year.map_or_else(|| next_such(today, in_year), in_year))
    };
    let around = |unit| Period::around(today, unit);
    match (tokens, year) {
        (&[], Some(_)) => of_year(1, 12),
        (&[Token::Month(month)], _) | (&[Token::Next | Token::This, Token::Month(month)], None) => {
            of_year(month, 1)
        }
        (
            &[Token::Number(nth, _), Token::Unit(Unit::Months(months @ (3 | 6)))]
            | &[Token::Unit(Unit::Months(months @ (3 | 6))), Token::Number(nth, _)],
            _,
        ) => of_year(nth, months),
        (&[Token::Next, Token::Unit(unit)], None) => {
            Some(around(unit).and_then(Period::next).and_then(|p| p.day(at)))
        }
        (&[Token::This, Token::Unit(unit)], None) => Some(around(unit).and_then(|p| p.day(at))),
        (&[Token::Unit(unit)], None) if place.is_some() => Some(around(unit).and_then(|p| p.day(at))),
        _ => None,
    }
}
