//! **Team** shows who works on the deal. From there a colleague is added (typed, or picked among the server's members,
//! whose name fills in), changed or removed, and the deal handed over.
//!
//! > **Team contacts of L-17**
//! > - Ben Okoro @Ben · `+49 40 555` · `ben@partner.example`
//! > `[Add a team contact]` `[Add a Discord member ▾]` `[Change or remove ▾]` `[Hand the deal over to ▾]`

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption,
};

use super::edit::typed_contact;
use crate::discord::bot::Bot;
use crate::discord::cards::parts::limits;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::deal::TeamContact;
use crate::domain::ids::{ContactId, LeadId, MemberId};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, team};
use crate::store::drafts::Typed;
use crate::store::teams;
use crate::t;
use crate::text::safe::{cut, neutral_line, plain_line};

/// Shows the team contacts.
pub async fn pressed(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    Ok(Reply::Turn(list(interaction, &view)))
}

fn list(interaction: &Interaction, view: &LeadView) -> Private {
    let (lang, lead) = (interaction.lang, view.lead.id);
    let owner = view.lead.owner.map(|owner| format!("<@{owner}>"));
    let mut lines = vec![t!(lang, "team-owner", owner = owner.unwrap_or_default())];
    if view.contacts.is_empty() {
        lines.push(t!(lang, "team-none"));
    }
    lines.extend(view.contacts.iter().map(|entry| format!("- {}", line(entry))));
    let embed = CreateEmbed::new()
        .title(t!(lang, "team-title", lead = view.lead.number.to_string()))
        .description(cut(&lines.join("\n"), limits::DESCRIPTION));
    let add = CreateButton::new(Control::AddContact(lead).encode())
        .label(t!(lang, "button-add-contact"))
        .style(ButtonStyle::Primary);
    let shown = Private::default()
        .embed(embed)
        .row(CreateActionRow::Buttons(vec![add]))
        .row(member_select(
            &Control::PickMember(lead),
            t!(lang, "select-pick-member"),
        ));
    let shown = if view.contacts.is_empty() {
        shown
    } else {
        shown.row(contact_select(interaction, view))
    };
    shown.row(member_select(
        &Control::Assign(lead),
        t!(lang, "select-hand-over"),
    ))
}

/// "Ben Okoro @Ben · `+49 40 555` · `ben@partner.example`"
fn line(entry: &TeamContact) -> String {
    let contact = &entry.contact;
    let code = |text: &str| format!("`{}`", text.replace('`', "'"));
    let member = contact
        .member
        .map_or_else(String::new, |member| format!(" <@{member}>"));
    format!(
        "{}{member} · {} · {}",
        neutral_line(&contact.name, 60),
        code(contact.phone.as_str()),
        code(contact.email.as_str())
    )
}

fn member_select(control: &Control, placeholder: String) -> CreateActionRow {
    let kind = CreateSelectMenuKind::User { default_users: None };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(control.encode(), kind).placeholder(placeholder))
}

fn contact_select(interaction: &Interaction, view: &LeadView) -> CreateActionRow {
    let options = view.contacts.iter().map(|entry| {
        let label = plain_line(&entry.contact.name);
        CreateSelectMenuOption::new(cut(&label, 100), entry.id.to_string())
            .description(cut(entry.contact.email.as_str(), 100))
    });
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    let control = Control::PickContact(view.lead.id).encode();
    CreateActionRow::SelectMenu(
        CreateSelectMenu::new(control, kind).placeholder(t!(interaction.lang, "select-pick-contact")),
    )
}

/// A member of the server was picked: the form opens with their name.
pub(super) async fn picked(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let picked = interaction.picked.as_ref().ok_or(Refusal::UnknownControl)?;
    if picked.bot {
        return Err(Refusal::ABot.into());
    }
    let team = teams::find(&mut *bot.store.read().await?, interaction.team).await?;
    let guest = team.is_some_and(|team| picked.person.rank(&team) == Rank::Outsider);
    let form = if guest {
        Control::GuestForm(lead, picked.person.id)
    } else {
        Control::ContactForm(lead, Some(picked.person.id))
    };
    let name = cut(&plain_line(&picked.person.name), 100).into_owned();
    let known = Typed::from([(input::CONTACT_NAME.to_owned(), name)]);
    super::form(bot, interaction, &form, &known).await
}

/// The form of a new team contact.
pub(super) async fn form(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    control: &Control,
) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    let title = t!(
        interaction.lang,
        "form-contact",
        lead = view.lead.number.to_string()
    );
    Ok(inputs(interaction, FormBuilder::new(control.clone(), &title)))
}

