//! The team's own texts: minijinja with little to reach for. A template is checked when it is saved, so that a mail does
//! not fail weeks later: what it may name is listed, what it names beside that is refused, and it may not run for long.

use minijinja::{Environment, UndefinedBehavior, Value};

/// What a text may name, in the order of [`Values`].
pub(crate) const VARIABLES: [&str; 8] = [
    "greeting",
    "name",
    "company",
    "team",
    "lead",
    "received",
    "reason",
    "reference",
];

/// Steps of a template; a text with an if for each variable takes some hundreds.
const FUEL: u64 = 20_000;
/// Characters of what comes out.
const LONGEST: usize = 20_000;

/// What the variables stand for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Values {
    pub(super) greeting: String,
    pub(super) name: String,
    pub(super) company: String,
    pub(super) team: String,
    pub(super) lead: String,
    pub(super) received: String,
    pub(super) reason: String,
    pub(super) reference: String,
}

impl Values {
    fn context(&self) -> Value {
        let texts = [
            &self.greeting,
            &self.name,
            &self.company,
            &self.team,
            &self.lead,
            &self.received,
            &self.reason,
            &self.reference,
        ];
        Value::from_pairs(VARIABLES.into_iter().zip(texts.map(String::as_str)))
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(20);
    // The text is plain; what becomes of it in HTML is escaped as a whole.
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment
}

/// Whether a text can be filled in.
///
/// # Errors
/// What is wrong with it, for whoever wrote it.
pub fn check(text: &str) -> Result<(), String> {
    let environment = environment();
    let template = environment
        .template_from_str(text)
        .map_err(|error| words(&error))?;
    let unknown = template.undeclared_variables(false);
    let mut unknown: Vec<_> = unknown
        .into_iter()
        .filter(|name| !VARIABLES.contains(&name.as_str()))
        .collect();
    unknown.sort();
    if let Some(name) = unknown.first() {
        return Err(format!("{{{{ {name} }}}} stands for nothing"));
    }
    fill(text, &Values::default()).map(|_| ())
}

/// The text with its variables filled in.
///
/// # Errors
/// What is wrong with it, for whoever wrote it.
pub(super) fn fill(text: &str, values: &Values) -> Result<String, String> {
    let filled = environment()
        .render_str(text, values.context())
        .map_err(|error| words(&error))?;
    if filled.chars().count() > LONGEST {
        return Err(format!("it becomes longer than {LONGEST} characters"));
    }
    Ok(filled)
}

fn words(error: &minijinja::Error) -> String {
    let detail = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    match error.line() {
        Some(line) => format!("{detail} (line {line})"),
        None => detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            greeting: "Hello Jana,".to_owned(),
            name: "Jana <b>".to_owned(),
            ..Values::default()
        }
    }

    #[test]
    fn variables_and_conditions_are_filled_in() {
        let text = "{{ greeting }}\n{% if reason %}Why: {{ reason }}{% else %}Dear {{ name }}{% endif %}";
        assert_eq!(check(text), Ok(()));
        assert_eq!(fill(text, &values()).unwrap(), "Hello Jana,\nDear Jana <b>");
    }

    #[test]
    fn what_cannot_be_filled_in_is_refused_when_it_is_saved() {
        for (text, word) in [
            ("{{ password }}", "password"),
            ("{{ name", "line 1"),
            ("{% if name %}", "line 1"),
            ("{{ name.first }}", ""),
            ("{{ range(10) }}", "range"),
            ("{{ name|upper }}", "upper"),
            ("{% include 'other' %}", ""),
        ] {
            let wrong = check(text).unwrap_err();
            assert!(wrong.contains(word), "{text}: {wrong}");
        }
    }

    #[test]
    fn a_text_that_would_run_for_ever_is_stopped() {
        let digits = "1,".repeat(60);
        let loops = format!(
            "{{% for a in [{digits}] %}}{{% for b in [{digits}] %}}{{% for c in [{digits}] %}}x{{% endfor %}}{{% endfor %}}{{% endfor %}}"
        );
        assert!(check(&loops).is_err());
    }
}
