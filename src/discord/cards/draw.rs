//! Draws outbox rows: which kind of message is drawn by whom.

use anyhow::Context as _;
use serde_json::{Value, json};
use serenity::all::{CreateActionRow, CreateAllowedMentions, CreateEmbed, UserId};

use super::{admin_alert, burst, digest, expired, lead, notices, reminder, round_up};
use crate::discord::interaction::unsigned;
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::MemberId;
use crate::domain::mask::masked;
use crate::domain::message::OutboxMessage;
use crate::domain::stage::Stage;
use crate::domain::view::{Figures, LeadView};
use crate::outbox::{Draw, Drawn, Subject};
use crate::store::outbox::Entry;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut_at_word, plain_line};

/// Discord's limit for a thread's name (Channel resource).
const THREAD_NAME: usize = 100;

/// Draws every message that the bot keeps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cards;

impl Draw for Cards {
    fn draw(&self, entry: &Entry, subject: &Subject) -> anyhow::Result<Option<Drawn>> {
        match &entry.message {
            OutboxMessage::Card { .. } => subject.lead.as_ref().map(card).transpose(),
            OutboxMessage::Handover { to, by, .. } => subject
                .lead
                .as_ref()
                .map(|view| handover(view, *to, *by))
                .transpose(),
            OutboxMessage::Thread {} => Ok(subject.lead.as_ref().map(thread)),
            // Those are sent, not drawn.
            OutboxMessage::Mail { .. } | OutboxMessage::Webhook { .. } => Ok(None),
            OutboxMessage::Untold { day } => match &subject.figures {
                Figures::Untold(untold) => {
                    notices::render(&subject.team, *day, untold, entry.posted.is_some())
                        .map(|look| {
                            Ok(Drawn {
                                body: body(&look.content, &[], &look.rows, &look.mentions)?,
                                marker: look.marker,
                            })
                        })
                        .transpose()
                }
                _ => Ok(None),
            },
            OutboxMessage::AdminAlert { about, .. } => {
                let text = admin_alert::text(about, subject);
                Ok(Some(Drawn {
                    marker: text.clone(),
                    body: body(&text, &[], &[], &CreateAllowedMentions::new())?,
                }))
            }
            OutboxMessage::Reminder { step, .. } => {
                let step = ScheduledStep::from_code(step).with_context(|| format!("no such step: {step}"))?;
                let view = subject.lead.as_ref();
                let superseded = matches!(subject.figures, Figures::Reminder { superseded: true });
                view.and_then(|view| reminder::render(view, step, superseded, entry.posted.is_some()))
                    .map(|render| {
                        Ok(Drawn {
                            body: body(&render.content, &[], &render.rows, &render.mentions)?,
                            marker: render.marker,
                        })
                    })
                    .transpose()
            }
            OutboxMessage::Burst { .. } => match &subject.figures {
                Figures::Burst(figures) => {
                    let (text, mentions, marker) = burst::render(&subject.team, figures);
                    let body = body(&text, &[], &[], &mentions)?;
                    Ok(Some(Drawn { body, marker }))
                }
                _ => Ok(None),
            },
            OutboxMessage::RoundUp { since } => match &subject.figures {
                Figures::RoundUp(figures) => round_up::render(
                    &subject.team,
                    *since,
                    figures,
                    entry.posted.is_some(),
                    subject.now,
                )
                .map(|render| {
                    Ok(Drawn {
                        body: body(&render.content, &[render.embed], &render.rows, &render.mentions)?,
                        marker: render.marker,
                    })
                })
                .transpose(),
                _ => Ok(None),
            },
            OutboxMessage::Expired { since } => match &subject.figures {
                Figures::Expired(figures) if figures.leads > 0 => {
                    let (text, marker) = expired::render(&subject.team, *since, figures);
                    let body = body(&text, &[], &[], &CreateAllowedMentions::new())?;
                    Ok(Some(Drawn { body, marker }))
                }
                _ => Ok(None),
            },
            OutboxMessage::Digest { week, counts, .. } => match &subject.figures {
                Figures::Digest(named) => digest::render(&subject.team, *week, counts, named)
                    .map(|(text, marker)| {
                        let body = body(&text, &[], &[], &CreateAllowedMentions::new())?;
                        Ok(Drawn { body, marker })
                    })
                    .transpose(),
                _ => Ok(None),
            },
        }
    }
}

fn card(view: &LeadView) -> anyhow::Result<Drawn> {
    let render = lead::render(view);
    Ok(Drawn {
        body: body(&render.content, &[render.embed], &render.rows, &render.mentions)?,
        // Without the space, after which the source's name follows: a marker is looked for as a whole word.
        marker: lead::marker(&view.lead).trim_end().to_owned(),
    })
}

/// Says it to the new owner alone, and nothing of the customer.
fn handover(view: &LeadView, to: MemberId, by: MemberId) -> anyhow::Result<Drawn> {
    let key = match view.lead.stage {
        Stage::Received => "assigned-to-look",
        _ => "handover",
    };
    let text = t!(
        Lang::of(&view.team.language),
        key,
        to = format!("<@{to}>"),
        by = format!("<@{by}>"),
        lead = view.lead.number.to_string()
    );
    let mentions = CreateAllowedMentions::new().users([UserId::new(unsigned(to.0))]);
    Ok(Drawn {
        body: body(&text, &[], &[], &mentions)?,
        marker: text,
    })
}

/// What the outbox keeps a thread like: its name, and whether it is archived.
fn thread(view: &LeadView) -> Drawn {
    let name = match (&view.deal, view.lead.erased_at) {
        (Some(deal), None) => format!("{} · {}", view.lead.number, plain_line(&masked(&deal.name))),
        _ => view.lead.number.to_string(),
    };
    Drawn {
        body: json!({ "name": cut_at_word(&name, THREAD_NAME), "archived": !view.lead.stage.is_open() }),
        marker: String::new(),
    }
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
