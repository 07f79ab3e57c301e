//! The card of a lead: kind, stage and urgency at a glance, and the buttons that its stage allows.
//!
//! > 🔔 @Sales New lead
//! > **L-17 · Nordwind Logistik GmbH**
//! > 🔥 The customer asks to be contacted directly …
//! > `[Accept] [Decline] [Contact] [♥ 2]`

use chrono::TimeDelta;
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedAuthor,
    CreateEmbedFooter, CreateInteractionResponseMessage, CreateMessage,
};

use super::parts::{NEED_ON_CARD, limits, outside_field, own_field};
use crate::discord::custom_id::Control;
use crate::discord::press::unsigned;
use crate::domain::dates::format_date;
use crate::domain::deadline::{Heat, heat};
use crate::domain::lead::{Customer, Lead, MadeOf, SourceKind};
use crate::domain::stage::{Outcome, Stage};
use crate::domain::view::{Earlier, LeadView};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::locale::Locale;
use crate::text::safe::{neutral_cut, plain_line};
use crate::text::words;

/// The bar at a card's left edge tells stage and urgency before a word is read.
mod colour {
    pub const HOT: u32 = 0xE8_59_0C;
    pub const SOON: u32 = 0xF0_8C_00;
    pub const RECEIVED: u32 = 0x1C_7E_D6;
    pub const INFORMATIONAL: u32 = 0x74_8F_FC;
    pub const ACCEPTED: u32 = 0x0C_A6_78;
    pub const WON: u32 = 0x2B_8A_3E;
    pub const CLOSED: u32 = 0x86_8E_96;
}

/// Less than this to the deadline, and the card says so with its colour: the first expiry warning's distance.
const SOON: TimeDelta = TimeDelta::days(3);

/// What a card looks like, for whichever way it is sent.
#[derive(Clone, Debug)]
pub struct Look {
    /// The line above the embed, with the ping.
    pub content: String,
    /// The embed.
    pub embed: CreateEmbed,
    /// The buttons.
    pub rows: Vec<CreateActionRow>,
    /// Whom the content may mention.
    pub mentions: CreateAllowedMentions,
}

/// How the lead's card looks now, in the team's language.
#[must_use]
pub fn look(view: &LeadView) -> Look {
    look_in(
        view,
        Lang::of(&view.team.language),
        Locale::from_discord(&view.team.language),
    )
}

/// How the lead looks in a language: the team's on the card, the member's own in a private view.
#[must_use]
pub fn look_in(view: &LeadView, lang: Lang, locale: Locale) -> Look {
    let (content, mentions) = ping(view, lang);
    Look {
        content,
        embed: embed(view, lang, locale),
        rows: buttons(view, lang),
        mentions,
    }
}

