//! Reads the fields of a JSON object. What cannot be read, or not whole, is kept as text with its name, so that no field
//! costs the lead that it stands in.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::domain::contact::fold;
use crate::visible::one_line;

/// Longest text that a lead's need is kept in, in bytes.
const NEED: usize = 64 * 1024;
/// How much of an id that is too long is kept as it is; a hash of the whole makes it one of a kind.
const ID_START: usize = 130;
/// Longest value of a wrong kind that is kept, in characters.
const MISPLACED: usize = 2000;

/// What stands for "yes" in a box that was ticked, folded.
const YES: &[&str] = &[
    "yes", "y", "true", "1", "on", "x", "checked", "ja", "да", "si", "sim", "oui", "tak", "ano", "hai",
];
const NO: &[&str] = &[
    "", "no", "n", "false", "0", "off", "nein", "нет", "nao", "non", "nie", "ne",
];

/// One object, where it stands, and what its fields are called in front of a text that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub(super) object: &'a Map<String, Value>,
    pub(super) pointer: &'a str,
    pub(super) label: &'a str,
}

/// What was found in a lead's fields and has no place of its own.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<String>);

impl Fields {
    /// Keeps a text with the name of its field.
    pub(super) fn keep(&mut self, at: At<'_>, name: &str, text: &str) {
        self.0.push(format!("{}{name}: {}", at.label, clean(text)));
    }

    /// The need, and below it what was kept.
    pub(super) fn kept_after(self, need: Option<String>) -> Option<String> {
        let mut text = need.into_iter().chain(self.0).collect::<Vec<_>>().join("\n");
        if text.len() > NEED {
            text.truncate(text.floor_char_boundary(NEED - '…'.len_utf8()));
            text.push('…');
        }
        (!text.is_empty()).then_some(text)
    }

    fn keep_value(&mut self, at: At<'_>, name: &str, value: &Value) {
        let text: String = as_text(value).chars().take(MISPLACED).collect();
        self.keep(at, name, &text);
    }

    /// A text on one line, cut to `max` characters; what is empty then is absent. A longer one is kept whole, and so is
    /// what is no text.
    pub(super) fn text(&mut self, at: At<'_>, name: &str, max: usize) -> Option<String> {
        let text = match at.get(name)? {
            Value::String(text) => clean(text),
            Value::Number(number) => number.to_string(),
            value => {
                self.keep_value(at, name, value);
                return None;
            }
        };
        self.cut(at, name, &one_line(&text), max)
    }

    /// A text with its lines, or a list of such.
    pub(super) fn long_text(&mut self, at: At<'_>, name: &str) -> Option<String> {
        let text = match at.get(name)? {
            Value::Array(items) => items.iter().map(as_text).collect::<Vec<_>>().join("\n"),
            value => as_text(value),
        };
        Some(clean(&text)).filter(|text| !text.is_empty())
    }

    fn cut(&mut self, at: At<'_>, name: &str, text: &str, max: usize) -> Option<String> {
        if text.chars().count() <= max {
            return (!text.is_empty()).then(|| text.to_owned());
        }
        self.keep(at, name, text);
        let kept: String = text.chars().take(max - 1).collect();
        Some(format!("{}…", kept.trim_end()))
    }

    /// An id: a text, or a number. One that is too long is told from others by a hash.
    pub(super) fn id(&mut self, at: At<'_>, name: &str, max: usize) -> Option<String> {
        let value = at.get(name)?;
        if !matches!(value, Value::String(_) | Value::Number(_)) {
            self.keep_value(at, name, value);
            return None;
        }
        let id = clean(&as_text(value));
        if id.chars().count() <= max {
            return (!id.is_empty()).then_some(id);
        }
        let mut short: String = id.chars().take(ID_START).collect();
        short.push('~');
        for byte in Sha256::digest(id.as_bytes()) {
            let _ = write!(short, "{byte:02x}");
        }
        Some(short)
    }

    /// Yes or no; absent is no, and so is what cannot be read.
    pub(super) fn flag(&mut self, at: At<'_>, name: &str) -> bool {
        let Some(value) = at.get(name) else { return false };
        let text = as_text(value);
        let is_one = !(value.is_object() || value.is_array());
        if !is_one || !is_yes(&text) && !is_no(&text) {
            self.keep_value(at, name, value);
        }
        is_one && is_yes(&text)
    }

    pub(super) fn object<'a>(&mut self, at: At<'a>, name: &str) -> Option<&'a Map<String, Value>> {
        match at.get(name)? {
            Value::Object(object) => Some(object),
            value => {
                self.keep_value(at, name, value);
                None
            }
        }
    }

    /// A list of texts, or one text with commas; those beyond `most` are kept.
    pub(super) fn texts(&mut self, at: At<'_>, name: &str, most: usize, max: usize) -> Vec<String> {
        let items: Vec<String> = match at.get(name) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items.iter().filter(|item| !item.is_null()).map(as_text).collect(),
            Some(Value::String(text)) => text.split([',', ';']).map(str::to_owned).collect(),
            Some(value) => {
                self.keep_value(at, name, value);
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            texts.extend(self.cut(at, name, &one_line(&clean(&item)), max));
        }
        if texts.len() > most {
            let beyond = texts.split_off(most).join(", ");
            self.keep(at, name, &beyond);
        }
        texts
    }

    /// What a field means, where it means something.
    pub(super) fn parsed<T>(
        &mut self,
        at: At<'_>,
        name: &str,
        max: usize,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = at.get(name)?;
        let text = clean(&as_text(value));
        if text.is_empty() {
            return None;
        }
        let read = Some(&text).filter(|text| text.chars().count() <= max);
        let parsed = read.and_then(|text| parse(text));
        if parsed.is_none() {
            self.keep_value(at, name, value);
        }
        parsed
    }
}

impl<'a> At<'a> {
    /// A field's value; `null` is absent.
    fn get(self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// A field's text with its line ends.
    pub(super) fn as_sent(self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// The pointer of a field. Names are ours and need no escapes.
    pub(super) fn pointer_to(self, name: &str) -> String {
        format!("{}/{name}", self.pointer)
    }
}

/// Whether it stands for "yes" in one of many languages.
pub(super) fn is_yes(text: &str) -> bool {
    YES.contains(&fold(text).trim())
}

/// Whether it stands for "no", or for nothing.
pub(super) fn is_no(text: &str) -> bool {
    NO.contains(&fold(text).trim())
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// SQLite's texts end at a NUL.
fn clean(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}
