//! `/lead`: one lead, by hand, and everything that the buttons of its card do.

use serenity::all::User;

use super::lead_option::suggest;
use super::{Context, Done, answer};
use crate::discord::controls;
use crate::discord::custom_id::Control;
use crate::discord::interaction::{picked, signed};
use crate::domain::ids::MemberId;
use crate::domain::lead::Kind;
use crate::domain::refusal::Refusal;
use crate::store::drafts::Typed;

/// How the customer came, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum KindChoice {
    #[name = "Customer inquiry"]
    CustomerInquiry,
    #[name = "Marketing qualified"]
    MarketingQualified,
    #[name = "Sales qualified"]
    SalesQualified,
}

impl From<KindChoice> for Kind {
    fn from(choice: KindChoice) -> Self {
        match choice {
            KindChoice::CustomerInquiry => Self::CustomerInquiry,
            KindChoice::MarketingQualified => Self::MarketingQualified,
            KindChoice::SalesQualified => Self::SalesQualified,
        }
    }
}

/// Work with one lead
#[poise::command(
    slash_command,
    guild_only,
    subcommands("new", "show", "accept", "decline", "favorite", "assign", "history", "erase")
)]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn lead(_context: Context<'_>) -> Done {
    Ok(())
}

/// Enter a lead by hand: a form asks for the customer and what they need
#[poise::command(slash_command)]
async fn new(
    context: Context<'_>,
    #[description = "The customer asks to be contacted directly"] hot: Option<bool>,
    #[description = "How the customer came (customer inquiry if you leave it out)"] kind: Option<KindChoice>,
) -> Done {
    let kind = kind.map_or(Kind::CustomerInquiry, Kind::from).code().to_owned();
    let form = Control::NewForm(kind, i64::from(hot.unwrap_or(false)));
    answer(context, |invocation| {
        Box::pin(async move {
            controls::form(invocation.bot, &invocation.interaction, &form, &Typed::new()).await
        })
    })
    .await
}

/// Show everything about a lead, only to you
#[poise::command(slash_command)]
async fn show(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::show::show(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}

/// Take a lead: a form asks for the deal
#[poise::command(slash_command)]
async fn accept(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let form = Control::AcceptForm(invocation.lead(&lead).await?);
            controls::form(invocation.bot, &invocation.interaction, &form, &Typed::new()).await
        })
    })
    .await
}

/// Decline a lead: asks for the reason
#[poise::command(slash_command)]
async fn decline(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::decline::pressed(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}

/// Put a lead among your favorites, or take it out
#[poise::command(slash_command)]
async fn favorite(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::favorite::pressed(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}

/// Hand a deal over to another member
#[poise::command(slash_command)]
async fn assign(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
    #[description = "Who gets the deal"] member: User,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let lead = invocation.lead(&lead).await?;
            let who = MemberId(signed(member.id.get()));
            let to = picked(member.id, &context.interaction.data.resolved);
            let to = to.ok_or(Refusal::NotOnTheTeam { who })?;
            controls::assign::hand_over(invocation.bot, &invocation.interaction, lead, to).await
        })
    })
    .await
}

/// Show what happened to a lead: who, when, from what to what
#[poise::command(slash_command)]
async fn history(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::history::open(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}

/// Wipe the personal data of a lead for good, and keep the figures (managers)
#[poise::command(slash_command)]
async fn erase(
    context: Context<'_>,
    #[description = "Number, customer or deal"]
    #[autocomplete = "suggest"]
    lead: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            controls::erase::ask(
                invocation.bot,
                &invocation.interaction,
                invocation.lead(&lead).await?,
            )
            .await
        })
    })
    .await
}
