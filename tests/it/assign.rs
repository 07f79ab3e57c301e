//! Who looks at a lead that nobody has answered: asked once, reminded first, and free to pass it back.

use chrono::TimeDelta;
use leadbell::domain::event::EventKind;
use leadbell::domain::ids::MemberId;
use leadbell::domain::lead::NewLead;
use leadbell::domain::stage::Stage;
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, labels};

fn hot(company: &str) -> NewLead {
    NewLead {
        hot: true,
        ..Tester::lead(company)
    }
}

async fn slash(tester: &Tester, member: &Member, line: &str) -> Reply {
    let reply = member.slash(&tester.leads, line).await;
    tester.settle().await;
    reply
}

async fn assign(tester: &Tester, by: &Member, lead: &str, to: &Member) -> Reply {
    slash(
        tester,
        by,
        &format!("/lead assign lead:{lead} member:{}", to.mention()),
    )
    .await
}

fn who(member: &Member) -> Option<MemberId> {
    Some(MemberId(member.id() as i64))
}

#[tokio::test]
async fn a_manager_asks_somebody_to_look_who_is_pinged_once_and_reminded_first() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assign(&tester, &tester.maria, "L-1", &tester.anna).await;
    assert_eq!(tester.row(lead).await.assignee(), who(&tester.anna));
    assert!(card.text().contains("is looking at it"), "{}", card.text());
    let news = tester.news();
    assert_eq!(news.len(), 1);
    assert!(
        news[0].pinged().users.contains(&tester.anna.id()),
        "{}",
        news[0].text()
    );
    // The first of three nudges is hers alone, the others call the role as well: half of the 72 hours are over.
    tester.advance(TimeDelta::hours(24)).await;
    let first = tester.news();
    assert!(
        first[0].pinged().users.contains(&tester.anna.id()) && first[0].pinged().roles.is_empty(),
        "{}",
        first[0].text()
    );
    tester.advance(TimeDelta::hours(24)).await;
    let second = tester.news();
    assert!(second[0].pinged().users.contains(&tester.anna.id()) && !second[0].pinged().roles.is_empty());
    tester.accept(&tester.anna, &card).await;
    assert_eq!(tester.row(lead).await.assignee(), None);
    assert!(!card.text().contains("is looking at it"), "{}", card.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_member_takes_a_look_themselves_and_asks_nobody_else() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    let others = assign(&tester, &tester.anna, "L-1", &tester.ben).await;
    assert!(others.text().contains("Only"), "{}", others.text());
    let full = slash(&tester, &tester.anna, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    tester.anna.press(&full, "I look at it").await;
    tester.settle().await;
    assert_eq!(tester.row(lead).await.assignee(), who(&tester.anna));
    let taken = assign(&tester, &tester.ben, "L-1", &tester.ben).await;
    assert!(taken.text().contains(&tester.anna.mention()), "{}", taken.text());
    let outsider = assign(&tester, &tester.maria, "L-1", &tester.zoe).await;
    assert!(
        outsider.text().contains(&tester.zoe.mention()),
        "{}",
        outsider.text()
    );
    let stranger = slash(&tester, &tester.ben, "/lead release lead:L-1").await;
    assert!(
        stranger.text().contains(&tester.anna.mention()),
        "{}",
        stranger.text()
    );
    assert_eq!(
        tester.row(lead).await.assignee(),
        who(&tester.anna),
        "nobody pinged, nothing taken"
    );
    tester.finish().await;
}

#[tokio::test]
async fn what_is_passed_back_is_the_teams_again_and_the_history_says_it() {
    let tester = Tester::new().await;
    let lead = tester.receive(hot("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assign(&tester, &tester.anna, "L-1", &tester.anna).await;
    let full = slash(&tester, &tester.anna, "/lead show lead:L-1")
        .await
        .message()
        .unwrap();
    assert!(
        labels(&full).contains(&"Pass it back".to_owned()),
        "{:?}",
        labels(&full)
    );
    tester.anna.press(&full, "Pass it back").await;
    tester.settle().await;
    assert_eq!(
        (tester.row(lead).await.assignee(), tester.row(lead).await.stage),
        (None, Stage::Received)
    );
    assert!(!card.text().contains("is looking at it"));
    let kinds: Vec<_> = tester
        .history(lead)
        .await
        .into_iter()
        .map(|event| event.what)
        .collect();
    assert!(
        matches!(
            kinds[..],
            [.., EventKind::Assigned { .. }, EventKind::PassedBack { .. }]
        ),
        "{kinds:?}"
    );
    tester.advance(TimeDelta::hours(24)).await;
    assert!(!tester.news()[0].pinged().roles.is_empty());
    tester.finish().await;
}

#[tokio::test]
async fn mine_lists_my_deals_and_what_i_look_at_and_nobody_elses() {
    let tester = Tester::new().await;
    for n in 1..=4 {
        tester.receive(Tester::lead(&format!("Company {n}"))).await;
    }
    let empty = slash(&tester, &tester.anna, "/leads tab:Mine").await;
    assert!(empty.text().contains("Nothing is yours yet"), "{}", empty.text());
    tester.accept(&tester.anna, &tester.card(1)).await;
    tester.accept(&tester.ben, &tester.card(2)).await;
    assign(&tester, &tester.anna, "L-3", &tester.anna).await;
    tester.card(3);
    tester.card(4);
    let text = slash(&tester, &tester.anna, "/leads tab:Mine").await.text();
    assert!(text.contains("Company 1") && text.contains("Company 3"), "{text}");
    assert!(
        !text.contains("Company 2") && !text.contains("Company 4"),
        "{text}"
    );
    // By what is due first: the answer within 14 days before the purchase in six weeks.
    assert!(text.find("Company 3") < text.find("Company 1"), "{text}");
    let found = slash(&tester, &tester.anna, "/leads tab:Mine search:Company")
        .await
        .text();
    assert!(
        found.contains("Company 1") && !found.contains("Company 2"),
        "{found}"
    );
    tester.finish().await;
}

/// Two look at it at once, a third accepts: each of them is told the truth, and the lead is in one state.
#[tokio::test]
async fn assign_against_assign_against_accept_ends_in_one_state() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let form = tester.maria.press(&card, "Accept").await;
    let fields = [("Estimated value", "12,500 EUR"), ("purchase date", "in 6 weeks")];
    let (anna, ben) = (tester.anna.mention(), tester.ben.mention());
    let assign = |member: &str| format!("/lead assign lead:L-1 member:{member}");
    let (to_anna, to_ben) = (assign(&anna), assign(&ben));
    let (first, second, accepted) = tokio::join!(
        tester.anna.slash(&tester.leads, &to_anna),
        tester.ben.slash(&tester.leads, &to_ben),
        tester.maria.submit(&form, &fields)
    );
    tester.settle().await;
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.owner, row.assignee()),
        (Stage::Accepted, who(&tester.maria), None)
    );
    let looked = [&first, &second]
        .iter()
        .filter(|reply| reply.text().contains("You are looking"))
        .count();
    assert!(
        looked <= 1,
        "{} / {} / {}",
        first.text(),
        second.text(),
        accepted.text()
    );
    let texts: Vec<_> = tester.news().iter().map(Message::text).collect();
    assert_eq!(texts, Vec::<String>::new());
    tester.finish().await;
}

#[tokio::test]
async fn an_assigned_lead_still_expires_and_whoever_looked_is_not_left_with_it() {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let _card = tester.card(1);
    assign(&tester, &tester.anna, "L-1", &tester.anna).await;
    tester.advance(TimeDelta::days(14)).await;
    let row = tester.row(lead).await;
    assert!(!row.stage.is_open() && row.assignee().is_none());
    tester.news();
    let text = slash(&tester, &tester.anna, "/leads tab:Mine stage:All stages")
        .await
        .text();
    assert!(!text.contains("Nordwind"), "{text}");
    let late = assign(&tester, &tester.maria, "L-1", &tester.ben).await;
    assert!(late.text().contains("expired"), "{}", late.text());
    tester.finish().await;
}
