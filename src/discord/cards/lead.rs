//! The card of a lead: kind, stage and urgency at a glance, and the buttons that its stage allows.
//!
//! > 🔔 @Sales New lead
//! > **L-17 · Nordwind Logistik GmbH**
//! > 🔥 The customer asks to be contacted directly …
//! > `[Accept] [Decline] [Contact] [♥ 2]`

mod buttons;
mod fields;
pub(in crate::discord) mod shown;

pub(crate) use buttons::buttons;
pub(super) use buttons::stage_buttons;
pub(super) use fields::{budget, earlier_line, made_of, place, solutions};
use fields::{customer_fields, deadline_field, deal_fields};

use chrono::TimeDelta;
use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter,
    CreateInteractionResponseMessage,
};

use super::parts::{NEED_ON_CARD, limits, own_field, public_cut, public_line};
use crate::discord::interaction::unsigned;
use crate::domain::deadline::{Heat, heat};
use crate::domain::lead::{Lead, SourceKind};
use crate::domain::reason::OTHER;
use crate::domain::stage::{Outcome, Stage};
use crate::domain::view::LeadView;
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::plain_line;
use crate::text::words;

/// The bar at a card's left edge tells stage and urgency before a word is read.
mod colour {
    pub const HOT: u32 = 0xE8_59_0C;
    pub(crate) const SOON: u32 = 0xF0_8C_00;
    pub(crate) const RECEIVED: u32 = 0x1C_7E_D6;
    pub(crate) const INFORMATIONAL: u32 = 0x74_8F_FC;
    pub(crate) const ACCEPTED: u32 = 0x0C_A6_78;
    pub(crate) const WON: u32 = 0x2B_8A_3E;
    pub(crate) const CLOSED: u32 = 0x86_8E_96;
}

/// Less than this to the deadline, and the card says so with its colour: the first expiry warning's distance.
const SOON: TimeDelta = TimeDelta::days(3);

/// How much of the note to a reason a card shows.
const REASON_NOTES: usize = 300;

/// What a card looks like, for whichever way it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    /// The line above the embed, with the ping.
    pub content: String,
    pub embed: CreateEmbed,
    /// The buttons.
    pub rows: Vec<CreateActionRow>,
    /// Whom the content may mention.
    pub mentions: CreateAllowedMentions,
}

/// How the lead's card looks now, in the team's language.
#[must_use]
pub(crate) fn render(view: &LeadView) -> Rendered {
    render_in(
        view,
        Lang::of(&view.team.language),
        Locale::from_discord(&view.team.language),
    )
}

/// How the lead looks in a language: the team's on the card, the member's own in a private view.
#[must_use]
pub(crate) fn render_in(view: &LeadView, lang: Lang, locale: Locale) -> Rendered {
    let (content, mentions) = ping(view, lang);
    Rendered {
        content,
        embed: embed(view, lang, locale),
        rows: buttons(view, lang),
        mentions,
    }
}

