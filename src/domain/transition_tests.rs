//! Properties of the whole table, and the few rules that only an example shows.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::permission::Rank;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

prop_compose! {
    fn any_facts()(
        who in any_who(),
        owner in proptest::option::of(1_i64..4),
        assignee in proptest::option::of(1_i64..4),
        by in any_actor(),
        last_at in 0_i64..1000,
        now in 0_i64..1000,
        deadline in proptest::option::of(0_i64..1000),
        erased: bool,
    ) -> Facts {
        Facts {
            lead: LeadNumber(17),
            who,
            owner: owner.map(MemberId),
            assignee: assignee.map(MemberId),
            last: Last { by, at: at(last_at) },
            deadline: deadline.map(at),
            now: at(now),
            undo_within: TimeDelta::seconds(120),
            erased,
        }
    }
}

fn any_actor() -> impl Strategy<Value = Initiator> {
    prop_oneof![
        (1_i64..4).prop_map(|id| Initiator::Member(MemberId(id))),
        Just(Initiator::Clock)
    ]
}

fn any_who() -> impl Strategy<Value = Who> {
    let rank = prop_oneof![Just(Rank::Outsider), Just(Rank::Member), Just(Rank::Manager)];
    prop_oneof![
        9 => (1_i64..4, rank, any::<bool>()).prop_map(|(id, rank, on_the_deal)| Who::Member(Standing {
            member: MemberId(id),
            rank,
            on_the_deal,
        })),
        1 => Just(Who::Clock),
    ]
}

fn any_stage() -> impl Strategy<Value = Stage> {
    proptest::sample::select(Stage::ALL.to_vec())
}

