//! What a member is answered with, and how it is sent: within Discord's three seconds, once, and not lost with the
//! first dropped connection.

use std::time::Duration;

use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateModal,
};

use super::bot::Bot;
use super::cards;
use super::interaction::Interaction;
use crate::discord_api::{Upload, retry};
use crate::domain::view::{CardRow, LeadView};
use crate::failpoint::{self, Point};
use crate::outbox::EditGuard;
use crate::store::{StoreError, outbox, views};

/// Discord's codes that end the sending of an answer (Opcodes and Status Codes, "JSON Error Codes").
const UNKNOWN_INTERACTION: i64 = 10062;
const ALREADY_ACKNOWLEDGED: i64 = 40060;

/// How long the first answer is worth sending: Discord waits for 3 s, and some have passed on the way here.
const FIRST_ANSWER: Duration = Duration::from_millis(2800);
/// How long a message after it is: nobody waits for longer, though the token lives for 15 min.
const FOLLOW_UPS: Duration = Duration::from_secs(60);

/// A message that only the member sees.
#[derive(Clone, Debug, Default)]
pub struct Private {
    /// Text.
    pub text: String,
    /// Embeds.
    pub embeds: Vec<CreateEmbed>,
    /// Buttons and selects.
    pub rows: Vec<CreateActionRow>,
    /// Files.
    pub files: Vec<CreateAttachment>,
}

impl Private {
    /// Only text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// With one more row of controls.
    #[must_use]
    pub fn row(mut self, row: CreateActionRow) -> Self {
        self.rows.push(row);
        self
    }

    /// With one more embed.
    #[must_use]
    pub fn embed(mut self, embed: CreateEmbed) -> Self {
        self.embeds.push(embed);
        self
    }

    fn message(&self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(&self.text)
            .embeds(self.embeds.clone())
            .components(self.rows.clone())
            .files(self.files.clone())
            .allowed_mentions(CreateAllowedMentions::new())
    }
}

/// What a member is answered with.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A form to fill in.
    Form(CreateModal),
    /// A message that only they see.
    Private(Private),
    /// The private message that the control stands on turns into this one; elsewhere it is a new one.
    Turn(Private),
    /// A message that everybody in the channel sees.
    Public(Private),
    /// The message that the control stands on loses its controls; the word follows privately.
    Retire(Private),
    /// The lead has changed. Pressed on its card, the answer repaints the card; `say` follows privately.
    Changed {
        /// The lead as it is now.
        view: Box<LeadView>,
        /// What to tell the member.
        say: Option<Private>,
    },
}

/// How long a handler may take before the answer is deferred; Discord waits for 3 s in all (Receiving and Responding).
pub(super) const DEFER_AFTER: Duration = Duration::from_millis(1800);

/// An answer that did not come through, or came too late, and what is left to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Sent {
    Done,
    Lost,
}

impl Bot {
    /// Sends the first answer.
    pub(super) async fn answer(&self, interaction: &Interaction, reply: Reply) {
        match reply {
            Reply::Form(form) => {
                self.respond(interaction, CreateInteractionResponse::Modal(form), Vec::new())
                    .await;
            }
            Reply::Private(private) => {
                self.respond_privately(interaction, private).await;
            }
            Reply::Turn(private) => self.turn(interaction, private).await,
            Reply::Retire(private) => {
                let bare = CreateInteractionResponseMessage::new().components(Vec::new());
                self.respond(
                    interaction,
                    CreateInteractionResponse::UpdateMessage(bare),
                    Vec::new(),
                )
                .await;
                self.follow_up(interaction, private).await;
            }
            Reply::Public(public) => {
                let response = CreateInteractionResponse::Message(public.message());
                self.respond(interaction, response, public.files).await;
            }
            Reply::Changed { view, say } if view.stands_on(interaction.by.message) => {
                self.repaint(interaction, &view).await;
                if let Some(say) = say {
                    self.follow_up(interaction, say).await;
                }
            }
            Reply::Changed { say: Some(say), .. } => self.turn(interaction, say).await,
            Reply::Changed { view, say: None } => {
                let text = cards::lead::status_line(&view, interaction.lang);
                self.turn(interaction, Private::text(text)).await;
            }
        }
    }

    /// Sends the answer after it was deferred.
    pub(super) async fn answer_late(&self, interaction: &Interaction, reply: Reply) {
        match reply {
            Reply::Form(_) => {
                let text = crate::t!(interaction.lang, "refusal-too-late");
                self.follow_up(interaction, Private::text(text)).await;
            }
            // Late, it is not worth showing to everybody.
            Reply::Private(private)
            | Reply::Turn(private)
            | Reply::Public(private)
            | Reply::Retire(private) => {
                self.follow_up(interaction, private).await;
            }
            // The outbox repaints the card; here is the word to the member.
            Reply::Changed { view, say } => {
                let say =
                    say.unwrap_or_else(|| Private::text(cards::lead::status_line(&view, interaction.lang)));
                self.follow_up(interaction, say).await;
            }
        }
    }

