//! Discord goes wrong, and each card is there once, in its newest state, as soon as Discord lets it be.

use chrono::TimeDelta;
use leadbell::domain::message::OutboxMessage as Wanted;
use leadbell::domain::stage::Stage;
use leadbell::store::{StoreError, outbox};
use sandbox::Fault;
use serde_json::{Value, json};

use crate::tester::{Tester, labels};

const POST: &str = "POST /channels/{id}/messages";
const EDIT: &str = "PATCH /channels/{id}/messages/{id}";
const CALLBACK: &str = "POST /interactions/{id}/{token}/callback";
const FOLLOW_UP: &str = "POST /webhooks/{id}/{token}";
const SEND_MESSAGES: u64 = 1 << 11;

/// How often a route was asked.
fn asked(tester: &Tester, route: &str) -> usize {
    let (method, path) = route.split_once(' ').unwrap();
    let depth = path.split('/').count();
    let requests = tester.sandbox.requests();
    let fits = requests.iter().filter(|request| {
        request.method == method
            && request.path.starts_with("/channels")
            && request.path.split('/').count() == depth
    });
    fits.count()
}

/// A lead comes in while posting goes wrong once; it is posted all the same, and once.
async fn posted_despite(fault: Fault, after_effect: bool) {
    let mut tester = Tester::new().await;
    let what = format!("{fault:?}, after its effect: {after_effect}");
    let handle = tester.sandbox.fault(POST, fault).times(1);
    let handle = if after_effect {
        handle.after_effect()
    } else {
        handle
    };
    tester.receive(Tester::lead("Nordwind")).await;
    tester.card(1);
    assert_eq!(handle.hits(), 1, "{what}");
    assert_eq!(tester.leads.messages().len(), 1, "{what}");
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_post_that_fails_is_posted_once() {
    for status in [500, 502, 503, 504] {
        posted_despite(Fault::Status(status), false).await;
    }
    posted_despite(Fault::Cut, false).await;
    posted_despite(Fault::Raw(520, Vec::new(), "<html>".to_owned()), false).await;
}

#[tokio::test]
async fn a_post_that_was_done_but_not_answered_is_one_message() {
    for fault in [
        Fault::Cut,
        Fault::Status(500),
        Fault::Status(502),
        Fault::Raw(200, Vec::new(), "not JSON".to_owned()),
    ] {
        posted_despite(fault, true).await;
    }
}

#[tokio::test]
async fn every_way_to_say_when_to_come_back_is_understood() {
    for retry_after in [
        json!(0),
        json!(0.3),
        json!(2),
        Value::Null,
        json!("NaN"),
        json!(-1),
    ] {
        for global in [false, true] {
            let scope = if global { "global" } else { "user" };
            let retry_after = retry_after.clone();
            posted_despite(
                Fault::RateLimited {
                    retry_after,
                    global,
                    scope,
                },
                false,
            )
            .await;
        }
    }
}

#[tokio::test]
async fn a_route_that_is_limited_for_an_hour_waits_as_told_and_holds_up_no_other() {
    let mut tester = Tester::new().await;
    let first = tester.receive(Tester::lead("Nordwind")).await;
    let limit = Fault::RateLimited {
        retry_after: json!(3600),
        global: false,
        scope: "user",
    };
    let limit = tester.sandbox.fault(POST, limit).times(1);
    tester.receive_quietly(Tester::lead("Südwind")).await;
    tester.until("the limit", || limit.hits() == 1).await;
    tester.repaint(first).await;
    tester.until("the edit", || asked(&tester, EDIT) == 1).await;
    assert_eq!(asked(&tester, POST), 2);
    tester.clock.advance(TimeDelta::minutes(59));
    tester.settle_but_for_waits().await;
    assert_eq!(asked(&tester, POST), 2, "not before it is time");
    tester.clock.advance(TimeDelta::minutes(2));
    tester.settle().await;
    assert_eq!(asked(&tester, POST), 3);
    tester.card(1);
    tester.card(2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_permission_that_is_taken_parks_with_one_word_and_given_back_goes_on() {
    let mut tester = Tester::new().await;
    tester.leads.overwrite_bot(0, SEND_MESSAGES);
    for company in ["Nordwind", "Südwind", "Ostwind"] {
        tester.receive(Tester::lead(company)).await;
    }
    assert_eq!(tester.leads.messages().len(), 0);
    assert_eq!(tester.olga.direct_messages().len(), 1, "one word, not one a lead");
    let refused = tester.sandbox.answer_counts()[&403];
    assert!(refused <= 3, "{refused} refusals");
    tester.leads.overwrite_bot(0, 0);
    tester
        .until("a card", || !tester.leads.messages().is_empty())
        .await;
    tester.settle().await;
    for number in 1..=3 {
        tester.card(number);
    }
    // The next time it is lost, it is told again.
    tester.leads.overwrite_bot(0, SEND_MESSAGES);
    tester.receive(Tester::lead("Westwind")).await;
    assert_eq!(tester.olga.direct_messages().len(), 2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_bot_that_is_kicked_goes_on_where_it_stopped_once_it_is_invited_again() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.guild.kick_bot();
    tester.receive(Tester::lead("Südwind")).await;
    assert_eq!(tester.leads.messages().len(), 1);
    tester.guild.invite_bot();
    tester
        .until("the card", || tester.leads.messages().len() == 2)
        .await;
    tester
        .until("its commands", || !tester.guild.commands().is_empty())
        .await;
    tester.card(1);
    tester.card(2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_server_that_is_deleted_holds_up_no_other() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    let other = tester.sandbox.add_guild("Other");
    tester
        .until("its commands", || !other.commands().is_empty())
        .await;
    other.delete();
    tester.receive(Tester::lead("Südwind")).await;
    tester.card(1);
    tester.card(2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_role_that_is_deleted_keeps_no_card_back_and_who_had_it_is_told_whom_to_ask() {
    let tester = Tester::new().await;
    tester.members.delete();
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assert!(!card.pinged().roles.contains(&tester.members.id()));
    let reply = tester.anna.press(&card, "Accept").await;
    assert!(
        reply.is_ephemeral() && reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    tester.accept(&tester.maria, &card).await;
    assert!(tester.card(1).text().contains(&tester.maria.mention()));
    tester.finish().await;
}

#[tokio::test]
async fn a_limit_on_old_edits_that_discord_tells_is_kept() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    tester.advance(TimeDelta::hours(2)).await;
    let told = json!({"code": 30046, "message": "Maximum number of edits to messages older than 1 hour reached. Try again later"});
    let limit = tester.sandbox.fault(EDIT, Fault::Answer(429, told)).times(2);
    tester.repaint(lead).await;
    tester.settle().await;
    assert_eq!(limit.hits(), 2);
    tester.card(1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_press_that_comes_too_late_has_no_effect() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let held = tester.sandbox.gateway().hold();
    let pressed = tester.anna.press(&card, "♥");
    let (reply, ()) = tokio::join!(pressed, async { tester.clock.advance(TimeDelta::seconds(4)) });
    assert_eq!(reply.text(), "This application did not respond");
    held.release();
    tester.heard(1).await;
    assert_eq!(tester.hearts(lead).await, 0);
    // It is pressed again, and counts.
    tester.anna.press(&card, "♥").await;
    tester.settle().await;
    assert_eq!(tester.hearts(lead).await, 1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_press_that_is_delivered_twice_has_one_effect() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let gateway = tester.sandbox.gateway();
    let (first, second) = (gateway.hold(), gateway.hold());
    let pressed = tester.anna.press(&card, "♥");
    let (reply, ()) = tokio::join!(pressed, async {
        first.release();
        second.release();
    });
    tester.heard(1).await;
    tester.settle().await;
    assert!(labels(&card).contains(&"♥ 1".to_owned()), "{}", reply.text());
    assert_eq!(tester.hearts(lead).await, 1, "not given and taken back");
    tester.finish_after_refusals().await;
}

/// Longer than the first answer may take, and not so long that a member is told of it.
#[tokio::test]
async fn what_takes_some_seconds_is_answered_then() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let slow = tester.store().write(async |_| {
        tokio::time::sleep(std::time::Duration::from_millis(2600)).await;
        Ok::<_, StoreError>(())
    });
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "tomorrow")];
    let (reply, slept) = tokio::join!(tester.anna.submit(&form, &typed), slow);
    slept.unwrap();
    tester.settle().await;
    let texts: Vec<_> = reply.followups().iter().map(sandbox::Message::text).collect();
    assert!(texts.len() == 1 && texts[0].contains("L-1 is yours"), "{texts:?}");
    assert_eq!(tester.row(lead).await.stage, Stage::Accepted);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn an_answer_whose_receipt_is_lost_counts_as_given() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let lost = tester.sandbox.fault(CALLBACK, Fault::Cut).after_effect().times(1);
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "tomorrow")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    assert_eq!(lost.hits(), 1);
    assert_eq!(tester.row(lead).await.stage, Stage::Accepted);
    assert_eq!(card.revision(), 1, "painted by the answer, and not again");
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn an_answer_that_discord_stumbles_over_is_given_again() {
    for fault in [Fault::Cut, Fault::Status(500), Fault::Status(502)] {
        let mut tester = Tester::new().await;
        let lead = tester.receive(Tester::lead("Nordwind")).await;
        let card = tester.card(1);
        let form = tester.anna.press(&card, "Accept").await;
        tester.sandbox.fault(CALLBACK, fault).times(1);
        let typed = [("Estimated value", "900 EUR"), ("purchase date", "tomorrow")];
        let reply = tester.anna.submit(&form, &typed).await;
        tester.settle().await;
        assert!(reply.text().contains("€900"), "{}", reply.text());
        assert_eq!(tester.row(lead).await.stage, Stage::Accepted);
        tester.finish_after_refusals().await;
    }
}

#[tokio::test]
async fn an_answer_that_is_too_late_after_the_commit_loses_nothing() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind")).await;
    let card = tester.card(1);
    let form = tester.anna.press(&card, "Accept").await;
    let slow = tester
        .sandbox
        .fault(CALLBACK, Fault::Delay(TimeDelta::milliseconds(3100)))
        .times(1);
    let typed = [("Estimated value", "900 EUR"), ("purchase date", "tomorrow")];
    let (reply, ()) = tokio::join!(tester.anna.submit(&form, &typed), async {
        tester.until("the answer", || slow.hits() == 1).await;
        tester.clock.advance(TimeDelta::milliseconds(3200));
    });
    assert_eq!(reply.text(), "This application did not respond");
    tester.settle().await;
    assert_eq!(
        tester.row(lead).await.stage,
        Stage::Accepted,
        "what was done stays done"
    );
    assert_eq!(labels(&card)[..2], ["Edit", "Team"], "and the card follows");
    tester.finish_after_refusals().await;
}

impl Tester {
    /// Wants the card of a lead painted anew, as a change by somebody else would.
    pub async fn repaint(&self, lead: leadbell::domain::ids::LeadId) {
        let (team, now) = (self.team(), self.clock.now());
        let wanted = self.store().write(async move |tx| {
            let card = Wanted::Card { compact: false };
            Ok::<_, StoreError>(outbox::enqueue(tx, team, Some(lead), &card, now, TimeDelta::zero()).await?)
        });
        wanted.await.unwrap();
    }

    /// How many hearts a lead has.
    pub async fn hearts(&self, lead: leadbell::domain::ids::LeadId) -> i64 {
        let mut conn = self.store().read().await.unwrap();
        let view = leadbell::store::views::find(&mut conn, lead, self.clock.now())
            .await
            .unwrap();
        view.unwrap().favorites
    }

    /// Waits until the bot has dealt with all that the gateway sent before: it answers a press that came after.
    pub async fn heard(&self, number: i64) {
        let reply = self.ben.press(&self.card(number), "Contact").await;
        assert!(reply.is_ephemeral(), "{}", reply.text());
    }
}

#[tokio::test]
async fn a_word_after_the_answer_waits_as_told_and_is_not_lost_with_what_breaks() {
    let limit = Fault::RateLimited {
        retry_after: json!(1.2),
        global: false,
        scope: "user",
    };
    for fault in [limit, Fault::Status(502), Fault::Cut] {
        let waits = matches!(fault, Fault::RateLimited { .. });
        let mut tester = Tester::new().await;
        tester.receive(Tester::lead("Nordwind")).await;
        tester.accept(&tester.anna, &tester.card(1)).await;
        let form = tester.anna.press(&tester.card(1), "Won").await;
        let what = format!("{fault:?}");
        let fault = tester.sandbox.fault(FOLLOW_UP, fault).times(1);
        let reply = tester.anna.submit(&form, &[]).await;
        tester.settle().await;
        let said = reply.followups();
        assert_eq!((fault.hits(), said.len()), (1, 1), "{what}");
        assert_eq!(labels(&said[0]), ["Undo"], "{what}");
        // The sandbox's clock stands; what is told is waited for by the real one.
        let asked: Vec<_> = tester.sandbox.requests();
        let asked = asked
            .iter()
            .filter(|request| request.path.starts_with("/webhooks"));
        assert_eq!(
            asked.filter(|request| request.status == 429).count(),
            usize::from(waits)
        );
        tester.finish_after_refusals().await;
    }
}

#[tokio::test]
async fn an_answer_that_is_limited_waits_as_told_within_its_three_seconds() {
    let mut tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind")).await;
    let limit = Fault::RateLimited {
        retry_after: json!(1.5),
        global: false,
        scope: "shared",
    };
    let limit = tester.sandbox.fault(CALLBACK, limit).times(1);
    let begun = std::time::Instant::now();
    let reply = tester.anna.press(&tester.card(1), "Contact").await;
    assert!(reply.text().contains("jana@"), "{}", reply.text());
    assert_eq!(limit.hits(), 1);
    assert!(
        begun.elapsed() >= std::time::Duration::from_millis(1500),
        "{:?}",
        begun.elapsed()
    );
    tester.finish_after_refusals().await;
}
