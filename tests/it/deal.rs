//! Working an accepted lead: editing, two members at once, colleagues, handing over, closing by command.

use chrono::TimeDelta;
use leadbell::domain::event::EventKind;
use leadbell::domain::ids::MemberId;
use leadbell::domain::stage::{Outcome, Stage};
use sandbox::{Member, Message, Reply};

use crate::tester::{Tester, labels};

/// A team with one lead that Anna has accepted.
async fn accepted() -> (Tester, leadbell::domain::ids::LeadId, Message) {
    let tester = Tester::new().await;
    let lead = tester.receive(Tester::lead("Nordwind Logistik GmbH")).await;
    let card = tester.card(1);
    tester.accept(&tester.anna, &card).await;
    (tester, lead, card)
}

fn id(member: &Member) -> MemberId {
    MemberId(i64::try_from(member.id()).unwrap())
}

/// Chooses in one of the menus of a message.
async fn pick(member: &Member, message: &Message, menu: &str, choice: &str) -> Reply {
    let picked = member.try_select(message, Some(menu), &[choice]).await;
    picked.unwrap_or_else(|impossible| panic!("{impossible}"))
}

fn values(form: &Reply) -> Vec<String> {
    let fields = form.modal().expect("a form").fields;
    fields
        .iter()
        .map(|field| field.value.clone().unwrap_or_default())
        .collect()
}

