//! What a refusal means for its row: again later, posted anew, or parked for a hand with a word to a manager.

use chrono::TimeDelta;

use super::lane::Hand;
use super::send_failure::SendFailure;
use super::show::{Halt, Row};
use crate::discord_api::retry;
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::message::{AlertKind, OutboxMessage};
use crate::store::StoreError;
use crate::store::outbox;

/// How long a row waits that cannot even be read.
const UNREADABLE: TimeDelta = TimeDelta::minutes(5);

impl Hand {
    /// Deals with what Discord said to a row. An error holds up the whole lane for a moment.
    pub(super) async fn settle(&self, row: &Row, error: SendFailure) -> Result<(), Halt> {
        let id = row.entry.id;
        let is_card = matches!(row.entry.message, OutboxMessage::Card { .. });
        match error {
            // The limiter has noted it, and the lane's next permit waits.
            SendFailure::RateLimited { .. } => {
                tracing::warn!(row = id.0, %error, "slower");
                Ok(())
            }
            // The usual way in which a repaint of many old cards is slowed down.
            SendFailure::TooManyOldEdits => {
                tracing::info!(row = id.0, %error, "slower");
                Ok(())
            }
            SendFailure::Unauthorized => Err(Halt::TokenRefused),
            SendFailure::Unavailable(_) => {
                self.again(row).await?;
                Err(Halt::Remote(error))
            }
            SendFailure::MessageGone if is_card => self.anew(id).await,
            // A reminder or a digest that somebody took away has done what it was for.
            SendFailure::MessageGone => self.done(row).await,
            SendFailure::CannotDm => self.park(id, "cannot_dm").await,
            SendFailure::ChannelGone | SendFailure::Denied { .. } if is_word(row) => self.lost_dm(row).await,
            SendFailure::ChannelGone => self.channel_gone(row).await,
            SendFailure::Denied { .. } => match row.channel() {
                Some(channel) => {
                    self.lose(row, channel, "denied", AlertKind::NotAllowed(channel))
                        .await
                }
                None => self.park(id, "denied").await,
            },
            SendFailure::Rejected { code, fields } => self.reject(row, &format!("{code} {fields}")).await,
        }
    }

    /// Tries a row again after its own back-off.
    pub(super) async fn again(&self, row: &Row) -> Result<(), Halt> {
        let attempts = row.entry.attempts.saturating_add(1);
        let wait = retry::ROW.wait(u32::try_from(attempts).unwrap_or(u32::MAX));
        let wait = TimeDelta::from_std(wait).unwrap_or(UNREADABLE);
        self.later(row.entry.id, attempts, wait).await
    }

