//! The full view of a lead, for one member.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, favorite, show};

/// Shows the lead.
pub async fn show(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    Ok(Reply::Private(view(bot, interaction, lead).await?))
}

/// Gives or takes back a heart, and shows it at once.
pub(super) async fn heart(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    favorite::toggle(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    Ok(Reply::Turn(view(bot, interaction, lead).await?))
}

async fn view(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Private> {
    let full = show::show(
        &bot.store,
        interaction.team,
        lead,
        &interaction.by,
        bot.clock.now(),
    )
    .await?;
    Ok(cards::full::draw(&full, interaction.lang, interaction.locale))
}
