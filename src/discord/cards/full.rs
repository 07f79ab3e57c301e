//! Everything about a lead, for one member's eyes: what the card shows, what it cuts, and what is around it.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAttachment, CreateButton, CreateEmbed, CreateEmbedAuthor,
    CreateEmbedFooter,
};

use super::parts::{limits, public_cut, public_line, whole_lines};
use super::{lead, notices, reminder};
use crate::discord::custom_id::Control;
use crate::discord::reply::Private;
use crate::domain::contact::language_name;
use crate::domain::dates::format_date;
use crate::domain::deal::TeamContact;
use crate::domain::mask::masked;
use crate::domain::permission::Rank;
use crate::domain::stage::{Outcome, Stage};
use crate::domain::view::LeadView;
use crate::flows::show::FullView;
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, length, neutral, neutral_line, plain_line};
use crate::text::words;

/// How much of the need, of notes and of a short text is shown; what is longer is attached whole. Together with the
/// rest they stay below the 6000 characters that all of a message's embeds may have (Message resource, "Embed Limits").
const NEED: usize = 2000;
const NOTES: usize = 700;
const SHORT: usize = 200;

/// For all fields together: 6000 less the need, title, author and footer.
const FIELDS: usize = 3300;

/// The fields of the view, as long as there is room.
struct Fields {
    embed: CreateEmbed,
    left: usize,
}

impl Fields {
    /// Adds a field of our own words, where there is something to show and room for it.
    fn own(&mut self, name: String, text: Option<String>, inline: bool) {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return;
        };
        let size = length(&name) + length(&text);
        if size <= self.left && length(&text) <= limits::FIELD {
            self.left -= size;
            self.embed = std::mem::take(&mut self.embed).field(name, text, inline);
        }
    }

    /// Adds a field of a text from outside, cut to `max`.
    fn outside(&mut self, name: String, text: Option<&str>, max: usize) {
        let room = max.min(self.left.saturating_sub(length(&name)));
        let shown = if max <= SHORT { public_line } else { public_cut };
        let text = text.map(|text| shown(text, room));
        self.own(name, text, max <= SHORT);
    }
}

/// The full view as a private message.
#[must_use]
pub(crate) fn draw(full: &FullView, lang: Lang, locale: Locale) -> Private {
    let view = &full.view;
    let footer = t!(
        lang,
        "full-footer",
        lead = view.lead.number.to_string(),
        source = plain_line(&lead::source(view, lang))
    );
    let mut fields = Fields {
        embed: CreateEmbed::new()
            .author(CreateEmbedAuthor::new(lead::kind_line(view, lang)))
            .title(lead::title(&view.lead, lang))
            .colour(lead::colour(view))
            .description(description(view, lang))
            .footer(CreateEmbedFooter::new(cut(&footer, 300))),
        left: FIELDS,
    };
    dates(&mut fields, view, lang);
    if view.lead.erased_at.is_none() {
        deal(&mut fields, view, lang, locale);
        customer(&mut fields, view, lang, locale);
    }
    let earlier: Vec<_> = view
        .earlier
        .iter()
        .map(|earlier| lead::earlier_line(view, earlier, lang))
        .collect();
    fields.own(
        t!(lang, "card-field-earlier"),
        Some(whole_lines(&earlier, limits::FIELD)),
        false,
    );
    let told: Vec<_> = full
        .notices
        .iter()
        .rev()
        .map(|notice| notices::line(lang, notice))
        .collect();
    fields.own(
        t!(lang, "full-field-told"),
        Some(whole_lines(&told, limits::FIELD)),
        false,
    );
    let mut private = Private::default().embed(fields.embed);
    private.rows = rows(full, lang);
    private.files.extend(attachment(view, lang));
    private
}

/// Where the lead stands, and the need.
fn description(view: &LeadView, lang: Lang) -> String {
    let request = &view.lead.request;
    let mut parts = vec![lead::status_line(view, lang)];
    parts.extend(lead::released_line(view, lang));
    parts.extend(lead::assigned_line(view, lang));
    parts.extend(lead::notes_of_the_moment(view, lang));
    if view.lead.erased_at.is_some() {
        parts.push(t!(lang, "card-erased"));
    } else if let Some(need) = request.need.as_deref() {
        parts.push(public_cut(need, NEED));
    }
    if attachment(view, lang).is_some() {
        parts.push(t!(lang, "full-attached"));
    }
    cut(&parts.join("\n\n"), limits::DESCRIPTION).into_owned()
}

