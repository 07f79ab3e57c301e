//! Storms over the gateway: many members press, send forms, edit, hand over and take back at one moment, some on two
//! devices, some delivered twice, some as the lead expires. Beside it stands what must come of any of them: what was
//! told as done is exactly what is in the history, who was refused was told the truth, no edit is lost silently, and
//! the card shows the newest state.
//!
//! `LEADBELL_STORMS=500 cargo test --test it storms` runs it long.

pub mod acts;
pub mod truth;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use futures_util::future::join_all;
use leadbell::domain::event::{Event, EventKind, Initiator};
use leadbell::domain::ids::LeadId;
use leadbell::domain::stage::Stage;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sandbox::{Member, Message, Reply};

use self::acts::{Act, Ready, TO_ANSWER, TO_WORK, prepare};
use self::truth::{Told, id, kind, read, said, tell};
use crate::tester::Tester;

/// How many interactions the gateway has dispatched.
fn dispatched(tester: &Tester) -> usize {
    let all = tester.sandbox.dispatched();
    all.iter()
        .filter(|payload| payload["t"] == "INTERACTION_CREATE")
        .count()
}

/// All at once: each press once, or delivered twice, and time moves on meanwhile.
pub async fn storm(tester: &Tester, ready: &[Ready], twice: bool, time: TimeDelta) -> Vec<Reply> {
    let gateway = tester.sandbox.gateway();
    let held = twice.then(|| (gateway.hold(), gateway.hold()));
    let (before, sent) = (
        dispatched(tester),
        ready.iter().filter(|ready| ready.sends()).count(),
    );
    let presses = join_all(ready.iter().map(|ready| ready.go(tester)));
    let around = async {
        if let Some((first, second)) = held {
            tester
                .until("all have pressed", || dispatched(tester) >= before + sent)
                .await;
            first.release();
            second.release();
        }
        if time > TimeDelta::zero() {
            tester.clock.advance(time);
        }
    };
    let (replies, ()) = tokio::join!(presses, around);
    tester.settle().await;
    replies
}

/// What the history has gained must be exactly what was told as done, and every refusal must be true.
pub async fn judge(
    tester: &Tester,
    lead: LeadId,
    card: &Message,
    before: usize,
    ready: &[Ready],
    replies: &[Reply],
) -> Vec<Event> {
    let history = tester.history(lead).await;
    let number = tester.row(lead).await.number.to_string();
    let mut told = Vec::new();
    for (ready, reply) in ready.iter().zip(replies) {
        match read(ready.act, &ready.member, &number, card.id(), reply, &history) {
            Told::Done => told.push((id(&ready.member).0, ready.act.leaves().to_owned())),
            Told::Refused => {
                let said = said(reply, card.id());
                // Long answers are cut, but what was typed into these forms is short.
                for typed in ready.typed() {
                    assert!(said.contains(&typed), "{:?} lost {typed:?}: {said}", ready.act);
                }
            }
        }
    }
    let mut happened: Vec<_> = history[before..]
        .iter()
        .filter_map(|event| match event.actor {
            Initiator::Member(member) => Some((member.0, kind(&event.what))),
            _ => None,
        })
        .collect();
    told.sort();
    happened.sort();
    let answers: Vec<_> = ready
        .iter()
        .zip(replies)
        .map(|(ready, reply)| {
            let said = said(reply, card.id());
            format!(
                "{:?} by {}: {:?} {said:?}",
                ready.act,
                ready.member.mention(),
                reply.kind()
            )
        })
        .collect();
    assert_eq!(told, happened, "{}\n{answers:#?}", tell(&history));
    edits_are_kept(&history[before..]);
    history
}

/// Every form of a storm was open before it began, so that a field that two have changed is work lost.
fn edits_are_kept(events: &[Event]) {
    let mut changed = BTreeMap::<&str, usize>::new();
    for event in events {
        if let EventKind::Edited { changes } = &event.what {
            for change in changes {
                *changed.entry(&change.field).or_default() += 1;
            }
        }
    }
    assert!(
        changed.values().all(|count| *count == 1),
        "{changed:?}: {}",
        tell(events)
    );
}

/// Each change of a field begins with what the one before it left.
fn edits_follow_each_other(history: &[Event]) {
    let mut fields = BTreeMap::<&str, &Option<String>>::new();
    for event in history {
        if let EventKind::Edited { changes } = &event.what {
            for change in changes {
                if let Some(before) = fields.insert(&change.field, &change.to) {
                    assert_eq!(*before, change.from, "{}", tell(history));
                }
            }
        }
    }
}

