//! What members type into forms and options, parsed once at the door. A fault names its field and what was typed;
//! all faults of a form are told at once.

use chrono::NaiveDate;
use iso_currency::Currency;

use super::contact::lenient::{self, Lenient};
use super::dates::parse_date;
use super::deal::{Deal, DealDetails, NewTeamContact};
use super::ids::MemberId;
use super::money::Money;
use super::reason::Reason;
use super::refusal::{Field, InputFault, Refusal, Wrong};
use crate::locale::Locale;
use crate::visible::{one_line, plain_line};

/// What a form is read with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// The team's currency, for values written without one.
    pub currency: Currency,
    /// Today, in the team's time zone.
    pub today: NaiveDate,
    /// How dates are written: [`Team::dates_of`](super::team::Team::dates_of) the member.
    pub locale: Locale,
}

/// The first step of Accept, and the main part of Edit, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DealInput {
    /// Deal name; required.
    pub name: String,
    /// Estimated value; required.
    pub value: String,
    /// Estimated purchase date; required.
    pub purchase_date: String,
    /// What the customer is looking for.
    pub notes: String,
}

/// The second step, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct DetailsInput {
    pub crm_id: String,
    pub campaign_id: String,
    /// A team contact: all three, or none.
    pub contact: ContactInput,
}

/// A team contact as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct ContactInput {
    pub name: String,
    pub phone: String,
    /// Mail.
    pub email: String,
}

/// Longest texts kept, in characters. Each fits what Discord's text inputs allow and what cards can show.
pub(crate) mod limits {
    /// Deal names, ids, names of people.
    pub(crate) const SHORT: usize = 200;
    pub(crate) const NOTES: usize = 4000;
    /// Team contacts of one deal: a select menu holds 25, and a private message shows these whole.
    pub(crate) const CONTACTS: usize = 10;
    /// Reasons of one list: a select menu holds 25 (Component reference, "String Select").
    pub(crate) const REASONS: usize = 25;
    /// A reason's words: an option of a select menu has 100 (same place).
    pub(crate) const REASON: usize = 100;
}

/// Collects the faults of a form, so that a member hears all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<InputFault>);

impl Faults {
    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: Field, typed: &str, wrong: Wrong) {
        self.0.push(InputFault {
            field,
            typed: typed.to_owned(),
            wrong,
        });
    }

    /// A text that may be empty, on one line unless its field has several. One of which nothing can be seen is empty: shown
    /// as a label it would be none, and Discord takes no control without one.
    pub(crate) fn optional(&mut self, field: Field, typed: &str, max: usize) -> Option<String> {
        let text = match field {
            Field::Notes | Field::Need | Field::NoticeText => typed.trim().to_owned(),
            _ => one_line(typed),
        };
        if text.chars().count() > max {
            self.add(field, typed, Wrong::TooLong(max));
        }
        (!plain_line(&text).is_empty()).then_some(text)
    }

    /// A text that may not.
    pub fn required(&mut self, field: Field, typed: &str, max: usize) -> String {
        let text = self.optional(field, typed, max);
        if text.is_none() {
            self.add(field, typed, Wrong::Missing);
        }
        text.unwrap_or_default()
    }

    /// An amount of money of more than nothing.
    pub fn money(&mut self, field: Field, typed: &str, currency: Currency) -> Option<Money> {
        if typed.trim().is_empty() {
            self.add(field, typed, Wrong::Missing);
            return None;
        }
        match Money::parse(typed, currency) {
            Ok(money) if money.minor > 0 => return Some(money),
            Ok(_) => self.add(field, typed, Wrong::NotPositive),
            Err(fault) => self.add(field, typed, Wrong::Money(fault)),
        }
        None
    }

    /// A day from today on.
    pub(crate) fn future_date(&mut self, field: Field, typed: &str, reading: Reading) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            self.add(field, typed, Wrong::Missing);
            return None;
        }
        match parse_date(typed, reading.today, reading.locale) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.add(field, typed, Wrong::Date(fault));
                None
            }
        }
    }

    /// The one number or address that was read; there is no room for a second.
    fn only<T>(&mut self, field: Field, typed: &str, read: Option<Lenient<T>>) -> Option<T> {
        match read {
            Some(read) if read.more.is_empty() => return Some(read.value),
            Some(_) => self.add(field, typed, Wrong::Several),
            None => self.add(field, typed, Wrong::Malformed),
        }
        None
    }

    /// One fault alone, as a refusal.
    #[must_use]
    pub fn one(field: Field, typed: &str, wrong: Wrong) -> Refusal {
        Refusal::Input(vec![InputFault {
            field,
            typed: typed.to_owned(),
            wrong,
        }])
    }

    /// The faults as a refusal, or `value` where there are none.
    ///
    /// # Errors
    /// [`Refusal::Input`].
    pub fn or<T>(self, value: Option<T>) -> Result<T, Refusal> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refusal::Input(self.0)),
        }
    }
}

