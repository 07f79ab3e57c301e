//! The fields of a card: until when, who the customer is, the deal, who was here before.

use serenity::all::CreateEmbed;

use crate::discord::cards::parts::{outside_field, own_field, public_cut, public_line};
use crate::domain::dates::format_date;
use crate::domain::deal::Deal;
use crate::domain::ids::MemberId;
use crate::domain::initiator::Initiator;
use crate::domain::lead::{Customer, MadeOf};
use crate::domain::mask::masked;
use crate::domain::money::Money;
use crate::domain::solution::solution_name;
use crate::domain::stage::{Outcome, Stage};
use crate::domain::view::{Earlier, LeadView};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::plain_line;
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
        customer.city.as_deref().map(|city| public_line(city, 100)),
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

pub(super) fn customer_fields(
    embed: CreateEmbed,
    view: &LeadView,
    lang: Lang,
    locale: Locale,
) -> CreateEmbed {
    let (request, customer) = (&view.lead.request, &view.lead.request.customer);
    let shown = view.team.settings.card;
    let embed = own_field(embed, t!(lang, "card-field-country"), place(customer), true);
    let size = customer.size.as_deref().filter(|_| shown.size);
    let embed = outside_field(embed, t!(lang, "card-field-size"), size);
    let industry = customer.industry.as_deref().filter(|_| shown.size);
    let embed = outside_field(embed, t!(lang, "card-field-industry"), industry);
    let budget = budget(view, locale).filter(|_| shown.budget);
    let embed = outside_field(embed, t!(lang, "card-field-budget"), budget.as_deref());
    let solutions = solutions(view);
    let embed = outside_field(embed, t!(lang, "card-field-solutions"), Some(solutions.as_str()));
    outside_field(
        embed,
        t!(lang, "card-field-campaign"),
        request.campaign_id.as_deref(),
    )
}

/// The budget as amounts are written on the card, where it is one; as the customer wrote it otherwise. None where the deal
/// has the same value.
pub(in crate::discord::cards) fn budget(view: &LeadView, locale: Locale) -> Option<String> {
    let written = view.lead.request.budget.as_deref()?;
    match Money::parse(written, view.team.currency) {
        Ok(money) if view.deal.as_ref().is_some_and(|deal| deal.value == money) => None,
        Ok(money) => Some(money.display(locale)),
        Err(_) => Some(written.to_owned()),
    }
}

/// The solutions by the names that people know.
pub(in crate::discord::cards) fn solutions(view: &LeadView) -> String {
    let names = view.lead.request.solutions.iter().map(|code| solution_name(code));
    names.collect::<Vec<_>>().join(", ")
}

/// What the deal is called, where that says more than the card's title and the need, of which its name is made.
fn deal_name(view: &LeadView, deal: &Deal) -> Option<String> {
    let request = &view.lead.request;
    let customer = plain_line(request.customer.display_name());
    let name = plain_line(&deal.name);
    let rest = name
        .strip_prefix(&*customer)
        .map(|rest| rest.trim_start_matches([' ', '–', '-']));
    let need = request.need.as_deref().map(plain_line).unwrap_or_default();
    let repeats = rest.is_some_and(|rest| masked(&need).starts_with(rest.trim_end_matches('…').trim_end()));
    (!repeats).then(|| public_line(&deal.name, 250))
}

pub(super) fn deal_fields(embed: CreateEmbed, view: &LeadView, lang: Lang, locale: Locale) -> CreateEmbed {
    let Some(deal) = &view.deal else { return embed };
    // Who accepted it stands above.
    let accepted_by = Initiator::Member(view.lead.owner.unwrap_or(MemberId(0)));
    let is_told = view.lead.stage == Stage::Accepted && view.lead.last.by == accepted_by;
    let owner = view.lead.owner.filter(|_| !is_told);
    let embed = own_field(embed, t!(lang, "card-field-deal"), deal_name(view, deal), false);
    let embed = own_field(
        embed,
        t!(lang, "card-field-owner"),
        owner.map(|owner| format!("<@{owner}>")),
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
    let notes = deal.notes.as_deref().map(|notes| public_cut(notes, 500));
    let embed = own_field(embed, t!(lang, "card-field-notes"), notes, false);
    let embed = outside_field(embed, t!(lang, "card-field-crm-id"), deal.crm_id.as_deref());
    let team: Vec<_> = view
        .contacts
        .iter()
        .map(|entry| public_line(&entry.contact.name, 60))
        .take(8)
        .collect();
    let team = Some(team.join(", ")).filter(|_| view.team.settings.card.contacts);
    own_field(embed, t!(lang, "card-field-team"), team, true)
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
