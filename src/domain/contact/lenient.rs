//! Addresses and numbers out of fields where people write more than one address or number: `Anna <anna@example.com>`,
//! `mailto:…`, `Mobil: …`, two numbers. What is read is as strict as [`Email::parse`] and [`Phone::parse`]; what is left
//! is handed back, so that the caller keeps it as text.

use super::{Email, Phone};
use crate::visible::plain_line;

/// What a field says, and what of it found no place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Lenient<T> {
    /// The first address or number.
    pub value: T,
    /// Further ones, in their order.
    pub more: Vec<T>,
    /// The words around, such as the person's name; labels are dropped.
    pub words: Option<String>,
}

/// Words that only say that an address follows, folded.
const LABELS: &[&str] = &[
    "mailto",
    "email",
    "mail",
    "e",
    "emailadresse",
    "mailadresse",
    "adresse",
    "address",
    "to",
    "an",
    "or",
    "oder",
    "and",
    "und",
    "или",
    "и",
    "почта",
    "эл",
    "адрес",
    "correo",
    "courriel",
    "work",
    "private",
    "privat",
    "business",
    "my",
    "is",
];

/// Reads mail addresses as people and programs write them. `None` where there is none, and where the text has further
/// lines that are something else: that breaks out of a mail header.
pub fn email(text: &str) -> Option<Lenient<Email>> {
    let one = |value| Lenient {
        value,
        more: Vec::new(),
        words: None,
    };
    if let Ok(email) = Email::parse(text) {
        return Some(one(email));
    }
    let text = text.trim();
    let several_lines = text.contains(|c: char| c.is_control() && c != '\t');
    let text = spelt_out(text);
    let mut found: Vec<Email> = Vec::new();
    let mut words = String::new();
    // What stands in angle brackets is the address, whatever the name in front looks like.
    let in_brackets = text.find('<').and_then(|from| {
        let to = text[from..].find('>')? + from;
        address(&text[from + 1..to])
    });
    found.extend(in_brackets);
    for word in text.split(between_words) {
        match address(word) {
            Some(email) if found.contains(&email) => {}
            Some(email) => found.push(email),
            None if word.contains('@') && found.is_empty() && several_lines => return None,
            None => {
                words.push_str(word);
                words.push(' ');
            }
        }
    }
    let is_label = |word: &&str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
            .replace('-', "");
        word.is_empty() || LABELS.contains(&word.as_str())
    };
    let left: Vec<&str> = words.split_whitespace().filter(|word| !is_label(word)).collect();
    if several_lines && !left.is_empty() {
        return None;
    }
    let left = plain_line(&left.join(" "));
    let mut found = found.into_iter();
    Some(Lenient {
        value: found.next()?,
        more: found.collect(),
        words: (!left.is_empty()).then_some(left),
    })
}

/// Reads phone numbers; see [`Phone::parse_all`].
pub fn phone(text: &str) -> Option<Lenient<Phone>> {
    let mut numbers = Phone::parse_all(text).ok()?.into_iter();
    Some(Lenient {
        value: numbers.next()?,
        more: numbers.collect(),
        words: None,
    })
}

/// `anna (at) example (dot) com`, `anna @ example.com` and the wide signs of Asian keyboards as an address is written.
fn spelt_out(text: &str) -> String {
    let mut text = text.replace(['＠', '﹫'], "@").replace('．', ".");
    for (written, sign) in [
        ("(at)", "@"),
        ("[at]", "@"),
        ("{at}", "@"),
        ("(dot)", "."),
        ("[dot]", "."),
        ("{dot}", "."),
        ("(ät)", "@"),
    ] {
        while let Some(at) = text.to_ascii_lowercase().find(written) {
            let (before, behind) = (text[..at].trim_end(), text[at + written.len()..].trim_start());
            text = format!("{before}{sign}{behind}");
        }
    }
    text.replace(" @ ", "@")
}

