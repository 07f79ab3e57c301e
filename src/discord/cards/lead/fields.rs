//! The fields of a card: until when, who the customer is, the deal, who was here before.

use serenity::all::CreateEmbed;

use crate::discord::cards::parts::{outside_field, own_field};
use crate::domain::dates::format_date;
use crate::domain::lead::{Customer, Lead, MadeOf};
use crate::domain::stage::{Outcome, Stage};
use crate::domain::view::{Earlier, LeadView};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{neutral_cut, neutral_line};
use crate::text::words;

pub(super) fn deadline_field(embed: CreateEmbed, view: &LeadView, lang: Lang) -> CreateEmbed {
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
pub(in crate::discord::cards) fn place(customer: &Customer) -> Option<String> {
    let country = customer
        .country
        .as_ref()
        .map(|country| format!("{} {}", country.flag(), country.name()));
    match (
        country,
        customer.city.as_deref().map(|city| neutral_line(city, 100)),
    ) {
        (Some(country), Some(city)) => Some(format!("{country}, {city}")),
        (country, city) => country.or(city),
    }
}

/// `[a message](https://discord.com/channels/…) in #inbox`
pub(in crate::discord::cards) fn made_of(view: &LeadView, lang: Lang) -> Option<String> {
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

pub(super) fn customer_fields(embed: CreateEmbed, lead: &Lead, lang: Lang) -> CreateEmbed {
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

pub(super) fn deal_fields(embed: CreateEmbed, view: &LeadView, lang: Lang, locale: Locale) -> CreateEmbed {
    let Some(deal) = &view.deal else { return embed };
    let embed = own_field(
        embed,
        t!(lang, "card-field-deal"),
        Some(neutral_line(&deal.name, 250)),
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
        .map(|entry| neutral_line(&entry.contact.name, 60))
        .take(8)
        .collect();
    own_field(embed, t!(lang, "card-field-team"), Some(team.join(", ")), true)
}

/// `Same person as L-12 (lost: Had no budget, 3 weeks ago)`
pub(in crate::discord::cards) fn earlier_line(view: &LeadView, earlier: &Earlier, lang: Lang) -> String {
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
