//! Every control survives its id, and whatever is sent is read without a panic.

use proptest::prelude::*;

use super::*;

pub(super) trait AnyPart: Sized {
    fn any_part() -> BoxedStrategy<Self>;
}

impl AnyPart for i64 {
    fn any_part() -> BoxedStrategy<Self> {
        any::<Self>().boxed()
    }
}

impl AnyPart for LeadId {
    fn any_part() -> BoxedStrategy<Self> {
        any::<i64>().prop_map(Self).boxed()
    }
}

impl AnyPart for MemberId {
    fn any_part() -> BoxedStrategy<Self> {
        any::<i64>().prop_map(Self).boxed()
    }
}

impl AnyPart for ContactId {
    fn any_part() -> BoxedStrategy<Self> {
        any::<i64>().prop_map(Self).boxed()
    }
}

impl AnyPart for String {
    fn any_part() -> BoxedStrategy<Self> {
        "[a-z0-9_]{1,40}".boxed()
    }
}

impl AnyPart for ListState {
    fn any_part() -> BoxedStrategy<Self> {
        use crate::domain::list::{Filter, Sort, Tab};
        let words = (
            proptest::sample::select(&Tab::ALL[..]),
            proptest::sample::select(&Filter::ALL[..]),
            proptest::sample::select(&Sort::ALL[..]),
        );
        let parts = (words, any::<u32>(), any::<Option<i64>>());
        parts
            .prop_map(|((tab, filter, sort), page, search)| Self {
                tab,
                filter,
                sort,
                page,
                search,
            })
            .boxed()
    }
}

impl AnyPart for SettingChanges {
    fn any_part() -> BoxedStrategy<Self> {
        use crate::domain::setting::Setting;
        let values = Setting::ALL.map(|setting| 0..=setting.bounds().1).to_vec();
        values
            .prop_map(|values| Self(Setting::ALL.into_iter().zip(values).collect()))
            .boxed()
    }
}

impl AnyPart for StatsState {
    fn any_part() -> BoxedStrategy<Self> {
        let words = (
            proptest::sample::select(&Period::ALL[..]),
            proptest::sample::select(&Breakdown::ALL[..]),
            proptest::sample::select(&Chart::ALL[..]),
        );
        words
            .prop_map(|(period, by, chart)| Self { period, by, chart })
            .boxed()
    }
}

impl<T: AnyPart + Clone + std::fmt::Debug + 'static> AnyPart for Option<T> {
    fn any_part() -> BoxedStrategy<Self> {
        proptest::option::of(T::any_part()).boxed()
    }
}

proptest! {
    #[test]
    fn every_control_survives_its_id_and_fits_discords_limit(control in any_control()) {
        let id = control.encode();
        prop_assert!(id.len() <= MAX, "{id}");
        prop_assert_eq!(Control::decode(&id), Some(control));
    }

    #[test]
    fn whatever_is_sent_is_read_without_a_panic(id in ".{0,120}") {
        if let Some(control) = Control::decode(&id) {
            prop_assert_eq!(control.encode(), id);
        }
    }
}

#[test]
fn ids_of_released_cards_keep_their_meaning() {
    assert_eq!(Control::decode("1:accept:42"), Some(Control::Accept(LeadId(42))));
    assert_eq!(
        Control::decode("1:contact-form:7:"),
        Some(Control::ContactForm(LeadId(7), None))
    );
}

#[test]
fn what_is_not_ours_is_nothing() {
    for id in [
        "",
        "1",
        "1:accept",
        "1:accept:",
        "1:accept:x",
        "1:accept:042",
        "2:accept:42",
        "1:accept:42:7",
        "1:fly:42",
    ] {
        assert_eq!(Control::decode(id), None, "{id}");
    }
}
