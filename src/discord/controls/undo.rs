//! **Undo** stands on the private confirmation of Decline, Won and Lost, and takes them back while it may.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::stage::Stage;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, undo};
use crate::t;
use crate::text::words;

/// The confirmation of an answer with the way back. A team may have set the time for it to nothing.
pub(super) fn offer(interaction: &Interaction, view: &LeadView, confirmation: Private) -> Private {
    let within = view.team.settings.undo_within();
    if within.is_zero() {
        return confirmation;
    }
    let until = t!(
        interaction.lang,
        "undo-until",
        span = words::span(interaction.lang, within)
    );
    let button = CreateButton::new(Control::Undo(view.lead.id).encode())
        .label(t!(interaction.lang, "button-undo"))
        .style(ButtonStyle::Secondary);
    Private {
        text: format!("{}\n{until}", confirmation.text),
        ..confirmation
    }
    .row(CreateActionRow::Buttons(vec![button]))
}

/// Takes the answer back.
pub(super) async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = undo::undo(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        bot.clock.now(),
    )
    .await?;
    let key = match view.lead.stage {
        Stage::Received => "undone-received",
        _ => "undone-accepted",
    };
    let say = t!(interaction.lang, key, lead = view.lead.number.to_string());
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(Private::text(say)),
    })
}