fn dates(fields: &mut Fields, view: &LeadView, lang: Lang) {
    let lead = &view.lead;
    let due = lead.deadline.filter(|_| lead.stage == Stage::Received);
    let due = due.map(|due| {
        t!(
            lang,
            "card-answer-by",
            when = words::moment(due),
            left = words::ago(due)
        )
    });
    fields.own(t!(lang, "card-field-answer-by"), due, false);
    fields.own(
        t!(lang, "full-field-received"),
        Some(words::moment(lead.received_at)),
        true,
    );
    fields.own(
        t!(lang, "full-field-answered"),
        lead.answered_at.map(words::moment),
        true,
    );
    let notes = lead.reason_notes.as_deref();
    fields.outside(t!(lang, "show-reason-notes"), notes, NOTES);
}

fn deal(fields: &mut Fields, view: &LeadView, lang: Lang, locale: Locale) {
    let Some(deal) = &view.deal else { return };
    let owner = view.lead.owner.map(|owner| format!("<@{owner}>"));
    fields.own(
        t!(lang, "card-field-deal"),
        Some(public_line(&deal.name, 250)),
        false,
    );
    fields.own(t!(lang, "card-field-owner"), owner, true);
    fields.own(
        t!(lang, "card-field-value"),
        Some(deal.value.display(locale)),
        true,
    );
    let last = deal.final_value.map(|value| value.display(locale));
    fields.own(t!(lang, "card-field-final-value"), last, true);
    let date = format_date(deal.purchase_date, locale);
    fields.own(t!(lang, "card-field-purchase-date"), Some(date), true);
    fields.outside(t!(lang, "card-field-crm-id"), deal.crm_id.as_deref(), SHORT);
    fields.outside(
        t!(lang, "full-field-deal-campaign"),
        deal.campaign_id.as_deref(),
        SHORT,
    );
    fields.outside(t!(lang, "card-field-notes"), deal.notes.as_deref(), NOTES);
    let team: Vec<_> = view.contacts.iter().map(contact).collect();
    fields.own(
        t!(lang, "card-field-team"),
        Some(whole_lines(&team, limits::FIELD)),
        false,
    );
}

/// `Lena Vogt @Lena · +49… · lena@…`
fn contact(entry: &TeamContact) -> String {
    let contact = &entry.contact;
    let name = neutral_line(&contact.name, 80);
    let member = contact
        .member
        .map_or_else(String::new, |member| format!(" <@{member}>"));
    let code = |text: &str| format!("`{}`", text.replace('`', "'"));
    format!(
        "{name}{member} · {} · {}",
        code(contact.phone.as_str()),
        code(contact.email.as_str())
    )
}

fn customer(fields: &mut Fields, view: &LeadView, lang: Lang, locale: Locale) {
    let (request, customer) = (&view.lead.request, &view.lead.request.customer);
    fields.own(t!(lang, "card-field-country"), lead::place(customer), true);
    let solutions = lead::solutions(view);
    let budget = lead::budget(view, locale);
    let language = customer.language.as_deref().map(language_name);
    let made_of = lead::made_of(view, lang);
    let external_id = request.external_id.as_deref().filter(|_| made_of.is_none());
    fields.own(t!(lang, "card-field-made-of"), made_of, true);
    let texts = [
        ("card-field-size", customer.size.as_deref()),
        ("card-field-industry", customer.industry.as_deref()),
        ("full-field-language", language.as_deref()),
        ("card-field-budget", budget.as_deref()),
        ("card-field-solutions", Some(solutions.as_str())),
        ("card-field-campaign", request.campaign_id.as_deref()),
        ("full-field-external-id", external_id),
    ];
    for (key, text) in texts {
        fields.outside(t!(lang, key), text, SHORT);
    }
}

