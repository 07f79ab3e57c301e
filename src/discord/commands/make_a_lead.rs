//! "Make a lead" in a message's menu: the form of a new lead, filled with what the message says. What it says is shown
//! to the member before anything is kept.

use serenity::all::{Embed, Message};

use super::{Context, Done, answer};
use crate::discord::controls;
use crate::discord::custom_id::Control;
use crate::discord::form::input;
use crate::discord::interaction::signed;
use crate::discord::lost_card;
use crate::domain::contact::{Email, Phone};
use crate::domain::recognise::recognise;
use crate::domain::refusal::Refusal;
use crate::store::drafts::Typed;

#[poise::command(context_menu_command = "Make a lead", guild_only)]
pub async fn make_a_lead(context: Context<'_>, message: Message) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (channel, id) = (signed(message.channel_id.get()), signed(message.id.get()));
            let form = Control::MessageForm(channel, id);
            if message.author.id == invocation.bot.me {
                invocation.member().await?;
                let (bot, interaction) = (invocation.bot, &invocation.interaction);
                let lost = lost_card::form(bot, interaction, &message).await?;
                let (form, shown) = lost.ok_or(Refusal::MyOwnMessage)?;
                return controls::form(bot, interaction, &form, &shown).await;
            }
            let by = signed(context.interaction.user.id.get());
            controls::form(
                invocation.bot,
                &invocation.interaction,
                &form,
                &read(&message, by),
            )
            .await
        })
    })
    .await
}

/// What the form is filled with. Nobody but the customer is taken for them: not a program, and not the member who is
/// making the lead of what they have pasted or forwarded.
fn read(message: &Message, by: i64) -> Typed {
    let text = text_of(message);
    let found = recognise(&text);
    let program = message.author.bot || message.webhook_id.is_some();
    let own = signed(message.author.id.get()) == by || !message.message_snapshots.is_empty();
    let member = message.member.as_ref().and_then(|member| member.nick.clone());
    let author = || member.unwrap_or_else(|| message.author.display_name().to_owned());
    let name = found.name.or_else(|| (!program && !own).then(author));
    let filled = [
        (input::COMPANY, found.company),
        (input::NAME, name),
        (
            input::EMAIL,
            found.email.as_ref().map(Email::as_str).map(str::to_owned),
        ),
        (
            input::PHONE,
            found.phone.as_ref().map(Phone::as_str).map(str::to_owned),
        ),
        (input::NEED, Some(text).filter(|text| !text.is_empty())),
    ];
    let filled = filled
        .into_iter()
        .filter_map(|(id, text)| Some((id.to_owned(), text?)));
    filled.collect()
}

/// Everything that is written in a message. The embeds of a person's message are previews of its links, and say nothing
/// of their own; those of a program are what it has to say.
fn text_of(message: &Message) -> String {
    let mut parts = vec![message.content.clone()];
    let program = message.author.bot || message.webhook_id.is_some();
    if program || message.content.trim().is_empty() {
        parts.extend(message.embeds.iter().map(text_of_embed));
    }
    for forwarded in &message.message_snapshots {
        parts.push(forwarded.content.clone());
        if forwarded.content.trim().is_empty() {
            parts.extend(forwarded.embeds.iter().map(text_of_embed));
        }
    }
    let parts: Vec<_> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}

fn text_of_embed(embed: &Embed) -> String {
    let fields = embed
        .fields
        .iter()
        .map(|field| format!("{}: {}", field.name, field.value));
    let texts = [embed.title.clone(), embed.description.clone()];
    let lines: Vec<_> = texts.into_iter().flatten().chain(fields).collect();
    lines.join("\n")
}
