//! The form as a page: one template, its texts from the catalogue, everything from outside escaped by it.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Value};

use super::answers::{Answers, FIELDS, Faults};
use crate::domain::ids::TeamId;
use crate::t;
use crate::text::catalogue::Lang;
use crate::visible::plain_line;

/// Sizes of companies, as Partner Center words them.
const SIZES: [&str; 5] = ["1-9", "10-50", "51-250", "251-1000", "1001+"];

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::empty();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    if let Err(error) = pages.add_template("form.html", include_str!("form.html")) {
        tracing::error!(%error, "the inquiry form's template is broken");
    }
    pages
});

/// Whose page it is.
pub(super) struct Place<'a> {
    pub(super) team: TeamId,
    pub(super) name: &'a str,
    pub(super) lang: Lang,
}

impl Place<'_> {
    /// The form, with what was filled in and what is wrong with it.
    pub(super) fn form(
        &self,
        ticket: &str,
        answers: &Answers,
        faults: &Faults,
        notice: Option<&str>,
    ) -> String {
        let lang = self.lang;
        let fields = FIELDS.iter().map(|field| {
            let hint = if field.has_hint {
                t!(lang, format!("inquiry-{}-hint", field.name))
            } else {
                String::new()
            };
            let fault = faults
                .get(field.name)
                .map(|key| t!(lang, key))
                .unwrap_or_default();
            let described = [("hint", &hint), ("fault", &fault)];
            let described = described.iter().filter(|(_, text)| !text.is_empty());
            let described: Vec<String> = described
                .map(|(end, _)| format!("{}-{end}", field.name))
                .collect();
            Value::from_pairs([
                ("name", Value::from(field.name)),
                ("kind", Value::from(field.kind)),
                ("autocomplete", Value::from(field.autocomplete)),
                ("required", Value::from(field.name == "need")),
                ("label", Value::from(t!(lang, format!("inquiry-{}", field.name)))),
                ("value", Value::from(answers.get(field.name))),
                ("hint", Value::from(hint)),
                ("fault", Value::from(fault)),
                ("described", Value::from(described.join(" "))),
            ])
        });
        let faulty = (!faults.is_empty()).then(|| t!(lang, "inquiry-faulty"));
        let notice = notice.map(|key| t!(lang, key)).or(faulty).unwrap_or_default();
        self.render(vec![
            ("intro", Value::from(t!(lang, "inquiry-intro"))),
            ("notice", Value::from(notice)),
            ("ticket", Value::from(ticket)),
            ("fields", fields.collect()),
            ("options", SIZES.into_iter().map(Value::from).collect()),
            ("trap", Value::from(t!(lang, "inquiry-trap"))),
            ("send", Value::from(t!(lang, "inquiry-send"))),
        ])
    }

    /// What follows a form that was taken.
    pub(super) fn thanks(&self, reference: &str) -> String {
        self.render(vec![
            ("reference", Value::from(reference)),
            ("thanks", Value::from(t!(self.lang, "inquiry-thanks"))),
            ("reference_label", Value::from(t!(self.lang, "inquiry-reference"))),
            ("another", Value::from(t!(self.lang, "inquiry-another"))),
        ])
    }

    /// A page that only says something.
    pub(super) fn words(&self, key: &'static str) -> String {
        self.render(vec![("intro", Value::from(t!(self.lang, key)))])
    }

    fn render(&self, more: Vec<(&'static str, Value)>) -> String {
        let heading = match plain_line(self.name) {
            name if name.is_empty() => t!(self.lang, "inquiry-title-nobody"),
            name => t!(self.lang, "inquiry-title", team = name),
        };
        let mut values = vec![
            ("lang", Value::from(self.lang.tag())),
            ("title", Value::from(heading.clone())),
            ("heading", Value::from(heading)),
            ("team", Value::from(self.team.0)),
        ];
        values.extend(more);
        let page = PAGES
            .get_template("form.html")
            .and_then(|page| page.render(Value::from_pairs(values)));
        page.unwrap_or_else(|error| {
            tracing::error!(%error, "the inquiry form cannot be drawn");
            String::new()
        })
    }
}
