//! Periods of the calendar, and which day of them is meant. Every `None` here is a day that chrono cannot hold.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A step through the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Days(u32),
    /// 1, 3 (a quarter), 6 (a half) or 12: periods that divide a year.
    Months(u32),
}

/// A place in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Middle,
    End,
}

/// A whole week, month, quarter, half or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    first: NaiveDate,
    length: Unit,
}

impl Unit {
    /// The day so many steps after this one. Months keep the day, or take the last one of a shorter month.
    pub(super) fn after(self, day: NaiveDate, steps: u32) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days) * u64::from(steps))),
            Self::Months(months) => day.checked_add_months(Months::new(months.checked_mul(steps)?)),
        }
    }
}

impl Period {
    /// The week (from Monday), month, quarter, half or year that a day lies in.
    pub(super) fn around(day: NaiveDate, length: Unit) -> Option<Self> {
        let first = match length {
            Unit::Days(7) => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
            Unit::Days(_) => Some(day),
            Unit::Months(months) => {
                NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)
            }
        };
        Some(Self {
            first: first?,
            length,
        })
    }

    /// The `nth` (from 1) period of this many months in a year, `None` too where a year has no so many.
    pub(super) fn of_year(year: i32, nth: u32, months: u32) -> Option<Self> {
        let month = nth.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self {
            first,
            length: Unit::Months(months),
        })
    }

    /// The `nth` week (from 1) of a year (ISO 8601), `None` too where it has no so many.
    pub(super) fn week_of_year(year: i32, nth: u32) -> Option<Self> {
        let first = NaiveDate::from_isoywd_opt(year, nth, Weekday::Mon)?;
        Some(Self {
            first,
            length: Unit::Days(7),
        })
    }

    /// The period of the same length that follows.
    pub(super) fn next(self) -> Option<Self> {
        Some(Self {
            first: self.length.after(self.first, 1)?,
            ..self
        })
    }

    /// The day at a place in it.
    pub(super) fn day(self, place: Place) -> Option<NaiveDate> {
        match (place, self.length) {
            (Place::Start, _) => Some(self.first),
            (Place::End, _) => self.next()?.first.pred_opt(),
            (Place::Middle, Unit::Days(days)) => self.first.checked_add_days(Days::new(u64::from(days / 2))),
            // A month's middle is its 15th, a quarter's that of its second month; a half or a year is cut in two.
            (Place::Middle, Unit::Months(months)) if months % 2 == 1 => {
                Unit::Months(months / 2).after(self.first, 1)?.with_day(15)
            }
            (Place::Middle, Unit::Months(months)) => {
                Unit::Months(months / 2).after(self.first, 1)?.pred_opt()
            }
        }
    }
}

/// The first year, from today's on, in which `day_in` is a day that is not past. Looks eight years ahead, which is
/// the longest that a 29 February stays away.
pub(super) fn next_such(today: NaiveDate, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    (today.year()..=today.year() + 8)
        .filter_map(day_in)
        .find(|day| *day >= today)
}
