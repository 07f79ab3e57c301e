//! Down for an hour, for 80 hours, for 15 days: what is still true is said once, by one message where it is much, and
//! every expiry happens once; intake and members wait for nothing.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use leadbell::domain::lead::NewLead;
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::Message;

use crate::tester::{Tester, footer_of, labels};
use crate::time_property::World;

fn hot(company: &str) -> NewLead {
    NewLead {
        hot: true,
        ..Tester::lead(company)
    }
}

/// Moves the clock to a moment.
async fn until(tester: &Tester, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    tester.advance(at - tester.clock.now()).await;
}

/// The one new message in the channel.
fn the_news(tester: &Tester) -> Message {
    let news = tester.news();
    let texts: Vec<_> = news.iter().map(Message::text).collect();
    assert_eq!(news.len(), 1, "{texts:?}");
    news[0].clone()
}

/// A team with that many hot leads, their cards looked at, and no digest.
async fn with_hot_leads(count: i64) -> Tester {
    let tester = Tester::new().await;
    tester.without_bursts().await;
    tester
        .maria
        .slash(&tester.leads, "/reminders digest off:true")
        .await;
    for n in 1..=count {
        tester.receive_quietly(hot(&format!("Company {n}"))).await;
    }
    tester.settle().await;
    for n in 1..=count {
        tester.card(n);
    }
    with_burst_leads(&tester, 10).await;
    tester
}

async fn with_burst_leads(tester: &Tester, most: u32) {
    let id = tester.team();
    let written = tester.store().write(async move |tx| {
        let mut team = leadbell::store::teams::find(tx, id).await?.unwrap();
        team.settings.burst_leads = most;
        Ok::<_, leadbell::store::StoreError>(leadbell::store::teams::upsert(tx, &team).await?)
    });
    written.await.unwrap();
}

#[tokio::test]
async fn after_80_hours_many_reminders_are_one_message_that_follows_the_answers() {
    let mut tester = with_hot_leads(13).await;
    tester.stop().await;
    tester.clock.advance(TimeDelta::hours(80));
    tester.start().await;
    tester.settle().await;
    let round_up = the_news(&tester);
    let text = round_up.text();
    assert!(text.contains("13 leads are waiting for an answer"), "{text}");
    assert_eq!(
        text.matches(&tester.managers.mention()).count(),
        1,
        "one ping: {text}"
    );
    assert!(round_up.pinged().roles.contains(&tester.managers.id()));
    assert!(round_up.reference().is_none(), "about no single lead");
    let link = format!(
        "https://discord.com/channels/{}/{}/{}",
        tester.guild.id(),
        tester.leads.id(),
        tester.card(7).id()
    );
    assert!(text.contains(&link), "{link}: {text}");
    assert!(text.contains("72-hour window has passed"), "{text}");

    // Each lead has a reminder's buttons one choice away, for whoever chooses alone.
    let opened = tester.maria.select(&round_up, &["L-5 · Company 5"]).await;
    assert!(opened.is_ephemeral());
    let opened = opened.message().unwrap();
    for label in [
        "Accept",
        "Decline",
        "Snooze for everybody until tomorrow",
        "Snooze for everybody for 3 days",
    ] {
        assert!(
            labels(&opened).contains(&label.to_owned()),
            "{label}: {:?}",
            labels(&opened)
        );
    }
    let snoozed = tester
        .maria
        .press(&opened, "Snooze for everybody for 3 days")
        .await;
    assert!(
        snoozed.text().contains("No reminders about L-5"),
        "{}",
        snoozed.text()
    );
    tester.settle().await;

    tester.accept(&tester.anna, &tester.card(7)).await;
    let text = round_up.text();
    assert!(text.contains("12 leads are waiting"), "{text}");
    let who = format!("accepted by {}", tester.anna.mention());
    assert!(text.contains(&who) && text.contains("after 3 days"), "{text}");
    // The customer is erased from the line as from the card.
    assert!(
        text.contains("Company 3\n") || text.contains("Company 3 "),
        "{text}"
    );
    let sure = tester.maria.slash(&tester.leads, "/lead erase lead:L-3").await;
    let sure = sure.message().unwrap();
    tester.maria.press(&sure, &labels(&sure)[0]).await;
    tester.settle().await;
    assert!(!round_up.text().contains("Company 3 "), "{}", round_up.text());
    // What has been answered is offered no more, nor an erased lead, for which nothing is due.
    let options = tester.ben.try_select(&round_up, None, &["L-7 · Company 7"]).await;
    assert!(options.is_err(), "L-7 has been answered");
    let options = tester.ben.try_select(&round_up, None, &["L-3"]).await;
    assert!(options.is_err(), "L-3 has been erased");
    assert!(
        round_up.text().contains("11 leads are waiting"),
        "{}",
        round_up.text()
    );

    // A restart repeats nothing, and the next reminder of each is again one message.
    tester.stop().await;
    tester.start().await;
    tester.settle().await;
    assert!(tester.news().is_empty());
    tester.advance(TimeDelta::days(11) - TimeDelta::hours(80)).await;
    let warnings = the_news(&tester);
    assert!(
        warnings.text().contains("11 leads are waiting"),
        "{}",
        warnings.text()
    );
    assert_ne!(
        footer_of(&warnings),
        footer_of(&round_up),
        "told apart when looked for"
    );
    tester.advance(TimeDelta::days(4)).await;
    let expired = the_news(&tester);
    assert!(
        expired.text().contains("11 leads expired unanswered"),
        "{}",
        expired.text()
    );
    assert!(
        round_up.text().contains("Later reminders took over")
            || round_up.text().contains("have been seen to")
    );
    assert!(
        warnings.text().contains("have been seen to"),
        "{}",
        warnings.text()
    );
    for message in [&round_up, &warnings] {
        assert_eq!(labels(message), Vec::<String>::new());
        assert!(
            tester.maria.try_select(message, None, &["L-5"]).await.is_err(),
            "nothing to choose"
        );
    }
    let expired = (1..=13).filter(|n| ![3, 7].contains(n));
    for n in expired {
        assert_eq!(tester.numbered(n).await.stage, Stage::Archived(Outcome::Expired));
    }
    tester.finish().await;
}