    /// Puts a row off that cannot be understood, so that it does not hold up the lane; a database that cannot be read
    /// just now is no fault of the row.
    pub(super) async fn unreadable(&self, id: OutboxId, halt: Halt) -> Result<(), Halt> {
        let is_rows_fault = match &halt {
            Halt::Ours(error) => match error.downcast_ref::<sqlx::Error>() {
                Some(error) => matches!(error, sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }),
                None => error.downcast_ref::<StoreError>().is_none(),
            },
            _ => false,
        };
        if is_rows_fault {
            self.later(id, 1, UNREADABLE).await?;
        }
        Err(halt)
    }

    /// Puts a row off that made us panic.
    pub(super) async fn panicked(&self, id: OutboxId) -> Result<(), Halt> {
        self.unreadable(id, Halt::Ours(anyhow::anyhow!("outbox row {id}: panicked")))
            .await
    }

    pub(super) async fn later(&self, id: OutboxId, attempts: i64, wait: TimeDelta) -> Result<(), Halt> {
        let due = self.clock.now() + wait;
        let write = self.store.write(move |tx| {
            Box::pin(async move { Ok::<_, StoreError>(outbox::update_retry(tx, id, attempts, due).await?) })
        });
        Ok(write.await?)
    }

    pub(super) async fn park(&self, id: OutboxId, why: &'static str) -> Result<(), Halt> {
        tracing::warn!(row = id.0, why, "parked");
        let write = self
            .store
            .write(move |tx| Box::pin(async move { Ok::<_, StoreError>(outbox::park(tx, id, why).await?) }));
        Ok(write.await?)
    }

    async fn anew(&self, id: OutboxId) -> Result<(), Halt> {
        let now = self.clock.now();
        let write = self.store.write(move |tx| {
            Box::pin(async move { Ok::<_, StoreError>(outbox::update_gone(tx, id, now).await?) })
        });
        Ok(write.await?)
    }

    pub(super) async fn done(&self, row: &Row) -> Result<(), Halt> {
        let (id, shown) = (row.entry.id, row.entry.wanted);
        let write = self.store.write(move |tx| {
            Box::pin(async move { Ok::<_, StoreError>(outbox::update_done(tx, id, shown).await?) })
        });
        Ok(write.await?)
    }

    /// A card whose own channel is gone is posted in the team's channel, where that is another one by now.
    async fn channel_gone(&self, row: &Row) -> Result<(), Halt> {
        let Some(gone) = row.channel() else {
            return self.park(row.entry.id, "channel_gone").await;
        };
        if self.is_teams(row, gone) {
            return self
                .lose(row, gone, "channel_gone", AlertKind::ChannelGone(gone))
                .await;
        }
        match (&row.entry.message, &row.card) {
            (OutboxMessage::Card { .. }, _) => self.anew(row.entry.id).await,
            // A reminder that stands in the lost channel is lost with it; one that does not follows its card.
            (message, Some(card)) if message.replies_to_card() && row.entry.posted.is_none() => {
                self.anew(card.id).await
            }
            _ => self.done(row).await,
        }
    }

    fn is_teams(&self, row: &Row, channel: ChannelId) -> bool {
        row.team.channel.is_none_or(|teams| teams == channel)
    }

    /// Parks all that the team shows in a channel, and tells who set it up.
    async fn lose(
        &self,
        row: &Row,
        channel: ChannelId,
        why: &'static str,
        about: AlertKind,
    ) -> Result<(), Halt> {
        tracing::warn!(
            team = row.entry.team.0,
            channel = channel.0,
            why,
            "a channel is lost"
        );
        let (team, id, to, now) = (row.entry.team, row.entry.id, row.team.set_up_by, self.clock.now());
        let write = self.store.write(move |tx| {
            Box::pin(async move {
                outbox::park(tx, id, why).await?;
                outbox::park_channel(tx, team, channel, why).await?;
                if let Some(to) = to {
                    outbox::enqueue_once(tx, team, None, &OutboxMessage::AdminAlert { to, about }, now)
                        .await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        Ok(write.await?)
    }

    /// Parks a row that Discord will not take as it looks, and tells who set the team up.
    async fn reject(&self, row: &Row, words: &str) -> Result<(), Halt> {
        tracing::warn!(row = row.entry.id.0, words, "Discord refuses a message");
        let (team, id, lead, now) = (row.entry.team, row.entry.id, row.entry.lead, self.clock.now());
        let to = row.team.set_up_by.filter(|_| !is_word(row));
        let (why, about) = (format!("rejected: {words}"), AlertKind::Refused(words.to_owned()));
        let write = self.store.write(move |tx| {
            Box::pin(async move {
                outbox::park(tx, id, &why).await?;
                if let Some(to) = to {
                    outbox::enqueue_once(tx, team, lead, &OutboxMessage::AdminAlert { to, about }, now)
                        .await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        Ok(write.await?)
    }

    /// The way to a person is closed, or is another one by now; it is opened anew the next time.
    async fn lost_dm(&self, row: &Row) -> Result<(), Halt> {
        if let OutboxMessage::AdminAlert { to, .. } = &row.entry.message {
            self.dms
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .remove(to);
        }
        self.park(row.entry.id, "cannot_dm").await
    }
}

fn is_word(row: &Row) -> bool {
    matches!(row.entry.message, OutboxMessage::AdminAlert { .. })
}
