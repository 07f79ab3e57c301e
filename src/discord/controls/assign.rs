//! Handing a deal over: a select of members on the Team view, or `/lead assign`.

use crate::discord::bot::Bot;
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::permission::Picked;
use crate::domain::refusal::Refusal;
use crate::flows::{FlowResult, assign};
use crate::t;

/// A member was chosen.
pub(super) async fn picked(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let to = press.picked.clone().ok_or(Refusal::UnknownControl)?;
    hand_over(bot, press, lead, to).await
}

/// Hands the deal over.
pub async fn hand_over(bot: &Bot, press: &Press, lead: LeadId, to: Picked) -> FlowResult<Reply> {
    let owner = to.person.id;
    let view = assign::assign(
        &bot.store,
        press.team,
        lead,
        press.by.clone(),
        to,
        bot.clock.now(),
    )
    .await?;
    let number = view.lead.number.to_string();
    let say = if owner == press.by.person.id {
        t!(press.lang, "assigned-to-you", lead = number)
    } else {
        t!(
            press.lang,
            "assigned",
            lead = number,
            owner = format!("<@{owner}>")
        )
    };
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(Private::text(say)),
    })
}
