//! **Accept** opens the form; sending it takes the lead. What is optional comes after, so that taking a lead is quick.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::clock;
use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::dates::date_in_words;
use crate::domain::form::DealInput;
use crate::domain::ids::LeadId;
use crate::domain::lead::Lead;
use crate::domain::mask::masked;
use crate::domain::money::Money;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, accept};
use crate::store::drafts::Typed;
use crate::t;
use crate::text::safe::{cut_at_word, neutral_line, plain_line};

/// How long a proposed deal name may be: it has to read well in lists.
const PROPOSAL: usize = 80;

/// The Accept form.
pub(super) async fn form(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<FormBuilder> {
    let view = bot.check_action(interaction, lead, Action::Accept).await?;
    let title = t!(
        interaction.lang,
        "form-accept",
        lead = view.lead.number.to_string()
    );
    let budget = view
        .lead
        .request
        .budget
        .clone()
        .filter(|text| Money::parse(text, view.team.currency).is_ok());
    Ok(deal_inputs(
        FormBuilder::new(Control::AcceptForm(lead), &title),
        interaction,
        &view,
    )
    .with(&proposed(&view, budget.unwrap_or_default())))
}

/// What the form proposes: of a lead that was given back what its owner had written, so that nobody writes it again.
fn proposed(view: &LeadView, budget: String) -> Typed {
    let today = clock::day_in(view.team.time_zone, view.now);
    let date = view
        .deal
        .as_ref()
        .map(|deal| deal.purchase_date)
        .filter(|date| *date >= today);
    match &view.deal {
        Some(deal) => [
            (input::NAME.to_owned(), deal.name.clone()),
            (input::VALUE.to_owned(), deal.value.to_plain()),
            (
                input::DATE.to_owned(),
                date.map(|date| date.to_string()).unwrap_or_default(),
            ),
            (input::NOTES.to_owned(), deal.notes.clone().unwrap_or_default()),
        ]
        .into(),
        None => [
            (input::NAME.to_owned(), proposed_name(&view.lead)),
            (input::VALUE.to_owned(), budget),
        ]
        .into(),
    }
}

/// The four inputs that Accept and Edit share, empty.
pub(super) fn deal_inputs(form: FormBuilder, interaction: &Interaction, view: &LeadView) -> FormBuilder {
    let lang = interaction.lang;
    let currency = view.team.currency.code();
    form.input(Input::line(input::NAME, t!(lang, "input-deal-name")))
        .input(Input::line(input::VALUE, t!(lang, "input-value")).hint(t!(
            lang,
            "input-value-hint",
            currency = currency
        )))
        .input(
            Input::line(input::DATE, t!(lang, "input-purchase-date"))
                .hint(t!(lang, "input-purchase-date-hint")),
        )
        .input(
            Input::line(input::NOTES, t!(lang, "input-notes"))
                .optional()
                .long(),
        )
}

/// The customer and the need with a dash between them, on one line.
fn proposed_name(lead: &Lead) -> String {
    // The deal's name is shown in the channel.
    let customer = plain_line(&masked(lead.request.customer.display_name()));
    // A name does not end in a full stop, as a need often does.
    let need = lead.request.need.as_deref().map(|need| plain_line(&masked(need)));
    let need = need.map(|need| need.trim_end_matches(['.', ' ']).to_owned());
    let name = match need {
        Some(need) if !need.is_empty() => format!("{customer} – {need}"),
        _ => customer,
    };
    cut_at_word(&name, PROPOSAL).into_owned()
}

/// What was typed into the inputs that Accept and Edit share.
pub(super) fn typed_deal(interaction: &Interaction) -> DealInput {
    DealInput {
        name: interaction.field(input::NAME),
        value: interaction.field(input::VALUE),
        purchase_date: interaction.field(input::DATE),
        notes: interaction.field(input::NOTES),
    }
}

/// Takes the lead.
pub(super) async fn submit(bot: &Bot, interaction: &Interaction, lead: LeadId) -> FlowResult<Reply> {
    let typed = typed_deal(interaction);
    let view = accept::accept(
        &bot.store,
        interaction.team,
        lead,
        interaction.by.clone(),
        typed,
        interaction.locale,
        bot.clock.now(),
    )
    .await?;
    let say = accepted(interaction, &view);
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

/// What whoever accepted is told: what they took, and what to do next.
fn accepted(interaction: &Interaction, view: &LeadView) -> Private {
    let lang = interaction.lang;
    let Some(deal) = &view.deal else {
        return Private::default();
    };
    let done = t!(
        lang,
        "accepted",
        lead = view.lead.number.to_string(),
        deal = neutral_line(&deal.name, 200),
        value = deal.value.display(interaction.locale),
        date = date_in_words(deal.purchase_date, interaction.locale)
    );
    let button = |control: Control, label: String| {
        CreateButton::new(control.encode())
            .label(label)
            .style(ButtonStyle::Secondary)
    };
    let lead = view.lead.id;
    let details = button(Control::Details(lead), t!(lang, "button-details"));
    // Who does not want to be contacted is not proposed for it.
    let (next, buttons) = if view.lead.request.do_not_contact {
        (t!(lang, "accepted-next-quiet"), vec![details])
    } else {
        let contact = button(Control::Contact(lead), t!(lang, "button-contact"));
        (t!(lang, "accepted-next"), vec![contact, details])
    };
    let confirmation = Private::text(format!("{done}\n{next}")).row(CreateActionRow::Buttons(buttons));
    super::undo::offer(interaction, view, confirmation)
}
