//! When a team works, in its own time zone. A reminder that falls due outside waits for the next opening.
//!
//! Clocks change: a time of day that a spring night skips is taken as the first moment after the gap, one that an
//! autumn night has twice as the first of the two.

mod parse;

pub(crate) use parse::{HoursFault, time_of_day};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// When the team works, in its time zone.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// The days on which it does.
    pub days: Vec<Weekday>,
    /// From this time ...
    pub from: NaiveTime,
    /// ... until before this one. Not later than `from`: past midnight.
    pub to: NaiveTime,
}

impl WorkingHours {
    /// The next opening after `at`; `None` where the team works at that moment, or on no day at all.
    #[must_use]
    pub(crate) fn next_opening(&self, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let today = at.with_timezone(&zone).date_naive();
        // Yesterday's hours may reach past midnight; a week on, every day has had its turn.
        let days = (0..=8).filter_map(|ahead| today.pred_opt()?.checked_add_days(Days::new(ahead)));
        days.filter(|day| self.days.contains(&day_of(*day)))
            .map(|day| self.on(day, zone))
            .find(|(open, close)| open < close && at < *close)
            .map(|(open, _)| open)
            .filter(|open| at < *open)
    }

    /// From when to when the team works on a day.
    fn on(&self, day: NaiveDate, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let end = if self.to <= self.from {
            day.succ_opt().unwrap_or(day)
        } else {
            day
        };
        (
            moment(day.and_time(self.from), zone),
            moment(end.and_time(self.to), zone),
        )
    }
}

impl std::fmt::Display for WorkingHours {
    /// As it can be typed again: `Mon-Fri 09:00-18:00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut runs: Vec<(Weekday, Weekday)> = Vec::new();
        for day in &self.days {
            match runs.last_mut() {
                Some((_, last)) if last.succ() == *day && *day != Weekday::Mon => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        let runs: Vec<_> = runs
            .into_iter()
            .map(|(first, last)| {
                if first == last {
                    first.to_string()
                } else {
                    format!("{first}-{last}")
                }
            })
            .collect();
        let (from, to) = (self.from, self.to);
        // Read again, "09:00-05:00" would be asked back.
        let pattern = if parse::is_ambiguous(from, to) {
            "%-I:%M%P"
        } else {
            "%H:%M"
        };
        write!(
            f,
            "{} {}-{}",
            runs.join(", "),
            from.format(pattern),
            to.format(pattern)
        )
    }
}

/// The moment at which clocks in that zone show that time.
#[must_use]
pub fn moment(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    // No gap is longer than the day that Samoa left out in 2011; all are multiples of a minute.
    (0..=2 * 24 * 60)
        .find_map(|minutes| {
            zone.from_local_datetime(&(local + TimeDelta::minutes(minutes)))
                .earliest()
        })
        .map_or_else(|| local.and_utc(), |found| found.with_timezone(&Utc))
}

fn day_of(date: NaiveDate) -> Weekday {
    use chrono::Datelike as _;
    date.weekday()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Asia, Europe};

    use super::*;

    fn hours(text: &str) -> WorkingHours {
        WorkingHours::parse(text).unwrap().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    fn opens(hours: &WorkingHours, at: &str, zone: Tz) -> Option<String> {
        hours
            .next_opening(utc(at), zone)
            .map(|open| open.format("%a %Y-%m-%dT%H:%M").to_string())
    }

    #[test]
    fn an_evening_waits_for_the_morning_and_a_friday_evening_for_monday() {
        let office = hours("Mon-Fri 9:00-18:00");
        let berlin = |at| opens(&office, at, Europe::Berlin);
        assert_eq!(berlin("2026-11-26T16:59:59Z"), None);
        assert_eq!(
            berlin("2026-11-26T17:00:00Z").as_deref(),
            Some("Fri 2026-11-27T08:00")
        );
        assert_eq!(
            berlin("2026-11-27T17:00:00Z").as_deref(),
            Some("Mon 2026-11-30T08:00")
        );
        assert_eq!(berlin("2026-11-30T08:00:00Z"), None);
    }

    #[test]
    fn nine_oclock_is_nine_oclock_on_both_sides_of_a_clock_change() {
        let office = hours("Mon-Fri 9:00-18:00");
        let berlin = |at| opens(&office, at, Europe::Berlin);
        // 29 March 2026 to summer time, 25 October 2026 back.
        assert_eq!(
            berlin("2026-03-27T20:00:00Z").as_deref(),
            Some("Mon 2026-03-30T07:00")
        );
        assert_eq!(
            berlin("2026-10-23T20:00:00Z").as_deref(),
            Some("Mon 2026-10-26T08:00")
        );
    }

    #[test]
    fn an_opening_that_the_night_skips_is_the_end_of_the_gap_and_a_doubled_one_the_first() {
        let nights = hours("Mon-Sun 2:30-5:00");
        let berlin = |at| opens(&nights, at, Europe::Berlin);
        assert_eq!(
            berlin("2026-03-28T23:00:00Z").as_deref(),
            Some("Sun 2026-03-29T01:00")
        );
        assert_eq!(
            berlin("2026-10-24T23:00:00Z").as_deref(),
            Some("Sun 2026-10-25T00:30")
        );
    }

    #[test]
    fn a_zone_with_an_odd_offset_opens_at_its_own_hour() {
        let office = hours("Sun-Fri 10:00-17:00");
        // Kathmandu is 5:45 ahead.
        let kathmandu = |at| opens(&office, at, Asia::Kathmandu);
        assert_eq!(
            kathmandu("2026-11-26T11:15:00Z").as_deref(),
            Some("Fri 2026-11-27T04:15")
        );
        assert_eq!(
            kathmandu("2026-11-28T06:00:00Z").as_deref(),
            Some("Sun 2026-11-29T04:15")
        );
        assert_eq!(kathmandu("2026-11-29T04:15:00Z"), None);
    }

    #[test]
    fn hours_past_midnight_belong_to_the_day_they_began() {
        let nights = hours("Mon-Fri 22:00-6:00");
        let at = |at| opens(&nights, at, Tz::UTC);
        assert_eq!(
            at("2026-11-28T05:59:00Z"),
            None,
            "Friday night reaches into Saturday"
        );
        assert_eq!(
            at("2026-11-28T06:00:00Z").as_deref(),
            Some("Mon 2026-11-30T22:00")
        );
        assert_eq!(opens(&hours("Sat 0-24"), "2026-11-28T23:59:00Z", Tz::UTC), None);
    }

    #[test]
    fn a_leap_day_is_a_working_day_like_others() {
        let office = hours("Tue 9-18");
        assert_eq!(
            opens(&office, "2028-02-28T12:00:00Z", Tz::UTC).as_deref(),
            Some("Tue 2028-02-29T09:00")
        );
    }
}