    /// Tells Discord that the answer will take a while.
    pub(super) async fn defer(&self, interaction: &Interaction) {
        let response = match interaction.message {
            Some(_) => CreateInteractionResponse::Acknowledge,
            None => CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true)),
        };
        self.respond(interaction, response, Vec::new()).await;
    }

    async fn respond_privately(&self, interaction: &Interaction, private: Private) {
        let message = private.message().ephemeral(true);
        self.respond(
            interaction,
            CreateInteractionResponse::Message(message),
            private.files,
        )
        .await;
    }

    async fn turn(&self, interaction: &Interaction, private: Private) {
        if interaction.message.is_some_and(|message| message.private) {
            let message = private.message();
            self.respond(
                interaction,
                CreateInteractionResponse::UpdateMessage(message),
                private.files,
            )
            .await;
        } else {
            self.respond_privately(interaction, private).await;
        }
    }

    /// Answers, and tries again while the three seconds last where the connection broke or Discord stumbled: an answer
    /// that did arrive the first time is then refused with 40060, which is as good as done.
    async fn respond(
        &self,
        interaction: &Interaction,
        response: CreateInteractionResponse,
        files: Vec<CreateAttachment>,
    ) -> Sent {
        failpoint::pass(Point::AnswerNext);
        let (to, files) = ((interaction.id.get(), interaction.token.as_str()), uploads(files));
        let send = || self.api.answer_interaction(to, &response, &files);
        let until = interaction.arrived + FIRST_ANSWER;
        match retry::FIRST_ANSWER.retry(send, Some(until.into())).await {
            Ok(()) => {
                self.metrics.answered_after(interaction.arrived.elapsed());
                failpoint::pass(Point::AnswerSent);
                Sent::Done
            }
            Err(error) => match error.code() {
                Some(ALREADY_ACKNOWLEDGED) => Sent::Done,
                Some(UNKNOWN_INTERACTION) => {
                    tracing::warn!(interaction = interaction.id.get(), "an answer came too late");
                    Sent::Lost
                }
                Some(code) => {
                    tracing::error!(
                        interaction = interaction.id.get(),
                        code,
                        "Discord refused an answer"
                    );
                    Sent::Lost
                }
                None => {
                    tracing::warn!(interaction = interaction.id.get(), %error, "an answer could not be sent");
                    Sent::Lost
                }
            },
        }
    }

    /// Sends a private message after the first answer. It may be the only one with a way back on it, so it is tried
    /// again for as long as that is of use: seen twice it does no harm.
    pub(super) async fn follow_up(&self, interaction: &Interaction, private: Private) {
        let message = CreateInteractionResponseFollowup::new()
            .content(&private.text)
            .embeds(private.embeds.clone())
            .components(private.rows.clone())
            .allowed_mentions(CreateAllowedMentions::new())
            .ephemeral(true);
        failpoint::pass(Point::FollowUpNext);
        let (to, files) = (
            (self.application.get(), interaction.token.as_str()),
            uploads(private.files),
        );
        let send = || self.api.follow_up(to, &message, &files);
        let until = interaction.arrived + FOLLOW_UPS;
        if let Err(error) = retry::FOLLOW_UP.retry(send, Some(until.into())).await {
            tracing::warn!(interaction = interaction.id.get(), %error, "a follow-up could not be sent");
        }
        failpoint::pass(Point::FollowUpSent);
    }

    /// Answers by repainting the card that was pressed.
    async fn repaint(&self, interaction: &Interaction, changed: &LeadView) {
        let edit = changed.card.map(|card| self.edit_tracker.begin(card.row));
        // Read again, now that the painting has begun: another press may have changed and repainted the card between.
        let unchanged = changed.as_of == Some(self.store.commits());
        let newest = match self.store.read().await {
            Ok(mut conn) if !unchanged => views::find(&mut conn, changed.lead.id, self.clock.now())
                .await
                .ok()
                .flatten(),
            _ => None,
        };
        let view = newest.as_ref().unwrap_or(changed);
        let look = cards::lead::response(view);
        let sent = self
            .respond(
                interaction,
                CreateInteractionResponse::UpdateMessage(look),
                Vec::new(),
            )
            .await;
        // Only where nobody else painted the card meanwhile is it certain which look came last.
        let certain = edit.is_some_and(EditGuard::end) && sent == Sent::Done;
        failpoint::pass(Point::AnswerPainted);
        if let Some(card) = view.card.filter(|_| certain) {
            self.card_is_painted(card).await;
        }
    }

    /// Discord shows the card as of that change: the outbox has nothing left to do for it.
    async fn card_is_painted(&self, card: CardRow) {
        let Some(posted) = card.posted else { return };
        let painted = self.store.write_one(async move |tx| {
            let (row, revision) = (card.row, card.desired_revision);
            Ok::<_, StoreError>(outbox::update_shown(tx, row, revision, posted).await?)
        });
        if painted.await.is_err() {
            tracing::warn!("a painted card could not be recorded; it will be painted once more");
        }
    }
}

fn uploads(files: Vec<CreateAttachment>) -> Vec<Upload> {
    let upload = |file: CreateAttachment| Upload {
        name: file.filename,
        bytes: file.data,
        description: file.description,
    };
    files.into_iter().map(upload).collect()
}
