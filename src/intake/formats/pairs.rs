//! What was filled in, as pairs of a label and a text, out of whatever shape a form's maker gives it: flat keys, nested keys,
//! lists of `{label, value}`, `{question, answer}` or `{name, values}`, choices told by the ids of their options.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::synonyms::{Field, field_of};

/// How deep a body is looked into.
const DEEPEST: usize = 12;

/// The names under which makers keep what was answered, and what was asked.
const ANSWERS: &[&str] = &["value", "answer", "values", "string_value"];
const LABELS: &[&str] = &["label", "question", "title", "column_name", "name"];
const KEYS: &[&str] = &["key", "id", "ref", "column_id"];
/// The parts of a name, in the order in which they are said.
const NAME_PARTS: &[&str] = &["prefix", "first", "middle", "last", "suffix"];

/// One answer.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Pair {
    /// The maker's name for the field, nested ones apart by a space.
    pub(super) key: String,
    /// What the person who filled it in has seen, where the maker tells.
    pub(super) label: Option<String>,
    /// What they answered.
    pub(super) value: String,
}

impl Pair {
    /// What the answer is called in a text.
    fn shown(&self) -> &str {
        self.label
            .as_deref()
            .filter(|label| !label.trim().is_empty())
            .unwrap_or(&self.key)
    }

    fn field(&self) -> Option<Field> {
        // The last name of a nested key tells most, where all of them together tell nothing.
        let last = || self.key.rsplit(' ').next().and_then(field_of);
        let by_label = self.label.as_deref().and_then(field_of);
        by_label.or_else(|| field_of(&self.key)).or_else(last)
    }
}

/// All answers in a value.
pub(super) fn of(value: &Value) -> Vec<Pair> {
    let mut found = Vec::new();
    collect(value, &mut Vec::new(), &mut found);
    found
}

/// All answers in a value, by what they are called in a text.
pub(super) fn shown(value: &Value) -> Vec<(String, String)> {
    let pairs = of(value).into_iter();
    pairs.map(|pair| (pair.shown().to_owned(), pair.value)).collect()
}

/// A draft of all that is in a value.
pub(super) fn draft(value: &Value) -> Draft {
    let mut draft = Draft::default();
    fill(&mut draft, of(value));
    draft
}

/// Puts answers where they belong; what belongs nowhere is told in the need, by its label.
pub(super) fn fill(draft: &mut Draft, pairs: Vec<Pair>) {
    let (known, others): (Vec<_>, Vec<_>) = pairs
        .into_iter()
        .map(|pair| (pair.field(), pair))
        .partition(|(field, _)| field.is_some());
    for (field, pair) in &known {
        if let Some(field) = field {
            draft.put(*field, pair.shown(), &pair.value);
        }
    }
    for (_, pair) in &others {
        draft.put_unlabelled(pair.shown(), &pair.value);
    }
}

fn collect(value: &Value, path: &mut Vec<String>, found: &mut Vec<Pair>) {
    if path.len() > DEEPEST {
        return;
    }
    match value {
        Value::Object(object) => of_object(object, path, found),
        Value::Array(items) if items.iter().all(|item| text(item).is_some()) => {
            push(path, None, &Value::Array(items.clone()), found);
        }
        Value::Array(items) => {
            for item in items {
                collect(item, path, found);
            }
        }
        scalar => push(path, None, scalar, found),
    }
}

