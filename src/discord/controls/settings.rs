//! `/settings`: shows, asks before it changes, and changes.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::interaction::Interaction;
use crate::discord::reply::Reply;
use crate::domain::setting::SettingChanges;
use crate::flows::{FlowResult, settings};

/// Shows every setting.
pub async fn show(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let view = settings::show(&bot.store, interaction.team, &interaction.by).await?;
    let lang = interaction.lang;
    Ok(Reply::Private(cards::settings::draw(
        lang,
        &view,
        "settings-title",
    )))
}

/// Says what is about to change, and asks.
pub async fn ask(bot: &Bot, interaction: &Interaction, changes: SettingChanges) -> FlowResult<Reply> {
    let team = settings::check(&bot.store, interaction.team, &interaction.by, &changes).await?;
    Ok(Reply::Private(cards::settings::ask(
        interaction.lang,
        &team,
        &changes,
    )))
}

/// The manager said yes.
pub(super) async fn save(bot: &Bot, interaction: &Interaction, changes: SettingChanges) -> FlowResult<Reply> {
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let view = settings::change(&bot.store, interaction.team, by, changes, now).await?;
    let lang = interaction.lang;
    Ok(Reply::Turn(cards::settings::draw(lang, &view, "settings-saved")))
}

/// The manager thought better of it.
pub(super) async fn keep(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let view = settings::show(&bot.store, interaction.team, &interaction.by).await?;
    let lang = interaction.lang;
    Ok(Reply::Turn(cards::settings::draw(lang, &view, "settings-kept")))
}
