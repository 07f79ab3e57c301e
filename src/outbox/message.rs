//! Sends a message to Discord: drawn from the current state, posted or edited.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::context::{Context, Interrupted, old_before};
use super::decide::Outcome;
use super::draw::Drawn;
use super::find_posted::find_posted;
use super::place::Place;
use crate::discord_api::{ApiError, Permit, Posted, Route};
use crate::domain::ids::{ChannelId, MemberId, MessageId};
use crate::domain::message::OutboxMessage;
use crate::failpoint::{self, Point};
use crate::store::outbox::{DueRow, Entry};

/// Discord refuses a second post with one nonce for "the past few minutes"; a post that may have been tried longer
/// ago than this is looked for first. Short enough for whatever Discord means by few.
const NONCE_LASTS: TimeDelta = TimeDelta::seconds(60);

/// Shows a row as its subject is now.
pub(super) async fn send(context: &Context, row: &DueRow) -> Result<Outcome, Interrupted> {
    let id = row.entry.id;
    let (place, is_dm) = match Place::of(row) {
        Place::AfterCard => return Ok(Outcome::AfterCard),
        Place::Nowhere(reason) => return Ok(Outcome::Nowhere(reason)),
        Place::Dm(to) => {
            let channel = open_dm(context, to).await?;
            (
                Place::New {
                    channel,
                    reply_to: None,
                },
                true,
            )
        }
        place => (place, false),
    };
    let owner_left = owner_left(context, row).await?;
    let route = match place {
        Place::New { channel, .. } => Route::CreateMessage(channel),
        Place::At(at) if at.message < old_before(context.clock.now()) => {
            Route::EditOldMessage(at.channel, at.message)
        }
        Place::At(at) => Route::EditMessage(at.channel, at.message),
        Place::Dm(_) | Place::AfterCard | Place::Nowhere(_) => return Ok(Outcome::Changed),
    };
    // The permit comes first: what is drawn before a wait may be out of date after it.
    let (permit, waited) = context.acquire(route).await?;
    let edit = context.edit_tracker.begin(id);
    let reloaded = if waited || is_dm || owner_left.is_some() {
        match context.reload(id).await? {
            Some(row) => Some(row),
            None => return Ok(Outcome::Changed),
        }
    } else {
        None
    };
    let fresh = reloaded.as_ref().unwrap_or(row);
    if fresh.entry.posted != row.entry.posted {
        // The lane finds it again as it is now.
        return Ok(Outcome::Changed);
    }
    let revision = fresh.entry.desired_revision;
    let Some(drawn) = context.draw(fresh, owner_left == Some(true)).await? else {
        return Ok(Outcome::Settled { revision });
    };
    match place {
        Place::At(at) => {
            failpoint::pass(Point::EditNext);
            let body = edit_body(&drawn)?;
            context.discord.edit_message(permit, &body).await?;
            failpoint::pass(Point::EditSent);
            Ok(Outcome::Posted {
                at,
                revision,
                certain: edit.end(),
                rang: false,
            })
        }
        Place::New { channel, reply_to } => {
            let rang = drawn.rings();
            let maybe = context.possibly_sent.contains(&fresh.entry);
            if maybe
                && is_past(fresh.entry.nonce_since, context.clock.now())
                && let Some(at) = find_posted(context, channel, &drawn.marker, &fresh.entry).await?
            {
                // What it shows is not known: it is edited once more.
                return Ok(Outcome::Posted {
                    at,
                    revision,
                    certain: false,
                    rang,
                });
            }
            let at = post(context, permit, &fresh.entry, (channel, reply_to), &drawn).await?;
            Ok(Outcome::Posted {
                at,
                revision,
                // Discord may have answered with a message posted before, which shows what was true then.
                certain: edit.end() && !maybe,
                rang,
            })
        }
        Place::Dm(_) | Place::AfterCard | Place::Nowhere(_) => Ok(Outcome::Changed),
    }
}

async fn post(
    context: &Context,
    permit: Permit,
    entry: &Entry,
    (channel, reply_to): (ChannelId, Option<MessageId>),
    drawn: &Drawn,
) -> Result<Posted, Interrupted> {
    let body = create_body(entry, drawn, reply_to)?;
    let is_first = context.possibly_sent.insert(entry.id);
    failpoint::pass(Point::PostNext);
    let posted = context.discord.create_message(permit, &body).await;
    if is_first && matches!(&posted, Err(error) if !matches!(error, ApiError::Unavailable(_))) {
        // Certainly not posted, so that nobody need look for it however long the wait is.
        context.possibly_sent.remove(entry.id);
    }
    let message = posted?;
    failpoint::pass(Point::PostSent);
    Ok(Posted { channel, message })
}

/// For a reminder to a lead's owner, whether they have left the server, so that nobody would hear of it. Where Discord does
/// not tell, they are taken to be there.
async fn owner_left(context: &Context, row: &DueRow) -> Result<Option<bool>, Interrupted> {
    let (OutboxMessage::Reminder { .. }, Some(owner)) = (&row.entry.message, row.owner) else {
        return Ok(None);
    };
    let (permit, _) = context.acquire(Route::GetMember(row.entry.team, owner)).await?;
    match context.discord.get_member_roles(permit).await {
        Ok(roles) => Ok(Some(roles.is_none())),
        Err(error @ (ApiError::RateLimited { .. } | ApiError::Unauthorized)) => Err(error.into()),
        Err(_) => Ok(Some(false)),
    }
}

async fn open_dm(context: &Context, to: MemberId) -> Result<ChannelId, Interrupted> {
    let known = context.dms().get(&to).copied();
    if let Some(channel) = known {
        return Ok(channel);
    }
    let (permit, _) = context.acquire(Route::OpenDm).await?;
    let channel = context.discord.open_dm(permit, to).await?;
    context.dms().insert(to, channel);
    Ok(channel)
}

/// Whether the nonce has lost its effect, or cannot be trusted: a clock that was put back knows no age.
fn is_past(nonce_since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now - nonce_since;
    age < TimeDelta::zero() || age >= NONCE_LASTS
}

fn edit_body(drawn: &Drawn) -> anyhow::Result<Value> {
    let mut body = checked(drawn)?;
    if let Some(body) = body.as_object_mut() {
        // An edit may set few of the flags, and leaves those it does not name.
        body.remove("flags");
    }
    Ok(body)
}

fn create_body(entry: &Entry, drawn: &Drawn, reply_to: Option<MessageId>) -> anyhow::Result<Value> {
    let mut body = checked(drawn)?;
    body["nonce"] = json!(entry.nonce);
    body["enforce_nonce"] = json!(true);
    if let Some(message) = reply_to {
        body["message_reference"] = json!({ "message_id": message.to_string(), "fail_if_not_exists": false });
    }
    Ok(body)
}

/// What was drawn, made to mention nobody where it does not say whom.
fn checked(drawn: &Drawn) -> anyhow::Result<Value> {
    let mut body = drawn.body.clone();
    let fields = body.as_object_mut().context("what was drawn is no message")?;
    fields
        .entry("allowed_mentions")
        .or_insert_with(|| json!({ "parse": [] }));
    Ok(body)
}
