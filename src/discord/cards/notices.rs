//! What members read of notices: a line for each, and the one message a day about those that need a manager's hand.
//!
//! > 📭 **Not told yet (25 Nov 2026)** @Managers
//! > **L-17** · ⚠️ declined: the customer not told. Refused: 550: mailbox unavailable
//! > `[Retry L-17] [Told by hand: L-17] [Text for L-17]`

use chrono::NaiveDate;
use serenity::all::{ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, RoleId};

use super::parts::whole_lines;
use crate::discord::custom_id::Control;
use crate::discord::interaction::unsigned;
use crate::domain::dates::format_date;
use crate::domain::ids::LeadNumber;
use crate::domain::notice::{Medium, Notice, State, Why};
use crate::domain::team::Team;
use crate::domain::view::UntoldFigures;
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::neutral_cut;
use crate::text::words;

/// How much of what the other side said is shown.
const DETAIL: usize = 200;
/// Notices with buttons of their own; a message has five rows (Component reference).
const WITH_BUTTONS: usize = 4;
/// Characters of the lines, less than a message's content may have.
const LINES: usize = 1700;

/// One notice in a line.
#[must_use]
pub fn line(lang: Lang, notice: &Notice) -> String {
    let cause = t!(lang, format!("notice-cause-{}", notice.cause.code()));
    let who = t!(lang, format!("notice-to-{}", notice.audience.code()));
    let mut when = notice.settled_at.map(words::ago).unwrap_or_default();
    let mut by = String::new();
    let key = match (notice.state, notice.medium) {
        (State::Waiting, _) if notice.attempts > 0 => "notice-line-trying".to_owned(),
        (State::Waiting, medium) => {
            when = words::ago(notice.due_at);
            format!("notice-line-waiting-{}", medium.code())
        }
        (State::Sent, medium) => format!("notice-line-sent-{}", medium.code()),
        (State::Told, _) => {
            when = notice.told_at.map(words::ago).unwrap_or_default();
            by = notice
                .told_by
                .map(|member| format!("<@{member}>"))
                .unwrap_or_default();
            "notice-line-told".to_owned()
        }
        (state, _) => format!("notice-line-{}", state.code()),
    };
    t!(
        lang,
        key,
        cause = cause,
        who = who,
        when = when,
        by = by,
        tries = notice.attempts,
        why = why(lang, notice)
    )
}

/// Why it stands there.
fn why(lang: Lang, notice: &Notice) -> String {
    let detail = notice
        .detail
        .as_deref()
        .map(|text| neutral_cut(text, DETAIL))
        .unwrap_or_default();
    notice
        .why
        .map(|why| t!(lang, format!("notice-why-{}", why.code()), detail = detail))
        .unwrap_or_default()
}

/// What the day's message looks like.
pub(crate) struct Rendered {
    /// Its text.
    pub content: String,
    /// A row of buttons for each of the first.
    pub rows: Vec<CreateActionRow>,
    /// Whom it mentions.
    pub mentions: CreateAllowedMentions,
    /// The title, by which it is known.
    pub marker: String,
}

/// The day's message; `None` where there is nothing to say and nobody has seen it.
#[must_use]
pub(crate) fn render(
    team: &Team,
    day: NaiveDate,
    untold: &UntoldFigures,
    is_posted: bool,
) -> Option<Rendered> {
    if untold.open == 0 && !is_posted {
        return None;
    }
    let lang = Lang::of(&team.language);
    let marker = t!(
        lang,
        "notices-alert-title",
        day = format_date(day, Locale::from_discord(&team.language))
    );
    let nobody = CreateAllowedMentions::new();
    let (ping, mentions) = match team.manager_role {
        Some(role) => (
            format!(" <@&{role}>"),
            nobody.roles([RoleId::new(unsigned(role.0))]),
        ),
        None => (String::new(), nobody),
    };
    let mut lines = vec![format!("**{marker}**{ping}")];
    if untold.open == 0 {
        lines.push(t!(lang, "notices-alert-done"));
    } else {
        lines.push(t!(lang, "notices-alert-intro", count = untold.open));
    }
    if untold
        .lines
        .iter()
        .any(|(notice, _)| notice.why == Some(Why::Before) && notice.state.is_open())
    {
        lines.push(t!(lang, "notices-alert-before"));
    }
    lines.extend(untold.lines.iter().map(|(notice, number)| {
        t!(
            lang,
            "notices-alert-line",
            lead = number.to_string(),
            line = line(lang, notice)
        )
    }));
    let named = untold
        .lines
        .iter()
        .filter(|(notice, _)| notice.state.is_open())
        .count();
    let more = untold.open - i64::try_from(named).unwrap_or(untold.open);
    if more > 0 {
        lines.push(t!(lang, "notices-alert-more", count = more));
    }
    Some(Rendered {
        content: whole_lines(&lines, LINES),
        rows: rows(untold, lang),
        mentions,
        marker,
    })
}

fn rows(untold: &UntoldFigures, lang: Lang) -> Vec<CreateActionRow> {
    let open: Vec<_> = untold
        .lines
        .iter()
        .filter(|(notice, _)| notice.state.is_open())
        .collect();
    let mut rows: Vec<_> = open
        .iter()
        .take(WITH_BUTTONS)
        .map(|(notice, number)| buttons(notice, Some(*number), lang))
        .collect();
    if untold.open > i64::try_from(WITH_BUTTONS).unwrap_or(0) {
        let all = CreateButton::new(Control::NoticesOpen(0).encode())
            .label(t!(lang, "button-notices-open"))
            .style(ButtonStyle::Primary);
        rows.push(CreateActionRow::Buttons(vec![all]));
    }
    rows
}

/// What a manager can do about one. Many stand on one message, so that each names its lead there.
pub fn buttons(notice: &Notice, number: Option<LeadNumber>, lang: Lang) -> CreateActionRow {
    let id = notice.id.0;
    let label = |named: &str, plain: &str| match number {
        Some(number) => t!(lang, named, lead = number.to_string()),
        None => t!(lang, plain),
    };
    let retry = CreateButton::new(Control::NoticeRetry(id).encode())
        .label(label("button-notice-retry", "button-notice-retry-one"))
        .style(ButtonStyle::Secondary);
    let told = CreateButton::new(Control::NoticeTold(id).encode())
        .label(label("button-notice-told", "button-notice-told-one"))
        .style(ButtonStyle::Success);
    let mut all = vec![retry, told];
    if number.is_some() && notice.medium == Medium::Mail {
        let text = CreateButton::new(Control::NoticeText(id).encode())
            .label(label("button-notice-text", "button-notice-text"))
            .style(ButtonStyle::Secondary);
        all.push(text);
    }
    CreateActionRow::Buttons(all)
}
