//! **Open the form again** brings back what was typed into a form that could not be taken.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::interaction::Interaction;
use crate::discord::reply::Reply;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::store::drafts;

/// Opens the form of a draft, filled.
pub(super) async fn pressed(bot: &Bot, interaction: &Interaction, draft: i64) -> FlowResult<Reply> {
    let found = drafts::find(
        &mut *bot.store.read().await?,
        interaction.team,
        interaction.by.person.id,
        draft,
    )
    .await?;
    let draft = found.ok_or(Refusal::UnknownControl)?;
    let control = Control::decode(&draft.form).ok_or(Refusal::UnknownControl)?;
    super::form(bot, interaction, &control, &draft.typed).await
}
