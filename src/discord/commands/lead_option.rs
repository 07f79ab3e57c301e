//! Suggestions for an option that takes a lead, while the member types: by number, customer or deal.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::Context;
use crate::discord::interaction::Interaction;
use crate::domain::list::Filter;
use crate::domain::permission::Rank;
use crate::domain::stage::Stage;
use crate::flows::index;
use crate::store::{lists, teams};
use crate::text::safe::{cut, plain_line};
use crate::text::words;

/// Discord's limits (Application Commands, "Autocomplete"): choices, and characters of a choice's name.
const CHOICES: u32 = 25;
const NAME: usize = 100;

/// Leads that fit what has been typed so far. Who is no member of the team is suggested nothing.
pub async fn suggest(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest_in(context, typed, Filter::All).await
}

/// Those that wait for an answer, for commands that give one.
pub(crate) async fn suggest_received(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest_in(context, typed, Filter::Only(Stage::Received)).await
}

/// Those that are worked on, for commands that need a deal.
pub(crate) async fn suggest_accepted(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest_in(context, typed, Filter::Only(Stage::Accepted)).await
}

async fn suggest_in(context: Context<'_>, typed: &str, stages: Filter) -> CreateAutocompleteResponse {
    let choices = choices(context, typed, stages).await.unwrap_or_else(|error| {
        tracing::error!("suggestions failed: {error:#}");
        Vec::new()
    });
    CreateAutocompleteResponse::new().set_choices(choices)
}

async fn choices(
    context: Context<'_>,
    typed: &str,
    stages: Filter,
) -> anyhow::Result<Vec<AutocompleteChoice>> {
    let Some(interaction) = Interaction::of_command(context.interaction) else {
        return Ok(Vec::new());
    };
    let store = &context.framework.user_data.store;
    if !typed.trim().is_empty() {
        index::before_search(store).await;
    }
    let mut conn = store.read().await?;
    let Some(team) = teams::find(&mut conn, interaction.team).await? else {
        return Ok(Vec::new());
    };
    if interaction.by.person.rank(&team) == Rank::Outsider {
        return Ok(Vec::new());
    }
    let found = lists::suggest(
        &mut conn,
        team.id,
        interaction.by.person.id,
        typed,
        stages,
        CHOICES,
    )
    .await?;
    Ok(found
        .into_iter()
        .map(|lead| {
            let stage = words::stage(interaction.lang, lead.stage);
            let deal = lead
                .deal
                .map_or_else(String::new, |deal| format!(" · {}", plain_line(&deal.name)));
            let hot = if lead.hot && lead.stage.is_open() {
                "🔥 "
            } else {
                ""
            };
            let name = format!(
                "{hot}{} · {}{deal} · {stage}",
                lead.number,
                plain_line(&lead.customer)
            );
            AutocompleteChoice::new(cut(&name, NAME), lead.number.to_string())
        })
        .collect())
}
