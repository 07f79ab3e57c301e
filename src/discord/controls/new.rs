//! The form of `/lead new`.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::lead::Kind;
use crate::domain::permission::Standing;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::flows::enter::{LeadInput, enter};
use crate::store::teams;
use crate::t;
use crate::text::safe::neutral_cut;

/// The form, for a member of the team.
pub(super) async fn form(bot: &Bot, press: &Press, control: &Control) -> FlowResult<Form> {
    let lang = press.lang;
    let team = teams::find(&mut *bot.store.read().await?, press.team)
        .await?
        .ok_or(Refusal::NotSetUp)?;
    let person = &press.by.person;
    Standing {
        member: person.id,
        rank: person.rank(&team),
        on_the_deal: false,
    }
    .member()?;
    Ok(Form::new(control.clone(), &t!(lang, "form-new"))
        .input(Input::line(input::COMPANY, t!(lang, "input-company")).optional())
        .input(Input::line(input::NAME, t!(lang, "input-customer-name")).optional())
        .input(Input::line(input::EMAIL, t!(lang, "input-email")).optional())
        .input(Input::line(input::PHONE, t!(lang, "input-phone")).optional())
        .input(Input::line(input::NEED, t!(lang, "input-need")).optional().long()))
}

/// Enters the lead.
pub(super) async fn submit(bot: &Bot, press: &Press, kind: &str, hot: bool) -> FlowResult<Reply> {
    let typed = LeadInput {
        company: press.field(input::COMPANY),
        name: press.field(input::NAME),
        email: press.field(input::EMAIL),
        phone: press.field(input::PHONE),
        need: press.field(input::NEED),
        hot,
        kind: Kind::from_code(kind).ok_or(Refusal::UnknownControl)?,
    };
    let view = enter(&bot.store, press.team, press.by.clone(), typed, bot.clock.now()).await?;
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
