//! Reads working hours as people write them: `Mon-Fri 9:00-18:00`, `Mo-Fr 9-18 Uhr`, `Пн-Пт 9-18`, `weekdays 9am to 5pm`,
//! `24/7`. `9-5` is nine to five to most and a night shift to a clock: it is asked back.

mod tokens;

use chrono::{NaiveTime, TimeDelta, Weekday};

use super::WorkingHours;
use tokens::{Time, Token, plain, tokens};

/// Why working hours could not be read. `written` is from outside and has to be neutralised before it is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum HoursFault {
    /// No days in it.
    NoDays,
    /// No two times in it.
    NoTimes,
    /// More than one span of time; a team has one for all its days.
    SeveralSpans,
    /// A word or sign that means nothing here, or a time that no clock shows.
    NotUnderstood {
        /// Which.
        written: String,
    },
    /// Both times could be of either half of the day.
    Ambiguous {
        /// The likelier one first.
        readings: [WorkingHours; 2],
    },
}

/// Without a break.
const ALWAYS: &[&str] = &[
    "always",
    "24/7",
    "24x7",
    "24×7",
    "7/24",
    "immer",
    "всегда",
    "круглосуточно",
    "rund um die uhr",
    "around the clock",
    "round the clock",
    "at all times",
    "24 hours",
    "24h",
];

impl WorkingHours {
    /// Reads what somebody typed; `None` for always. A range of days may run over the weekend, a range of hours over
    /// midnight.
    ///
    /// # Errors
    /// A [`HoursFault`] that says what is missing or asks which of two is meant.
    pub fn parse(typed: &str) -> Result<Option<Self>, HoursFault> {
        let text = plain(typed);
        if ALWAYS.contains(&text.as_str()) {
            return Ok(None);
        }
        let (mut days, mut times, mut all_day) = (Vec::new(), Vec::new(), false);
        let tokens = tokens(&text)?;
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            rest = match rest {
                [Token::Days(first), Token::To, Token::Days(last), behind @ ..] => {
                    if let (Some(first), Some(last)) = (first.first(), last.last()) {
                        days.extend(range(*first, *last));
                    }
                    behind
                }
                [Token::Days(some), behind @ ..] => {
                    days.extend(some);
                    behind
                }
                [Token::Time(from), Token::To, Token::Time(to), behind @ ..] => {
                    times.push((*from, *to));
                    behind
                }
                [Token::AllDay, behind @ ..] => {
                    all_day = true;
                    behind
                }
                [Token::Comma, behind @ ..] => behind,
                _ => return Err(HoursFault::NoTimes),
            };
        }
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        if days.is_empty() {
            return Err(HoursFault::NoDays);
        }
        match times.as_slice() {
            [] if all_day && days.len() == 7 => Ok(None),
            [] if all_day => Ok(Some(Self {
                days,
                from: NaiveTime::MIN,
                to: NaiveTime::MIN,
            })),
            [] => Err(HoursFault::NoTimes),
            [(from, to)] if !all_day => span(&days, *from, *to).map(Some),
            _ => Err(HoursFault::SeveralSpans),
        }
    }
}

/// The span between two times, each of which may have lost its half of the day.
fn span(days: &[Weekday], from: Time, to: Time) -> Result<WorkingHours, HoursFault> {
    let hours = |from: NaiveTime, to: NaiveTime| WorkingHours {
        days: days.to_vec(),
        from,
        to,
    };
    if from.half.is_none() && to.half.is_none() {
        let (a, b) = (from.as_written()?, to.as_written()?);
        // "1-5" is an afternoon to most, and the small hours to a clock.
        let small_hours = from.bare && to.bare && a < b && (1..=5).contains(&from.hour) && to.hour <= 8;
        return match (is_ambiguous(a, b), small_hours) {
            (true, _) => Err(HoursFault::Ambiguous {
                readings: [hours(a, later(b)), hours(later(a), b)],
            }),
            (_, true) => Err(HoursFault::Ambiguous {
                readings: [hours(later(a), later(b)), hours(a, b)],
            }),
            _ => Ok(hours(a, b)),
        };
    }
    // Where one half of the day is named, the other is the one that makes the shorter day.
    let mut readings = Vec::new();
    for from in from.readings()? {
        for to in to.readings()? {
            let minutes = (to - from).num_minutes().rem_euclid(24 * 60);
            readings.push((if minutes == 0 { 24 * 60 } else { minutes }, from, to));
        }
    }
    let shortest = readings.into_iter().min_by_key(|(minutes, ..)| *minutes);
    shortest
        .map(|(_, from, to)| hours(from, to))
        .ok_or(HoursFault::NoTimes)
}

/// Whether two times that were written without their half of the day make a span of half a day or more over midnight,
/// and so are likely meant otherwise.
pub(super) fn is_ambiguous(from: NaiveTime, to: NaiveTime) -> bool {
    let noon = NaiveTime::MIN + TimeDelta::hours(12);
    let midnight = NaiveTime::MIN;
    from != midnight && to != midnight && to <= from && from <= noon
}

