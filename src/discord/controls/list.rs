//! `/leads` and everything on it. Each control carries the whole list in its id, so that a list opened before a restart
//! works after it; each answer turns the message into the list as it is now.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::Reply;
use crate::domain::ids::LeadId;
use crate::domain::list::{Filter, ListState, Sort};
use crate::domain::refusal::Refusal;
use crate::flows::{FlowResult, favorite, list};
use crate::t;

/// Shows a list.
pub async fn show(bot: &Bot, interaction: &Interaction, state: ListState) -> FlowResult<Reply> {
    let page = list::list(&bot.store, interaction.team, state, &interaction.by).await?;
    Ok(Reply::Turn(cards::list::draw(
        &page,
        interaction.lang,
        interaction.locale,
    )))
}

/// Shows the list in which `typed` is searched for, in the stages of `filter` or else in every one.
pub async fn search(
    bot: &Bot,
    interaction: &Interaction,
    state: ListState,
    filter: Option<Filter>,
    typed: &str,
) -> FlowResult<Reply> {
    let now = bot.clock.now();
    let state = list::search(
        &bot.store,
        interaction.team,
        state,
        filter,
        typed,
        &interaction.by,
        now,
    )
    .await?;
    show(bot, interaction, state).await
}

/// Other stages or another order were chosen.
pub(super) async fn filter(bot: &Bot, interaction: &Interaction, state: ListState) -> FlowResult<Reply> {
    let chosen = interaction.values.first().and_then(|value| value.split_once('.'));
    let state = match chosen {
        Some(("filter", code)) => Filter::ALL
            .into_iter()
            .find(|filter| filter.code() == code)
            .map(|filter| ListState { filter, ..state }),
        Some(("sort", code)) => Sort::ALL
            .into_iter()
            .find(|sort| sort.code() == code)
            .map(|sort| ListState { sort, ..state }),
        _ => None,
    };
    let state = state.ok_or(Refusal::UnknownControl)?;
    show(bot, interaction, state.on_page(0)).await
}

/// One of the leads was chosen: its full view, beside the list or the round-up.
pub(super) async fn open(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let lead = interaction.values.first().and_then(|value| value.parse().ok());
    let lead = lead.map(LeadId).ok_or(Refusal::UnknownControl)?;
    super::show::show(bot, interaction, lead).await
}

/// Gives or takes back a heart, and shows it at once.
pub(super) async fn heart(
    bot: &Bot,
    interaction: &Interaction,
    state: ListState,
    lead: LeadId,
) -> FlowResult<Reply> {
    favorite::toggle(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    show(bot, interaction, state).await
}

/// The search form, filled with what is searched for now.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, state: ListState) -> FlowResult<FormBuilder> {
    let page = list::list(&bot.store, interaction.team, state, &interaction.by).await?;
    let input = Input::line(input::SEARCH, t!(interaction.lang, "input-search"))
        .hint(t!(interaction.lang, "input-search-hint"))
        .filled(page.typed.unwrap_or_default())
        .optional();
    Ok(FormBuilder::new(
        Control::ListSearchForm(state),
        &t!(interaction.lang, "form-search"),
    )
    .input(input))
}
