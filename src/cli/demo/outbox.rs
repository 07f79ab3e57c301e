//! The demo's outbox: the mail that goes out, or would, in a panel of the page. Nothing leaves the machine.

use std::sync::Arc;

use anyhow::Context as _;
use sandbox::{Panel, PanelEntry};

use crate::clock::Clock;
use crate::domain::dates::format_date;
use crate::domain::ids::TeamId;
use crate::domain::notice::{Medium, Notice, State};
use crate::domain::owed_notices::address;
use crate::locale::Locale;
use crate::notices::words;
use crate::store::{Conn, Store, leads, notices, teams};

/// How many are shown.
const SHOWN: i64 = 20;

pub(super) fn panel(store: Store, clock: Clock, team: TeamId) -> Panel {
    let (store, clock) = (Arc::new(store), clock);
    Panel::new(
        "Outbox",
        "Mail to customers and senders. It goes out once the answer can no longer be taken back; here it is only shown.",
        "No mail. Decline a lead, or jump 14 days ahead.",
        move || {
            let (store, clock) = (Arc::clone(&store), clock.clone());
            async move {
                read(&store, &clock, team).await.unwrap_or_else(|error| {
                    tracing::warn!("the outbox cannot be shown: {error:#}");
                    Vec::new()
                })
            }
        },
    )
}

async fn read(store: &Store, clock: &Clock, team: TeamId) -> anyhow::Result<Vec<PanelEntry>> {
    let mut conn = store.read().await?;
    let latest = notices::list_latest(&mut conn, team, SHOWN).await?;
    let mut entries = Vec::new();
    for notice in latest {
        let is_mail = notice.medium == Medium::Mail;
        if is_mail && matches!(notice.state, State::Waiting | State::Sent) {
            entries.push(entry(&mut conn, clock, &notice).await?);
        }
    }
    Ok(entries)
}

async fn entry(conn: &mut Conn, clock: &Clock, notice: &Notice) -> anyhow::Result<PanelEntry> {
    let team = teams::find(conn, notice.team).await?.context("no team")?;
    let lead = leads::find(conn, notice.lead).await?.context("no lead")?;
    let zone = team.time_zone;
    let time = |at: chrono::DateTime<chrono::Utc>| {
        let at = at.with_timezone(&zone);
        let day = format_date(at.date_naive(), Locale::from_discord(&team.language));
        format!("{day}, {}", at.format("%H:%M:%S"))
    };
    let state = match notice.settled_at {
        Some(at) => format!("Sent {}", time(at)),
        None if notice.due_at > clock.now() => format!("Waits until {}", time(notice.due_at)),
        None => "Going out".to_owned(),
    };
    let to = address(&lead, notice.audience).map(|email| email.as_str().to_owned());
    let (title, text) = match words(conn, notice, &team, &lead).await? {
        Ok(letter) => (letter.subject, letter.text),
        Err(wrong) => (lead.number.to_string(), wrong),
    };
    Ok(PanelEntry {
        title,
        note: format!("{} · to {}", lead.number, to.unwrap_or_default()),
        state,
        text,
    })
}
