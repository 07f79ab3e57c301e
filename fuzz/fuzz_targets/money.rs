//! An amount as somebody types it.
#![no_main]

use iso_currency::Currency;
use leadbell::domain::money::Money;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    for currency in [Currency::EUR, Currency::JPY, Currency::KWD] {
        let _ = Money::parse(typed, currency);
    }
});
