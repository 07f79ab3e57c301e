//! **Undo** stands on the private confirmation of Decline, Won and Lost, and takes them back while it may.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::stage::Stage;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, undo};
use crate::t;
use crate::text::words;

/// The confirmation of an answer with the way back. A team may have set the time for it to nothing.
pub(super) fn offer(press: &Press, view: &LeadView, confirmation: Private) -> Private {
    let within = view.team.settings.undo_within();
    if within.is_zero() {
        return confirmation;
    }
    let until = t!(
        press.lang,
        "undo-until",
        until = words::clock(view.lead.last.at + within)
    );
    let button = CreateButton::new(Control::Undo(view.lead.id).encode())
        .label(t!(press.lang, "button-undo"))
        .style(ButtonStyle::Secondary);
    Private {
        text: format!("{}\n{until}", confirmation.text),
        ..confirmation
    }
    .row(CreateActionRow::Buttons(vec![button]))
}

/// Takes the answer back.
pub(super) async fn press(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let view = undo::undo(&bot.store, press.team, lead, press.by.clone(), bot.clock.now()).await?;
    let key = match view.lead.stage {
        Stage::Received => "undone-received",
        _ => "undone-accepted",
    };
    let say = t!(press.lang, key, lead = view.lead.number.to_string());
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(Private::text(say)),
    })
}