fn inputs(interaction: &Interaction, form: FormBuilder) -> FormBuilder {
    let lang = interaction.lang;
    form.input(Input::line(input::CONTACT_NAME, t!(lang, "input-name")))
        .input(Input::line(input::CONTACT_PHONE, t!(lang, "input-phone")))
        .input(Input::line(input::CONTACT_EMAIL, t!(lang, "input-email")))
}

/// Adds the team contact.
pub(super) async fn submit(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    member: Option<MemberId>,
) -> FlowResult<Reply> {
    let (by, typed) = (interaction.by.clone(), typed_contact(interaction));
    let view = team::add(
        &bot.store,
        interaction.team,
        lead,
        by,
        typed,
        member,
        bot.clock.now(),
    )
    .await?;
    Ok(changed(interaction, view))
}

/// Adds a team contact without a role of the team, and says what that means.
pub(super) async fn submit_guest(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    member: MemberId,
) -> FlowResult<Reply> {
    let (by, typed) = (interaction.by.clone(), typed_contact(interaction));
    let view = team::add(
        &bot.store,
        interaction.team,
        lead,
        by,
        typed,
        Some(member),
        bot.clock.now(),
    )
    .await?;
    let warning = t!(interaction.lang, "team-guest", who = format!("<@{member}>"));
    let say = Private {
        text: warning,
        ..list(interaction, &view)
    };
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

/// The lead with its changed team, as the card and the private list show it.
fn changed(interaction: &Interaction, view: LeadView) -> Reply {
    let say = list(interaction, &view);
    Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    }
}

/// One of the team contacts was chosen: what can be done with them.
pub(super) async fn one(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let lang = interaction.lang;
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    let chosen = interaction
        .values
        .first()
        .and_then(|id| id.parse().ok())
        .map(ContactId);
    let entry = find(&view, chosen.ok_or(Refusal::UnknownControl)?)?;
    let button = |control: Control, key: &str, style| {
        CreateButton::new(control.encode())
            .label(t!(lang, key))
            .style(style)
    };
    let embed = CreateEmbed::new()
        .title(t!(lang, "team-title", lead = view.lead.number.to_string()))
        .description(line(entry));
    let row = vec![
        button(
            Control::EditContact(lead, entry.id),
            "button-change",
            ButtonStyle::Primary,
        ),
        button(
            Control::RemoveContact(lead, entry.id),
            "button-remove",
            ButtonStyle::Danger,
        ),
        button(Control::Team(lead), "button-back", ButtonStyle::Secondary),
    ];
    Ok(Reply::Turn(
        Private::default().embed(embed).row(CreateActionRow::Buttons(row)),
    ))
}

fn find(view: &LeadView, contact: ContactId) -> Result<&TeamContact, Refusal> {
    let gone = Refusal::NoSuchContact {
        lead: view.lead.number,
    };
    view.contacts.iter().find(|entry| entry.id == contact).ok_or(gone)
}

/// The form of a team contact that is there.
pub(super) async fn edit_form(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    contact: ContactId,
) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Edit).await?;
    let known = &find(&view, contact)?.contact;
    let title = t!(
        interaction.lang,
        "form-contact-edit",
        lead = view.lead.number.to_string()
    );
    let form = inputs(
        interaction,
        FormBuilder::new(Control::EditContactForm(lead, contact), &title),
    );
    let known = [
        (input::CONTACT_NAME, known.name.as_str()),
        (input::CONTACT_PHONE, known.phone.as_str()),
        (input::CONTACT_EMAIL, known.email.as_str()),
    ];
    Ok(form.with(
        &known
            .map(|(input, text)| (input.to_owned(), text.to_owned()))
            .into(),
    ))
}

/// Changes the team contact.
pub(super) async fn submit_edit(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    contact: ContactId,
) -> FlowResult<Reply> {
    let (by, typed) = (interaction.by.clone(), typed_contact(interaction));
    let view = team::edit(
        &bot.store,
        interaction.team,
        lead,
        contact,
        by,
        typed,
        bot.clock.now(),
    )
    .await?;
    Ok(changed(interaction, view))
}

/// Takes the team contact off the deal.
pub(super) async fn remove(
    bot: &Bot,
    interaction: &Interaction,
    lead: LeadId,
    contact: ContactId,
) -> FlowResult<Reply> {
    let by = interaction.by.clone();
    let view = team::remove(&bot.store, interaction.team, lead, contact, by, bot.clock.now()).await?;
    Ok(changed(interaction, view))
}
