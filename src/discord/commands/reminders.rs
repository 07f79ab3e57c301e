//! `/reminders`: the ladder of a team, shown and changed.
//!
//! > `/reminders nudges hours:24 48 72` · `/reminders warnings hours:3d 1d` · `/reminders digest day:Monday time:9:00`

use super::{Context, Done, answer};
use crate::discord::reply::{Private, Reply};
use crate::domain::delay::{Delay, delays_of};
use crate::domain::form::Faults;
use crate::domain::refusal::{Field, Wrong};
use crate::domain::reminder_schedule::Digest;
use crate::domain::team::Team;
use crate::domain::working_hours::time_of_day;
use crate::flows::FlowResult;
use crate::flows::reminders::{self, Change};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::words;

/// A day of the week, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum Day {
    #[name = "Monday"]
    Mon,
    #[name = "Tuesday"]
    Tue,
    #[name = "Wednesday"]
    Wed,
    #[name = "Thursday"]
    Thu,
    #[name = "Friday"]
    Fri,
    #[name = "Saturday"]
    Sat,
    #[name = "Sunday"]
    Sun,
}

impl From<Day> for chrono::Weekday {
    fn from(day: Day) -> Self {
        match day {
            Day::Mon => Self::Mon,
            Day::Tue => Self::Tue,
            Day::Wed => Self::Wed,
            Day::Thu => Self::Thu,
            Day::Fri => Self::Fri,
            Day::Sat => Self::Sat,
            Day::Sun => Self::Sun,
        }
    }
}

/// What this team is reminded of, and when (managers)
#[poise::command(
    slash_command,
    guild_only,
    subcommands("show", "nudges", "warnings", "overdue", "digest")
)]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn reminders(_context: Context<'_>) -> Done {
    Ok(())
}

/// Show what this team is reminded of, and when (managers)
#[poise::command(slash_command)]
async fn show(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let interaction = &invocation.interaction;
            let team = reminders::find_team(&invocation.bot.store, interaction.team, &interaction.by).await?;
            Ok(summary(interaction.lang, &team))
        })
    })
    .await
}

/// Set when hot leads are nudged for (managers)
#[poise::command(slash_command)]
async fn nudges(
    context: Context<'_>,
    #[description = "Times after the lead arrived, like 15m 24h 3d, or off"]
    #[max_length = 80]
    hours: String,
) -> Done {
    change(context, move || Ok(Change::Nudges(read_hours(&hours)?))).await
}

/// Set when expiry is warned of (managers)
#[poise::command(slash_command)]
async fn warnings(
    context: Context<'_>,
    #[description = "Times before the deadline, like 3d 24h, or off"]
    #[max_length = 80]
    hours: String,
) -> Done {
    change(context, move || Ok(Change::Warnings(read_hours(&hours)?))).await
}

/// Set whether owners are asked for the outcome once a purchase date has passed (managers)
#[poise::command(slash_command)]
async fn overdue(context: Context<'_>, #[description = "Ask the owner"] ask: bool) -> Done {
    change(context, move || Ok(Change::Overdue(ask))).await
}

/// Set when the weekly digest is posted (managers)
#[poise::command(slash_command)]
async fn digest(
    context: Context<'_>,
    #[description = "Day of the week (Monday if you leave it out)"] day: Option<Day>,
    #[description = "Time of day in the team's time zone, like 9:00"]
    #[max_length = 10]
    time: Option<String>,
    #[description = "No digest at all"] off: Option<bool>,
) -> Done {
    change(context, move || {
        if off == Some(true) {
            return Ok(Change::Digest(None));
        }
        let usual = Digest::default();
        let at = match time {
            Some(typed) => {
                time_of_day(&typed).ok_or_else(|| Faults::one(Field::Time, &typed, Wrong::Malformed))?
            }
            None => usual.at,
        };
        let day = day.map_or(usual.day, Into::into);
        Ok(Change::Digest(Some(Digest { day, at })))
    })
    .await
}

async fn change(context: Context<'_>, read: impl FnOnce() -> FlowResult<Change> + Send) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let team = reminders::change(
                &bot.store,
                interaction.team,
                interaction.by.clone(),
                read()?,
                bot.clock.now(),
            )
            .await?;
            Ok(summary(interaction.lang, &team))
        })
    })
    .await
}

fn read_hours(typed: &str) -> FlowResult<Vec<Delay>> {
    Ok(delays_of(typed).ok_or_else(|| Faults::one(Field::Hours, typed, Wrong::Malformed))?)
}

/// "24h, 48h and 3d"
fn listed(lang: Lang, hours: &[Delay]) -> String {
    let hours: Vec<_> = hours.iter().map(ToString::to_string).collect();
    match hours.split_last() {
        Some((last, first @ [_, ..])) => {
            t!(
                lang,
                "reminders-and",
                first = first.join(", "),
                last = last.as_str()
            )
        }
        _ => hours.concat(),
    }
}

fn summary(lang: Lang, team: &Team) -> Reply {
    let schedule = &team.settings.reminders;
    let hours = |hours: &[Delay], key: &str, none: &str| match hours {
        [] => t!(lang, none),
        hours => {
            t!(lang, key, hours = listed(lang, hours))
        }
    };
    let working = schedule.working_hours.as_ref();
    let lines = [
        t!(lang, "reminders-title"),
        hours(&schedule.nudges, "reminders-nudges", "reminders-no-nudges"),
        hours(&schedule.warnings, "reminders-warnings", "reminders-no-warnings"),
        t!(
            lang,
            if schedule.overdue {
                "reminders-overdue"
            } else {
                "reminders-no-overdue"
            }
        ),
        match schedule.digest {
            Some(digest) => t!(
                lang,
                "reminders-digest",
                day = words::weekday(lang, digest.day),
                time = digest.at.format("%H:%M").to_string()
            ),
            None => t!(lang, "reminders-no-digest"),
        },
        match working {
            Some(hours) => t!(
                lang,
                "setup-working-hours",
                hours = hours.to_string(),
                zone = team.time_zone.name()
            ),
            None => t!(lang, "setup-working-always"),
        },
    ];
    Reply::Private(Private::text(lines.join("\n")))
}
