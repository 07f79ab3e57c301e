//! The figures of a set of leads: how many, how fast, how well, and what they were worth.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use iso_currency::Currency;

use super::LeadFacts;
use crate::domain::money::Money;
use crate::domain::stage::{Outcome, Stage};

/// The first day of each bucket of the histogram of answer times, in whole days since the arrival: Partner Center's
/// 0–1, 2–3, 4–5, 6–7, 8–9, 10–11, 12–14 and more.
pub(crate) const BUCKETS: [i64; 8] = [0, 2, 4, 6, 8, 10, 12, 15];

/// What a set of leads says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// All of them.
    pub received: u32,
    /// Of these, those that ask for no answer.
    pub informational: u32,
    /// Still waiting for an answer.
    pub waiting: u32,
    /// Accepted or declined by a member at some time.
    pub answered: u32,
    /// Taken by the team, whatever became of them.
    pub accepted: u32,
    /// Accepted and still open.
    pub in_work: u32,
    pub won: u32,
    pub lost: u32,
    pub declined: u32,
    pub expired: u32,
    /// The median time from arrival to the first answer.
    pub answer_time: Option<TimeDelta>,
    /// How many were answered within each of [`BUCKETS`].
    pub answer_days: [u32; 8],
    /// The median time from arrival to the win.
    pub time_to_win: Option<TimeDelta>,
    /// What the accepted deals are worth together, one amount a currency, the largest first.
    pub accepted_value: Vec<Money>,
    /// What was won.
    pub won_value: Vec<Money>,
    /// What the lost deals would have been worth.
    pub lost_value: Vec<Money>,
    /// The budgets of those that expired, where the customer named one.
    pub expired_budget: Vec<Money>,
    /// The median deal, one a currency.
    pub median_deal: Vec<Money>,
    /// The reasons of what was declined and what was lost, the most frequent first.
    pub decline_reasons: Vec<(String, u32)>,
    pub lost_reasons: Vec<(String, u32)>,
    /// How many deals were won and lost in each week, by its Monday in the team's time zone.
    pub weeks: Vec<(NaiveDate, u32, u32)>,
}

impl Figures {
    /// The figures of these leads. `zone` is the team's: weeks begin there.
    #[must_use]
    pub fn of<'a>(leads: impl IntoIterator<Item = &'a LeadFacts>, zone: Tz) -> Self {
        let mut tally = Tally::default();
        for lead in leads {
            tally.add(lead, zone);
        }
        tally.figures()
    }

    /// Those that asked for an answer: the whole that "answered" is a part of.
    #[must_use]
    pub(crate) const fn to_answer(&self) -> u32 {
        self.received.saturating_sub(self.informational)
    }

    /// Deals that came to an end: the whole that "won" is a part of.
    #[must_use]
    pub const fn closed(&self) -> u32 {
        self.won + self.lost
    }
}

/// What is collected before medians and orders can be told.
#[derive(Default)]
struct Tally {
    figures: Figures,
    answer_times: Vec<TimeDelta>,
    win_times: Vec<TimeDelta>,
    accepted: Amounts,
    won: Amounts,
    lost: Amounts,
    expired: Amounts,
    decline_reasons: BTreeMap<String, u32>,
    lost_reasons: BTreeMap<String, u32>,
    weeks: BTreeMap<NaiveDate, (u32, u32)>,
}

