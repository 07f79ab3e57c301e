//! One row: drawn from the current state, sent, recorded.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::draw::{Drawn, Subject};
use super::lane::{Hand, old_before};
use super::send_failure::SendFailure;
use crate::discord_api::{ApiError, Posted, Route};
use crate::domain::ids::{ChannelId, MemberId, MessageId, OutboxId};
use crate::domain::message::OutboxMessage;
use crate::domain::team::Team;
use crate::domain::view::LeadView;
use crate::failpoint::{self, Point};
use crate::store::outbox::{self, Entry};
use crate::store::{StoreError, bursts, figures, leads, teams, views};

/// Discord refuses a second post with one nonce for "the past few minutes"; a post that may have been tried longer
/// ago than this is looked for first. Short enough for whatever Discord means by few.
const NONCE_LASTS: TimeDelta = TimeDelta::seconds(60);
/// How long a reminder waits for its card to be posted before it looks again.
pub(super) const CARD_FIRST: TimeDelta = TimeDelta::seconds(5);

/// Why a row was not shown.
pub(super) enum Halt {
    /// The worker stops.
    Stopped,
    /// Discord does not take the token.
    TokenRefused,
    /// Discord did not do it.
    Remote(SendFailure),
    /// Our fault.
    Ours(anyhow::Error),
}

impl From<ApiError> for Halt {
    fn from(error: ApiError) -> Self {
        Self::Remote(error.into())
    }
}

impl From<anyhow::Error> for Halt {
    fn from(error: anyhow::Error) -> Self {
        Self::Ours(error)
    }
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Ours(error.into())
    }
}

impl From<sqlx::Error> for Halt {
    fn from(error: sqlx::Error) -> Self {
        Self::Ours(error.into())
    }
}

/// Which rows may have been posted without that being recorded.
pub(super) struct Tried {
    /// Rows up to this one are older than this process.
    older: OutboxId,
    here: Mutex<HashSet<OutboxId>>,
}

impl Tried {
    pub(super) fn after(older: OutboxId) -> Self {
        Self {
            older,
            here: Mutex::default(),
        }
    }

    fn maybe(&self, entry: &Entry) -> bool {
        entry.attempts > 0 || entry.id <= self.older || self.with(|here| here.contains(&entry.id))
    }

