//! A card read back: what is left of a lead whose row is gone. It was written by [`super::render`], so its own lines are
//! told from the customer's by asking the catalogue how they read.

use serenity::all::{Embed, Message};

use crate::discord::form::input;
use crate::domain::ids::LeadNumber;
use crate::domain::lead::Kind;
use crate::domain::stage::{Outcome, Stage};
use crate::store::drafts::Typed;
use crate::t;
use crate::text::catalogue::Lang;

/// Stands for whatever a line of ours was filled with.
const ANYTHING: char = '\u{0}';
/// Fields of a card that tell more of the customer and their need.
const FIELDS: [&str; 6] = [
    "card-field-country",
    "card-field-size",
    "card-field-industry",
    "card-field-budget",
    "card-field-solutions",
    "card-field-campaign",
];

/// What a card shows of its lead.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::discord) struct Shown {
    pub(in crate::discord) number: LeadNumber,
    pub(in crate::discord) kind: Kind,
    /// The customer asked to be contacted directly.
    pub(in crate::discord) hot: bool,
    /// The form of a lead, filled with it.
    pub(in crate::discord) typed: Typed,
}

/// The number of the lead that a message of ours is about: the first that it names.
pub(in crate::discord) fn number(message: &Message) -> Option<LeadNumber> {
    let title = message.embeds.first().and_then(|embed| embed.title.as_deref());
    let text = title.unwrap_or(&message.content);
    let (_, after) = text.split_once("L-")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    LeadNumber::parse(&digits)
}

/// What a message shows, where it is a lead's card.
pub(in crate::discord) fn read(message: &Message) -> Option<Shown> {
    let embed = message.embeds.first()?;
    Lang::ALL.into_iter().find_map(|lang| read_in(embed, lang))
}

fn read_in(embed: &Embed, lang: Lang) -> Option<Shown> {
    let title = embed.title.as_deref()?;
    let (lead, customer) = title.split_once(" · ")?;
    let number = LeadNumber::parse(lead).filter(|number| number.to_string() == lead)?;
    let line = embed.author.as_ref().map_or("", |author| author.name.as_str());
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| line.contains(&t!(lang, format!("kind-{}", kind.code()))));
    let hours = ANYTHING.to_string();
    let hot = [
        t!(lang, "card-hot", until = ANYTHING.to_string()),
        t!(lang, "card-hot-passed", hours = hours),
        t!(lang, "card-hot-accepted"),
    ];
    let paragraphs: Vec<&str> = embed
        .description
        .as_deref()
        .unwrap_or_default()
        .split("\n\n")
        .collect();
    let is_hot = paragraphs
        .iter()
        .any(|line| hot.iter().any(|form| reads_as(form, line)));
    let ours = our_lines(lang);
    let mut need: Vec<String> = paragraphs
        .into_iter()
        .filter(|line| !hot.iter().chain(&ours).any(|form| reads_as(form, line)))
        .map(plain)
        .collect();
    let names = FIELDS.map(|key| t!(lang, key));
    let more: Vec<_> = embed
        .fields
        .iter()
        .filter(|field| names.contains(&field.name))
        .map(|field| format!("{}: {}", field.name, plain(&field.value)))
        .collect();
    need.extend((!more.is_empty()).then(|| more.join("\n")));
    let need = need.join("\n\n");
    let filled = [
        (input::COMPANY, plain(customer)),
        (input::NEED, need.trim().to_owned()),
    ];
    Some(Shown {
        number,
        kind: kind.unwrap_or_default(),
        hot: is_hot,
        typed: filled
            .into_iter()
            .map(|(id, text)| (id.to_owned(), text))
            .collect(),
    })
}

/// What a card says by itself above what the customer needs.
fn our_lines(lang: Lang) -> Vec<String> {
    let any = || ANYTHING.to_string();
    let outcomes = [Outcome::Won, Outcome::Lost, Outcome::Declined, Outcome::Expired].map(Stage::Archived);
    let mut lines: Vec<_> = [Stage::Accepted]
        .into_iter()
        .chain(outcomes)
        .map(|stage| {
            let key = format!("card-stage-{}", stage.word());
            t!(lang, key, who = any(), when = any(), reason = any())
        })
        .collect();
    lines.push(t!(lang, "card-released", who = any(), when = any(), why = any()));
    lines.push(t!(lang, "card-released-erased", who = any(), when = any()));
    lines.push(t!(lang, "card-assigned", who = any(), when = any()));
    lines.push(t!(lang, "card-erased"));
    lines.push(t!(lang, "card-informational"));
    lines.push(t!(lang, "card-do-not-contact"));
    lines.push(t!(lang, "card-cut", lead = any()));
    lines
}

/// Whether a line reads as that form of ours does, whatever it was filled with.
fn reads_as(form: &str, line: &str) -> bool {
    let mut rest = line;
    let mut parts = form.split(ANYTHING).peekable();
    let first = parts.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else {
        return false;
    };
    rest = after;
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

/// The text without the backslashes that [`crate::text::safe::neutral`] has put before signs.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            plain.extend(chars.next());
        } else {
            plain.push(char);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::safe::neutral;

    #[test]
    fn a_line_of_ours_is_known_whatever_it_was_filled_with() {
        let form = "Lost, marked by \u{0} \u{0}: \u{0}";
        assert!(reads_as(form, "Lost, marked by <@1> <t:5:R>: No budget"));
        assert!(!reads_as(form, "Lost, marked by <@1>"));
        assert!(!reads_as(form, "We lost, marked by a: b: c"));
        assert!(reads_as("Erased.", "Erased."));
        assert!(!reads_as("Erased.", "Erased. Again"));
    }

    proptest! {
        #[test]
        fn what_was_neutralised_reads_as_it_was_written(text in "[ -~äß🔥]{0,60}") {
            let visible = crate::visible::visible(&text);
            prop_assert_eq!(plain(&neutral(&text)), visible);
        }
    }
}
