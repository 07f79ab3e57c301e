//! Who may do what. One rule for every path: command, button, select, form, old message, another server's id.

use super::ids::{MemberId, RoleId};
use super::refusal::Refusal;
use super::team::Team;

/// What somebody is in a team.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Rank {
    /// Sees nothing and is told whom to ask.
    Outsider,
    /// Sees leads, answers them, favorites, works their own deals.
    Member,
    /// May do everything (Partner Center's referrals admin).
    Manager,
}

impl Rank {
    /// At least the rank that is needed.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`] or [`Refusal::ManagersOnly`].
    pub(crate) const fn require(self, needed: Self) -> Result<(), Refusal> {
        match (self, needed) {
            (Self::Manager, _) | (_, Self::Outsider) | (Self::Member, Self::Member) => Ok(()),
            (Self::Member, Self::Manager) => Err(Refusal::ManagersOnly),
            (Self::Outsider, _) => Err(Refusal::NotAMember),
        }
    }
}

/// A person in Discord as an interaction shows them: never looked up, never cached.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// Their user id.
    pub id: MemberId,
    /// The name the server shows for them; from outside, so never printed unneutralised.
    pub name: String,
    /// Their roles on the server.
    pub roles: Vec<RoleId>,
    /// Whether they may run `/setup`: Manage Server or Administrator, or the server's owner.
    pub manages_server: bool,
}

impl Person {
    /// Their rank in a team. Managing the server gives `/setup` and nothing else.
    #[must_use]
    pub(crate) fn rank(&self, team: &Team) -> Rank {
        let has = |role: Option<RoleId>| role.is_some_and(|role| self.roles.contains(&role));
        if has(team.manager_role) {
            Rank::Manager
        } else if has(team.member_role) {
            Rank::Member
        } else {
            Rank::Outsider
        }
    }

    /// At least that rank in the team.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`] or [`Refusal::ManagersOnly`].
    pub(crate) fn require(&self, team: &Team, needed: Rank) -> Result<(), Refusal> {
        self.rank(team).require(needed)
    }
}

/// Somebody whom a member has picked, as the interaction shows them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Picked {
    /// Who.
    pub person: Person,
    /// Another program, not a person.
    pub bot: bool,
}

/// How somebody stands to one lead.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Standing {
    /// Who they are.
    pub member: MemberId,
    /// Their rank in the team.
    pub rank: Rank,
    /// They own the deal or are a team contact of it.
    pub on_the_deal: bool,
}

impl Standing {
    /// At least a member of the team.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`].
    pub const fn member(self) -> Result<(), Refusal> {
        self.rank.require(Rank::Member)
    }

    /// A manager of the team.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`] or [`Refusal::ManagersOnly`].
    pub const fn manager(self) -> Result<(), Refusal> {
        self.rank.require(Rank::Manager)
    }

    /// Somebody who may work this deal: its owner, a team contact, a manager.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`] or [`Refusal::NotYourDeal`].
    pub(crate) fn works_on(self, owner: Option<MemberId>) -> Result<(), Refusal> {
        match (self.rank, self.on_the_deal) {
            (Rank::Outsider, _) => Err(Refusal::NotAMember),
            (Rank::Manager, _) | (Rank::Member, true) => Ok(()),
            (Rank::Member, false) => Err(Refusal::NotYourDeal { owner }),
        }
    }
}