/// The long texts whole, in a file, where one of them does not fit above.
fn attachment(view: &LeadView, lang: Lang) -> Option<CreateAttachment> {
    let request = &view.lead.request;
    let deal_notes = view.deal.as_ref().and_then(|deal| deal.notes.as_deref());
    let texts = [
        ("show-need", request.need.as_deref(), NEED),
        ("card-field-notes", deal_notes, NOTES),
        ("show-reason-notes", view.lead.reason_notes.as_deref(), NOTES),
    ];
    let is_cut = texts
        .iter()
        .any(|(_, text, max)| text.is_some_and(|text| length(&neutral(text)) > *max));
    if !is_cut || view.lead.erased_at.is_some() {
        return None;
    }
    let mut file = format!(
        "{} · {}\n",
        view.lead.number,
        plain_line(&masked(request.customer.display_name()))
    );
    for (key, text, _) in texts {
        let Some(text) = text else { continue };
        let lines: Vec<_> = text.lines().map(|line| plain_line(&masked(line))).collect();
        file.push_str(&format!("\n{}\n\n{}\n", t!(lang, key), lines.join("\n")));
    }
    let name = format!("{}.txt", view.lead.number);
    Some(CreateAttachment::bytes(file.into_bytes(), name))
}

/// The buttons of the stage; then what can be looked at; then what silences reminders that are still to come.
fn rows(full: &FullView, lang: Lang) -> Vec<CreateActionRow> {
    let view = &full.view;
    let id = view.lead.id;
    let button = |control: Control, label: String| {
        CreateButton::new(control.encode())
            .label(label)
            .style(ButtonStyle::Secondary)
    };
    let mut around = Vec::new();
    let closed = matches!(
        view.lead.stage,
        Stage::Archived(Outcome::Declined | Outcome::Expired)
    );
    if view.lead.erased_at.is_none() && (!closed || full.rank == Rank::Manager) {
        around.push(button(Control::Contact(id), t!(lang, "button-contact")));
    }
    if view.lead.stage.is_open() {
        let key = if full.favorite {
            "button-favorite"
        } else {
            "button-favorite-not"
        };
        let heart = t!(lang, key, count = view.favorites);
        around.push(button(Control::ShowHeart(id), heart));
    }
    around.push(button(Control::History(id), t!(lang, "button-history")));
    let link = |path: String, key: &str| {
        let url = format!("https://discord.com/channels/{}/{path}", view.team.id);
        CreateButton::new_link(url).label(t!(lang, key))
    };
    if let Some((channel, message)) = view.card.and_then(|card| card.posted) {
        around.push(link(format!("{channel}/{message}"), "show-card"));
    }
    if let Some(thread) = view.lead.thread {
        around.push(link(thread.to_string(), "show-thread"));
    }
    let mut stage = lead::stage_buttons(view, lang);
    stage.extend(whose(full, lang));
    let named = view.lead.named() == Some(full.viewer);
    let reminded = view.lead.stage.is_open() && (view.lead.deadline.is_some() || view.lead.owner.is_some());
    let snooze = match full.rank {
        Rank::Manager if reminded && view.lead.erased_at.is_none() => {
            reminder::snooze_buttons(id, true, lang).into()
        }
        _ if reminded && named => reminder::snooze_buttons(id, false, lang).into(),
        _ => Vec::new(),
    };
    let rows = [stage, around, snooze].into_iter().filter(|row| !row.is_empty());
    rows.map(CreateActionRow::Buttons).collect()
}

/// Whose it becomes: to look at what nobody looks at, or to give back what is one's own.
fn whose(full: &FullView, lang: Lang) -> Option<CreateButton> {
    let lead = &full.view.lead;
    let (control, key) = match (lead.stage, lead.named()) {
        (Stage::Archived(_), _) => return None,
        // Of an erased lead there is nothing to look at.
        (Stage::Received, None) if lead.erased_at.is_some() => return None,
        (Stage::Received, None) => (Control::Look(lead.id), "button-look"),
        (_, who) if full.rank != Rank::Manager && who != Some(full.viewer) => return None,
        (Stage::Received, _) => (Control::Release(lead.id), "button-pass-back"),
        (Stage::Accepted, _) => (Control::Release(lead.id), "button-release"),
    };
    Some(
        CreateButton::new(control.encode())
            .label(t!(lang, key))
            .style(ButtonStyle::Secondary),
    )
}
