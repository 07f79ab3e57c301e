//! **History** shows what happened to a lead, newest first, page by page.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::interaction::Interaction;
use crate::discord::reply::Reply;
use crate::domain::ids::LeadId;
use crate::flows::{FlowResult, history};

/// Opens the history: a message of its own, since the full view stays open beside it.
pub async fn open(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let page = history::history(&bot.store, interaction.team, lead, 0, &interaction.by).await?;
    Ok(Reply::Private(cards::history::draw(
        &page,
        interaction.lang,
        interaction.locale,
    )))
}

/// Turns to another page.
pub(super) async fn turn(bot: &Bot, interaction: &Interaction, lead: LeadId, page: i64) -> FlowResult<Reply> {
    let page = u32::try_from(page).unwrap_or(0);
    let page = history::history(&bot.store, interaction.team, lead, page, &interaction.by).await?;
    Ok(Reply::Turn(cards::history::draw(
        &page,
        interaction.lang,
        interaction.locale,
    )))
}
