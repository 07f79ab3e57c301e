//! **Won** asks for the final value, which may be left empty.

use super::undo;
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, close};
use crate::t;

/// The Won form.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Win).await?;
    let title = t!(interaction.lang, "form-won", lead = view.lead.number.to_string());
    let hint = view.deal.as_ref().map(|deal| {
        t!(
            interaction.lang,
            "input-final-value-hint",
            value = deal.value.display(interaction.locale)
        )
    });
    let value = Input::line(input::FINAL, t!(interaction.lang, "input-final-value")).optional();
    Ok(FormBuilder::new(Control::WonForm(lead), &title).input(value.hint(hint.unwrap_or_default())))
}

/// Closes the deal as won.
pub(super) async fn submit(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    close(bot, interaction, lead, interaction.field(input::FINAL)).await
}

/// Closes the deal as won, for `value` where that is not empty.
pub async fn close(bot: &Bot, interaction: &Interaction, lead: LeadId, value: String) -> FlowResult<Reply> {
    let view = close::win(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        value,
        bot.clock.now(),
    )
    .await?;
    let say = undo::offer(interaction, &view, say(interaction, &view));
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

/// What whoever won is told.
fn say(interaction: &Interaction, view: &LeadView) -> Private {
    let value = view
        .deal
        .as_ref()
        .map(|deal| deal.final_value.unwrap_or(deal.value).display(interaction.locale));
    let lead = view.lead.number.to_string();
    Private::text(t!(
        interaction.lang,
        "won",
        lead = lead,
        value = value.unwrap_or_default()
    ))
}
