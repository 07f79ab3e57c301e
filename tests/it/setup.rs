//! `/setup`: who may, and what it says.

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
            .contains(&format!("Leads are posted in {}", tester.leads.mention())),
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
            reply.text().contains("Everybody on the server has that role"),
            "{}",
            reply.text()
        );
    }
    tester.finish().await;
}
