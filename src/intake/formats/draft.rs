//! A lead that is being put together from a form's answers. It is handed to the reader of our own format in the end, so that
//! a mail address, a number or a country is read in one way, whichever door it came through.

use serde_json::{Map, Value, json};

use super::Fault;
use super::fields::{At, is_no, is_yes};
use super::native;
use super::synonyms::Field;
use crate::domain::contact::{Email, Phone, fold, lenient};
use crate::flows::receive::Incoming;

/// How many labels a refusal names, and how much of each, in characters.
const LABELS: usize = 12;
const LABEL: usize = 40;

/// The single texts of a lead, by the name in our own format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Slot {
    Company,
    Name,
    Title,
    Email,
    Phone,
    Country,
    City,
    Size,
    Industry,
    Language,
}

const SLOTS: [(Slot, &str); 10] = [
    (Slot::Company, "company"),
    (Slot::Name, "name"),
    (Slot::Title, "title"),
    (Slot::Email, "email"),
    (Slot::Phone, "phone"),
    (Slot::Country, "country"),
    (Slot::City, "city"),
    (Slot::Size, "size"),
    (Slot::Industry, "industry"),
    (Slot::Language, "language"),
];

/// A lead as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) external_id: Option<String>,
    pub(super) kind: Option<&'static str>,
    pub(super) received_at: Option<String>,
    pub(super) hot: bool,
    pub(super) informational: bool,
    pub(super) test: bool,
    pub(super) do_not_contact: bool,
    pub(super) budget: Option<String>,
    pub(super) campaign: Option<String>,
    pub(super) solutions: Vec<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) slots: [Option<String>; SLOTS.len()],
    /// What the customer wrote.
    pub(super) needs: Vec<String>,
    /// What has no place of its own, with its label.
    pub(super) rest: Vec<String>,
    /// The labels that were sent, to say so where nothing can be made of them.
    pub(super) labels: Vec<String>,
}

impl Draft {
    /// Puts an answer where it belongs. A second answer for one place is kept in the need, unless it says the same.
    pub(super) fn put(&mut self, field: Field, label: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        self.note_label(label);
        match field {
            Field::Company => self.set(Slot::Company, label, value),
            Field::Name => self.set(Slot::Name, label, value),
            Field::Title => self.set(Slot::Title, label, value),
            Field::Email => self.set(Slot::Email, label, value),
            Field::Phone => self.set(Slot::Phone, label, value),
            Field::Country => self.set(Slot::Country, label, value),
            Field::City => self.set(Slot::City, label, value),
            Field::Size => self.set(Slot::Size, label, value),
            Field::Industry => self.set(Slot::Industry, label, value),
            Field::Language => self.set(Slot::Language, label, value),
            Field::FirstName => keep_first(&mut self.first_name, &mut self.rest, label, value),
            Field::LastName => keep_first(&mut self.last_name, &mut self.rest, label, value),
            Field::Budget => keep_first(&mut self.budget, &mut self.rest, label, value),
            Field::Campaign => keep_first(&mut self.campaign, &mut self.rest, label, value),
            Field::Id => {
                self.external_id.get_or_insert_with(|| value.to_owned());
            }
            Field::Solutions => self.solutions.extend(listed(value)),
            Field::Need => self.need(value),
            Field::ReceivedAt => {
                if native::time(value).is_some() {
                    self.received_at.get_or_insert_with(|| value.to_owned());
                } else {
                    self.told(label, value);
                }
            }
            Field::Hot => self.hot |= self.is_ticked(label, value),
            Field::DoNotContact => self.do_not_contact |= self.is_ticked(label, value),
            Field::Test => self.test |= is_yes(value),
            Field::Noise => {}
        }
    }

    /// An answer whose label tells nothing: what it looks like may.
    pub(super) fn put_unlabelled(&mut self, label: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        self.note_label(label);
        if self.get(Slot::Email).is_none()
            && value.contains('@')
            && !value.contains(' ')
            && Email::parse(value).is_ok()
        {
            return self.set(Slot::Email, label, value);
        }
        if self.get(Slot::Phone).is_none()
            && value.starts_with('+')
            && value.len() < 25
            && Phone::parse(value).is_ok()
        {
            return self.set(Slot::Phone, label, value);
        }
        self.told(label, value);
    }

