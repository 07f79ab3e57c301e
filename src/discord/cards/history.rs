//! A lead's history: who, when, from what to what, by which way.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter};

use super::parts::limits;
use super::parts::whole_lines;
use crate::discord::custom_id::Control;
use crate::discord::reply::Private;
use crate::domain::dates::format_date;
use crate::domain::deadline::ScheduledStep;
use crate::domain::event::{Event, EventKind, FieldChange, Initiator};
use crate::domain::notice::{Audience, Cause, Why};
use crate::domain::refusal::Field;
use crate::domain::stage::Stage;
use crate::flows::history::{HistoryPage, PAGE};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_cut, neutral_line};
use crate::text::words;

/// How much one entry may take, so that a page of them fits a description.
const ENTRY: usize = limits::DESCRIPTION / PAGE as usize - 2;

/// How much of a note, and of a changed field's old and new text, is shown.
const NOTES: usize = 200;
const CHANGE: usize = 60;

/// The page as a private message.
#[must_use]
pub(crate) fn draw(page: &HistoryPage, lang: Lang, locale: Locale) -> Private {
    let entries = page.events.iter().map(|event| entry(page, event, lang, locale));
    let entries: Vec<_> = entries.collect();
    let lead = page.lead.number.to_string();
    let embed = CreateEmbed::new()
        .title(t!(lang, "history-title", lead = lead))
        .description(cut(&entries.join("\n\n"), limits::DESCRIPTION));
    if page.pages == 1 {
        return Private::default().embed(embed);
    }
    let footer = t!(lang, "history-footer", page = page.page + 1, pages = page.pages);
    let turn = |to: u32, key: &str, possible: bool| {
        CreateButton::new(Control::HistoryPage(page.lead.id, i64::from(to)).encode())
            .label(t!(lang, key))
            .style(ButtonStyle::Secondary)
            .disabled(!possible)
    };
    let now = page.page;
    Private::default()
        .embed(embed.footer(CreateEmbedFooter::new(footer)))
        .row(CreateActionRow::Buttons(vec![
            turn(now.saturating_sub(1), "button-newer", now > 0),
            turn(now + 1, "button-older", now + 1 < page.pages),
        ]))
}

/// One entry: what, from which stage to which; who, when, how.
fn entry(page: &HistoryPage, event: &Event, lang: Lang, locale: Locale) -> String {
    let mut lines = vec![what(page, event, lang, locale)];
    if event.before != event.after {
        lines[0] = t!(
            lang,
            "history-transition",
            what = lines[0].as_str(),
            before = words::stage(lang, event.before),
            after = words::stage(lang, event.after)
        );
    }
    let when = words::moment(event.at);
    let via = t!(lang, format!("via-{}", event.via.code()));
    lines.push(match event.actor {
        // The way says it all.
        Initiator::Clock | Initiator::Source(_) => t!(lang, "history-by-nobody", when = when, via = via),
        actor => t!(
            lang,
            "history-by",
            who = words::actor(lang, actor),
            when = when,
            via = via
        ),
    });
    match &event.what {
        EventKind::Edited { changes } => lines.extend(changes.iter().map(|one| change(one, lang, locale))),
        EventKind::Declined {
            notes: Some(notes), ..
        }
        | EventKind::Lost {
            notes: Some(notes), ..
        }
        | EventKind::Released { why: Some(notes) } => {
            lines.push(format!("> {}", neutral_cut(notes, NOTES).replace('\n', "\n> ")));
        }
        _ => {}
    }
    whole_lines(&lines, ENTRY)
}

