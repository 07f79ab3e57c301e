//! A lead's contact data, for one permitted member's eyes.

use serenity::all::CreateEmbed;

use crate::discord::cards::parts::{limits, own_field, whole_lines};
use crate::domain::contact::{Email, Phone};
use crate::domain::mask::contacts_in;
use crate::domain::view::LeadView;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::neutral_line;

/// Who to contact, and how.
pub(crate) fn embed(view: &LeadView, lang: Lang) -> CreateEmbed {
    let (request, customer) = (&view.lead.request, &view.lead.request.customer);
    let outside = |text: &Option<String>| text.as_deref().map(|text| neutral_line(text, 300));
    let mut embed = CreateEmbed::new().title(t!(lang, "contact-title", lead = view.lead.number.to_string()));
    if request.do_not_contact {
        embed = embed.description(t!(lang, "contact-do-not"));
    }
    let nothing = customer.name.is_none() && customer.email.is_none() && customer.phone.is_none();
    if nothing && request.sender.is_none() {
        embed = embed.description(t!(lang, "contact-none"));
    }
    let place = [
        outside(&customer.city),
        customer
            .country
            .as_ref()
            .map(|country| country.name().to_string()),
    ];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    // An address is long, and has a line of its own so that it is not broken.
    let fields = [
        (t!(lang, "contact-company"), outside(&customer.company), true),
        (t!(lang, "contact-name"), outside(&customer.name), true),
        (t!(lang, "contact-job"), outside(&customer.title), true),
        (
            t!(lang, "contact-email"),
            customer.email.as_ref().map(email),
            false,
        ),
        (
            t!(lang, "contact-phone"),
            customer.phone.as_ref().map(phone),
            true,
        ),
        (t!(lang, "contact-place"), Some(place), true),
    ];
    for (name, text, inline) in fields {
        embed = own_field(embed, name, text, inline);
    }
    if let Some(sender) = &request.sender {
        let parts = [
            outside(&sender.name),
            outside(&sender.organization),
            sender.email.as_ref().map(email),
        ];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        embed = own_field(embed, t!(lang, "contact-sender"), Some(text), false);
    }
    let texts = [&request.need, &customer.company, &customer.name, &request.budget];
    let written = texts.into_iter().flatten().flat_map(|text| contacts_in(text));
    let known = |text: &str| {
        customer
            .email
            .as_ref()
            .is_some_and(|email| email.as_str() == text.to_lowercase())
            || customer
                .phone
                .as_ref()
                .is_some_and(|phone| Phone::parse(text).is_ok_and(|written| written.key() == phone.key()))
    };
    let mut written: Vec<_> = written
        .filter(|text| !known(text))
        .map(|text| code(&text))
        .collect();
    written.dedup();
    let written = whole_lines(&written, limits::FIELD);
    embed = own_field(embed, t!(lang, "contact-written"), Some(written), false);
    embed.footer(serenity::all::CreateEmbedFooter::new(t!(
        lang,
        "contact-recorded"
    )))
}

/// An address as code, so that a press copies it and nothing in it formats.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

fn email(email: &Email) -> String {
    code(email.as_str())
}

fn phone(phone: &Phone) -> String {
    code(phone.as_str())
}
