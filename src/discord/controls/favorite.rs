//! **♥** gives or takes back a heart. On the card the count says it; elsewhere a word does.

use crate::discord::bot::Bot;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, favorite};
use crate::t;

/// Toggles the heart.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let (view, given) = favorite::toggle(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    let key = if given { "favorited" } else { "unfavorited" };
    let say = t!(interaction.lang, key, lead = view.lead.number.to_string());
    let say = (!view.stands_on(interaction.by.message)).then(|| Private::text(say));
    Ok(Reply::Changed {
        view: Box::new(view),
        say,
    })
}
