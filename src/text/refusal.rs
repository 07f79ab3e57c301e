//! A refusal in words, for the one member who sees it: what is so, and what to do next.

use super::catalogue::Lang;
use super::safe::neutral_line;
use super::words;
use crate::domain::refusal::{Clash, Field, InputFault, Refusal, Wrong};
use crate::domain::team::Team;
use crate::locale::Locale;
use crate::t;

/// The words of a refusal. `team` names whom to ask, where it is known.
#[must_use]
pub fn refusal(lang: Lang, locale: Locale, team: Option<&Team>, refusal: &Refusal) -> String {
    let role = |role: Option<crate::domain::ids::RoleId>| {
        role.map_or_else(String::new, |role| format!("<@&{role}>"))
    };
    let managers = role(team.and_then(|team| team.manager_role));
    match refusal {
        Refusal::NotAMember if managers.is_empty() => t!(lang, "refusal-not-a-member-no-role"),
        Refusal::NotAMember => t!(lang, "refusal-not-a-member", managers = managers),
        Refusal::ManagersOnly if managers.is_empty() => t!(lang, "refusal-managers-only-no-role"),
        Refusal::ManagersOnly => t!(lang, "refusal-managers-only", managers = managers),
        Refusal::ServerManagersOnly => t!(lang, "refusal-server-managers-only"),
        Refusal::NotYourDeal { owner: Some(owner) } => {
            t!(lang, "refusal-not-your-deal", owner = format!("<@{owner}>"))
        }
        Refusal::NotYourDeal { owner: None } => t!(lang, "refusal-not-your-deal-no-owner"),
        Refusal::NotSetUp => t!(lang, "refusal-not-set-up"),
        Refusal::NoSuchLead { asked } if asked.trim().is_empty() => t!(lang, "refusal-no-such-lead-here"),
        Refusal::NoSuchLead { asked } => t!(lang, "refusal-no-such-lead", asked = neutral_line(asked, 100)),
        Refusal::AlreadyAccepted { lead, by, at } => t!(
            lang,
            "refusal-already-accepted",
            lead = lead.to_string(),
            who = words::actor(lang, *by),
            when = words::ago(*at)
        ),
        Refusal::AlreadyArchived {
            lead,
            outcome,
            by,
            at,
        } => t!(
            lang,
            format!("refusal-already-{}", outcome.code()),
            lead = lead.to_string(),
            who = words::actor(lang, *by),
            when = words::ago(*at)
        ),
        Refusal::NotAccepted { lead } => t!(lang, "refusal-not-accepted", lead = lead.to_string()),
        Refusal::NotDue { lead } => t!(lang, "refusal-not-due", lead = lead.to_string()),
        Refusal::Erased { lead } => t!(lang, "refusal-erased", lead = lead.to_string()),
        Refusal::ContactClosed { lead } => t!(lang, "refusal-contact-closed", lead = lead.to_string()),
        Refusal::NothingToUndo { lead } => t!(lang, "refusal-nothing-to-undo", lead = lead.to_string()),
        Refusal::UndoNotYours { by } => t!(lang, "refusal-undo-not-yours", who = words::actor(lang, *by)),
        Refusal::UndoTooLate { lead } => t!(lang, "refusal-undo-too-late", lead = lead.to_string()),
        Refusal::ChangedMeanwhile {
            lead,
            by,
            at,
            clashes,
        } => {
            let first = t!(
                lang,
                "refusal-changed-meanwhile",
                lead = lead.to_string(),
                who = words::actor(lang, *by),
                when = words::ago(*at)
            );
            let lines = clashes
                .iter()
                .map(|found| format!("- {}", clash(lang, locale, found)));
            let last = t!(lang, "refusal-changed-meanwhile-next");
            std::iter::once(first)
                .chain(lines)
                .chain([last])
                .collect::<Vec<_>>()
                .join("\n")
        }
        Refusal::OwnsItAlready { lead, owner } => {
            let (lead, owner) = (lead.to_string(), format!("<@{owner}>"));
            t!(lang, "refusal-owns-it-already", lead = lead, owner = owner)
        }
        Refusal::NotOnTheTeam { who } => t!(lang, "refusal-not-on-the-team", who = format!("<@{who}>")),
        Refusal::ABot => t!(lang, "refusal-a-bot"),
        Refusal::OnTheDealAlready { who } => {
            t!(lang, "refusal-on-the-deal-already", who = format!("<@{who}>"))
        }
        Refusal::TooManyContacts { max } => t!(lang, "refusal-too-many-contacts", max = *max),
        Refusal::NoSuchContact { lead } => t!(lang, "refusal-no-such-contact", lead = lead.to_string()),
        Refusal::TooManyReasons { max } => t!(lang, "refusal-too-many-reasons", max = *max),
        Refusal::OtherStays => t!(lang, "refusal-other-stays"),
        Refusal::MadeBefore { lead } => t!(lang, "refusal-made-before", lead = lead.to_string()),
        Refusal::SourceOff { name } => t!(lang, "refusal-source-off", name = neutral_line(name, 80)),
        Refusal::MyOwnMessage => t!(lang, "refusal-my-own-message"),
        Refusal::Input(faults) => {
            let lines: Vec<_> = faults
                .iter()
                .map(|fault| format!("- {}", input(lang, locale, fault)))
                .collect();
            format!(
                "{}\n{}",
                t!(lang, "refusal-input", count = faults.len()),
                lines.join("\n")
            )
        }
        Refusal::UnknownControl => t!(lang, "refusal-unknown-control"),
        Refusal::TooLate | Refusal::AlreadyHandled => t!(lang, "refusal-too-late"),
    }
}

