//! A lead: one request from a customer, as it arrived.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::assignment::Assignment;
use super::contact::{CountryCode, Email, Phone};
use super::deadline::ScheduleFacts;
use super::ids::{ChannelId, LeadId, LeadNumber, MemberId, MessageId, SourceId, TeamId};
use super::stage::Stage;
use super::transition::Last;

/// How the customer came to this partner (Partner Center's referral types).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The customer wrote.
    #[default]
    CustomerInquiry,
    /// A marketing channel qualified it.
    MarketingQualified,
    /// A seller collected the need and picked this partner.
    SalesQualified,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::CustomerInquiry,
        Self::MarketingQualified,
        Self::SalesQualified,
    ];

    /// The word in the database, the API and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CustomerInquiry => "customer_inquiry",
            Self::MarketingQualified => "marketing_qualified",
            Self::SalesQualified => "sales_qualified",
        }
    }

    /// The kind of that code.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What kind of organisation passed the lead on. A customer inquiry has no sender.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SenderKind {
    /// Microsoft.
    Microsoft,
    /// Another partner.
    Partner,
}

impl SenderKind {
    /// The word in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Microsoft => "microsoft",
            Self::Partner => "partner",
        }
    }

    /// The sender kind of that code.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Microsoft, Self::Partner]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// Who passed the lead on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sender {
    /// Microsoft or another partner.
    pub kind: SenderKind,
    /// The person's name.
    pub name: Option<String>,
    /// The person's mail address.
    pub email: Option<Email>,
    /// Their organisation.
    pub organization: Option<String>,
}

/// The customer: a company, a person, or both.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Customer {
    /// Company name.
    pub company: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// Their job title.
    pub title: Option<String>,
    /// Their mail address.
    pub email: Option<Email>,
    /// Their phone number.
    pub phone: Option<Phone>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<CountryCode>,
    /// City.
    pub city: Option<String>,
    /// Number of employees, as the source words it ("51-250").
    pub size: Option<String>,
    /// Industry, as the source words it.
    pub industry: Option<String>,
    /// The customer's language, a BCP 47 tag.
    pub language: Option<String>,
}

impl Customer {
    /// What the lead is called: the company, else the person. Empty only after an erasure.
    #[must_use]
    pub(crate) fn display_name(&self) -> &str {
        self.company
            .as_deref()
            .or(self.name.as_deref())
            .unwrap_or_default()
    }
}

/// A lead as it comes through the door: parsed, lawful, not yet anybody's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewLead {
    /// The source's own id for it; one lead per source and id.
    pub external_id: Option<String>,
    /// How the customer came.
    pub kind: Kind,
    /// When it arrived at its source; the deadline counts from here. `None`: now.
    pub received_at: Option<DateTime<Utc>>,
    /// The customer asked to be contacted directly.
    pub hot: bool,
    /// Installed, free trial, test drive: listed and counted, without deadline, reminders or ping.
    pub informational: bool,
    /// A test of the path: shown as such and left out of every figure.
    pub test: bool,
    /// The customer.
    pub customer: Customer,
    /// What they need, in their words.
    pub need: Option<String>,
    /// Solutions named by the source.
    pub solutions: Vec<String>,
    /// Their budget, in their words.
    pub budget: Option<String>,
    /// The marketing campaign it came from.
    pub campaign_id: Option<String>,
    /// The customer does not want to be contacted.
    pub do_not_contact: bool,
    /// Who passed it on.
    pub sender: Option<Sender>,
    /// The sender's webhook for what becomes of it.
    pub reply_to: Option<String>,
}

/// The Discord message that a lead by hand was made of. It is the lead's id at its source, so one message is one lead.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct MadeOf {
    /// Where it stands.
    pub channel: ChannelId,
    /// Which.
    pub message: MessageId,
}

impl MadeOf {
    /// `channel/message`.
    #[must_use]
    pub fn external_id(self) -> String {
        format!("{}/{}", self.channel, self.message)
    }

