//! A date as somebody types it.
#![no_main]

use chrono::NaiveDate;
use leadbell::domain::dates::parse_date;
use leadbell::locale::Locale;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    for (year, month, day) in [(2026, 11, 22), (2028, 2, 29), (2026, 12, 31)] {
        let today = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        for locale in ["en-US", "en-GB", "de", "ru"] {
            let _ = parse_date(typed, today, Locale::from_discord(locale));
        }
    }
});