fn any_action() -> impl Strategy<Value = Action> {
    proptest::sample::select(Action::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// The only ways between stages are those of the product page.
    #[test]
    fn every_change_is_lawful(stage in any_stage(), action in any_action(), facts in any_facts()) {
        use Outcome::{Declined, Expired, Lost, Won};
        let Ok(after) = stage.apply(action, &facts) else { return Ok(()) };
        let lawful = match (stage, after) {
            // An unanswered lead is passed back by whoever looks at it.
            (before, after) if before == after => match action {
                Action::Release => before == Stage::Received,
                _ => !matches!(action, Action::Accept | Action::Decline | Action::Win | Action::Lose | Action::Expire | Action::Undo),
            },
            (Stage::Received, Stage::Accepted) => action == Action::Accept,
            (Stage::Received, Stage::Archived(Declined)) => action == Action::Decline,
            (Stage::Received, Stage::Archived(Expired)) => action == Action::Expire,
            (Stage::Accepted, Stage::Archived(Won)) => action == Action::Win,
            (Stage::Accepted, Stage::Archived(Lost)) => action == Action::Lose,
            (Stage::Archived(Declined), Stage::Received)
            | (Stage::Archived(Won | Lost), Stage::Accepted) => action == Action::Undo,
            (Stage::Accepted, Stage::Received) => matches!(action, Action::Undo | Action::Release),
            _ => false,
        };
        prop_assert!(lawful, "{stage:?} --{action:?}--> {after:?}");
    }

    /// Who has no role in the team gets nothing but that answer.
    #[test]
    fn an_outsider_can_do_nothing(stage in any_stage(), action in any_action(), facts in any_facts()) {
        let outside = Standing { member: MemberId(9), rank: Rank::Outsider, on_the_deal: true };
        let facts = Facts { who: Who::Member(outside), ..facts };
        prop_assert_eq!(stage.apply(action, &facts), Err(Refusal::NotAMember));
    }

    /// An archived lead is final, but for the undo window, its contact data and its erasure.
    #[test]
    fn an_archived_lead_is_read_only(action in any_action(), facts in any_facts()) {
        for outcome in Outcome::ALL {
            let stage = Stage::Archived(outcome);
            if let Ok(after) = stage.apply(action, &facts) {
                prop_assert!(matches!(action, Action::Undo | Action::SeeContact | Action::Erase));
                prop_assert!(after == stage || action == Action::Undo);
            }
        }
    }

    /// Nothing expires early, nothing that has been answered expires, and no person expires a lead.
    #[test]
    fn a_lead_expires_only_unanswered_and_due(stage in any_stage(), facts in any_facts()) {
        let due = facts.deadline.is_some_and(|deadline| deadline <= facts.now);
        let allowed = facts.who == Who::Clock && stage == Stage::Received && due;
        prop_assert_eq!(stage.apply(Action::Expire, &facts).is_ok(), allowed);
    }

    /// Only who did it takes it back, and only for as long as the team's window lasts.
    #[test]
    fn an_undo_is_the_doers_own_and_in_time(stage in any_stage(), facts in any_facts()) {
        if stage.apply(Action::Undo, &facts).is_ok() {
            let Who::Member(standing) = facts.who else { return Err(TestCaseError::fail("time takes nothing back")) };
            prop_assert_eq!(facts.last.by, Initiator::Member(standing.member));
            prop_assert!(facts.now - facts.last.at <= facts.undo_within);
        }
    }

    /// What somebody looks at is passed back or given to another one by them or a manager.
    #[test]
    fn nobody_but_a_manager_takes_a_lead_from_whoever_looks_at_it(facts in any_facts()) {
        for action in [Action::Assign, Action::Release] {
            let Ok(after) = Stage::Received.apply(action, &facts) else { continue };
            prop_assert_eq!(after, Stage::Received);
            let Who::Member(standing) = facts.who else { return Err(TestCaseError::fail("not the clock's")) };
            let free = action == Action::Assign && facts.assignee.is_none();
            prop_assert!(free || facts.assignee == Some(standing.member) || standing.rank == Rank::Manager);
        }
    }

    /// A deal is given back by its owner or a manager, never by a team contact alone.
    #[test]
    fn a_deal_is_released_by_its_owner_or_a_manager(facts in any_facts()) {
        if Stage::Accepted.apply(Action::Release, &facts).is_ok() {
            let Who::Member(standing) = facts.who else { return Err(TestCaseError::fail("time releases nothing")) };
            prop_assert!(facts.owner == Some(standing.member) || standing.rank == Rank::Manager);
        }
    }

    /// Somebody else's deal is closed and edited by its owner, its team contacts and managers only.
    #[test]
    fn a_deal_is_worked_by_its_own(action in any_action(), facts in any_facts()) {
        let Who::Member(standing) = facts.who else { return Ok(()) };
        let work = matches!(action, Action::Win | Action::Lose | Action::Edit | Action::Assign);
        if work && Stage::Accepted.apply(action, &facts).is_ok() {
            prop_assert!(standing.on_the_deal || standing.rank == Rank::Manager);
        }
    }
}

fn facts(rank: Rank) -> Facts {
    Facts {
        lead: LeadNumber(17),
        who: Who::Member(Standing {
            member: MemberId(1),
            rank,
            on_the_deal: false,
        }),
        assignee: None,
        owner: Some(MemberId(2)),
        last: Last {
            by: Initiator::Member(MemberId(2)),
            at: at(5),
        },
        deadline: Some(at(500)),
        now: at(10),
        undo_within: TimeDelta::seconds(120),
        erased: false,
    }
}

#[test]
fn who_comes_second_is_told_who_was_first_and_when() {
    let told = Stage::Accepted.apply(Action::Decline, &facts(Rank::Member));
    assert_eq!(
        told,
        Err(Refusal::AlreadyAccepted {
            lead: LeadNumber(17),
            by: Initiator::Member(MemberId(2)),
            at: at(5)
        })
    );
}

#[test]
fn contact_data_of_a_declined_lead_is_for_managers() {
    let declined = Stage::Archived(Outcome::Declined);
    assert_eq!(
        declined.apply(Action::SeeContact, &facts(Rank::Member)),
        Err(Refusal::ContactClosed { lead: LeadNumber(17) })
    );
    assert_eq!(
        declined.apply(Action::SeeContact, &facts(Rank::Manager)),
        Ok(declined)
    );
    let won = Stage::Archived(Outcome::Won);
    assert_eq!(won.apply(Action::SeeContact, &facts(Rank::Member)), Ok(won));
}

#[test]
fn a_win_before_anybody_accepted_is_refused_with_the_next_step() {
    assert_eq!(
        Stage::Received.apply(Action::Win, &facts(Rank::Member)),
        Err(Refusal::NotAccepted { lead: LeadNumber(17) })
    );
}