impl Tally {
    fn add(&mut self, lead: &LeadFacts, zone: Tz) {
        let figures = &mut self.figures;
        figures.received += 1;
        // Answered, it counts as any other.
        let informational = lead.informational && lead.answered_at.is_none();
        figures.informational += u32::from(informational);
        figures.accepted += u32::from(lead.is_accepted());
        figures.answered += u32::from(lead.answered_at.is_some());
        match lead.stage {
            Stage::Received => figures.waiting += u32::from(!informational),
            Stage::Accepted => figures.in_work += 1,
            Stage::Archived(Outcome::Won) => figures.won += 1,
            Stage::Archived(Outcome::Lost) => figures.lost += 1,
            Stage::Archived(Outcome::Declined) => figures.declined += 1,
            Stage::Archived(Outcome::Expired) => figures.expired += 1,
        }
        if let Some(time) = lead.answer_time() {
            self.answer_times.push(time);
            figures.answer_days[bucket(time)] += 1;
        }
        self.win_times.extend(lead.time_to_win());
        if lead.is_accepted() {
            self.accepted.add(lead.value);
        }
        match lead.stage {
            Stage::Archived(Outcome::Won) => {
                self.won.add(lead.value);
                self.weeks.entry(monday(lead.since, zone)).or_default().0 += 1;
            }
            Stage::Archived(Outcome::Lost) => {
                self.lost.add(lead.value);
                self.weeks.entry(monday(lead.since, zone)).or_default().1 += 1;
                count(&mut self.lost_reasons, lead.reason.as_ref());
            }
            Stage::Archived(Outcome::Declined) => count(&mut self.decline_reasons, lead.reason.as_ref()),
            Stage::Archived(Outcome::Expired) => self.expired.add(lead.budget),
            Stage::Received | Stage::Accepted => {}
        }
    }

    fn figures(self) -> Figures {
        Figures {
            answer_time: median(self.answer_times),
            time_to_win: median(self.win_times),
            median_deal: self.accepted.medians(),
            accepted_value: self.accepted.sums(),
            won_value: self.won.sums(),
            lost_value: self.lost.sums(),
            expired_budget: self.expired.sums(),
            decline_reasons: by_count(self.decline_reasons),
            lost_reasons: by_count(self.lost_reasons),
            weeks: self
                .weeks
                .into_iter()
                .map(|(monday, (won, lost))| (monday, won, lost))
                .collect(),
            ..self.figures
        }
    }
}

/// Amounts, apart by currency.
#[derive(Default)]
struct Amounts(BTreeMap<&'static str, (Option<Currency>, Vec<i64>)>);

impl Amounts {
    fn add(&mut self, money: Option<Money>) {
        if let Some(money) = money {
            let amounts = self.0.entry(money.currency.code()).or_default();
            amounts.0 = Some(money.currency);
            amounts.1.push(money.minor);
        }
    }

    fn each(&self, one: impl Fn(&[i64]) -> i64) -> Vec<Money> {
        let mut all: Vec<Money> = self
            .0
            .values()
            .filter_map(|(currency, minors)| Some(Money::new(one(minors), (*currency)?)))
            .collect();
        all.sort_by_key(|money| std::cmp::Reverse(money.minor));
        all
    }

    fn sums(&self) -> Vec<Money> {
        self.each(|minors| minors.iter().fold(0_i64, |sum, minor| sum.saturating_add(*minor)))
    }

    fn medians(&self) -> Vec<Money> {
        self.each(|minors| median(minors.to_vec()).unwrap_or_default())
    }
}

/// The middle one; of an even number the lower of the two, so that it is one that really was there.
fn median<T: Ord + Copy>(mut all: Vec<T>) -> Option<T> {
    let middle = all.len().checked_sub(1)? / 2;
    Some(*all.select_nth_unstable(middle).1)
}

fn bucket(time: TimeDelta) -> usize {
    let days = time.num_days();
    BUCKETS.iter().rposition(|first| *first <= days).unwrap_or(0)
}

fn monday(at: DateTime<chrono::Utc>, zone: Tz) -> NaiveDate {
    let day = at.with_timezone(&zone).date_naive();
    day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))
}

fn count(all: &mut BTreeMap<String, u32>, reason: Option<&String>) {
    if let Some(reason) = reason {
        *all.entry(reason.clone()).or_default() += 1;
    }
}

fn by_count(all: BTreeMap<String, u32>) -> Vec<(String, u32)> {
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

#[cfg(test)]
mod tests;
