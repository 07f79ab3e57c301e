//! Which field of a lead a form's label means: "Your company", "Firmenname", `q6_company` and "Название компании" are one.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::contact::fold;

/// A field of a lead, as labels name it. Where a label names several, the earlier one of this order wins.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Field {
    Email,
    Phone,
    Country,
    City,
    Size,
    Industry,
    Title,
    Language,
    Budget,
    Company,
    FirstName,
    LastName,
    Name,
    DoNotContact,
    Hot,
    ReceivedAt,
    Campaign,
    Solutions,
    Need,
    Test,
    Id,
    /// What a form adds for itself: a token, an address of a page. Nothing that a person would write down.
    Noise,
}

const CODES: &[(&str, Field)] = &[
    ("email", Field::Email),
    ("phone", Field::Phone),
    ("country", Field::Country),
    ("city", Field::City),
    ("size", Field::Size),
    ("industry", Field::Industry),
    ("title", Field::Title),
    ("language", Field::Language),
    ("budget", Field::Budget),
    ("company", Field::Company),
    ("first_name", Field::FirstName),
    ("last_name", Field::LastName),
    ("name", Field::Name),
    ("do_not_contact", Field::DoNotContact),
    ("hot", Field::Hot),
    ("received_at", Field::ReceivedAt),
    ("campaign", Field::Campaign),
    ("solutions", Field::Solutions),
    ("need", Field::Need),
    ("test", Field::Test),
    ("id", Field::Id),
    ("noise", Field::Noise),
];

/// Words around a name that do not change what it means.
const AROUND: &[&str] = &[
    "your",
    "the",
    "a",
    "an",
    "of",
    "my",
    "our",
    "please",
    "enter",
    "required",
    "optional",
    "field",
    "fields",
    "input",
    "form",
    "user",
    "customer",
    "client",
    "lead",
    "contact",
    "properties",
    "property",
    "value",
    "data",
    "text",
    "str",
    "responses",
    "answers",
    "ihr",
    "ihre",
    "ihren",
    "dein",
    "deine",
    "der",
    "die",
    "das",
    "bitte",
    "ваш",
    "ваша",
    "ваше",
    "укажите",
    "введите",
    "su",
    "tu",
    "el",
    "la",
    "seu",
    "sua",
    "o",
    "votre",
    "le",
    "twoj",
    "twoja",
    "twoje",
    "vase",
    "vas",
    "work",
    "business",
    "geschaftliche",
    "geschaftlich",
];

/// A label of more words is a sentence, in which a single word tells nothing.
const SHORT: usize = 3;

struct Table {
    /// By the name without its spaces: "e-mail" and "email" are one.
    whole: HashMap<String, Field>,
    /// The words of each name.
    phrases: Vec<(Vec<String>, Field)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        whole: HashMap::new(),
        phrases: Vec::new(),
    };
    let lines = include_str!("synonyms.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((code, names)) = line.split_once('\t') else {
            continue;
        };
        let Some((_, field)) = CODES.iter().find(|(known, _)| *known == code) else {
            continue;
        };
        for name in names.split(',') {
            let words = words(name);
            table.whole.entry(words.concat()).or_insert(*field);
            table.phrases.push((words, *field));
        }
    }
    table
});

/// The field that a label or a key means, if it means one.
pub(super) fn field_of(label: &str) -> Option<Field> {
    let all = words(label);
    if let Some(field) = TABLE.whole.get(&all.concat()) {
        return Some(*field);
    }
    let bare: Vec<String> = all.iter().filter(|word| !is_around(word)).cloned().collect();
    if let Some(field) = TABLE.whole.get(&bare.concat()) {
        return Some(*field);
    }
    let found = TABLE.phrases.iter().filter(|(phrase, field)| {
        let is_told = phrase.len() > 1 || (bare.len() <= SHORT && *field != Field::Noise);
        is_told
            && [&all, &bare]
                .iter()
                .any(|words| words.windows(phrase.len()).any(|words| words == phrase))
    });
    found
        .max_by_key(|(phrase, field)| (phrase.len(), std::cmp::Reverse(*field)))
        .map(|(_, field)| *field)
}

