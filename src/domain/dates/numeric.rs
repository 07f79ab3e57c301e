//! Dates of digits only: ISO, and the two or three other ways to order a day, a month and a year.

use chrono::NaiveDate;

use super::DateFault;
use super::calendar::{Period, Place, next_such};
use crate::locale::{DateOrder, Locale};

/// Reads a date of digits; `None` if the text is not one, `Some(Ok(None))` if the day is out of all bounds.
pub(super) fn parse(
    text: &str,
    today: NaiveDate,
    locale: Locale,
) -> Option<Result<Option<NaiveDate>, DateFault>> {
    let is_separator = |c: char| {
        matches!(
            c,
            '.' | '/' | '-' | '‐' | '‑' | '–' | '−' | ',' | '年' | '月' | '년' | '월'
        )
    };
    let text_of_digits = text.trim_end_matches(['日', '일']);
    let joined = text_of_digits.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = joined
        .split(|c| is_separator(c) || c == ' ')
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Vec<u32> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let order = order(&joined, &lengths, locale);
    let no_such_day = || DateFault::NoSuchDay {
        written: text.to_owned(),
    };
    let day = |year, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let result = match (numbers.as_slice(), lengths.as_slice()) {
        (&[year, a, b], &[4, 1..=2, 1..=2]) => day(year, a, b).map(Some).ok_or_else(no_such_day),
        (&[a, b, c], &[1..=2, 1..=2, 2 | 4]) => choose(&order, no_such_day, |order| match order {
            DateOrder::DayMonthYear => day(full_year(c), b, a),
            DateOrder::MonthDayYear => day(full_year(c), a, b),
            DateOrder::YearMonthDay => day(full_year(a), b, c),
        }),
        (&[basic], &[8]) => day(basic / 10_000, basic / 100 % 100, basic % 100)
            .map(Some)
            .ok_or_else(no_such_day),
        (&[year, month], &[4, 1..=2]) | (&[month, year], &[1..=2, 4]) => {
            month_of(year, month).ok_or_else(no_such_day)
        }
        (&[a, b], &[1..=2, 1..=2]) if joined.contains(is_separator) => choose(&order, no_such_day, |order| {
            let (of_day, month) = if order == DateOrder::DayMonthYear {
                (a, b)
            } else {
                (b, a)
            };
            next_such(today, |year| NaiveDate::from_ymd_opt(year, month, of_day))
        }),
        _ => return None,
    };
    Some(result)
}

/// The orders to try, and whether the first that is a day is the one that is meant.
struct Orders {
    tried: &'static [DateOrder],
    first_wins: bool,
}

/// Points are written between day, month and year in that order everywhere; elsewhere the locale decides. A year
/// first has four digits, so in the locales that write it first a short date is undecided.
fn order(joined: &str, lengths: &[usize], locale: Locale) -> Orders {
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    let (tried, first_wins): (&'static [DateOrder], bool) = match locale.date_order() {
        Some(YearMonthDay) if lengths == [2, 2, 2] => (&[YearMonthDay, DayMonthYear], true),
        _ if joined.contains('.') => (&[DayMonthYear, MonthDayYear], true),
        Some(DayMonthYear) => (&[DayMonthYear, MonthDayYear], true),
        Some(MonthDayYear) => (&[MonthDayYear, DayMonthYear], true),
        Some(YearMonthDay) | None => (&[DayMonthYear, MonthDayYear], false),
    };
    Orders { tried, first_wins }
}

fn choose(
    orders: &Orders,
    no_such_day: impl Fn() -> DateFault,
    read: impl Fn(DateOrder) -> Option<NaiveDate>,
) -> Result<Option<NaiveDate>, DateFault> {
    let mut readings: Vec<NaiveDate> = orders.tried.iter().filter_map(|order| read(*order)).collect();
    readings.dedup();
    match *readings.as_slice() {
        [] => Err(no_such_day()),
        [first, second, ..] if !orders.first_wins => Err(DateFault::Ambiguous {
            readings: [first, second],
        }),
        [first, ..] => Ok(Some(first)),
    }
}

/// The last day of a month.
fn month_of(year: u32, month: u32) -> Option<Option<NaiveDate>> {
    Some(Period::of_year(i32::try_from(year).ok()?, month, 1)?.day(Place::End))
}

/// `26` is 2026.
fn full_year(year: u32) -> u32 {
    if year < 100 { 2000 + year } else { year }
}

fn number(part: &str) -> Option<u32> {
    part.chars()
        .all(|c| c.is_ascii_digit())
        .then(|| part.parse().ok())?
}
