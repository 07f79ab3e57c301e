//! **Contact** shows the contact data, privately.

use crate::discord::bot::Bot;
use crate::discord::cards::contact::embed;
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, see_contact};

/// Shows the contact data and records that.
pub async fn press(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let view = see_contact::see(&bot.store, press.team, lead, press.by.clone(), bot.clock.now()).await?;
    Ok(Reply::Private(Private::default().embed(embed(&view, press.lang))))
}