/// Folded words; `phoneNumber` is two, and the `q5_` of a form's maker is none.
fn words(label: &str) -> Vec<String> {
    let mut parted = String::with_capacity(label.len() + 4);
    let mut was_lower = false;
    for c in label.chars() {
        if was_lower && c.is_uppercase() {
            parted.push(' ');
        }
        was_lower = c.is_lowercase();
        // `customer.company.name` is a path; in prose `fold` joins what points part.
        parted.push(if c == '.' { ' ' } else { c });
    }
    let folded = fold(&parted);
    folded
        .split_whitespace()
        .filter(|word| !is_numbering(word))
        .map(str::to_owned)
        .collect()
}

fn is_around(word: &str) -> bool {
    AROUND.contains(&word)
}

/// `q5`, `3`: how form makers number their fields.
fn is_numbering(word: &str) -> bool {
    let digits = word.strip_prefix('q').unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_seven_languages_and_however_programs_write_them() {
        for (label, field) in [
            ("your-email", Field::Email),
            ("Work e-mail", Field::Email),
            ("user[email_address]", Field::Email),
            ("Company e-mail", Field::Email),
            ("E-Mail-Adresse *", Field::Email),
            ("Электронная почта", Field::Email),
            ("Correo electrónico", Field::Email),
            ("Endereço de e-mail", Field::Email),
            ("Adresse e-mail", Field::Email),
            ("Adres e-mail", Field::Email),
            ("q5_phoneNumber", Field::Phone),
            ("PHONE_NUMBER", Field::Phone),
            ("Номер телефона", Field::Phone),
            ("Téléphone", Field::Phone),
            ("Your company", Field::Company),
            ("What is the name of your company?", Field::Company),
            ("Firmenname", Field::Company),
            ("Название компании", Field::Company),
            ("Empresa", Field::Company),
            ("Nome da empresa", Field::Company),
            ("Nom de l’entreprise", Field::Company),
            ("Nazwa firmy", Field::Company),
            ("Podjetje", Field::Company),
            ("customer.company.name", Field::Company),
            ("Full name", Field::Name),
            ("Vor- und Nachname", Field::Name),
            ("ФИО", Field::Name),
            ("Imię i nazwisko", Field::Name),
            ("Nom et prénom", Field::Name),
            ("firstname", Field::FirstName),
            ("Nachname", Field::LastName),
            ("Company size", Field::Size),
            ("How many people?", Field::Size),
            ("Anzahl der Mitarbeiter", Field::Size),
            ("Country/Region", Field::Country),
            ("Страна", Field::Country),
            ("Job Title", Field::Title),
            ("What do you need?", Field::Need),
            ("What would you like to talk about?", Field::Need),
            ("Mensagem", Field::Need),
            ("Nachricht", Field::Need),
            ("Please call me", Field::Hot),
            ("May we call you right away?", Field::Hot),
            ("Bitte um Rückruf", Field::Hot),
            ("Please do not contact me", Field::DoNotContact),
            ("utm_campaign", Field::Campaign),
            ("_wpcf7_unit_tag", Field::Noise),
            ("gclid", Field::Noise),
        ] {
            assert_eq!(field_of(label), Some(field), "{label}");
        }
        for label in [
            "",
            "When do you plan to start?",
            "when_do_you_plan_to_start",
            "Do you already work with a partner of another company in this city?",
            "Preferred date",
        ] {
            assert_eq!(field_of(label), None, "{label}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        let lines = include_str!("synonyms.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for line in lines {
            let code = line.split('\t').next().unwrap();
            assert!(CODES.iter().any(|(known, _)| *known == code), "{code}");
        }
    }
}
