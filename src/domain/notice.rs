//! Notices: what is told outside Discord, to whom and why, and where each of them stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{LeadId, MemberId, NoticeId, TeamId};
use super::stage::{Outcome, Stage};

macro_rules! codes {
    ($name:ident: $($variant:ident = $code:literal),* $(,)?) => {
        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the database, in custom ids and in message catalogues.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            /// The one of that word.
            #[must_use]
            pub(crate) fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

/// What happened to the lead.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A member took it.
    Accepted,
    /// A member did not want it.
    Declined,
    /// Nobody answered in time.
    Expired,
    /// The deal was won.
    Won,
    /// The deal was lost.
    Lost,
}

codes!(Cause: Accepted = "accepted", Declined = "declined", Expired = "expired", Won = "won", Lost = "lost");

impl Cause {
    /// What bringing a lead to that stage is a cause of; `None` for its arrival.
    #[must_use]
    pub const fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Received => None,
            Stage::Accepted => Some(Self::Accepted),
            Stage::Archived(Outcome::Declined) => Some(Self::Declined),
            Stage::Archived(Outcome::Expired) => Some(Self::Expired),
            Stage::Archived(Outcome::Won) => Some(Self::Won),
            Stage::Archived(Outcome::Lost) => Some(Self::Lost),
        }
    }
}

/// By which way.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// A mail.
    Mail,
    /// A webhook.
    Webhook,
}

codes!(Medium: Mail = "mail", Webhook = "webhook");

/// To whom.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The customer.
    Customer,
    /// Whoever passed the lead on.
    Sender,
}

codes!(Audience: Customer = "customer", Sender = "sender");

/// Where a notice stands.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum State {
    /// It goes out when its time has come, or is being tried.
    Waiting,
    /// The other side has taken it.
    Sent,
    /// It was refused or tried for too long: a manager may have it tried again, or tell them by hand.
    Failed,
    /// Nobody but a person can tell them.
    ByHand,
    /// A person has told them.
    Told,
    /// Nobody is told, and that is meant so.
    Withheld,
    /// The change that owed it was taken back, or the lead's data was wiped.
    Dropped,
}

codes!(State: Waiting = "waiting", Sent = "sent", Failed = "failed", ByHand = "by_hand", Told = "told",
    Withheld = "withheld", Dropped = "dropped");

impl State {
    /// Whether it waits for somebody's hand.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Failed | Self::ByHand)
    }
}

/// Why a notice stands where it does. What the other side said is kept beside it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Why {
    /// It happened before anybody was told of anything.
    Before,
    /// It could not be sent for so long that it would come as a surprise.
    Late,
    /// No mail server is set.
    NoSmtp,
    /// The customer does not want to be contacted.
    DoNotContact,
    /// The other side refused it for good.
    Refused,
    /// It was tried for three days.
    Exhausted,
    /// The webhook's receiver wants no more (410).
    Gone,
    /// The webhook's address is one inside our own network.
    PrivateAddress,
    /// There is no address any more.
    NoAddress,
    /// The team's own text cannot be filled in.
    BadText,
    /// The change was taken back.
    Undone,
    /// The lead's data was wiped.
    Erased,
    /// A member said that the customer is not to be told.
    NotWanted,
}

codes!(Why: Before = "before", Late = "late", NoSmtp = "no_smtp", DoNotContact = "do_not_contact", Refused = "refused",
    Exhausted = "exhausted", Gone = "gone", PrivateAddress = "private_address", NoAddress = "no_address",
    BadText = "bad_text", Undone = "undone", Erased = "erased", NotWanted = "not_wanted");

/// Which text a mail has.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum TextKind {
    /// A lead was declined: its customer chooses another partner.
    DeclinedCustomer,
    /// A lead expired: whoever passed it on is told.
    ExpiredSender,
    /// A lead expired: its customer is told, where the team wants that.
    ExpiredCustomer,
}

codes!(TextKind: DeclinedCustomer = "declined_customer", ExpiredSender = "expired_sender",
    ExpiredCustomer = "expired_customer");

impl TextKind {
    /// The text for that; `None` where no mail is sent for it.
    #[must_use]
    pub const fn of(cause: Cause, audience: Audience) -> Option<Self> {
        match (cause, audience) {
            (Cause::Declined, Audience::Customer) => Some(Self::DeclinedCustomer),
            (Cause::Expired, Audience::Sender) => Some(Self::ExpiredSender),
            (Cause::Expired, Audience::Customer) => Some(Self::ExpiredCustomer),
            _ => None,
        }
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its row.
    pub id: NoticeId,
    /// Whose.
    pub team: TeamId,
    /// About which lead.
    pub lead: LeadId,
    /// What happened.
    pub cause: Cause,
    /// By which way.
    pub medium: Medium,
    /// To whom.
    pub audience: Audience,
    /// What it is known by on the other side; the same on each try.
    pub public_id: String,
    /// Where it stands.
    pub state: State,
    /// Why, where that needs saying.
    pub why: Option<Why>,
    /// What the other side said.
    pub detail: Option<String>,
    /// When it happened.
    pub caused_at: DateTime<Utc>,
    /// Not before; the tries are counted from here.
    pub due_at: DateTime<Utc>,
    /// How often it could not be sent.
    pub attempts: u32,
    /// When it was sent, given up or dropped.
    pub settled_at: Option<DateTime<Utc>>,
    /// Who told them by hand.
    pub told_by: Option<MemberId>,
    /// When they did.
    pub told_at: Option<DateTime<Utc>>,
}
