//! The thread of a lead: opened from its card, named after the deal, archived with the outcome. Kept like a message,
//! by a row that says "it should look like the lead now"; what Discord has is read first, since people rename, archive
//! and delete threads, and Discord archives them by itself.
//!
//! <https://discord.com/developers/docs/topics/threads>

use serde_json::{Value, json};

use super::context::{Context, Interrupted};
use super::decide::Outcome;
use super::send_failure::SendFailure;
use crate::discord_api::{ApiError, Channel, Route};
use crate::domain::ids::{ChannelId, LeadId, MessageId};
use crate::failpoint::{self, Point};
use crate::store::outbox::DueRow;
use crate::store::{StoreError, leads};

/// "A thread has already been created for this message": as good as done.
const THREAD_EXISTS: i64 = 160_004;

/// Makes the thread look as the lead does.
pub(super) async fn send(context: &Context, row: &DueRow) -> Result<Outcome, Interrupted> {
    let settled = Outcome::Settled {
        revision: row.entry.desired_revision,
    };
    let (Some(drawn), Some(lead)) = (context.draw(row, false).await?, row.entry.lead) else {
        return Ok(settled);
    };
    let desired = Desired {
        name: drawn.body["name"].as_str().unwrap_or_default().to_owned(),
        archived: drawn.body["archived"] == true,
    };
    let thread = match (row.thread, row.card.and_then(|card| card.posted)) {
        (Some(thread), _) => thread,
        // The lead was closed before the thread could be opened.
        (None, _) if desired.archived => return Ok(settled),
        (None, Some(card)) => open(context, lead, card, &desired.name).await?,
        (None, None) => return Ok(Outcome::AfterCard),
    };
    let (permit, _) = context.acquire(Route::GetChannel(thread)).await?;
    let found = context.discord.get_channel(permit).await?;
    for change in desired.changes(&found) {
        let route = Route::ModifyChannel(thread);
        if let Some(retry_after) = context.discord.limiter().closed_for(route) {
            return Ok(Outcome::Failed(SendFailure::RateLimited {
                retry_after,
                route_only: true,
            }));
        }
        let (permit, _) = context.acquire(route).await?;
        context.discord.modify_channel(permit, &change).await?;
    }
    Ok(settled)
}

/// Opens the thread and remembers it. A thread opened from a message has that message's id (Start Thread from Message),
/// so one whose answer was lost is known all the same.
async fn open(
    context: &Context,
    lead: LeadId,
    (channel, message): (ChannelId, MessageId),
    name: &str,
) -> Result<ChannelId, Interrupted> {
    let (permit, _) = context.acquire(Route::StartThread(channel, message)).await?;
    failpoint::pass(Point::ThreadNext);
    match context.discord.start_thread(permit, name).await {
        Ok(())
        | Err(ApiError::Invalid {
            code: THREAD_EXISTS, ..
        }) => {}
        Err(error) => return Err(error.into()),
    }
    failpoint::pass(Point::ThreadOpened);
    let thread = ChannelId(message.0);
    let write = context
        .store
        .write(async move |tx| Ok::<_, StoreError>(leads::update_thread(tx, lead, thread).await?));
    write.await?;
    failpoint::pass(Point::ThreadRecorded);
    Ok(thread)
}

struct Desired {
    name: String,
    archived: bool,
}

impl Desired {
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

    fn changes(found: (&str, bool), desired: (&str, bool)) -> Vec<Value> {
        let found = Channel {
            name: Some(found.0.to_owned()),
            archived: found.1,
            ..Channel::default()
        };
        let (name, archived) = (desired.0.to_owned(), desired.1);
        Desired { name, archived }.changes(&found)
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
