//! `/reasons`: why leads are declined and deals lost, as the team words it.

use super::reason_option::{label, suggest};
use super::{Context, Done, answer};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::form::Faults;
use crate::domain::reason::ReasonList;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::team::Team;
use crate::flows::reasons;
use crate::t;
use crate::text::safe::{cut, neutral};
use serenity::all::CreateAutocompleteResponse;

/// Which list, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum ListChoice {
    #[name = "Why leads are declined"]
    Decline,
    #[name = "Why deals are lost"]
    Lost,
}

impl From<ListChoice> for ReasonList {
    fn from(choice: ListChoice) -> Self {
        match choice {
            ListChoice::Decline => Self::Decline,
            ListChoice::Lost => Self::Lost,
        }
    }
}

/// The reasons for declining leads and losing deals (managers)
#[poise::command(
    slash_command,
    guild_only,
    subcommands("list", "add", "rename", "remove", "order")
)]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn reasons(_context: Context<'_>) -> Done {
    Ok(())
}

/// Show both lists (managers)
#[poise::command(slash_command)]
async fn list(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let team = reasons::find_team(
                &invocation.bot.store,
                invocation.interaction.team,
                &invocation.interaction.by,
            )
            .await?;
            Ok(lists(&invocation.interaction, &team, &ReasonList::ALL))
        })
    })
    .await
}

/// Put a reason on a list (managers)
#[poise::command(slash_command)]
async fn add(
    context: Context<'_>,
    #[description = "Which list"] list: ListChoice,
    #[description = "The reason, as members read it"]
    #[max_length = 100]
    words: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (interaction, list) = (&invocation.interaction, ReasonList::from(list));
            let team = reasons::add(
                &invocation.bot.store,
                interaction.team,
                interaction.by.clone(),
                list,
                words,
                invocation.bot.clock.now(),
            )
            .await?;
            Ok(lists(interaction, &team, &[list]))
        })
    })
    .await
}

/// Give a reason other words; leads that have it already say the new ones (managers)
#[poise::command(slash_command)]
async fn rename(
    context: Context<'_>,
    #[description = "Which reason"]
    #[autocomplete = "all_reasons"]
    reason: String,
    #[description = "The reason, as members read it"]
    #[max_length = 100]
    words: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (interaction, which) = (&invocation.interaction, read(&reason)?);
            let list = which.0;
            let team = reasons::rename(
                &invocation.bot.store,
                interaction.team,
                interaction.by.clone(),
                which,
                words,
                invocation.bot.clock.now(),
            )
            .await?;
            Ok(lists(interaction, &team, &[list]))
        })
    })
    .await
}

/// Take a reason off its list; leads that have it keep it (managers)
#[poise::command(slash_command)]
async fn remove(
    context: Context<'_>,
    #[description = "Which reason"]
    #[autocomplete = "all_reasons"]
    reason: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (interaction, which) = (&invocation.interaction, read(&reason)?);
            let list = which.0;
            let team = reasons::remove(
                &invocation.bot.store,
                interaction.team,
                interaction.by.clone(),
                which,
                invocation.bot.clock.now(),
            )
            .await?;
            Ok(lists(interaction, &team, &[list]))
        })
    })
    .await
}

/// Put a reason at another place of its list (managers)
#[poise::command(slash_command)]
async fn order(
    context: Context<'_>,
    #[description = "Which reason"]
    #[autocomplete = "all_reasons"]
    reason: String,
    #[description = "Its place, 1 for the first"]
    #[max_length = 2]
    place: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (interaction, which) = (&invocation.interaction, read(&reason)?);
            let list = which.0;
            let at = place.trim().parse::<usize>().ok().filter(|place| *place > 0);
            let at = at.ok_or_else(|| Faults::one(Field::Position, &place, Wrong::Malformed))?;
            let by = interaction.by.clone();
            let team = reasons::place(
                &invocation.bot.store,
                interaction.team,
                by,
                which,
                at,
                invocation.bot.clock.now(),
            )
            .await?;
            Ok(lists(interaction, &team, &[list]))
        })
    })
    .await
}

/// The reasons of both lists; a choice's value names list and code, since both lists have an "Other".
async fn all_reasons(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest(context, &ReasonList::ALL, typed, |list, reason| {
        format!("{}:{}", list.code(), reason.code)
    })
    .await
}

fn read(chosen: &str) -> Result<(ReasonList, String), Refusal> {
    let parts = chosen.split_once(':');
    let which = parts.and_then(|(list, code)| Some((ReasonList::from_code(list)?, code.to_owned())));
    which.ok_or_else(|| Faults::one(Field::Reason, chosen, Wrong::Unknown))
}

/// > **Why deals are lost**
/// > 1. Customer did not respond
fn lists(interaction: &Interaction, team: &Team, shown: &[ReasonList]) -> Reply {
    let lang = interaction.lang;
    let mut lines = Vec::new();
    for list in shown {
        lines.push(format!("**{}**", t!(lang, format!("reasons-{}", list.code()))));
        let reasons = team.settings.reasons(*list);
        let offered = reasons.iter().filter(|reason| !reason.retired);
        lines.extend(offered.enumerate().map(|(at, reason)| {
            let words = neutral(&label(lang, reasons, reason));
            format!("{}. {words}", at + 1)
        }));
    }
    Reply::Private(Private::text(cut(&lines.join("\n"), 2000)))
}
