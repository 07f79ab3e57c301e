//! That leads expired unanswered: a reply to the card, or one message for several. Nobody is pinged, since nothing is left
//! to be done.
//!
//! > ⌛ **L-17** Nordwind Logistik GmbH expired unanswered.

use chrono::{DateTime, Utc};

use super::parts::{limits, public_line};
use crate::domain::dates::format_date;
use crate::domain::team::Team;
use crate::domain::view::{ExpiredFigures, ExpiredLine};
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::cut;

/// How much of a customer's name a line has: twenty of them with their links fit a message.
const CUSTOMER: usize = 20;

/// What the message says, and its last line, by which it is known.
pub(crate) fn render(team: &Team, since: DateTime<Utc>, figures: &ExpiredFigures) -> (String, String) {
    let lang = Lang::of(&team.language);
    let at = since.with_timezone(&team.time_zone);
    let marker = t!(
        lang,
        "expired-marker",
        day = format_date(at.date_naive(), Locale::from_discord(&team.language)),
        time = at.format("%H:%M:%S").to_string()
    );
    let text = match figures.named.as_slice() {
        [one] if figures.leads == 1 => t!(lang, "expired-one", lead = name(one, team, limits::OPTION)),
        named => {
            let mut lines = vec![t!(lang, "expired-many", count = figures.leads)];
            lines.extend(
                named
                    .iter()
                    .map(|line| format!("- {}", name(line, team, CUSTOMER))),
            );
            let more = figures.leads - i64::try_from(named.len()).unwrap_or(figures.leads);
            if more > 0 {
                lines.push(t!(lang, "expired-more", count = more));
            }
            cut(&lines.join("\n"), 1900).into_owned()
        }
    };
    (format!("{text}\n-# {marker}"), marker)
}

/// The lead's number, as a link to its card where others stand beside it, and its customer.
fn name(line: &ExpiredLine, team: &Team, customer: usize) -> String {
    let number = match line.card {
        Some((channel, message)) if customer == CUSTOMER => format!(
            "[**{}**](https://discord.com/channels/{}/{channel}/{message})",
            line.lead, team.id
        ),
        _ => format!("**{}**", line.lead),
    };
    match line.customer.as_deref() {
        None | Some("") => number,
        Some(name) => format!("{number} {}", public_line(name, customer)),
    }
}
