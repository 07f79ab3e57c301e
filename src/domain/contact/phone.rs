//! Phone numbers: the digits that are dialled, without the way they are written.
//!
//! There is no numbering plan in here: a number is kept as it was written. Which writings are one line is in
//! [`super::phone_key`].

use std::fmt;

use crate::locale::ascii_digit;
use crate::visible::is_invisible;

/// Fewest digits of a number that can be called from outside.
const MIN_DIGITS: usize = 5;
/// Most digits (ITU-T E.164, section 6.2.1). What is longer is more than one number.
const MAX_DIGITS: usize = 15;
/// Most digits of an extension.
const MAX_EXTENSION: usize = 8;
/// Fewest digits on each side of a sign that could as well stand within one number (`040/1234567`).
const DIGITS_OF_EACH: usize = 7;

/// What is written before an extension, folded; longer ones first where one starts with another.
const EXTENSION_WORDS: &[&str] = &[
    "extension",
    "extn",
    "ext",
    "x",
    "durchwahl",
    "durchw",
    "dw",
    "nebenstelle",
    "klappe",
    "poste",
    "interno",
    "anexo",
    "ramal",
    "добавочный",
    "доб",
    "доп",
    "внутренний",
    "внутр",
    "вн",
    "#",
];
/// What is written before or behind a number to say which one it is, folded.
const NUMBER_WORDS: &[&str] = &[
    "telephone",
    "telefon",
    "telefonnummer",
    "telefono",
    "teléfono",
    "téléphone",
    "tel",
    "tél",
    "phone",
    "ph",
    "call",
    "callto",
    "number",
    "no",
    "nr",
    "num",
    "mobile",
    "mobil",
    "mob",
    "mobiltelefon",
    "handy",
    "handynummer",
    "cell",
    "cellphone",
    "cellular",
    "movil",
    "móvil",
    "celular",
    "portable",
    "gsm",
    "whatsapp",
    "viber",
    "signal",
    "telegram",
    "office",
    "work",
    "home",
    "private",
    "direct",
    "main",
    "business",
    "landline",
    "büro",
    "buero",
    "privat",
    "dienstlich",
    "geschäftlich",
    "festnetz",
    "zentrale",
    "rufnummer",
    "t",
    "m",
    "p",
    "телефон",
    "тел",
    "т",
    "моб",
    "мобильный",
    "мобильник",
    "сот",
    "сотовый",
    "раб",
    "рабочий",
    "дом",
    "домашний",
    "номер",
    "прямой",
];
/// What is written between digits.
const SEPARATORS: &str = " -./()[]·";
/// What is written between two numbers, as words.
const OR: &[&str] = &[
    "or", "oder", "или", "либо", "and", "und", "и", "ou", "o", "y", "e",
];

/// A number that can be dialled: digits, a `+` in front where it was international, and `;ext=` with the extension
/// behind where one was written (RFC 3966).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Why something is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneFault {
    /// Nothing was written.
    Empty,
    /// A character that no number has.
    Character(char),
    /// Fewer than 5 digits.
    TooShort,
    /// More than 15 digits, or more than 8 in the extension.
    TooLong,
    /// Several numbers; [`Phone::parse_all`] takes them apart.
    Several,
}

impl Phone {
    /// Reads a number as people write it: `+49 (0)40 123-45`, `0049 40 12345`, `040/12345 ext. 6`, `Mobil: 0151 …`.
    ///
    /// # Errors
    /// A [`PhoneFault`] that says what is wrong with it; [`PhoneFault::Several`] where it is more than one number.
    pub fn parse(input: &str) -> Result<Self, PhoneFault> {
        match Self::parse_all(input)?.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(PhoneFault::Several),
        }
    }

    /// Reads one number or several, in their order: `040 123456 / 0151 123456`, `+49 40 1234567, mobil 0151 1234567`.
    ///
    /// # Errors
    /// What is wrong with the text as one number, where it is neither one nor several.
    pub(crate) fn parse_all(input: &str) -> Result<Vec<Self>, PhoneFault> {
        let text = plain(input);
        if text.is_empty() {
            return Err(PhoneFault::Empty);
        }
        let parts: Vec<&str> = apart(&text);
        if parts.len() > 1 {
            let numbers: Result<Vec<Self>, _> = parts.into_iter().map(Self::of_plain).collect();
            if let Ok(mut numbers) = numbers {
                let mut seen = std::collections::HashSet::new();
                numbers.retain(|number| seen.insert(number.clone()));
                return Ok(numbers);
            }
        }
        Ok(vec![Self::of_plain(&text)?])
    }

    fn of_plain(text: &str) -> Result<Self, PhoneFault> {
        let (number, extension) = split_extension(without_word(text))?;
        let (plus, digits) = match international(number) {
            // The zero in brackets is left out when dialling from abroad.
            Some(number) => ("+", digits(&number.replacen("(0)", "", 1))?),
            None => ("", digits(number)?),
        };
        if digits.len() < MIN_DIGITS {
            return Err(PhoneFault::TooShort);
        }
        if digits.len() > MAX_DIGITS || extension.len() > MAX_EXTENSION {
            return Err(PhoneFault::TooLong);
        }
        let extension = if extension.is_empty() {
            String::new()
        } else {
            format!(";ext={extension}")
        };
        Ok(Self(format!("{plus}{digits}{extension}")))
    }

    /// The number, as it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two writings of one line have in common: the digits without `+` and extension.
    pub fn key(&self) -> String {
        self.0
            .chars()
            .skip_while(|c| *c == '+')
            .take_while(char::is_ascii_digit)
            .collect()
    }
}

