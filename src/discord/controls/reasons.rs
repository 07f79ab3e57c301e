//! Choosing a reason: Discord loses selects inside forms, so the reason is chosen in a private message first and the
//! form asks for the notes.

use serenity::all::{CreateActionRow, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption};

use crate::discord::bot::Bot;
use crate::discord::commands::reason_option::label;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::form::limits;
use crate::domain::reason::Reason;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::store::drafts::Typed;
use crate::t;
use crate::text::safe::cut;

/// A private message that asks for one of the reasons. A select has 25 options at most; `/reasons` keeps to that.
pub(super) fn ask(
    interaction: &Interaction,
    select: &Control,
    reasons: &[Reason],
    question: String,
) -> Reply {
    let offered = reasons.iter().filter(|reason| !reason.retired);
    let options = offered.take(limits::REASONS).map(|reason| {
        let label = label(interaction.lang, reasons, reason);
        CreateSelectMenuOption::new(cut(&label, 100), &reason.code)
    });
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    let menu =
        CreateSelectMenu::new(select.encode(), kind).placeholder(t!(interaction.lang, "select-reason"));
    Reply::Private(Private::text(question).row(CreateActionRow::SelectMenu(menu)))
}

/// A reason was chosen: opens the form for its notes.
pub(super) async fn chosen(
    bot: &Bot,
    interaction: &Interaction,
    form: impl FnOnce(String) -> Control,
) -> FlowResult<Reply> {
    let reason = interaction
        .values
        .first()
        .cloned()
        .ok_or(Refusal::UnknownControl)?;
    super::form(bot, interaction, &form(reason), &Typed::new()).await
}

/// The form for notes on a reason.
pub(super) fn notes_form(
    interaction: &Interaction,
    control: Control,
    title: &str,
    reasons: &[Reason],
    code: &str,
) -> FormBuilder {
    let lang = interaction.lang;
    let required = reasons
        .iter()
        .any(|reason| reason.code == code && reason.needs_notes());
    let notes = if required {
        Input::line(input::NOTES, t!(lang, "input-reason-notes-other")).long()
    } else {
        Input::line(input::NOTES, t!(lang, "input-reason-notes"))
            .long()
            .optional()
    };
    FormBuilder::new(control, title).input(notes.hint(t!(lang, "input-reason-notes-hint")))
}
