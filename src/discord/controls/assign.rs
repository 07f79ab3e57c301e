//! Handing a deal over: a select of members on the Team view, or `/lead assign`.

use crate::discord::bot::Bot;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::permission::Picked;
use crate::domain::refusal::Refusal;
use crate::domain::stage::Stage;
use crate::flows::{FlowResult, assign};
use crate::t;

/// A member was chosen.
pub(super) async fn picked(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let to = interaction.picked.clone().ok_or(Refusal::UnknownControl)?;
    hand_over(bot, interaction, lead, to).await
}

/// Whoever pressed looks at the lead.
pub(super) async fn look(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let person = interaction.by.person.clone();
    hand_over(bot, interaction, lead, Picked { person, bot: false }).await
}

/// Hands the deal over, or asks somebody to look at the lead.
pub(crate) async fn hand_over(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    to: Picked,
) -> FlowResult<Reply> {
    let owner = to.person.id;
    let view = assign::assign(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        to,
        bot.clock.now(),
    )
    .await?;
    let number = view.lead.number.to_string();
    let lang = interaction.lang;
    let say = if view.lead.stage == Stage::Received {
        match owner == interaction.by.person.id {
            true => t!(lang, "look-yours", lead = number),
            false => t!(lang, "look-others", lead = number, who = format!("<@{owner}>")),
        }
    } else if owner == interaction.by.person.id {
        t!(interaction.lang, "assigned-to-you", lead = number)
    } else {
        t!(
            interaction.lang,
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