    fn with<T>(&self, look: impl FnOnce(&mut HashSet<OutboxId>) -> T) -> T {
        look(&mut self.here.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A due row with what decides where it goes.
pub(super) struct Row {
    pub(super) entry: Entry,
    pub(super) team: Team,
    /// The card that a reminder replies to.
    pub(super) card: Option<Entry>,
}

/// Where a row goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    /// It stands there already.
    At(Posted),
    /// A new message.
    New {
        channel: ChannelId,
        reply_to: Option<MessageId>,
    },
    /// A direct message.
    Dm(MemberId),
    /// Behind its card, which is on its way.
    AfterCard,
    /// Nowhere, for as long as the team has no channel or its card is parked for that reason.
    Parked(&'static str),
}

impl Row {
    /// The channel that the row stands in or goes to, except a direct message that is not open.
    pub(super) fn channel(&self) -> Option<ChannelId> {
        match self.place() {
            Place::At(at) => Some(at.channel),
            Place::New { channel, .. } => Some(channel),
            Place::Dm(_) | Place::AfterCard | Place::Parked(_) => None,
        }
    }

    fn place(&self) -> Place {
        if let Some((channel, message)) = self.entry.posted {
            return Place::At(Posted { channel, message });
        }
        let new = |reply_to| match self.team.channel {
            Some(channel) => Place::New { channel, reply_to },
            None => Place::Parked("no_channel"),
        };
        match (&self.entry.message, &self.card) {
            (OutboxMessage::AdminAlert { to, .. }, _) => Place::Dm(*to),
            (message, Some(card)) if message.replies_to_card() => match (card.posted, card.parked.as_deref())
            {
                (Some((channel, message)), _) => Place::New {
                    channel,
                    reply_to: Some(message),
                },
                // Without its card the reminder is all that the team gets to see of the lead.
                (None, Some(why)) if why.starts_with("rejected") => new(None),
                (None, Some("channel_gone")) => Place::Parked("channel_gone"),
                (None, Some("denied")) => Place::Parked("denied"),
                (None, Some(_)) => Place::Parked("no_channel"),
                (None, None) => Place::AfterCard,
            },
            _ => new(None),
        }
    }
}

impl Hand {
    /// Shows a row as its subject is now.
    pub(super) async fn show(&self, id: OutboxId) -> Result<(), Halt> {
        let row = match self.load(id).await {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(()),
            Err(halt) => return self.unreadable(id, halt).await,
        };
        match self.deliver(&row).await {
            Err(Halt::Remote(error)) => self.settle(&row, error).await,
            Err(Halt::Ours(error)) => {
                self.again(&row).await?;
                Err(Halt::Ours(error))
            }
            done => done,
        }
    }

    async fn load(&self, id: OutboxId) -> Result<Option<Row>, Halt> {
        let mut conn = self.store.read().await?;
        let entry = outbox::find(&mut conn, id).await?;
        let Some(entry) = entry.filter(|entry| entry.wanted > entry.shown && entry.parked.is_none()) else {
            return Ok(None);
        };
        let team = teams::find(&mut conn, entry.team).await?;
        let stands_by_card =
            entry.message.replies_to_card() || matches!(entry.message, OutboxMessage::Thread {});
        let card = match entry.lead.filter(|_| stands_by_card) {
            Some(lead) => outbox::find_card(&mut conn, lead).await?,
            None => None,
        };
        let team = team.with_context(|| format!("outbox row {id} has no team"))?;
        Ok(Some(Row { entry, team, card }))
    }

    async fn deliver(&self, row: &Row) -> Result<(), Halt> {
        let id = row.entry.id;
        match row.entry.message {
            OutboxMessage::Thread {} => return self.show_thread(row).await,
            OutboxMessage::Mail { notice } | OutboxMessage::Webhook { notice } => {
                return self.notify(row, notice).await;
            }
            _ => {}
        }
        let place = match row.place() {
            Place::AfterCard => return self.later(id, row.entry.attempts, CARD_FIRST).await,
            Place::Parked(why) => return self.park(id, why).await,
            Place::Dm(to) => Place::New {
                channel: self.dm(to).await?,
                reply_to: None,
            },
            place => place,
        };
        let owner_left = self.owner_left(row).await?;
        // The turn comes first: what is drawn before a wait may be out of date after it.
        let route = match place {
            Place::New { channel, .. } => Route::CreateMessage(channel),
            Place::At(at) if at.message < old_before(self.clock.now()) => {
                Route::EditOldMessage(at.channel, at.message)
            }
            Place::At(at) => Route::EditMessage(at.channel, at.message),
            Place::Dm(_) | Place::AfterCard | Place::Parked(_) => return Ok(()),
        };
        let permit = self.acquire(route).await?;
        let edit = self.edit_tracker.begin(id);
        let Some((fresh, drawn)) = self.draw(id, owner_left).await? else {
            return Ok(());
        };
        match place {
            Place::At(at) if fresh.entry.posted == row.entry.posted => {
                failpoint::pass(Point::EditNext);
                self.discord.edit_message(permit, &edit_body(&drawn)?).await?;
                failpoint::pass(Point::EditSent);
                self.record(&fresh, at, edit.end()).await?;
                failpoint::pass(Point::EditRecorded);
                Ok(())
            }
            Place::New { channel, reply_to } if fresh.entry.posted.is_none() => {
                let maybe = self.tried.maybe(&fresh.entry);
                if maybe
                    && is_past(fresh.entry.nonce_since, self.clock.now())
                    && let Some(found) = self
                        .find_posted(channel, &drawn.marker, fresh.entry.nonce_since, id)
                        .await?
                {
                    // Over before it is recorded: the edit that follows would find itself not alone, and be made twice.
                    drop(edit);
                    return self.record(&fresh, found, false).await;
                }
                let is_first = self.tried.with(|here| here.insert(id));
                let body = create_body(&fresh.entry, &drawn, reply_to)?;
                failpoint::pass(Point::PostNext);
                let posted = self.discord.create_message(permit, &body).await;
                if is_first && matches!(posted, Err(ApiError::RateLimited { .. })) {
                    // Certainly not posted, so that nobody need look for it however long the wait is.
                    self.tried.with(|here| here.remove(&id));
                }
                let posted = Posted {
                    channel,
                    message: posted?,
                };
                failpoint::pass(Point::PostSent);
                // Discord may have answered with a message posted before, which shows what was true then.
                self.record(&fresh, posted, edit.end() && !maybe).await?;
                failpoint::pass(Point::PostRecorded);
                self.tried.with(|here| here.remove(&id));
                Ok(())
            }
            // The row was changed while this waited for its turn; the lane finds it again as it is now.
            _ => Ok(()),
        }
    }

    /// Reads the row once more and draws it; `None` where it has become idle, or there is nothing to show.
    pub(super) async fn draw(&self, id: OutboxId, owner_left: bool) -> Result<Option<(Row, Drawn)>, Halt> {
        // The row is read before its subject: a change in between is drawn, but still counts as to be shown.
        let Some(row) = self.load(id).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        let lead = match row.entry.lead {
            Some(lead) => views::find(&mut *self.store.read().await?, lead, now).await?,
            None => None,
        };
        let lead = lead.map(|view| LeadView { owner_left, ..view });
        let team = row.team.clone();
        let mut conn = self.store.read().await?;
        let figures = figures::find(&mut conn, team.id, &row.entry.message).await?;
        drop(conn);
        let subject = Subject {
            team,
            lead,
            figures,
            now,
        };
        let drawn = self.draw.draw(&row.entry, &subject)?;
        if let Some(drawn) = drawn {
            return Ok(Some((row, drawn)));
        }
        let shown = row.entry.wanted;
        self.store
            .write(move |tx| {
                Box::pin(async move { Ok::<_, StoreError>(outbox::update_done(tx, id, shown).await?) })
            })
            .await?;
        Ok(None)
    }

    /// Whether a reminder is for an owner who has left the server, so that nobody would hear of it. Where Discord does
    /// not tell, they are taken to be there.
    async fn owner_left(&self, row: &Row) -> Result<bool, Halt> {
        let OutboxMessage::Reminder { .. } = &row.entry.message else {
            return Ok(false);
        };
        let lead = match row.entry.lead {
            Some(lead) => leads::find(&mut *self.store.read().await?, lead).await?,
            None => None,
        };
        let Some(owner) = lead.and_then(|lead| lead.owner) else {
            return Ok(false);
        };
        let permit = self.acquire(Route::GetMember(row.entry.team, owner)).await?;
        match self.discord.get_member_roles(permit).await {
            Ok(roles) => Ok(roles.is_none()),
            Err(error @ (ApiError::RateLimited { .. } | ApiError::Unauthorized)) => Err(error.into()),
            Err(_) => Ok(false),
        }
    }

    /// Records where the row stands and, where it is `certain`, that its newest look is shown.
    async fn record(&self, row: &Row, at: Posted, certain: bool) -> Result<(), Halt> {
        let (id, team, wanted) = (row.entry.id, row.entry.team, row.entry.wanted);
        let is_new = row.entry.posted.is_none();
        let rang = is_new && row.entry.message == OutboxMessage::Card { compact: false };
        let posted = (at.channel, at.message);
        let record = self.store.write(move |tx| {
            Box::pin(async move {
                if certain {
                    outbox::update_shown(tx, id, wanted, posted).await?;
                } else {
                    outbox::update_posted(tx, id, posted).await?;
                }
                if is_new {
                    outbox::forget_alerts(tx, team, at.channel).await?;
                }
                if rang {
                    bursts::leave_out(tx, id).await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        Ok(record.await?)
    }

    async fn dm(&self, to: MemberId) -> Result<ChannelId, Halt> {
        let known = self
            .dms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&to)
            .copied();
        if let Some(channel) = known {
            return Ok(channel);
        }
        let permit = self.acquire(Route::OpenDm).await?;
        let channel = self.discord.open_dm(permit, to).await?;
        self.dms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(to, channel);
        Ok(channel)
    }
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
