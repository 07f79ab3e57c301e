//! Whether what a member was told is what the history says.

use leadbell::domain::event::{Event, EventKind, Initiator};
use leadbell::domain::ids::MemberId;
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::{Kind, Member, Reply};

use super::acts::Act;

/// What an answer means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Told {
    /// It is done.
    Done,
    /// It is not, and why not.
    Refused,
}

pub fn id(member: &Member) -> MemberId {
    MemberId(member.id() as i64)
}

/// The name of what happened, as the history's rows have it.
pub fn kind(what: &EventKind) -> String {
    let json = serde_json::to_value(what).unwrap();
    let kind = json["kind"].as_str().unwrap();
    if kind == "unfavorited" { "favorited" } else { kind }.to_owned()
}

/// A history in few lines.
pub fn tell(history: &[Event]) -> String {
    let line = |event: &Event| format!("{} {:?} {:?}", event.at.timestamp(), event.actor, event.what);
    history.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl Act {
    /// What is in the history once it is done.
    pub fn leaves(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Decline => "declined",
            Self::Win => "won",
            Self::Lose => "lost",
            Self::Edit | Self::Details => "edited",
            Self::AddContact => "contact_added",
            Self::HandOver => "assigned",
            Self::Heart => "favorited",
            Self::Contact => "contact_seen",
            Self::Undo => "undone",
            Self::Snooze => "snoozed",
            Self::Erase => "erased",
        }
    }

    fn done(self, lead: &str, said: &str, reply: &Reply) -> bool {
        let begins = |words: String| said.starts_with(&words);
        match self {
            Self::Accept => begins(format!("✅ {lead} is yours")),
            Self::Decline => begins(format!("{lead} declined: ")),
            Self::Win => begins(format!("🏆 {lead} won for ")),
            Self::Lose => begins(format!("{lead} marked lost: ")),
            Self::Edit => begins(format!("Saved. {lead}: ")),
            Self::Details => begins(format!("Saved. The card of {lead}")),
            Self::AddContact => said.contains(&format!("Team contacts on {lead}")),
            Self::HandOver => begins(format!("🤝 {lead} ")),
            // On the card its count says so; elsewhere a word does.
            Self::Heart if said.is_empty() => reply.kind() == Kind::Update,
            Self::Heart => {
                begins(format!("♥ {lead} is one of")) || begins(format!("{lead} is no longer one of"))
            }
            Self::Contact => said.contains("jana@nordwind.example"),
            Self::Undo => begins(format!("↩️ Undone. {lead} ")),
            Self::Snooze => begins("🔕 ".to_owned()),
            Self::Erase => begins(format!("🧽 Personal data of {lead} erased")),
        }
    }
}

/// What the member was told beside the card, which their answer may have repainted.
pub fn said(reply: &Reply, card: u64) -> String {
    let own = reply.message().into_iter().chain(reply.followups());
    let texts: Vec<_> = own
        .filter(|message| message.id() != card)
        .map(|message| message.text())
        .collect();
    texts.join("\n")
}

/// Reads an answer, and fails where it is not true, or no answer of ours.
pub fn read(act: Act, member: &Member, lead: &str, card: u64, reply: &Reply, history: &[Event]) -> Told {
    let said = said(reply, card);
    if act.done(lead, &said, reply) {
        return Told::Done;
    }
    let true_ = is_true(member, lead, &said, history);
    assert!(
        true_ == Some(true),
        "{act:?} by {} was told {said:?} ({:?}), true: {true_:?}\n{}",
        member.name(),
        reply.kind(),
        tell(history)
    );
    Told::Refused
}

