//! `/leads` and everything on it. Each control carries the whole list in its id, so that a list opened before a restart
//! works after it; each answer turns the message into the list as it is now.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::Reply;
use crate::domain::ids::LeadId;
use crate::domain::list::{Filter, ListState, Sort};
use crate::domain::refusal::Refusal;
use crate::flows::{FlowResult, favorite, list};
use crate::t;

/// Shows a list.
pub async fn show(bot: &Bot, press: &Press, state: ListState) -> FlowResult<Reply> {
    let page = list::list(&bot.store, press.team, state, &press.by).await?;
    Ok(Reply::Turn(cards::list::draw(&page, press.lang, press.locale)))
}

/// Shows the list in which `typed` is searched for, in the stages of `filter` or else in every one.
pub async fn search(
    bot: &Bot,
    press: &Press,
    state: ListState,
    filter: Option<Filter>,
    typed: &str,
) -> FlowResult<Reply> {
    let now = bot.clock.now();
    let state = list::search(&bot.store, press.team, state, filter, typed, &press.by, now).await?;
    show(bot, press, state).await
}

/// Other stages or another order were chosen.
pub(super) async fn filter(bot: &Bot, press: &Press, state: ListState) -> FlowResult<Reply> {
    let chosen = press.values.first().and_then(|value| value.split_once('.'));
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
    show(bot, press, state.on_page(0)).await
}

/// One of the leads was chosen: its full view, beside the list or the round-up.
pub(super) async fn open(bot: &Bot, press: &Press) -> FlowResult<Reply> {
    let lead = press.values.first().and_then(|value| value.parse().ok());
    let lead = lead.map(LeadId).ok_or(Refusal::UnknownControl)?;
    super::show::show(bot, press, lead).await
}

/// Gives or takes back a heart, and shows it at once.
pub(super) async fn heart(bot: &Bot, press: &Press, state: ListState, lead: LeadId) -> FlowResult<Reply> {
    favorite::toggle(&bot.store, press.team, lead, press.by.clone(), bot.clock.now()).await?;
    show(bot, press, state).await
}

/// The search form, filled with what is searched for now.
pub(super) async fn form(bot: &Bot, press: &Press, state: ListState) -> FlowResult<Form> {
    let page = list::list(&bot.store, press.team, state, &press.by).await?;
    let input = Input::line(input::SEARCH, t!(press.lang, "input-search"))
        .hint(t!(press.lang, "input-search-hint"))
        .filled(page.typed.unwrap_or_default())
        .optional();
    Ok(Form::new(Control::ListSearchForm(state), &t!(press.lang, "form-search")).input(input))
}
