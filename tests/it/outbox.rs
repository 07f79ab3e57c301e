//! What Discord shows follows the database, whatever goes wrong on the way: no message twice, none lost.

use chrono::TimeDelta;
use leadbell::domain::ids::{LeadId, TeamId};
use leadbell::domain::message::OutboxMessage as Wanted;
use leadbell::store::{StoreError, outbox};
use sandbox::{Fault, Message};
use serde_json::json;

use crate::tester::Tester;

const CREATE: &str = "POST /channels/{channel_id}/messages";
const EDIT: &str = "PATCH /channels/{channel_id}/messages/{message_id}";
const VIEW_CHANNEL: u64 = 1 << 10;

/// Requests of a kind that reached Discord so far.
fn asked(tester: &Tester, route: &str) -> usize {
    let (method, route) = route.split_once(' ').unwrap();
    let requests = tester.sandbox.requests();
    requests
        .iter()
        .filter(|request| request.method == method && request.route == route)
        .count()
}

/// Wants cards repainted, as every change of a lead does.
async fn want_cards(tester: &Tester, leads: Vec<LeadId>) {
    let (team, now) = (tester.team(), tester.clock.now());
    let wanted = tester.store().write(async move |tx| {
        for lead in leads {
            let card = Wanted::Card { compact: false };
            outbox::enqueue(tx, team, Some(lead), &card, now, TimeDelta::zero()).await?;
        }
        Ok::<_, StoreError>(())
    });
    wanted.await.unwrap();
}

async fn parked(tester: &Tester) -> Vec<String> {
    let parked = outbox::list_parked(&mut tester.store().read().await.unwrap(), tester.team())
        .await
        .unwrap();
    parked.iter().map(ToString::to_string).collect()
}

fn texts(messages: &[Message]) -> Vec<String> {
    messages.iter().map(Message::text).collect()
}

#[tokio::test]
async fn a_burst_of_leads_is_posted_without_one_refusal() {
    let tester = Tester::new().await;
    tester.without_bursts().await;
    for number in 1..=30 {
        tester
            .receive_quietly(Tester::lead(&format!("Customer {number}")))
            .await;
    }
    tester.settle().await;
    for number in 1..=30 {
        tester.card(number);
    }
    tester.finish().await;
}

#[tokio::test]
async fn a_card_follows_once_discord_is_back() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, Fault::Status(503)).times(2);
    tester.sandbox.fault(CREATE, Fault::Cut).times(2);
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.card(1);
    assert_eq!(asked(&tester, CREATE), 5);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_not_posted_again() {
    let mut tester = Tester::new().await;
    let lost = tester.sandbox.fault(CREATE, Fault::Cut).after_effect().times(1);
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    assert_eq!(lost.hits(), 1);
    assert_eq!(
        tester.card(1).revision(),
        1,
        "what was posted then may be out of date"
    );
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_found_after_a_restart_a_day_later() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, Fault::Cut).after_effect().times(1);
    tester
        .receive_quietly(Tester::lead("Nordwind Logistik GmbH"))
        .await;
    tester
        .until("the card is posted", || tester.leads.messages().len() == 1)
        .await;
    tester.stop().await;
    for number in 0..150 {
        tester
            .zoe
            .write(&tester.leads, &format!("Talk {number}, L-1 too"));
    }
    tester.clock.advance(TimeDelta::days(1));
    let posts = asked(&tester, CREATE);

    tester.start().await;
    tester.settle().await;
    let card = tester.card(1);
    assert_eq!(asked(&tester, CREATE), posts, "it is found, not posted");
    assert_eq!(card.revision(), 1, "and brought up to date");
    tester.finish_after_refusals().await;
}

