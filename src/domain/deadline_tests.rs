//! What must be due, and when.

use chrono::TimeDelta;
use chrono_tz::{America, Asia, Europe};

use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn lead(hot: bool) -> ScheduleFacts {
    ScheduleFacts {
        stage: Stage::Received,
        received_at: at(0),
        deadline: Some(at(336)),
        hot,
        do_not_contact: false,
        silent: false,
        purchase_date: None,
        erased: false,
    }
}

fn steps(lead: &ScheduleFacts) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    schedule(lead, &Settings::default(), Tz::UTC)
}

#[test]
fn a_hot_lead_has_three_nudges_two_warnings_and_an_expiry() {
    assert_eq!(
        steps(&lead(true)),
        [
            (ScheduledStep::Nudge(Delay::hours(24)), at(24)),
            (ScheduledStep::Nudge(Delay::hours(48)), at(48)),
            (ScheduledStep::Window, at(72)),
            (ScheduledStep::Nudge(Delay::hours(72)), at(72)),
            (ScheduledStep::Warning(Delay::hours(72)), at(264)),
            (ScheduledStep::Warning(Delay::hours(24)), at(312)),
            (ScheduledStep::Expiry, at(336)),
        ]
    );
}

#[test]
fn nobody_is_nudged_to_contact_who_must_not_be_contacted() {
    let lead = ScheduleFacts {
        do_not_contact: true,
        ..lead(true)
    };
    assert!(
        !steps(&lead)
            .iter()
            .any(|(step, _)| matches!(step, ScheduledStep::Nudge(_)))
    );
    assert!(
        steps(&lead).contains(&(ScheduledStep::Warning(Delay::hours(24)), at(312))),
        "it wants an answer all the same"
    );
}

#[test]
fn a_late_lead_keeps_what_is_still_ahead_and_always_its_expiry() {
    let all = steps(&lead(true));
    assert_eq!(
        remaining(all.clone(), at(50), &[]).first(),
        Some(&(ScheduledStep::Window, at(72)))
    );
    assert_eq!(
        remaining(all.clone(), at(400), &[]),
        [(ScheduledStep::Expiry, at(336))]
    );
    let waits = remaining(all, at(50), &[ScheduledStep::Nudge(Delay::hours(48))]);
    assert_eq!(
        waits.first(),
        Some(&(ScheduledStep::Nudge(Delay::hours(48)), at(48))),
        "what waits for an opening is not lost"
    );
}

#[test]
fn a_test_lead_expires_without_a_reminder_and_an_informational_one_not_at_all() {
    let test = ScheduleFacts {
        silent: true,
        ..lead(false)
    };
    assert_eq!(steps(&test), [(ScheduledStep::Expiry, at(336))]);
    let informational = ScheduleFacts {
        deadline: None,
        ..test
    };
    assert_eq!(steps(&informational), []);
}

#[test]
fn the_owner_is_asked_on_the_morning_after_the_purchase_date_in_the_teams_zone() {
    let asked = |date: &str, zone| {
        let lead = ScheduleFacts {
            stage: Stage::Accepted,
            purchase_date: date.parse().ok(),
            ..lead(true)
        };
        let steps = schedule(&lead, &Settings::default(), zone);
        assert_eq!(steps.len(), 1, "{steps:?}");
        steps[0].1
    };
    assert_eq!(asked("2026-12-31", Tz::UTC), utc("2027-01-01T09:00:00Z"));
    // The nights in which the clocks change, both ways.
    assert_eq!(asked("2026-03-28", Europe::Berlin), utc("2026-03-29T07:00:00Z"));
    assert_eq!(asked("2026-10-24", Europe::Berlin), utc("2026-10-25T08:00:00Z"));
    assert_eq!(
        asked("2026-10-31", America::New_York),
        utc("2026-11-01T14:00:00Z")
    );
    assert_eq!(asked("2026-12-31", Asia::Kathmandu), utc("2027-01-01T03:15:00Z"));
    assert_eq!(asked("2028-02-28", Tz::UTC), utc("2028-02-29T09:00:00Z"));
    assert_eq!(asked("2028-02-29", Tz::UTC), utc("2028-03-01T09:00:00Z"));
}

#[test]
fn an_archived_lead_has_nothing_due() {
    use crate::domain::stage::Outcome;
    for outcome in Outcome::ALL {
        let lead = ScheduleFacts {
            stage: Stage::Archived(outcome),
            purchase_date: "2026-12-31".parse().ok(),
            ..lead(true)
        };
        assert_eq!(steps(&lead), []);
    }
}

#[test]
fn a_reminder_waits_for_its_snooze_then_for_the_opening_but_not_past_the_deadline() {
    let office = WorkingHours::parse("Mon-Fri 9-18").unwrap();
    // A Saturday.
    let now = utc("2026-11-28T12:00:00Z");
    let monday = utc("2026-11-30T09:00:00Z");
    let held = |snoozed: Option<&str>, deadline: &str| {
        hold(
            now,
            snoozed.map(utc),
            Some(utc(deadline)),
            office.as_ref(),
            Tz::UTC,
        )
    };
    assert_eq!(held(None, "2026-12-05T00:00:00Z"), Some(monday));
    assert_eq!(held(None, "2026-11-29T00:00:00Z"), None, "Monday is too late");
    assert_eq!(
        held(Some("2026-11-29T09:00:00Z"), "2026-12-05T00:00:00Z"),
        Some(monday)
    );
    assert_eq!(
        held(Some("2026-12-01T09:00:00Z"), "2026-12-05T00:00:00Z"),
        Some(utc("2026-12-01T09:00:00Z"))
    );
    assert_eq!(
        held(Some("2026-11-28T11:59:00Z"), "2026-11-29T00:00:00Z"),
        None,
        "that snooze is over"
    );
    assert_eq!(hold(now, None, None, None, Tz::UTC), None);
}

