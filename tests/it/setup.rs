//! `/setup`: who may, and what it says.

use chrono::TimeDelta;
use sandbox::Fault;
use serde_json::{Value, json};

use crate::tester::Tester;

#[tokio::test]
async fn whoever_runs_the_server_sets_the_team_up_and_hears_what_is_set() {
    let tester = Tester::before_setup().await;
    let line = format!(
        "/setup channel:{} manager_role:{}",
        tester.leads.mention(),
        tester.managers.mention()
    );
    let reply = tester.olga.slash(&tester.leads, &line).await;
    assert!(reply.is_ephemeral());
    assert!(
        reply
            .text()
            .contains(&format!("Leads go to {}", tester.leads.mention())),
        "{}",
        reply.text()
    );
    assert!(reply.text().contains("No member role yet"), "{}", reply.text());
    tester.finish().await;
}

#[tokio::test]
async fn who_does_not_manage_the_server_is_told_whom_to_ask() {
    let tester = Tester::before_setup().await;
    let reply = tester.zoe.press_raw(&tester.leads, None, "1:accept:1").await;
    assert!(reply.text().contains("not set up yet"), "{}", reply.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_role_that_cannot_be_notified_is_named() {
    let tester = Tester::before_setup().await;
    let mention_everyone = 1 << 17;
    tester.guild.everyone().deny(mention_everyone);
    tester.members.set_mentionable(false);
    let line = format!(
        "/setup channel:{} manager_role:{} member_role:{}",
        tester.leads.mention(),
        tester.managers.mention(),
        tester.members.mention()
    );
    let reply = tester.olga.slash(&tester.leads, &line).await;
    tester.settle().await;
    let after: Vec<_> = reply.followups().iter().map(sandbox::Message::text).collect();
    assert_eq!(after.len(), 1, "{}", reply.text());
    assert!(after[0].contains(&tester.members.mention()), "{}", after[0]);
    assert!(!after[0].contains(&tester.managers.mention()), "{}", after[0]);
    tester.finish().await;
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let tester = Tester::before_setup().await;
    let embed_links = 1 << 14;
    tester.leads.overwrite_bot(0, embed_links);
    let reply = tester
        .olga
        .slash(
            &tester.leads,
            &format!("/setup channel:{}", tester.leads.mention()),
        )
        .await;
    tester.settle().await;
    let after: Vec<_> = reply.followups().iter().map(sandbox::Message::text).collect();
    assert_eq!(after.len(), 1, "{}", reply.text());
    assert!(after[0].contains("**Embed Links**"), "{}", after[0]);
    tester.finish().await;
}

#[tokio::test]
async fn the_role_that_everybody_has_is_not_taken_for_the_teams() {
    let tester = Tester::before_setup().await;
    let everyone = tester.guild.everyone().mention();
    for option in ["manager_role", "member_role"] {
        let line = format!("/setup channel:{} {option}:{everyone}", tester.leads.mention());
        let reply = tester.olga.slash(&tester.leads, &line).await;
        assert!(reply.is_ephemeral());
        assert!(
            reply.text().contains("Everyone on the server has that role"),
            "{}",
            reply.text()
        );
    }
    tester.finish().await;
}

/// One field of an answer of Discord's taken away, made null or made something else at a time.
#[tokio::test]
async fn an_answer_with_an_odd_field_is_read_all_the_same_or_said_to_be_unreadable() {
    let mut tester = Tester::before_setup().await;
    let (embed_links, everyone) = (1_u64 << 14, tester.guild.id().to_string());
    let line = format!("/setup channel:{}", tester.leads.mention());
    let role = |odd: Value| json!({"owner_id": "1", "roles": [odd, {"id": everyone, "permissions": (!embed_links >> 1).to_string()}]});
    let without = |permissions: Value| role(json!({"id": "77", "name": "Odd", "permissions": permissions}));
    for guild in [
        role(json!(null)),
        role(json!({"id": null})),
        without(json!(null)),
        without(json!(8)),
        role(json!({"id": "77", "permissions": "8", "colors": null, "color": null, "tags": 3, "new": {}})),
    ] {
        let fault = Fault::Answer(200, guild.clone());
        let handle = tester.sandbox.fault("GET /guilds/{id}", fault).times(1);
        tester.leads.overwrite_bot(0, embed_links);
        let reply = tester.olga.slash(&tester.leads, &line).await;
        tester.settle().await;
        assert_eq!(handle.hits(), 1);
        let after: Vec<_> = reply.followups().iter().map(sandbox::Message::text).collect();
        assert_eq!(after.len(), 1, "{guild}");
        assert!(
            after[0].contains("**Embed Links**") || after[0].contains("Could not check"),
            "{guild}: {}",
            after[0]
        );
    }
    tester
        .sandbox
        .fault("GET /guilds/{id}", Fault::Answer(200, json!({"roles": null})))
        .times(1);
    let reply = tester.olga.slash(&tester.leads, &line).await;
    tester.settle().await;
    let after = reply.followups()[0].text();
    assert!(after.contains("Could not check whether I can post"), "{after}");
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_channel_that_everyone_can_read_is_warned_of() {
    let tester = Tester::before_setup().await;
    let line = format!("/setup channel:{}", tester.leads.mention());
    let reply = tester.olga.slash(&tester.leads, &line).await;
    tester.settle().await;
    let after = reply.followups()[0].text();
    assert!(after.contains("Everyone on this server can read"), "{after}");
    let view_channel = 1 << 10;
    tester.guild.everyone().deny(view_channel);
    tester.leads.overwrite_bot(view_channel, 0);
    let reply = tester.olga.slash(&tester.leads, &line).await;
    tester.settle().await;
    for after in reply.followups() {
        assert!(!after.text().contains("Everyone"), "{}", after.text());
    }
    tester.finish().await;
}

#[tokio::test]
async fn roles_that_were_deleted_are_said_to_be_gone_and_called_no_more() {
    for offline in [false, true] {
        let mut tester = Tester::new().await;
        if offline {
            tester.stop().await;
        }
        tester.managers.delete();
        tester.members.delete();
        if offline {
            // Discord takes an IDENTIFY every 5 s, and the clock stands.
            tester.clock.advance(TimeDelta::seconds(10));
            tester.start().await;
        }
        tester.settle().await;
        // The bot hears of it by events, for which nothing waits.
        let mut text = String::new();
        for _ in 0..50 {
            text = tester.olga.slash(&tester.leads, "/setup").await.text();
            if text.matches("role was deleted").count() == 2 {
                break;
            }
        }
        assert!(text.contains("manager role was deleted"), "{text}");
        assert!(text.contains("member role was deleted"), "{text}");
        if offline {
            let sales = tester.guild.add_role("Sales 2");
            sales.set_mentionable(true);
            let line = format!("/setup member_role:{}", sales.mention());
            let text = tester.olga.slash(&tester.leads, &line).await.text();
            assert!(!text.contains("member role was deleted"), "{text}");
        }
        tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
        let card = tester.card(1);
        assert_eq!(card.text().contains("<@&"), offline, "{}", card.text());
        tester.finish().await;
    }
}

#[tokio::test]
async fn a_language_without_words_is_not_offered_and_not_taken() {
    let tester = Tester::before_setup().await;
    let reply = tester.olga.slash(&tester.leads, "/setup language:de").await;
    assert!(reply.text().contains("Language"), "{}", reply.text());
    let reply = tester.olga.slash(&tester.leads, "/setup language:en-GB").await;
    assert!(reply.text().contains("en-GB"), "{}", reply.text());
    tester.finish().await;
}
