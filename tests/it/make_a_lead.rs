//! "Make a lead" in a message's menu: any message becomes a lead once, by a member, with its fields filled in.

use leadbell::domain::lead::Kind;
use sandbox::{Message, Reply};
use serde_json::json;

use crate::tester::Tester;

const MENU: &str = "Make a lead";

/// What the form is filled with: company, name, mail, phone, need.
fn filled(form: &Reply) -> [String; 5] {
    let modal = form.modal().unwrap_or_else(|| panic!("no form: {}", form.text()));
    let value = |id: &str| {
        modal
            .field(id)
            .and_then(|field| field.value.clone())
            .unwrap_or_default()
    };
    ["company", "name", "email", "phone", "need"].map(value)
}

fn inbox(tester: &Tester) -> sandbox::Channel {
    tester.guild.add_channel("inbox")
}

async fn make(tester: &Tester, message: &Message) -> Reply {
    tester.anna.message_command(message, MENU).await
}

#[tokio::test]
async fn a_message_becomes_a_lead_by_hand_that_links_to_it() {
    let tester = Tester::new().await;
    let inbox = inbox(&tester);
    let message = tester.zoe.write(
        &inbox,
        "Hello, we would like to move 120 seats.\n\nCompany: Nordwind GmbH\nPhone: +49 40 1234567\njana@nordwind.example",
    );
    let form = make(&tester, &message).await;
    let [company, name, email, phone, need] = filled(&form);
    assert_eq!(
        [company.as_str(), &name, &email, &phone],
        ["Nordwind GmbH", "Zoe", "jana@nordwind.example", "+49401234567"],
        "the author is who wrote it, where nobody else is named"
    );
    assert_eq!(need, message.content());

    let reply = tester
        .anna
        .submit(&form, &[("Customer's name", "Jana Krüger")])
        .await;
    assert!(
        reply.is_ephemeral() && reply.text().contains("L-1 added"),
        "{}",
        reply.text()
    );
    tester.settle().await;
    let lead = tester.numbered(1).await;
    assert_eq!(lead.request.kind, Kind::CustomerInquiry);
    assert_eq!(lead.request.customer.name.as_deref(), Some("Jana Krüger"));
    let link = format!(
        "https://discord.com/channels/{}/{}/{}",
        tester.guild.id(),
        inbox.id(),
        message.id()
    );
    let card = tester.card(1);
    assert!(
        card.text().contains(&link) && card.text().contains(&inbox.mention()),
        "{}",
        card.text()
    );
    assert!(card.text().contains("entered by hand"), "{}", card.text());
    let full = tester.ben.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(full.text().contains(&link), "{}", full.text());
    assert!(!full.text().contains("Id at the source"), "{}", full.text());
    let found = tester
        .ben
        .slash(&tester.leads, &format!("/leads search:{}", message.id()))
        .await;
    assert!(found.text().contains("Nothing here matches"), "{}", found.text());
    tester.finish().await;
}

#[tokio::test]
async fn a_message_is_one_lead_however_often_it_is_made() {
    let tester = Tester::new().await;
    let message = tester.zoe.write(&inbox(&tester), "Company: Nordwind");
    let (first, second) = (
        make(&tester, &message).await,
        tester.ben.message_command(&message, MENU).await,
    );
    tester.anna.submit(&first, &[]).await;
    let late = tester.ben.submit(&second, &[]).await;
    assert!(
        late.is_ephemeral() && late.text().contains("is already L-1"),
        "{}",
        late.text()
    );
    let again = make(&tester, &message).await;
    assert!(again.text().contains("is already L-1"), "{}", again.text());
    tester.settle().await;
    tester.card(1);

    let maria = tester.maria.slash(&tester.leads, "/lead erase lead:L-1").await;
    tester
        .maria
        .press(maria.message().as_ref().unwrap(), "Erase for good")
        .await;
    tester.settle().await;
    let full = tester.maria.slash(&tester.leads, "/lead show lead:L-1").await;
    assert!(
        !full.text().contains(&message.id().to_string()),
        "{}",
        full.text()
    );
    tester.finish().await;
}

