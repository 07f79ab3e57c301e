//! The form of `/lead new` and of "Make a lead" on a message.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::lead::{Kind, MadeOf};
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::flows::enter::{self, LeadInput};
use crate::t;
use crate::text::safe::neutral_cut;

/// The message of a form's id.
pub(super) const fn made_of(channel: i64, message: i64) -> MadeOf {
    MadeOf {
        channel: ChannelId(channel),
        message: MessageId(message),
    }
}

/// The form, for a member of the team.
pub(super) async fn form(bot: &Bot, press: &Press, control: &Control) -> FlowResult<Form> {
    let lang = press.lang;
    let made_of = match control {
        Control::MessageForm(channel, message) => Some(made_of(*channel, *message)),
        _ => None,
    };
    enter::look(&bot.store, press.team, &press.by, made_of).await?;
    Ok(Form::new(control.clone(), &t!(lang, "form-new"))
        .input(
            Input::line(input::COMPANY, t!(lang, "input-company"))
                .optional()
                .hint(t!(lang, "input-company-hint")),
        )
        .input(Input::line(input::NAME, t!(lang, "input-customer-name")).optional())
        .input(Input::line(input::EMAIL, t!(lang, "input-email")).optional())
        .input(Input::line(input::PHONE, t!(lang, "input-phone")).optional())
        .input(Input::line(input::NEED, t!(lang, "input-need")).optional().long()))
}

/// Enters the lead.
pub(super) async fn submit(
    bot: &Bot,
    press: &Press,
    kind: &str,
    hot: bool,
    made_of: Option<MadeOf>,
) -> FlowResult<Reply> {
    let typed = LeadInput {
        company: press.field(input::COMPANY),
        name: press.field(input::NAME),
        email: press.field(input::EMAIL),
        phone: press.field(input::PHONE),
        need: press.field(input::NEED),
        hot,
        made_of,
        kind: Kind::from_code(kind).ok_or(Refusal::UnknownControl)?,
    };
    let view = enter::enter(&bot.store, press.team, press.by.clone(), typed, bot.clock.now()).await?;
    let lead = view.lead.number.to_string();
    let customer = neutral_cut(view.lead.request.customer.display_name(), 200);
    Ok(Reply::Private(Private::text(match view.team.channel {
        Some(channel) => {
            t!(
                press.lang,
                "lead-new-done",
                lead = lead,
                customer = customer,
                channel = format!("<#{channel}>")
            )
        }
        None => t!(
            press.lang,
            "lead-new-no-channel",
            lead = lead,
            customer = customer
        ),
    })))
}