impl DealInput {
    /// What was typed, by field.
    #[must_use]
    pub fn fields(&self) -> [(Field, &str); 4] {
        [
            (Field::DealName, &self.name),
            (Field::Value, &self.value),
            (Field::PurchaseDate, &self.purchase_date),
            (Field::Notes, &self.notes),
        ]
    }

    /// The deal that was typed. What the form does not ask for is taken from `before`.
    ///
    /// # Errors
    /// [`Refusal::Input`] with every fault.
    pub(crate) fn parse(&self, reading: Reading, before: Option<&Deal>) -> Result<Deal, Refusal> {
        let mut faults = Faults::default();
        let name = faults.required(Field::DealName, &self.name, limits::SHORT);
        let value = faults.money(Field::Value, &self.value, reading.currency);
        // A date that has not been touched may have passed since: that alone must not stop an edit of the notes.
        let unchanged = before
            .map(|deal| deal.purchase_date)
            .filter(|date| self.purchase_date.trim() == date.to_string());
        let date =
            unchanged.or_else(|| faults.future_date(Field::PurchaseDate, &self.purchase_date, reading));
        let notes = faults.optional(Field::Notes, &self.notes, limits::NOTES);
        faults.or(value.zip(date).map(|(value, purchase_date)| Deal {
            name,
            value,
            purchase_date,
            notes,
            crm_id: before.and_then(|deal| deal.crm_id.clone()),
            campaign_id: before.and_then(|deal| deal.campaign_id.clone()),
            final_value: before.and_then(|deal| deal.final_value),
        }))
    }
}

impl ContactInput {
    /// Whether anything was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.phone, &self.email]
            .into_iter()
            .all(|text| text.trim().is_empty())
    }

    fn read(&self, member: Option<MemberId>, faults: &mut Faults) -> Option<NewTeamContact> {
        let fields = [
            (Field::ContactName, &self.name),
            (Field::Phone, &self.phone),
            (Field::Email, &self.email),
        ];
        let missing: Vec<_> = fields
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .collect();
        for (field, typed) in &missing {
            faults.add(*field, typed, Wrong::ContactIncomplete);
        }
        if !missing.is_empty() {
            return None;
        }
        let name = faults.required(Field::ContactName, &self.name, limits::SHORT);
        let phone = faults.only(Field::Phone, &self.phone, lenient::phone(&self.phone));
        let email = faults.only(Field::Email, &self.email, lenient::email(&self.email));
        Some(NewTeamContact {
            name,
            phone: phone?,
            email: email?,
            member,
        })
    }

    /// The team contact that was typed.
    ///
    /// # Errors
    /// [`Refusal::Input`] with every fault.
    pub fn parse(&self, member: Option<MemberId>) -> Result<NewTeamContact, Refusal> {
        let mut faults = Faults::default();
        let contact = self.read(member, &mut faults);
        faults.or(contact)
    }
}

impl DetailsInput {
    /// What was typed, by field; a new team contact takes nothing from anybody.
    #[must_use]
    pub fn fields(&self) -> [(Field, &str); 2] {
        [
            (Field::CrmId, &self.crm_id),
            (Field::CampaignId, &self.campaign_id),
        ]
    }

    /// The details that were typed.
    ///
    /// # Errors
    /// [`Refusal::Input`] with every fault.
    pub fn parse(&self) -> Result<DealDetails, Refusal> {
        let mut faults = Faults::default();
        let crm_id = faults.optional(Field::CrmId, &self.crm_id, limits::SHORT);
        let campaign_id = faults.optional(Field::CampaignId, &self.campaign_id, limits::SHORT);
        let contact = if self.contact.is_empty() {
            None
        } else {
            self.contact.read(None, &mut faults)
        };
        faults.or(Some(DealDetails {
            crm_id,
            campaign_id,
            contact,
        }))
    }
}

/// Notes that go with a reason: required for "Other".
///
/// # Errors
/// [`Refusal::Input`].
pub fn reason_notes(reason: &Reason, typed: &str) -> Result<Option<String>, Refusal> {
    let mut faults = Faults::default();
    let notes = faults.optional(Field::Notes, typed, limits::NOTES);
    if notes.is_none() && reason.needs_notes() {
        faults.add(Field::Notes, typed, Wrong::MissingForOther);
    }
    faults.or(Some(notes))
}

/// The final value of a won deal; empty for none.
///
/// # Errors
/// [`Refusal::Input`].
pub fn final_value(typed: &str, currency: Currency) -> Result<Option<Money>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let mut faults = Faults::default();
    let value = faults.money(Field::FinalValue, typed, currency);
    faults.or(value.map(Some))
}
