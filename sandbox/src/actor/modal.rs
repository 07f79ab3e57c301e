//! A form as a member sees it.

use serde_json::Value;

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct Modal {
    /// Its heading.
    pub title: String,
    /// Its id.
    pub custom_id: String,
    /// The text that stands between its fields, in order.
    pub texts: Vec<String>,
    /// Its fields, in order.
    pub fields: Vec<ModalField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ModalField {
    /// What stands above it.
    pub label: String,
    /// What stands below the label.
    pub description: Option<String>,
    /// Its id.
    pub custom_id: String,
    /// Component type: 4 text, 3 and 5 to 8 selects, 19 files, 21 radio group, 22 checkbox group, 23 checkbox.
    pub kind: i64,
    /// Text filled in already.
    pub value: Option<String>,
    /// Shown while it is empty.
    pub placeholder: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
    /// Several lines.
    pub is_paragraph: bool,
    /// Least and most characters.
    pub length: (usize, usize),
    /// What can be chosen: label and value.
    pub options: Vec<(String, String)>,
    /// The component itself.
    pub component: Value,
}

impl Modal {
    pub(crate) fn read(modal: &Value) -> Self {
        let text = |key: &str| modal[key].as_str().unwrap_or_default().to_owned();
        let parts = modal["components"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Self {
            title: text("title"),
            custom_id: text("custom_id"),
            texts: parts
                .iter()
                .filter(|part| part["type"] == 10)
                .filter_map(|part| part["content"].as_str().map(str::to_owned))
                .collect(),
            fields: parts.iter().filter_map(ModalField::read).collect(),
        }
    }

    /// The field of that label or id.
    #[must_use]
    pub fn field(&self, label_or_id: &str) -> Option<&ModalField> {
        let exact = self
            .fields
            .iter()
            .find(|f| f.label == label_or_id || f.custom_id == label_or_id);
        exact.or_else(|| self.fields.iter().find(|field| field.label.contains(label_or_id)))
    }

    /// Everything that can be read on it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        lines.extend(self.texts.clone());
        for field in &self.fields {
            lines.push(match &field.value {
                Some(value) => format!("{}: {value}", field.label),
                None => field.label.clone(),
            });
            lines.extend(field.description.clone());
            lines.extend(field.placeholder.clone());
            lines.extend(field.options.iter().map(|(label, _)| format!("- {label}")));
        }
        lines.join("\n")
    }
}

impl ModalField {
    /// A field from its row or label.
    pub(crate) fn read(part: &Value) -> Option<Self> {
        let component = if part["type"] == 18 {
            &part["component"]
        } else {
            &part["components"][0]
        };
        let kind = component["type"].as_i64()?;
        let text = |key: &str| component[key].as_str().map(str::to_owned);
        let number = |key: &str, default: usize| {
            component[key]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(default)
        };
        let label = part["label"]
            .as_str()
            .or_else(|| component["label"].as_str())
            .unwrap_or_default();
        Some(Self {
            label: label.to_owned(),
            description: part["description"].as_str().map(str::to_owned),
            custom_id: text("custom_id")?,
            kind,
            value: text("value"),
            placeholder: text("placeholder"),
            // A box alone cannot be required.
            required: kind != 23 && component["required"].as_bool().unwrap_or(true),
            is_paragraph: component["style"] == 2,
            length: (
                number("min_length", 0),
                number("max_length", crate::limits::INPUT_VALUE),
            ),
            options: component["options"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|option| {
                    let text = |key: &str| option[key].as_str().unwrap_or_default().to_owned();
                    (text("label"), text("value"))
                })
                .collect(),
            component: component.clone(),
        })
    }
}
