//! What stands around a numeric date and says nothing of the day: `by 2027-03-31`, `до 31.03.2027 г.`, `Fri 27.11.2026`.

use chrono::Weekday;

use super::tokens::{is_in, is_passed_over};
use crate::domain::weekday::weekday_named;

/// `'27` as 2027.
pub(super) fn with_whole_years(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() + 2);
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '’', '‘', '´', '`', 'ʼ', '′']) {
        let (before, sign_on) = rest.split_at(at);
        let sign = sign_on.chars().next().map_or(0, char::len_utf8);
        let behind = &sign_on[sign..];
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let after_digit = before.ends_with(|c: char| c.is_ascii_digit());
        whole.push_str(before);
        // Between digits it may part thousands.
        whole.push_str(if digits == 2 && !after_digit {
            "20"
        } else {
            &sign_on[..sign]
        });
        if digits == 2 && after_digit {
            whole.pop();
            whole.push_str(" 20");
        }
        rest = behind;
    }
    whole.push_str(rest);
    whole
}

/// The text without words around that say nothing of the day, and the day of the week that was named. Only for what
/// is all digits then; words are the grammar's.
pub(super) fn without_frame(text: &str) -> (Option<Weekday>, &str) {
    let mut weekday = None;
    let mut rest = text;
    let signs = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '(' | ')' | '~');
    loop {
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        let lower = word.to_lowercase();
        if let Some(day) = weekday_named(&lower) {
            weekday = weekday.or(Some(day));
        } else if !(is_passed_over(&lower) || is_in(&lower) && has_year(rest)) {
            break;
        }
        rest = rest[word.len()..].trim_start_matches(signs);
    }
    rest = rest.trim_start_matches(['~', '(']);
    loop {
        let bare = rest.trim_end_matches(|c: char| signs(c) && c != '.');
        let bare_word = bare.trim_end_matches('.');
        let start = bare_word
            .char_indices()
            .rev()
            .find(|(_, c)| !c.is_alphabetic())
            .map_or(0, |(at, c)| at + c.len_utf8());
        let word = bare_word[start..].to_lowercase();
        if let Some(day) = weekday_named(&word) {
            weekday = weekday.or(Some(day));
        } else if !matches!(
            word.as_str(),
            "г" | "года" | "год" | "г." | "latest" | "spätestens"
        ) {
            return (weekday, if word.is_empty() { bare } else { rest });
        }
        rest = bare_word[..start].trim_end_matches(|c: char| signs(c) && c != '.');
    }
}

/// Whether a year of four digits stands in it.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4)
}
