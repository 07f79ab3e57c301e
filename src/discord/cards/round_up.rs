//! A round-up: one message for the reminders of many leads, with one ping. Each line links to its lead's card, and says
//! what became of the lead once it has been answered; a menu opens one of those that wait, with a reminder's buttons.
//!
//! > ⏰ @Managers 15 leads are waiting for an answer.
//! > ⏳ [**L-17**](…) Nordwind Logistik GmbH expires in 2 days …
//! > `[Open a lead to answer or snooze it ▾]`

use chrono::{DateTime, Utc};
use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateEmbed, CreateEmbedFooter, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, RoleId, UserId,
};

use super::parts::{limits, public_line};
use super::reminder;
use crate::discord::custom_id::Control;
use crate::discord::interaction::unsigned;
use crate::domain::dates::format_date;
use crate::domain::deadline::ScheduledStep;
use crate::domain::team::Team;
use crate::domain::view::{RoundUpFigures, RoundUpLine};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, plain_line};
use crate::text::words;

/// How much of a customer's name a line has; twenty of them with their links fit an embed's description.
const CUSTOMER: usize = 40;

/// What a round-up looks like.
pub(crate) struct Rendered {
    /// The line with the ping.
    pub content: String,
    /// The leads.
    pub embed: CreateEmbed,
    /// The menu that opens one of them.
    pub rows: Vec<CreateActionRow>,
    /// Whom the content may mention.
    pub mentions: CreateAllowedMentions,
    /// The footer, by which it is known.
    pub marker: String,
}

/// How it looks at `now`; `None` where nothing is left to be said and nobody has seen it.
#[must_use]
pub(crate) fn render(
    team: &Team,
    since: DateTime<Utc>,
    figures: &RoundUpFigures,
    is_posted: bool,
    now: DateTime<Utc>,
) -> Option<Rendered> {
    let open = figures.waiting + figures.overdue;
    if figures.leads == 0 || (open == 0 && !is_posted) {
        return None;
    }
    let lang = Lang::of(&team.language);
    let locale = Locale::from_discord(&team.language);
    let (content, mentions) = ping(team, figures, lang);
    let mut lines: Vec<_> = figures
        .lines
        .iter()
        .map(|line| say(line, team, lang, locale, now))
        .collect();
    let named = figures.lines.iter().filter(|line| line.holds).count();
    let more = open - i64::try_from(named).unwrap_or(open);
    if more > 0 {
        lines.push(t!(lang, "round-up-more", count = more));
    }
    let at = since.with_timezone(&team.time_zone);
    let marker = t!(
        lang,
        "round-up-marker",
        day = format_date(at.date_naive(), locale),
        time = at.format("%H:%M:%S").to_string()
    );
    Some(Rendered {
        content,
        embed: CreateEmbed::new()
            .description(lines.join("\n"))
            .footer(CreateEmbedFooter::new(&marker)),
        rows: menu(since, figures, lang),
        mentions,
        marker,
    })
}

/// Opens one of the leads that the round-up names and that still wait, for whoever chooses alone.
fn menu(since: DateTime<Utc>, figures: &RoundUpFigures, lang: Lang) -> Vec<CreateActionRow> {
    let options: Vec<_> = figures
        .lines
        .iter()
        .filter(|line| line.holds)
        .map(|line| {
            let customer = line.customer.as_deref().map(plain_line).unwrap_or_default();
            let label = match customer.as_str() {
                "" => line.lead.to_string(),
                customer => format!("{} · {customer}", line.lead),
            };
            CreateSelectMenuOption::new(cut(&label, limits::OPTION), line.id.to_string())
        })
        .collect();
    if options.is_empty() {
        return Vec::new();
    }
    let control = Control::RoundUpOpen(since.timestamp_millis()).encode();
    let menu = CreateSelectMenu::new(control, CreateSelectMenuKind::String { options });
    vec![CreateActionRow::SelectMenu(
        menu.placeholder(t!(lang, "select-open-round-up")),
    )]
}

/// Whoever can act next, each once: managers for what waits, owners for their deals.
fn ping(team: &Team, figures: &RoundUpFigures, lang: Lang) -> (String, CreateAllowedMentions) {
    let mut mentions = CreateAllowedMentions::new();
    let mut lines = Vec::new();
    if figures.waiting > 0 {
        let role = team.manager_role.or(team.member_role);
        mentions = mentions.roles(role.map(|role| RoleId::new(unsigned(role.0))));
        let who = role.map_or_else(String::new, |role| format!("<@&{role}>"));
        lines.push(t!(lang, "round-up", who = who, count = figures.waiting));
    }
    if figures.overdue > 0 {
        let owners = &figures.owners;
        mentions = mentions.users(owners.iter().map(|owner| UserId::new(unsigned(owner.0))));
        let who: Vec<_> = owners.iter().map(|owner| format!("<@{owner}>")).collect();
        lines.push(t!(
            lang,
            "round-up-deals",
            who = who.join(" "),
            count = figures.overdue
        ));
    }
    if lines.is_empty() && figures.superseded > 0 {
        lines.push(t!(lang, "round-up-superseded-all"));
    } else if lines.is_empty() {
        lines.push(t!(lang, "round-up-done", count = figures.leads));
    }
    (lines.join("\n"), mentions)
}

fn say(line: &RoundUpLine, team: &Team, lang: Lang, locale: Locale, now: DateTime<Utc>) -> String {
    let lead = name(line, team);
    if line.superseded {
        return t!(lang, "round-up-superseded", lead = lead);
    }
    if !line.holds {
        let date = line.purchase_date.map(|date| format_date(date, locale));
        let what = reminder::ReminderOutcome {
            step: line.step,
            stage: line.stage,
            last: line.last,
            received_at: line.received_at,
            erased: line.erased,
        };
        return what.words(lead, date, lang);
    }
    let since = words::ago(line.received_at);
    let passed = line.received_at + team.settings.hot_within() <= now;
    match (line.step, line.deadline) {
        (ScheduledStep::Overdue(date, _), _) => t!(
            lang,
            "round-up-overdue",
            lead = lead,
            date = format_date(date, locale),
            who = line.owner.map_or_else(String::new, |owner| format!("<@{owner}>"))
        ),
        (ScheduledStep::Warning(_), Some(deadline)) => {
            t!(
                lang,
                "round-up-warning",
                lead = lead,
                until = words::ago(deadline)
            )
        }
        _ if passed => t!(
            lang,
            "round-up-nudge-passed",
            lead = lead,
            since = since,
            hours = team.settings.hot_hours
        ),
        _ => t!(lang, "round-up-nudge", lead = lead, since = since),
    }
}

/// The lead's number, as a link to its card, and its customer.
fn name(line: &RoundUpLine, team: &Team) -> String {
    let number = match line.card {
        Some((channel, message)) => format!(
            "[**{}**](https://discord.com/channels/{}/{channel}/{message})",
            line.lead, team.id
        ),
        None => format!("**{}**", line.lead),
    };
    match line.customer.as_deref() {
        None | Some("") => number,
        Some(customer) => format!("{number} {}", public_line(customer, CUSTOMER)),
    }
}
