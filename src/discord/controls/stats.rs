//! `/stats` and everything on it: each control carries period, breakdown and chart in its id.

use crate::discord::bot::Bot;
use crate::discord::cards;
use crate::discord::custom_id::StatsState;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::refusal::Refusal;
use crate::flows::stats::{self, StatsQuery};
use crate::flows::{FlowError, FlowResult};
use crate::locale::Locale;
use crate::stats::{Breakdown, Chart, Period};
use crate::t;
use crate::text::catalogue::Lang;

/// Shows the figures, privately.
pub async fn show(bot: &Bot, interaction: &Interaction, state: StatsState) -> FlowResult<Reply> {
    let figures = find(bot, interaction, state).await?;
    let (lang, locale) = (interaction.lang, interaction.locale);
    let drawn = off_the_runtime(move || cards::stats::draw(&figures, state.chart, lang, locale)).await?;
    Ok(Reply::Turn(drawn))
}

/// Something else was chosen in one of the selects.
pub(super) async fn pick(
    bot: &Bot,
    interaction: &Interaction,
    state: StatsState,
    what: &str,
) -> FlowResult<Reply> {
    let code = interaction.values.first().map(String::as_str).unwrap_or_default();
    let state = match what {
        "period" => Period::from_code(code).map(|period| StatsState { period, ..state }),
        "breakdown" => Breakdown::from_code(code).map(|by| StatsState { by, ..state }),
        "chart" => Chart::from_code(code).map(|chart| StatsState { chart, ..state }),
        _ => None,
    };
    show(bot, interaction, state.ok_or(Refusal::UnknownControl)?).await
}

/// Posts the figures where the team works: in its own channel, so that nobody else reads them.
pub(super) async fn share(bot: &Bot, interaction: &Interaction, state: StatsState) -> FlowResult<Reply> {
    let figures = find(bot, interaction, state).await?;
    let Some(channel) = figures.team.channel else {
        return Err(Refusal::NotSetUp.into());
    };
    if interaction.channel != Some(channel) {
        let text = t!(
            interaction.lang,
            "stats-share-where",
            channel = format!("<#{channel}>")
        );
        return Ok(Reply::Private(Private::text(text)));
    }
    // The channel reads the team's language.
    let (lang, locale) = (
        Lang::of(&figures.team.language),
        Locale::from_discord(&figures.team.language),
    );
    let who = format!("<@{}>", interaction.by.person.id);
    let mut drawn = off_the_runtime(move || cards::stats::body(&figures, state.chart, lang, locale)).await?;
    drawn.text = t!(lang, "stats-shared", who = who);
    Ok(Reply::Public(drawn))
}

async fn find(bot: &Bot, interaction: &Interaction, state: StatsState) -> FlowResult<stats::Stats> {
    let query = StatsQuery {
        period: state.period,
        by: state.by,
    };
    stats::stats(
        &bot.store,
        interaction.team,
        &interaction.by,
        query,
        bot.clock.now(),
    )
    .await
}

/// Drawing takes some 10 ms of a core.
async fn off_the_runtime<T: Send + 'static>(draw: impl FnOnce() -> T + Send + 'static) -> FlowResult<T> {
    tokio::task::spawn_blocking(draw)
        .await
        .map_err(|error| FlowError::Failed(error.into()))
}
