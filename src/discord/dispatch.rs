//! From an interaction to its handler, and the one place where a refusal becomes words and a fault becomes an
//! incident.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use serenity::all::{ButtonStyle, CreateActionRow, CreateButton, Interaction as RawInteraction};

use super::bot::Bot;
use super::controls;
use super::custom_id::Control;
use super::form::{in_lines, input_of};
use super::interaction::Interaction;
use super::lost_card;
use super::reply::{DEFER_AFTER, Private, Reply};
use crate::domain::refusal::{Clash, Refusal};
use crate::flows::{FlowError, FlowResult};
use crate::metrics::InteractionOutcome;
use crate::store::drafts::{self, Draft, Typed};
use crate::store::teams;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::refusal::refusal;
use crate::text::safe::{cut, length};

/// A press that took longer than this to get here has no effect: the member has been told "did not respond", or soon
/// will be (Discord waits 3 s), and is pressing again. After a resume Discord replays such presses.
const STALE: TimeDelta = TimeDelta::milliseconds(2500);

/// Characters of a message (Message resource, "Create Message").
const MESSAGE: usize = 2000;

/// A token lives 15 min, so Discord delivers nothing older. What looks older shows that its clock and ours disagree,
/// and says nothing about the press.
const IMPLAUSIBLE: TimeDelta = TimeDelta::minutes(15);

/// How long what Discord said of its time is good for.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// How long a member sees nothing after their press was taken, before they are told that it takes long.
const PATIENT: Duration = Duration::from_secs(3);

/// How long they can be told anything at all, less what has passed (Receiving and Responding: 15 min).
const TOKEN_LIVES: Duration = Duration::from_secs(14 * 60);

