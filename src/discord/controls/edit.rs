//! **Edit** opens the deal's form as it is; its answer offers the second step for what is reference only.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use super::accept::{deal_inputs, typed_deal};
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::dates::date_in_words;
use crate::domain::form::{ContactInput, DetailsInput};
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, edit};
use crate::t;
use crate::text::safe::neutral_line;

/// The version that a form carries: the lead's as it is opened, or that of its first opening where what was typed
/// then could not be read and it is opened again.
const fn since(first: i64, now: i64) -> i64 {
    if first == 0 { now } else { first }
}

/// The Edit form, filled with the deal as it is now.
pub(super) async fn form(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    version: i64,
) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    let title = t!(interaction.lang, "form-edit", lead = view.lead.number.to_string());
    let form = deal_inputs(
        FormBuilder::new(Control::EditForm(lead, since(version, view.lead.version)), &title),
        interaction,
        &view,
    );
    let Some(deal) = &view.deal else { return Ok(form) };
    Ok(form.with(
        &[
            (input::NAME.to_owned(), deal.name.clone()),
            (input::VALUE.to_owned(), deal.value.to_plain()),
            (input::DATE.to_owned(), deal.purchase_date.to_string()),
            (input::NOTES.to_owned(), deal.notes.clone().unwrap_or_default()),
        ]
        .into(),
    ))
}

/// Saves the deal.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    version: i64,
) -> FlowResult<Reply> {
    let (typed, by) = (typed_deal(interaction), interaction.by.clone());
    let now = bot.clock.now();
    let view = edit::edit(
        &bot.store,
        interaction.team,
        lead,
        by,
        version,
        typed,
        interaction.locale,
        now,
    )
    .await?;
    Ok(saved(interaction, view))
}

/// The second step, filled with what is known.
pub(super) async fn details_form(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    version: i64,
) -> FlowResult<FormBuilder> {
    let lang = interaction.lang;
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    let deal = view.deal.as_ref();
    let known = |text: Option<&String>| text.cloned().unwrap_or_default();
    let title = t!(lang, "form-details", lead = view.lead.number.to_string());
    let line = |id, label| Input::line(id, label).optional();
    let control = Control::DetailsForm(lead, since(version, view.lead.version));
    Ok(FormBuilder::new(control, &title)
        .input(
            line(input::CRM, t!(lang, "input-crm-id"))
                .filled(known(deal.and_then(|deal| deal.crm_id.as_ref()))),
        )
        .input(
            line(input::CAMPAIGN, t!(lang, "input-campaign-id"))
                .filled(known(deal.and_then(|deal| deal.campaign_id.as_ref()))),
        )
        .input(line(input::CONTACT_NAME, t!(lang, "input-contact-name")).hint(t!(lang, "input-contact-hint")))
        .input(line(input::CONTACT_PHONE, t!(lang, "input-contact-phone")))
        .input(line(input::CONTACT_EMAIL, t!(lang, "input-contact-email"))))
}

/// What was typed for a team contact.
pub(super) fn typed_contact(interaction: &Interaction) -> ContactInput {
    ContactInput {
        name: interaction.field(input::CONTACT_NAME),
        phone: interaction.field(input::CONTACT_PHONE),
        email: interaction.field(input::CONTACT_EMAIL),
    }
}

/// Saves the second step.
pub(super) async fn submit_details(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    version: i64,
) -> FlowResult<Reply> {
    let typed = DetailsInput {
        crm_id: interaction.field(input::CRM),
        campaign_id: interaction.field(input::CAMPAIGN),
        contact: typed_contact(interaction),
    };
    let view = edit::details(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        version,
        typed,
        bot.clock.now(),
    )
    .await?;
    let say = Private::text(t!(interaction.lang, "saved", lead = view.lead.number.to_string()));
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

fn saved(interaction: &Interaction, view: LeadView) -> Reply {
    let button = |control: Control, label| {
        CreateButton::new(control.encode())
            .label(label)
            .style(ButtonStyle::Secondary)
    };
    let next = vec![
        button(
            Control::Details(view.lead.id),
            t!(interaction.lang, "button-details"),
        ),
        button(Control::Team(view.lead.id), t!(interaction.lang, "button-team")),
    ];
    let (lang, lead) = (interaction.lang, view.lead.number.to_string());
    // What was read is said back, so that a date or an amount that was meant otherwise is seen at once.
    let done = match &view.deal {
        Some(deal) => t!(
            lang,
            "saved-deal",
            lead = lead,
            deal = neutral_line(&deal.name, 200),
            value = deal.value.display(interaction.locale),
            date = date_in_words(deal.purchase_date, interaction.locale)
        ),
        None => t!(lang, "saved", lead = lead),
    };
    let say = Private::text(done).row(CreateActionRow::Buttons(next));
    Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    }
}