/// Who presses: each act by anybody, sometimes by one member on two devices.
pub async fn get_ready(
    tester: &Tester,
    people: &[&Member],
    acts: &[Act],
    lead: LeadId,
    card: &Message,
    dice: &mut StdRng,
) -> Vec<Ready> {
    let mut ready = Vec::new();
    for _ in 0..dice.random_range(3..14) {
        let member = people[dice.random_range(0..people.len())];
        let act = acts[dice.random_range(0..acts.len())];
        for _ in 0..if dice.random_bool(0.25) { 2 } else { 1 } {
            ready.push(prepare(tester, member, act, lead, Some(card), dice).await);
        }
    }
    ready
}

/// Whoever was told that their edit met another opens the form again, and what they wrote is saved.
async fn save_again(tester: &Tester, lead: LeadId, ready: &[Ready], replies: &[Reply]) {
    for (ready, reply) in ready.iter().zip(replies) {
        let Some(message) = reply.message() else { continue };
        if !message.text().contains("while your form was open")
            || tester.row(lead).await.stage != Stage::Accepted
        {
            continue;
        }
        let again = ready.member.press(&message, "Reopen the form").await;
        // Somebody else may own the deal by now.
        let Some(modal) = again.modal() else { continue };
        let values: Vec<_> = modal
            .fields
            .iter()
            .filter_map(|field| field.value.clone())
            .collect();
        for typed in ready.typed() {
            assert!(values.contains(&typed), "{typed} is not in {values:?}");
        }
        let saved = ready.member.submit(&again, &[]).await;
        tester.settle().await;
        assert!(saved.text().starts_with("Saved. "), "{}", saved.text());
    }
}

async fn storms_on_one_lead(tester: &Tester, seed: u64, outcomes: &mut BTreeMap<String, usize>) {
    let mut dice = StdRng::seed_from_u64(seed);
    let people = [&tester.maria, &tester.anna, &tester.ben, &tester.zoe];
    let lead = tester.receive(Tester::lead(&format!("Customer {seed}"))).await;
    let row = tester.row(lead).await;
    let card = tester.card(row.number.0);
    let mut count = |history: &[Event], before: usize| {
        for event in history[before..]
            .iter()
            .filter(|event| event.before != event.after)
        {
            *outcomes.entry(kind(&event.what)).or_default() += 1;
        }
    };

    // It is answered, perhaps at the moment of its expiry.
    let mut time = TimeDelta::zero();
    if dice.random_bool(0.4) {
        tester
            .advance(row.deadline.unwrap() - tester.clock.now() - TimeDelta::seconds(1))
            .await;
        time = TimeDelta::seconds(1);
    }
    let before = tester.history(lead).await.len();
    let ready = get_ready(tester, &people, &TO_ANSWER, lead, &card, &mut dice).await;
    let replies = storm(tester, &ready, dice.random_bool(0.4), time).await;
    let history = judge(tester, lead, &card, before, &ready, &replies).await;
    let moves = history.iter().filter(|event| event.before != event.after).count();
    assert!(moves <= 1, "{}", tell(&history));
    count(&history, before);

    // It is worked on, and won or lost in the middle of it; and then taken back, while others still work.
    for _ in 0..2 {
        let before = tester.history(lead).await.len();
        let mut acts = TO_WORK.to_vec();
        if matches!(tester.row(lead).await.stage, Stage::Archived(_)) {
            acts.extend([Act::Undo; 8]);
        }
        let ready = get_ready(tester, &people, &acts, lead, &card, &mut dice).await;
        let replies = storm(tester, &ready, dice.random_bool(0.4), TimeDelta::zero()).await;
        let history = judge(tester, lead, &card, before, &ready, &replies).await;
        count(&history, before);
        save_again(tester, lead, &ready, &replies).await;
        edits_follow_each_other(&tester.history(lead).await);
    }
    tester.look().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn in_storms_over_the_gateway_what_was_told_is_what_is_so() {
    let count = std::env::var("LEADBELL_STORMS").map_or(8, |count| count.parse().unwrap());
    let mut tester = Tester::new().await;
    tester.without_bursts().await;
    let mut outcomes = BTreeMap::new();
    for seed in 0..count {
        storms_on_one_lead(&tester, seed, &mut outcomes).await;
    }
    println!("{outcomes:?}");
    assert!(outcomes.len() >= 4, "too much alike: {outcomes:?}");
    tester.finish_after_refusals().await;
}
