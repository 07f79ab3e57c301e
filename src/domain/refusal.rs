//! What a member may not or cannot do. Not an error: an answer, shown to that member alone, in plain words with
//! the next step. The words are in the message catalogues (`text::refusal`).

mod name;

use chrono::{DateTime, Utc};

use super::dates::DateFault;
use super::ids::{LeadNumber, MemberId};
use super::initiator::Initiator;
use super::money::MoneyFault;
use super::stage::Outcome;
use super::working_hours::HoursFault;

/// Why not.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Neither of the team's roles.
    NotAMember,
    /// Only a manager may.
    ManagersOnly,
    /// Only who manages the server may (`/setup`).
    ServerManagersOnly,
    /// The deal belongs to somebody else.
    NotYourDeal {
        /// To whom.
        owner: Option<MemberId>,
    },
    /// The team has not been set up yet.
    NotSetUp,
    /// There is no such lead in this team.
    NoSuchLead {
        /// What was asked for.
        asked: String,
    },
    /// Somebody was first.
    AlreadyAccepted {
        /// Which lead.
        lead: LeadNumber,
        /// Who.
        by: Initiator,
        /// When.
        at: DateTime<Utc>,
    },
    /// It is archived, so nothing can happen to it any more.
    AlreadyArchived {
        /// Which lead.
        lead: LeadNumber,
        /// How it ended.
        outcome: Outcome,
        /// Who did it.
        by: Initiator,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nobody has accepted it yet, so there is no deal to work on.
    NotAccepted {
        /// Which lead.
        lead: LeadNumber,
    },
    /// It does not expire (yet).
    NotDue {
        /// Which lead.
        lead: LeadNumber,
    },
    /// Its personal data has been erased.
    Erased {
        /// Which lead.
        lead: LeadNumber,
    },
    /// Contact data of a declined or expired lead is for managers.
    ContactClosed {
        /// Which lead.
        lead: LeadNumber,
    },
    /// There is nothing that could be taken back.
    NothingToUndo {
        /// Which lead.
        lead: LeadNumber,
    },
    /// Only who did it can take it back.
    UndoNotYours {
        /// Who did it.
        by: Initiator,
    },
    /// The time to take back an Accept is over; the deal can be released instead.
    AcceptFinal {
        /// Which lead.
        lead: LeadNumber,
    },
    /// The time to take it back is over.
    UndoTooLate {
        /// Which lead.
        lead: LeadNumber,
    },
    /// The deal was changed while the form was open.
    ChangedMeanwhile {
        /// Which lead.
        lead: LeadNumber,
        /// Who changed it.
        by: Initiator,
        /// When.
        at: DateTime<Utc>,
        /// What they wrote, field by field.
        clashes: Vec<Clash>,
    },
    /// That member is away.
    IsAway {
        /// Who.
        who: MemberId,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Somebody looks at that lead already.
    AssignedAlready {
        /// Which lead.
        lead: LeadNumber,
        /// Who.
        who: MemberId,
    },
    /// The deal already belongs to that member.
    OwnsItAlready {
        /// Which lead.
        lead: LeadNumber,
        /// Who.
        owner: MemberId,
    },
    /// Somebody without a role of the team cannot own a deal.
    NotOnTheTeam {
        /// Who.
        who: MemberId,
    },
    /// A bot can be neither owner nor colleague.
    ABot,
    /// That member is a team contact of the deal already.
    OnTheDealAlready {
        /// Who.
        who: MemberId,
    },
    /// A deal has room for that many team contacts.
    TooManyContacts {
        /// How many.
        max: usize,
    },
    /// The team contact has been removed meanwhile.
    NoSuchContact {
        /// Of which lead.
        lead: LeadNumber,
    },
    /// A list has room for that many reasons.
    TooManyReasons {
        /// How many.
        max: usize,
    },
    /// "Other" stays: without it a member could not say what the list lacks.
    OtherStays,
    /// The message has been made a lead before.
    MadeBefore {
        /// Which lead it is.
        lead: LeadNumber,
    },
    /// The source is switched off.
    SourceOff {
        /// Its name.
        name: String,
    },
    /// The rejected delivery was made a lead, replayed or dropped meanwhile, or is too old.
    DeliveryGone,
    /// One of the bot's own messages, which are about leads and are none.
    MyOwnMessage,
    /// What was typed could not be taken: every fault of the form.
    Input(Vec<InputFault>),
    /// The button is of another version of the bot, or never was one of its buttons.
    UnknownControl,
    /// The press took too long to get here.
    TooLate,
    /// Discord delivered the same interaction again; the first delivery has had its effect and answers.
    AlreadyHandled,
}

/// A field that somebody changed while another member's form was open.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Clash {
    /// Which.
    pub field: Field,
    /// What it says now, plain; `None` where it was emptied.
    pub theirs: Option<String>,
    /// What the second member typed; `None` where they left the field as it was.
    pub yours: Option<String>,
}