/// The card as an answer that repaints it.
pub fn response(view: &LeadView) -> CreateInteractionResponseMessage {
    let look = look(view);
    CreateInteractionResponseMessage::new()
        .content(look.content)
        .embed(look.embed)
        .components(look.rows)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// The card as a message to be posted.
pub fn message(view: &LeadView) -> CreateMessage {
    let look = look(view);
    CreateMessage::new()
        .content(look.content)
        .embed(look.embed)
        .components(look.rows)
        .allowed_mentions(look.mentions)
}

/// What tells a lead's card from the bot's other messages: the start of its footer.
#[must_use]
pub fn marker(lead: &Lead) -> String {
    format!("{} ·", lead.number)
}

/// The bell rings once, for whoever can take the lead: on the post. An edit pings nobody.
fn ping(view: &LeadView, lang: Lang) -> (String, CreateAllowedMentions) {
    let request = &view.lead.request;
    let compact = view.card.is_some_and(|card| card.compact);
    let nobody = CreateAllowedMentions::new();
    let role = view.team.member_role.or(view.team.manager_role);
    let quiet = compact
        || request.informational
        || request.test
        || request.do_not_contact
        || !view.lead.stage.is_open();
    match role {
        Some(role) if !quiet => {
            let key = if request.hot { "card-ping-hot" } else { "card-ping" };
            let content = t!(lang, key, role = format!("<@&{role}>"));
            (
                content,
                nobody.roles([serenity::all::RoleId::new(unsigned(role.0))]),
            )
        }
        _ => (String::new(), nobody),
    }
}

fn embed(view: &LeadView, lang: Lang, locale: Locale) -> CreateEmbed {
    let lead = &view.lead;
    let footer = format!("{} {}", marker(lead), plain_line(&source(view, lang)));
    let embed = CreateEmbed::new()
        .author(CreateEmbedAuthor::new(kind_line(view, lang)))
        .title(title(lead, lang))
        .colour(colour(view))
        .footer(CreateEmbedFooter::new(footer));
    // A lead can come without a word on what is needed, and Discord keeps no empty description.
    let embed = match description(view, lang) {
        text if text.is_empty() => embed,
        text => embed.description(text),
    };
    if lead.erased_at.is_some() {
        return embed;
    }
    let embed = deadline_field(embed, view, lang);
    let embed = if view.card.is_some_and(|card| card.compact) {
        embed
    } else {
        let embed = customer_fields(embed, lead, lang);
        own_field(embed, t!(lang, "card-field-made-of"), made_of(view, lang), true)
    };
    let embed = deal_fields(embed, view, lang, locale);
    let earlier: Vec<_> = view
        .earlier
        .iter()
        .map(|earlier| earlier_line(view, earlier, lang))
        .collect();
    own_field(
        embed,
        t!(lang, "card-field-earlier"),
        Some(earlier.join("\n")),
        false,
    )
}

/// `L-17 · Nordwind Logistik GmbH`
#[must_use]
pub fn title(lead: &Lead, lang: Lang) -> String {
    let number = lead.number.to_string();
    if lead.erased_at.is_some() {
        return t!(lang, "card-title-erased", lead = number);
    }
    let customer = neutral_cut(lead.request.customer.display_name(), 200);
    neutral_title(&t!(lang, "card-title", lead = number, customer = customer))
}

fn neutral_title(title: &str) -> String {
    crate::text::safe::cut(title, limits::TITLE).into_owned()
}

/// `Sales qualified · sent by Lucie Martin, Other Partner SARL`
pub(super) fn kind_line(view: &LeadView, lang: Lang) -> String {
    let request = &view.lead.request;
    let kind = t!(lang, format!("kind-{}", request.kind.code()));
    let line = match &request.sender {
        Some(sender) if view.lead.erased_at.is_none() => {
            let kind_of = t!(lang, format!("sender-{}", sender.kind.code()));
            let name = sender.organization.as_deref().map_or(kind_of, plain_line);
            t!(lang, "card-kind-sent", kind = kind, sender = name)
        }
        _ => t!(lang, "card-kind", kind = kind),
    };
    let line = if request.test {
        format!("{} · {line}", t!(lang, "card-test"))
    } else {
        line
    };
    crate::text::safe::cut(&line, 256).into_owned()
}

pub(super) fn source(view: &LeadView, lang: Lang) -> String {
    match view.source_kind {
        SourceKind::Api => view.source_name.clone(),
        kind => t!(lang, format!("source-{}", kind.code())),
    }
}

pub(super) fn colour(view: &LeadView) -> u32 {
    let lead = &view.lead;
    match lead.stage {
        Stage::Received if lead.request.informational => colour::INFORMATIONAL,
        Stage::Received if lead.deadline.is_some_and(|deadline| deadline - view.now <= SOON) => colour::SOON,
        Stage::Received if lead.request.hot => match heat(&view.timed(), &view.team.settings, view.now) {
            Heat::Hot(_) => colour::HOT,
            Heat::Passed | Heat::None => colour::RECEIVED,
        },
        Stage::Received => colour::RECEIVED,
        Stage::Accepted => colour::ACCEPTED,
        Stage::Archived(Outcome::Won) => colour::WON,
        Stage::Archived(_) => colour::CLOSED,
    }
}

/// One line on where the lead stands.
#[must_use]
pub fn status_line(view: &LeadView, lang: Lang) -> String {
    let lead = &view.lead;
    let reasons = match lead.stage {
        Stage::Archived(Outcome::Lost) => &view.team.settings.lost_reasons,
        _ => &view.team.settings.decline_reasons,
    };
    let reason = lead
        .reason
        .as_deref()
        .map_or_else(String::new, |code| words::reason(lang, reasons, code));
    t!(
        lang,
        format!("card-stage-{}", lead.stage.word()),
        who = words::actor(lang, lead.last.by),
        when = words::ago(lead.last.at),
        reason = reason
    )
}

/// What to mind now: the hot window, that no answer is expected, that the customer does not want to be contacted.
pub(super) fn notes_of_the_moment(view: &LeadView, lang: Lang) -> Vec<String> {
    let (lead, request) = (&view.lead, &view.lead.request);
    let mut notes = Vec::new();
    if lead.stage == Stage::Received {
        match heat(&view.timed(), &view.team.settings, view.now) {
            Heat::Hot(until) => notes.push(t!(lang, "card-hot", until = words::ago(until))),
            Heat::Passed => notes.push(t!(lang, "card-hot-passed", hours = view.team.settings.hot_hours)),
            Heat::None => {}
        }
        if request.informational {
            notes.push(t!(lang, "card-informational"));
        }
    }
    if request.do_not_contact {
        notes.push(t!(lang, "card-do-not-contact"));
    }
    notes
}

fn description(view: &LeadView, lang: Lang) -> String {
    let (lead, request) = (&view.lead, &view.lead.request);
    let mut parts = Vec::new();
    if lead.stage != Stage::Received {
        parts.push(status_line(view, lang));
    }
    parts.extend(notes_of_the_moment(view, lang));
    if lead.erased_at.is_some() {
        parts.push(t!(lang, "card-erased"));
    } else if let Some(need) = request.need.as_deref() {
        parts.push(neutral_cut(need, NEED_ON_CARD));
        if need.chars().count() > NEED_ON_CARD {
            parts.push(t!(lang, "card-cut", lead = lead.number.to_string()));
        }
    }
    crate::text::safe::cut(&parts.join("\n\n"), limits::DESCRIPTION).into_owned()
}

fn deadline_field(embed: CreateEmbed, view: &LeadView, lang: Lang) -> CreateEmbed {
    let due = view.lead.deadline.filter(|_| view.lead.stage == Stage::Received);
    let text = due.map(|due| {
        t!(
            lang,
            "card-answer-by",
            when = words::moment(due),
            left = words::ago(due)
        )
    });
    own_field(embed, t!(lang, "card-field-answer-by"), text, false)
}

/// `🇩🇪 Germany, Hamburg`
pub(super) fn place(customer: &Customer) -> Option<String> {
    let country = customer
        .country
        .as_ref()
        .map(|country| format!("{} {}", country.flag(), country.name()));
    match (
        country,
        customer.city.as_deref().map(|city| neutral_cut(city, 100)),
    ) {
        (Some(country), Some(city)) => Some(format!("{country}, {city}")),
        (country, city) => country.or(city),
    }
}

/// `[a message](https://discord.com/channels/…) in #inbox`
pub(super) fn made_of(view: &LeadView, lang: Lang) -> Option<String> {
    let MadeOf { channel, message } = view.made_of()?;
    let url = format!(
        "https://discord.com/channels/{}/{channel}/{message}",
        view.team.id
    );
    Some(t!(
        lang,
        "card-made-of",
        url = url,
        channel = format!("<#{channel}>")
    ))
}

fn customer_fields(embed: CreateEmbed, lead: &Lead, lang: Lang) -> CreateEmbed {
    let (request, customer) = (&lead.request, &lead.request.customer);
    let embed = own_field(embed, t!(lang, "card-field-country"), place(customer), true);
    let embed = outside_field(embed, t!(lang, "card-field-size"), customer.size.as_deref());
    let embed = outside_field(
        embed,
        t!(lang, "card-field-industry"),
        customer.industry.as_deref(),
    );
    let embed = outside_field(embed, t!(lang, "card-field-budget"), request.budget.as_deref());
    let solutions = request.solutions.join(", ");
    let embed = outside_field(embed, t!(lang, "card-field-solutions"), Some(solutions.as_str()));
    outside_field(
        embed,
        t!(lang, "card-field-campaign"),
        request.campaign_id.as_deref(),
    )
}

fn deal_fields(embed: CreateEmbed, view: &LeadView, lang: Lang, locale: Locale) -> CreateEmbed {
    let Some(deal) = &view.deal else { return embed };
    let embed = own_field(
        embed,
        t!(lang, "card-field-deal"),
        Some(neutral_cut(&deal.name, 250)),
        false,
    );
    let embed = own_field(
        embed,
        t!(lang, "card-field-owner"),
        view.lead.owner.map(|owner| format!("<@{owner}>")),
        true,
    );
    let embed = match deal.final_value {
        Some(value) => own_field(
            embed,
            t!(lang, "card-field-final-value"),
            Some(value.display(locale)),
            true,
        ),
        None => own_field(
            embed,
            t!(lang, "card-field-value"),
            Some(deal.value.display(locale)),
            true,
        ),
    };
    let date = format_date(deal.purchase_date, locale);
    let embed = own_field(embed, t!(lang, "card-field-purchase-date"), Some(date), true);
    let notes = deal.notes.as_deref().map(|notes| neutral_cut(notes, 500));
    let embed = own_field(embed, t!(lang, "card-field-notes"), notes, false);
    let embed = outside_field(embed, t!(lang, "card-field-crm-id"), deal.crm_id.as_deref());
    let team: Vec<_> = view
        .contacts
        .iter()
        .map(|entry| neutral_cut(&entry.contact.name, 60))
        .take(8)
        .collect();
    own_field(embed, t!(lang, "card-field-team"), Some(team.join(", ")), true)
}

/// `Same person as L-12 (lost: Had no budget, 3 weeks ago)`
pub(super) fn earlier_line(view: &LeadView, earlier: &Earlier, lang: Lang) -> String {
    let stage = words::stage(lang, earlier.stage);
    let reasons = match earlier.stage {
        Stage::Archived(Outcome::Lost) => &view.team.settings.lost_reasons,
        _ => &view.team.settings.decline_reasons,
    };
    let outcome = match &earlier.reason {
        Some(code) => t!(
            lang,
            "card-earlier-reason",
            outcome = stage,
            reason = words::reason(lang, reasons, code)
        ),
        None => stage,
    };
    let key = if earlier.same_person {
        "card-earlier-person"
    } else {
        "card-earlier-company"
    };
    t!(
        lang,
        key,
        lead = earlier.lead.to_string(),
        outcome = outcome,
        when = words::ago(earlier.since)
    )
}

/// The card's buttons; an archived lead has none.
#[must_use]
pub fn buttons(view: &LeadView, lang: Lang) -> Vec<CreateActionRow> {
    let lead = view.lead.id;
    if !view.lead.stage.is_open() {
        return Vec::new();
    }
    let mut row = stage_buttons(view, lang);
    if view.lead.stage == Stage::Received {
        let label = t!(lang, "button-contact");
        row.push(button(&Control::Contact(lead), label, ButtonStyle::Secondary));
    }
    let heart = t!(lang, "button-favorite", count = view.favorites);
    row.push(button(&Control::Favorite(lead), heart, ButtonStyle::Secondary));
    vec![CreateActionRow::Buttons(row)]
}

/// What can be done to a lead in its stage.
pub(super) fn stage_buttons(view: &LeadView, lang: Lang) -> Vec<CreateButton> {
    let lead = view.lead.id;
    let buttons = match view.lead.stage {
        Stage::Received => vec![
            (Control::Accept(lead), "button-accept", ButtonStyle::Success),
            (Control::Decline(lead), "button-decline", ButtonStyle::Secondary),
        ],
        Stage::Accepted => vec![
            (Control::Edit(lead), "button-edit", ButtonStyle::Primary),
            (Control::Team(lead), "button-team", ButtonStyle::Secondary),
            (Control::Won(lead), "button-won", ButtonStyle::Success),
            (Control::Lost(lead), "button-lost", ButtonStyle::Danger),
        ],
        Stage::Archived(_) => Vec::new(),
    };
    buttons
        .into_iter()
        .map(|(control, key, style)| button(&control, t!(lang, key), style))
        .collect()
}

fn button(control: &Control, label: String, style: ButtonStyle) -> CreateButton {
    CreateButton::new(control.encode()).label(label).style(style)
}
