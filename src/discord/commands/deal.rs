//! `/deal`: the deal of an accepted lead.

use super::lead_option::suggest;
use super::reason_option::lost_reasons;
use super::{Context, Done, answer};
use crate::discord::controls;
use crate::discord::custom_id::Control;
use crate::store::drafts::Typed;

/// Work on a deal of yours
#[poise::command(slash_command, guild_only, subcommands("edit", "team", "won", "lost"))]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn deal(_context: Context<'_>) -> Done {
    Ok(())
}

/// Change a deal: name, value, purchase date, notes
#[poise::command(slash_command)]
async fn edit(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let form = Control::EditForm(invocation.lead(&lead).await?, 0);
            controls::form(invocation.bot, &invocation.interaction, &form, &Typed::new()).await
        })
    })
    .await
}

/// See and change who works on a deal, and hand it over
#[poise::command(slash_command)]
async fn team(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::team::pressed(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}

/// Mark a deal won
#[poise::command(slash_command)]
async fn won(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
    #[description = "What it was worth in the end, like 12,500 EUR (leave it out if it stayed as estimated)"]
    value: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let lead = invocation.lead(&lead).await?;
            controls::won::close(
                invocation.bot,
                &invocation.interaction,
                lead,
                value.unwrap_or_default(),
            )
            .await
        })
    })
    .await
}

/// Mark a deal lost: asks for the reason where you leave it out
#[poise::command(slash_command)]
async fn lost(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
    #[description = "Why"]
    #[autocomplete = "lost_reasons"]
    reason: Option<String>,
    #[description = "What the team should know"]
    #[max_length = 4000]
    notes: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let lead = invocation.lead(&lead).await?;
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            match reason {
                Some(reason) => controls::lost::close(bot, interaction, lead, reason, notes).await,
                None => controls::lost::pressed(bot, interaction, lead).await,
            }
        })
    })
    .await
}
