//! **Lost** asks for a reason of the team's list, then for notes.

use super::{reasons, undo};
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::reason::OTHER;
use crate::domain::transition::Action;
use crate::flows::{FlowResult, close};
use crate::store::drafts::Typed;
use crate::t;
use crate::text::words;

/// Asks for the reason.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = bot.check_action(interaction, lead, Action::Lose).await?;
    let question = t!(
        interaction.lang,
        "select-lost-ask",
        lead = view.lead.number.to_string()
    );
    Ok(reasons::ask(
        interaction,
        &Control::LostReason(lead),
        &view.team.settings.lost_reasons,
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
    let view = bot.check_action(interaction, lead, Action::Lose).await?;
    let title = t!(interaction.lang, "form-lost", lead = view.lead.number.to_string());
    let control = Control::LostForm(lead, reason.to_owned());
    Ok(reasons::notes_form(
        interaction,
        control,
        &title,
        &view.team.settings.lost_reasons,
        reason,
    ))
}

/// Closes the deal as lost.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    reason: String,
) -> FlowResult<Reply> {
    lose(bot, interaction, lead, reason, interaction.field(input::NOTES)).await
}

/// Closes the deal as lost for a reason that was given with a command; a reason that says nothing by itself opens the
/// form for its notes.
pub async fn close(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    reason: String,
    notes: Option<String>,
) -> FlowResult<Reply> {
    match notes {
        None if reason == OTHER => {
            let form = Control::LostForm(lead, reason);
            super::form(bot, interaction, &form, &Typed::new()).await
        }
        notes => lose(bot, interaction, lead, reason, notes.unwrap_or_default()).await,
    }
}

async fn lose(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    reason: String,
    notes: String,
) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let view = close::lose(&bot.store, interaction.team, lead, by, reason, notes, now).await?;
    let code = view.lead.reason.clone().unwrap_or_default();
    let say = t!(
        interaction.lang,
        "lost",
        lead = view.lead.number.to_string(),
        reason = words::reason(interaction.lang, &view.team.settings.lost_reasons, &code)
    );
    let say = undo::offer(interaction, &view, Private::text(say));
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}
