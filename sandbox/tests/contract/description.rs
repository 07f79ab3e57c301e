//! Discord's OpenAPI description: its operations, and whether a value fits one of its schemas.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::tally;

/// The file, where it is.
pub struct Description {
    document: Value,
    /// By the schema they were made of; making one takes longer than using it.
    validators: Mutex<BTreeMap<String, Arc<Validator>>>,
}

/// A method of a path.
#[derive(Clone, Copy)]
pub struct Operation<'d> {
    pub path: &'d str,
    pub value: &'d Value,
}

impl Description {
    /// The description, or `None` where its file is not there, which is said once.
    pub fn get() -> Option<&'static Self> {
        static DESCRIPTION: OnceLock<Option<Description>> = OnceLock::new();
        DESCRIPTION
            .get_or_init(|| {
                let read = Self::read();
                if read.is_none() {
                    tally::say(
                        "contract: no ../shared/discord-openapi.json, so only our own checks are made",
                    );
                }
                read
            })
            .as_ref()
    }

    fn read() -> Option<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .map(|folder| folder.join("shared/discord-openapi.json"))
            .find(|file| file.exists())?;
        let text = std::fs::read_to_string(file).unwrap();
        Some(Self {
            document: serde_json::from_str(&text).unwrap(),
            validators: Mutex::default(),
        })
    }

    /// The operation of a request; the path with the most literal parts wins, as in OpenAPI.
    pub fn operation(&self, method: &str, path: &str) -> Option<Operation<'_>> {
        let asked: Vec<&str> = path.split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.split('/').collect();
            parts.len() == asked.len()
                && parts
                    .iter()
                    .zip(&asked)
                    .all(|(p, a)| p == a || p.starts_with('{'))
        };
        let paths = self.document["paths"].as_object()?;
        let (path, item) = paths
            .iter()
            .filter(|(template, _)| fits(template))
            .min_by_key(|(template, _)| template.matches('{').count())?;
        let value = item.get(method.to_lowercase())?;
        Some(Operation { path, value })
    }

    /// Follows a `$ref`.
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(target) => self.resolve(self.document_at(target)),
            None => value,
        }
    }

    fn document_at(&self, reference: &str) -> &Value {
        let pointer = reference.trim_start_matches('#');
        self.document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{reference} points nowhere"))
    }

    /// A schema of the components by its name.
    pub fn named(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    /// What is wrong with a value: JSON pointer and rule. Of a choice of schemas the one with the fewest faults speaks,
    /// since "fits none of them" says nothing.
    pub fn faults(&self, schema: &Value, value: &Value) -> Vec<(String, String)> {
        let schema = self.resolve(schema);
        if let Some(choices) = ["anyOf", "oneOf"].iter().find_map(|key| schema[*key].as_array()) {
            let each = choices.iter().map(|choice| self.faults(choice, value));
            return each.min_by_key(Vec::len).unwrap_or_default();
        }
        let errors = self.validator(schema);
        errors
            .iter_errors(value)
            .map(|error| {
                let words: String = error.to_string().chars().take(400).collect();
                (
                    error.instance_path().to_string(),
                    format!("{words} ({})", error.schema_path()),
                )
            })
            .collect()
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let made = validators.entry(schema.to_string()).or_insert_with(|| {
            let mut whole = schema.clone();
            whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
            whole["components"] = self.document["components"].clone();
            let options = jsonschema::options().with_draft(Draft::Draft202012);
            let validator = options.should_validate_formats(true).build(&whole);
            Arc::new(validator.unwrap())
        });
        Arc::clone(made)
    }

    /// JSON pointers of fields that the schema does not know. JSON Schema lets them pass and Discord ignores them, so
    /// that a misspelt one does nothing.
    pub fn unknown_fields(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut unknown = Vec::new();
        self.walk(&[schema], value, "", &mut unknown);
        unknown
    }

    fn walk(&self, schemas: &[&Value], value: &Value, at: &str, unknown: &mut Vec<String>) {
        let mut all = Vec::new();
        for schema in schemas {
            self.unfold(schema, value, &mut all);
        }
        if let Some(list) = value.as_array() {
            let items: Vec<&Value> = all.iter().filter_map(|schema| schema.get("items")).collect();
            for (n, item) in list.iter().enumerate() {
                self.walk(&items, item, &format!("{at}/{n}"), unknown);
            }
        }
        let is_open = all
            .iter()
            .any(|schema| schema.get("additionalProperties").is_some_and(Value::is_object))
            || !all.iter().any(|schema| schema.get("properties").is_some());
        for (key, value) in value.as_object().into_iter().flatten().filter(|_| !is_open) {
            let at = format!("{at}/{key}");
            let known: Vec<&Value> = all
                .iter()
                .filter_map(|schema| schema["properties"].get(key))
                .collect();
            if known.is_empty() {
                unknown.push(at);
            } else {
                self.walk(&known, value, &at, unknown);
            }
        }
    }

    /// A schema and all it is put together of, without the branches that are for another `type`.
    fn unfold<'d>(&'d self, schema: &'d Value, value: &Value, into: &mut Vec<&'d Value>) {
        let schema = self.resolve(schema);
        let kind = self.resolve(&schema["properties"]["type"]);
        let kinds: Vec<&Value> = kind["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(kind.get("const"))
            .collect();
        if !kinds.is_empty() && value.get("type").is_some_and(|own| !kinds.contains(&own)) {
            return;
        }
        into.push(schema);
        for key in ["allOf", "anyOf", "oneOf"] {
            for part in schema[key].as_array().into_iter().flatten() {
                self.unfold(part, value, into);
            }
        }
    }
}
