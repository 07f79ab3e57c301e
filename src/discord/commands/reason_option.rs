//! Suggestions for an option that takes a reason of one of the team's lists, while the member types.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::Context;
use crate::discord::interaction::Interaction;
use crate::domain::permission::Rank;
use crate::domain::reason::{Reason, ReasonList};
use crate::store::teams;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, plain_line};
use crate::text::words;

/// Discord's limits (Application Commands, "Autocomplete"): choices, and characters of a choice's name.
const CHOICES: usize = 25;
const NAME: usize = 100;

/// The team's reasons for having lost a deal.
pub(crate) async fn lost_reasons(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest(context, &[ReasonList::Lost], typed, |_, reason| {
        reason.code.clone()
    })
    .await
}

/// The reasons of these lists whose words hold what was typed. Who is no member of the team is suggested nothing.
pub(super) async fn suggest(
    context: Context<'_>,
    lists: &[ReasonList],
    typed: &str,
    value: fn(ReasonList, &Reason) -> String,
) -> CreateAutocompleteResponse {
    let choices = choices(context, lists, typed, value)
        .await
        .unwrap_or_else(|error| {
            tracing::error!("suggestions failed: {error:#}");
            Vec::new()
        });
    CreateAutocompleteResponse::new().set_choices(choices)
}

async fn choices(
    context: Context<'_>,
    lists: &[ReasonList],
    typed: &str,
    value: fn(ReasonList, &Reason) -> String,
) -> anyhow::Result<Vec<AutocompleteChoice>> {
    let Some(interaction) = Interaction::of_command(context.interaction) else {
        return Ok(Vec::new());
    };
    let bot = context.framework.user_data;
    let team = teams::find(&mut *bot.store.read().await?, interaction.team).await?;
    let Some(team) = team.filter(|team| interaction.by.person.rank(team) > Rank::Outsider) else {
        return Ok(Vec::new());
    };
    let typed = typed.trim().to_lowercase();
    let all = lists.iter().flat_map(|list| {
        let reasons = team.settings.reasons(*list);
        let offered = reasons.iter().filter(|reason| !reason.retired);
        offered.map(|reason| (*list, reason, label(interaction.lang, reasons, reason)))
    });
    Ok(all
        .filter(|(_, _, label)| label.to_lowercase().contains(&typed))
        .take(CHOICES)
        .map(|(list, reason, label)| AutocompleteChoice::new(cut(&label, NAME), value(list, reason)))
        .collect())
}

/// A reason's words on one line, where nothing is rendered as markdown.
pub(in crate::discord) fn label(lang: Lang, reasons: &[Reason], reason: &Reason) -> String {
    match &reason.words {
        Some(words) => plain_line(words),
        None => words::reason(lang, reasons, &reason.code),
    }
}
