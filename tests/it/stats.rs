//! `/stats`: what the numbers say, to whom, and as which picture.

use chrono::TimeDelta;
use leadbell::domain::lead::NewLead;
use sandbox::{Message, Reply};

use crate::tester::{Tester, choose};

fn figures(reply: &Reply) -> Message {
    assert!(reply.is_ephemeral(), "{}", reply.text());
    reply.message().expect("figures")
}

fn with_budget(company: &str, budget: &str) -> NewLead {
    NewLead {
        budget: Some(budget.to_owned()),
        ..Tester::lead(company)
    }
}

/// Four leads: one won, one declined, one waiting; one that expired two weeks ago is older than they are.
async fn a_team_with_a_past() -> Tester {
    let tester = Tester::new().await;
    tester
        .receive_quietly(with_budget("Expired AG", "8000 EUR"))
        .await;
    tester.advance(TimeDelta::days(15)).await;
    tester.receive_quietly(Tester::lead("Won GmbH")).await;
    tester.receive_quietly(Tester::lead("Declined KG")).await;
    tester.receive_quietly(Tester::lead("Waiting Ltd")).await;
    tester.settle().await;
    tester.clock.advance(TimeDelta::hours(5));
    tester.accept(&tester.anna, &tester.card(2)).await;
    let form = tester.anna.press(&tester.card(2), "Won").await;
    tester.anna.submit(&form, &[]).await;
    let asked = tester
        .ben
        .press(&tester.card(3), "Decline")
        .await
        .message()
        .unwrap();
    let form = tester.ben.select(&asked, &["Duplicate"]).await;
    tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    tester.news();
    tester
}

async fn finish(tester: Tester) {
    tester.settle().await;
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn figures_say_how_many_how_fast_and_how_well_with_a_chart_that_has_words() {
    let tester = a_team_with_a_past().await;
    let reply = tester.anna.slash(&tester.leads, "/stats").await.settled().await;
    let message = figures(&reply);
    let text = message.text();
    for said in [
        "Last 30 days",
        "**Received** 4",
        "**Expired unanswered** 1 of 4",
        "€8k missed",
        "median 5 hours",
    ] {
        assert!(text.contains(said), "{said} is missing in:\n{text}");
    }
    assert_eq!(message.files(), ["chart.png"]);
    assert!(message.file("chart.png").unwrap().starts_with(b"\x89PNG"));
    choose(&tester.anna, &message, "By source").await;
    assert!(message.text().contains("__By source__"), "{}", message.text());
    choose(&tester.anna, &message, "No chart").await;
    assert_eq!(message.files(), Vec::<String>::new(), "{}", message.text());
    choose(&tester.anna, &message, "Last 7 days").await;
    assert!(message.text().contains("**Received** 3\n"), "{}", message.text());
    finish(tester).await;
}

#[tokio::test]
async fn managers_see_people_and_a_member_sees_only_themselves() {
    let tester = a_team_with_a_past().await;
    let (anna, ben) = (tester.anna.mention(), tester.ben.mention());
    let reply = tester
        .maria
        .slash(&tester.leads, "/stats by:By member")
        .await
        .settled()
        .await;
    let text = figures(&reply).text();
    assert!(text.contains(&anna) && text.contains(&ben), "{text}");
    let reply = tester
        .ben
        .slash(&tester.leads, "/stats by:By member")
        .await
        .settled()
        .await;
    let text = figures(&reply).text();
    assert!(text.contains(&ben) && !text.contains(&anna), "{text}");
    finish(tester).await;
}

#[tokio::test]
async fn figures_are_shared_in_the_teams_channel_and_nowhere_else() {
    let tester = a_team_with_a_past().await;
    let elsewhere = tester.guild.add_channel("lunch");
    let reply = tester.anna.slash(&elsewhere, "/stats").await.settled().await;
    let refused = tester.anna.press(&figures(&reply), "Share in channel").await;
    assert!(
        refused.is_ephemeral() && refused.text().contains("to share it there"),
        "{}",
        refused.text()
    );

    let reply = tester.anna.slash(&tester.leads, "/stats").await.settled().await;
    let shared = tester.anna.press(&figures(&reply), "Share in channel").await;
    // A chart takes a while to draw beside much else: then it follows.
    let shared = shared.settled().await;
    let followed = shared.followups().into_iter().next();
    let message = followed.or_else(|| shared.message()).unwrap();
    assert!(!message.is_ephemeral());
    assert!(message.text().contains("**Received** 4"), "{}", message.text());
    assert!(message.buttons().is_empty() && message.pinged().users.is_empty());
    finish(tester).await;
}

#[tokio::test]
async fn an_empty_team_and_an_outsider_are_told_so() {
    let tester = Tester::new().await;
    let reply = tester.anna.slash(&tester.leads, "/stats").await.settled().await;
    assert!(
        figures(&reply).text().contains("No leads arrived"),
        "{}",
        reply.text()
    );
    let reply = tester.zoe.slash(&tester.leads, "/stats").await.settled().await;
    assert!(!reply.text().contains("leads arrived"), "{}", reply.text());
    finish(tester).await;
}