async fn deal(tester: &Tester, lead: leadbell::domain::ids::LeadId) -> leadbell::domain::deal::Deal {
    leadbell::store::deals::find(&mut tester.store().read().await.unwrap(), lead)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn every_field_is_edited_in_two_steps_that_open_as_the_deal_is() {
    let (tester, lead, card) = accepted().await;
    let form = tester.anna.press(&card, "Edit").await;
    assert_eq!(
        values(&form),
        [
            "Nordwind Logistik GmbH – Move 120 seats to Microsoft 365",
            "12,500 EUR",
            "2027-01-04",
            ""
        ]
    );
    let saved = tester
        .anna
        .submit(
            &form,
            &[
                ("Deal name", "Nordwind seats"),
                ("value", "15k"),
                ("looking for", "Two apps stay"),
            ],
        )
        .await;
    tester.settle().await;
    assert!(card.text().contains("Nordwind seats") && card.text().contains("€15,000"));
    let next = saved.followups()[0].clone();
    assert_eq!(labels(&next), ["Add CRM id, campaign, contact", "Team"]);
    let form = tester.anna.press(&next, "Add CRM id").await;
    tester
        .anna
        .submit(&form, &[("CRM id", "C-77"), ("campaign", "q4-cloud")])
        .await;
    tester.settle().await;
    let deal = deal(&tester, lead).await;
    assert_eq!(
        (
            deal.crm_id.as_deref(),
            deal.campaign_id.as_deref(),
            deal.notes.as_deref()
        ),
        (Some("C-77"), Some("q4-cloud"), Some("Two apps stay"))
    );
    assert_eq!(next.text(), "Saved. The card of L-1 is up to date.");
    let form = tester
        .anna
        .press_raw(&tester.leads, None, &format!("1:details:{lead}"))
        .await;
    assert_eq!(values(&form)[..2], ["C-77", "q4-cloud"]);
    tester.finish().await;
}

#[tokio::test]
async fn of_two_members_who_edit_at_once_the_second_sees_what_changed_and_loses_nothing() {
    let (tester, lead, card) = accepted().await;
    let slow = tester.anna.press(&card, "Edit").await;
    let quick = tester.maria.press(&card, "Edit").await;
    let now = tester.clock.now().timestamp();
    tester
        .maria
        .submit(
            &quick,
            &[("value", "15,000 EUR"), ("Deal name", "Nordwind seats")],
        )
        .await;
    tester.settle().await;
    let reply = tester
        .anna
        .submit(
            &slow,
            &[("value", "13,000 EUR"), ("looking for", "Two apps stay")],
        )
        .await;
    tester.settle().await;
    assert!(reply.is_ephemeral());
    assert_eq!(
        reply.text().split("\n\n").next().unwrap(),
        format!(
            "{} changed L-1 <t:{now}:R>, while your form was open. Nothing is saved yet:\n\
            - **Deal name**: they wrote “Nordwind seats”, you left it as it was\n\
            - **Estimated value**: they wrote “€15,000”, you wrote “13,000 EUR”\n\
            Reopen the form: it has your text, and theirs where you changed nothing. What you save then counts.",
            tester.maria.mention()
        )
    );
    assert_eq!(deal(&tester, lead).await.value.to_plain(), "15,000 EUR");

    let again = tester
        .anna
        .press(reply.message().as_ref().unwrap(), "Reopen the form")
        .await;
    assert_eq!(
        values(&again),
        ["Nordwind seats", "13,000 EUR", "2027-01-04", "Two apps stay"]
    );
    tester.anna.submit(&again, &[]).await;
    tester.settle().await;
    let deal = deal(&tester, lead).await;
    assert_eq!(
        (
            deal.name.as_str(),
            deal.value.to_plain().as_str(),
            deal.notes.as_deref()
        ),
        ("Nordwind seats", "13,000 EUR", Some("Two apps stay"))
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_form_that_is_opened_again_for_a_typo_still_knows_when_it_was_first_opened() {
    let (tester, _, card) = accepted().await;
    let slow = tester.anna.press(&card, "Edit").await;
    let typo = tester.anna.submit(&slow, &[("value", "a lot")]).await;
    let quick = tester.maria.press(&card, "Edit").await;
    tester.maria.submit(&quick, &[("value", "15,000 EUR")]).await;
    tester.settle().await;
    let again = tester
        .anna
        .press(typo.message().as_ref().unwrap(), "Reopen the form")
        .await;
    let reply = tester.anna.submit(&again, &[("value", "13,000 EUR")]).await;
    assert!(
        reply
            .text()
            .contains("they wrote “€15,000”, you wrote “13,000 EUR”"),
        "{}",
        reply.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn what_touches_no_field_of_the_form_is_no_reason_to_refuse_it() {
    let (tester, lead, card) = accepted().await;
    let form = tester.anna.press(&card, "Edit").await;
    let details = tester.maria.press(&card, "Team").await;
    let add = tester
        .maria
        .press(details.message().as_ref().unwrap(), "Add team contact")
        .await;
    let typed = [
        ("Name", "Ben"),
        ("Phone", "+49 40 555000"),
        ("E-mail", "ben@partner.example"),
    ];
    tester.maria.submit(&add, &typed).await;
    tester.anna.submit(&form, &[("value", "13,000 EUR")]).await;
    tester.settle().await;
    assert_eq!(deal(&tester, lead).await.value.to_plain(), "13,000 EUR");
    tester.finish().await;
}

#[tokio::test]
async fn a_colleague_is_picked_among_the_members_and_may_work_on_the_deal() {
    let (tester, lead, card) = accepted().await;
    let refused = tester.ben.press(&card, "Edit").await;
    assert!(refused.text().contains("This is "), "{}", refused.text());
    let list = tester.anna.press(&card, "Team").await.message().unwrap();
    assert!(
        list.text().contains("No colleagues on this deal yet"),
        "{}",
        list.text()
    );
    let form = pick(&tester.anna, &list, "Add a Discord member to the deal", "Ben").await;
    assert_eq!(values(&form), ["Ben", "", ""]);
    let typed = [("Phone", "+49 40 555000"), ("E-mail", "ben@partner.example")];
    tester.anna.submit(&form, &typed).await;
    tester.settle().await;
    assert_eq!(
        list.embeds()[0]["description"],
        format!(
            "Owner: {}\n- Ben {} · `+4940555000` · `ben@partner.example`",
            tester.anna.mention(),
            tester.ben.mention()
        )
    );
    let form = tester.ben.press(&card, "Edit").await;
    assert!(form.modal().is_some(), "{}", form.text());
    let twice = pick(&tester.anna, &list, "Add a Discord member to the deal", "Ben").await;
    let twice = tester.anna.submit(&twice, &typed).await;
    assert_eq!(
        twice.text().split('\n').next().unwrap(),
        format!("{} is already on this deal.", tester.ben.mention())
    );
    assert_eq!(
        tester.history(lead).await.last().unwrap().what,
        EventKind::ContactAdded {
            name: "Ben".to_owned()
        }
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_team_contact_is_changed_and_removed_and_a_stale_button_says_so() {
    let (tester, lead, card) = accepted().await;
    let list = tester.anna.press(&card, "Team").await.message().unwrap();
    let form = tester.anna.press(&list, "Add team contact").await;
    let typed = [
        ("Name", "Ben"),
        ("Phone", "+49 40 555000"),
        ("E-mail", "ben@partner.example"),
    ];
    tester.anna.submit(&form, &typed).await;
    pick(&tester.anna, &list, "Change or remove a team contact", "Ben").await;
    assert_eq!(labels(&list), ["Change", "Remove", "Back"]);
    let form = tester.anna.press(&list, "Change").await;
    assert_eq!(values(&form), ["Ben", "+4940555000", "ben@partner.example"]);
    tester.anna.submit(&form, &[("Name", "Ben Okoro")]).await;
    assert!(list.text().contains("Ben Okoro"), "{}", list.text());

    let other = tester.maria.press(&card, "Team").await.message().unwrap();
    for (member, view) in [(&tester.anna, &list), (&tester.maria, &other)] {
        pick(member, view, "Change or remove a team contact", "Ben Okoro").await;
    }
    tester.anna.press(&list, "Remove").await;
    assert!(
        list.text().contains("No colleagues on this deal yet"),
        "{}",
        list.text()
    );
    let stale = tester.maria.press(&other, "Remove").await;
    assert_eq!(
        stale.text(),
        "That team contact of L-1 was removed in the meantime. Press **Team** to see who is there."
    );
    tester.settle().await;
    let history: Vec<_> = tester
        .history(lead)
        .await
        .into_iter()
        .skip(2)
        .map(|event| event.what)
        .collect();
    assert_eq!(
        history,
        [
            EventKind::ContactAdded {
                name: "Ben".to_owned()
            },
            EventKind::ContactEdited {
                name: "Ben Okoro".to_owned()
            },
            EventKind::ContactRemoved {
                name: "Ben Okoro".to_owned()
            },
        ]
    );
    tester.finish().await;
}

#[tokio::test]
async fn an_eleventh_team_contact_has_no_room() {
    let (tester, _, card) = accepted().await;
    let list = tester.anna.press(&card, "Team").await.message().unwrap();
    let typed = [
        ("Name", "Ben"),
        ("Phone", "+49 40 555000"),
        ("E-mail", "ben@partner.example"),
    ];
    for _ in 0..10 {
        let form = tester.anna.press(&list, "Add team contact").await;
        tester.anna.submit(&form, &typed).await;
    }
    let form = tester.anna.press(&list, "Add team contact").await;
    let reply = tester.anna.submit(&form, &typed).await;
    assert!(
        reply
            .text()
            .starts_with("A deal can have 10 team contacts. Remove one first."),
        "{}",
        reply.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_deal_is_handed_over_to_a_member_who_is_told_and_to_nobody_else() {
    let (tester, lead, card) = accepted().await;
    let list = tester.anna.press(&card, "Team").await.message().unwrap();
    let refused = pick(&tester.anna, &list, "Hand the deal over to …", "Zoe").await;
    assert_eq!(
        refused.text(),
        format!(
            "{} has no role in this team. Give them the member role first, or pick someone who has it.",
            tester.zoe.mention()
        )
    );
    pick(&tester.anna, &list, "Hand the deal over to …", "Ben").await;
    tester.settle().await;
    assert_eq!(
        list.text(),
        format!(
            "🤝 L-1 now belongs to {}. I have told them below the card.",
            tester.ben.mention()
        )
    );
    let news = tester.news();
    assert_eq!(news.len(), 1);
    assert_eq!(
        news[0].text(),
        format!(
            "🤝 {}, {} handed the deal of L-1 to you. Its card is above: **Edit** opens it, **Team** shows who works \
            on it.",
            tester.ben.mention(),
            tester.anna.mention()
        )
    );
    assert_eq!(news[0].reference().unwrap().id(), card.id());
    let pinged = news[0].pinged();
    assert_eq!(
        (pinged.users.as_slice(), pinged.roles.len()),
        ([tester.ben.id()].as_slice(), 0)
    );
    assert!(card.text().contains(&tester.ben.mention()), "{}", card.text());
    assert_eq!(tester.row(lead).await.owner, Some(id(&tester.ben)));

    let line = format!("/lead assign lead:L-1 member:{}", tester.anna.mention());
    let refused = tester.anna.slash(&tester.leads, &line).await;
    assert!(refused.text().contains("This is "), "{}", refused.text());
    let line = format!("/lead assign lead:L-1 member:{}", tester.maria.mention());
    let taken = tester.maria.slash(&tester.leads, &line).await;
    assert_eq!(taken.text(), "🤝 L-1 is now yours.");
    let again = tester.maria.slash(&tester.leads, &line).await;
    assert_eq!(
        again.text(),
        format!("L-1 already belongs to {}.", tester.maria.mention())
    );
    tester.finish().await;
}

#[tokio::test]
async fn a_deal_is_lost_by_command_with_a_reason_of_the_list_and_other_asks_for_notes() {
    let (tester, lead, card) = accepted().await;
    let choices = tester
        .anna
        .autocomplete(&tester.leads, "/deal lost lead:L-1 reason:budget")
        .await;
    let names: Vec<_> = choices.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, ["Had no budget"]);
    let form = tester
        .anna
        .slash(&tester.leads, "/deal lost lead:L-1 reason:other")
        .await;
    assert_eq!(form.modal().expect("a form").title, "Mark L-1 lost");
    let unknown = tester
        .anna
        .slash(&tester.leads, "/deal lost lead:L-1 reason:because")
        .await;
    assert!(
        unknown.text().contains("Not known. Pick one"),
        "{}",
        unknown.text()
    );
    let reply = tester
        .anna
        .slash(
            &tester.leads,
            "/deal lost lead:L-1 reason:no_budget notes:Next year perhaps",
        )
        .await;
    tester.settle().await;
    assert!(
        reply.text().starts_with("L-1 marked lost: Had no budget."),
        "{}",
        reply.text()
    );
    let row = tester.row(lead).await;
    assert_eq!(
        (row.stage, row.reason_notes.as_deref()),
        (Stage::Archived(Outcome::Lost), Some("Next year perhaps"))
    );
    assert_eq!(labels(&card), Vec::<String>::new());
    let closed = tester.anna.slash(&tester.leads, "/deal team lead:L-1").await;
    assert!(closed.text().contains(": lost, marked by"), "{}", closed.text());
    tester.finish().await;
}

#[tokio::test]
async fn contact_data_is_for_managers_once_a_lead_was_declined_and_do_not_contact_is_said() {
    let tester = Tester::new().await;
    let mut new = Tester::lead("Nordwind Logistik GmbH");
    new.do_not_contact = true;
    // A source may say both. Then nobody is called on to contact them, now or once the window has passed.
    new.hot = true;
    tester.receive(new).await;
    let card = tester.card(1);
    assert!(card.text().contains("🚫 **Do not contact.**"), "{}", card.text());
    assert!(!card.text().contains("direct contact"), "{}", card.text());
    tester.advance(TimeDelta::hours(72)).await;
    assert!(!card.text().contains("window"), "{}", card.text());
    assert_eq!(card.pinged().roles.len(), 0);
    let shown = tester.anna.press(&card, "Contact").await;
    assert!(
        shown
            .text()
            .contains("🚫 This customer has asked not to be contacted."),
        "{}",
        shown.text()
    );
    let asked = tester.anna.press(&card, "Decline").await.message().unwrap();
    let form = tester.anna.select(&asked, &["Duplicate"]).await;
    tester.anna.submit(&form, &[]).await;
    tester.advance(TimeDelta::minutes(5)).await;
    let refused = tester.anna.press_raw(&tester.leads, None, "1:contact:1").await;
    assert_eq!(
        refused.text(),
        "L-1 closed without a deal. Only managers can see its contact data."
    );
    let shown = tester.maria.press_raw(&tester.leads, None, "1:contact:1").await;
    assert!(
        shown.is_ephemeral() && shown.text().contains("jana@nordwind.example"),
        "{}",
        shown.text()
    );
    tester.finish().await;
}