#[tokio::test]
async fn another_program_is_read_by_its_embeds_and_is_not_the_customer() {
    let tester = Tester::new().await;
    let (inbox, app) = (inbox(&tester), tester.guild.add_member("Form Bot", &[]));
    app.make_app();
    let embed = json!({
        "type": "rich", "title": "New submission", "description": "Move our mail.",
        "fields": [{"name": "Full name", "value": "Timo Ott", "inline": true}, {"name": "Firma", "value": "Südwind AG"}],
    });
    let only_embeds = app.post(&inbox, "", &[embed]);
    let [company, name, _, _, need] = filled(&make(&tester, &only_embeds).await);
    assert_eq!([company.as_str(), &name], ["Südwind AG", "Timo Ott"]);
    assert_eq!(
        need,
        "New submission\nMove our mail.\nFull name: Timo Ott\nFirma: Südwind AG"
    );

    let nobody = app.post(&inbox, "Somebody asked for a price.", &[]);
    assert_eq!(filled(&make(&tester, &nobody).await)[1], "");
    tester.finish().await;
}

#[tokio::test]
async fn a_member_who_pastes_is_not_the_customer_and_a_link_has_no_words_of_its_own() {
    let tester = Tester::new().await;
    let inbox = inbox(&tester);
    let pasted = tester.anna.write(&inbox, "They need 20 seats.");
    assert_eq!(filled(&make(&tester, &pasted).await)[1], "");
    let preview = json!({"type": "link", "title": "A page", "description": "Company: Somebody else"});
    let linked = tester
        .zoe
        .post(&inbox, "See https://nordwind.example", &[preview]);
    let [company, name, .., need] = filled(&make(&tester, &linked).await);
    assert_eq!(
        [company.as_str(), &name, &need],
        ["", "Zoe", "See https://nordwind.example"]
    );
    tester.finish().await;
}

#[tokio::test]
async fn empty_and_very_long_messages_open_the_form_too() {
    let tester = Tester::new().await;
    let inbox = inbox(&tester);
    let empty = tester.zoe.post(&inbox, "", &[]);
    let form = make(&tester, &empty).await;
    assert_eq!(filled(&form), ["", "Zoe", "", "", ""]);
    let long = tester.guild.add_member("Pipe", &[]);
    long.make_app();
    let embeds: Vec<_> = (0..3)
        .map(|at| json!({"type": "rich", "description": format!("Part {at} 🚀 ").repeat(180)}))
        .collect();
    let long = long.post(&inbox, "Company: **Evil** [x](https://evil.example) Ltd", &embeds);
    let form = make(&tester, &long).await;
    let need = filled(&form)[4].clone();
    assert!(
        need.encode_utf16().count() <= 4000 && need.ends_with('…'),
        "{need}"
    );
    assert_eq!(
        filled(&form)[0],
        "Evil** [x]",
        "what looks like an address ends a name"
    );
    let reply = tester.anna.submit(&form, &[]).await;
    assert!(reply.text().contains("L-1 added"), "{}", reply.text());
    tester.settle().await;
    tester.card(1);
    tester.finish().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_kept_and_stays_the_messages() {
    let tester = Tester::new().await;
    let message = tester.zoe.write(&inbox(&tester), "We need 20 seats.");
    let form = make(&tester, &message).await;
    let faulty = tester
        .anna
        .submit(&form, &[("E-mail", "no address"), ("Phone", "n/a")])
        .await;
    assert!(faulty.text().contains("2 things to correct"), "{}", faulty.text());
    let form = tester
        .anna
        .press(faulty.message().as_ref().unwrap(), "Reopen the form")
        .await;
    assert_eq!(filled(&form)[2], "no address");
    let cleared = [("E-mail", ""), ("Phone", "")];
    tester.anna.submit(&form, &cleared).await;
    tester.settle().await;
    assert!(tester.card(1).text().contains(&message.id().to_string()));
    tester.finish().await;
}

#[tokio::test]
async fn only_the_team_makes_leads_and_not_of_the_bots_own_messages() {
    let tester = Tester::new().await;
    let inbox = inbox(&tester);
    let message = tester
        .anna
        .write(&inbox, "Company: Nordwind\nsecret@nordwind.example");
    let reply = tester.zoe.message_command(&message, MENU).await;
    assert!(
        reply.is_ephemeral() && reply.modal().is_none() && reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    tester.receive(Tester::lead("Nordwind GmbH")).await;
    let card = tester.card(1);
    let reply = make(&tester, &card).await;
    assert!(reply.text().contains("my own message"), "{}", reply.text());
    let reply = tester.zoe.message_command(&card, MENU).await;
    assert!(
        reply.text().contains(&tester.managers.mention()),
        "{}",
        reply.text()
    );
    tester.finish().await;

    let tester = Tester::before_setup().await;
    let message = tester.anna.write(&tester.leads, "Company: Nordwind");
    let reply = make(&tester, &message).await;
    assert!(reply.text().contains("not set up yet"), "{}", reply.text());
}
