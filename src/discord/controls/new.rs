//! The form of `/lead new` and of "Make a lead" on a message.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::lead::{Kind, MadeOf};
use crate::domain::refusal::Refusal;
use crate::domain::view::LeadView;
use crate::flows::FlowResult;
use crate::flows::create_manually::{self, LeadInput};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::neutral_line;

/// The message of a form's id.
pub(super) const fn made_of(channel: i64, message: i64) -> MadeOf {
    MadeOf {
        channel: ChannelId(channel),
        message: MessageId(message),
    }
}

/// The form, for a member of the team.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, control: &Control) -> FlowResult<FormBuilder> {
    let lang = interaction.lang;
    let made_of = match control {
        Control::MessageForm(channel, message) | Control::AgainForm(_, channel, message) => {
            Some(made_of(*channel, *message))
        }
        _ => None,
    };
    let again = matches!(control, Control::AgainForm(..));
    create_manually::check_may_create(&bot.store, interaction.team, &interaction.by, made_of, again).await?;
    Ok(blank(control.clone(), lang))
}

/// The form with nothing in it.
pub(super) fn blank(control: Control, lang: Lang) -> FormBuilder {
    FormBuilder::new(control, &t!(lang, "form-new"))
        .input(
            Input::line(input::COMPANY, t!(lang, "input-company"))
                .optional()
                .hint(t!(lang, "input-company-hint")),
        )
        .input(Input::line(input::NAME, t!(lang, "input-customer-name")).optional())
        .input(Input::line(input::EMAIL, t!(lang, "input-email")).optional())
        .input(Input::line(input::PHONE, t!(lang, "input-phone")).optional())
        .input(Input::line(input::NEED, t!(lang, "input-need")).optional().long())
}

/// What was typed into it.
pub(super) fn typed(interaction: &Interaction) -> LeadInput {
    LeadInput {
        company: interaction.field(input::COMPANY),
        name: interaction.field(input::NAME),
        email: interaction.field(input::EMAIL),
        phone: interaction.field(input::PHONE),
        need: interaction.field(input::NEED),
        ..LeadInput::default()
    }
}

/// Enters the lead.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    kind: &str,
    hot: bool,
    made_of: Option<MadeOf>,
    again: bool,
) -> FlowResult<Reply> {
    let typed = LeadInput {
        hot,
        made_of,
        again,
        kind: Kind::from_code(kind).ok_or(Refusal::UnknownControl)?,
        ..typed(interaction)
    };
    let view = create_manually::create_manually(
        &bot.store,
        interaction.team,
        interaction.by.clone(),
        typed,
        bot.clock.now(),
    )
    .await?;
    Ok(Reply::Private(Private::text(done(&view, interaction.lang))))
}

/// That the lead is there, and where.
pub(super) fn done(view: &LeadView, lang: Lang) -> String {
    let lead = view.lead.number.to_string();
    let customer = neutral_line(view.lead.request.customer.display_name(), 200);
    match view.team.channel {
        Some(channel) => {
            t!(
                lang,
                "lead-new-done",
                lead = lead,
                customer = customer,
                channel = format!("<#{channel}>")
            )
        }
        None => t!(lang, "lead-new-no-channel", lead = lead, customer = customer),
    }
}
