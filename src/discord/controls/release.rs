//! **Give back** on a lead's full view, and `/lead release`: asks why, and the team has the lead again.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::stage::Stage;
use crate::domain::transition::Action;
use crate::flows::{FlowResult, release};
use crate::store::drafts::Typed;
use crate::t;
use crate::text::words;

/// Gives back what `why` was said of, or needs no word; else asks for it.
pub async fn begin(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    why: Option<String>,
) -> FlowResult<Reply> {
    let view = bot.check_action(interaction, lead, Action::Release).await?;
    match why {
        None if view.lead.stage == Stage::Accepted => {
            super::form(bot, interaction, &Control::ReleaseForm(lead), &Typed::new()).await
        }
        why => release(bot, interaction, lead, why.unwrap_or_default()).await,
    }
}

/// Opens the form.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Release).await?;
    let lang = interaction.lang;
    let title = t!(lang, "form-release", lead = view.lead.number.to_string());
    Ok(FormBuilder::new(Control::ReleaseForm(lead), &title)
        .input(Input::line(input::NOTES, t!(lang, "input-release-why")).long()))
}

/// Gives the lead back.
pub(super) async fn submit(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    release(bot, interaction, lead, interaction.field(input::NOTES)).await
}

/// As [`submit`], with a word that was given with a command.
async fn release(bot: &Bot, interaction: &Interaction, lead: LeadId, why: String) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let view = release::release(&bot.store, interaction.team, lead, by, why, now).await?;
    let (lang, number) = (interaction.lang, view.lead.number.to_string());
    let say = match view.lead.deadline {
        Some(until) => t!(lang, "released", lead = number, until = words::moment(until)),
        None => t!(lang, "released-open", lead = number),
    };
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(Private::text(say)),
    })
}
