//! **Snooze** silences the reminders of a lead until a morning.

use crate::discord::bot::Bot;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::LeadId;
use crate::domain::refusal::Refusal;
use crate::flows::{FlowResult, snooze};
use crate::t;
use crate::text::words;

/// The longest snooze that a button of ours asks for, in days.
const LONGEST: i64 = 14;

/// Silences the lead and says for whom, and what is still to come.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId, days: i64) -> FlowResult<Reply> {
    let days = u32::try_from(days)
        .ok()
        .filter(|days| (1..=LONGEST).contains(&i64::from(*days)))
        .ok_or(Refusal::UnknownControl)?;
    let done = snooze::snooze(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        days,
        bot.clock.now(),
    )
    .await?;
    let lead = done.view.lead.number.to_string();
    let Some(until) = done.until else {
        return Ok(Reply::Private(Private::text(t!(
            interaction.lang,
            "unsnoozed",
            lead = lead
        ))));
    };
    let key = if done.for_team {
        "snoozed-team"
    } else {
        "snoozed-you"
    };
    let mut text = t!(interaction.lang, key, lead = lead, until = words::moment(until));
    if !done.more_to_come {
        text = format!("{text} {}", t!(interaction.lang, "snoozed-none-left"));
    }
    if let Some(deadline) = done.view.lead.deadline.filter(|_| done.view.lead.owner.is_none()) {
        text = format!(
            "{text} {}",
            t!(
                interaction.lang,
                "snoozed-deadline",
                when = words::moment(deadline)
            )
        );
    }
    text = format!("{text} {}", t!(interaction.lang, "snoozed-back"));
    Ok(Reply::Private(Private::text(text)))
}
