//! A member is away: nobody asks them, what they looked at is handed on, and it ends by itself.

use chrono::TimeDelta;
use leadbell::domain::ids::MemberId;
use leadbell::domain::lead::NewLead;
use sandbox::{Member, Message};

use crate::tester::Tester;

async fn slash(tester: &Tester, member: &Member, line: &str) -> String {
    let reply = member.slash(&tester.leads, line).await;
    tester.settle().await;
    assert!(reply.is_ephemeral());
    reply.text()
}

async fn hot(tester: &Tester, company: &str) -> leadbell::domain::ids::LeadId {
    let hot = NewLead {
        hot: true,
        ..Tester::lead(company)
    };
    tester.receive(hot).await
}

fn who(member: &Member) -> Option<MemberId> {
    Some(MemberId(member.id() as i64))
}

async fn assign(tester: &Tester, by: &Member, lead: &str, to: &Member) -> String {
    slash(
        tester,
        by,
        &format!("/lead assign lead:{lead} member:{}", to.mention()),
    )
    .await
}

#[tokio::test]
async fn what_cannot_wait_goes_to_whoever_covers_who_is_told_and_the_rest_stays() {
    let tester = Tester::new().await;
    let (first, second) = (
        hot(&tester, "Nordwind").await,
        tester.receive(Tester::lead("Alster")).await,
    );
    let (_, _) = (tester.card(1), tester.card(2));
    assign(&tester, &tester.anna, "L-1", &tester.anna).await;
    assign(&tester, &tester.anna, "L-2", &tester.anna).await;
    let said = slash(
        &tester,
        &tester.anna,
        &format!("/away until:in 3 days cover:{}", tester.ben.mention()),
    )
    .await;
    assert!(
        said.contains("1 lead that you were looking at is handed on"),
        "{said}"
    );
    assert!(said.contains(&tester.ben.mention()), "{said}");
    assert_eq!(tester.row(first).await.assignee(), who(&tester.ben));
    assert_eq!(tester.row(second).await.assignee(), who(&tester.anna));
    let news = tester.news();
    assert!(news.len() == 1 && news[0].pinged().users.contains(&tester.ben.id()));
    // Nobody may ask her now; three days later anybody may.
    let refused = assign(&tester, &tester.maria, "L-1", &tester.anna).await;
    assert!(refused.contains("is away until"), "{refused}");
    tester.advance(TimeDelta::days(3)).await;
    tester.news();
    assign(&tester, &tester.maria, "L-1", &tester.anna).await;
    assert_eq!(tester.row(first).await.assignee(), who(&tester.anna));
    assert_eq!(tester.news().len(), 1);
    assert!(
        slash(&tester, &tester.ben, "/away")
            .await
            .contains("Nobody is away")
    );
    tester.finish().await;
}

#[tokio::test]
async fn without_a_cover_the_team_is_called_and_the_digest_says_who_is_away() {
    let tester = Tester::new().await;
    let lead = hot(&tester, "Nordwind").await;
    let _card = tester.card(1);
    assign(&tester, &tester.anna, "L-1", &tester.anna).await;
    slash(&tester, &tester.anna, "/away until:in 2 weeks").await;
    assert_eq!(tester.row(lead).await.assignee(), None);
    tester.advance(TimeDelta::hours(24)).await;
    let news = tester.news();
    assert!(news.len() == 1 && !news[0].pinged().roles.is_empty() && news[0].pinged().users.is_empty());
    tester.advance(TimeDelta::days(6)).await;
    let texts: Vec<_> = tester.news().iter().map(Message::text).collect();
    let away = texts
        .iter()
        .any(|text| text.contains("Away: ") && text.contains(&tester.anna.mention()));
    assert!(away, "{texts:?}");
    let back = slash(&tester, &tester.anna, "/away back:true").await;
    assert!(back.contains("Nobody is away"), "{back}");
    tester.finish().await;
}

#[tokio::test]
async fn a_day_that_is_no_day_and_a_cover_who_is_none_are_refused() {
    let tester = Tester::new().await;
    for until in ["yesterday", "soon", "2020-01-01"] {
        let said = slash(&tester, &tester.anna, &format!("/away until:{until}")).await;
        assert!(said.contains("Back on"), "{until}: {said}");
    }
    for cover in [&tester.zoe, &tester.anna] {
        let line = format!("/away until:in 3 days cover:{}", cover.mention());
        let said = slash(&tester, &tester.anna, &line).await;
        assert!(
            said.contains(&cover.mention()) && !said.contains("Noted"),
            "{said}"
        );
    }
    slash(&tester, &tester.ben, "/away until:in 3 days").await;
    let line = format!("/away until:in 3 days cover:{}", tester.ben.mention());
    assert!(
        slash(&tester, &tester.anna, &line)
            .await
            .contains("is away until")
    );
    tester.finish().await;
}