fn of_object(object: &Map<String, Value>, path: &mut Vec<String>, found: &mut Vec<Pair>) {
    if let Some(answer) = answer(object) {
        let by_key = |names: &[&str]| {
            let named = names.iter().find_map(|name| object.get(*name));
            named.and_then(text).filter(|name| !name.trim().is_empty())
        };
        let (label, key) = (by_key(LABELS), by_key(KEYS));
        let before = path.len();
        if path.is_empty() {
            path.extend(key.or_else(|| label.clone()));
        }
        match (answer, object.get("options")) {
            (Value::Array(chosen), Some(Value::Array(options))) => {
                let texts = chosen
                    .iter()
                    .map(|id| option_text(id, options).unwrap_or(id).clone());
                push(path, label, &Value::Array(texts.collect()), found);
            }
            (Value::Object(inner), _) => match name_of(inner) {
                Some(name) => push(path, label, &Value::String(name), found),
                None => collect(answer, path, found),
            },
            _ => push(path, label, answer, found),
        }
        path.truncate(before);
        return;
    }
    if let Some(name) = name_of(object) {
        return push(path, None, &Value::String(name), found);
    }
    for (key, value) in object {
        path.push(key.clone());
        collect(value, path, found);
        path.pop();
    }
}

/// The answer of an object that is one answer.
fn answer(object: &Map<String, Value>) -> Option<&Value> {
    let named = || {
        LABELS
            .iter()
            .chain(KEYS)
            .any(|name| object.get(*name).and_then(text).is_some())
    };
    let answer = ANSWERS.iter().find_map(|name| object.get(*name))?;
    (named() || object.len() == 1).then_some(answer)
}

/// `{"first": "Aiko", "last": "Tanaka"}`, and `{"full": "+81 3-1234-5678"}`.
fn name_of(object: &Map<String, Value>) -> Option<String> {
    let said = |name: &&str| object.get(*name).and_then(Value::as_str);
    if let Some(full) = object.get("full").and_then(Value::as_str) {
        return Some(full.to_owned());
    }
    let is_name = object.contains_key("first") && object.keys().all(|key| NAME_PARTS.contains(&key.as_str()));
    let parts = NAME_PARTS
        .iter()
        .filter_map(said)
        .map(str::trim)
        .filter(|part| !part.is_empty());
    is_name.then(|| parts.collect::<Vec<_>>().join(" "))
}

fn option_text<'a>(id: &Value, options: &'a [Value]) -> Option<&'a Value> {
    let option = options.iter().find(|option| option.get("id") == Some(id))?;
    option.get("text").or_else(|| option.get("label"))
}

fn push(path: &[String], label: Option<String>, value: &Value, found: &mut Vec<Pair>) {
    let text = match value {
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        value => text(value).unwrap_or_default(),
    };
    if !text.trim().is_empty() {
        found.push(Pair {
            key: path.join(" "),
            label,
            value: text,
        });
    }
}

/// A scalar as a person would write it; nothing is an empty text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_shape_gives_its_labels_and_answers() {
        let expected = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()))
                .collect()
        };
        for (value, pairs) in [
            (
                json!([{"email": "a@b.example", "n": 1}]),
                vec![("email", "a@b.example"), ("n", "1")],
            ),
            (
                json!({"customer": {"email": "a"}, "x": null}),
                vec![("customer email", "a")],
            ),
            (
                json!({"fields": [{"label": "Company", "value": "Küste"}]}),
                vec![("Company", "Küste")],
            ),
            (
                json!([{"question": "Why?", "answer": "So"}]),
                vec![("Why?", "So")],
            ),
            (
                json!({"field_data": [{"name": "email", "values": ["a", "b"]}]}),
                vec![("email", "a, b")],
            ),
            (
                json!({"properties": {"email": {"value": "a"}}}),
                vec![("properties email", "a")],
            ),
            (
                json!({"q3_name": {"first": "Aiko", "last": "Tanaka"}}),
                vec![("q3_name", "Aiko Tanaka")],
            ),
            (json!({"q5": {"full": "+81 3"}}), vec![("q5", "+81 3")]),
            (
                json!([{"label": "Size", "value": ["o2"], "options": [{"id": "o2", "text": "51-250"}]}]),
                vec![("Size", "51-250")],
            ),
        ] {
            assert_eq!(shown(&value), expected(&pairs), "{value}");
        }
    }
}
