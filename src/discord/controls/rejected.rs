//! The buttons of `/source rejected`: see, make a lead, try again, drop.

use serenity::all::{ButtonStyle, CreateActionRow, CreateAttachment, CreateButton};

use super::new;
use crate::discord::bot::Bot;
use crate::discord::cards::rejected as cards;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::contact::{Email, Phone};
use crate::flows::FlowResult;
use crate::flows::rejected::{self, Replayed};
use crate::store::drafts::Typed;
use crate::t;
use crate::text::safe::neutral_line;

/// The list, on the message that it stands on already, or as a new one.
pub(crate) async fn page(bot: &Bot, interaction: &Interaction, at: i64) -> FlowResult<Reply> {
    let page = rejected::list(&bot.store, interaction.team, &interaction.by, at).await?;
    Ok(Reply::Turn(cards::page(&page, interaction.lang)))
}

/// One delivery, masked or whole; who looks at a whole one is logged.
pub(super) async fn see(bot: &Bot, interaction: &Interaction, id: i64, is_open: bool) -> FlowResult<Reply> {
    let opened = rejected::open(&bot.store, interaction.team, &interaction.by, id).await?;
    if is_open {
        let member = interaction.by.person.id.0;
        tracing::info!(delivery = id, member, "a rejected delivery is looked at whole");
    }
    let answers = bot.doors.answers(&opened.sent);
    Ok(Reply::Private(cards::one(
        &opened.whole,
        &answers,
        is_open,
        interaction.lang,
    )))
}

/// The form of a new lead, filled with what was understood.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, id: i64) -> FlowResult<FormBuilder> {
    let opened = rejected::open(&bot.store, interaction.team, &interaction.by, id).await?;
    let mut filled = Typed::new();
    if let Some(incoming) = bot.doors.understand(&opened.sent) {
        let customer = incoming.lead.customer;
        let texts = [
            (input::COMPANY, customer.company),
            (input::NAME, customer.name),
            (
                input::EMAIL,
                customer
                    .email
                    .as_ref()
                    .map(|email| Email::as_str(email).to_owned()),
            ),
            (
                input::PHONE,
                customer
                    .phone
                    .as_ref()
                    .map(|phone| Phone::as_str(phone).to_owned()),
            ),
            (input::NEED, incoming.lead.need),
        ];
        filled.extend(
            texts
                .into_iter()
                .filter_map(|(id, text)| Some((id.to_owned(), text?))),
        );
    }
    Ok(new::blank(Control::RejectedMake(id), interaction.lang).with(&filled))
}

/// Makes the lead.
pub(super) async fn make(bot: &Bot, interaction: &Interaction, id: i64) -> FlowResult<Reply> {
    let typed = new::typed(interaction);
    let (by, now) = (interaction.by.clone(), bot.clock.now());
    let made = rejected::make_a_lead(&bot.store, &*bot.doors, interaction.team, by, (id, typed), now).await?;
    Ok(Reply::Private(Private::text(new::done(&made, interaction.lang))))
}

/// Sends it through its door again.
pub(super) async fn replay(bot: &Bot, interaction: &Interaction, id: i64) -> FlowResult<Reply> {
    let (team, by) = (interaction.team, interaction.by.clone());
    let replayed = rejected::replay(&bot.store, &*bot.doors, team, by, id).await?;
    let lang = interaction.lang;
    let text = match replayed {
        Replayed::StillRejected(why) => t!(lang, "rejected-still", reason = neutral_line(&why, 600)),
        Replayed::Taken(answer) => {
            let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
            match (
                answer.status,
                said.get("lead").and_then(serde_json::Value::as_str),
            ) {
                (200..300, Some(lead)) => t!(lang, "rejected-replayed", lead = neutral_line(lead, 20)),
                (200..300, None) => t!(lang, "rejected-replayed-many"),
                (status, _) => {
                    let why = said.get("detail").and_then(serde_json::Value::as_str);
                    let why = neutral_line(why.unwrap_or_default(), 600);
                    t!(lang, "rejected-refused-again", status = status, reason = why)
                }
            }
        }
    };
    Ok(Reply::Private(Private::text(text)))
}

/// Asks whether to drop it, or does: there is no way back.
pub(super) async fn drop(bot: &Bot, interaction: &Interaction, id: i64, is_sure: bool) -> FlowResult<Reply> {
    let (lang, team) = (interaction.lang, interaction.team);
    if is_sure {
        let gone = rejected::drop(&bot.store, team, interaction.by.clone(), id, bot.clock.now()).await?;
        let source = neutral_line(&gone.source_name, 80);
        return Ok(Reply::Turn(Private::text(t!(
            lang,
            "rejected-dropped",
            source = source
        ))));
    }
    let opened = rejected::open(&bot.store, team, &interaction.by, id).await?;
    let source = neutral_line(&opened.whole.source_name, 80);
    let yes = CreateButton::new(Control::RejectedDrop(id, 1).encode())
        .label(t!(lang, "button-rejected-drop-sure"))
        .style(ButtonStyle::Danger);
    let question = t!(lang, "rejected-drop-ask", source = source);
    Ok(Reply::Private(
        Private::text(question).row(CreateActionRow::Buttons(vec![yes])),
    ))
}

/// All of them, in a file.
pub(super) async fn export(bot: &Bot, interaction: &Interaction) -> FlowResult<Reply> {
    let file = rejected::export(&bot.store, interaction.team, &interaction.by).await?;
    Ok(Reply::Private(Private {
        text: t!(interaction.lang, "rejected-exported"),
        files: vec![CreateAttachment::bytes(file, "rejected.jsonl")],
        ..Private::default()
    }))
}
