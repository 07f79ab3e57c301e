//! What members do with a lead in a storm: first they open what has to be opened, then all send it at once.

use leadbell::domain::ids::LeadId;
use rand::RngExt as _;
use rand::rngs::StdRng;
use sandbox::{Member, Message, Reply};

use crate::tester::Tester;

/// What a member wants to do.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Act {
    Accept,
    Decline,
    Win,
    Lose,
    Edit,
    Details,
    AddContact,
    HandOver,
    Heart,
    Contact,
    Undo,
    Snooze,
    Erase,
}

pub const TO_ANSWER: [Act; 5] = [Act::Accept, Act::Accept, Act::Decline, Act::Heart, Act::Contact];
pub const TO_WORK: [Act; 11] = [
    Act::Win,
    Act::Lose,
    Act::Edit,
    Act::Edit,
    Act::Edit,
    Act::Details,
    Act::Details,
    Act::AddContact,
    Act::HandOver,
    Act::Heart,
    Act::Accept,
];

/// The last move that is left to make, once everything is open.
#[derive(Clone)]
enum Last {
    Interaction(Option<Message>, String),
    Submit(Reply, Vec<(&'static str, String)>),
    Choose(Message, &'static str, String),
    /// It went no further: this is what they were told.
    Told(Reply),
}

/// A member with a finger on the button.
#[derive(Clone)]
pub struct Ready {
    pub act: Act,
    pub member: Member,
    last: Last,
}

/// A message that a reply showed privately, or the reply itself where it is a refusal.
fn shown(reply: Reply) -> Result<Message, Reply> {
    match reply.message() {
        Some(message) if !message.selects().is_empty() => Ok(message),
        _ => Err(reply),
    }
}

/// Opens everything that `act` needs. What is typed is another thing each time.
pub async fn prepare(
    tester: &Tester,
    member: &Member,
    act: Act,
    lead: LeadId,
    card: Option<&Message>,
    dice: &mut StdRng,
) -> Ready {
    let last = match open(tester, member, act, lead, card, dice).await {
        Ok(last) => last,
        Err(told) => Last::Told(told),
    };
    Ready {
        act,
        member: member.clone(),
        last,
    }
}

async fn open(
    tester: &Tester,
    member: &Member,
    act: Act,
    lead: LeadId,
    card: Option<&Message>,
    dice: &mut StdRng,
) -> Result<Last, Reply> {
    let number: u32 = dice.random_range(1..1_000_000);
    // A card of another stage has no such button; a client that has not seen the newest card has it still.
    let raw = |name: &str| format!("1:{name}:{lead}");
    let press = |name: &'static str| {
        let id = raw(name);
        async move { member.press_raw(&tester.leads, card, &id).await }
    };
    let form = |reply: Reply, mut typed: Vec<(&'static str, String)>| match reply.modal() {
        Some(modal) => {
            // The name of an erased lead's deal is gone, and no client sends the form without one.
            let nameless = modal
                .field("Deal name")
                .is_some_and(|field| field.value.is_none());
            if nameless && typed.iter().all(|(field, _)| *field != "Deal name") {
                typed.push(("Deal name", format!("Deal {number}")));
            }
            Ok(Last::Submit(reply, typed))
        }
        None => Err(reply),
    };
    match act {
        Act::Accept => {
            let typed = vec![
                ("Estimated value", format!("{number} EUR")),
                ("purchase date", "in 6 weeks".to_owned()),
            ];
            form(press("accept").await, typed)
        }
        Act::Decline | Act::Lose => {
            let name = if act == Act::Decline { "decline" } else { "lost" };
            let asked = shown(press(name).await)?;
            form(
                member.select(&asked, &["Other"]).await,
                vec![("Notes", format!("Because of {number}"))],
            )
        }
        Act::Win => form(press("won").await, vec![("Final value", format!("{number} EUR"))]),
        Act::Edit => {
            let mut typed = vec![
                ("Deal name", format!("Deal {number}")),
                ("value", format!("{number} EUR")),
                ("purchase date", format!("in {} days", 1 + number % 700)),
                ("looking for", format!("Wishes {number}")),
            ];
            typed.retain(|_| dice.random_bool(0.6));
            if typed.is_empty() {
                typed.push(("looking for", format!("Wishes {number}")));
            }
            form(press("edit").await, typed)
        }
        Act::Details => {
            let typed = [
                ("CRM id", format!("C-{number}")),
                ("campaign", format!("K-{number}")),
            ];
            let one = dice.random_range(0..3);
            let typed = typed
                .into_iter()
                .enumerate()
                .filter(|(n, _)| *n != one)
                .map(|(_, field)| field);
            form(press("details").await, typed.collect())
        }
        Act::AddContact => {
            let list = shown(press("team").await)?;
            let typed = vec![
                ("Name", format!("Colleague {number}")),
                ("Phone", "+49 40 555000".to_owned()),
                ("E-mail", format!("c{number}@partner.example")),
            ];
            form(member.press(&list, "Add team contact").await, typed)
        }
        Act::HandOver => {
            let list = shown(press("team").await)?;
            let to = ["Anna", "Ben", "Maria", "Zoe"][dice.random_range(0..4)];
            Ok(Last::Choose(list, "Hand the deal over to …", to.to_owned()))
        }
        Act::Heart => Ok(Last::Interaction(card.cloned(), raw("favorite"))),
        Act::Contact => Ok(Last::Interaction(card.cloned(), raw("contact"))),
        Act::Undo => Ok(Last::Interaction(card.cloned(), raw("undo"))),
        Act::Erase => Ok(Last::Interaction(card.cloned(), raw("erase"))),
        Act::Snooze => Ok(Last::Interaction(card.cloned(), format!("{}:3", raw("snooze")))),
    }
}

impl Ready {
    /// Presses it.
    pub async fn go(&self, tester: &Tester) -> Reply {
        match &self.last {
            Last::Interaction(card, id) => self.member.press_raw(&tester.leads, card.as_ref(), id).await,
            Last::Submit(form, typed) => {
                let typed: Vec<_> = typed
                    .iter()
                    .map(|(field, text)| (*field, text.as_str()))
                    .collect();
                self.member.submit(form, &typed).await
            }
            Last::Choose(list, menu, choice) => {
                let chosen = self.member.try_select(list, Some(menu), &[choice]).await;
                chosen.unwrap_or_else(|impossible| panic!("{impossible}"))
            }
            Last::Told(reply) => reply.clone(),
        }
    }

    /// Whether pressing it sends anything.
    pub fn sends(&self) -> bool {
        !matches!(self.last, Last::Told(_))
    }

    /// What was typed.
    pub fn typed(&self) -> Vec<String> {
        match &self.last {
            Last::Submit(_, typed) => typed.iter().map(|(_, text)| text.clone()).collect(),
            _ => Vec::new(),
        }
    }
}
