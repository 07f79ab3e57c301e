//! The buttons of a card: what can be done to a lead in its stage.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::custom_id::Control;
use crate::domain::stage::Stage;
use crate::domain::view::LeadView;
use crate::t;
use crate::text::catalogue::Lang;

/// Buttons of one row (Component reference, "Action Row").
const IN_A_ROW: usize = 5;

/// The card's buttons; an archived lead has none.
#[must_use]
pub(crate) fn buttons(view: &LeadView, lang: Lang) -> Vec<CreateActionRow> {
    let lead = view.lead.id;
    if !view.lead.stage.is_open() {
        return Vec::new();
    }
    let mut answers = stage_buttons(view, lang);
    let mut around = Vec::new();
    if view.lead.erased_at.is_none() {
        let label = t!(lang, "button-contact");
        around.push(button(&Control::Contact(lead), label, ButtonStyle::Secondary));
    }
    let heart = t!(lang, "button-favorite", count = view.favorites);
    around.push(button(&Control::Favorite(lead), heart, ButtonStyle::Secondary));
    if answers.len() + around.len() <= IN_A_ROW {
        answers.append(&mut around);
    }
    [answers, around]
        .into_iter()
        .filter(|row| !row.is_empty())
        .map(CreateActionRow::Buttons)
        .collect()
}

/// What can be done to a lead in its stage.
pub(in crate::discord::cards) fn stage_buttons(view: &LeadView, lang: Lang) -> Vec<CreateButton> {
    let lead = view.lead.id;
    let buttons = match view.lead.stage {
        Stage::Received => vec![
            (Control::Accept(lead), "button-accept", ButtonStyle::Success),
            (Control::Decline(lead), "button-decline", ButtonStyle::Secondary),
        ],
        Stage::Accepted => vec![
            (Control::Edit(lead), "button-edit", ButtonStyle::Primary),
            (Control::Team(lead), "button-team", ButtonStyle::Secondary),
            (Control::Won(lead), "button-won", ButtonStyle::Success),
            (Control::Lost(lead), "button-lost", ButtonStyle::Danger),
        ],
        Stage::Archived(_) => Vec::new(),
    };
    buttons
        .into_iter()
        .map(|(control, key, style)| button(&control, t!(lang, key), style))
        .collect()
}

fn button(control: &Control, label: String, style: ButtonStyle) -> CreateButton {
    CreateButton::new(control.encode()).label(label).style(style)
}
