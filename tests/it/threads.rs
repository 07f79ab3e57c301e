//! A thread for each accepted lead, where the team wants that: opened from the card, named after the deal, archived
//! with the outcome.

use sandbox::{Channel, Fault};

use crate::tester::Tester;

async fn with_threads() -> Tester {
    let tester = Tester::new().await;
    let reply = tester.olga.slash(&tester.leads, "/setup threads:true").await;
    assert!(
        reply.text().contains("Every accepted lead gets its own thread."),
        "{}",
        reply.text()
    );
    tester.settle().await;
    tester
}

/// The one thread of the channel.
fn thread(tester: &Tester) -> Channel {
    let threads = tester.leads.threads();
    assert_eq!(threads.len(), 1);
    threads.into_iter().next().unwrap()
}

#[tokio::test]
async fn an_accepted_lead_gets_a_thread_that_follows_its_deal() {
    let tester = with_threads().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    assert_eq!(tester.leads.threads().len(), 0);
    tester.accept(&tester.anna, &card).await;
    let thread = thread(&tester);
    assert_eq!(
        thread.name(),
        "L-1 · Nordwind Logistik GmbH – Move 120 seats to Microsoft 365"
    );
    assert_eq!(
        tester.row(lead).await.thread.map(|id| id.0),
        i64::try_from(thread.id()).ok()
    );

    let form = tester.anna.press(&card, "Edit").await;
    tester
        .anna
        .submit(&form, &[("Deal name", "Nordwind seats")])
        .await;
    tester.settle().await;
    assert_eq!(thread.name(), "L-1 · Nordwind seats");
    assert!(!thread.is_archived());

    let form = tester.anna.press(&card, "Won").await;
    let won = tester.anna.submit(&form, &[]).await;
    tester.settle().await;
    assert!(thread.is_archived());
    tester.anna.press(&won.followups()[0], "Undo").await;
    tester.settle().await;
    assert!(
        !thread.is_archived(),
        "the deal is open again, and so is its thread"
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_thread_that_archived_itself_is_opened_again_to_be_renamed() {
    let tester = with_threads().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    let thread = thread(&tester);
    thread.set_archived(true);
    let form = tester.anna.press(&card, "Edit").await;
    tester
        .anna
        .submit(&form, &[("Deal name", "Nordwind seats")])
        .await;
    tester.settle().await;
    assert_eq!(thread.name(), "L-1 · Nordwind seats");
    tester.finish().await;
}

#[tokio::test]
async fn a_thread_that_is_there_already_or_whose_answer_was_lost_is_taken_as_it_is() {
    let mut tester = with_threads().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    let lost = tester
        .sandbox
        .fault("POST /channels/{id}/messages/{id}/threads", Fault::Cut)
        .after_effect()
        .times(1);
    tester.accept(&tester.anna, &card).await;
    tester.settle().await;
    assert_eq!(lost.hits(), 1);
    assert_eq!(
        thread(&tester).name(),
        "L-1 · Nordwind Logistik GmbH – Move 120 seats to Microsoft 365"
    );
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn without_the_right_to_open_threads_setup_says_so_and_cards_go_on() {
    let mut tester = Tester::new().await;
    let create_public_threads = 1 << 35;
    tester.leads.overwrite_bot(0, create_public_threads);
    let reply = tester.olga.slash(&tester.leads, "/setup threads:true").await;
    tester.settle().await;
    let warning = reply.followups()[0].text();
    assert!(warning.contains("**Create Public Threads**"), "{warning}");
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    tester.receive(Tester::lead("Südwind AG")).await;
    assert!(tester.card(2).text().contains("Südwind AG"));
    assert_eq!(tester.leads.threads().len(), 0);

    tester.leads.overwrite_bot(0, 0);
    tester
        .until("the thread is opened", || !tester.leads.threads().is_empty())
        .await;
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_team_that_does_not_want_threads_gets_none() {
    let tester = Tester::new().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    assert_eq!(tester.leads.threads().len(), 0);
    tester.finish().await;
}

/// Renames the deal of a lead, and so its thread.
async fn rename(tester: &Tester, number: i64, name: &str) {
    let form = tester.anna.press(&tester.card(number), "Edit").await;
    tester.anna.submit(&form, &[("Deal name", name)]).await;
    tester.settle().await;
}

#[tokio::test]
async fn a_thread_that_archives_itself_at_that_very_moment_is_renamed_all_the_same() {
    let mut tester = with_threads().await;
    tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    tester.accept(&tester.anna, &tester.card(1)).await;
    let archived = serde_json::json!({"code": 50083, "message": "Thread is archived"});
    let fault = tester
        .sandbox
        .fault("PATCH /channels/{id}", Fault::Answer(400, archived))
        .times(1);
    rename(&tester, 1, "Nordwind seats").await;
    assert_eq!(fault.hits(), 1);
    assert_eq!(thread(&tester).name(), "L-1 · Nordwind seats");
    tester.finish_after_refusals().await;
}

#[tokio::test]
async fn a_thread_that_somebody_locked_or_deleted_is_left_alone_and_cards_go_on() {
    for delete in [false, true] {
        let mut tester = with_threads().await;
        tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
        tester.accept(&tester.anna, &tester.card(1)).await;
        let thread = thread(&tester);
        if delete {
            thread.delete();
        } else {
            let locked = serde_json::json!({"code": 160_005, "message": "Thread is locked"});
            tester
                .sandbox
                .fault("PATCH /channels/{id}", Fault::Answer(403, locked));
        }
        rename(&tester, 1, "Nordwind seats").await;
        rename(&tester, 1, "Nordwind chairs").await;
        let patches = tester.sandbox.requests();
        let patches = patches
            .iter()
            .filter(|request| {
                request.method == "PATCH" && request.path == format!("/channels/{}", thread.id())
            })
            .count();
        assert_eq!(patches, usize::from(!delete), "asked once, not again and again");
        assert!(tester.card(1).text().contains("Nordwind chairs"));
        assert_eq!(
            tester.leads.threads().len(),
            usize::from(!delete),
            "and none anew"
        );
        assert!(
            tester.olga.direct_messages().is_empty(),
            "nobody needs to do anything"
        );
        tester.receive(Tester::lead("Südwind AG")).await;
        assert!(tester.card(2).text().contains("Südwind AG"));
        tester.finish_after_refusals().await;
    }
}

/// Two renames in ten minutes is about all that Discord takes for one thread, and it says so for long.
#[tokio::test]
async fn a_thread_that_may_not_be_renamed_for_an_hour_holds_up_no_other_and_no_direct_message() {
    let mut tester = with_threads().await;
    for (number, company) in [(1, "Nordwind Logistik GmbH"), (2, "Südwind AG")] {
        tester.receive(Tester::lead(company)).await;
        tester.accept(&tester.anna, &tester.card(number)).await;
    }
    let limit = Fault::RateLimited {
        retry_after: serde_json::json!(3600),
        global: false,
        scope: "user",
    };
    let limit = tester.sandbox.fault("PATCH /channels/{id}", limit).times(1);
    rename(&tester, 1, "Nordwind seats").await;
    assert_eq!(limit.hits(), 1);
    rename(&tester, 1, "Nordwind chairs").await;
    rename(&tester, 2, "Südwind seats").await;
    let names = |tester: &Tester| {
        let threads = tester.leads.threads();
        threads.iter().map(Channel::name).collect::<Vec<_>>()
    };
    assert!(
        names(&tester).contains(&"L-2 · Südwind seats".to_owned()),
        "{:?}",
        names(&tester)
    );
    // A direct message has to be opened first, which is a route of its own.
    tester.leads.overwrite_bot(0, 1 << 11);
    tester.receive(Tester::lead("Ostwind")).await;
    assert_eq!(tester.olga.direct_messages().len(), 1);
    tester.leads.overwrite_bot(0, 0);
    tester
        .until("the card", || tester.leads.messages().len() == 3)
        .await;
    tester.settle().await;
    tester.card(3);
    assert!(
        !names(&tester).contains(&"L-1 · Nordwind chairs".to_owned()),
        "not before it may"
    );
    tester.advance(chrono::TimeDelta::hours(1)).await;
    assert!(
        names(&tester).contains(&"L-1 · Nordwind chairs".to_owned()),
        "{:?}",
        names(&tester)
    );
    tester.finish_after_refusals().await;
}
