//! `/stats`: what the numbers say.

use super::{Context, Done, answer};
use crate::discord::controls;
use crate::discord::custom_id::StatsState;
use crate::stats::{Breakdown, Period};

/// A period, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum PeriodChoice {
    #[name = "Last 7 days"]
    Week,
    #[name = "Last 30 days"]
    Month,
    #[name = "Last 90 days"]
    Quarter,
    #[name = "Last 12 months"]
    Year,
    #[name = "All time"]
    All,
}

impl From<PeriodChoice> for Period {
    fn from(choice: PeriodChoice) -> Self {
        match choice {
            PeriodChoice::Week => Self::Week,
            PeriodChoice::Month => Self::Month,
            PeriodChoice::Quarter => Self::Quarter,
            PeriodChoice::Year => Self::Year,
            PeriodChoice::All => Self::All,
        }
    }
}

/// By what, as a choice. Append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum BreakdownChoice {
    #[name = "By kind"]
    Kind,
    #[name = "By source"]
    Source,
    #[name = "By country"]
    Country,
    #[name = "By member"]
    Member,
}

impl From<BreakdownChoice> for Breakdown {
    fn from(choice: BreakdownChoice) -> Self {
        match choice {
            BreakdownChoice::Kind => Self::Kind,
            BreakdownChoice::Source => Self::Source,
            BreakdownChoice::Country => Self::Country,
            BreakdownChoice::Member => Self::Member,
        }
    }
}

/// How many leads came, how fast you answered, what you won and what expired
#[poise::command(slash_command, guild_only)]
pub async fn stats(
    context: Context<'_>,
    #[description = "Leads that arrived in this time (the last 30 days if you leave it out)"] period: Option<
        PeriodChoice,
    >,
    #[description = "Break the figures down"] by: Option<BreakdownChoice>,
) -> Done {
    let state = StatsState {
        period: period.map(Period::from).unwrap_or_default(),
        by: by.map(Breakdown::from).unwrap_or_default(),
        ..StatsState::default()
    };
    answer(context, |invocation| {
        Box::pin(controls::stats::show(
            invocation.bot,
            &invocation.interaction,
            state,
        ))
    })
    .await
}
