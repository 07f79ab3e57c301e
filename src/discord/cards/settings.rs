//! A team's settings: each with its default beside it, by group.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::custom_id::Control;
use crate::discord::reply::Private;
use crate::domain::delay::Delay;
use crate::domain::setting::{Setting, SettingChanges};
use crate::domain::team::{Settings, Team};
use crate::flows::settings::SettingsView;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::words;

/// The groups, in the order in which they are shown.
const GROUPS: [(&str, &[Setting]); 4] = [
    (
        "settings-group-leads",
        &[Setting::AnswerTime, Setting::HotWindow, Setting::Undo],
    ),
    (
        "settings-group-noise",
        &[
            Setting::BurstLeads,
            Setting::BurstMinutes,
            Setting::ExpiryMessages,
        ],
    ),
    ("settings-group-deals", &[Setting::OverdueDays, Setting::Threads]),
    (
        "settings-group-card",
        &[Setting::CardSize, Setting::CardBudget, Setting::CardContacts],
    ),
];

/// The settings as a private message; `intro` is a message of ours.
pub(crate) fn draw(lang: Lang, view: &SettingsView, intro: &str) -> Private {
    let usual = Settings::default();
    let mut lines = vec![t!(lang, intro)];
    for (group, settings) in GROUPS {
        lines.push(t!(lang, group));
        lines.extend(settings.iter().map(|setting| {
            let now = value(lang, *setting, setting.of(&view.team.settings));
            let default = value(lang, *setting, setting.of(&usual));
            let name = name(lang, *setting);
            if now == default {
                t!(lang, "settings-line-default", name = name, value = now)
            } else {
                t!(lang, "settings-line", name = name, value = now, default = default)
            }
        }));
    }
    lines.push(t!(lang, "settings-elsewhere"));
    if !view.latest.is_empty() {
        lines.push(t!(lang, "settings-latest"));
    }
    lines.extend(view.latest.iter().map(|latest| {
        t!(
            lang,
            "settings-latest-line",
            what = difference(lang, latest.change),
            who = format!("<@{}>", latest.by),
            when = words::ago(latest.at)
        )
    }));
    Private::text(lines.join("\n"))
}

/// Says what is about to change, and asks.
pub(crate) fn ask(lang: Lang, team: &Team, changes: &SettingChanges) -> Private {
    let different = changes.differences(&team.settings);
    if different.is_empty() {
        return Private::text(t!(lang, "settings-nothing-new"));
    }
    let mut lines = vec![t!(lang, "settings-ask")];
    lines.extend(
        different
            .iter()
            .map(|change| format!("- {}", difference(lang, *change))),
    );
    let effects = [
        (Setting::AnswerTime, "settings-effect-answer"),
        (Setting::HotWindow, "settings-effect-hot"),
        (Setting::Undo, "settings-effect-undo"),
    ];
    for (setting, effect) in effects {
        if different.iter().any(|(changed, ..)| *changed == setting) {
            lines.push(t!(lang, effect));
        }
    }
    let button = |control: Control, key: &str, style| {
        CreateButton::new(control.encode())
            .label(t!(lang, key))
            .style(style)
    };
    let save = Control::SettingsSave(changes.clone());
    Private::text(lines.join("\n")).row(CreateActionRow::Buttons(vec![
        button(save, "button-settings-save", ButtonStyle::Success),
        button(
            Control::SettingsKeep(0),
            "button-settings-keep",
            ButtonStyle::Secondary,
        ),
    ]))
}

fn difference(lang: Lang, (setting, before, after): (Setting, u32, u32)) -> String {
    t!(
        lang,
        "settings-difference",
        name = name(lang, setting),
        before = value(lang, setting, before),
        after = value(lang, setting, after)
    )
}

fn name(lang: Lang, setting: Setting) -> String {
    t!(lang, format!("setting-{}", setting.code()))
}

fn value(lang: Lang, setting: Setting, value: u32) -> String {
    let span = |delay: Delay| words::span(lang, delay.as_delta());
    match setting {
        // Days where it is whole days, of which one reads as 24 hours.
        Setting::AnswerTime | Setting::HotWindow if value.is_multiple_of(24) && value > 72 => {
            span(Delay::hours(value))
        }
        Setting::AnswerTime | Setting::HotWindow => words::delay(lang, Delay::hours(value)),
        Setting::Undo | Setting::OverdueDays if value == 0 => t!(lang, "setting-off"),
        Setting::Undo | Setting::BurstMinutes => span(Delay::minutes(value)),
        Setting::OverdueDays => t!(lang, "span-days", count = value),
        Setting::BurstLeads => value.to_string(),
        Setting::Threads
        | Setting::ExpiryMessages
        | Setting::CardSize
        | Setting::CardBudget
        | Setting::CardContacts => match value {
            0 => t!(lang, "setting-off"),
            _ => t!(lang, "setting-on"),
        },
    }
}
