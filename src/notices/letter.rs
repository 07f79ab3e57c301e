//! The words of a mail: the team's own text or ours, in the reader's language, filled in from the lead as it is now.
//! Text and HTML are made of one template.

use chrono::{DateTime, Utc};

use super::template::{self, Values};
use crate::clock;
use crate::domain::dates::format_date;
use crate::domain::ids::LeadNumber;
use crate::domain::lead::Lead;
use crate::domain::notice::{Audience, TextKind};
use crate::domain::team::Team;
use crate::locale::Locale;
use crate::store::notices::texts::Template;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, plain_line};
use crate::text::words;

/// The number of the lead in examples.
pub(crate) const EXAMPLE_LEAD: LeadNumber = LeadNumber(17);

/// Characters of a name in a mail, and of a subject.
const NAME: usize = 80;
const SUBJECT: usize = 200;

/// A mail's words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// In which language.
    pub lang: Lang,
}

/// The language of a mail: the customer's where they have told one that we speak, else the team's.
#[must_use]
pub fn language(team: &Team, lead: Option<&Lead>, audience: Audience) -> Lang {
    let told = lead
        .filter(|_| audience == Audience::Customer)
        .and_then(|lead| lead.request.customer.language.as_deref());
    let spoken = told.and_then(|tag| {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Lang::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(language))
    });
    spoken.unwrap_or_else(|| Lang::of(&team.language))
}

/// Our own text as a template, which a team may begin its own with.
#[must_use]
pub(crate) fn default_template(kind: TextKind, lang: Lang) -> Template {
    let part = |part: &str| {
        let key = format!("notice-{}-{part}", kind.code());
        t!(
            lang,
            key,
            greeting = "{{ greeting }}",
            team = "{{ team }}",
            received = "{{ received }}",
            company = "{{ company }}",
            lead = "{{ lead }}",
            reference = "{{ reference }}"
        )
    };
    Template {
        subject: part("subject"),
        body: part("body"),
    }
}

/// Fills a text in for a lead.
///
/// # Errors
/// What is wrong with the template, for whoever wrote it.
pub(crate) fn write(
    template: &Template,
    kind: TextKind,
    team: &Team,
    lead: &Lead,
    lang: Lang,
) -> Result<Letter, String> {
    let name = match kind {
        TextKind::ExpiredSender => lead
            .request
            .sender
            .as_ref()
            .and_then(|sender| sender.name.as_deref()),
        TextKind::DeclinedCustomer | TextKind::ExpiredCustomer => lead.request.customer.name.as_deref(),
    };
    let reason = lead
        .reason
        .as_deref()
        .filter(|_| kind == TextKind::DeclinedCustomer);
    let reason = reason.map(|code| words::reason(lang, &team.settings.decline_reasons, code));
    let customer = lead.request.customer.display_name();
    let reference = lead.request.external_id.as_deref().map(one_line);
    let reference = reference.filter(|_| kind == TextKind::ExpiredSender);
    let values = Values {
        greeting: greeting(lang, name),
        name: name.map(harmless).unwrap_or_default(),
        company: Some(harmless(customer))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| t!(lang, "notice-some-company")),
        team: team_name(team, lang),
        lead: lead.number.to_string(),
        received: day(lead.received_at, team, lang),
        reason: reason.unwrap_or_default().replace('\\', ""),
        reference: reference
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| lead.number.to_string()),
    };
    fill(template, &values, lang)
}

