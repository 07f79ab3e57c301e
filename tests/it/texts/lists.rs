//! The lists, the full view and the history.

use chrono::TimeDelta;
use leadbell::domain::lead::{Kind, NewLead};

use super::read;
use crate::tester::{Tester, choose};

#[tokio::test]
async fn empty_lists_say_what_to_do() {
    let tester = Tester::new().await;
    let mut texts = Vec::new();
    for line in [
        "/leads",
        "/leads tab:Qualified by marketing or sales",
        "/leads tab:My favorites",
        "/leads search:nord",
    ] {
        let reply = tester.anna.slash(&tester.leads, line).await;
        texts.push(format!("{line}\n\n{}", read(&tester, &reply.text())));
    }
    insta::assert_snapshot!(texts.join("\n\n----\n\n"));
    tester.finish().await;
}

#[tokio::test]
async fn a_list_with_a_lead_in_each_stage_reads_well() {
    let tester = Tester::new().await;
    let leads = [
        NewLead {
            hot: true,
            ..Tester::lead("Nordwind Logistik GmbH")
        },
        Tester::lead("Contoso Ltd"),
        Tester::lead("日本情報協会"),
        NewLead {
            informational: true,
            need: None,
            ..Tester::lead("Trial AG")
        },
        NewLead {
            kind: Kind::SalesQualified,
            ..Tester::lead("Südwind AG")
        },
        Tester::lead("Lost & Found"),
    ];
    for lead in leads {
        tester.receive(lead).await;
        tester.advance(TimeDelta::minutes(11)).await;
    }
    tester.accept(&tester.anna, &tester.card(2)).await;
    let asked = tester.ben.press(&tester.card(3), "Decline").await;
    let form = choose(
        &tester.ben,
        asked.message().as_ref().unwrap(),
        "Outside our region",
    )
    .await;
    tester.ben.submit(&form, &[("Notes", "Far away.")]).await;
    tester.advance(TimeDelta::minutes(1)).await;
    tester.accept(&tester.anna, &tester.card(6)).await;
    let asked = tester.anna.press(&tester.card(6), "Lost").await;
    let form = choose(&tester.anna, asked.message().as_ref().unwrap(), "Had no budget").await;
    tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    let mut texts = Vec::new();
    for line in [
        "/leads stage:All stages",
        "/lead show lead:L-1",
        "/lead show lead:L-2",
        "/lead show lead:L-3",
        "/lead history lead:L-6",
    ] {
        let reply = tester.anna.slash(&tester.leads, line).await;
        texts.push(format!("{line}\n\n{}", read(&tester, &reply.text())));
    }
    insta::assert_snapshot!(texts.join("\n\n----\n\n"));
    tester.news();
    tester.finish().await;
}
