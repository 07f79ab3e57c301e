//! The one table of what may happen to a lead. Every button, command, form, import and timer asks here; the
//! answer is the stage that follows, or the refusal to show. Total: each action has an answer in each stage.
//!
//! | action | received | accepted | archived | who |
//! |---|---|---|---|---|
//! | accept | accepted | refused | refused | member |
//! | decline | declined | refused | refused | member |
//! | win, lose | refused | won, lost | refused | owner, team contact, manager |
//! | expire | expired, once due | refused | refused | the clock |
//! | edit | refused | stays | refused | owner, team contact, manager |
//! | assign | stays | stays | refused | manager, or a member to themselves where it is nobody's; owner, team contact, manager |
//! | favorite | stays | stays | refused | member |
//! | snooze | stays | stays | refused | manager, whom its reminders name |
//! | see contact | stays | stays | stays; declined and expired: manager | member |
//! | erase | stays | stays | stays | manager |
//! | release | stays, where somebody looks at it | received | refused | assignee, owner, manager |
//! | undo | refused | received | declined → received, won and lost → accepted | who did it, within the window |

use chrono::{DateTime, TimeDelta, Utc};

use super::event::Initiator;
use super::ids::{LeadNumber, MemberId};
use super::permission::Standing;
use super::refusal::Refusal;
use super::stage::{Outcome, Stage};

/// What somebody, or time, wants to do to a lead.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Action {
    /// Take it.
    Accept,
    /// Not take it.
    Decline,
    /// Close the deal as won.
    Win,
    /// Close the deal as lost.
    Lose,
    /// Let it expire.
    Expire,
    /// Change the deal or its team contacts.
    Edit,
    /// Hand the deal over, or ask somebody to look at a lead that waits.
    Assign,
    /// Give or take back a heart.
    Favorite,
    /// Look at the contact data.
    SeeContact,
    /// Silence its reminders.
    Snooze,
    /// Wipe its personal data.
    Erase,
    /// Give an accepted lead, or one that waits for somebody's answer, back to the team.
    Release,
    /// Take back Accept, Decline, Won or Lost.
    Undo,
}

impl Action {
    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: [Self; 13] = [
        Self::Accept,
        Self::Decline,
        Self::Win,
        Self::Lose,
        Self::Expire,
        Self::Edit,
        Self::Assign,
        Self::Favorite,
        Self::SeeContact,
        Self::Snooze,
        Self::Erase,
        Self::Release,
        Self::Undo,
    ];
}

/// Who acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Who {
    /// Somebody in Discord.
    Member(Standing),
    /// Time.
    Clock,
}

/// The last transition of a lead: who brought it where it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Last {
    /// Who.
    pub by: Initiator,
    /// When.
    pub at: DateTime<Utc>,
}

/// Everything else the table decides on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Facts {
    pub lead: LeadNumber,
    /// Who acts.
    pub who: Who,
    /// The deal's owner.
    pub owner: Option<MemberId>,
    /// Who looks at it while it waits.
    pub assignee: Option<MemberId>,
    /// The last transition; before the first one, the arrival.
    pub last: Last,
    /// When the lead expires, if ever.
    pub deadline: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
    /// How long an answer can be taken back.
    pub undo_within: TimeDelta,
    /// Its personal data has been wiped.
    pub erased: bool,
}

impl Stage {
    /// What follows if `action` is done to a lead in this stage: the stage after, which is the same one where
    /// the action is no transition.
    ///
    /// # Errors
    /// The [`Refusal`] to show.
    pub(crate) fn apply(self, action: Action, facts: &Facts) -> Result<Self, Refusal> {
        facts.permit(action, self)?;
        match (action, self) {
            (Action::Accept, Self::Received) => Ok(Self::Accepted),
            (Action::Decline, Self::Received) => Ok(Self::Archived(Outcome::Declined)),
            (Action::Expire, Self::Received) => match facts.deadline {
                Some(deadline) if deadline <= facts.now => Ok(Self::Archived(Outcome::Expired)),
                _ => Err(Refusal::NotDue { lead: facts.lead }),
            },
            (Action::Win, Self::Accepted) => Ok(Self::Archived(Outcome::Won)),
            (Action::Lose, Self::Accepted) => Ok(Self::Archived(Outcome::Lost)),
            (Action::Edit | Action::Assign, Self::Accepted)
            | (Action::Favorite | Action::Snooze, Self::Received | Self::Accepted)
            | (Action::SeeContact | Action::Erase, _) => Ok(self),
            (Action::Undo, Self::Archived(outcome)) => facts.undo(outcome),
            (Action::Assign, Self::Received) => Ok(Self::Received),
            (Action::Release, Self::Received) if facts.assignee.is_some() => Ok(Self::Received),
            (Action::Release, Self::Accepted) => Ok(Self::Received),
            (Action::Undo, Self::Accepted) => facts.undo_accept(),
            (Action::Undo, Self::Received) => Err(Refusal::NothingToUndo { lead: facts.lead }),
            (Action::Win | Action::Lose | Action::Edit | Action::Release, Self::Received) => {
                Err(Refusal::NotAccepted { lead: facts.lead })
            }
            (Action::Accept | Action::Decline | Action::Expire, Self::Accepted) => Err(facts.accepted()),
            (
                Action::Accept
                | Action::Decline
                | Action::Expire
                | Action::Win
                | Action::Lose
                | Action::Edit
                | Action::Assign
                | Action::Release
                | Action::Favorite
                | Action::Snooze,
                Self::Archived(outcome),
            ) => Err(facts.archived(outcome)),
        }
    }
}

