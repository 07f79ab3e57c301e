use chrono::{DateTime, TimeZone as _, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::ids::{LeadId, MemberId};
use crate::domain::lead::Kind;

fn at(hours: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 1, 0, 0, 0).unwrap() + TimeDelta::hours(hours)
}

fn any_money() -> impl Strategy<Value = Money> {
    (
        0_i64..5_000_000,
        prop_oneof![Just(Currency::EUR), Just(Currency::USD), Just(Currency::JPY)],
    )
        .prop_map(|(minor, currency)| Money::new(minor, currency))
}

fn any_lead() -> impl Strategy<Value = LeadFacts> {
    let stage = prop_oneof![
        Just(Stage::Received),
        Just(Stage::Accepted),
        Just(Stage::Archived(Outcome::Won)),
        Just(Stage::Archived(Outcome::Lost)),
        Just(Stage::Archived(Outcome::Declined)),
        Just(Stage::Archived(Outcome::Expired)),
    ];
    (
        stage,
        0_i64..2000,
        -5_i64..600,
        any::<bool>(),
        proptest::option::of(any_money()),
        proptest::option::of(any_money()),
        prop_oneof![Just("other"), Just("duplicate"), Just("no_capacity")],
    )
        .prop_map(|(stage, received, later, informational, value, budget, reason)| {
            let answered = !matches!(stage, Stage::Received | Stage::Archived(Outcome::Expired));
            LeadFacts {
                lead: LeadId(1),
                kind: Kind::CustomerInquiry,
                source: "Website".to_owned(),
                country: None,
                member: answered.then_some(MemberId(7)),
                informational,
                received_at: at(received),
                answered_at: answered.then(|| at(received + later)),
                stage,
                since: at(received + later + 24),
                reason: matches!(stage, Stage::Archived(Outcome::Lost | Outcome::Declined))
                    .then(|| reason.to_owned()),
                value: value.filter(|_| answered),
                budget,
            }
        })
}

/// The slow and obvious way to each figure.
fn slow_median<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    (!all.is_empty()).then(|| all[(all.len() - 1) / 2])
}

fn slow_sums(leads: &[LeadFacts], of: impl Fn(&LeadFacts) -> Option<Money>) -> Vec<Money> {
    let mut sums = Vec::new();
    for currency in [Currency::EUR, Currency::USD, Currency::JPY] {
        let amounts: Vec<i64> = leads
            .iter()
            .filter_map(&of)
            .filter(|money| money.currency == currency)
            .map(|money| money.minor)
            .collect();
        if !amounts.is_empty() {
            sums.push(Money::new(amounts.iter().sum(), currency));
        }
    }
    sums.sort_by_key(|money| (std::cmp::Reverse(money.minor), money.currency.code()));
    sums
}

fn sorted(mut money: Vec<Money>) -> Vec<Money> {
    money.sort_by_key(|money| (std::cmp::Reverse(money.minor), money.currency.code()));
    money
}

proptest! {
    #[test]
    fn every_figure_is_what_the_obvious_way_gives(leads in proptest::collection::vec(any_lead(), 0..60)) {
        let figures = Figures::of(&leads, Tz::Europe__Berlin);
        let count = |is: &dyn Fn(&LeadFacts) -> bool| u32::try_from(leads.iter().filter(|lead| is(lead)).count()).unwrap();
        let ended = |outcome| count(&|lead| lead.stage == Stage::Archived(outcome));
        prop_assert_eq!(figures.received, count(&|_| true));
        prop_assert_eq!(figures.informational, count(&|lead| lead.informational && lead.answered_at.is_none()));
        prop_assert_eq!(figures.won, ended(Outcome::Won));
        prop_assert_eq!(figures.lost, ended(Outcome::Lost));
        prop_assert_eq!(figures.declined, ended(Outcome::Declined));
        prop_assert_eq!(figures.expired, ended(Outcome::Expired));
        prop_assert_eq!(figures.in_work, count(&|lead| lead.stage == Stage::Accepted));
        prop_assert_eq!(figures.accepted, figures.in_work + figures.won + figures.lost);
        prop_assert_eq!(figures.answered, count(&|lead| lead.answered_at.is_some()));
        prop_assert_eq!(figures.answer_days.iter().sum::<u32>(), figures.answered);
        let times = leads.iter().filter_map(|lead| Some((lead.answered_at? - lead.received_at).max(TimeDelta::zero())));
        prop_assert_eq!(figures.answer_time, slow_median(times));
        let wins = leads.iter().filter(|lead| lead.stage == Stage::Archived(Outcome::Won));
        prop_assert_eq!(figures.time_to_win, slow_median(wins.map(|lead| (lead.since - lead.received_at).max(TimeDelta::zero()))));
        let won = |lead: &LeadFacts| lead.value.filter(|_| lead.stage == Stage::Archived(Outcome::Won));
        prop_assert_eq!(sorted(figures.won_value.clone()), slow_sums(&leads, won));
        let expired = |lead: &LeadFacts| lead.budget.filter(|_| lead.stage == Stage::Archived(Outcome::Expired));
        prop_assert_eq!(sorted(figures.expired_budget.clone()), slow_sums(&leads, expired));
        prop_assert_eq!(figures.weeks.iter().map(|week| week.1).sum::<u32>(), figures.won);
        prop_assert_eq!(figures.weeks.iter().map(|week| week.2).sum::<u32>(), figures.lost);
        prop_assert!(figures.weeks.iter().all(|week| week.0.weekday() == chrono::Weekday::Mon));
        prop_assert_eq!(figures.decline_reasons.iter().map(|reason| reason.1).sum::<u32>(), figures.declined);
        prop_assert!(figures.lost_reasons.is_sorted_by_key(|reason| std::cmp::Reverse(reason.1)));
    }
}

#[test]
fn answer_times_fall_into_partner_centers_buckets() {
    let days = |days| bucket(TimeDelta::days(days));
    for (day, expected) in [
        (0, 0),
        (1, 0),
        (2, 1),
        (3, 1),
        (11, 5),
        (12, 6),
        (14, 6),
        (15, 7),
        (400, 7),
    ] {
        assert_eq!(days(day), expected, "day {day}");
    }
    assert_eq!(bucket(TimeDelta::days(2) - TimeDelta::seconds(1)), 0);
}

#[test]
fn nothing_has_no_median_and_no_money() {
    let figures = Figures::of(&[], Tz::UTC);
    assert_eq!(figures, Figures::default());
}
