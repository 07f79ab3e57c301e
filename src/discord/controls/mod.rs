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
pub mod notices;
pub mod reasons;
pub(crate) mod rejected;
pub mod release;
pub mod reopen;
pub(crate) mod settings;
pub mod show;
pub mod snooze;
pub(crate) mod stats;
pub mod team;
pub mod undo;
pub mod won;

use super::bot::Bot;
use super::custom_id::Control;
use super::form::input;
use super::interaction::Interaction;
use super::lost_card::kind_and_heat;
use super::reply::Reply;
use crate::domain::ids::NoticeId;
use crate::domain::lead::Kind;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::store::drafts::Typed;

/// Does what a control does.
///
/// # Errors
/// The refusal to show, or our fault.
pub async fn handle(bot: &Bot, interaction: &Interaction, control: Control) -> FlowResult<Reply> {
    match control {
        Control::Accept(_)
        | Control::Edit(_)
        | Control::Details(_)
        | Control::AddContact(_)
        | Control::EditContact(..)
        | Control::Won(_)
        | Control::RejectedForm(_)
        | Control::ListSearch(_) => form(bot, interaction, &control.form(), &Typed::new()).await,
        Control::AcceptForm(lead) => accept::submit(bot, interaction, lead).await,
        Control::Decline(lead) => decline::pressed(bot, interaction, lead).await,
        Control::DeclineReason(lead) => {
            reasons::chosen(bot, interaction, |reason| Control::DeclineForm(lead, reason)).await
        }
        Control::DeclineForm(lead, reason) => decline::submit(bot, interaction, lead, reason).await,
        Control::Contact(lead) => contact::pressed(bot, interaction, lead).await,
        Control::Favorite(lead) => favorite::pressed(bot, interaction, lead).await,
        Control::EditForm(lead, version) => edit::submit(bot, interaction, lead, version).await,
        Control::DetailsForm(lead, version) => edit::submit_details(bot, interaction, lead, version).await,
        Control::Team(lead) => team::pressed(bot, interaction, lead).await,
        Control::PickMember(lead) => team::picked(bot, interaction, lead).await,
        Control::ContactForm(lead, member) => team::submit(bot, interaction, lead, member).await,
        Control::GuestForm(lead, member) => team::submit_guest(bot, interaction, lead, member).await,
        Control::PickContact(lead) => team::one(bot, interaction, lead).await,
        Control::EditContactForm(lead, contact) => team::submit_edit(bot, interaction, lead, contact).await,
        Control::RemoveContact(lead, contact) => team::remove(bot, interaction, lead, contact).await,
        Control::Assign(lead) => assign::picked(bot, interaction, lead).await,
        Control::WonForm(lead) => won::submit(bot, interaction, lead).await,
        Control::Look(lead) => assign::look(bot, interaction, lead).await,
        Control::Release(lead) => release::begin(bot, interaction, lead, None).await,
        Control::ReleaseForm(lead) => release::submit(bot, interaction, lead).await,
        Control::Lost(lead) => lost::pressed(bot, interaction, lead).await,
        Control::LostReason(lead) => {
            reasons::chosen(bot, interaction, |reason| Control::LostForm(lead, reason)).await
        }
        Control::LostForm(lead, reason) => lost::submit(bot, interaction, lead, reason).await,
        Control::Erase(lead) => erase::confirmed(bot, interaction, lead).await,
        Control::EraseNot(lead) => erase::left(bot, interaction, lead).await,
        Control::Undo(lead) => undo::pressed(bot, interaction, lead).await,
        Control::NewForm(kind, hot) => new::submit(bot, interaction, &kind, hot == 1, None, false).await,
        Control::MessageForm(channel, message) => {
            let made_of = new::made_of(channel, message);
            new::submit(
                bot,
                interaction,
                Kind::default().code(),
                false,
                Some(made_of),
                false,
            )
            .await
        }
        Control::AgainForm(look, channel, message) => {
            let (kind, hot) = kind_and_heat(look).ok_or(Refusal::UnknownControl)?;
            let made_of = new::made_of(channel, message);
            new::submit(bot, interaction, kind.code(), hot, Some(made_of), true).await
        }
        Control::TellCustomer(lead, tell) => notices::tell_customer(bot, interaction, lead, tell == 1).await,
        Control::NoticeRetry(notice) => notices::retry(bot, interaction, NoticeId(notice)).await,
        Control::NoticeTold(notice) => notices::told(bot, interaction, NoticeId(notice)).await,
        Control::NoticeText(notice) => notices::text(bot, interaction, NoticeId(notice)).await,
        Control::NoticesOpen(_) => notices::open(bot, interaction).await,
        Control::NoticePick(_) => notices::picked(bot, interaction).await,
        Control::NoticeForm(kind, lang) => notices::submit(bot, interaction, &kind, &lang).await,
        Control::Snooze(lead, days) => snooze::pressed(bot, interaction, lead, days).await,
        Control::SettingsSave(changes) => settings::save(bot, interaction, changes).await,
        Control::SettingsKeep(_) => settings::keep(bot, interaction).await,
        Control::Reopen(draft) => reopen::pressed(bot, interaction, draft).await,
        Control::ListTab(list) | Control::ListPage(list) => list::show(bot, interaction, list).await,
        Control::ListFilter(list) => list::filter(bot, interaction, list).await,
        Control::ListOpen(_) | Control::RoundUpOpen(_) => list::open(bot, interaction).await,
        Control::ListHeart(list, lead) => list::heart(bot, interaction, list, lead).await,
        Control::ListSearchForm(list) => {
            list::search(bot, interaction, list, None, &interaction.field(input::SEARCH)).await
        }
        Control::ListClear(list) => list::search(bot, interaction, list, None, "").await,
        Control::History(lead) => history::open(bot, interaction, lead).await,
        Control::HistoryPage(lead, page) => history::turn(bot, interaction, lead, page).await,
        Control::StatsPick(state, what) => stats::pick(bot, interaction, state, &what).await,
        Control::StatsShare(state) => stats::share(bot, interaction, state).await,
        Control::RejectedPage(at) => rejected::page(bot, interaction, at).await,
        Control::RejectedSee(id, whole) => rejected::see(bot, interaction, id, whole == 1).await,
        Control::RejectedMake(id) => rejected::make(bot, interaction, id).await,
        Control::RejectedReplay(id) => rejected::replay(bot, interaction, id).await,
        Control::RejectedDrop(id, sure) => rejected::drop(bot, interaction, id, sure == 1).await,
        Control::RejectedExport(_) => rejected::export(bot, interaction).await,
        Control::ShowHeart(lead) => show::heart(bot, interaction, lead).await,
    }
}

