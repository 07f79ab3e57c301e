//! The weekly digest: what arrived, what is open, what expires this week, what is overdue, and how last week's leads ended. Nobody is pinged for it.

use chrono::NaiveDate;

use crate::discord::cards::parts::public_line;
use crate::domain::dates::format_date;
use crate::domain::team::Team;
use crate::domain::view::{Closed, DigestFigures, Named, Week};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::cut;
use crate::text::words;

/// Discord's limit for a message's content.
const CONTENT: usize = 2000;

/// How many of those who are away are named.
const MOST_AWAY: usize = 10;

/// What the digest says, and its first line, by which it is known; `None` where there is nothing to say.
#[must_use]
pub(crate) fn render(
    team: &Team,
    day: NaiveDate,
    week: &Week,
    figures: &DigestFigures,
) -> Option<(String, String)> {
    if *week == Week::default() {
        return None;
    }
    let lang = Lang::of(&team.language);
    let locale = Locale::from_discord(&team.language);
    let marker = t!(lang, "digest-title", day = format_date(day, locale));
    let mut lines = vec![format!("**{marker}**")];
    if week.arrived > 0 {
        lines.push(t!(lang, "digest-arrived", count = week.arrived));
    }
    lines.push(t!(
        lang,
        "digest-open",
        waiting = week.waiting,
        accepted = week.accepted
    ));
    if week.expiring > 0 {
        lines.push(t!(lang, "digest-expiring", count = week.expiring));
        lines.extend(figures.next.iter().map(|lead| {
            let when = lead.deadline.map(words::ago).unwrap_or_default();
            format!("- {} {when}", name(lead, lang))
        }));
        lines.extend(more(week.expiring, figures.next.len(), lang));
    }
    if week.overdue > 0 {
        lines.push(t!(lang, "digest-overdue", count = week.overdue));
        lines.extend(figures.overdue.iter().map(|lead| {
            let date = lead.purchase_date.map(|date| format_date(date, locale));
            let owner = lead.owner.map(|owner| format!(" · <@{owner}>"));
            format!(
                "- {} · {}{}",
                name(lead, lang),
                date.unwrap_or_default(),
                owner.unwrap_or_default()
            )
        }));
        lines.extend(more(week.overdue, figures.overdue.len(), lang));
    }
    for (key, closed) in [("digest-won", &week.won), ("digest-lost", &week.lost)] {
        if closed.deals > 0 {
            lines.push(t!(
                lang,
                key,
                count = closed.deals,
                value = values(closed, locale)
            ));
        }
    }
    for (key, count) in [
        ("digest-declined", week.declined),
        ("digest-expired", week.expired),
    ] {
        if count > 0 {
            lines.push(t!(lang, key, count = count));
        }
    }
    if !week.away.is_empty() {
        let away = week.away.iter().take(MOST_AWAY).map(|away| {
            let (who, day) = (format!("<@{}>", away.member), format_date(away.back, locale));
            t!(lang, "digest-away-one", who = who, day = day)
        });
        let mut away: Vec<_> = away.collect();
        if week.away.len() > MOST_AWAY {
            away.push("…".to_owned());
        }
        lines.push(t!(lang, "digest-away", who = away.join(", ")));
    }
    if week.untold > 0 {
        lines.push(t!(lang, "digest-untold", count = week.untold));
    }
    Some((cut(&lines.join("\n"), CONTENT).into_owned(), marker))
}

fn name(lead: &Named, lang: Lang) -> String {
    let erased = t!(lang, "list-erased");
    let customer = lead
        .customer
        .as_deref()
        .map_or(erased, |name| public_line(name, 60));
    format!("**{}** {customer}", lead.lead)
}

/// How many there are besides those that are named.
fn more(all: i64, named: usize, lang: Lang) -> Option<String> {
    let more = all - i64::try_from(named).unwrap_or(all);
    (more > 0).then(|| t!(lang, "digest-more", count = more))
}

/// The values of deals, each currency for itself: they are never summed across currencies.
fn values(closed: &Closed, locale: Locale) -> String {
    let values: Vec<_> = closed.values.iter().map(|value| value.display(locale)).collect();
    values.join(" + ")
}
