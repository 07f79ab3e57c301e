//! The thread of a lead: opened from its card, named after the deal, archived with the outcome. Kept like a message,
//! by a row that says "it should look like the lead now"; what Discord has is read first, since people rename, archive
//! and delete threads, and Discord archives them by itself.
//!
//! <https://discord.com/developers/docs/topics/threads>

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::lane::Hand;
use super::send_failure::SendFailure;
use super::show::{CARD_FIRST, Halt, Row};
use crate::discord_api::{ApiError, Channel, Posted, Route};
use crate::domain::ids::{ChannelId, LeadId};
use crate::domain::lead::Lead;
use crate::failpoint::{self, Point};
use crate::store::{StoreError, leads};

/// "The thread is archived": takes nothing but to be opened again.
const ARCHIVED: i64 = 50_083;
/// "A thread has already been created for this message": as good as done.
const THREAD_EXISTS: i64 = 160_004;
/// "Maximum number of active threads reached".
const TOO_MANY: i64 = 160_006;

impl Hand {
    /// Makes the thread look as the lead does. What Discord refuses here must not hold up cards: only this row waits.
    pub(super) async fn show_thread(&self, row: &Row) -> Result<(), Halt> {
        let id = row.entry.id;
        match self.keep_thread(row).await {
            // Archived since it was read: read again, it is opened first.
            Err(Halt::Remote(SendFailure::Denied { code: ARCHIVED })) => self.again(row).await,
            Err(Halt::Remote(SendFailure::Denied { .. })) => self.park(id, "thread_denied").await,
            Err(Halt::Remote(SendFailure::Rejected { code: TOO_MANY, .. })) => {
                self.park(id, "too_many_threads").await
            }
            // Discord counts by thread, and two renames are soon too many: the team's other threads go on.
            Err(Halt::Remote(SendFailure::RateLimited {
                retry_after,
                route_only: true,
            })) => {
                let wait = TimeDelta::from_std(retry_after).unwrap_or(CARD_FIRST);
                self.later(id, row.entry.attempts, wait).await
            }
            // Somebody took the thread or its card away; there is nothing left to keep.
            Err(Halt::Remote(SendFailure::ChannelGone | SendFailure::MessageGone)) => self.done(row).await,
            other => other,
        }
    }

    async fn keep_thread(&self, row: &Row) -> Result<(), Halt> {
        let id = row.entry.id;
        let Some((fresh, drawn)) = self.draw(id, false).await? else {
            return Ok(());
        };
        let wanted = Wanted {
            name: drawn.body["name"].as_str().unwrap_or_default().to_owned(),
            archived: drawn.body["archived"] == true,
        };
        let Some(lead) = self.lead_of(&fresh).await? else {
            return self.done(&fresh).await;
        };
        let thread = match lead.thread {
            Some(thread) => thread,
            // The lead was closed before the thread could be opened.
            None if wanted.archived => return self.done(&fresh).await,
            None => match fresh.card.as_ref().and_then(|card| card.posted) {
                Some((channel, message)) => {
                    let card = Posted { channel, message };
                    self.open_thread(lead.id, card, &wanted.name).await?
                }
                None => return self.later(id, fresh.entry.attempts, CARD_FIRST).await,
            },
        };
        let permit = self.acquire(Route::GetChannel(thread)).await?;
        let found = self.discord.get_channel(permit).await?;
        for change in wanted.changes(&found) {
            let route = Route::ModifyChannel(thread);
            if let Some(retry_after) = self.discord.limiter().closed_for(route) {
                return Err(Halt::Remote(SendFailure::RateLimited {
                    retry_after,
                    route_only: true,
                }));
            }
            let permit = self.acquire(route).await?;
            self.discord.modify_channel(permit, &change).await?;
        }
        self.done(&fresh).await
    }

    async fn lead_of(&self, row: &Row) -> Result<Option<Lead>, Halt> {
        let mut conn = self.store.read().await?;
        Ok(match row.entry.lead {
            Some(lead) => leads::find(&mut conn, lead).await?,
            None => None,
        })
    }

    /// Opens the thread and remembers it. A thread opened from a message has that message's id (Start Thread from
    /// Message), so one whose answer was lost is known all the same.
    async fn open_thread(&self, lead: LeadId, card: Posted, name: &str) -> Result<ChannelId, Halt> {
        let permit = self
            .acquire(Route::StartThread(card.channel, card.message))
            .await?;
        failpoint::pass(Point::ThreadNext);
        match self.discord.start_thread(permit, name).await {
            Ok(())
            | Err(ApiError::Invalid {
                code: THREAD_EXISTS, ..
            }) => {}
            Err(error) => return Err(error.into()),
        }
        failpoint::pass(Point::ThreadOpened);
        let thread = ChannelId(card.message.0);
        self.store
            .write(move |tx| {
                Box::pin(async move { Ok::<_, StoreError>(leads::update_thread(tx, lead, thread).await?) })
            })
            .await?;
        failpoint::pass(Point::ThreadRecorded);
        Ok(thread)
    }
}

struct Wanted {
    name: String,
    archived: bool,
}

impl Wanted {
    /// What to ask of Discord so that the thread it described looks like this. An archived thread takes nothing but to
    /// be opened again (50083), and each request counts against a slow limit: none more than needed.
    fn changes(&self, found: &Channel) -> Vec<Value> {
        let is_named = found.name.as_deref() == Some(&self.name);
        let is_archived = found.archived;
        match (is_named, is_archived) {
            (true, archived) if archived == self.archived => Vec::new(),
            (true, _) => vec![json!({ "archived": self.archived })],
            (false, archived) => {
                let named = json!({ "name": self.name });
                let opened = json!({ "archived": false });
                let closed = json!({ "archived": true });
                [
                    archived.then_some(opened),
                    Some(named),
                    self.archived.then_some(closed),
                ]
                .into_iter()
                .flatten()
                .collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(found: (&str, bool), wanted: (&str, bool)) -> Vec<Value> {
        let found = Channel {
            name: Some(found.0.to_owned()),
            archived: found.1,
            ..Channel::default()
        };
        let (name, archived) = (wanted.0.to_owned(), wanted.1);
        Wanted { name, archived }.changes(&found)
    }

    #[test]
    fn a_thread_is_asked_for_no_more_than_it_lacks() {
        assert_eq!(changes(("a", false), ("a", false)), Vec::<Value>::new());
        assert_eq!(changes(("a", true), ("a", true)), Vec::<Value>::new());
        assert_eq!(changes(("a", false), ("a", true)), [json!({ "archived": true })]);
        assert_eq!(changes(("a", true), ("a", false)), [json!({ "archived": false })]);
        assert_eq!(changes(("a", false), ("b", false)), [json!({ "name": "b" })]);
    }

    #[test]
    fn an_archived_thread_is_opened_before_it_is_renamed() {
        assert_eq!(
            changes(("a", true), ("b", true)),
            [
                json!({ "archived": false }),
                json!({ "name": "b" }),
                json!({ "archived": true })
            ]
        );
    }
}
