//! Looks whether a message was posted already. Discord refuses a second post with the same nonce for "the past few
//! minutes" only; after a longer outage the channel itself is asked.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::context::{Context, Interrupted};
use crate::discord_api::{Posted, Route};
use crate::domain::ids::{ChannelId, MemberId, MessageId};
use crate::store::outbox::{self, Entry};

/// Pages of 100 messages that are read at most.
const PAGES: usize = 10;
/// How much Discord's clock and ours may have differed when the row was written: a machine's clock can be set to another
/// zone, or be hours ahead until it is put right. What carries the same words and is that old stands for a row already.
const APART: TimeDelta = TimeDelta::hours(26);

/// The bot's own message in that channel that carries `marker`, is not older than the row's nonce and is not another row's:
/// two teams of one person may have the same word for them.
pub(super) async fn find_posted(
    context: &Context,
    channel: ChannelId,
    marker: &str,
    entry: &Entry,
) -> Result<Option<Posted>, Interrupted> {
    let me = match context.discord.known_me() {
        Some(me) => me,
        None => {
            let (permit, _) = context.acquire(Route::Me).await?;
            context.discord.me(permit).await?
        }
    };
    let since = entry.nonce_since - APART;
    let mut before = None;
    for _ in 0..PAGES {
        let (permit, _) = context.acquire(Route::ListMessages(channel)).await?;
        let page = context.discord.list_messages(permit, before).await?;
        let recent = page
            .iter()
            .filter_map(Seen::read)
            .take_while(|seen| seen.at >= since);
        for found in recent.filter(|seen| seen.author == me && carries(seen.message, marker)) {
            let message = found.id;
            let mut conn = context.store.read().await?;
            if !outbox::is_anothers(&mut conn, entry.id, (channel, message)).await? {
                return Ok(Some(Posted { channel, message }));
            }
        }
        match page.iter().filter_map(Seen::read).next_back() {
            Some(last) if last.at >= since => before = Some(last.id),
            _ => break,
        }
    }
    Ok(None)
}

/// The parts of a message that are looked at.
struct Seen<'a> {
    id: MessageId,
    author: MemberId,
    at: DateTime<Utc>,
    message: &'a Value,
}

impl<'a> Seen<'a> {
    fn read(message: &'a Value) -> Option<Self> {
        Some(Self {
            id: MessageId(message["id"].as_str()?.parse().ok()?),
            author: MemberId(message["author"]["id"].as_str()?.parse().ok()?),
            at: message["timestamp"].as_str()?.parse().ok()?,
            message,
        })
    }
}

/// Whether a message has the marker in its content or in an embed's footer, as a whole.
fn carries(message: &Value, marker: &str) -> bool {
    let footers = message["embeds"].as_array().into_iter().flatten();
    let texts = footers
        .map(|embed| &embed["footer"]["text"])
        .chain([&message["content"]]);
    texts
        .filter_map(Value::as_str)
        .any(|text| has_whole(text, marker))
}

/// A marker that begins or ends with a letter or digit does not go on there.
fn has_whole(text: &str, marker: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (marker.chars().next(), marker.chars().next_back());
    !marker.is_empty()
        && text.match_indices(marker).any(|(at, found)| {
            let (before, after) = (&text[..at], &text[at + found.len()..]);
            let begins = !in_word(first) || !in_word(before.chars().next_back());
            let ends = !in_word(last) || !in_word(after.chars().next());
            begins && ends
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_marker_counts_only_as_a_whole_and_where_the_bot_writes_it() {
        let footer =
            |text: &str| json!({"content": "", "embeds": [{"title": "L-9", "footer": {"text": text}}]});
        assert!(carries(&footer("L-1 · web form"), "L-1"));
        assert!(carries(&footer("web form · L-1"), "L-1"));
        assert!(carries(&footer("L-1 · web form"), "L-1 · "));
        assert!(!carries(&footer("L-17 · web form"), "L-1 · "));
        assert!(!carries(&footer("L-17 · web form"), "L-1"));
        assert!(!carries(&footer("XL-1"), "L-1"));
        assert!(
            !carries(&footer("other"), "L-9"),
            "a title may hold what a customer wrote"
        );
        assert!(carries(&json!({"content": "Reminder L-1/nudge"}), "L-1/nudge"));
        assert!(!carries(&json!({"content": "anything"}), ""));
    }
}
