//! **Won** asks for the final value, which may be left empty.

use super::undo;
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, close};
use crate::t;

/// The Won form.
pub(super) async fn form(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Form> {
    let view = bot.may(press, lead, Action::Win).await?;
    let title = t!(press.lang, "form-won", lead = view.lead.number.to_string());
    let hint = view.deal.as_ref().map(|deal| {
        t!(
            press.lang,
            "input-final-value-hint",
            value = deal.value.display(press.locale)
        )
    });
    let value = Input::line(input::FINAL, t!(press.lang, "input-final-value")).optional();
    Ok(Form::new(Control::WonForm(lead), &title).input(value.hint(hint.unwrap_or_default())))
}

/// Closes the deal as won.
pub(super) async fn submit(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    close(bot, press, lead, press.field(input::FINAL)).await
}

/// Closes the deal as won, for `value` where that is not empty.
pub async fn close(bot: &Bot, press: &Press, lead: LeadId, value: String) -> FlowResult<Reply> {
    let view = close::win(
        &bot.store,
        press.team,
        lead,
        press.by.clone(),
        value,
        bot.clock.now(),
    )
    .await?;
    let say = undo::offer(press, &view, say(press, &view));
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

/// What whoever won is told.
fn say(press: &Press, view: &LeadView) -> Private {
    let value = view
        .deal
        .as_ref()
        .map(|deal| deal.final_value.unwrap_or(deal.value).display(press.locale));
    let lead = view.lead.number.to_string();
    Private::text(t!(
        press.lang,
        "won",
        lead = lead,
        value = value.unwrap_or_default()
    ))
}
