//! What somebody filled in, and what of it cannot be worked with: the only faults are those that leave nobody to answer or
//! nothing to answer. A country or a size that nobody can read is kept with the need.

use std::collections::BTreeMap;

use serde_json::json;

use crate::domain::contact::lenient;
use crate::flows::receive::Incoming;
use crate::intake::formats::native;

/// A field of the form.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// An input's type, or `long`, `select`, `tick`.
    pub(super) kind: &'static str,
    /// What browsers fill it with (HTML, "Autofill").
    pub(super) autocomplete: &'static str,
    pub(super) has_hint: bool,
}

const fn field(name: &'static str, kind: &'static str, autocomplete: &'static str, has_hint: bool) -> Field {
    Field {
        name,
        kind,
        autocomplete,
        has_hint,
    }
}

/// All of them, in order.
pub(super) const FIELDS: [Field; 8] = [
    field("need", "long", "off", true),
    field("name", "text", "name", false),
    field("company", "text", "organization", false),
    field("email", "email", "email", true),
    field("phone", "tel", "tel", false),
    field("country", "text", "country-name", false),
    field("size", "select", "off", false),
    field("hot", "tick", "off", false),
];

/// Longest answer that is read, in characters.
const LONGEST: usize = 10_000;

/// Faults by field: the key of its words.
pub(super) type Faults = BTreeMap<&'static str, &'static str>;

/// What was filled in, by the field's name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Answers(BTreeMap<String, String>);

impl Answers {
    /// Reads a url-encoded form.
    pub(super) fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body).take(50);
        Self(
            pairs
                .map(|(name, text)| (name.into_owned(), text.trim().chars().take(LONGEST).collect()))
                .collect(),
        )
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What keeps it from being a lead that somebody can answer.
    pub(super) fn faults(&self) -> Faults {
        let mut faults = Faults::new();
        let is_there = |name| !self.get(name).is_empty();
        if !is_there("need") {
            faults.insert("need", "inquiry-fault-need");
        }
        if !is_there("name") && !is_there("company") {
            faults.insert("name", "inquiry-fault-name");
        }
        if is_there("email") && lenient::email(self.get("email")).is_none() {
            faults.insert("email", "inquiry-fault-email");
        }
        if is_there("phone") && lenient::phone(self.get("phone")).is_none() {
            faults.insert("phone", "inquiry-fault-phone");
        }
        if !is_there("email") && !is_there("phone") {
            faults.insert("email", "inquiry-fault-reach");
        }
        faults
    }

    /// The lead, under the number of its form. `None` where our own format takes it for none after all.
    pub(super) fn lead(&self, number: &str, language: &str) -> Option<Incoming> {
        let text = |name| Some(self.get(name)).filter(|text| !text.is_empty());
        let lead = json!({
            "external_id": format!("form-{number}"),
            "hot": text("hot").is_some(),
            "need": self.get("need"),
            "customer": {
                "name": text("name"), "company": text("company"), "email": text("email"), "phone": text("phone"),
                "country": text("country"), "size": text("size"), "language": language,
            },
        });
        let body = native::parse(lead.to_string().as_bytes()).ok()?;
        body.items.into_iter().next()?.lead.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(body: &str) -> Vec<&'static str> {
        Answers::read(body.as_bytes()).faults().into_keys().collect()
    }

    #[test]
    fn only_what_leaves_nobody_or_nothing_to_answer_is_a_fault() {
        for (body, fields) in [
            ("need=Azure&name=Jana&email=jana%40nordwind.example", vec![]),
            (
                "need=Azure&company=Nordwind&phone=040+1234567&country=Mars&size=many",
                vec![],
            ),
            // As an e-mail program or a business card has it.
            (
                "need=Azure&name=Jana&email=Jana+%3Cjana%40nordwind.example%3E",
                vec![],
            ),
            ("need=Azure&name=Jana&phone=Mobil%3A+0151+1234567", vec![]),
            ("", vec!["email", "name", "need"]),
            ("need=+&name=Jana&email=jana", vec!["email", "need"]),
            ("need=Azure&name=Jana&phone=call+me", vec!["phone"]),
        ] {
            assert_eq!(faults(body), fields, "{body}");
        }
    }

    #[test]
    fn an_unreadable_country_is_told_in_the_need() {
        let answers =
            Answers::read(b"need=Azure&name=Jana&email=jana%40nordwind.example&country=Mars&hot=yes");
        let lead = answers.lead("7", "en").unwrap().lead;
        assert!(lead.hot);
        assert!(
            lead.need
                .is_some_and(|need| need.contains("Azure") && need.contains("Mars"))
        );
    }
}
