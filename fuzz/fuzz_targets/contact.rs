//! What a customer typed as mail address, phone number, country or company, and what a member types to find it. The form
//! that is kept is read again as itself, and belongs to the same person.
#![no_main]

use leadbell::domain::contact::{CountryCode, Email, Phone, company_key, fold};
use leadbell::domain::search;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(email) = Email::parse(typed) {
        let again = Email::parse(email.as_str()).expect("what is kept is an address");
        assert_eq!((again.as_str(), again.key()), (email.as_str(), email.key()));
        assert!(!email.as_str().contains(['\r', '\n', '\0', ' ']));
    }
    if let Ok(phone) = Phone::parse(typed) {
        let again = Phone::parse(phone.as_str()).expect("what is kept is a number");
        assert_eq!((again.as_str(), again.key()), (phone.as_str(), phone.key()));
    }
    if let Some(country) = CountryCode::parse(typed) {
        assert_eq!(country.as_str().len(), 2);
    }
    assert_eq!(fold(&fold(typed)), fold(typed));
    let _ = company_key(typed);
    let _ = search::indexed(typed);
    let _ = search::query(typed);
});
