//! `/reasons`: managers keep the two lists, and old leads keep their words.

use crate::tester::Tester;

async fn slash(tester: &Tester, line: &str) -> String {
    let reply = tester.maria.slash(&tester.leads, line).await;
    assert!(reply.is_ephemeral());
    reply.text()
}

const LOST: &str = "**Why deals are lost**\n1. Customer did not respond\n2. Chose another vendor\n3. Had no budget\n\
    4. Proposed timeline too short\n5. Other";

#[tokio::test]
async fn reasons_are_added_renamed_ordered_and_removed() {
    let tester = Tester::new().await;
    let both = slash(&tester, "/reasons list").await;
    assert!(
        both.starts_with("**Why leads are declined**\n1. Not our product or service\n"),
        "{both}"
    );
    assert!(both.ends_with(LOST), "{both}");
    let added = slash(
        &tester,
        "/reasons add list:Why deals are lost words:Went *bankrupt*",
    )
    .await;
    assert!(
        added.ends_with("4. Proposed timeline too short\n5. Went \\*bankrupt\\*\n6. Other"),
        "{added}"
    );
    let choices = tester
        .maria
        .autocomplete(&tester.leads, "/reasons rename reason:bankr")
        .await;
    let choices: Vec<_> = choices
        .iter()
        .map(|choice| (choice.name.as_str(), choice.value.as_str().unwrap_or_default()))
        .collect();
    assert_eq!(choices, [("Went *bankrupt*", "lost:own_1")]);
    let renamed = slash(&tester, "/reasons rename reason:lost:own_1 words:Out of business").await;
    assert!(renamed.contains("5. Out of business"), "{renamed}");
    let ordered = slash(&tester, "/reasons order reason:lost:own_1 place:1").await;
    assert!(
        ordered.starts_with("**Why deals are lost**\n1. Out of business\n2. Customer did not respond"),
        "{ordered}"
    );
    let taken = slash(
        &tester,
        "/reasons add list:Why deals are lost words:had NO budget",
    )
    .await;
    assert!(taken.contains("That name is taken."), "{taken}");
    assert_eq!(slash(&tester, "/reasons remove reason:lost:own_1").await, LOST);
    assert_eq!(
        slash(&tester, "/reasons remove reason:lost:other").await,
        "“Other” stays: with a note, it covers what the list lacks."
    );
    let refused = tester.anna.slash(&tester.leads, "/reasons list").await;
    assert!(refused.text().starts_with("Only "), "{}", refused.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_lead_keeps_the_words_of_a_reason_that_was_taken_off_and_nobody_is_offered_it() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    slash(
        &tester,
        "/reasons add list:Why leads are declined words:Too far away",
    )
    .await;
    let asked = tester.anna.press(&card, "Decline").await.message().unwrap();
    let form = tester.anna.select(&asked, &["Too far away"]).await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    slash(&tester, "/reasons remove reason:decline:own_1").await;
    let shown = tester.anna.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(shown.text().contains("Too far away"), "{}", shown.text());

    tester.receive(Tester::lead("Südwind AG")).await;
    let asked = tester
        .anna
        .press(&tester.card(2), "Decline")
        .await
        .message()
        .unwrap();
    let offered: Vec<_> = asked.selects()[0]
        .options
        .iter()
        .map(|(label, _)| label.clone())
        .collect();
    assert!(!offered.contains(&"Too far away".to_owned()), "{offered:?}");
    let stale = tester
        .anna
        .press_raw(&tester.leads, None, "1:decline-form:2:own_1")
        .await;
    assert!(stale.is_ephemeral(), "{}", stale.text());
    let back = slash(
        &tester,
        "/reasons add list:Why leads are declined words:too far AWAY",
    )
    .await;
    assert!(back.contains("9. Too far away\n10. Other"), "{back}");
    tester.finish().await;
}

#[tokio::test]
async fn a_list_holds_what_a_menu_holds_and_a_reason_what_an_option_holds() {
    let tester = Tester::new().await;
    for n in 0..20 {
        slash(
            &tester,
            &format!("/reasons add list:Why deals are lost words:Reason {n}"),
        )
        .await;
    }
    assert_eq!(
        slash(&tester, "/reasons add list:Why deals are lost words:One more").await,
        "A list can have 25 reasons; Discord’s menus hold no more. Remove one first."
    );
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let asked = tester.anna.press(&card, "Lost").await.message().unwrap();
    assert_eq!(asked.selects()[0].options.len(), 25);
    let long = "😀".repeat(51);
    let refused = slash(
        &tester,
        &format!("/reasons rename reason:lost:no_budget words:{long}"),
    )
    .await;
    assert!(refused.contains("100 characters at most."), "{refused}");
    tester.finish().await;
}

#[tokio::test]
async fn words_of_which_nothing_can_be_seen_are_none() {
    let tester = Tester::new().await;
    let refused = slash(
        &tester,
        "/reasons add list:Why leads are declined words:\u{200b}\u{2060}",
    )
    .await;
    assert!(
        refused.contains("required") || refused.contains("missing"),
        "{refused}"
    );
    tester.receive(Tester::lead("Nordwind")).await;
    let asked = tester.anna.press(&tester.card(1), "Decline").await;
    assert!(
        asked.message().is_some_and(|asked| !asked.selects().is_empty()),
        "{}",
        asked.text()
    );
    tester.finish().await;
}