/// "**Estimated value**: they wrote “15,000 EUR”, you wrote “13,000 EUR”"
fn clash(lang: Lang, locale: Locale, clash: &Clash) -> String {
    let shown = |text: &str| neutral_line(text, 120);
    let theirs = match clash.theirs.as_deref() {
        Some(text) => {
            let text = words::field_text(locale, clash.field.code(), text);
            t!(lang, "clash-theirs", text = shown(&text))
        }
        None => t!(lang, "clash-theirs-empty"),
    };
    let yours = match clash.yours.as_deref() {
        Some("") => t!(lang, "clash-yours-empty"),
        Some(text) => t!(lang, "clash-yours", text = shown(text)),
        None => t!(lang, "clash-yours-untouched"),
    };
    let name = field(lang, clash.field);
    t!(lang, "clash", field = name, theirs = theirs, yours = yours)
}

/// What is written otherwise than it can be read, and how to write it.
fn malformed(lang: Lang, field: Field) -> String {
    match field {
        Field::Email => t!(lang, "wrong-malformed-email"),
        Field::Phone => t!(lang, "wrong-malformed-phone"),
        Field::Hours => t!(lang, "wrong-malformed-hours"),
        Field::Time => t!(lang, "wrong-malformed-time"),
        Field::Position => t!(lang, "wrong-malformed-position"),
        _ => t!(lang, "wrong-malformed"),
    }
}

/// A field's name as forms and faults say it.
#[must_use]
pub fn field(lang: Lang, field: Field) -> String {
    t!(lang, format!("field-{}", field.code()))
}

fn input(lang: Lang, locale: Locale, fault: &InputFault) -> String {
    let name = field(lang, fault.field);
    if fault.wrong == Wrong::Missing {
        return t!(lang, "input-fault-missing", field = name);
    }
    let wrong = match &fault.wrong {
        Wrong::Missing => t!(lang, "wrong-missing"),
        Wrong::MissingForOther => t!(lang, "wrong-missing-for-other"),
        Wrong::ContactIncomplete => t!(lang, "wrong-contact-incomplete"),
        Wrong::Money(fault) => super::faults::money(lang, locale, fault),
        Wrong::NotPositive => t!(lang, "wrong-not-positive"),
        Wrong::Date(fault) => super::faults::date(lang, locale, fault),
        Wrong::TooLong(max) => t!(lang, "wrong-too-long", max = *max),
        Wrong::Unknown => t!(lang, "wrong-unknown"),
        Wrong::Malformed => malformed(lang, fault.field),
        Wrong::WorkingHours(fault) => super::faults::hours(lang, fault),
        Wrong::Several => t!(lang, "wrong-several"),
        Wrong::NoSuchFormat => t!(lang, "wrong-no-such-format"),
        Wrong::NoSuchSource => t!(lang, "wrong-no-such-source"),
        Wrong::Template(detail) => t!(lang, "wrong-template", detail = neutral_line(detail, 200)),
        Wrong::WebAddress(why) => t!(lang, "wrong-web-address", why = *why),
        Wrong::OutOfRange(least, most) => t!(lang, "wrong-out-of-range", least = *least, most = *most),
        Wrong::Everyone => t!(lang, "wrong-everyone"),
        Wrong::Taken => t!(lang, "wrong-taken"),
        Wrong::CompanyOrName => t!(lang, "wrong-company-or-name"),
    };
    if fault.typed.trim().is_empty() {
        t!(lang, "input-fault-empty", field = name, wrong = wrong)
    } else {
        t!(
            lang,
            "input-fault",
            field = name,
            typed = neutral_line(&fault.typed, 100),
            wrong = wrong
        )
    }
}