impl Bot {
    /// Handles a button, select or form. Commands go through poise.
    pub(crate) async fn handle_interaction(&self, raw: &RawInteraction) {
        let (interaction, custom_id) = match raw {
            RawInteraction::Component(component) => {
                (Interaction::of_component(component), &component.data.custom_id)
            }
            RawInteraction::Modal(modal) => (Interaction::of_modal(modal), &modal.data.custom_id),
            _ => return,
        };
        let Some(interaction) = interaction else { return };
        let _in_flight = self.track_in_flight();
        if self.is_stale(&interaction).await {
            tracing::info!(
                interaction = interaction.id.get(),
                "a press came too late and has no effect"
            );
            self.metrics.interaction(InteractionOutcome::Ignored);
            return;
        }
        if !self.recent_interactions.is_new(interaction.id) {
            tracing::info!(interaction = interaction.id.get(), "a press came once more");
            self.metrics.interaction(InteractionOutcome::Ignored);
            return;
        }
        let control = Control::decode(custom_id);
        let handled: BoxFuture<'_, FlowResult<Reply>> = match control.clone() {
            Some(control) => Box::pin(self.handle_control(&interaction, raw, control)),
            None => Box::pin(async { Err(Refusal::UnknownControl.into()) }),
        };
        self.conclude(&interaction, control, handled).await;
    }

    async fn handle_control(
        &self,
        interaction: &Interaction,
        raw: &RawInteraction,
        control: Control,
    ) -> FlowResult<Reply> {
        let names_a_lead = control.lead().is_some();
        let handled = controls::handle(self, interaction, control).await;
        let is_public = interaction.message.is_some_and(|message| !message.private);
        match (&handled, raw) {
            (Err(FlowError::Refused(Refusal::NoSuchLead { .. })), RawInteraction::Component(component))
                if names_a_lead && is_public =>
            {
                lost_card::answer(self, interaction, &component.message).await
            }
            _ => handled,
        }
    }

    /// Whether a press is too old to count. Before one is let go by, Discord is asked what time it is: a clock that was
    /// set, ours or theirs, would otherwise make the bot deaf to everybody.
    pub(crate) async fn is_stale(&self, interaction: &Interaction) -> bool {
        if !self.looks_stale(interaction) {
            return false;
        }
        {
            // Who comes meanwhile waits here, and takes the answer: after a resume many come at once.
            let mut asked = self.clock_asked.lock().await;
            let recently = asked.is_some_and(|at| at.elapsed() < ASK_AGAIN);
            if !recently && let Some(date) = self.api.date().await {
                self.discord_time.observe(&date, self.clock.now());
                *asked = Some(Instant::now());
            }
        }
        self.looks_stale(interaction)
    }

    /// Whether a press is too old to count by Discord's own time in its id.
    fn looks_stale(&self, interaction: &Interaction) -> bool {
        let pressed: DateTime<Utc> = interaction.id.created_at().with_timezone(&Utc);
        let age = self.clock.now() - pressed - self.discord_time.ahead();
        age > STALE && age < IMPLAUSIBLE
    }

    /// Waits for a handler and answers with what it gives; defers where it takes long. The error boundary.
    pub(crate) async fn conclude(
        &self,
        interaction: &Interaction,
        form: Option<Control>,
        handled: BoxFuture<'_, FlowResult<Reply>>,
    ) {
        tokio::pin!(handled);
        let in_time = tokio::time::timeout(DEFER_AFTER, &mut handled).await;
        let (result, late) = match in_time {
            Ok(result) => (result, false),
            Err(_) => {
                self.defer(interaction).await;
                let mut result = tokio::time::timeout(PATIENT, &mut handled).await;
                if result.is_err() {
                    let text = t!(interaction.lang, "takes-long");
                    self.follow_up(interaction, Private::text(text)).await;
                    result = tokio::time::timeout(TOKEN_LIVES, &mut handled).await;
                }
                let Ok(result) = result else {
                    tracing::error!(
                        interaction = interaction.id.get(),
                        "a press could not be answered at all"
                    );
                    return;
                };
                (result, true)
            }
        };
        self.metrics.interaction(match &result {
            Ok(_) => InteractionOutcome::Done,
            Err(FlowError::Refused(Refusal::AlreadyHandled)) => InteractionOutcome::Ignored,
            Err(FlowError::Refused(_)) => InteractionOutcome::Refused,
            Err(FlowError::Failed(_)) => InteractionOutcome::Failed,
        });
        let reply = match result {
            Ok(reply) => reply,
            // Delivered twice: the first delivery has had its effect and answers, or has answered.
            Err(FlowError::Refused(Refusal::AlreadyHandled)) => {
                tracing::info!(interaction = interaction.id.get(), "a press came once more");
                return;
            }
            Err(error) => Reply::Private(self.explain(interaction, form, error).await),
        };
        if late {
            self.answer_late(interaction, reply).await;
        } else {
            self.answer(interaction, reply).await;
        }
    }

    /// A refusal or a fault in words. What was typed into a form is kept, with a button that opens it again filled.
    async fn explain(&self, interaction: &Interaction, form: Option<Control>, error: FlowError) -> Private {
        let mut kept = interaction.typed.clone();
        let mut form = form;
        let (text, again) = match error {
            FlowError::Refused(why) => {
                tracing::info!(
                    interaction = interaction.id.get(),
                    refusal = why.name(),
                    "refused"
                );
                let again = matches!(why, Refusal::Input(_) | Refusal::ChangedMeanwhile { .. });
                if let Refusal::ChangedMeanwhile { clashes, .. } = &why {
                    form = form.map(Control::renewed);
                    forget_untouched(&mut kept, clashes);
                }
                let team = match self.store.read().await {
                    Ok(mut conn) => teams::find(&mut conn, interaction.team).await.ok().flatten(),
                    Err(_) => None,
                };
                (
                    refusal(interaction.lang, interaction.locale, team.as_ref(), &why),
                    again,
                )
            }
            FlowError::Failed(error) => {
                let id = incident();
                tracing::error!(interaction = interaction.id.get(), incident = id, "{error:#}");
                (t!(interaction.lang, "incident", id = id), true)
            }
        };
        let typed = interaction.typed.values().any(|text| !text.trim().is_empty());
        let mut private = Private::text(cut(&text, MESSAGE));
        if let Some(form) = form.filter(|_| typed) {
            let typed = in_lines(&form, &interaction.typed, interaction.lang);
            private.text = with_what_was_typed(interaction.lang, &private.text, &typed);
            if again && let Some(draft) = self.keep_draft(interaction, &form, kept).await {
                let label = t!(interaction.lang, "button-reopen");
                let button = CreateButton::new(Control::Reopen(draft).encode())
                    .label(label)
                    .style(ButtonStyle::Primary);
                private = private.row(CreateActionRow::Buttons(vec![button]));
            }
        }
        private
    }

    async fn keep_draft(&self, interaction: &Interaction, form: &Control, typed: Typed) -> Option<i64> {
        let (team, member, now) = (interaction.team, interaction.by.person.id, self.clock.now());
        let draft = Draft {
            lead: form.lead(),
            form: form.encode(),
            typed,
        };
        let kept = self
            .store
            .write(async move |tx| Ok::<_, FlowError>(drafts::insert(tx, team, member, &draft, now).await?));
        kept.await.ok()
    }
}

/// Where the member left a field as it was, the form opens again with what somebody else has written there since.
fn forget_untouched(typed: &mut Typed, clashes: &[Clash]) {
    for clash in clashes.iter().filter(|clash| clash.yours.is_none()) {
        if let Some(input) = input_of(clash.field) {
            typed.remove(input);
        }
    }
}

/// Everything that was typed, in a block that a member can copy from, below the words on why it was not taken. Both
/// share one message, so very long text is cut here; the draft has all of it.
fn with_what_was_typed(lang: Lang, words: &str, typed: &str) -> String {
    let intro = t!(lang, "refusal-typed");
    let frame = length(words) + length(&intro) + "\n\n\n```\n\n```".len();
    let room = MESSAGE.saturating_sub(frame);
    if room < 20 {
        return words.to_owned();
    }
    let block = typed.replace("```", "'''");
    format!("{words}\n\n{intro}\n```\n{}\n```", cut(&block, room.min(1000)))
}

/// A short id that a member can read to whoever runs the program, and that stands in the log.
fn incident() -> String {
    // Without letters and digits that are mistaken for each other.
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..4)
        .map(|_| char::from(SIGNS[rand::random_range(0..SIGNS.len())]))
        .collect()
}