/// A field of a form or an option of a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Field {
    /// Deal name.
    DealName,
    /// Estimated value.
    Value,
    /// Estimated purchase date.
    PurchaseDate,
    /// Final value.
    FinalValue,
    /// Notes.
    Notes,
    /// Reason.
    Reason,
    /// CRM id.
    CrmId,
    /// Campaign id.
    CampaignId,
    /// A team contact's name.
    ContactName,
    /// A phone number.
    Phone,
    /// A mail address.
    Email,
    /// Company.
    Company,
    /// The customer's name.
    Name,
    /// What the customer needs.
    Need,
    /// Country.
    Country,
    /// Currency.
    Currency,
    /// Time zone.
    TimeZone,
    /// Language.
    Language,
    /// Working hours.
    WorkingHours,
    /// Hours of reminders.
    Hours,
    /// A time of day.
    Time,
    /// Team channel.
    Channel,
    /// A role.
    Role,
    /// A place in a list.
    Position,
    /// A source of leads.
    Source,
    /// A secret that signatures are made with.
    Secret,
    /// What a source sends.
    Format,
    /// The subject of a mail.
    NoticeSubject,
    /// The text of a mail.
    NoticeText,
    /// A webhook's address.
    Webhook,
    /// A number of days.
    Days,
    /// How long a lead waits for an answer.
    AnswerTime,
    /// How long a hot lead is hot.
    HotWindow,
    /// The day on which somebody is back.
    Until,
    /// Another number of `/settings`.
    Setting,
}

impl Field {
    /// The word in the message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DealName => "deal-name",
            Self::Value => "value",
            Self::PurchaseDate => "purchase-date",
            Self::FinalValue => "final-value",
            Self::Notes => "notes",
            Self::Reason => "reason",
            Self::CrmId => "crm-id",
            Self::CampaignId => "campaign-id",
            Self::ContactName => "contact-name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Company => "company",
            Self::Name => "name",
            Self::Need => "need",
            Self::Country => "country",
            Self::Currency => "currency",
            Self::TimeZone => "time-zone",
            Self::Language => "language",
            Self::WorkingHours => "working-hours",
            Self::Hours => "hours",
            Self::Time => "time",
            Self::Channel => "channel",
            Self::Role => "role",
            Self::Position => "position",
            Self::Source => "source",
            Self::Secret => "secret",
            Self::Format => "format",
            Self::NoticeSubject => "notice-subject",
            Self::NoticeText => "notice-text",
            Self::Webhook => "webhook",
            Self::Days => "days",
            Self::AnswerTime => "answer-time",
            Self::HotWindow => "hot-window",
            Self::Until => "until",
            Self::Setting => "setting",
        }
    }
}

/// One thing wrong with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct InputFault {
    /// Where.
    pub field: Field,
    /// What was typed.
    pub typed: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// It is required.
    Missing,
    /// It is required because the reason is "Other".
    MissingForOther,
    /// All three of a team contact's fields, or none.
    ContactIncomplete,
    /// Not an amount of money.
    Money(MoneyFault),
    /// An amount that must be more than nothing.
    NotPositive,
    /// Not a date.
    Date(DateFault),
    /// Longer than that many characters.
    TooLong(usize),
    /// Not one of the known values.
    Unknown,
    /// Not in the right form.
    Malformed,
    /// Not working hours.
    WorkingHours(HoursFault),
    /// More than one where there is room for one.
    Several,
    /// Another one has it already.
    Taken,
    /// The team has no intake source of that name.
    NoSuchSource,
    /// There is no format of that name.
    NoSuchFormat,
    /// A company or a name is needed.
    CompanyOrName,
    /// The role that everybody on the server has.
    Everyone,
    /// A text that cannot be filled in: what is wrong with it.
    Template(String),
    /// An address that webhooks do not go to: why.
    WebAddress(&'static str),
    /// A hot window that would outlast the lead's answer time.
    HotNotBeforeExpiry,
    /// An answer time of which the first warning would come with the lead.
    WarnedBeforeArrival,
    /// A number that must lie between these two.
    OutOfRange(u32, u32),
}
