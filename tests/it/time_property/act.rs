//! What may happen to a team, and how often each of it does.

use proptest::prelude::*;

/// Something that happens. A lead is one of those that have come, by a number modulo how many there are.
#[derive(Clone, Debug)]
pub enum Act {
    Arrives {
        hours_ago: i64,
        hot: bool,
        informational: bool,
        test: bool,
    },
    Accept(usize, i64),
    Decline(usize),
    Edit(usize, i64),
    Win(usize),
    Lose(usize),
    /// By whoever did it, at once or after some seconds.
    Undo(usize),
    Snooze {
        lead: usize,
        manager: bool,
        days: u32,
    },
    Nudges(&'static str),
    Warnings(&'static str),
    Overdue(bool),
    Hours(Option<&'static str>),
    Zone(chrono_tz::Tz),
    Restart,
    /// Discord takes nothing until it is back.
    Outage,
    DiscordIsBack,
    Minutes(i64),
    PutBack(i64),
    /// More reminders than this at once are one message.
    AtOnce(u32),
}

pub fn act() -> impl Strategy<Value = Act> {
    use chrono_tz::{America, Asia, Australia, Europe, Tz};
    let lead = || 0..6_usize;
    let hour = 60_i64;
    prop_oneof![
        6 => (
            prop_oneof![3 => Just(0), 2 => 0..330_i64, 1 => 330..420_i64],
            any::<bool>(), proptest::bool::weighted(0.1), proptest::bool::weighted(0.05),
        ).prop_map(|(hours_ago, hot, informational, test)| Act::Arrives { hours_ago, hot, informational, test }),
        2 => (lead(), 1..40_i64).prop_map(|(lead, days)| Act::Accept(lead, days)),
        2 => lead().prop_map(Act::Decline),
        1 => (lead(), 1..40_i64).prop_map(|(lead, days)| Act::Edit(lead, days)),
        1 => lead().prop_map(Act::Win),
        1 => lead().prop_map(Act::Lose),
        3 => lead().prop_map(Act::Undo),
        3 => (lead(), any::<bool>(), prop_oneof![Just(1), Just(3)])
            .prop_map(|(lead, manager, days)| Act::Snooze { lead, manager, days }),
        1 => prop_oneof![Just("24 48 72"), Just("off"), Just("1 2 3 5 8 200"), Just("72"), Just("12 24")]
            .prop_map(Act::Nudges),
        1 => prop_oneof![Just("72 24"), Just("off"), Just("1 336 400"), Just("24")].prop_map(Act::Warnings),
        1 => any::<bool>().prop_map(Act::Overdue),
        2 => prop_oneof![
            Just(None), Just(Some("Mon-Fri 9:00-18:00")), Just(Some("Mon-Sun 22:00-2:30")), Just(Some("Wed 2:00-3:00")),
        ].prop_map(Act::Hours),
        1 => prop_oneof![
            Just(Tz::UTC), Just(Europe::Berlin), Just(America::New_York), Just(Asia::Kathmandu), Just(Australia::Lord_Howe),
        ].prop_map(Act::Zone),
        2 => Just(Act::Restart),
        1 => Just(Act::Outage),
        1 => Just(Act::DiscordIsBack),
        3 => (1..3_i64).prop_map(Act::Minutes),
        8 => prop_oneof![1..30 * hour, Just(24 * hour), Just(48 * hour), Just(72 * hour)].prop_map(Act::Minutes),
        3 => (2 * 24 * hour..20 * 24 * hour).prop_map(Act::Minutes),
        1 => prop_oneof![Just(0), Just(1), Just(2), Just(10)].prop_map(Act::AtOnce),
        1 => prop_oneof![1..5_i64, Just(hour), 0..4 * 24 * hour].prop_map(Act::PutBack),
    ]
}
