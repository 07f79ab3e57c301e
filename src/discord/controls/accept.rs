//! **Accept** opens the form; sending it takes the lead. What is optional comes after, so that taking a lead is quick.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{Form, Input, input};
use crate::discord::press::Press;
use crate::discord::reply::{Private, Reply};
use crate::domain::dates::format_date;
use crate::domain::form::DealInput;
use crate::domain::ids::LeadId;
use crate::domain::lead::Lead;
use crate::domain::money::Money;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::{FlowResult, accept};
use crate::t;
use crate::text::safe::{cut_at_word, neutral_cut, plain_line};

/// How long a proposed deal name may be: it has to read well in lists.
const PROPOSAL: usize = 80;

/// The Accept form.
pub(super) async fn form(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Form> {
    let view = bot.may(press, lead, Action::Accept).await?;
    let title = t!(press.lang, "form-accept", lead = view.lead.number.to_string());
    let budget = view
        .lead
        .request
        .budget
        .clone()
        .filter(|text| Money::parse(text, view.team.currency).is_ok());
    Ok(
        deal_inputs(Form::new(Control::AcceptForm(lead), &title), press, &view).with(
            &[
                (input::NAME.to_owned(), proposed_name(&view.lead)),
                (input::VALUE.to_owned(), budget.unwrap_or_default()),
            ]
            .into(),
        ),
    )
}

/// The four inputs that Accept and Edit share, empty.
pub(super) fn deal_inputs(form: Form, press: &Press, view: &LeadView) -> Form {
    let lang = press.lang;
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

/// "<customer> – <need>", on one line.
fn proposed_name(lead: &Lead) -> String {
    let customer = plain_line(lead.request.customer.display_name());
    // A name does not end in a full stop, as a need often does.
    let need = lead.request.need.as_deref().map(plain_line);
    let need = need.map(|need| need.trim_end_matches(['.', ' ']).to_owned());
    let name = match need {
        Some(need) if !need.is_empty() => format!("{customer} – {need}"),
        _ => customer,
    };
    cut_at_word(&name, PROPOSAL).into_owned()
}

/// What was typed into the inputs that Accept and Edit share.
pub(super) fn typed_deal(press: &Press) -> DealInput {
    DealInput {
        name: press.field(input::NAME),
        value: press.field(input::VALUE),
        purchase_date: press.field(input::DATE),
        notes: press.field(input::NOTES),
    }
}

/// Takes the lead.
pub(super) async fn submit(bot: &Bot, press: &Press, lead: LeadId) -> FlowResult<Reply> {
    let typed = typed_deal(press);
    let view = accept::accept(
        &bot.store,
        press.team,
        lead,
        press.by.clone(),
        typed,
        press.locale,
        bot.clock.now(),
    )
    .await?;
    let say = accepted(press, &view);
    Ok(Reply::Changed {
        view: Box::new(view),
        say: Some(say),
    })
}

/// What whoever accepted is told: what they took, and what to do next.
fn accepted(press: &Press, view: &LeadView) -> Private {
    let lang = press.lang;
    let Some(deal) = &view.deal else {
        return Private::default();
    };
    let done = t!(
        lang,
        "accepted",
        lead = view.lead.number.to_string(),
        deal = neutral_cut(&deal.name, 200),
        value = deal.value.display(press.locale),
        date = format_date(deal.purchase_date, press.locale)
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
    Private::text(format!("{done}\n{next}")).row(CreateActionRow::Buttons(buttons))
}
