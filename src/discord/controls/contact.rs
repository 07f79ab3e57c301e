//! **Contact** shows the contact data, privately.

use crate::discord::bot::Bot;
use crate::discord::cards::contact::embed;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, see_contact};

/// Shows the contact data and records that.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = see_contact::see(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    Ok(Reply::Private(
        Private::default().embed(embed(&view, interaction.lang)),
    ))
}
