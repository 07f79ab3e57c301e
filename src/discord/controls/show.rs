//! The full view of a lead, for one member: the card with everything that the card cuts.

use serenity::all::{ButtonStyle, CreateActionRow, CreateAttachment, CreateButton};

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::cards::parts::NEED_ON_CARD;
use crate::discord::custom_id::Control;
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::stage::Stage;
use crate::flows::{FlowResult, show};
use crate::t;

/// Shows the lead.
pub async fn show(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let view = show::show(&bot.store, press.team, lead, &press.by, bot.clock.now()).await?;
    let look = cards::lead::look_in(&view, press.lang, press.locale);
    let mut private = Private::default().embed(look.embed);
    private.rows = look.rows;
    if view.lead.stage != Stage::Received {
        let contact = CreateButton::new(Control::Contact(lead).encode())
            .label(t!(press.lang, "button-contact"))
            .style(ButtonStyle::Secondary);
        private = private.row(CreateActionRow::Buttons(vec![contact]));
    }
    let need = view.lead.request.need.as_deref().unwrap_or_default();
    if need.chars().count() > NEED_ON_CARD {
        private.files.push(CreateAttachment::bytes(
            need.as_bytes().to_vec(),
            format!("{}.txt", view.lead.number),
        ));
    }
    Ok(Reply::Private(private))
}
