//! `/leads`: what a member finds, and that it stays theirs.

use chrono::TimeDelta;
use leadbell::domain::lead::{Kind, NewLead};
use sandbox::{Kind as Answer, Message, Reply};

use crate::tester::{Tester, choose, labels};

/// The list that a reply shows.
fn list(reply: &Reply) -> Message {
    assert!(reply.is_ephemeral(), "{}", reply.text());
    reply.message().expect("a list")
}

/// The numbers of the leads that a list shows, in its order.
fn numbers(message: &Message) -> Vec<String> {
    let embeds = message.embeds();
    let text = embeds[0]["description"].as_str().unwrap_or_default();
    text.split("**L-")
        .skip(1)
        .filter_map(|rest| rest.split_once(" · "))
        .filter(|(number, _)| number.bytes().all(|digit| digit.is_ascii_digit()))
        .map(|(number, _)| format!("L-{number}"))
        .collect()
}

fn lead(company: &str, need: &str) -> NewLead {
    NewLead {
        need: Some(need.to_owned()),
        ..Tester::lead(company)
    }
}

/// Another server with a team of its own, and somebody of that team.
async fn another_team(tester: &Tester) -> (sandbox::Channel, sandbox::Member) {
    let guild = tester.sandbox.add_guild("Others");
    let channel = guild.add_channel("leads");
    let role = guild.add_role("Sales");
    tester.servers_are_known().await;
    let line = format!(
        "/setup channel:{} manager_role:{} member_role:{}",
        channel.mention(),
        role.mention(),
        role.mention()
    );
    let reply = guild.owner().slash(&channel, &line).await;
    assert!(reply.is_ephemeral(), "{}", reply.text());
    tester.settle().await;
    (channel, guild.add_member("Otto", &[&role]))
}

/// A team with leads whose cards nobody looks at in these tests.
async fn with(leads: Vec<NewLead>) -> Tester {
    let tester = Tester::new().await;
    for lead in leads {
        tester.receive_quietly(lead).await;
        tester.clock.advance(TimeDelta::minutes(11));
    }
    tester.settle().await;
    tester
}

