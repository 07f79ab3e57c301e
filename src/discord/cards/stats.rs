//! `/stats`: one message that reads well on a phone. Five figures, a sentence on what changed, a breakdown, a chart.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAttachment, CreateButton, CreateEmbed, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::parts::{limits, whole_lines};
use crate::discord::custom_id::{Control, StatsState};
use crate::discord::reply::Private;
use crate::flows::stats::Stats;
use crate::locale::Locale;
use crate::stats::charts::png;
use crate::stats::{Breakdown, Chart, Period};
use crate::t;
use crate::text::catalogue::Lang;

mod chart;
mod words;

/// What the chart's file is called.
const FILE: &str = "chart.png";

/// The whole message, with its chart.
pub fn draw(stats: &Stats, chart: Chart, lang: Lang, locale: Locale) -> Private {
    let state = StatsState {
        period: stats.query.period,
        by: stats.query.by,
        chart,
    };
    let mut message = body(stats, chart, lang, locale);
    message.rows = vec![
        select(
            state,
            "period",
            Period::ALL.map(|one| (one.code(), one == state.period)),
            lang,
        ),
        select(
            state,
            "breakdown",
            Breakdown::ALL.map(|one| (one.code(), one == state.by)),
            lang,
        ),
        select(
            state,
            "chart",
            Chart::ALL.map(|one| (one.code(), one == state.chart)),
            lang,
        ),
        CreateActionRow::Buttons(vec![
            CreateButton::new(Control::StatsShare(state).encode())
                .label(t!(lang, "button-share"))
                .style(ButtonStyle::Secondary),
        ]),
    ];
    message
}

/// The figures without controls: what is shared in the channel.
pub fn body(stats: &Stats, chart: Chart, lang: Lang, locale: Locale) -> Private {
    let mut lines = words::lines(stats, lang, locale);
    lines.extend(words::groups(stats, lang));
    let embed = CreateEmbed::new()
        .title(t!(lang, "stats-title", period = stats.query.period.code()))
        .description(whole_lines(&lines, limits::DESCRIPTION));
    let Some(picture) = chart::picture(stats, chart, lang) else {
        return Private::default().embed(embed);
    };
    match png(&picture.svg) {
        Ok(file) => {
            let mut file = CreateAttachment::bytes(file, FILE);
            file.description = Some(picture.in_words);
            let mut message = Private::default().embed(embed.attachment(FILE));
            message.files.push(file);
            message
        }
        Err(error) => {
            tracing::error!(%error, "a chart could not be drawn");
            Private::default().embed(embed)
        }
    }
}

fn select<const N: usize>(
    state: StatsState,
    what: &'static str,
    codes: [(&'static str, bool); N],
    lang: Lang,
) -> CreateActionRow {
    let options = codes.map(|(code, chosen)| {
        CreateSelectMenuOption::new(t!(lang, format!("stats-{what}-{code}")), code).default_selection(chosen)
    });
    let kind = CreateSelectMenuKind::String {
        options: options.to_vec(),
    };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(
        Control::StatsPick(state, what.to_owned()).encode(),
        kind,
    ))
}