const fn between_words(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>'
                | '('
                | ')'
                | '['
                | ']'
                | '|'
                | ','
                | ';'
                | ':'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '*'
                | '`'
        )
}

fn address(word: &str) -> Option<Email> {
    let (mailbox, domain) = word.rsplit_once('@')?;
    let word = if let Some((_, mailbox)) = mailbox.rsplit_once([':', '/']) {
        format!("{mailbox}@{domain}")
    } else {
        word.to_owned()
    };
    // The rest of a mailto link: "anna@example.com?subject=Offer".
    let at = word.rfind('@')?;
    let end = word[at..]
        .find(['?', '&', '/', '#'])
        .map_or(word.len(), |end| at + end);
    Email::parse(word[..end].trim_matches(['.', '!', '?', '\'', '_', '-', '’', '‘'])).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, String, String)> {
        let read = email(text)?;
        let more: Vec<&str> = read.more.iter().map(Email::as_str).collect();
        Some((
            read.value.as_str().to_owned(),
            more.join(" "),
            read.words.unwrap_or_default(),
        ))
    }

    #[test]
    fn an_address_is_found_as_a_person_finds_it() {
        let cases = [
            ("anna@example.com", "", ""),
            ("mailto:anna@example.com", "", ""),
            ("MAILTO:Anna@Example.com?subject=Offer&body=Hi", "", ""),
            ("Anna <anna@example.com>", "", "Anna"),
            ("Anna Krüger <mailto:anna@example.com>", "", "Anna Krüger"),
            ("\"Krüger, Anna\" <anna@example.com>", "", "Krüger Anna"),
            ("<anna@example.com>", "", ""),
            ("anna@example.com.", "", ""),
            ("anna@example.com,", "", ""),
            ("anna@example.com (Anna Krüger)", "", "Anna Krüger"),
            ("E-Mail: anna@example.com", "", ""),
            ("Email anna@example.com", "", ""),
            ("Почта: anna@example.com", "", ""),
            ("[anna@example.com](mailto:anna@example.com)", "", ""),
            ("anna (at) example (dot) com", "", ""),
            ("anna[at]example.com", "", ""),
            ("anna @ example.com", "", ""),
            ("anna＠example．com", "", ""),
            ("'anna@example.com'", "", ""),
            ("«anna@example.com»", "", ""),
            ("anna@example.com; info@example.com", "info@example.com", ""),
            ("anna@example.com\ninfo@example.com", "info@example.com", ""),
            ("anna@example.com / info@example.com", "info@example.com", ""),
            ("anna@example.com or info@example.com", "info@example.com", ""),
            ("boss@corp.example <anna@example.com>", "boss@corp.example", ""),
            ("please write to anna@example.com!", "", "please write"),
        ];
        for (text, more, words) in cases {
            let expected = ("anna@example.com".to_owned(), more.to_owned(), words.to_owned());
            assert_eq!(read(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_holds_no_address_gives_none() {
        for text in [
            "",
            "none",
            "anna",
            "anna@",
            "@example.com",
            "Anna <anna at example>",
            "mailto:",
            "a@b.example\r\nBcc: victim@c.example",
            "a@b.example\nSubject: hello",
            "a\u{202e}@b.example",
            "x@localhost",
            "1@2.3",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn of_two_numbers_the_first_is_called_and_the_second_kept() {
        let read = phone("040 123456 / 0151 123456").unwrap();
        assert_eq!(read.value.as_str(), "040123456");
        assert_eq!(
            read.more.iter().map(Phone::as_str).collect::<Vec<_>>(),
            ["0151123456"]
        );
        assert_eq!(phone("call me"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_an_address_that_a_header_can_hold(text in "([a-z@.<>:,; \\n\\r]|mailto|\\PC){0,40}") {
            if let Some(read) = email(&text) {
                for email in std::iter::once(read.value).chain(read.more) {
                    prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
                }
            }
        }
    }
}