    /// Fills one place; where something else stands there already, it is told in the need.
    pub(super) fn set(&mut self, slot: Slot, label: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let index = slot as usize;
        keep_first(&mut self.slots[index], &mut self.rest, label, value.trim());
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&str> {
        self.slots[slot as usize].as_deref()
    }

    /// More of what the customer wrote.
    pub(super) fn need(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !self.needs.iter().any(|need| need == text) {
            self.needs.push(text.to_owned());
        }
    }

    /// Something to be read under the need, with its label.
    pub(super) fn told(&mut self, label: &str, value: &str) {
        if !value.trim().is_empty() {
            self.rest.push(line(label, value.trim()));
        }
    }

    fn note_label(&mut self, label: &str) {
        if self.labels.len() < LABELS {
            self.labels
                .push(label.chars().filter(|c| !c.is_control()).take(LABEL).collect());
        }
    }

    /// Whether a box was ticked. What is neither a yes nor a no was written by somebody, and is told.
    fn is_ticked(&mut self, label: &str, value: &str) -> bool {
        let is_no = is_no(value);
        if !is_no && !is_yes(value) {
            self.told(label, value);
        }
        !is_no
    }

    /// The lead. Its id at the source tells it from all others: the same one again is this one.
    ///
    /// # Errors
    /// What is wrong with it, where nobody could answer it; the labels that came are named.
    pub(super) fn finish(mut self, payload_hash: [u8; 32]) -> Result<Incoming, Vec<Fault>> {
        self.name_somebody();
        if self.looks_like_a_test() {
            self.test = true;
        }
        let mut customer = Map::new();
        for (slot, name) in SLOTS {
            if let Some(text) = self.get(slot) {
                customer.insert(name.to_owned(), text.into());
            }
        }
        let need: Vec<String> = self.needs.drain(..).chain(self.rest.drain(..)).collect();
        let mut lead = json!({
            "external_id": self.external_id, "kind": self.kind, "received_at": self.received_at, "hot": self.hot,
            "test": self.test, "do_not_contact": self.do_not_contact, "customer": customer, "solutions": self.solutions,
            "budget": self.budget, "campaign_id": self.campaign,
        });
        if !need.is_empty() {
            lead["need"] = need.join("\n").into();
        }
        let Value::Object(object) = &lead else {
            return Err(Vec::new());
        };
        let at = At {
            object,
            pointer: "",
            label: "",
        };
        match native::lead(at, payload_hash) {
            Ok(mut incoming) => {
                incoming.lead.informational = self.informational;
                Ok(incoming)
            }
            Err(faults) => Err(faults
                .into_iter()
                .map(|fault| self.in_their_words(fault))
                .collect()),
        }
    }

    /// As much of it as there is, for somebody who completes it by hand.
    pub(super) fn unchecked(mut self, payload_hash: [u8; 32]) -> Option<Incoming> {
        self.name_somebody();
        // A name and a number make any lead lawful; they are taken out again.
        let (no_name, no_contact) = (
            self.get(Slot::Company).is_none() && self.get(Slot::Name).is_none(),
            self.get(Slot::Email).is_none() && self.get(Slot::Phone).is_none(),
        );
        if no_name {
            self.set(Slot::Name, "", "?");
        }
        if no_contact {
            self.set(Slot::Email, "", "nobody@invalid.example");
        }
        let mut incoming = self.finish(payload_hash).ok()?;
        if no_name {
            incoming.lead.customer.name = None;
        }
        if no_contact {
            incoming.lead.customer.email = None;
        }
        Some(incoming)
    }

    /// A first and a last name are a name. Who gives neither a name nor a company is called by where they can be reached, as
    /// far as everybody may see it.
    fn name_somebody(&mut self) {
        let parts: Vec<String> = [self.first_name.take(), self.last_name.take()]
            .into_iter()
            .flatten()
            .collect();
        if !parts.is_empty() {
            self.set(Slot::Name, "name", &parts.join(" "));
        }
        if self.get(Slot::Company).is_none() && self.get(Slot::Name).is_none() {
            let mail = self.get(Slot::Email).and_then(lenient::email);
            // "Anna <anna@example.com>" tells the name.
            let words = mail.as_ref().and_then(|mail| mail.words.clone());
            let in_front = self.get(Slot::Email).is_some_and(|mail| mail.contains('<'));
            if let Some(name) = words.filter(|_| in_front) {
                return self.set(Slot::Name, "name", &name);
            }
            let domain = mail.and_then(|mail| Some(format!("…@{}", mail.value.as_str().rsplit_once('@')?.1)));
            let phone = || {
                let phone = lenient::phone(self.get(Slot::Phone)?)?.value;
                let digits: Vec<char> = phone.as_str().chars().filter(char::is_ascii_digit).collect();
                Some(format!(
                    "… {}",
                    digits[digits.len().saturating_sub(3)..]
                        .iter()
                        .collect::<String>()
                ))
            };
            if let Some(name) = domain.or_else(phone) {
                self.set(Slot::Name, "name", &name);
            }
        }
    }

    /// How Microsoft and Meta mark theirs.
    fn looks_like_a_test(&self) -> bool {
        let texts = self.slots.iter().flatten().chain(&self.needs);
        let mut texts = texts.map(|text| text.trim_start());
        texts.any(|text| text.starts_with("MSFT_TEST_") || text.starts_with("<test lead:"))
    }

    /// A fault of the lead that was put together, for somebody who only knows the form.
    fn in_their_words(&self, fault: Fault) -> Fault {
        let labels = self.labels.join(", ");
        let detail = match fault.code {
            "missing" => format!("no field tells a company or a name; these came: {labels}"),
            "unreachable" => {
                format!("no field holds an e-mail address or a phone number; these came: {labels}")
            }
            _ => fault.detail,
        };
        Fault {
            pointer: String::new(),
            detail,
            ..fault
        }
    }
}

fn keep_first(slot: &mut Option<String>, rest: &mut Vec<String>, label: &str, value: &str) {
    match slot {
        None => *slot = Some(value.to_owned()),
        Some(before) if fold(before) == fold(value) => {}
        Some(_) => rest.push(line(label, value)),
    }
}

fn line(label: &str, value: &str) -> String {
    let label = label.trim().trim_end_matches(':');
    let end = label.chars().next_back();
    match end {
        None => value.to_owned(),
        Some('?' | '!' | '…') => format!("{label} {value}"),
        Some(_) => format!("{label}: {value}"),
    }
}

fn listed(value: &str) -> impl Iterator<Item = String> {
    value
        .split([',', ';'])
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
}
