//! One number as people write it: its digits, its separators, and what those mean.
//!
//! The table of what is read how is in the parent's documentation.

use std::iter::Peekable;
use std::str::Chars;

use super::MoneyFault;

/// What is written between two runs of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Point,
    Comma,
    Space,
    Quote,
}

/// A number as written: runs of ASCII digits, and the separators between them (one fewer).
#[derive(Debug)]
pub(super) struct Written {
    runs: Vec<String>,
    separators: Vec<Separator>,
    text: String,
}

/// What the separators of a number mean.
#[derive(Debug)]
pub(super) enum Reading {
    Thousands,
    /// The last separator starts the decimals.
    Decimals,
    /// One separator before exactly three digits: thousands by custom, unless something else speaks against it.
    ThousandsByCustom(Separator),
}

/// The separator that comes next, if a number goes on behind it. A space does so only before three digits, so that
/// "12 50" stays two numbers.
pub(super) fn separator_ahead(rest: &Peekable<Chars<'_>>) -> Option<Separator> {
    let mut ahead = rest.clone();
    let separator = match ahead.next()? {
        '.' => Separator::Point,
        ',' => Separator::Comma,
        '\'' => Separator::Quote,
        ' ' => Separator::Space,
        _ => return None,
    };
    let digits = ahead.take_while(char::is_ascii_digit).count();
    let goes_on = digits == 3 || (digits > 0 && separator != Separator::Space);
    goes_on.then_some(separator)
}

/// What follows the signs that stand for "no cents", if they come next: a point or comma and dashes, or as in India and East
/// Africa a slash and a dash or `=`. Before a digit they are something else.
fn behind_no_cents<'a>(rest: &Peekable<Chars<'a>>) -> Option<Peekable<Chars<'a>>> {
    let mut ahead = rest.clone();
    while ahead.next_if_eq(&' ').is_some() {}
    let closing = match ahead.next()? {
        '.' | ',' => "-",
        '/' => "-=",
        _ => return None,
    };
    let mut dashes = 0;
    while ahead.next_if(|c| closing.contains(*c)).is_some() {
        dashes += 1;
    }
    let ends = ahead.peek().is_none_or(|next| !next.is_ascii_digit());
    (dashes > 0 && ends).then_some(ahead)
}

impl Written {
    /// Takes a number off the front, and with it what stands for "no cents" (`500,-`, `500.--`, `500/-`, `500/=`).
    pub(super) fn take(rest: &mut Peekable<Chars<'_>>) -> Self {
        let (mut runs, mut separators, mut text) = (Vec::new(), Vec::new(), String::new());
        loop {
            let mut run = String::new();
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                run.push(digit);
            }
            text.push_str(&run);
            runs.push(run);
            let Some(separator) = separator_ahead(rest) else {
                break;
            };
            text.extend(rest.next());
            separators.push(separator);
        }
        if let Some(behind) = behind_no_cents(rest) {
            *rest = behind;
        }
        Self {
            runs,
            separators,
            text,
        }
    }

    /// Decides what the separators mean.
    pub(super) fn reading(&self) -> Result<Reading, MoneyFault> {
        let runs = self.runs.as_slice();
        let Some((&last, before)) = self.separators.split_last() else {
            return Ok(Reading::Thousands);
        };
        let can_be_decimal = matches!(last, Separator::Point | Separator::Comma);
        let three_digits_last = runs.last().is_some_and(|run| run.len() == 3);
        let reading = match before.first() {
            None if can_be_decimal && three_digits_last && grouped(runs, last) => {
                Reading::ThousandsByCustom(last)
            }
            None if can_be_decimal => Reading::Decimals,
            None if grouped(runs, last) => Reading::Thousands,
            Some(&group) if before.iter().any(|other| *other != group) => return Err(self.malformed()),
            Some(&group) if group == last && grouped(runs, group) => Reading::Thousands,
            Some(&group) if group != last && can_be_decimal && grouped(&runs[..runs.len() - 1], group) => {
                Reading::Decimals
            }
            _ => return Err(self.malformed()),
        };
        Ok(reading)
    }

    /// All digits without separators; `None` if there are too many to be an amount of anything.
    pub(super) fn digits(&self) -> Option<u128> {
        self.runs.concat().parse().ok()
    }

    /// How many digits stand behind the last separator.
    pub(super) fn digits_in_last_run(&self) -> usize {
        self.runs.last().map_or(0, String::len)
    }

    fn malformed(&self) -> MoneyFault {
        MoneyFault::MalformedNumber {
            written: self.text.clone(),
        }
    }
}

/// One to three digits that do not start with a zero, then threes; or with commas the Indian way, 12,34,567.
fn grouped(runs: &[String], separator: Separator) -> bool {
    let [first, middle @ .., last] = runs else {
        return false;
    };
    let middle_is = |digits| middle.iter().all(|run| run.len() == digits);
    let western = first.len() <= 3 && middle_is(3);
    let indian = separator == Separator::Comma && first.len() <= 2 && middle_is(2);
    !first.is_empty() && !first.starts_with('0') && last.len() == 3 && (western || indian)
}
