//! `/lead erase` asks once more before it wipes: there is no way back.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::flows::{FlowResult, erase};
use crate::t;
use crate::text::safe::neutral_line;

/// Says what will be gone and what stays, and asks.
pub async fn ask(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let lang = interaction.lang;
    let view = bot.check_action(interaction, lead, Action::Erase).await?;
    let question = t!(
        lang,
        "erase-ask",
        lead = view.lead.number.to_string(),
        customer = neutral_line(view.lead.request.customer.display_name(), 200)
    );
    let yes = CreateButton::new(Control::Erase(lead).encode())
        .label(t!(lang, "button-erase"))
        .style(ButtonStyle::Danger);
    let no = CreateButton::new(Control::EraseNot(lead).encode())
        .label(t!(lang, "button-erase-not"))
        .style(ButtonStyle::Secondary);
    Ok(Reply::Private(
        Private::text(question).row(CreateActionRow::Buttons(vec![yes, no])),
    ))
}

/// The manager said yes.
pub(super) async fn confirmed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = erase::erase(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    let say = t!(interaction.lang, "erased", lead = view.lead.number.to_string());
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(Private::text(say)),
    })
}

/// The manager thought better of it.
pub(super) async fn left(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = bot.check_action(interaction, lead, Action::Erase).await?;
    let say = t!(
        interaction.lang,
        "erase-left",
        lead = view.lead.number.to_string()
    );
    Ok(Reply::Turn(Private::text(say)))
}