/// Whether a refusal is borne out by the history; `None` where it is none of those that a storm may bring.
pub fn is_true(member: &Member, lead: &str, said: &str, history: &[Event]) -> Option<bool> {
    let first = said.lines().next().unwrap_or_default();
    let at = between(first, "<t:", ":").and_then(|at| at.parse::<i64>().ok());
    let who = between(first, "<@", ">")
        .and_then(|id| id.parse::<i64>().ok())
        .map(MemberId);
    let somebody_did = |fits: &dyn Fn(&Event) -> bool| {
        history.iter().any(|event| {
            fits(event)
                && who.is_none_or(|who| event.actor == Initiator::Member(who))
                && at.is_none_or(|at| event.at.timestamp() == at)
        })
    };
    let ended = |outcome: Outcome| {
        somebody_did(&|event| event.after == Stage::Archived(outcome) && event.before != event.after)
    };
    let with_name = |words: &str| who.is_some() && at.is_some() && first.contains(words);
    Some(if with_name(&format!(" accepted {lead} ")) {
        somebody_did(&|event| event.what == EventKind::Accepted {})
    } else if with_name(": won, marked by") {
        ended(Outcome::Won)
    } else if with_name(": lost, marked by") {
        ended(Outcome::Lost)
    } else if with_name("declined it") {
        ended(Outcome::Declined)
    } else if first.contains("it expired") && at.is_some() {
        ended(Outcome::Expired)
    } else if first.contains("while your form was open") && who.is_some() && at.is_some() {
        somebody_did(&|event| matches!(event.what, EventKind::Edited { .. }))
            && clashes_are_true(said, history)
    } else if first.starts_with("This is ") {
        let owners = history
            .iter()
            .filter_map(|event| match (&event.what, event.actor) {
                (EventKind::Accepted {}, Initiator::Member(owner)) => Some(owner),
                (EventKind::Assigned { to, .. }, _) => Some(*to),
                _ => None,
            });
        let owners: Vec<_> = owners.collect();
        who.is_some_and(|who| owners.contains(&who) && who != id(member))
    } else if first.contains("already belongs to") {
        history.iter().any(|event| match (&event.what, event.actor) {
            (EventKind::Accepted {}, Initiator::Member(owner)) => Some(owner) == who,
            (EventKind::Assigned { to, .. }, _) => Some(*to) == who,
            _ => false,
        })
    } else if first.starts_with("Nobody has accepted") || first.starts_with("Nothing to undo") {
        history
            .first()
            .is_some_and(|event| event.after == Stage::Received)
    } else if first.starts_with("Only ") && first.contains("can undo this") {
        who != Some(id(member)) && somebody_did(&|event| event.before != event.after)
    } else if first.starts_with("Too late to undo") {
        history
            .iter()
            .any(|event| matches!(event.after, Stage::Archived(_) | Stage::Accepted))
    } else if first.starts_with("The personal data of") && first.contains("is erased. Only its numbers") {
        history.iter().any(|event| event.what == EventKind::Erased {})
    } else if first.starts_with("Only <@&") {
        member.name() != "Maria"
    } else if first.starts_with("A deal can have 10 team contacts") {
        let added = |event: &&Event| matches!(event.what, EventKind::ContactAdded { .. });
        history.iter().filter(added).count() >= 10
    } else if first.contains("has no role in this team") {
        true
    } else if first.starts_with("Only this team works with leads") {
        member.name() == "Zoe"
    } else if first.contains("Only managers can see its contact data") {
        history
            .iter()
            .any(|event| matches!(event.after, Stage::Archived(Outcome::Declined | Outcome::Expired)))
    } else {
        return None;
    })
}

/// Each "they wrote “…”" was written by somebody.
fn clashes_are_true(said: &str, history: &[Event]) -> bool {
    let written: Vec<String> = history
        .iter()
        .filter_map(|event| match &event.what {
            EventKind::Edited { changes } => Some(changes),
            _ => None,
        })
        .flatten()
        .filter_map(|change| change.to.clone())
        .map(|text| digits(&text))
        .collect();
    // A day is shown in words.
    let lines = said.lines().filter(|line| !line.contains("purchase date"));
    let mut theirs = lines.filter_map(|line| between(line, "they wrote “", "”").map(digits));
    theirs.all(|text| written.contains(&text))
}

/// What a storm types differs by its number, however it is shown.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(found, _)| found)
}
