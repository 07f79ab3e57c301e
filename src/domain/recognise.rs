//! What a message that somebody pasted or forwarded says of its sender, as far as it can be recognised without
//! guessing: labelled lines ("Company: Nordwind"), an address, a number, a signature that ends in a legal form. It fills
//! a form that a member looks through, so it rather leaves a field empty than fills it wrongly.

use super::contact::{Email, Phone, names_a_company};
use crate::locale::ascii_digit;

/// What was recognised.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Recognised {
    pub company: Option<String>,
    /// The person.
    pub name: Option<String>,
    /// A mail address.
    pub email: Option<Email>,
    /// A phone number.
    pub phone: Option<Phone>,
}

/// Longest line that is taken for a name.
const NAME_CHARS: usize = 80;
/// Most words of a company's name where only its legal form tells that it is one.
const COMPANY_WORDS: usize = 6;
/// Fewest digits of a number that nothing but its look tells from a price or a year.
const DIGITS: usize = 8;

const COMPANY: &str = "company, company name, organisation, organization, business, firma, unternehmen, организация, \
    компания, фирма, société, entreprise, empresa, azienda, firm";
const NAME: &str = "name, full name, your name, contact, contact name, contact person, customer, from, ansprechpartner, \
    kontakt, vor- und nachname, von, имя, фио, контакт, от, nom, nombre, nome";
const PHONE: &str = "phone, phone number, telephone, tel, mobile, cell, telefon, telefonnummer, mobil, handy, rufnummer, \
    телефон, тел, моб, téléphone, teléfono, telefono, t, m";

/// Reads a message.
#[must_use]
pub(crate) fn recognise(text: &str) -> Recognised {
    let lines: Vec<_> = text.lines().map(bare).filter(|line| !line.is_empty()).collect();
    let named = |labels: &str| lines.iter().find_map(|line| labelled(line, labels));
    let company = named(COMPANY).and_then(name_like);
    let phone = lines.iter().filter_map(|line| labelled(line, PHONE));
    Recognised {
        company: company.or_else(|| lines.iter().find_map(|line| signature(line))),
        name: named(NAME).and_then(name_like),
        email: text.split(between_words).find_map(address),
        phone: phone
            .filter_map(|text| Phone::parse(text).ok())
            .next()
            .or_else(|| lines.iter().find_map(|line| number(line))),
    }
}

/// A line without the signs of quotes, lists and markdown around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "*_`>-•|#~".contains(c))
}

/// What stands behind a label: `Nordwind` of `**Company:** Nordwind`.
fn labelled<'a>(line: &'a str, labels: &str) -> Option<&'a str> {
    let (label, value) = line.split_once([':', '：'])?;
    let label = bare(label).to_lowercase();
    let is_one = labels
        .split(", ")
        .any(|known| known == label.trim_end_matches('.'));
    let value = bare(value);
    (is_one && !value.is_empty()).then_some(value)
}

/// A labelled value as a name: without the address behind it, on one short line.
fn name_like(value: &str) -> Option<String> {
    let name = value.split(['<', '(']).next().unwrap_or_default();
    let name = bare(name).trim_matches('"').trim();
    let is_name = !name.is_empty() && name.chars().count() <= NAME_CHARS && !name.contains('@');
    is_name.then(|| name.to_owned())
}

const fn between_words(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '(' | ')' | '[' | ']' | '|' | ',' | ';' | ':' | '"' | '*' | '`'
        )
}

fn address(word: &str) -> Option<Email> {
    if !word.contains('@') {
        return None;
    }
    Email::parse(word.trim_matches(['.', '!', '?', '\'', '_'])).ok()
}

