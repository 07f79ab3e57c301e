//! Who somebody is: addresses, numbers, company names and countries, brought to one form at the door.
//!
//! Two leads are of the same person or company when their keys are equal. A key is only compared, never shown or sent
//! to; what is shown and stored is the normal form ([`Email::as_str`], [`Phone::as_str`]). Both of these are personal
//! data, so their `Debug` does not print them: it ends up in logs.

mod company;
mod country;
mod email;
mod fold;
mod language;
pub(crate) mod lenient;
mod phone;
mod phone_key;

pub use company::company_key;
pub(crate) use company::names_a_company;
pub use country::CountryCode;
pub use email::Email;

pub use fold::fold;
pub(crate) use language::{language_name, language_tag};
pub use phone::Phone;
