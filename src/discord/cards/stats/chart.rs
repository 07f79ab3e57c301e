//! Which bars and columns a chart has, in the reader's words, and the same in a sentence for those who cannot see it.

use chrono::NaiveDate;

use super::words::name;
use crate::flows::stats::Stats;
use crate::stats::charts::{Bar, Column, bars, columns};
use crate::stats::figures::BUCKETS;
use crate::stats::{Chart, Group};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::words;

/// How many bars and weeks a chart has at most.
const BARS: usize = 8;
const WEEKS: usize = 53;
/// Characters of an attachment's description (Message resource, "Attachment Structure").
const DESCRIPTION: usize = 1024;

/// A chart before it is rendered.
pub(crate) struct Picture {
    /// The drawing.
    pub svg: String,
    /// What it shows: its alternative text.
    pub in_words: String,
}

/// The chart; `None` where none is asked for, or there is nothing to show.
pub fn picture(stats: &Stats, chart: Chart, lang: Lang) -> Option<Picture> {
    let title = t!(lang, format!("stats-chart-title-{}", chart.code()));
    let now = &stats.now;
    let lying = |all: Vec<Bar>| {
        let all: Vec<Bar> = all.into_iter().take(BARS).collect();
        let each: Vec<_> = all
            .iter()
            .map(|bar| format!("{} {}", bar.label, bar.note))
            .collect();
        (!all.is_empty()).then(|| Picture {
            svg: bars(&title, &all),
            in_words: in_words(&title, &each),
        })
    };
    match chart {
        Chart::None => None,
        _ if now.received == 0 => None,
        Chart::Funnel => lying(
            [
                ("received", now.received),
                ("answered", now.answered),
                ("accepted", now.accepted),
                ("won", now.won),
            ]
            .into_iter()
            .map(|(key, value)| bar(t!(lang, format!("stats-chart-{key}")), value))
            .collect(),
        ),
        Chart::Sources => {
            let groups = crate::stats::Breakdown::Source;
            let found = if stats.query.by == groups {
                &stats.groups
            } else {
                &stats.sources
            };
            lying(
                found
                    .iter()
                    .map(|(group, figures)| bar(plain(group, lang), figures.received))
                    .collect(),
            )
        }
        Chart::Reasons => {
            let settings = &stats.team.settings;
            let declined = now
                .decline_reasons
                .iter()
                .map(|one| (&settings.decline_reasons, one));
            let lost = now.lost_reasons.iter().map(|one| (&settings.lost_reasons, one));
            let mut all: Vec<Bar> = declined
                .chain(lost)
                .map(|(list, (code, count))| bar(words::reason(lang, list, code), *count))
                .collect();
            all.sort_by_key(|bar| std::cmp::Reverse(bar.value));
            lying(all)
        }
        Chart::Speed => {
            let all: Vec<Column> = BUCKETS
                .iter()
                .enumerate()
                .map(|(at, first)| Column {
                    label: match BUCKETS.get(at + 1) {
                        Some(next) => format!("{first}–{}", next - 1),
                        None => format!("{}+", first - 1),
                    },
                    value: now.answer_days[at],
                    above: 0,
                })
                .collect();
            let each: Vec<_> = all
                .iter()
                .map(|column| format!("{}: {}", column.label, column.value))
                .collect();
            (now.answered > 0).then(|| Picture {
                svg: columns(&title, &all, None),
                in_words: in_words(&title, &each),
            })
        }
        Chart::Weeks => {
            let all: Vec<Column> = every_week(&now.weeks)
                .into_iter()
                .map(|(monday, won, lost)| Column {
                    label: monday.format("%d.%m.").to_string(),
                    value: won,
                    above: lost,
                })
                .collect();
            let (won, lost) = (t!(lang, "stats-chart-won"), t!(lang, "stats-chart-lost"));
            let each: Vec<_> = all
                .iter()
                .map(|week| format!("{}: {won} {}, {lost} {}", week.label, week.value, week.above))
                .collect();
            (!all.is_empty()).then(|| Picture {
                svg: columns(&title, &all, Some((&won, &lost))),
                in_words: in_words(&title, &each),
            })
        }
    }
}

fn bar(label: String, value: u32) -> Bar {
    Bar {
        label,
        value,
        note: value.to_string(),
    }
}

/// A group's name where no markdown is rendered.
fn plain(group: &Group, lang: Lang) -> String {
    match group {
        Group::Source(name) => crate::text::safe::plain_line(name),
        group => name(group, lang),
    }
}

/// The weeks without a gap, the last ones where there are many.
fn every_week(weeks: &[(NaiveDate, u32, u32)]) -> Vec<(NaiveDate, u32, u32)> {
    let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else {
        return Vec::new();
    };
    let mut all: Vec<_> = first
        .0
        .iter_weeks()
        .take_while(|monday| *monday <= last.0)
        .map(|monday| {
            let found = weeks.iter().find(|week| week.0 == monday);
            found.copied().unwrap_or((monday, 0, 0))
        })
        .collect();
    all.drain(..all.len().saturating_sub(WEEKS));
    all
}

fn in_words(title: &str, each: &[String]) -> String {
    crate::text::safe::cut(&format!("{title}. {}.", each.join(", ")), DESCRIPTION).into_owned()
}