#[tokio::test]
async fn a_few_at_once_are_replies_and_what_falls_due_soon_after_many_joins_their_message() {
    let tester = with_hot_leads(10).await;
    tester.advance(TimeDelta::hours(24)).await;
    let replies = tester.news();
    assert_eq!(replies.len(), 10);
    assert!(replies.iter().all(|reply| reply.reference().is_some()));
    // Within ten minutes of these any further one would be the eleventh.
    let late = NewLead {
        received_at: Some(tester.clock.now() - TimeDelta::hours(24) + TimeDelta::minutes(5)),
        ..hot("Late Ltd")
    };
    tester.receive(late).await;
    tester.card(11);
    tester.advance(TimeDelta::minutes(6)).await;
    let round_up = the_news(&tester);
    assert!(
        round_up.text().contains("One lead is waiting"),
        "{}",
        round_up.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn what_waited_for_monday_is_one_message_and_owners_are_asked_by_one_too() {
    let tester = with_hot_leads(12).await;
    let set = "/setup working_hours:Mon-Fri 9:00-18:00";
    tester.olga.slash(&tester.leads, set).await;
    // Late on a Friday in Berlin, so that 24 and 48 hours fall on the weekend.
    until(&tester, "2026-11-24T18:00:00Z").await;
    tester.news();
    until(&tester, "2026-11-25T08:00:00Z").await;
    let round_up = the_news(&tester);
    assert!(round_up.text().contains("12 leads"), "{}", round_up.text());
    for n in 1..=12 {
        let form = tester.anna.press(&tester.card(n), "Accept").await;
        let typed = [("Estimated value", "900 EUR"), ("purchase date", "2026-12-31")];
        tester.anna.submit(&form, &typed).await;
    }
    tester.settle().await;
    assert!(round_up.text().contains("All 12 leads"), "{}", round_up.text());
    until(&tester, "2027-01-01T08:00:00Z").await;
    let overdue = the_news(&tester);
    assert!(overdue.text().contains("12 deals are past"), "{}", overdue.text());
    assert!(overdue.pinged().users.contains(&tester.anna.id()));
    assert!(overdue.pinged().roles.is_empty());
    tester.finish().await;
}

/// Hot leads that came `?2` ms since 1970, a card of each long posted, written as fast as SQL can.
const SEED: [&str; 4] = [
    "insert into sources (id, team_id, kind, name, created_at_ms) values (9, 1, 'import', 'import', 0)",
    "with recursive n (n) as (select 1 union all select n + 1 from n where n < ?1)
    insert into leads (id, team_id, number, source_id, payload_hash, kind, stage, hot, informational, test, do_not_contact,
        company, received_at_ms, taken_in_at_ms, deadline_at_ms, last_at_ms, last_actor)
    select n, 1, n, 9, zeroblob(32), 'customer_inquiry', 'received', 1, 0, 0, 0, 'Company ' || n, ?2 + n, ?2 + n,
        ?2 + n + 1209600000, ?2 + n, '\"operator\"' from n",
    "insert into due (team_id, lead_id, step, due_at_ms)
    select 1, leads.id, value ->> 0, received_at_ms + (value ->> 1) * 3600000 from leads, json_each(
        '[[\"nudge:24\",24],[\"nudge:48\",48],[\"window\",72],[\"nudge:72\",72],[\"warning:72\",264],[\"warning:24\",312],[\"expiry\",336]]')",
    "update teams set next_lead_number = 1 + ?1 where id = 1",
];

/// How many there are where nothing else is asked for: `LEADBELL_CATCH_UP=5000` takes a minute in a debug build.
const MANY: i64 = 500;

#[tokio::test]
async fn thousands_due_are_said_in_one_message_and_expire_once_while_leads_come_in() {
    let asked = std::env::var("LEADBELL_CATCH_UP").ok();
    let many = asked.and_then(|many| many.parse().ok()).unwrap_or(MANY);
    let mut world = World::begin().await;
    let came = world.now().timestamp_millis();
    let seeded = world.store().write(async move |tx| {
        for statement in SEED {
            sqlx::query(statement)
                .bind(many)
                .bind(came)
                .execute(&mut **tx)
                .await?;
        }
        Ok::<_, leadbell::store::StoreError>(())
    });
    seeded.await.unwrap();
    for (down, waits, lines, expired) in [
        (TimeDelta::hours(1), 0, 0, 0),
        (TimeDelta::hours(80), 1, many, 0),
        (TimeDelta::days(15), 1, many, many),
    ] {
        world.stop().await;
        world.clock.advance(down);
        let begun = Instant::now();
        world.start().await;
        // Leads go on coming in meanwhile, and none waits for the catching up.
        let mut slowest = Duration::ZERO;
        for n in 0..10 {
            let asked = Instant::now();
            world.arrives(hot(&format!("New {n}"))).await;
            slowest = slowest.max(asked.elapsed());
        }
        world.rest().await;
        eprintln!(
            "{many} leads after {down}: {:?}, slowest intake {slowest:?}",
            begun.elapsed()
        );
        // By then intake would have answered 503.
        assert!(slowest < Duration::from_secs(5), "intake waited {slowest:?}");
        let count = async |query: &str| -> i64 {
            let mut conn = world.store().read().await.unwrap();
            sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()))
                .fetch_one(&mut *conn)
                .await
                .unwrap()
        };
        assert_eq!(
            count("select count(*) from outbox where kind = 'reminder'").await,
            0
        );
        assert_eq!(
            count("select count(*) from outbox where kind = 'round_up'").await,
            waits,
            "messages"
        );
        assert_eq!(
            count(&format!("select count(*) from round_ups where lead_id <= {many}")).await,
            lines,
            "lines"
        );
        let reminded = format!("select count(*) from events where kind = 'reminded' and lead_id <= {many}");
        assert_eq!(count(&reminded).await, lines, "each at most once");
        assert_eq!(
            count(&format!(
                "select count(*) from events where kind = 'expired' and lead_id <= {many}"
            ))
            .await,
            expired
        );
        let stuck = "select count(*) from due where done_at_ms is null and due_at_ms <= (select seen_at_ms from scheduler_clock)";
        assert_eq!(count(stuck).await, 0);
    }
    world.stop().await;
}

