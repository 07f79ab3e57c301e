//! Figures as sentences. Small numbers are said as such: no percentages of fewer than twenty.

use chrono::TimeDelta;

use crate::domain::money::Money;
use crate::flows::stats::Stats;
use crate::locale::Locale;
use crate::stats::{Breakdown, Figures, Group};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::neutral_line;
use crate::text::words;

/// From how many on a share is a percentage.
const PERCENT_FROM: u32 = 20;
/// How many groups are named.
const GROUPS: usize = 8;
/// By how much of the earlier one a time must differ to be worth a sentence.
const NOTABLE: f64 = 0.25;

/// The five figures and what changed.
pub fn lines(stats: &Stats, lang: Lang, locale: Locale) -> Vec<String> {
    let now = &stats.now;
    if now.received == 0 {
        return vec![t!(lang, "stats-nothing")];
    }
    let time = |time: Option<TimeDelta>| time.map_or_else(none, |time| words::span(lang, time));
    let mut lines = vec![
        t!(
            lang,
            "stats-received",
            number = words::number(locale, now.received),
            trend = trend(stats, lang)
        ),
        t!(
            lang,
            "stats-answered",
            share = share(lang, now.answered, now.to_answer()),
            time = time(now.answer_time)
        ),
        t!(
            lang,
            "stats-won",
            share = share(lang, now.won, now.closed()),
            value = money(&now.won_value, locale)
        ),
        t!(
            lang,
            "stats-expired",
            share = share(lang, now.expired, now.to_answer()),
            value = money(&now.expired_budget, locale)
        ),
        t!(lang, "stats-open", waiting = now.waiting, working = now.in_work),
    ];
    if !now.median_deal.is_empty() {
        lines.push(t!(
            lang,
            "stats-medians",
            deals = money(&now.median_deal, locale),
            time = time(now.time_to_win)
        ));
    }
    lines.extend(
        stats
            .before
            .as_ref()
            .map(|before| format!("\n{}", change(now, before, lang))),
    );
    lines
}

/// The groups of the breakdown.
pub fn groups(stats: &Stats, lang: Lang) -> Vec<String> {
    if stats.groups.is_empty() {
        return Vec::new();
    }
    let title = match (stats.query.by, stats.only_own) {
        (Breakdown::Member, true) => t!(lang, "stats-by-member-own"),
        (by, _) => t!(lang, format!("stats-by-{}", by.code())),
    };
    let mut lines = vec![format!("\n__{title}__")];
    lines.extend(stats.groups.iter().take(GROUPS).map(|(group, figures)| {
        t!(
            lang,
            "stats-group",
            group = name(group, lang),
            received = figures.received,
            accepted = figures.accepted,
            won = figures.won,
            time = figures
                .answer_time
                .map_or_else(none, |time| words::span(lang, time))
        )
    }));
    let more = stats.groups.len().saturating_sub(GROUPS);
    if more > 0 {
        lines.push(t!(lang, "stats-group-more", count = more));
    }
    lines
}

/// What a group is called.
pub fn name(group: &Group, lang: Lang) -> String {
    match group {
        Group::Kind(code) => t!(lang, format!("stats-kind-{code}")),
        Group::Source(name) => neutral_line(name, 80),
        Group::Country(Some(code)) => (*code).to_owned(),
        Group::Country(None) => t!(lang, "stats-group-no-country"),
        Group::Member(member) => format!("<@{member}>"),
    }
}

/// "3 of 4", or "75 % (30 of 40)".
fn share(lang: Lang, part: u32, whole: u32) -> String {
    if whole < PERCENT_FROM {
        return t!(lang, "stats-share-of", part = part, whole = whole);
    }
    let percent = (u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole) * 2);
    t!(
        lang,
        "stats-percent",
        percent = percent,
        part = part,
        whole = whole
    )
}

/// Amounts side by side, never added.
fn money(amounts: &[Money], locale: Locale) -> String {
    if amounts.is_empty() {
        return none();
    }
    let each: Vec<_> = amounts.iter().map(|money| money.display_short(locale)).collect();
    each.join(" + ")
}

/// The word by which the texts leave a part out.
fn none() -> String {
    "none".to_owned()
}

fn trend(stats: &Stats, lang: Lang) -> String {
    let Some(before) = &stats.before else {
        return String::new();
    };
    let difference = i64::from(stats.now.received) - i64::from(before.received);
    let key = match difference {
        1.. => "stats-trend-more",
        0 => "stats-trend-same",
        _ => "stats-trend-fewer",
    };
    t!(lang, key, difference = difference.abs())
}

/// The one change that matters most: leads lost to silence, then wins, then speed.
fn change(now: &Figures, before: &Figures, lang: Lang) -> String {
    let counted = |key: &str, now: u32, before: u32| t!(lang, key, now = now, before = before);
    if now.expired != before.expired {
        let more = now.expired > before.expired;
        let key = if more {
            "stats-change-expired-more"
        } else {
            "stats-change-expired-fewer"
        };
        return counted(key, now.expired, before.expired);
    }
    if now.won != before.won {
        let key = if now.won > before.won {
            "stats-change-won-more"
        } else {
            "stats-change-won-fewer"
        };
        return counted(key, now.won, before.won);
    }
    match (now.answer_time, before.answer_time) {
        (Some(new), Some(old)) if differs(new, old) => {
            let key = if new < old {
                "stats-change-faster"
            } else {
                "stats-change-slower"
            };
            t!(
                lang,
                key,
                now = words::span(lang, new),
                before = words::span(lang, old)
            )
        }
        _ => t!(lang, "stats-change-none"),
    }
}

fn differs(new: TimeDelta, old: TimeDelta) -> bool {
    let (new, old) = (new.as_seconds_f64(), old.as_seconds_f64());
    (new - old).abs() > old * NOTABLE && (new - old).abs() > 3600.0
}
