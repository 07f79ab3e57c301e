//! The full view of a lead, for one member.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, favorite, show};

/// Shows the lead.
pub async fn show(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    Ok(Reply::Private(view(bot, press, lead).await?))
}

/// Gives or takes back a heart, and shows it at once.
pub(super) async fn heart(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    favorite::toggle(&bot.store, press.team, lead, press.by.clone(), bot.clock.now()).await?;
    Ok(Reply::Turn(view(bot, press, lead).await?))
}

async fn view(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Private> {
    let full = show::show(&bot.store, press.team, lead, &press.by, bot.clock.now()).await?;
    Ok(cards::full::draw(&full, press.lang, press.locale))
}