/// Lower case, ASCII digits, one kind of dash, bracket and space, nothing invisible.
fn plain(input: &str) -> String {
    let visible = input
        .trim()
        .chars()
        .filter(|c| matches!(c, '\r' | '\n') || !is_invisible(*c));
    let plain = |c| match c {
        '\r' | '\n' => c,
        '＋' => '+',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        '[' => '(',
        ']' => ')',
        c if c.is_whitespace() => ' ',
        c => ascii_digit(c).unwrap_or(c),
    };
    let text: String = visible.flat_map(char::to_lowercase).map(plain).collect();
    let text = text.trim().trim_start_matches('\'').replace("( 0 )", "(0)");
    text.trim_end_matches(['.', ',', ';', ' ']).to_owned()
}

/// The numbers of a text that holds several; the whole text where it holds one. A line end, `;`, `,`, `|`, "or" and a
/// second `+` part numbers; a slash does where each side is long enough to be one.
fn apart(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    let strong = |c: char| matches!(c, '\r' | '\n' | ';' | ',' | '|' | '&');
    parts = parts
        .into_iter()
        .flat_map(|part| split_where(part, strong))
        .collect();
    parts = parts.into_iter().flat_map(at_words).collect();
    parts = parts
        .into_iter()
        .flat_map(|part| split_where(part, |c| c == '/'))
        .collect();
    parts.into_iter().flat_map(before_plus).collect()
}

/// The parts between signs where each is a number of its own; an extension is none.
fn split_where(text: &str, sign: impl Fn(char) -> bool) -> Vec<&str> {
    let parts: Vec<&str> = text
        .split(sign)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 && parts.iter().all(|part| is_long(part)) {
        parts
    } else {
        vec![text]
    }
}

fn is_long(part: &str) -> bool {
    part.chars().filter(char::is_ascii_digit).count() >= DIGITS_OF_EACH
}

/// The parts between words that join numbers or name the next one.
fn at_words(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let starts_number = NUMBER_WORDS.contains(&word) && !word.is_empty();
        let behind = &text[at + word.len()..];
        if (OR.contains(&word) || starts_number)
            && is_long(&text[cuts[cuts.len() - 1]..at])
            && is_long(behind)
        {
            cuts.push(at);
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    cuts.push(text.len());
    let part = |ends: &[usize]| {
        let part = &text[ends[0]..ends[1]];
        let word_end = part.find(|c: char| !c.is_alphabetic()).unwrap_or(part.len());
        let (word, rest) = part.split_at(word_end);
        if OR.contains(&word) {
            rest.trim()
        } else {
            part.trim()
        }
    };
    cuts.windows(2).map(part).collect()
}

/// `+49 40 1234567 +49 151 1234567`: a country code starts a number.
fn before_plus(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest
        .get(1..)
        .and_then(|behind| behind.find(" +"))
        .map(|at| at + 1)
    {
        if !is_long(&rest[..at]) || !is_long(&rest[at..]) {
            break;
        }
        parts.push(rest[..at].trim());
        rest = rest[at..].trim();
    }
    parts.push(rest);
    parts
}

/// The text without the words in front that say which number it is.
fn without_word(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(['.', ':', ' ', '=', '№', '-', '(', ')']);
        let word = &bare[..bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len())];
        if word.is_empty() || !NUMBER_WORDS.contains(&word) {
            return if rest.len() < text.len() {
                bare
            } else {
                rest.trim_start_matches([':', '.', ' ', '№'])
            };
        }
        rest = &bare[word.len()..];
    }
}

/// What stands behind the `+` or `00` of a number with its country code.
fn international(number: &str) -> Option<&str> {
    let number = number.trim_start_matches(['(', ')', ' ']);
    let rest = match number.strip_prefix('+') {
        // No country's code starts with a zero: "+0049" is "+49" written twice.
        Some(rest) => rest.trim_start().strip_prefix("00").unwrap_or(rest),
        None => number.strip_prefix("00")?,
    };
    Some(rest)
}

/// The number, and the digits of the extension (none: empty).
fn split_extension(text: &str) -> Result<(&str, &str), PhoneFault> {
    let Some(at) = text.find(|c: char| c.is_alphabetic() || matches!(c, '#' | ';')) else {
        return Ok((text, ""));
    };
    let (number, rest) = text.split_at(at);
    let refused = || PhoneFault::Character(rest.chars().next().unwrap_or_default());
    let of_extension = |c: char| matches!(c, '.' | ':' | '=' | ' ' | ')' | '(' | '-');
    let word = rest.trim_start_matches(';');
    if let Some(extension) = EXTENSION_WORDS.iter().find_map(|start| word.strip_prefix(start)) {
        let digits = extension.trim_matches(of_extension);
        // A form's own "ext." with nothing behind it.
        if digits.chars().all(|c| c.is_ascii_digit()) {
            return Ok((number, digits));
        }
    }
    let only_words = rest
        .split(|c: char| !c.is_alphabetic())
        .all(|word| word.is_empty() || NUMBER_WORDS.contains(&word));
    let only_signs = rest
        .chars()
        .all(|c| c.is_alphabetic() || of_extension(c) || c == '/');
    if only_words && only_signs {
        Ok((number, ""))
    } else {
        Err(refused())
    }
}

/// The digits of a number without what is written between them.
fn digits(number: &str) -> Result<String, PhoneFault> {
    match number
        .chars()
        .find(|c| !c.is_ascii_digit() && !SEPARATORS.contains(*c))
    {
        Some(character) => Err(PhoneFault::Character(character)),
        None => Ok(number.chars().filter(char::is_ascii_digit).collect()),
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests;
