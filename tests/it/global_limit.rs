//! Discord tells the whole bot to be quiet while many teams' posts, edits, threads and words are at once in flight and
//! waiting: nothing leaves until it may, and then all of it does, once.

use chrono::TimeDelta;
use leadbell::domain::ids::{LeadId, MemberId, TeamId};
use leadbell::domain::message::{AlertKind, OutboxMessage as Wanted};
use leadbell::store::{StoreError, outbox};
use sandbox::{Channel, Fault, Guild, Member};
use serde_json::json;

use crate::tester::{Tester, footer_of};

/// Teams beside the tester's own: four requests at once each.
const OTHERS: usize = 12;
/// How many requests are let out at once, in `outbox::rest`.
const AT_ONCE: usize = 16;
/// How long Discord says to be quiet.
const QUIET: TimeDelta = TimeDelta::seconds(60);

const MANAGE_SERVER: u64 = 1 << 5;

struct Team {
    guild: Guild,
    leads: Channel,
    owner: Member,
    id: TeamId,
}

async fn another_team(tester: &Tester, number: usize) -> Team {
    let guild = tester.sandbox.add_guild(&format!("Team {number}"));
    let (leads, sales) = (guild.add_channel("leads"), guild.add_role("Sales"));
    // The first few belong to one person, who gets a word for each of them.
    let owner = if number < 3 {
        guild.owner()
    } else {
        let admins = guild.add_role("Admins");
        admins.set_permissions(MANAGE_SERVER);
        guild.add_member(&format!("Owner {number}"), &[&admins])
    };
    tester
        .until("its commands", || !guild.commands().is_empty())
        .await;
    let line = format!(
        "/setup channel:{} manager_role:{role} member_role:{role} time_zone:Europe/Berlin currency:EUR",
        leads.mention(),
        role = sales.mention()
    );
    let reply = owner.slash(&leads, &line).await;
    assert!(reply.text().contains("Leads go to"), "{}", reply.text());
    let id = TeamId(i64::try_from(guild.id()).unwrap());
    Team {
        guild,
        leads,
        owner,
        id,
    }
}

/// Wants it all at once: an old card and a new one repainted, and a word to whoever set the team up.
async fn want_all(tester: &Tester, teams: Vec<(TeamId, MemberId, Vec<LeadId>)>, thread: LeadId) {
    let (now, own) = (tester.clock.now(), tester.team());
    let written = tester.store().write(async move |tx| {
        for (team, to, leads) in teams {
            for lead in leads {
                let card = Wanted::Card { compact: false };
                outbox::enqueue(tx, team, Some(lead), &card, now, TimeDelta::zero()).await?;
            }
            let about = AlertKind::Refused("50035".to_owned());
            outbox::enqueue_once(tx, team, None, &Wanted::AdminAlert { to, about }, now).await?;
        }
        outbox::enqueue(tx, own, Some(thread), &Wanted::Thread {}, now, TimeDelta::zero()).await?;
        Ok::<_, StoreError>(())
    });
    written.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_leaves_while_it_lasts_and_then_everything_once() {
    let mut tester = Tester::new().await;
    tester.olga.slash(&tester.leads, "/setup threads:true").await;
    let accepted = tester.receive(Tester::lead("Accepted")).await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    let mut teams = Vec::new();
    for number in 0..OTHERS {
        teams.push(another_team(&tester, number).await);
        // So many registrations in a second would themselves be too many.
        tester.advance(TimeDelta::seconds(2)).await;
    }
    let mut old = Vec::new();
    for team in &teams {
        old.push(tester.receive_for(team.id, Tester::lead("Old")).await);
    }
    tester.advance(TimeDelta::hours(2)).await;
    let mut wanted = Vec::new();
    for (team, old) in teams.iter().zip(old) {
        let young = tester.receive_for(team.id, Tester::lead("Young")).await;
        let owner = MemberId(i64::try_from(team.owner.id()).unwrap());
        wanted.push((team.id, owner, vec![old, young]));
    }
    tester.settle().await;

    // The first requests are under way, the next is told to be quiet, and so is one more, which is told less.
    let told = |seconds| Fault::RateLimited {
        retry_after: json!(seconds),
        global: true,
        scope: "global",
    };
    let slow = Fault::Delay(TimeDelta::seconds(1));
    let under_way = tester.sandbox.fault("*", slow).times(AT_ONCE - 2);
    let (first, second) = (
        tester.sandbox.fault("*", told(QUIET.num_seconds())).times(1),
        tester.sandbox.fault("*", told(5)).times(1),
    );
    let later = tester.sandbox.fault("*", Fault::Delay(TimeDelta::zero()));
    want_all(&tester, wanted, accepted).await;
    for team in &teams {
        tester.receive_for(team.id, Tester::lead("New")).await;
    }
    tester
        .until("the limit", || first.hits() + second.hits() == 2)
        .await;
    tester
        .until("everything waits", || {
            let worker_status = tester.app().outbox.borrow();
            later.hits() > 0
                || (worker_status.lanes > 4 * OTHERS
                    && worker_status.waiting.len() + AT_ONCE >= worker_status.lanes)
        })
        .await;
    assert_eq!(later.hits(), 0, "requests that left after Discord wanted none");
    assert_eq!(under_way.hits(), AT_ONCE - 2, "all of them were under way");
    tester.clock.advance(TimeDelta::seconds(1));
    tester.settle_but_for_waits().await;
    for _ in 0..2 {
        assert_eq!(later.hits(), 0, "requests that left while it lasted");
        tester
            .clock
            .advance((QUIET - TimeDelta::seconds(1)) / 2 - TimeDelta::milliseconds(10));
        tester.settle_but_for_waits().await;
    }
    assert_eq!(later.hits(), 0, "requests that left before it was over");
    tester.settle().await;

    for team in &teams {
        let footers: Vec<_> = team.leads.messages().iter().map(footer_of).collect();
        assert_eq!(footers.len(), 3, "{}: {footers:?}", team.guild.name());
        let revisions: Vec<_> = team
            .leads
            .messages()
            .iter()
            .map(sandbox::Message::revision)
            .collect();
        assert_eq!(revisions, [1, 1, 0], "{}: each edit once", team.guild.name());
        let words: Vec<_> = team
            .owner
            .direct_messages()
            .iter()
            .map(sandbox::Message::text)
            .collect();
        let of_team = format!("on **{}**, so it is out of date", team.guild.name());
        let told = words.iter().filter(|word| word.contains(&of_team));
        assert_eq!(told.count(), 1, "{of_team}: {words:#?}");
    }
    assert_eq!(
        tester.sandbox.answer_counts()[&429],
        2,
        "told so no more than that"
    );
    tester.card(1);
    tester.finish_after_refusals().await;
}