/// Twelve hours on.
fn later(time: NaiveTime) -> NaiveTime {
    time + TimeDelta::hours(12)
}

/// A time of day as people write it: `9`, `9:00`, `09:30`, `9am`, `9 Uhr`; `24:00` is midnight.
#[must_use]
pub(crate) fn time_of_day(text: &str) -> Option<NaiveTime> {
    match tokens(&plain(text)).ok()?.as_slice() {
        [Token::Time(time)] if time.half.is_some() => time.readings().ok()?.first().copied(),
        [Token::Time(time)] => time.as_written().ok(),
        _ => None,
    }
}

fn range(first: Weekday, last: Weekday) -> Vec<Weekday> {
    let mut days = vec![first];
    let mut day = first;
    while day != last {
        day = day.succ();
        days.push(day);
    }
    days
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::tokens::WEEK;
    use super::*;

    fn shown(typed: &str) -> String {
        match WorkingHours::parse(typed) {
            Ok(Some(hours)) => hours.to_string(),
            Ok(None) => "always".to_owned(),
            Err(HoursFault::Ambiguous { readings: [a, b] }) => format!("{a} or {b}?"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn what_people_type_is_read_and_shown_in_one_form() {
        for (typed, expected) in [
            ("Mon-Fri 9:00-18:00", "Mon-Fri 09:00-18:00"),
            ("monday – friday 9–17:30", "Mon-Fri 09:00-17:30"),
            ("sat-mon 8-12", "Mon, Sat-Sun 08:00-12:00"),
            ("Wed, Mon,Fri 9:30-13:00", "Mon, Wed, Fri 09:30-13:00"),
            ("Mon-Fri 9am-5pm", "Mon-Fri 09:00-17:00"),
            ("Mon-Fri 9 a.m. - 5 p.m.", "Mon-Fri 09:00-17:00"),
            ("Mon to Fri, 9am to 5pm", "Mon-Fri 09:00-17:00"),
            ("Mon-Fri 9-5pm", "Mon-Fri 09:00-17:00"),
            ("Mon-Fri 9am-5", "Mon-Fri 09:00-17:00"),
            ("Mon-Fri 1-5pm", "Mon-Fri 13:00-17:00"),
            ("Mon-Fri 8am-noon", "Mon-Fri 08:00-12:00"),
            ("Mon-Fri 12pm-8pm", "Mon-Fri 12:00-20:00"),
            ("Mon-Fri 10pm-6am", "Mon-Fri 22:00-06:00"),
            ("Mon-Fri 10-6am", "Mon-Fri 22:00-06:00"),
            ("Mon-Fri 12am-8am", "Mon-Fri 00:00-08:00"),
            ("M-F 9-17", "Mon-Fri 09:00-17:00"),
            ("weekdays 9-18", "Mon-Fri 09:00-18:00"),
            ("Mo-Fr 9-18", "Mon-Fri 09:00-18:00"),
            ("Mo. bis Fr. 9 bis 18 Uhr", "Mon-Fri 09:00-18:00"),
            ("Montag - Freitag, 9.00 - 17.30 Uhr", "Mon-Fri 09:00-17:30"),
            ("Mo, Mi und Fr 8-14", "Mon, Wed, Fri 08:00-14:00"),
            ("werktags 8-17", "Mon-Fri 08:00-17:00"),
            ("täglich 8-20", "Mon-Sun 08:00-20:00"),
            ("Пн-Пт 9-18", "Mon-Fri 09:00-18:00"),
            ("с пн по пт с 9 до 18", "Mon-Fri 09:00-18:00"),
            ("будни 9:00–18:00", "Mon-Fri 09:00-18:00"),
            ("ежедневно с 10 до 19 часов", "Mon-Sun 10:00-19:00"),
            ("9-18 Mon-Fri", "Mon-Fri 09:00-18:00"),
            ("Mon-Fri 0900-1730", "Mon-Fri 09:00-17:30"),
            ("Mon-Fri 9h30-17h", "Mon-Fri 09:30-17:00"),
            ("Mon/Wed/Fri 9-18", "Mon, Wed, Fri 09:00-18:00"),
            ("Sun-Thu 8-17", "Mon-Thu, Sun 08:00-17:00"),
            ("Thurs 9-18", "Thu 09:00-18:00"),
            ("weekend 10-16", "Sat-Sun 10:00-16:00"),
            // Night shifts stay what they are.
            ("Mon-Fri 22-6", "Mon-Fri 22:00-06:00"),
            ("Mon-Fri 22:00-6:00", "Mon-Fri 22:00-06:00"),
            ("Mo-So 18-2", "Mon-Sun 18:00-02:00"),
            ("Mon-Fri 0-8", "Mon-Fri 00:00-08:00"),
            ("Mon-Sun 2:30-5:00", "Mon-Sun 02:30-05:00"),
            ("Mon-Fri 6am-2am", "Mon-Fri 6:00am-2:00am"),
            ("Mon-Fri 8-24", "Mon-Fri 08:00-00:00"),
            ("Mon-Fri 9 to midnight", "Mon-Fri 09:00-00:00"),
            // Without a break.
            ("24/7", "always"),
            ("24x7", "always"),
            ("Always", "always"),
            ("rund um die Uhr", "always"),
            ("круглосуточно", "always"),
            ("Mon-Sun 24h", "always"),
            ("daily 24 hours", "always"),
            ("Mon-Fri 24h", "Mon-Fri 00:00-00:00"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
            assert_eq!(shown(expected), expected, "what is shown can be typed");
        }
    }

    #[test]
    fn what_could_be_of_either_half_of_the_day_is_asked_back() {
        let nine_to_five = "Mon-Fri 09:00-17:00 or Mon-Fri 21:00-05:00?";
        for (typed, expected) in [
            ("Mon-Fri 9-5", nine_to_five),
            ("Mon-Fri 9:00-5:00", nine_to_five),
            ("Mon-Fri 09:00-05:00", nine_to_five),
            ("Mon-Fri 9 to 5", nine_to_five),
            ("Mo-Fr 9-5", nine_to_five),
            ("Mo-Fr 9-5 Uhr", nine_to_five),
            ("Пн-Пт с 9 до 5", nine_to_five),
            ("Mon-Fri 8-4", "Mon-Fri 08:00-16:00 or Mon-Fri 20:00-04:00?"),
            ("Mon-Fri 10-6", "Mon-Fri 10:00-18:00 or Mon-Fri 22:00-06:00?"),
            ("Mo-Fr 8:30-4:30", "Mon-Fri 08:30-16:30 or Mon-Fri 20:30-04:30?"),
            ("weekdays 9 - 6", "Mon-Fri 09:00-18:00 or Mon-Fri 21:00-06:00?"),
            ("Mon-Fri 7-3", "Mon-Fri 07:00-15:00 or Mon-Fri 19:00-03:00?"),
            ("Mon-Fri 1-5", "Mon-Fri 13:00-17:00 or Mon-Fri 01:00-05:00?"),
            ("Mon-Fri 2-6", "Mon-Fri 14:00-18:00 or Mon-Fri 02:00-06:00?"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_missing_or_means_nothing_is_said() {
        let not_understood = |written: &str| HoursFault::NotUnderstood {
            written: written.to_owned(),
        };
        for (typed, fault) in [
            ("", HoursFault::NoDays),
            ("9-18", HoursFault::NoDays),
            ("Mon-Fri", HoursFault::NoTimes),
            ("Mon-Fri 9", HoursFault::NoTimes),
            ("Mon-Fri 9-", HoursFault::NoTimes),
            ("Mon-Fri 9-12, 13-17", HoursFault::SeveralSpans),
            ("Mon-Thu 9-18, Fri 9-15", HoursFault::SeveralSpans),
            ("Mon-Fri 25:00-26:00", not_understood("25:00")),
            ("Mon-Fri 9:75-18", not_understood("9:75")),
            ("Foo 9-18", not_understood("foo")),
            ("mornings", not_understood("mornings")),
            ("Mon-Fri 9-18 €", not_understood("€")),
        ] {
            assert_eq!(WorkingHours::parse(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("9", "09:00"),
            ("9:30", "09:30"),
            ("09:30", "09:30"),
            ("24:00", "00:00"),
            ("9am", "09:00"),
            ("9 pm", "21:00"),
            ("12am", "00:00"),
            ("9 Uhr", "09:00"),
            ("9.30", "09:30"),
            ("noon", "12:00"),
        ] {
            let read = time_of_day(typed).map(|time| time.format("%H:%M").to_string());
            assert_eq!(read.as_deref(), Some(expected), "{typed}");
        }
        for refused in ["", "25", "9:60", "soon", "9-10"] {
            assert_eq!(time_of_day(refused), None, "{refused}");
        }
    }

    proptest! {
        #[test]
        fn any_hours_can_be_typed_as_they_are_shown(
            days in proptest::sample::subsequence(WEEK.to_vec(), 1..=6),
            from in 0_i64..24 * 60,
            to in 0_i64..24 * 60,
        ) {
            let time = |minutes| NaiveTime::MIN + TimeDelta::minutes(minutes);
            let hours = WorkingHours { days, from: time(from), to: time(to) };
            prop_assert_eq!(WorkingHours::parse(&hours.to_string()), Ok(Some(hours)));
        }

        #[test]
        fn no_text_makes_the_reader_fall_over(text in "((mon|fr|пт|-|to|9|17:30|am|pm|24h|,) ?){0,8}|\\PC{0,30}") {
            let _ = WorkingHours::parse(&text);
        }
    }
}
