//! Commands are given to Discord once for all servers, and only where they have changed.

use serde_json::json;

use crate::tester::Tester;

const ALL: &str = "/applications/{application_id}/commands";
const OWN: &str = "/applications/{application_id}/guilds/{guild_id}/commands";

fn puts(tester: &Tester, route: &str) -> usize {
    let requests = tester.sandbox.requests();
    let puts = requests
        .iter()
        .filter(|request| request.method == "PUT" && request.route == route);
    puts.count()
}

#[tokio::test]
async fn commands_are_registered_once_however_many_servers_and_starts_there_are() {
    let mut tester = Tester::new().await;
    assert_eq!(puts(&tester, ALL), 1);
    let other = tester.sandbox.add_guild("Other");
    assert!(other.commands().iter().any(|name| name == "leads"));
    for _ in 0..2 {
        tester.stop().await;
        tester.clock.advance(chrono::TimeDelta::seconds(10));
        tester.start().await;
    }
    assert_eq!((puts(&tester, ALL), puts(&tester, OWN)), (1, 0));
    // Another version has other commands.
    tester
        .sql("update registered_commands set hash = zeroblob(32)")
        .await
        .unwrap();
    tester.stop().await;
    tester.clock.advance(chrono::TimeDelta::seconds(10));
    tester.start().await;
    assert_eq!(puts(&tester, ALL), 2);
    tester.finish().await;
}

#[tokio::test]
async fn commands_that_an_earlier_version_gave_to_a_server_are_removed_once() {
    let mut tester = Tester::new().await;
    tester
        .sql("update registered_commands set hash = null, servers_may_have_own = 1")
        .await
        .unwrap();
    tester.stop().await;
    let url = format!(
        "{}/api/v10/applications/{}/guilds/{}/commands",
        tester.sandbox.url(),
        tester.sandbox.application_id(),
        tester.guild.id()
    );
    let old = json!([{ "name": "leads", "description": "Of an earlier version" }, { "name": "gone", "description": "No more" }]);
    let request = reqwest::Client::new().put(url).json(&old);
    let request = request
        .header("user-agent", "DiscordBot (https://leadbell.example, 1)")
        .header("authorization", format!("Bot {}", tester.sandbox.token()));
    assert_eq!(request.send().await.unwrap().status().as_u16(), 200);
    assert!(tester.guild.commands().iter().any(|name| name == "gone"));
    let before = puts(&tester, OWN);
    for _ in 0..2 {
        tester.clock.advance(chrono::TimeDelta::seconds(10));
        tester.start().await;
        assert!(!tester.guild.commands().iter().any(|name| name == "gone"));
        assert!(tester.guild.commands().iter().any(|name| name == "leads"));
        tester.stop().await;
    }
    assert_eq!(puts(&tester, OWN), before + 1);
    tester.clock.advance(chrono::TimeDelta::seconds(10));
    tester.start().await;
    tester.finish().await;
}
