//! **Team** shows who works on the deal, and adds a colleague.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use super::edit::typed_contact;
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::{LeadId, MemberId};
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, edit};
use crate::t;
use crate::text::safe::neutral_cut;

/// Lists the team contacts.
pub async fn press(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let view = edit::look(&bot.store, press.team, lead, &press.by, bot.clock.now()).await?;
    Ok(Reply::Private(list(press, &view)))
}

fn list(press: &Press, view: &LeadView) -> Private {
    let lang = press.lang;
    let mut lines = vec![format!(
        "**{}**",
        t!(lang, "team-title", lead = view.lead.number.to_string())
    )];
    if view.contacts.is_empty() {
        lines.push(t!(lang, "team-none"));
    }
    lines.extend(view.contacts.iter().map(|entry| {
        let contact = &entry.contact;
        let member = contact
            .member
            .map_or_else(String::new, |member| format!(" <@{member}>"));
        let name = neutral_cut(&contact.name, 60);
        format!(
            "- {name}{member} · `{}` · `{}`",
            contact.phone.as_str(),
            contact.email.as_str()
        )
    }));
    let add = CreateButton::new(Control::AddContact(view.lead.id).encode())
        .label(t!(lang, "button-add-contact"))
        .style(ButtonStyle::Primary);
    let text = crate::text::safe::cut(&lines.join("\n"), 2000).into_owned();
    Private::text(text).row(CreateActionRow::Buttons(vec![add]))
}

/// The form of a new team contact.
pub(super) async fn form(
    bot: &Bot,
    press: &Press,
    lead: LeadId,
    member: Option<MemberId>,
) -> FlowResult<Form> {
    let lang = press.lang;
    let view = edit::look(&bot.store, press.team, lead, &press.by, bot.clock.now()).await?;
    let title = t!(lang, "form-contact", lead = view.lead.number.to_string());
    Ok(Form::new(Control::ContactForm(lead, member), &title)
        .input(Input::line(input::CONTACT_NAME, t!(lang, "input-name")))
        .input(Input::line(input::CONTACT_PHONE, t!(lang, "input-phone")))
        .input(Input::line(input::CONTACT_EMAIL, t!(lang, "input-email"))))
}

/// Adds the team contact.
pub(super) async fn submit(
    bot: &Bot,
    press: &Press,
    lead: LeadId,
    member: Option<MemberId>,
) -> FlowResult<Reply> {
    let (by, typed) = (press.by.clone(), typed_contact(press));
    let view = edit::add_contact(&bot.store, press.team, lead, by, typed, member, bot.clock.now()).await?;
    let say = list(press, &view);
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}