/// What happened.
fn what(page: &HistoryPage, event: &Event, lang: Lang, locale: Locale) -> String {
    let settings = &page.team.settings;
    let named = |key: &str, name: &str| t!(lang, key, name = neutral_line(name, CHANGE));
    let member = |id| format!("<@{id}>");
    match &event.what {
        EventKind::Received {} => t!(lang, "history-received"),
        EventKind::Accepted {} => t!(lang, "history-accepted"),
        EventKind::Declined { reason, .. } => {
            let reason = words::reason(lang, &settings.decline_reasons, reason);
            t!(lang, "history-declined", reason = reason)
        }
        EventKind::Expired {} => t!(lang, "history-expired"),
        EventKind::Won { final_value: None } => t!(lang, "history-won"),
        EventKind::Won {
            final_value: Some(value),
        } => {
            let value = words::field_text(locale, Field::FinalValue.code(), value);
            t!(lang, "history-won-for", value = neutral_cut(&value, CHANGE))
        }
        EventKind::Lost { reason, .. } => {
            let reason = words::reason(lang, &settings.lost_reasons, reason);
            t!(lang, "history-lost", reason = reason)
        }
        EventKind::PassedBack { from } => t!(lang, "history-passed-back", from = format!("<@{from}>")),
        EventKind::Released { .. } => t!(lang, "history-released"),
        EventKind::Undone {} => t!(lang, "history-undone"),
        EventKind::Edited { .. } => t!(lang, "history-edited"),
        EventKind::ContactAdded { name } => named("history-contact-added", name),
        EventKind::ContactEdited { name } => named("history-contact-edited", name),
        EventKind::ContactRemoved { name } => named("history-contact-removed", name),
        EventKind::Assigned { to, .. } if event.before == Stage::Received => {
            t!(lang, "history-assigned-look", to = member(*to))
        }
        EventKind::Assigned { from: Some(from), to } => {
            t!(lang, "history-assigned", from = member(*from), to = member(*to))
        }
        EventKind::Assigned { from: None, to } => t!(lang, "history-assigned-first", to = member(*to)),
        EventKind::Favorited {} => t!(lang, "history-favorited"),
        EventKind::Unfavorited {} => t!(lang, "history-unfavorited"),
        EventKind::ContactSeen {} => t!(lang, "history-contact-seen"),
        EventKind::Snoozed { until, team } => {
            let key = if *team {
                "history-snoozed-team"
            } else {
                "history-snoozed"
            };
            t!(lang, key, until = words::moment(*until))
        }
        EventKind::Unsnoozed { .. } => t!(lang, "history-unsnoozed"),
        EventKind::Reminded { step } => {
            t!(lang, "history-reminded", which = reminder(step, lang, locale))
        }
        EventKind::Notified {
            cause,
            medium,
            audience,
        } => {
            let key = match medium {
                Some(medium) => format!("history-notice-sent-{}", medium.code()),
                None => "history-notice-told".to_owned(),
            };
            let (who, cause) = notified(lang, *audience, *cause);
            t!(lang, key, who = who, cause = cause)
        }
        EventKind::NotNotified { cause, audience, why } => {
            let (who, cause) = notified(lang, *audience, *cause);
            let why = match Why::from_code(why) {
                Some(why) => t!(lang, format!("notice-why-{}", why.code()), detail = "…"),
                None => neutral_line(why, CHANGE),
            };
            t!(lang, "history-notice-failed", who = who, cause = cause, why = why)
        }
        EventKind::Erased {} => t!(lang, "history-erased"),
    }
}

/// Who was told, and of what.
fn notified(lang: Lang, audience: Audience, cause: Cause) -> (String, String) {
    (
        t!(lang, format!("notice-to-{}", audience.code())),
        t!(lang, format!("notice-cause-{}", cause.code())),
    )
}

/// Which reminder it was.
fn reminder(step: &str, lang: Lang, locale: Locale) -> String {
    match ScheduledStep::from_code(step) {
        Some(ScheduledStep::Nudge(after)) => {
            t!(lang, "history-reminder-nudge", after = words::delay(lang, after))
        }
        Some(ScheduledStep::Warning(before)) => {
            t!(
                lang,
                "history-reminder-warning",
                before = words::delay(lang, before)
            )
        }
        Some(ScheduledStep::Overdue(date, _)) => {
            t!(lang, "history-reminder-overdue", date = format_date(date, locale))
        }
        _ => neutral_cut(step, CHANGE),
    }
}

/// `- Deal name: Old → New`
fn change(change: &FieldChange, lang: Lang, locale: Locale) -> String {
    let text = |text: &Option<String>| match text {
        Some(text) => {
            let text = words::field_text(locale, &change.field, text);
            neutral_cut(&text, CHANGE).replace('\n', " ")
        }
        None => t!(lang, "history-nothing"),
    };
    t!(
        lang,
        "history-change",
        field = t!(lang, format!("field-{}", change.field)),
        from = text(&change.from),
        to = text(&change.to)
    )
}
