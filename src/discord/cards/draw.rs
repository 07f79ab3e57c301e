//! Draws outbox rows: which kind of message is drawn by whom.

use serde_json::{Value, json};
use serenity::all::{CreateActionRow, CreateAllowedMentions, CreateEmbed};

use super::{lead, word};
use crate::domain::message::Message;
use crate::outbox::{Draw, Drawn, Subject};
use crate::store::outbox::Entry;

/// Draws every message that the bot keeps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cards;

impl Draw for Cards {
    fn draw(&self, entry: &Entry, subject: &Subject) -> anyhow::Result<Option<Drawn>> {
        match &entry.message {
            Message::Card { .. } => subject.lead.as_ref().map(card).transpose(),
            Message::Word { about, .. } => {
                let text = word::text(about, subject);
                Ok(Some(Drawn {
                    marker: text.clone(),
                    body: body(&text, &[], &[], &CreateAllowedMentions::new())?,
                }))
            }
            Message::Reminder { .. } | Message::Burst { .. } | Message::Digest { .. } => Ok(None),
        }
    }
}

fn card(view: &crate::domain::view::LeadView) -> anyhow::Result<Drawn> {
    let look = lead::look(view);
    Ok(Drawn {
        body: body(&look.content, &[look.embed], &look.rows, &look.mentions)?,
        // Without the space, after which the source's name follows: a marker is looked for as a whole word.
        marker: lead::marker(&view.lead).trim_end().to_owned(),
    })
}

/// A message with every part named, empty ones too, since an edit leaves what it does not name as it was.
fn body(
    content: &str,
    embeds: &[CreateEmbed],
    rows: &[CreateActionRow],
    mentions: &CreateAllowedMentions,
) -> anyhow::Result<Value> {
    Ok(json!({
        "content": content,
        "embeds": serde_json::to_value(embeds)?,
        "components": serde_json::to_value(rows)?,
        "allowed_mentions": serde_json::to_value(mentions)?,
    }))
}
