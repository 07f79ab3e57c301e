//! The weekly digest: what is open, what expires this week, what was won and lost. Nobody is pinged for it.

use chrono::NaiveDate;

use crate::domain::dates::format_date;
use crate::domain::team::Team;
use crate::domain::view::{Closed, Expiring, Week};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_cut};
use crate::text::words;

/// Discord's limit for a message's content.
const CONTENT: usize = 2000;

/// What the digest says, and its first line, by which it is known; `None` where there is nothing to say.
#[must_use]
pub fn render(team: &Team, day: NaiveDate, week: &Week, next: &[Expiring]) -> Option<(String, String)> {
    if *week == Week::default() {
        return None;
    }
    let lang = Lang::of(&team.language);
    let locale = Locale::from_discord(&team.language);
    let marker = t!(lang, "digest-title", day = format_date(day, locale));
    let mut lines = vec![format!("**{marker}**")];
    lines.push(t!(
        lang,
        "digest-open",
        waiting = week.waiting,
        accepted = week.accepted
    ));
    if week.expiring > 0 {
        lines.push(t!(lang, "digest-expiring", count = week.expiring));
        lines.extend(next.iter().map(|lead| {
            let erased = t!(lang, "list-erased");
            let customer = lead
                .customer
                .as_deref()
                .map_or(erased, |name| neutral_cut(name, 60));
            format!("- **{}** {customer} {}", lead.lead, words::ago(lead.deadline))
        }));
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
    if week.untold > 0 {
        lines.push(t!(lang, "digest-untold", count = week.untold));
    }
    Some((cut(&lines.join("\n"), CONTENT).into_owned(), marker))
}

/// The values of deals, each currency for itself: they are never summed across currencies.
fn values(closed: &Closed, locale: Locale) -> String {
    let values: Vec<_> = closed.values.iter().map(|value| value.display(locale)).collect();
    values.join(" + ")
}