/// A machine whose clock was hours ahead until it was put right: what was posted meanwhile looks older than its row.
#[tokio::test]
async fn a_post_whose_answer_was_lost_is_found_although_the_clock_was_ahead_of_discords() {
    let mut tester = Tester::new().await;
    let create = tester.sandbox.fault(CREATE, Fault::Status(503));
    tester
        .receive_quietly(Tester::lead("Nordwind Logistik GmbH"))
        .await;
    tester.until("it was tried", || create.hits() > 0).await;
    tester.sandbox.clear_faults();
    tester.sandbox.fault(CREATE, Fault::Cut).after_effect().times(1);
    tester.clock.advance(TimeDelta::hours(-3));
    tester.settle_but_for_waits().await;
    tester.clock.advance(TimeDelta::minutes(10));
    tester
        .until("the card is posted", || tester.leads.messages().len() == 1)
        .await;
    tester.stop().await;
    tester.clock.advance(TimeDelta::hours(4));
    tester.start().await;
    tester.settle().await;
    tester.card(1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn what_was_never_posted_is_posted_after_a_restart() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, Fault::Status(500));
    tester
        .receive_quietly(Tester::lead("Nordwind Logistik GmbH"))
        .await;
    tester.until("it was tried", || asked(&tester, CREATE) > 0).await;
    tester.stop().await;
    tester.sandbox.clear_faults();
    tester.clock.advance(TimeDelta::hours(3));
    tester.start().await;
    tester.settle().await;
    tester.card(1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn an_edit_whose_answer_was_lost_is_made_again() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.sandbox.fault(EDIT, Fault::Cut).after_effect().times(1);
    want_cards(&tester, vec![lead]).await;
    tester.settle().await;
    assert_eq!(tester.card(1).revision(), 2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_rate_limit_of_one_channel_holds_up_no_edit_and_a_global_one_everything() {
    let mut tester = Tester::new().await;
    let old = tester.receive(Tester::lead("First")).await;
    let limited = |global| Fault::RateLimited {
        retry_after: json!(60.0),
        global,
        scope: if global { "global" } else { "user" },
    };
    for global in [false, true] {
        let (creates, edits) = (asked(&tester, CREATE), asked(&tester, EDIT));
        tester.sandbox.fault(CREATE, limited(global)).times(1);
        tester.receive_quietly(Tester::lead("Next")).await;
        tester
            .until("the post is refused", || asked(&tester, CREATE) > creates)
            .await;
        tester.settle_but_for_waits().await;
        want_cards(&tester, vec![old]).await;
        tester.settle_but_for_waits().await;
        assert_eq!(asked(&tester, EDIT) > edits, !global, "global: {global}");
        tester.clock.advance(TimeDelta::seconds(59));
        tester.settle_but_for_waits().await;
        assert_eq!(asked(&tester, CREATE), creates + 1, "not before it was told");
        tester.advance(TimeDelta::seconds(1)).await;
        assert_eq!(asked(&tester, CREATE), creates + 2);
    }
    for number in 1..=3 {
        tester.card(number);
    }
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn many_old_cards_are_edited_slowly_and_a_new_card_does_not_wait_for_them() {
    let count = std::env::var("LEADBELL_OLD_CARDS").map_or(30, |count| count.parse().unwrap());
    let tester = Tester::new().await;
    tester.without_bursts().await;
    let mut old = Vec::new();
    for number in 0..count {
        old.push(
            tester
                .receive_quietly(Tester::lead(&format!("Customer {number}")))
                .await,
        );
    }
    tester.settle().await;
    tester.advance(TimeDelta::hours(2)).await;
    let (before, began) = (asked(&tester, EDIT), tester.clock.now());
    want_cards(&tester, old).await;
    tester.receive_quietly(Tester::lead("New")).await;
    tester.settle_but_for_waits().await;
    let (edits, card) = (asked(&tester, EDIT) - before, tester.card(count + 1));
    assert!(edits <= 3, "{edits} edits at once");
    assert!(card.text().contains("New"));
    while asked(&tester, EDIT) - before < usize::try_from(count).unwrap() {
        tester.clock.advance(TimeDelta::seconds(6));
        tester.settle_but_for_waits().await;
    }
    tester.settle().await;
    assert_eq!(asked(&tester, EDIT) - before, usize::try_from(count).unwrap());
    let took = tester.clock.now() - began;
    println!("{count} old cards: {} s on the clock", took.num_seconds());
    assert!(took >= TimeDelta::seconds(2 * count - 6), "{took}");
    for number in 1..=count {
        assert_eq!(tester.card(number).revision(), 1);
    }
    tester.finish().await;
}

#[tokio::test]
async fn changes_that_come_while_a_card_waits_are_one_edit() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.sandbox.fault(EDIT, Fault::Status(502)).times(1);
    want_cards(&tester, vec![lead]).await;
    tester.settle_but_for_waits().await;
    for _ in 0..5 {
        want_cards(&tester, vec![lead]).await;
    }
    tester.settle().await;
    assert_eq!(tester.card(1).revision(), 1);
    assert_eq!(asked(&tester, EDIT), 2);
    tester.finish().await;
}

#[tokio::test]
async fn a_deleted_card_is_posted_anew_once() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let first = tester.card(1);
    first.delete();
    want_cards(&tester, vec![lead]).await;
    tester.settle().await;
    assert_ne!(tester.card(1).id(), first.id());
    want_cards(&tester, vec![lead]).await;
    tester.settle().await;
    assert_eq!(tester.card(1).revision(), 1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_lost_channel_is_told_once_and_its_cards_move_to_the_next_one() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("First")).await;
    tester.leads.delete();
    want_cards(&tester, vec![lead]).await;
    for name in ["Second", "Third"] {
        tester.receive(Tester::lead(name)).await;
    }
    assert_eq!(parked(&tester).await, ["channel_gone"]);
    assert_eq!(texts(&tester.olga.direct_messages()).len(), 1);

    tester.leads = tester.guild.add_channel("new-leads");
    tester.set_up().await;
    assert_eq!(parked(&tester).await, Vec::<String>::new());
    for number in 1..=3 {
        tester.card(number);
    }
    assert_eq!(tester.news().len(), 0);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_card_on_its_way_to_a_lost_channel_while_another_is_chosen_moves_there() {
    let mut tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("First")).await;
    tester.leads.delete();
    want_cards(&tester, vec![lead]).await;
    tester.receive(Tester::lead("Second")).await;
    assert_eq!(parked(&tester).await, ["channel_gone"]);

    // A channel that is made has everything tried again, in the old one as long as no other is chosen.
    let held = [EDIT, CREATE].map(|route| {
        let fault = Fault::Delay(TimeDelta::seconds(1));
        tester.sandbox.fault(route, fault).times(1)
    });
    tester.leads = tester.guild.add_channel("new-leads");
    tester
        .until("a request on its way", || held.iter().any(|rule| rule.hits() > 0))
        .await;
    tester.choose_channel().await;
    tester.clock.advance(TimeDelta::seconds(1));
    tester.settle().await;
    assert_eq!(parked(&tester).await, Vec::<String>::new());
    for number in 1..=2 {
        tester.card(number);
    }
    tester.news();
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_lost_permission_is_told_once_and_costs_one_refusal_for_all_that_waits() {
    let mut tester = Tester::new().await;
    let limited = Fault::RateLimited {
        retry_after: json!(20.0),
        global: false,
        scope: "user",
    };
    tester.sandbox.fault(CREATE, limited).times(1);
    for name in ["First", "Second", "Third"] {
        tester.receive_quietly(Tester::lead(name)).await;
    }
    tester.settle_but_for_waits().await;
    tester.leads.overwrite_bot(0, VIEW_CHANNEL);
    tester.advance(TimeDelta::hours(1)).await;
    assert_eq!(parked(&tester).await, ["denied"]);
    assert_eq!(tester.olga.direct_messages().len(), 1);
    assert_eq!(tester.sandbox.answer_counts()[&403], 1);

    tester.leads.overwrite_bot(VIEW_CHANNEL, 0);
    tester.set_up().await;
    for number in 1..=3 {
        tester.card(number);
    }
    tester.leads.overwrite_bot(0, VIEW_CHANNEL);
    tester.receive(Tester::lead("Fourth")).await;
    assert_eq!(tester.olga.direct_messages().len(), 2, "lost again, told again");
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_card_that_discord_refuses_is_parked_and_told_while_the_rest_flows() {
    let mut tester = Tester::new().await;
    let errors = json!({"embeds": {"0": {"title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "secret"}]}}}});
    let body = json!({"code": 50035, "message": "Invalid Form Body", "errors": errors});
    tester.sandbox.fault(CREATE, Fault::Answer(400, body)).times(1);
    let lead = tester.receive(Tester::lead("First")).await;
    tester.receive(Tester::lead("Second")).await;
    tester.card(2);
    assert_eq!(
        parked(&tester).await,
        ["rejected: 50035 embeds.0.title BASE_TYPE_MAX_LENGTH"]
    );
    assert_eq!(tester.olga.direct_messages().len(), 1);

    want_cards(&tester, vec![lead]).await;
    tester.settle().await;
    tester.card(1);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn who_takes_no_direct_messages_does_not_stop_the_worker() {
    let mut tester = Tester::new().await;
    tester.olga.take_direct_messages(false);
    tester.leads.delete();
    tester.receive(Tester::lead("First")).await;
    assert_eq!(parked(&tester).await, ["cannot_dm", "channel_gone"]);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_token_that_was_reset_stops_the_bot_at_the_first_refusal() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, Fault::Status(401));
    for number in 0..5 {
        tester
            .receive_quietly(Tester::lead(&format!("Customer {number}")))
            .await;
    }
    let error = tester.failed().await;
    assert!(error.to_string().contains("DISCORD_TOKEN"), "{error:#}");
    assert_eq!(tester.sandbox.answer_counts()[&401], 1);
    tester.stop().await;
}

#[tokio::test]
async fn equal_words_to_one_person_about_two_servers_are_not_taken_for_each_other() {
    let mut tester = Tester::new().await;
    let twin = tester.sandbox.add_guild("Nordlicht Partners");
    let (leads, sales) = (twin.add_channel("leads"), twin.add_role("Sales"));
    tester.until("its commands", || !twin.commands().is_empty()).await;
    let line = format!(
        "/setup channel:{} manager_role:{}",
        leads.mention(),
        sales.mention()
    );
    twin.owner().slash(&leads, &line).await;
    tester.settle().await;
    tester.leads.delete();
    leads.delete();
    tester.receive(Tester::lead("First")).await;
    assert_eq!(tester.olga.direct_messages().len(), 1);

    // The second word does not get there, and is looked for by the next process.
    let direct = tester.olga.direct_messages()[0].text();
    assert!(direct.contains("**Nordlicht Partners**"), "{direct}");
    let lost = tester.sandbox.fault(CREATE, Fault::Cut).every(2).times(1);
    let team = TeamId(i64::try_from(twin.id()).unwrap());
    tester.receive_for(team, Tester::lead("Second")).await;
    tester.until("the word is tried", || lost.hits() == 1).await;
    tester.stop().await;
    tester.clock.advance(TimeDelta::days(1));
    tester.start().await;
    tester.settle().await;
    assert_eq!(texts(&tester.olga.direct_messages()), [direct.as_str(), &direct]);
    tester.finish_after_refusals().await;
}

const DENIED: &str = "Missing Permissions";

fn refusal(code: i64) -> Fault {
    let status = if code == 50_013 { 403 } else { 400 };
    Fault::Answer(status, json!({"code": code, "message": DENIED}))
}

#[tokio::test]
async fn what_is_parked_for_a_channel_goes_on_as_soon_as_another_card_gets_through_there() {
    let mut tester = Tester::new().await;
    tester.sandbox.fault(CREATE, refusal(50_013)).times(1);
    tester.receive(Tester::lead("First")).await;
    assert_eq!(parked(&tester).await, ["denied"]);
    assert_eq!(tester.olga.direct_messages().len(), 1);
    tester.receive(Tester::lead("Second")).await;
    assert_eq!(parked(&tester).await, Vec::<String>::new());
    tester.card(1);
    tester.card(2);
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn what_discord_refuses_for_now_comes_back_slowly_by_itself_and_is_told_once() {
    for code in [50_013, 40_006] {
        let mut tester = Tester::new().await;
        tester.without_bursts().await;
        let refused = tester.sandbox.fault(CREATE, refusal(code));
        for number in 1..=5 {
            tester.receive(Tester::lead(&format!("Customer {number}"))).await;
        }
        let before = asked(&tester, CREATE);
        tester.advance(TimeDelta::hours(1)).await;
        assert_eq!(asked(&tester, CREATE), before, "{code}: not so soon");
        for hours in [6, 6] {
            tester.advance(TimeDelta::hours(hours)).await;
        }
        assert!(!parked(&tester).await.is_empty(), "{code}");
        assert!(refused.hits() > 5, "{code}: it was tried again");
        tester.sandbox.clear_faults();
        tester.settle().await;
        let told = tester.olga.direct_messages();
        assert!(told.len() <= 1, "{code}: {:?}", texts(&told));
        tester.advance(TimeDelta::hours(6)).await;
        tester.advance(TimeDelta::minutes(1)).await;
        let left = parked(&tester).await;
        assert!(left.iter().all(|why| why == "cannot_dm"), "{code}: {left:?}");
        for number in 1..=5 {
            tester.card(number);
        }
        tester.news();
        tester.finish_after_refusals().await;
    }
}

#[tokio::test]
async fn what_is_parked_is_tried_again_at_the_next_start() {
    for code in [50_013, 40_006] {
        let mut tester = Tester::new().await;
        tester.sandbox.fault(CREATE, refusal(code)).times(1);
        tester.receive(Tester::lead("First")).await;
        assert_eq!(parked(&tester).await.len(), 1);
        tester.stop().await;
        tester.clock.advance(TimeDelta::minutes(1));
        tester.start().await;
        tester.settle().await;
        tester.card(1);
        tester.finish_after_refusals().await;
    }
}

#[tokio::test]
async fn it_is_not_ready_while_discord_takes_nothing_for_long() {
    let tester = Tester::new().await;
    let status = || async {
        let url = format!("http://{}/readyz", tester.app().intake.unwrap());
        let client = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(5))
            .build()
            .unwrap();
        client.get(url).send().await.unwrap().status().as_u16()
    };
    assert_eq!(status().await, 200);
    let fault = tester.sandbox.fault(CREATE, Fault::Status(502));
    tester.receive_quietly(Tester::lead("Nordwind")).await;
    tester.settle_but_for_waits().await;
    assert_eq!(status().await, 200, "it may be over in a moment");
    for _ in 0..7 {
        tester.clock.advance(TimeDelta::seconds(10));
        tester.settle_but_for_waits().await;
    }
    assert_eq!(status().await, 503, "nothing has got through for over a minute");
    fault.remove();
    tester.clock.advance(TimeDelta::minutes(5));
    tester.settle().await;
    tester.card(1);
    assert_eq!(status().await, 200);
    let mut tester = tester;
    tester.finish_after_refusals().await;
}
