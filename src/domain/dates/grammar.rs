//! The grammar of dates in words: what an order of tokens means.

use chrono::{Datelike, Days, NaiveDate};

use super::DateFault;
use super::calendar::{Period, Place, Unit, next_such};
use super::tokens::{Token, tokens};

/// Reads a date in words; `Ok(None)` if the day is out of all bounds.
pub(super) fn parse(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DateFault> {
    let tokens = tokens(text)?;
    if let Some(day) = counted_from_today(&tokens, today) {
        return match (day, week_by_number(text, &tokens, today)) {
            (Some(counted), Some(week)) => Err(DateFault::Ambiguous {
                readings: [week, counted],
            }),
            (day, _) => Ok(day),
        };
    }
    let tokens = tokens.strip_prefix(&[Token::In]).unwrap_or(&tokens);
    let (weekday, tokens) = match tokens {
        [Token::Weekday(weekday), rest @ ..] | [rest @ .., Token::Weekday(weekday)] => (Some(*weekday), rest),
        all => (None, all),
    };
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
    let day = if weekday.is_some() {
        named
    } else {
        named.or_else(|| day_of_period(rest, year, place, today))
    };
    match day {
        Some(Some(date)) if weekday.is_some_and(|weekday| weekday != date.weekday()) => {
            Err(DateFault::WrongWeekday { date })
        }
        Some(Some(date)) => match month_of_year(text, rest, year, today) {
            Some(month) if named.is_some() => Err(DateFault::Ambiguous {
                readings: [date, month],
            }),
            _ => Ok(Some(date)),
        },
        Some(None) => Err(DateFault::NoSuchDay {
            written: text.to_owned(),
        }),
        None => Err(DateFault::NotUnderstood {
            written: text.to_owned(),
        }),
    }
}

/// `21 неделя` is week 21, or so many weeks: Russian counts with the same form.
fn week_by_number(text: &str, tokens: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    let &[Token::Number(nth @ 2.., 1 | 2), Token::Unit(Unit::Days(7))] = tokens else {
        return None;
    };
    let in_year = |year| Period::week_of_year(year, nth)?.day(Place::End);
    next_such(today, in_year).filter(|_| text.to_lowercase().contains("неделя"))
}

/// `Dec-27`, as spreadsheets write December 2027; a person may mean the 27th.
fn month_of_year(text: &str, tokens: &[Token], year: Option<i32>, today: NaiveDate) -> Option<NaiveDate> {
    let &[Token::Month(month), Token::Number(short_year, 2)] = tokens else {
        return None;
    };
    let joined = text.trim().contains('-') && !text.trim().contains(' ') && year.is_none();
    let year = 2000 + i32::try_from(short_year).ok()?;
    let day = Period::of_year(year, month, 1)?.day(Place::End)?;
    (joined && day >= today).then_some(day)
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
        [In, Next, Number(value, _), Token::Unit(unit) | Units(unit)]
        | [Next, Number(value, _), Token::Unit(unit) | Units(unit)] => Some(unit.after(today, value)),
        [In, Token::Unit(unit) | Units(unit)] => Some(unit.after(today, 1)),
        _ => None,
    }
}

/// Quarters and halves are called by their number.
fn is_numbered(unit: Unit) -> bool {
    matches!(unit, Unit::Months(3 | 6))
}

/// Takes the year off the end or the front: `… 2027`, `… 2027 года`, `… next year`, `… this year`, `2027-Q1`.
fn split_year(tokens: &[Token], this_year: i32) -> (Option<i32>, &[Token]) {
    use Token::{CalendarWeek, Month, Next, Nth, Number, This, Unit as One};
    const YEAR: Token = One(Unit::Months(12));
    let year = |value: u32| i32::try_from(value).ok();
    let numbered = |unit| matches!(unit, Unit::Months(3 | 6) | Unit::Days(7));
    match *tokens {
        [ref rest @ .., Number(value, 4)] | [ref rest @ .., Number(value, 4), YEAR] => (year(value), rest),
        [ref rest @ .., Next, YEAR] => (Some(this_year + 1), rest),
        [ref rest @ .., This, YEAR] => (Some(this_year), rest),
        [Number(value, 4), ref rest @ ..]
            if matches!(
                rest,
                [One(_) | CalendarWeek | Month(_) | Number(..), _, ..] | [Month(_)]
            ) =>
        {
            (year(value), rest)
        }
        [Number(..), Month(_), Number(value, 2)] | [Month(_), Number(..), Number(value, 2)] => {
            (year(2000 + value), &tokens[..2])
        }
        [One(unit), Number(..), Number(value, 2)] | [Number(..), One(unit) | Nth(unit), Number(value, 2)]
            if numbered(unit) =>
        {
            (year(2000 + value), &tokens[..2])
        }
        [CalendarWeek, Number(..), Number(value, 2)] | [Number(..), CalendarWeek, Number(value, 2)] => {
            (year(2000 + value), &tokens[..2])
        }
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
        (
            &[
                Token::CalendarWeek | Token::Unit(Unit::Days(7)),
                Token::Number(nth, 1 | 2),
            ]
            | &[
                Token::Number(nth, 1 | 2),
                Token::CalendarWeek | Token::Nth(Unit::Days(7)),
            ],
            _,
        ) => {
            let in_year = |year| Period::week_of_year(year, nth)?.day(at);
            Some(year.map_or_else(|| next_such(today, in_year), in_year))
        }
        (&[Token::Number(nth, 1 | 2), Token::Unit(Unit::Days(7))], Some(_)) => {
            Some(year.and_then(|year| Period::week_of_year(year, nth)?.day(at)))
        }
        (&[Token::Next, Token::Unit(unit)], None) => {
            Some(around(unit).and_then(Period::next).and_then(|p| p.day(at)))
        }
        (&[Token::This, Token::Unit(unit)], None) => Some(around(unit).and_then(|p| p.day(at))),
        (&[Token::Unit(unit)], None) if place.is_some() => Some(around(unit).and_then(|p| p.day(at))),
        _ => None,
    }
}