    /// The message of such an id.
    #[must_use]
    pub(crate) fn of_external_id(text: &str) -> Option<Self> {
        let (channel, message) = text.split_once('/')?;
        Some(Self {
            channel: ChannelId(channel.parse().ok()?),
            message: MessageId(message.parse().ok()?),
        })
    }
}

/// A lead of a team: its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Its row.
    pub id: LeadId,
    /// Whose it is.
    pub team: TeamId,
    /// Its number within the team.
    pub number: LeadNumber,
    /// Where it came in.
    pub source: SourceId,
    /// Where it stands.
    pub stage: Stage,
    /// What arrived.
    pub request: NewLead,
    /// When it arrived at its source.
    pub received_at: DateTime<Utc>,
    /// When it arrived here.
    pub taken_in_at: DateTime<Utc>,
    /// When it expires unanswered.
    pub deadline: Option<DateTime<Utc>>,
    /// The deal's owner.
    pub owner: Option<MemberId>,
    /// Who was last asked to look at it before it was answered; see [`Lead::assignee`].
    pub(crate) assignment: Option<Assignment>,
    /// Why it was declined or lost: a reason's code.
    pub reason: Option<String>,
    /// What the member added to the reason.
    pub reason_notes: Option<String>,
    /// Who brought it to its stage, and when.
    pub last: Last,
    /// When a member first answered it.
    pub answered_at: Option<DateTime<Utc>>,
    /// Counts its changes.
    pub version: i64,
    /// Its thread.
    pub thread: Option<ChannelId>,
    /// When its personal data was wiped.
    pub erased_at: Option<DateTime<Utc>>,
}

impl Lead {
    /// Who looks at the lead while it waits for an answer.
    #[must_use]
    pub fn assignee(&self) -> Option<MemberId> {
        let waits = self.stage == Stage::Received;
        self.assignment.filter(|_| waits).map(|assignment| assignment.to)
    }

    /// Whom its reminders call by name.
    #[must_use]
    pub fn named(&self) -> Option<MemberId> {
        match self.stage {
            Stage::Received => self.assignee(),
            Stage::Accepted => self.owner,
            Stage::Archived(_) => None,
        }
    }

    /// Whether its reminders at `now` are for the one alone whom they name; `hot_within` is how long a lead is hot.
    #[must_use]
    pub(crate) fn is_for_one(&self, hot_within: TimeDelta, now: DateTime<Utc>) -> bool {
        match self.assignment.filter(|_| self.stage == Stage::Received) {
            Some(assignment) => {
                let hot = self.request.hot && !self.request.do_not_contact;
                let window = hot.then(|| self.received_at + hot_within);
                assignment.is_alone(window, self.deadline, now)
            }
            None => self.named().is_some(),
        }
    }

    /// What decides what is due for it; the purchase date is the deal's.
    #[must_use]
    pub fn schedule_facts(&self, purchase_date: Option<NaiveDate>) -> ScheduleFacts {
        ScheduleFacts {
            stage: self.stage,
            received_at: self.received_at,
            deadline: self.deadline,
            hot: self.request.hot,
            do_not_contact: self.request.do_not_contact,
            silent: self.request.informational || self.request.test,
            purchase_date,
            erased: self.erased_at.is_some(),
        }
    }
}

/// What the source is technically.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An intake key of `/source add`.
    Api,
    /// A member, by `/lead new` or "Make a lead".
    Member,
    /// A CSV import or `leadbell ingest`.
    Import,
    /// The inquiry form.
    Form,
    /// Microsoft Partner Center's referrals API.
    PartnerCenter,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Api,
        Self::Member,
        Self::Import,
        Self::Form,
        Self::PartnerCenter,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Member => "member",
            Self::Import => "import",
            Self::Form => "form",
            Self::PartnerCenter => "partner_center",
        }
    }

    /// The source kind of that code.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
