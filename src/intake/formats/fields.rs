//! Reads the fields of a JSON object and notes every fault, so that a sender hears of all of them at once.

use serde_json::{Map, Value};

use super::Fault;

/// One object and where it stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) object: &'a Map<String, Value>,
    pub(super) pointer: &'a str,
}

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub(super) fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code,
            detail: detail.into(),
        });
    }

    /// The value where nothing was wrong, the faults where something was.
    pub(super) fn or<T>(self, value: T) -> Result<T, Vec<Fault>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }

    fn wrong_type(&mut self, at: At<'_>, name: &str, expected: &str) {
        self.add(at.pointer_to(name), "wrong_type", format!("must be {expected}"));
    }

    /// A text of at most `max` characters. Space around it is dropped, NUL within; what is empty then is absent.
    pub(super) fn text(&mut self, at: At<'_>, name: &str, max: usize) -> Option<String> {
        match at.get(name)? {
            Value::String(text) => self.within(at, name, clean(text), max),
            _ => {
                self.wrong_type(at, name, "a text");
                None
            }
        }
    }

    /// An id: a text, or a whole number.
    pub(super) fn id(&mut self, at: At<'_>, name: &str, max: usize) -> Option<String> {
        match at.get(name)? {
            Value::Number(number) if !number.is_f64() => Some(number.to_string()),
            Value::String(_) => self.text(at, name, max),
            _ => {
                self.wrong_type(at, name, "a text or a whole number");
                None
            }
        }
    }

    /// Yes or no; absent is no.
    pub(super) fn flag(&mut self, at: At<'_>, name: &str) -> bool {
        match at.get(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.wrong_type(at, name, "true or false");
                false
            }
        }
    }

    /// An object.
    pub(super) fn object<'a>(&mut self, at: At<'a>, name: &str) -> Option<&'a Map<String, Value>> {
        match at.get(name)? {
            Value::Object(object) => Some(object),
            _ => {
                self.wrong_type(at, name, "an object");
                None
            }
        }
    }

    /// A list of at most `most` texts.
    pub(super) fn texts(&mut self, at: At<'_>, name: &str, most: usize, max: usize) -> Vec<String> {
        let items = match at.get(name) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.wrong_type(at, name, "a list of texts");
                return Vec::new();
            }
        };
        if items.len() > most {
            self.add(at.pointer_to(name), "too_many", format!("must be at most {most}"));
            return Vec::new();
        }
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let name = format!("{name}/{index}");
            match item {
                Value::String(text) => texts.extend(self.within(at, &name, clean(text), max)),
                _ => self.wrong_type(at, &name, "a text"),
            }
        }
        texts
    }

    /// What a field means, where it means something; a fault that says what is expected, where not.
    pub(super) fn parsed<T>(
        &mut self,
        at: At<'_>,
        name: &str,
        max: usize,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(at, name, max)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.add(at.pointer_to(name), "malformed", format!("must be {expected}"));
        }
        parsed
    }

    fn within(&mut self, at: At<'_>, name: &str, text: String, max: usize) -> Option<String> {
        if text.chars().count() > max {
            let detail = format!("must be at most {max} characters");
            self.add(at.pointer_to(name), "too_long", detail);
        }
        (!text.is_empty()).then_some(text)
    }
}

impl<'a> At<'a> {
    /// A field's value; `null` is absent.
    fn get(self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// The pointer of a field. Names are ours and need no escapes.
    pub(super) fn pointer_to(self, name: &str) -> String {
        format!("{}/{name}", self.pointer)
    }
}

/// SQLite's texts end at a NUL.
fn clean(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}
