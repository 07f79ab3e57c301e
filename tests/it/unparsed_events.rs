//! What Discord's documentation does not promise may be missing, null or new: members are answered all the same.

use leadbell::domain::stage::{Outcome, Stage};
use serde_json::{Value, json};

use crate::tester::{Tester, choose};

/// Takes out of an event what no documentation promises for good, and puts in what is new.
fn bare(name: &str, data: &mut Value) {
    match name {
        "GUILD_CREATE" => {
            for role in data["roles"].as_array_mut().into_iter().flatten() {
                role.as_object_mut().unwrap().remove("colors");
            }
        }
        "INTERACTION_CREATE" => {
            let all = data.as_object_mut().unwrap();
            for gone in [
                "entitlements",
                "attachment_size_limit",
                "version",
                "context",
                "app_permissions",
            ] {
                all.remove(gone);
            }
            all.insert("authorizing_integration_owners".to_owned(), json!({"7": []}));
            all.insert("channel".to_owned(), json!({"id": "1", "type": 99, "new": true}));
            bare_member(&mut all["member"]);
            bare_resolved(all["data"].get_mut("resolved"));
            if let Some(message) = all.get_mut("message") {
                bare_message(message);
            }
            if let Some(rows) = all["data"].get_mut("components").and_then(Value::as_array_mut) {
                for row in rows {
                    let input = row["components"][0].take();
                    *row = json!({"type": 18, "id": 3, "component": input});
                }
            }
        }
        _ => {}
    }
}

fn bare_member(member: &mut Value) {
    let member = member.as_object_mut().unwrap();
    for gone in ["deaf", "mute", "flags", "joined_at", "nick", "pending"] {
        member.remove(gone);
    }
    member.insert("avatar".to_owned(), json!("not-a-hash"));
    member["user"]["avatar"] = json!("not-a-hash");
    member["user"].as_object_mut().unwrap().remove("discriminator");
}

fn bare_message(message: &mut Value) {
    message["components"] = json!([{"type": 99, "content": "new"}]);
    message.as_object_mut().unwrap().remove("pinned");
    message["author"]["avatar_decoration_data"] = json!("new");
}

fn bare_resolved(resolved: Option<&mut Value>) {
    let Some(resolved) = resolved else { return };
    let all = |of: &str| {
        resolved
            .get(of)
            .and_then(Value::as_object)
            .map_or(0, serde_json::Map::len)
    };
    let (roles, members, messages) = (all("roles"), all("members"), all("messages"));
    assert!(
        roles + members + messages > 0 || resolved.get("channels").is_some(),
        "{resolved}"
    );
    for role in resolved["roles"]
        .as_object_mut()
        .into_iter()
        .flat_map(|roles| roles.values_mut())
    {
        role.as_object_mut().unwrap().remove("colors");
    }
    for user in resolved["users"]
        .as_object_mut()
        .into_iter()
        .flat_map(|users| users.values_mut())
    {
        user["avatar"] = json!("not-a-hash");
    }
    for message in resolved["messages"]
        .as_object_mut()
        .into_iter()
        .flat_map(|all| all.values_mut())
    {
        bare_message(message);
    }
}

#[tokio::test]
async fn a_days_work_is_done_on_events_that_the_library_cannot_read() {
    let mut tester = Tester::offline().await;
    tester.sandbox.gateway().alter_events(bare);
    tester.start().await;
    tester.set_up().await;
    tester.receive(Tester::lead("Nordwind")).await;
    tester.receive(Tester::lead("Southwind")).await;

    let taken = tester.accept(&tester.anna, &tester.card(1)).await;
    assert!(
        taken.text().is_empty() || !taken.text().contains("did not"),
        "{}",
        taken.text()
    );
    let team = tester.anna.press(&tester.card(1), "Team").await;
    let team = team.message().expect("the team contacts");
    let select = team
        .selects()
        .into_iter()
        .find(|select| select.placeholder.contains("Hand"))
        .expect("a select");
    let handed = tester
        .anna
        .try_select(&team, Some(&select.custom_id), &[&tester.ben.id().to_string()])
        .await
        .unwrap();
    assert!(handed.text().contains(&tester.ben.mention()), "{}", handed.text());
    tester.settle().await;
    assert_eq!(tester.numbered(1).await.stage, Stage::Accepted);

    let asked = tester.ben.press(&tester.card(2), "Decline").await;
    let form = choose(&tester.ben, &asked.message().unwrap(), "No capacity").await;
    tester.ben.submit(&form, &[]).await;
    tester.settle().await;
    assert_eq!(tester.numbered(2).await.stage, Stage::Archived(Outcome::Declined));

    let found = tester
        .ben
        .autocomplete(&tester.leads, "/lead show lead:nord")
        .await;
    assert_eq!(found.len(), 1);
    let inbox = tester.guild.add_channel("inbox");
    let message = tester.zoe.write(&inbox, "Company: Westwind\nWe need help.");
    let form = tester.anna.message_command(&message, "Make a lead").await;
    let filled = form
        .modal()
        .expect("a form")
        .field("company")
        .unwrap()
        .value
        .clone();
    assert_eq!(filled.as_deref(), Some("Westwind"));
    for message in tester.news() {
        assert!(
            message.text().contains("handed") || message.text().contains("L-1"),
            "{}",
            message.text()
        );
    }
    tester.finish().await;
}
