//! **Decline** asks for a reason of the team's list, then for notes.

use super::{reasons, undo};
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::transition::Action;
use crate::flows::{FlowResult, decline};
use crate::t;
use crate::text::words;

/// Asks for the reason.
pub async fn press(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let view = bot.may(press, lead, Action::Decline).await?;
    let question = t!(
        press.lang,
        "select-decline-ask",
        lead = view.lead.number.to_string()
    );
    Ok(reasons::ask(
        press,
        &Control::DeclineReason(lead),
        &view.team.settings.decline_reasons,
        question,
    ))
}

/// The form for the notes.
pub(super) async fn form(bot: &Bot, press: &Press, lead: LeadId, reason: &str) -> FlowResult<Form> {
    let view = bot.may(press, lead, Action::Decline).await?;
    let title = t!(press.lang, "form-decline", lead = view.lead.number.to_string());
    let control = Control::DeclineForm(lead, reason.to_owned());
    Ok(reasons::notes_form(
        press,
        control,
        &title,
        &view.team.settings.decline_reasons,
        reason,
    ))
}

/// Declines the lead.
pub(super) async fn submit(bot: &Bot, press: &Press, lead: LeadId, reason: String) -> FlowResult<Reply> {
    let (by, notes, now) = (press.by.clone(), press.field(input::NOTES), bot.clock.now());
    let view = decline::decline(&bot.store, press.team, lead, by, reason, notes, now).await?;
    let code = view.lead.reason.clone().unwrap_or_default();
    let say = t!(
        press.lang,
        "declined",
        lead = view.lead.number.to_string(),
        reason = words::reason(press.lang, &view.team.settings.decline_reasons, &code)
    );
    let say = undo::offer(press, &view, Private::text(say));
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}
