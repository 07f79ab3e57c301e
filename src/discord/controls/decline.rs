//! **Decline** asks for a reason of the team's list, then for notes.

use super::{notices, reasons};
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::Reply;
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::flows::notices::settle;
use crate::flows::{FlowResult, decline};
use crate::t;
use crate::text::words;

/// Asks for the reason.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = bot.check_action(interaction, lead, Action::Decline).await?;
    let question = t!(
        interaction.lang,
        "select-decline-ask",
        lead = view.lead.number.to_string()
    );
    Ok(reasons::ask(
        interaction,
        &Control::DeclineReason(lead),
        &view.team.settings.decline_reasons,
        question,
    ))
}

/// The form for the notes.
pub(super) async fn form(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    reason: &str,
) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Decline).await?;
    let title = t!(
        interaction.lang,
        "form-decline",
        lead = view.lead.number.to_string()
    );
    let control = Control::DeclineForm(lead, reason.to_owned());
    Ok(reasons::notes_form(
        interaction,
        control,
        &title,
        &view.team.settings.decline_reasons,
        reason,
    ))
}

/// Declines the lead.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    reason: String,
) -> FlowResult<Reply> {
    let (by, notes, now) = (
        interaction.by.clone(),
        interaction.field(input::NOTES),
        bot.clock.now(),
    );
    let view = decline::decline(&bot.store, interaction.team, lead, by, reason, notes, None, now).await?;
    let code = view.lead.reason.clone().unwrap_or_default();
    let say = t!(
        interaction.lang,
        "declined",
        lead = view.lead.number.to_string(),
        reason = words::reason(interaction.lang, &view.team.settings.decline_reasons, &code)
    );
    let notice = settle::find_of_decline(&mut *bot.store.read().await?, lead).await?;
    let say = notices::confirmation(bot, interaction, &view, notice.as_ref(), &say);
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}