impl Facts {
    /// Whether whoever acts may do that at all. An illegal move is told as such before a missing right to a deal
    /// is, so that a second press hears who was first.
    fn permit(&self, action: Action, stage: Stage) -> Result<(), Refusal> {
        let standing = match self.who {
            Who::Member(standing) => standing,
            Who::Clock if action == Action::Expire => return Ok(()),
            Who::Clock => return Err(Refusal::NotAMember),
        };
        standing.member()?;
        match action {
            Action::Expire => Err(Refusal::NotDue { lead: self.lead }),
            Action::Erase => {
                standing.manager()?;
                if self.erased {
                    Err(Refusal::Erased { lead: self.lead })
                } else {
                    Ok(())
                }
            }
            Action::SeeContact if self.erased => Err(Refusal::Erased { lead: self.lead }),
            Action::SeeContact => match stage {
                Stage::Archived(Outcome::Declined | Outcome::Expired) => standing
                    .manager()
                    .map_err(|_| Refusal::ContactClosed { lead: self.lead }),
                _ => Ok(()),
            },
            Action::Win | Action::Lose | Action::Edit | Action::Assign if stage == Stage::Accepted => {
                standing.works_on(self.owner)
            }
            // What somebody looks at already is not taken from them.
            Action::Assign | Action::Release
                if stage == Stage::Received && self.assignee.is_some_and(|who| who != standing.member) =>
            {
                standing.manager().map_err(|_| self.assigned())
            }
            // A team contact helps with a deal; whose it is decides its owner.
            Action::Release if stage == Stage::Accepted && self.owner != Some(standing.member) => standing
                .manager()
                .map_err(|_| Refusal::NotYourDeal { owner: self.owner }),
            // A snooze of somebody whom no reminder names would promise a silence that was never broken.
            Action::Snooze if stage.is_open() && self.named(stage) != Some(standing.member) => {
                standing.manager()
            }
            _ => Ok(()),
        }
    }

    /// Whom the lead's reminders call by name.
    fn named(&self, stage: Stage) -> Option<MemberId> {
        match stage {
            Stage::Received => self.assignee,
            Stage::Accepted => self.owner,
            Stage::Archived(_) => None,
        }
    }

    /// Somebody else looks at it.
    fn assigned(&self) -> Refusal {
        match self.assignee {
            Some(who) => Refusal::AssignedAlready { lead: self.lead, who },
            None => Refusal::ManagersOnly,
        }
    }

    fn undo(&self, outcome: Outcome) -> Result<Stage, Refusal> {
        let before = match outcome {
            Outcome::Declined => Stage::Received,
            Outcome::Won | Outcome::Lost => Stage::Accepted,
            Outcome::Expired => return Err(Refusal::NothingToUndo { lead: self.lead }),
        };
        self.in_time(Refusal::UndoTooLate { lead: self.lead })
            .map(|()| before)
    }

    /// Who has accepted takes it back while the deal is still theirs.
    fn undo_accept(&self) -> Result<Stage, Refusal> {
        self.in_time(Refusal::AcceptFinal { lead: self.lead })?;
        match self.who {
            Who::Member(standing) if self.owner == Some(standing.member) => Ok(Stage::Received),
            _ => Err(Refusal::NotYourDeal { owner: self.owner }),
        }
    }

    fn in_time(&self, too_late: Refusal) -> Result<(), Refusal> {
        let by_whom = match self.who {
            Who::Member(standing) => Initiator::Member(standing.member),
            Who::Clock => Initiator::Clock,
        };
        if by_whom != self.last.by {
            Err(Refusal::UndoNotYours { by: self.last.by })
        } else if self.now - self.last.at > self.undo_within {
            Err(too_late)
        } else {
            Ok(())
        }
    }

    fn accepted(&self) -> Refusal {
        Refusal::AlreadyAccepted {
            lead: self.lead,
            by: self.last.by,
            at: self.last.at,
        }
    }

    fn archived(&self, outcome: Outcome) -> Refusal {
        Refusal::AlreadyArchived {
            lead: self.lead,
            outcome,
            by: self.last.by,
            at: self.last.at,
        }
    }
}

#[cfg(test)]
#[path = "transition_tests.rs"]
mod tests;
