//! `/settings`: every number and switch of the team. Without an option it shows them.
//!
//! > `/settings` · `/settings answer_time:7d undo_minutes:5`

use super::{Context, Done, answer};
use crate::discord::controls::settings;
use crate::domain::delay::Delay;
use crate::domain::form::Faults;
use crate::domain::refusal::{Field, Wrong};
use crate::domain::setting::{Setting, SettingChanges};
use crate::flows::FlowResult;

/// See and change the team's numbers: answer time, hot window, undo, bursts and more (managers)
#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "each is an option of the command")]
pub async fn settings(
    context: Context<'_>,
    #[description = "How long a lead waits for an answer, like 14d or 48h"]
    #[max_length = 20]
    answer_time: Option<String>,
    #[description = "How long a hot lead is hot, like 72h"]
    #[max_length = 20]
    hot_window: Option<String>,
    #[description = "Minutes in which an answer can be undone; 0 for no undo"]
    #[min = 0]
    #[max = 15]
    undo_minutes: Option<u32>,
    #[description = "More leads than this at once are posted small, with one ping"]
    #[min = 1]
    #[max = 100]
    burst_leads: Option<u32>,
    #[description = "Minutes that count as at once"]
    #[min = 1]
    #[max = 120]
    burst_minutes: Option<u32>,
    #[description = "Days after which an owner is asked again for the outcome; 0 for once only"]
    #[min = 0]
    #[max = 90]
    overdue_days: Option<u32>,
    #[description = "Open a thread for each accepted lead"] threads: Option<bool>,
    #[description = "Say in the channel that a lead expired unanswered"] expiry_messages: Option<bool>,
    #[description = "Show the company's size and industry on cards"] card_size: Option<bool>,
    #[description = "Show the customer's budget on cards"] card_budget: Option<bool>,
    #[description = "Show the team contacts on cards"] card_contacts: Option<bool>,
) -> Done {
    let numbers = [
        (Setting::Undo, undo_minutes),
        (Setting::BurstLeads, burst_leads),
        (Setting::BurstMinutes, burst_minutes),
        (Setting::OverdueDays, overdue_days),
        (Setting::Threads, threads.map(u32::from)),
        (Setting::ExpiryMessages, expiry_messages.map(u32::from)),
        (Setting::CardSize, card_size.map(u32::from)),
        (Setting::CardBudget, card_budget.map(u32::from)),
        (Setting::CardContacts, card_contacts.map(u32::from)),
    ];
    answer(context, |invocation| {
        Box::pin(async move {
            let times = [
                (Setting::AnswerTime, Field::AnswerTime, answer_time),
                (Setting::HotWindow, Field::HotWindow, hot_window),
            ];
            let mut changes = Vec::new();
            for (setting, field, typed) in times {
                if let Some(typed) = typed {
                    changes.push((setting, read_hours(field, &typed)?));
                }
            }
            changes.extend(
                numbers
                    .iter()
                    .filter_map(|(setting, value)| Some((*setting, (*value)?))),
            );
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            match changes.is_empty() {
                true => settings::show(bot, interaction).await,
                false => settings::ask(bot, interaction, SettingChanges(changes)).await,
            }
        })
    })
    .await
}

/// Whole hours: "14d", "48h", "72".
fn read_hours(field: Field, typed: &str) -> FlowResult<u32> {
    let hours = Delay::parse(typed).and_then(Delay::whole_hours);
    Ok(hours.ok_or_else(|| Faults::one(field, typed, Wrong::Malformed))?)
}
