//! What the team says of a lead it has accepted.

use chrono::NaiveDate;

use super::contact::{Email, Phone};
use super::ids::{ContactId, MemberId};
use super::money::Money;

/// The deal of an accepted lead.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Deal {
    /// What the team calls it.
    pub name: String,
    /// What it is thought to be worth.
    pub value: Money,
    /// When the customer is thought to buy, in the team's time zone.
    pub purchase_date: NaiveDate,
    /// What the customer is looking for.
    pub notes: Option<String>,
    /// The team's own CRM id, for reference only.
    pub crm_id: Option<String>,
    /// The marketing campaign.
    pub campaign_id: Option<String>,
    /// What it was worth in the end, where a member said so on Won.
    pub final_value: Option<Money>,
}

/// The optional second step of Accept, and the part of Edit that is reference only.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct DealDetails {
    /// The team's own CRM id.
    pub crm_id: Option<String>,
    /// The marketing campaign.
    pub campaign_id: Option<String>,
    /// A colleague on the deal.
    pub contact: Option<NewTeamContact>,
}

/// A colleague working on the deal: all three, or none.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct NewTeamContact {
    pub name: String,
    pub phone: Phone,
    /// Mail.
    pub email: Email,
    /// Their Discord account, where known: it lets them work on the deal here.
    pub member: Option<MemberId>,
}

/// A colleague on a deal, with the row that keeps them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct TeamContact {
    /// Their row.
    pub id: ContactId,
    /// Who they are.
    pub contact: NewTeamContact,
}