#[test]
fn tomorrow_is_tomorrow_morning_where_the_team_is() {
    let now = utc("2026-11-28T23:30:00Z");
    assert_eq!(snoozed_until(1, now, Tz::UTC), utc("2026-11-29T09:00:00Z"));
    assert_eq!(snoozed_until(1, now, Europe::Berlin), utc("2026-11-30T08:00:00Z"));
    assert_eq!(
        snoozed_until(3, utc("2026-03-27T12:00:00Z"), Europe::Berlin),
        utc("2026-03-30T07:00:00Z")
    );
}

#[test]
fn the_digest_is_weekly_at_the_same_hour_whatever_the_clocks_do() {
    let next = |now: &str, zone| {
        let (step, at) = next_digest(Digest::default(), utc(now), zone, None, None).unwrap();
        (step.code(), at)
    };
    let berlin = |now| next(now, Europe::Berlin);
    assert_eq!(
        berlin("2026-10-19T06:59:59Z"),
        ("digest:2026-10-19".to_owned(), utc("2026-10-19T07:00:00Z"))
    );
    assert_eq!(
        berlin("2026-10-19T07:00:00Z"),
        ("digest:2026-10-26".to_owned(), utc("2026-10-26T08:00:00Z"))
    );
}

#[test]
fn a_step_survives_its_word() {
    let date = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
    for step in [
        ScheduledStep::Nudge(Delay::hours(24)),
        ScheduledStep::Window,
        ScheduledStep::Warning(Delay::hours(72)),
        ScheduledStep::Expiry,
        ScheduledStep::Overdue(date, 0),
        ScheduledStep::Overdue(date, 3),
        ScheduledStep::Nudge(Delay::minutes(15)),
        ScheduledStep::Digest(date),
    ] {
        assert_eq!(ScheduledStep::from_code(&step.code()), Some(step));
    }
    for code in ["nudge:x", "overdue", "window:1", "fly"] {
        assert_eq!(ScheduledStep::from_code(code), None, "{code}");
    }
}

#[test]
fn an_owner_is_asked_again_every_week_until_there_is_an_answer() {
    let settings = Settings::default();
    let date: NaiveDate = "2026-12-31".parse().unwrap();
    let lead = ScheduleFacts {
        stage: Stage::Accepted,
        purchase_date: Some(date),
        ..lead(false)
    };
    let next = |now: &str| next_overdue(&lead, &settings, Tz::UTC, utc(now));
    assert_eq!(
        next("2027-01-01T08:59:59Z"),
        None,
        "the first time is the schedule's"
    );
    let again = |times, at: &str| Some((ScheduledStep::Overdue(date, times), utc(at)));
    assert_eq!(next("2027-01-01T09:00:00Z"), again(1, "2027-01-08T09:00:00Z"));
    assert_eq!(next("2027-01-08T09:00:00Z"), again(2, "2027-01-15T09:00:00Z"));
    assert_eq!(
        next("2027-02-01T12:00:00Z"),
        again(5, "2027-02-05T09:00:00Z"),
        "none of those missed"
    );
    let planned = plan(
        &lead,
        &settings,
        Tz::UTC,
        utc("2027-01-09T00:00:00Z"),
        &[ScheduledStep::Overdue(date, 1)],
    );
    let steps: Vec<_> = planned.into_iter().map(|(step, _)| step).collect();
    assert_eq!(
        steps,
        [ScheduledStep::Overdue(date, 1), ScheduledStep::Overdue(date, 2)],
        "what waits for an opening stays"
    );
    let off = ScheduleFacts { erased: true, ..lead };
    assert_eq!(
        plan(&off, &settings, Tz::UTC, utc("2026-12-01T00:00:00Z"), &[]),
        []
    );
}

#[test]
fn a_change_of_the_zone_neither_skips_nor_doubles_a_digest() {
    let monday: NaiveDate = "2026-11-30".parse().unwrap();
    let next_monday: NaiveDate = "2026-12-07".parse().unwrap();
    let next = |now: &str, zone, last, pending| next_digest(Digest::default(), utc(now), zone, last, pending);
    // Monday 8:30 in Berlin is 16:30 in Tokyo: nine is over there.
    assert_eq!(
        next("2026-11-30T07:30:00Z", Asia::Tokyo, None, Some(monday)),
        Some((ScheduledStep::Digest(monday), utc("2026-11-30T07:30:00Z")))
    );
    // It was posted at nine in Tokyo, and in Berlin nine is still to come.
    assert_eq!(
        next(
            "2026-11-30T00:30:00Z",
            Europe::Berlin,
            Some(monday),
            Some(next_monday)
        ),
        Some((ScheduledStep::Digest(next_monday), utc("2026-12-07T08:00:00Z")))
    );
    assert_eq!(
        next("2026-11-28T00:30:00Z", Europe::Berlin, None, Some(monday)),
        Some((ScheduledStep::Digest(monday), utc("2026-11-30T08:00:00Z")))
    );
}