async fn finish(tester: Tester) {
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn tabs_part_inquiries_from_qualified_leads_and_hearts_make_favorites() {
    let qualified = NewLead {
        kind: Kind::SalesQualified,
        ..Tester::lead("Südwind AG")
    };
    let tester = with(vec![Tester::lead("Nordwind GmbH"), qualified]).await;
    let reply = tester.anna.slash(&tester.leads, "/leads").await;
    let shown = list(&reply);
    assert_eq!(numbers(&shown), ["L-1"]);
    tester.anna.press(&shown, "Qualified").await;
    assert_eq!(numbers(&shown), ["L-2"], "{}", shown.text());
    let reply = tester.anna.press(&shown, "♡ L-2").await;
    assert_eq!(reply.kind(), Answer::Update, "the heart shows in the list itself");
    assert!(
        labels(&shown).contains(&"♥ L-2".to_owned()),
        "{:?}",
        labels(&shown)
    );
    tester.anna.press(&shown, "Favorites").await;
    assert_eq!(numbers(&shown), ["L-2"]);
    tester.anna.press(&shown, "♥ L-2").await;
    assert_eq!(numbers(&shown), Vec::<String>::new());
    assert!(
        shown.text().contains("You have no favorites yet"),
        "{}",
        shown.text()
    );

    let reply = tester.ben.slash(&tester.leads, "/leads tab:My favorites").await;
    assert_eq!(
        numbers(&list(&reply)),
        Vec::<String>::new(),
        "hearts are each member's own"
    );
    tester.settle().await;
    finish(tester).await;
}

#[tokio::test]
async fn pages_turn_through_all_leads_and_none_twice() {
    let leads = (1..=26).map(|n| Tester::lead(&format!("Company {n}"))).collect();
    let tester = with(leads).await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads").await);
    let mut seen = numbers(&shown);
    assert!(
        shown.text().contains("26 leads · page 1 of 4"),
        "{}",
        shown.text()
    );
    for _ in 0..3 {
        tester.anna.press(&shown, "Next").await;
        seen.extend(numbers(&shown));
    }
    let all: Vec<_> = (1..=26).map(|n| format!("L-{n}")).collect();
    assert_eq!(seen, all, "the first deadline first");
    assert!(
        tester.anna.try_press(&shown, "Next").await.is_err(),
        "the last page"
    );
    tester.anna.press(&shown, "Previous").await;
    assert_eq!(numbers(&shown), all[16..24]);
    choose(&tester.anna, &shown, "Sort: newest first").await;
    assert_eq!(
        numbers(&shown)[0],
        "L-26",
        "another order begins on its first page"
    );
    finish(tester).await;
}

#[tokio::test]
async fn a_list_opened_before_a_restart_works_after_it() {
    let leads = (1..=10)
        .map(|n| lead(&format!("Company {n}"), "Seats for Łódź"))
        .collect();
    let mut tester = with(leads).await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads search:lodz").await);
    assert_eq!(numbers(&shown).len(), 8);
    tester.stop().await;
    tester.start().await;
    tester.anna.press(&shown, "Next").await;
    assert_eq!(numbers(&shown), ["L-9", "L-10"]);
    assert!(shown.text().contains("Search: **lodz**"), "{}", shown.text());
    tester.anna.press(&shown, "♡ L-10").await;
    assert!(labels(&shown).contains(&"♥ L-10".to_owned()));
    tester.anna.press(&shown, "End search").await;
    assert!(!shown.text().contains("Search: "), "{}", shown.text());
    tester.settle().await;
    finish(tester).await;
}

#[tokio::test]
async fn the_stage_filter_counts_and_narrows() {
    let tester = with(vec![
        Tester::lead("One"),
        Tester::lead("Two"),
        Tester::lead("Three"),
    ])
    .await;
    tester.accept(&tester.anna, &tester.card(2)).await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads").await);
    assert_eq!(numbers(&shown).len(), 3);
    choose(&tester.anna, &shown, "Show: Accepted (1)").await;
    assert_eq!(numbers(&shown), ["L-2"]);
    choose(&tester.anna, &shown, "Show: Won (0)").await;
    assert!(shown.text().contains("3 are in other stages"), "{}", shown.text());
    choose(&tester.anna, &shown, "Show: All stages (3)").await;
    assert_eq!(numbers(&shown).len(), 3);
    finish(tester).await;
}

#[tokio::test]
async fn orders_put_first_what_they_say() {
    let hot = NewLead {
        hot: true,
        ..Tester::lead("Hot")
    };
    let tester = with(vec![
        Tester::lead("One"),
        Tester::lead("Two"),
        hot,
        Tester::lead("Four"),
    ])
    .await;
    for (number, value, date) in [
        (1, "900 EUR", "in 6 weeks"),
        (2, "2,000,000 JPY", "in 6 weeks"),
        (4, "1200 EUR", "tomorrow"),
    ] {
        let form = tester.anna.press(&tester.card(number), "Accept").await;
        tester
            .anna
            .submit(&form, &[("Estimated value", value), ("purchase date", date)])
            .await;
    }
    tester.settle().await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads").await);
    assert_eq!(
        numbers(&shown),
        ["L-4", "L-3", "L-1", "L-2"],
        "a purchase date is a deadline, too"
    );
    choose(&tester.anna, &shown, "Sort: hot first").await;
    assert_eq!(numbers(&shown), ["L-3", "L-4", "L-1", "L-2"]);
    choose(&tester.anna, &shown, "Sort: highest value first").await;
    assert_eq!(
        numbers(&shown),
        ["L-4", "L-1", "L-2", "L-3"],
        "the team's currency, the others, none"
    );
    choose(&tester.anna, &shown, "Sort: newest first").await;
    assert_eq!(numbers(&shown), ["L-4", "L-3", "L-2", "L-1"]);
    finish(tester).await;
}

#[tokio::test]
async fn a_search_finds_beginnings_of_words_in_any_script() {
    let tester = with(vec![
        lead("Łódź Café", "Migrate 120 seats"),
        lead("日本情報協会", "クラウド移行の相談"),
        lead("Ромашка и Ёлка", "Нужна поддержка"),
        lead("شركة الشمال", "ترحيل البريد"),
    ])
    .await;
    for (typed, found) in [
        ("lodz caf", "L-1"),
        ("SEATS", "L-1"),
        ("协会", ""),
        ("協会", "L-2"),
        ("移行", "L-2"),
        ("елка", "L-3"),
        ("поддерж", "L-3"),
        ("الشم", "L-4"),
        ("L-4", "L-4"),
        ("eats", ""),
    ] {
        let reply = tester
            .anna
            .slash(&tester.leads, &format!("/leads search:{typed}"))
            .await;
        assert_eq!(numbers(&list(&reply)).join(" "), found, "{typed}");
    }
    finish(tester).await;
}

#[tokio::test]
async fn a_deals_name_and_notes_are_found_as_soon_as_they_are_written() {
    let tester = with(vec![Tester::lead("Nordwind GmbH")]).await;
    let form = tester.anna.press(&tester.card(1), "Accept").await;
    let typed = [
        ("Deal name", "Falcon"),
        ("Estimated value", "900 EUR"),
        ("purchase date", "tomorrow"),
        ("looking for", "Zebra crossing"),
    ];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    for typed in ["falc", "zebra", "nordwind falcon zeb"] {
        let reply = tester
            .anna
            .slash(&tester.leads, &format!("/leads search:{typed}"))
            .await;
        assert_eq!(numbers(&list(&reply)), ["L-1"], "{typed}");
    }
    finish(tester).await;
}

#[tokio::test]
async fn hostile_searches_are_words_and_nothing_else() {
    let tester = with(vec![Tester::lead("Nordwind GmbH")]).await;
    for typed in [
        "\"",
        "\" OR 1",
        "*",
        "need:nord",
        "NEAR(a b)",
        "{number} : 1",
        "^nord",
        "-nord",
        "'; drop table leads; --",
        "a AND",
        "nord OR",
        "💥",
        "%",
        "\\",
        "(((",
        "@everyone",
        "**bold**",
    ] {
        let reply = tester
            .anna
            .slash(&tester.leads, &format!("/leads search:{typed}"))
            .await;
        let shown = list(&reply);
        assert!(shown.text().contains("Search: "), "{typed}: {}", shown.text());
        assert!(
            shown.pinged().roles.is_empty() && !shown.pinged().everyone,
            "{typed}"
        );
    }
    let reply = tester.anna.slash(&tester.leads, "/leads search:nord").await;
    assert_eq!(numbers(&list(&reply)), ["L-1"]);
    finish(tester).await;
}

#[tokio::test]
async fn searching_by_the_form_keeps_the_tab_and_looks_in_every_stage() {
    let tester = with(vec![Tester::lead("Nordwind GmbH"), Tester::lead("Südwind AG")]).await;
    let card = tester.card(2);
    let asked = tester.ben.press(&card, "Decline").await;
    let form = tester
        .ben
        .select(asked.message().as_ref().unwrap(), &["Duplicate"])
        .await;
    tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads").await);
    assert_eq!(numbers(&shown), ["L-1"], "open leads first");
    let form = tester.anna.press(&shown, "Search").await;
    tester.anna.submit(&form, &[("looking for", "sud")]).await;
    assert_eq!(numbers(&shown), ["L-2"], "{}", shown.text());
    let form = tester.anna.press(&shown, "Search").await;
    assert_eq!(form.modal().unwrap().fields[0].value.as_deref(), Some("sud"));
    tester.anna.submit(&form, &[("looking for", "")]).await;
    assert_eq!(numbers(&shown), ["L-1"], "an empty search ends it");
    finish(tester).await;
}

#[tokio::test]
async fn only_the_team_sees_its_lists_and_its_leads() {
    let tester = with(vec![Tester::lead("Nordwind GmbH")]).await;
    let shown = list(&tester.anna.slash(&tester.leads, "/leads search:nord").await);
    let reply = tester.zoe.slash(&tester.leads, "/leads").await;
    assert!(
        reply.is_ephemeral() && !reply.text().contains("Nordwind"),
        "{}",
        reply.text()
    );
    assert!(
        reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    for id in [
        "1:list-tab:marketplace.all.hot.0.",
        "1:list-page:favorites.all.newest.3.1",
        "1:list-search:marketplace.open.hot.0.",
        "1:history:1",
        "1:show-heart:1",
        "1:list-heart:marketplace.open.hot.0.:1",
    ] {
        let reply = tester.zoe.press_raw(&tester.leads, None, id).await;
        assert!(
            reply.is_ephemeral() && reply.text().contains(&tester.managers.mention()),
            "{id}: {}",
            reply.text()
        );
    }
    // Somebody else's search is none of mine.
    let reply = tester
        .ben
        .press_raw(&tester.leads, None, "1:list-page:marketplace.all.deadline.0.1")
        .await;
    assert!(!reply.text().contains("Search: "), "{}", reply.text());
    assert_eq!(numbers(&shown), ["L-1"]);

    // The other team's members find nothing of this team's.
    let (channel, otto) = another_team(&tester).await;
    let reply = otto.slash(&channel, "/leads stage:All stages").await;
    assert!(
        reply.text().contains("No customer inquiries yet"),
        "{}",
        reply.text()
    );
    let id = tester.numbered(1).await.id;
    let reply = otto.press_raw(&channel, None, &format!("1:history:{id}")).await;
    assert!(
        reply.text().contains("not in this database any more"),
        "{}",
        reply.text()
    );
    let reply = otto
        .select_raw(
            &channel,
            None,
            "1:list-open:marketplace.all.hot.0.",
            &[&id.to_string()],
        )
        .await;
    assert!(
        reply.text().contains("not in this database any more"),
        "{}",
        reply.text()
    );
    assert_eq!(otto.autocomplete(&channel, "/lead show lead:nord").await.len(), 0);
    finish(tester).await;
}

#[tokio::test]
async fn a_lead_option_suggests_by_number_customer_and_deal_hot_ones_first() {
    let hot = NewLead {
        hot: true,
        ..lead("Nordlicht AG", "x")
    };
    let tester = with(vec![
        Tester::lead("Nordwind GmbH"),
        Tester::lead("Big Ñandú SA"),
        hot,
    ])
    .await;
    let names = async |typed: &str| -> Vec<String> {
        let line = format!("/lead show lead:{typed}");
        let choices = tester.anna.autocomplete(&tester.leads, &line).await;
        choices.into_iter().map(|choice| choice.name).collect()
    };
    assert_eq!(
        names("nord").await,
        [
            "🔥 L-3 · Nordlicht AG · received",
            "L-1 · Nordwind GmbH · received"
        ]
    );
    assert_eq!(names("nandu").await, ["L-2 · Big Ñandú SA · received"]);
    assert_eq!(names("L-2").await, ["L-2 · Big Ñandú SA · received"]);
    assert_eq!(names("").await.len(), 3);
    assert_eq!(names("\" OR *").await.len(), 0);
    assert_eq!(names("seats").await.len(), 0, "not by the need");
    finish(tester).await;
}
