//! Who may do what, and what they are told: every command and every control there is, tried by everybody who could
//! try it. Both lists come from the program itself, so that a new one cannot be forgotten here.

use leadbell::discord::commands;
use leadbell::discord::custom_id::{Control, MAX};
use leadbell::domain::ids::LeadId;
use leadbell::domain::list::ListState;
use sandbox::{Channel, Kind, Member, Message, Reply};

use crate::tester::Tester;

/// A team with a lead in each stage: 1 received, 2 accepted by Anna, 3 declined by Ben.
struct Stage {
    tester: Tester,
    leads: Vec<LeadId>,
}

async fn stage() -> Stage {
    let tester = Tester::new().await;
    let mut leads = Vec::new();
    for company in ["Nordwind", "Südwind", "Ostwind"] {
        leads.push(tester.receive(Tester::lead(company)).await);
    }
    tester.accept(&tester.anna, &tester.card(2)).await;
    let asked = tester.ben.press(&tester.card(3), "Decline").await;
    let form = tester
        .ben
        .select(asked.message().as_ref().unwrap(), &["Duplicate"])
        .await;
    tester.ben.submit(&form, &[]).await;
    tester.card(1);
    tester.settle().await;
    Stage { tester, leads }
}

/// An id of the control of that name, about that lead.
fn id_of(name: &str, lead: LeadId) -> String {
    let (lead, list) = (lead.0.to_string(), ListState::default().encode());
    let pools: [&[&str]; 6] = [
        &[&lead],
        &[&list],
        &["customer_inquiry"],
        &[&lead, "1", "other", ""],
        &[&list, &lead],
        &["month.none.funnel"],
    ];
    let mut found = Vec::new();
    for first in pools.iter().flat_map(|pool| pool.iter()) {
        found.push(format!("1:{name}:{first}"));
        for second in [lead.as_str(), "1", "other", ""] {
            found.push(format!("1:{name}:{first}:{second}"));
            found.push(format!("1:{name}:{first}:{second}:1"));
        }
    }
    found
        .into_iter()
        .find(|id| {
            Control::decode(id)
                .is_some_and(|control| control.lead().is_none_or(|about| about.0.to_string() == lead))
        })
        .unwrap_or_else(|| panic!("teach this test an id of the control {name:?}"))
}

/// Uses a control in each way that a client, or somebody without one, could: pressed, chosen in, submitted.
async fn every_way(who: &Member, channel: &Channel, card: Option<&Message>, id: &str) -> Vec<Reply> {
    vec![
        who.press_raw(channel, card, id).await,
        who.select_raw(channel, card, id, &["other"]).await,
        who.submit_raw(
            channel,
            card,
            id,
            &[("value", "900 EUR"), ("date", "tomorrow"), ("name", "x")],
        )
        .await,
    ]
}