/// Opens a form, filled with what is known, or with what was typed before. Whether the member may do what the form
/// is for is asked before it is opened, so that nobody types for nothing.
///
/// # Errors
/// The refusal to show, or our fault.
pub async fn form(
    bot: &Bot,
    interaction: &Interaction,
    control: &Control,
    typed: &Typed,
) -> FlowResult<Reply> {
    let form = match control {
        Control::AcceptForm(lead) => accept::form(bot, interaction, *lead).await?,
        Control::EditForm(lead, version) => edit::form(bot, interaction, *lead, *version).await?,
        Control::DetailsForm(lead, version) => edit::details_form(bot, interaction, *lead, *version).await?,
        Control::ContactForm(lead, _) | Control::GuestForm(lead, _) => {
            team::form(bot, interaction, *lead, control).await?
        }
        Control::EditContactForm(lead, contact) => team::edit_form(bot, interaction, *lead, *contact).await?,
        Control::WonForm(lead) => won::form(bot, interaction, *lead).await?,
        Control::ReleaseForm(lead) => release::form(bot, interaction, *lead).await?,
        Control::DeclineForm(lead, reason) => decline::form(bot, interaction, *lead, reason).await?,
        Control::LostForm(lead, reason) => lost::form(bot, interaction, *lead, reason).await?,
        Control::NewForm(..) | Control::MessageForm(..) | Control::AgainForm(..) => {
            new::form(bot, interaction, control).await?
        }
        Control::RejectedMake(id) => rejected::form(bot, interaction, *id).await?,
        Control::NoticeForm(kind, lang) => notices::form(bot, interaction, kind, lang).await?,
        Control::ListSearchForm(list) => list::form(bot, interaction, *list).await?,
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
            Self::RejectedForm(id) => Self::RejectedMake(*id),
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
