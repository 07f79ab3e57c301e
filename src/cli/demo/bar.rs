//! The bar at the top of the demo's page: more leads, and a clock that can be moved.

use std::sync::Arc;

use chrono::TimeDelta;
use sandbox::Action;

use super::connect::Connect;
use super::leads::Sender;
use crate::clock::Clock;

/// Jumps of the clock: label, how far, and what there is to see.
const JUMPS: [(&str, i64, &str); 4] = [
    ("1 h", 1, "One hour on"),
    (
        "24 h",
        24,
        "A day on: the first nudge for a hot lead that nobody has answered",
    ),
    ("72 h", 72, "Three days on: the hot window closes"),
    ("14 days", 14 * 24, "Two weeks on: what nobody answered expires"),
];

/// The buttons.
pub(super) fn actions(sender: &Arc<Sender>, connect: &Arc<Connect>, clock: &Clock) -> Vec<Action> {
    let send = |label: &str, hint: &str, hot: bool| {
        let sender = Arc::clone(sender);
        Action::new(label, hint, move || {
            let sender = Arc::clone(&sender);
            async move {
                sender
                    .send_one(hot)
                    .await
                    .map(|lead| format!("{lead} has arrived."))
            }
        })
        .in_group("Send")
    };
    let connect = Arc::clone(connect);
    let connect = Action::new(
        "Connect",
        "A product that you have already sends its lead through a door of its own: Typeform, HubSpot and others in turn",
        move || {
            let connect = Arc::clone(&connect);
            async move { connect.send_next().await }
        },
    )
    .in_group("Send");
    let jumps = JUMPS.map(|(label, hours, hint)| {
        let clock = clock.clone();
        Action::new(label, hint, move || {
            clock.advance(TimeDelta::hours(hours));
            let now = clock.now().with_timezone(&chrono_tz::Europe::Berlin);
            async move {
                Ok(format!(
                    "It is {} in the team's zone now.",
                    now.format("%A, %-d %B, %H:%M")
                ))
            }
        })
        .in_group("Jump ahead")
    });
    [
        send("A lead", "A customer inquiry comes in, as from a website", false),
        send("A hot lead", "A customer asks to be contacted directly", true),
        connect,
    ]
    .into_iter()
    .chain(jumps)
    .collect()
}