/// `Nordwind Logistik GmbH` of `Jana Krüger, Nordwind Logistik GmbH | Hamburg`.
fn signature(line: &str) -> Option<String> {
    line.split(['|', '·', '•', '–', '—']).find_map(|part| {
        let last = part.rsplit(',').next().unwrap_or(part);
        [last, part].into_iter().map(str::trim).find_map(|name| {
            let short =
                name.split_whitespace().count() <= COMPANY_WORDS && name.chars().count() <= NAME_CHARS;
            // "the same as": a legal form is written as a name is.
            let end = name.split_whitespace().next_back().unwrap_or_default();
            let written = end.chars().next().is_some_and(|c| !c.is_lowercase());
            (short && written && names_a_company(name)).then(|| name.to_owned())
        })
    })
}

/// A number within a line. What could as well be a date, a price or an order's number is left alone.
fn number(line: &str) -> Option<Phone> {
    let of_number = |c: char| ascii_digit(c).is_some() || " +-./()".contains(c);
    line.split(|c: char| !of_number(c)).find_map(|run| {
        let run = run.trim_matches(|c: char| c.is_whitespace() || "-./)".contains(c));
        let digits = run.chars().filter(|c| ascii_digit(*c).is_some()).count();
        let groups: Vec<usize> = run
            .split(|c: char| ascii_digit(c).is_none())
            .map(|group| group.chars().count())
            .filter(|count| *count > 0)
            .collect();
        let is_date = matches!(groups.as_slice(), [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2]);
        let dialled = run.starts_with(['+', '0', '(']) || groups == [3, 3, 4];
        if digits < DIGITS || is_date || !dialled {
            return None;
        }
        Phone::parse(run).ok()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> [String; 4] {
        let found = recognise(text);
        [
            found.company.unwrap_or_default(),
            found.name.unwrap_or_default(),
            found
                .email
                .map(|email| email.as_str().to_owned())
                .unwrap_or_default(),
            found
                .phone
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
        ]
    }

    #[test]
    fn labelled_lines_are_read_in_several_languages() {
        let form = "**Company:** Nordwind Logistik\n**Name:** Jana Krüger\n> E-Mail: <mailto:jana@nordwind.example>\n- Phone: 040 1234567";
        assert_eq!(
            read(form),
            [
                "Nordwind Logistik",
                "Jana Krüger",
                "jana@nordwind.example",
                "0401234567"
            ]
        );
        let german = "Firma: Südwind\nAnsprechpartner: Timo Ott\nTel.: +49 (0)89 12 34 56";
        assert_eq!(read(german), ["Südwind", "Timo Ott", "", "+4989123456"]);
        let russian = "Компания: ООО «Ромашка»\nИмя: Анна\nТелефон: 8 (495) 123-45-67";
        assert_eq!(read(russian), ["ООО «Ромашка»", "Анна", "", "84951234567"]);
    }

    #[test]
    fn a_signature_is_read() {
        let mail = "Hello,\n\nwe need 120 seats by 2027-01-31, about 12 500 EUR.\n\nBest regards\nJana Krüger, Nordwind Logistik GmbH\n+49 40 1234567 | jana@nordwind.example.";
        assert_eq!(
            read(mail),
            [
                "Nordwind Logistik GmbH",
                "",
                "jana@nordwind.example",
                "+49401234567"
            ]
        );
        assert_eq!(
            read("Contoso, Inc.\n(425) 555-0123"),
            ["Contoso, Inc.", "", "", "4255550123"]
        );
        assert_eq!(
            read("From: Jana Krüger <jana@nordwind.example>")[1],
            "Jana Krüger"
        );
    }

    #[test]
    fn what_could_be_something_else_is_left_alone() {
        for text in [
            "",
            "We meet on 01.02.2027, or 2027-02-01.",
            "Order 4711-0815-99, 12.500,00 EUR, 1000000000",
            "It is the same as before, and so on",
            "Name: @everyone\nCompany:",
            "AG",
            "me@ @you a@b",
        ] {
            assert_eq!(read(text), ["", "", "", ""], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_fault(text in "(\\PC|[:\\n,|@+0-9]){0,200}") {
            let found = recognise(&text);
            for name in [found.company, found.name].into_iter().flatten() {
                prop_assert!(!name.trim().is_empty() && name.chars().count() <= NAME_CHARS);
            }
        }
    }
}
