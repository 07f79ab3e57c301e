//! What each button, select and form does: parse, call a flow, reply. A verb a file, its form beside its button.

pub mod accept;
pub mod assign;
pub mod contact;
pub mod decline;
pub mod edit;
pub mod erase;
pub mod favorite;
pub mod history;
pub mod list;
pub mod lost;
pub mod new;
pub mod reasons;
pub mod reopen;
pub mod show;
pub mod snooze;
pub mod team;
pub mod undo;
pub mod won;

use super::bot::Bot;
use super::custom_id::Control;
use super::form::input;
use super::press::Press;
use super::reply::Reply;
use crate::domain::lead::Kind;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::store::drafts::Typed;

/// Does what a control does.
///
/// # Errors
/// The refusal to show, or our fault.
pub async fn handle(bot: &Bot, press: &Press, control: Control) -> FlowResult<Reply> {
    match control {
        Control::Accept(_)
        | Control::Edit(_)
        | Control::Details(_)
        | Control::AddContact(_)
        | Control::EditContact(..)
        | Control::Won(_)
        | Control::ListSearch(_) => form(bot, press, &control.form(), &Typed::new()).await,
        Control::AcceptForm(lead) => accept::submit(bot, press, lead).await,
        Control::Decline(lead) => decline::press(bot, press, lead).await,
        Control::DeclineReason(lead) => {
            reasons::chosen(bot, press, |reason| Control::DeclineForm(lead, reason)).await
        }
        Control::DeclineForm(lead, reason) => decline::submit(bot, press, lead, reason).await,
        Control::Contact(lead) => contact::press(bot, press, lead).await,
        Control::Favorite(lead) => favorite::press(bot, press, lead).await,
        Control::EditForm(lead, version) => edit::submit(bot, press, lead, version).await,
        Control::DetailsForm(lead, version) => edit::submit_details(bot, press, lead, version).await,
        Control::Team(lead) => team::press(bot, press, lead).await,
        Control::PickMember(lead) => team::picked(bot, press, lead).await,
        Control::ContactForm(lead, member) => team::submit(bot, press, lead, member).await,
        Control::GuestForm(lead, member) => team::submit_guest(bot, press, lead, member).await,
        Control::PickContact(lead) => team::one(bot, press, lead).await,
        Control::EditContactForm(lead, contact) => team::submit_edit(bot, press, lead, contact).await,
        Control::RemoveContact(lead, contact) => team::remove(bot, press, lead, contact).await,
        Control::Assign(lead) => assign::picked(bot, press, lead).await,
        Control::WonForm(lead) => won::submit(bot, press, lead).await,
        Control::Lost(lead) => lost::press(bot, press, lead).await,
        Control::LostReason(lead) => {
            reasons::chosen(bot, press, |reason| Control::LostForm(lead, reason)).await
        }
        Control::LostForm(lead, reason) => lost::submit(bot, press, lead, reason).await,
        Control::Erase(lead) => erase::confirmed(bot, press, lead).await,
        Control::EraseNot(lead) => erase::left(bot, press, lead).await,
        Control::Undo(lead) => undo::press(bot, press, lead).await,
        Control::NewForm(kind, hot) => new::submit(bot, press, &kind, hot == 1, None).await,
        Control::MessageForm(channel, message) => {
            let made_of = new::made_of(channel, message);
            new::submit(bot, press, Kind::default().code(), false, Some(made_of)).await
        }
        Control::Snooze(lead, days) => snooze::press(bot, press, lead, days).await,
        Control::Reopen(draft) => reopen::press(bot, press, draft).await,
        Control::ListTab(list) | Control::ListPage(list) => list::show(bot, press, list).await,
        Control::ListFilter(list) => list::filter(bot, press, list).await,
        Control::ListOpen(_) | Control::RoundUpOpen(_) => list::open(bot, press).await,
        Control::ListHeart(list, lead) => list::heart(bot, press, list, lead).await,
        Control::ListSearchForm(list) => {
            list::search(bot, press, list, None, &press.field(input::SEARCH)).await
        }
        Control::ListClear(list) => list::search(bot, press, list, None, "").await,
        Control::History(lead) => history::open(bot, press, lead).await,
        Control::HistoryPage(lead, page) => history::turn(bot, press, lead, page).await,
        Control::ShowHeart(lead) => show::heart(bot, press, lead).await,
    }
}

/// Opens a form, filled with what is known, or with what was typed before. Whether the member may do what the form
/// is for is asked before it is opened, so that nobody types for nothing.
///
/// # Errors
/// The refusal to show, or our fault.
pub async fn form(bot: &Bot, press: &Press, control: &Control, typed: &Typed) -> FlowResult<Reply> {
    let form = match control {
        Control::AcceptForm(lead) => accept::form(bot, press, *lead).await?,
        Control::EditForm(lead, version) => edit::form(bot, press, *lead, *version).await?,
        Control::DetailsForm(lead, version) => edit::details_form(bot, press, *lead, *version).await?,
        Control::ContactForm(lead, _) | Control::GuestForm(lead, _) => {
            team::form(bot, press, *lead, control).await?
        }
        Control::EditContactForm(lead, contact) => team::edit_form(bot, press, *lead, *contact).await?,
        Control::WonForm(lead) => won::form(bot, press, *lead).await?,
        Control::DeclineForm(lead, reason) => decline::form(bot, press, *lead, reason).await?,
        Control::LostForm(lead, reason) => lost::form(bot, press, *lead, reason).await?,
        Control::NewForm(..) | Control::MessageForm(..) => new::form(bot, press, control).await?,
        Control::ListSearchForm(list) => list::form(bot, press, *list).await?,
        _ => return Err(Refusal::UnknownControl.into()),
    };
    Ok(Reply::Form(form.with(typed).build()))
}

impl Control {
    /// The form that a button opens.
    fn form(&self) -> Self {
        match self {
            Self::Accept(lead) => Self::AcceptForm(*lead),
            Self::Edit(lead) => Self::EditForm(*lead, 0),
            Self::Details(lead) => Self::DetailsForm(*lead, 0),
            Self::AddContact(lead) => Self::ContactForm(*lead, None),
            Self::EditContact(lead, contact) => Self::EditContactForm(*lead, *contact),
            Self::Won(lead) => Self::WonForm(*lead),
            Self::ListSearch(list) => Self::ListSearchForm(*list),
            other => other.clone(),
        }
    }

    /// The form as one that is opened now, and not when it was first opened.
    pub(super) fn renewed(self) -> Self {
        match self {
            Self::EditForm(lead, _) => Self::EditForm(lead, 0),
            Self::DetailsForm(lead, _) => Self::DetailsForm(lead, 0),
            other => other,
        }
    }
}
