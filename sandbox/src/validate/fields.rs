//! Reads the fields of a JSON object, noting each that is missing, of the wrong type or too long.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::{refusal::Form, world::ids};

/// One object of a form and its path in it.
pub(crate) struct Fields<'form, 'value> {
    form: &'form mut Form,
    path: String,
    map: &'value Map<String, Value>,
}

impl<'form, 'value> Fields<'form, 'value> {
    /// The whole body.
    pub fn root(form: &'form mut Form, map: &'value Map<String, Value>) -> Self {
        Self {
            form,
            path: String::new(),
            map,
        }
    }

    /// An object below this one; notes a fault and gives `None` if it is not one.
    pub fn below<'a, 'b>(&'a mut self, path: &str, value: &'b Value) -> Option<Fields<'a, 'b>> {
        let path = self.at(path);
        match value {
            Value::Object(map) => Some(Fields {
                form: self.form,
                path,
                map,
            }),
            _ => {
                self.form.add(
                    &path,
                    "MODEL_TYPE_CONVERT",
                    "Only dictionaries may be used in a ModelType",
                );
                None
            }
        }
    }

    fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Notes a fault of a field.
    pub fn fault(&mut self, key: &str, code: &str, message: &str) {
        let path = self.at(key);
        self.form.add(&path, code, message);
    }

    /// Notes that a field is missing.
    pub fn required(&mut self, key: &str) {
        self.fault(key, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// The raw value; `null` counts as absent.
    pub fn get(&self, key: &str) -> Option<&'value Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Whether the key is there, even as `null`.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Text whose length lies in the range, surrounding whitespace not counted; `None` if absent or blank.
    pub fn text(&mut self, key: &str, length: RangeInclusive<usize>) -> Option<String> {
        let value = self.get(key)?;
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.fault(
                    key,
                    "STRING_TYPE_CONVERT",
                    &format!("Could not interpret \"{value}\" as string."),
                );
                return None;
            }
        };
        let count = text.chars().count();
        if !length.contains(&count) {
            let (code, message) = length_words(&length);
            self.fault(key, code, &message);
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// Text that must be there and not blank.
    pub fn required_text(&mut self, key: &str, length: RangeInclusive<usize>) -> String {
        match self.get(key) {
            Some(Value::String(text)) if text.trim().is_empty() => self.required(key),
            None => self.required(key),
            Some(_) => return self.text(key, length).unwrap_or_default(),
        }
        String::new()
    }

    /// A whole number in the range.
    pub fn integer(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.get(key)?;
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let Some(number) = number else {
            self.fault(key, "NUMBER_TYPE_COERCE", &format!("Value {value} is not int."));
            return None;
        };
        if number < *range.start() {
            let words = format!("int value should be greater than or equal to {}.", range.start());
            self.fault(key, "NUMBER_TYPE_MIN", &words);
        } else if number > *range.end() {
            let words = format!("int value should be less than or equal to {}.", range.end());
            self.fault(key, "NUMBER_TYPE_MAX", &words);
        }
        Some(number)
    }

    /// A truth value.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        if value.as_bool().is_none() {
            self.fault(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        }
        value.as_bool()
    }

    /// A list with a number of entries in the range.
    pub fn list(&mut self, key: &str, length: RangeInclusive<usize>) -> Option<&'value [Value]> {
        let Value::Array(list) = self.get(key)? else {
            self.fault(
                key,
                "LIST_TYPE_CONVERT",
                "Only iterables may be used in a ListType",
            );
            return None;
        };
        if !length.contains(&list.len()) {
            let (code, message) = length_words(&length);
            self.fault(key, code, &message);
        }
        Some(list)
    }

    /// As [`Self::list`], of a list that must be there.
    pub fn required_list(&mut self, key: &str, length: RangeInclusive<usize>) -> &'value [Value] {
        if self.get(key).is_none() {
            self.required(key);
        }
        self.list(key, length).unwrap_or_default()
    }

    /// A number that may have a fraction, not below zero.
    pub fn seconds(&mut self, key: &str) -> Option<f64> {
        let value = self.get(key)?;
        let number = value.as_f64().filter(|number| *number >= 0.0);
        if number.is_none() {
            self.fault(key, "FLOAT_TYPE_COERCE", &format!("Value {value} is not float."));
        }
        number
    }

    /// An id.
    pub fn snowflake(&mut self, key: &str) -> Option<u64> {
        let value = self.get(key)?;
        let id = ids::parse(value);
        if id.is_none() {
            self.fault(
                key,
                "NUMBER_TYPE_COERCE",
                &format!("Value {value} is not snowflake."),
            );
        }
        id
    }

    /// A set of ids: a list without repetition.
    pub fn snowflakes(&mut self, key: &str, length: RangeInclusive<usize>) -> Option<Vec<u64>> {
        let list = self.list(key, length)?;
        let mut ids = Vec::new();
        for (at, value) in list.iter().enumerate() {
            match ids::parse(value) {
                Some(id) if ids.contains(&id) => self.fault(
                    &format!("{key}.{at}"),
                    "SET_TYPE_ALREADY_CONTAINS_VALUE",
                    "The set already contains this value.",
                ),
                Some(id) => ids.push(id),
                None => self.fault(
                    &format!("{key}.{at}"),
                    "NUMBER_TYPE_COERCE",
                    &format!("Value {value} is not snowflake."),
                ),
            }
        }
        Some(ids)
    }

    /// Notes that a value is none of those allowed.
    pub fn choice(&mut self, key: &str, allowed: &[i64]) -> Option<i64> {
        self.get(key)?;
        let value = self.integer(key, i64::MIN..=i64::MAX)?;
        if !allowed.contains(&value) {
            let listed = allowed
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            self.fault(
                key,
                "BASE_TYPE_CHOICES",
                &format!("Value must be one of {{{listed}}}."),
            );
        }
        Some(value)
    }
}

fn length_words(length: &RangeInclusive<usize>) -> (&'static str, String) {
    let (least, most) = (length.start(), length.end());
    if *least == 0 {
        (
            "BASE_TYPE_MAX_LENGTH",
            format!("Must be {most} or fewer in length."),
        )
    } else {
        (
            "BASE_TYPE_BAD_LENGTH",
            format!("Must be between {least} and {most} in length."),
        )
    }
}