/// How many cards there are to be edited where nothing else is asked for.
const CARDS: i64 = 20;

#[tokio::test]
async fn the_cards_of_many_expiries_are_all_edited_slowly_and_hold_up_no_new_card() {
    let asked = std::env::var("LEADBELL_EXPIRIES").ok();
    let many = asked.and_then(|many| many.parse().ok()).unwrap_or(CARDS);
    let mut tester = Tester::new().await;
    tester.without_bursts().await;
    tester
        .maria
        .slash(&tester.leads, "/reminders digest off:true")
        .await;
    for n in 1..=many {
        tester
            .receive_quietly(Tester::lead(&format!("Company {n}")))
            .await;
        if n % 100 == 0 {
            tester.settle().await;
        }
    }
    tester.settle().await;
    let edits = |tester: &Tester| -> u32 { tester.leads.messages().iter().map(Message::revision).sum() };
    assert_eq!(edits(&tester), 0);
    tester.stop().await;
    tester.clock.advance(TimeDelta::days(15));
    let (begun, came_back) = (Instant::now(), tester.clock.now());
    tester.start().await;
    tester.receive_quietly(Tester::lead("New")).await;
    tester
        .until("the new card", || {
            tester.leads.messages().len() > usize::try_from(many).unwrap()
        })
        .await;
    tester.settle_but_for_waits().await;
    assert!(tester.card(many + 1).text().contains("New"));
    assert!(edits(&tester) <= 3, "{} edits at once", edits(&tester));
    let mut expired = None;
    while i64::from(edits(&tester)) < many {
        expired.get_or_insert_with(|| begun.elapsed());
        tester.clock.advance(TimeDelta::seconds(6));
        tester.settle_but_for_waits().await;
    }
    tester.settle().await;
    let took = tester.clock.now() - came_back;
    println!(
        "{many} cards: {} s of Discord's time, {:.1?} of ours, all had expired after {:.1?}",
        took.num_seconds(),
        begun.elapsed(),
        expired.unwrap_or_default()
    );
    assert!(took >= TimeDelta::seconds(2 * many - 6), "{took}");
    for n in 1..=many {
        let card = tester.card(n);
        assert!(card.text().contains("Expired"), "{}", card.text());
        assert_eq!(card.revision(), 1, "L-{n}");
    }
    assert_eq!(
        tester.leads.messages().len(),
        usize::try_from(many).unwrap() + 2,
        "the cards, the new one and a word on what expired"
    );
    assert!(the_news(&tester).text().contains("20 leads expired unanswered"));
    tester.finish().await;
}