/// A fingerprint of all that members can change.
async fn state(tester: &Tester) -> (i64, i64, i64, i64) {
    let mut conn = tester.store().read().await.unwrap();
    sqlx::query_as(
        "select (select count(*) from events), (select sum(version) from leads), (select count(*) from favorites), (select count(*) from team_contacts)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap()
}

fn is_private(reply: &Reply) -> bool {
    matches!(reply.kind(), Kind::Modal | Kind::DeferredUpdate) || reply.is_ephemeral()
}

#[tokio::test]
async fn who_is_no_member_can_do_nothing_by_any_control_and_is_told_whom_to_ask() {
    let Stage { tester, leads } = stage().await;
    let before = state(&tester).await;
    for name in Control::NAMES {
        for (lead, number) in leads.iter().zip(1..) {
            let card = tester.card(number);
            for reply in every_way(&tester.zoe, &tester.leads, Some(&card), &id_of(name, *lead)).await {
                let text = reply.text();
                assert!(reply.is_ephemeral(), "{name}: {:?} {text}", reply.kind());
                assert!(
                    !text.contains("incident") && !text.contains("jana"),
                    "{name}: {text}"
                );
                let told = text.contains(&tester.managers.mention())
                    || text.contains("out of date")
                    || text.contains("not available");
                assert!(told, "{name}: {text}");
            }
        }
    }
    assert_eq!(state(&tester).await, before);
    tester.finish().await;
}

#[tokio::test]
async fn another_servers_member_learns_and_changes_nothing_by_any_control() {
    let Stage { tester, leads } = stage().await;
    let other = tester.sandbox.add_guild("Other");
    let (channel, role) = (other.add_channel("leads"), other.add_role("Sales"));
    let eve = other.add_member("Eve", &[&role]);
    tester
        .until("its commands", || !other.commands().is_empty())
        .await;
    let line = format!(
        "/setup channel:{} manager_role:{} member_role:{}",
        channel.mention(),
        role.mention(),
        role.mention()
    );
    other.owner().slash(&channel, &line).await;
    tester.settle().await;
    let before = state(&tester).await;
    let about_a_lead = |name: &&str| {
        Control::decode(&id_of(name, leads[0]))
            .and_then(|control| control.lead())
            .is_some()
    };
    for name in Control::NAMES.iter().copied().filter(about_a_lead) {
        for lead in &leads {
            for reply in every_way(&eve, &channel, None, &id_of(name, *lead)).await {
                let text = reply.text();
                assert!(!text.contains("incident"), "{name}: {text}");
                for secret in ["wind", "jana", "Jana", "Anna", "12,500"] {
                    assert!(!text.contains(secret), "{name}: {text}");
                }
            }
        }
    }
    assert_eq!(state(&tester).await, before);
    tester.news();
    tester.finish().await;
}

#[tokio::test]
async fn every_control_answers_every_member_and_never_with_an_incident() {
    let Stage { tester, leads } = stage().await;
    for who in [&tester.maria, &tester.ben] {
        for name in Control::NAMES {
            for (lead, number) in leads.iter().zip(1..) {
                let (card, id) = (tester.card(number), id_of(name, *lead));
                // Not submitted: no client submits a form that was never opened, and Discord lets no form answer one.
                for reply in [
                    who.press_raw(&tester.leads, Some(&card), &id).await,
                    who.select_raw(&tester.leads, Some(&card), &id, &["other"]).await,
                ] {
                    let text = reply.text();
                    assert_ne!(
                        reply.kind(),
                        Kind::Failed,
                        "{name} of {} is not answered",
                        who.name()
                    );
                    assert!(!text.contains("incident"), "{name}: {text}");
                    assert!(
                        is_private(&reply) || reply.kind() == Kind::Update || *name == "stats-share",
                        "{name}: {:?}",
                        reply.kind()
                    );
                }
            }
        }
    }
    tester.settle().await;
    tester.news();
    let mut tester = tester;
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_deal_is_worked_by_its_owner_and_managers_and_by_no_other_member() {
    let Stage { tester, leads } = stage().await;
    let card = tester.card(2);
    for name in ["edit", "details", "add-contact", "won"] {
        let id = id_of(name, leads[1]);
        for (who, may) in [(&tester.anna, true), (&tester.maria, true), (&tester.ben, false)] {
            let reply = who.press_raw(&tester.leads, Some(&card), &id).await;
            assert_eq!(
                reply.modal().is_some(),
                may,
                "{name} by {}: {}",
                who.name(),
                reply.text()
            );
            if !may {
                assert!(
                    reply.is_ephemeral() && reply.text().contains(&tester.anna.mention()),
                    "{}",
                    reply.text()
                );
            }
        }
    }
    tester.finish().await;
}

#[tokio::test]
async fn ids_that_are_old_forged_or_too_long_get_a_helpful_answer() {
    let Stage { tester, leads } = stage().await;
    let before = state(&tester).await;
    let card = tester.card(1);
    let long = "9".repeat(MAX - 9);
    let lead = leads[0].0;
    for id in [
        "0:accept:1".to_owned(),
        "2:accept:1".to_owned(),
        format!("1:accept:{lead}:1"),
        format!("1:accept:0{lead}"),
        format!("1:accept:-{lead}"),
        format!("1:accept:{long}"),
        "1:accept:9223372036854775807".to_owned(),
        "1:reopen:424242".to_owned(),
        "1:decline-form:1:../../etc".to_owned(),
        format!("1:decline-form:{lead}:nosuchreason"),
        "1:new-form:nosuchkind:7".to_owned(),
        "1::".to_owned(),
        ":::::".to_owned(),
        "accept".to_owned(),
        "\u{202e}1:accept:1".to_owned(),
        "🔥".repeat(MAX / 4),
    ] {
        for reply in every_way(&tester.anna, &tester.leads, Some(&card), &id).await {
            assert!(reply.is_ephemeral(), "{id}: {:?}", reply.kind());
            assert!(!reply.text().contains("incident"), "{id}: {}", reply.text());
        }
    }
    assert_eq!(state(&tester).await, before);
    tester.finish().await;
}

/// The leaves of the command tree as a member types them, with their options filled.
fn lines(tester: &Tester) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<_> = commands::all()
        .into_iter()
        .map(|command| (String::from("/"), command))
        .collect();
    while let Some((before, command)) = open.pop() {
        let mut line = format!("{before}{}", command.name);
        if command.slash_action.is_none() {
            continue;
        }
        if command.subcommands.is_empty() {
            for option in command.parameters.iter().filter(|option| option.required) {
                let value = match &*option.name {
                    "lead" => "L-2".to_owned(),
                    "channel" => tester.leads.mention(),
                    "member" => tester.ben.mention(),
                    "reason" => "Other".to_owned(),
                    "source" => "Website".to_owned(),
                    "place" => "1".to_owned(),
                    "kind" => "Declined, to the customer".to_owned(),
                    "to" => "somebody@example.com".to_owned(),
                    "ask" => "true".to_owned(),
                    "list" => "Why leads are declined".to_owned(),
                    "hours" => "24, 48".to_owned(),
                    "name" | "words" | "notes" | "need" | "customer" | "search" | "text" => {
                        "something".to_owned()
                    }
                    other => panic!("teach this test the option {other:?} of {line}"),
                };
                line = format!("{line} {}:{value}", option.name);
            }
            found.push(line);
        } else {
            open.extend(
                command
                    .subcommands
                    .into_iter()
                    .map(|below| (format!("{line} "), below)),
            );
        }
    }
    found
}

#[tokio::test]
async fn who_is_no_member_can_do_nothing_by_any_command() {
    let Stage { tester, .. } = stage().await;
    let before = state(&tester).await;
    for line in lines(&tester) {
        // What Discord does not even offer needs no answer.
        let Ok(reply) = tester.zoe.try_slash(&tester.leads, &line).await else {
            continue;
        };
        let text = reply.text();
        assert!(reply.is_ephemeral(), "{line}: {:?} {text}", reply.kind());
        for secret in ["wind", "jana", "incident", "lbk_"] {
            assert!(!text.contains(secret), "{line}: {text}");
        }
    }
    assert_eq!(state(&tester).await, before);
    tester.finish().await;
}

#[tokio::test]
async fn every_command_answers_every_member_privately() {
    let Stage { tester, .. } = stage().await;
    for who in [&tester.ben, &tester.anna, &tester.maria] {
        for line in lines(&tester) {
            let Ok(reply) = who.try_slash(&tester.leads, &line).await else {
                continue;
            };
            let reply = reply.settled().await;
            assert!(is_private(&reply), "{line} by {}: {:?}", who.name(), reply.kind());
            assert!(!reply.text().contains("incident"), "{line}: {}", reply.text());
            if who.id() == tester.ben.id() {
                let manages = ["/source", "/setup"]
                    .iter()
                    .any(|command| line.starts_with(command));
                assert!(
                    !manages || !reply.text().contains("lbk_"),
                    "{line}: {}",
                    reply.text()
                );
            }
        }
    }
    tester.settle().await;
    tester.news();
    tester.finish().await;
}