/// The card as an answer that repaints it.
pub(crate) fn response(view: &LeadView) -> CreateInteractionResponseMessage {
    let render = render(view);
    CreateInteractionResponseMessage::new()
        .content(render.content)
        .embed(render.embed)
        .components(render.rows)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// What tells a lead's card from the bot's other messages: the start of its footer.
#[must_use]
pub(crate) fn marker(lead: &Lead) -> String {
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
        || view.lead.erased_at.is_some()
        || view.lead.stage != Stage::Received;
    match role {
        Some(role) if !quiet => {
            let key = match heat(&view.schedule_facts(), &view.team.settings, view.now) {
                Heat::Hot(_) => "card-ping-hot",
                Heat::Passed => "card-ping-hot-passed",
                Heat::None => "card-ping",
            };
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
    // Once somebody works on it, it is a card like any other.
    let embed = if view.card.is_some_and(|card| card.compact) && lead.stage == Stage::Received {
        embed
    } else {
        let embed = customer_fields(embed, view, lang, locale);
        own_field(embed, t!(lang, "card-field-made-of"), made_of(view, lang), true)
    };
    // A released lead's deal is its next owner's to write.
    let embed = match lead.stage {
        Stage::Received => embed,
        _ => deal_fields(embed, view, lang, locale),
    };
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
    let customer = public_line(lead.request.customer.display_name(), 200);
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
        Stage::Received if lead.request.hot => {
            match heat(&view.schedule_facts(), &view.team.settings, view.now) {
                Heat::Hot(_) => colour::HOT,
                Heat::Passed | Heat::None => colour::RECEIVED,
            }
        }
        Stage::Received => colour::RECEIVED,
        Stage::Accepted => colour::ACCEPTED,
        Stage::Archived(Outcome::Won) => colour::WON,
        Stage::Archived(_) => colour::CLOSED,
    }
}

/// One line on where the lead stands.
#[must_use]
pub(crate) fn status_line(view: &LeadView, lang: Lang) -> String {
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

/// Who looks at a lead that waits.
pub(super) fn assigned_line(view: &LeadView, lang: Lang) -> Option<String> {
    let assignment = view.lead.assignment.filter(|_| view.lead.assignee().is_some())?;
    let who = format!("<@{}>", assignment.to);
    Some(t!(
        lang,
        "card-assigned",
        who = who,
        when = words::ago(assignment.at)
    ))
}

/// Who has given the lead back, and why: it was answered, and waits again.
pub(super) fn released_line(view: &LeadView, lang: Lang) -> Option<String> {
    let lead = &view.lead;
    if lead.stage != Stage::Received || lead.answered_at.is_none() {
        return None;
    }
    let (who, when) = (words::actor(lang, lead.last.by), words::ago(lead.last.at));
    Some(match lead.reason_notes.as_deref() {
        Some(why) => {
            let why = public_line(why, 200);
            t!(lang, "card-released", who = who, when = when, why = why)
        }
        None => t!(lang, "card-released-erased", who = who, when = when),
    })
}

/// What to mind now: the hot window, that no answer is expected, that the customer does not want to be contacted.
pub(super) fn notes_of_the_moment(view: &LeadView, lang: Lang) -> Vec<String> {
    let (lead, request) = (&view.lead, &view.lead.request);
    let mut notes = Vec::new();
    if lead.stage == Stage::Received {
        match heat(&view.schedule_facts(), &view.team.settings, view.now) {
            Heat::Hot(until) => notes.push(t!(lang, "card-hot", until = words::ago(until))),
            Heat::Passed => notes.push(t!(lang, "card-hot-passed", hours = view.team.settings.hot_hours)),
            Heat::None => {}
        }
        if request.informational {
            notes.push(t!(lang, "card-informational"));
        }
    }
    // The flame stays: what the customer wished holds after somebody has taken the lead.
    if lead.stage == Stage::Accepted && request.hot && !request.do_not_contact {
        notes.push(t!(lang, "card-hot-accepted"));
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
        // "Other" says nothing without its note.
        let notes = lead
            .reason_notes
            .as_deref()
            .filter(|_| lead.erased_at.is_none() && lead.reason.as_deref() == Some(OTHER));
        let notes = notes.map(|notes| format!("\n> {}", public_line(notes, REASON_NOTES)));
        parts.push(format!(
            "{}{}",
            status_line(view, lang),
            notes.unwrap_or_default()
        ));
    }
    parts.extend(released_line(view, lang));
    parts.extend(assigned_line(view, lang));
    parts.extend(notes_of_the_moment(view, lang));
    if lead.erased_at.is_some() {
        parts.push(t!(lang, "card-erased"));
    } else if let Some(need) = request.need.as_deref() {
        parts.push(public_cut(need, NEED_ON_CARD));
        if need.chars().count() > NEED_ON_CARD {
            parts.push(t!(lang, "card-cut", lead = lead.number.to_string()));
        }
    }
    crate::text::safe::cut(&parts.join("\n\n"), limits::DESCRIPTION).into_owned()
}