/// The text filled in with what could be a lead.
///
/// # Errors
/// What is wrong with the template, for whoever wrote it.
pub(crate) fn example(
    template: &Template,
    kind: TextKind,
    team: &Team,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Letter, String> {
    let name = match kind {
        TextKind::ExpiredSender => "Erik Holm",
        TextKind::DeclinedCustomer | TextKind::ExpiredCustomer => "Jana Krüger",
    };
    let values = Values {
        greeting: greeting(lang, Some(name)),
        name: name.to_owned(),
        company: "Nordwind Logistik GmbH".to_owned(),
        team: team_name(team, lang),
        lead: EXAMPLE_LEAD.to_string(),
        received: day(now, team, lang),
        reason: t!(lang, "reason-no_capacity"),
        reference: EXAMPLE_LEAD.to_string(),
    };
    fill(template, &values, lang)
}

fn fill(template: &Template, values: &Values, lang: Lang) -> Result<Letter, String> {
    let subject = plain_line(&template::fill(&template.subject, values)?);
    let text = paragraphs(&template::fill(&template.body, values)?);
    Ok(Letter {
        subject: cut(&subject, SUBJECT).into_owned(),
        html: html(&text, lang),
        text,
        lang,
    })
}

fn greeting(lang: Lang, name: Option<&str>) -> String {
    match name.map(harmless).filter(|name| !name.is_empty()) {
        Some(name) => t!(lang, "notice-greeting", name = name),
        None => t!(lang, "notice-greeting-nobody"),
    }
}

/// What whoever gets a mail is called; empty where it is not known.
pub(super) fn recipient(lead: &Lead, audience: Audience) -> String {
    let name = match audience {
        Audience::Customer => lead.request.customer.name.as_deref(),
        Audience::Sender => lead
            .request
            .sender
            .as_ref()
            .and_then(|sender| sender.name.as_deref()),
    };
    name.map(harmless).unwrap_or_default()
}

/// What the team is called in a mail.
pub(super) fn team_name(team: &Team, lang: Lang) -> String {
    Some(one_line(&team.name))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| t!(lang, "notice-some-team"))
}

fn day(at: DateTime<Utc>, team: &Team, lang: Lang) -> String {
    let locale = if Lang::of(&team.language) == lang {
        Locale::from_discord(&team.language)
    } else {
        Locale::from_discord(lang.tag())
    };
    format_date(clock::day_in(team.time_zone, at), locale)
}

fn one_line(text: &str) -> String {
    cut(&plain_line(text), NAME).into_owned()
}

/// A name that somebody else gave: whoever fills in a form with another's address must not be able to write to them
/// through us, so that what looks like an address of anything is left out.
fn harmless(name: &str) -> String {
    let name = one_line(name);
    let folded = name.to_lowercase();
    let looks_like_a_link = ["://", "www.", "@", ".com", ".net", ".org", "http"]
        .iter()
        .any(|sign| folded.contains(sign));
    if looks_like_a_link { String::new() } else { name }
}

/// Lines without space at their ends, and at most one empty one in a row.
fn paragraphs(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

fn html(text: &str, lang: Lang) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    let paragraphs: Vec<_> = escaped
        .trim_end()
        .split("\n\n")
        .map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>\n")))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n{}\n</body>\n</html>\n",
        lang.tag(),
        paragraphs.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_carry_links_are_left_out() {
        for name in [
            "Win http://evil.example now",
            "www.evil.example",
            "a@b.example",
            "BUY AT evil.com",
        ] {
            assert_eq!(harmless(name), "", "{name}");
        }
        assert_eq!(harmless("Jana\r\nBcc: x"), "Jana Bcc: x");
        assert_eq!(harmless("Ольга Ким"), "Ольга Ким");
    }

    #[test]
    fn html_says_the_same_and_runs_nothing() {
        let html = html("Hello <Jana>,\n\nfirst & second\nthird\n", Lang::En);
        assert!(
            html.contains("<p>Hello &lt;Jana&gt;,</p>\n<p>first &amp; second<br>\nthird</p>"),
            "{html}"
        );
    }

    #[test]
    fn our_own_texts_can_be_filled_in_in_every_language() {
        for lang in Lang::ALL {
            for kind in TextKind::ALL {
                let ours = default_template(*kind, lang);
                assert_eq!(template::check(&ours.subject), Ok(()), "{}", ours.subject);
                assert_eq!(template::check(&ours.body), Ok(()), "{}", ours.body);
                assert!(
                    !ours.body.contains("reason"),
                    "no reason is told unless the team says so"
                );
            }
        }
    }

    #[test]
    fn space_at_the_ends_and_more_than_one_empty_line_go() {
        assert_eq!(paragraphs("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }
}
