//! What logs call a refusal: its name, without what people typed.

use super::Refusal;

impl Refusal {
    /// Its name for logs, which must not carry what people typed.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotAMember => "not a member",
            Self::ManagersOnly => "managers only",
            Self::ServerManagersOnly => "server managers only",
            Self::NotYourDeal { .. } => "not your deal",
            Self::NotSetUp => "not set up",
            Self::NoSuchLead { .. } => "no such lead",
            Self::AlreadyAccepted { .. } => "already accepted",
            Self::AlreadyArchived { .. } => "already archived",
            Self::NotAccepted { .. } => "not accepted",
            Self::NotDue { .. } => "not due",
            Self::Erased { .. } => "erased",
            Self::ContactClosed { .. } => "contact closed",
            Self::NothingToUndo { .. } => "nothing to undo",
            Self::UndoNotYours { .. } => "undo not yours",
            Self::AcceptFinal { .. } => "accept final",
            Self::UndoTooLate { .. } => "undo too late",
            Self::ChangedMeanwhile { .. } => "changed meanwhile",
            Self::IsAway { .. } => "is away",
            Self::AssignedAlready { .. } => "assigned already",
            Self::OwnsItAlready { .. } => "owns it already",
            Self::NotOnTheTeam { .. } => "not on the team",
            Self::ABot => "a bot",
            Self::OnTheDealAlready { .. } => "on the deal already",
            Self::TooManyContacts { .. } => "too many contacts",
            Self::NoSuchContact { .. } => "no such contact",
            Self::TooManyReasons { .. } => "too many reasons",
            Self::OtherStays => "other stays",
            Self::MadeBefore { .. } => "made before",
            Self::SourceOff { .. } => "source off",
            Self::DeliveryGone => "delivery gone",
            Self::MyOwnMessage => "my own message",
            Self::Input(_) => "input",
            Self::UnknownControl => "unknown control",
            Self::TooLate => "too late",
            Self::AlreadyHandled => "already handled",
        }
    }
}
