//! Building forms: titles and labels within Discord's limits, filled with what is known or was typed before.

use serenity::all::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle};

use super::custom_id::Control;
use crate::domain::form::limits;
use crate::domain::refusal::Field;
use crate::store::drafts::Typed;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, plain_line};

/// Title and label lengths (Component reference, "Modal" and "Text Input").
const TITLE: usize = 45;
const LABEL: usize = 45;
const PLACEHOLDER: usize = 100;

/// Ids of the text inputs. Part of forms that may be open while the program is replaced: never renamed.
pub mod input {
    /// Deal name.
    pub const NAME: &str = "name";
    /// Estimated value.
    pub(crate) const VALUE: &str = "value";
    /// Purchase date.
    pub(crate) const DATE: &str = "date";
    pub(crate) const NOTES: &str = "notes";
    /// CRM id.
    pub const CRM: &str = "crm";
    /// Campaign id.
    pub(crate) const CAMPAIGN: &str = "campaign";
    /// Team contact: name.
    pub(crate) const CONTACT_NAME: &str = "contact_name";
    /// Team contact: phone.
    pub(crate) const CONTACT_PHONE: &str = "contact_phone";
    /// Team contact: mail.
    pub(crate) const CONTACT_EMAIL: &str = "contact_email";
    pub(crate) const COMPANY: &str = "company";
    /// Mail.
    pub(crate) const EMAIL: &str = "email";
    pub(crate) const PHONE: &str = "phone";
    /// What the customer needs.
    pub(crate) const NEED: &str = "need";
    /// Final value.
    pub(crate) const FINAL: &str = "final";
    /// The subject of a mail.
    pub(crate) const SUBJECT: &str = "subject";
    /// The text of a mail.
    pub(crate) const BODY: &str = "body";
    /// What to search for.
    pub const SEARCH: &str = "search";
}

/// What each text input asks for, in the words of answers, in the order in which forms have them.
const ASKED: [(&str, &str); 17] = [
    (input::COMPANY, "field-company"),
    (input::NAME, "field-deal-name"),
    (input::VALUE, "field-value"),
    (input::DATE, "field-purchase-date"),
    (input::EMAIL, "field-email"),
    (input::PHONE, "field-phone"),
    (input::NEED, "field-need"),
    (input::FINAL, "field-final-value"),
    (input::CRM, "field-crm-id"),
    (input::CAMPAIGN, "field-campaign-id"),
    (input::CONTACT_NAME, "field-contact-name"),
    (input::CONTACT_PHONE, "field-phone"),
    (input::CONTACT_EMAIL, "field-email"),
    (input::NOTES, "field-notes"),
    (input::SUBJECT, "field-notice-subject"),
    (input::BODY, "field-notice-text"),
    (input::SEARCH, "field-search"),
];

/// What was typed into a form, a line for each input that is not empty: `Estimated value: 12k`.
#[must_use]
pub(crate) fn in_lines(form: &Control, typed: &Typed, lang: Lang) -> String {
    let is_lead = matches!(
        form,
        Control::NewForm(..) | Control::MessageForm(..) | Control::AgainForm(..) | Control::RejectedMake(_)
    );
    let lines = ASKED.iter().filter_map(|(id, key)| {
        let text = typed
            .get(*id)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())?;
        let key = if is_lead && *id == input::NAME {
            "field-name"
        } else {
            key
        };
        Some(format!("{}: {text}", t!(lang, key)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text input that asks for a field of the deal.
#[must_use]
pub(crate) const fn input_of(field: Field) -> Option<&'static str> {
    match field {
        Field::DealName => Some(input::NAME),
        Field::Value => Some(input::VALUE),
        Field::PurchaseDate => Some(input::DATE),
        Field::Notes => Some(input::NOTES),
        Field::CrmId => Some(input::CRM),
        Field::CampaignId => Some(input::CAMPAIGN),
        _ => None,
    }
}

/// A form being built.
pub(crate) struct FormBuilder {
    control: Control,
    title: String,
    inputs: Vec<Input>,
}

/// One text input.
pub struct Input {
    id: &'static str,
    label: String,
    value: String,
    placeholder: String,
    required: bool,
    long: bool,
}

impl Input {
    /// A required line.
    #[must_use]
    pub fn line(id: &'static str, label: String) -> Self {
        Self {
            id,
            label,
            value: String::new(),
            placeholder: String::new(),
            required: true,
            long: false,
        }
    }

    /// May be left empty.
    #[must_use]
    pub(crate) fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Several lines.
    #[must_use]
    pub fn long(mut self) -> Self {
        self.long = true;
        self
    }

    /// Filled with this.
    #[must_use]
    pub fn filled(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What it says while it is empty.
    #[must_use]
    pub fn hint(mut self, placeholder: String) -> Self {
        self.placeholder = placeholder;
        self
    }
}

impl FormBuilder {
    /// An empty form.
    #[must_use]
    pub fn new(control: Control, title: &str) -> Self {
        Self {
            control,
            title: plain_line(title),
            inputs: Vec::new(),
        }
    }

    /// With one more input; a form has five at most.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    /// With what was typed before instead of what is known.
    #[must_use]
    pub fn with(mut self, typed: &Typed) -> Self {
        for input in &mut self.inputs {
            if let Some(text) = typed.get(input.id) {
                input.value.clone_from(text);
            }
        }
        self
    }

    /// As Discord takes it. An input is never `required` in Discord's own sense where our answer to an empty one is
    /// better than a form that cannot be sent; it is where there is nothing to say but "required".
    pub fn build(self) -> CreateModal {
        let rows = self.inputs.into_iter().map(|input| {
            let style = if input.long {
                InputTextStyle::Paragraph
            } else {
                InputTextStyle::Short
            };
            let max = if input.long { limits::NOTES } else { limits::SHORT };
            let mut text = CreateInputText::new(style, cut(&input.label, LABEL), input.id)
                .required(input.required)
                .max_length(u16::try_from(max).unwrap_or(u16::MAX));
            if !input.value.is_empty() {
                text = text.value(cut(&input.value, max));
            }
            if !input.placeholder.is_empty() {
                text = text.placeholder(cut(&input.placeholder, PLACEHOLDER));
            }
            CreateActionRow::InputText(text)
        });
        CreateModal::new(self.control.encode(), cut(&self.title, TITLE)).components(rows.collect())
    }
}
