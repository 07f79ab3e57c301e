//! The custom id is the state: what a button, select or form means is all in its id, typed and versioned, so that it
//! works after a restart and years later. `1:accept:42` is version 1, the control, its arguments. Reading is total:
//! whatever is not one of ours is `None` and gets a helpful answer.

use crate::domain::ids::{ContactId, LeadId, MemberId};
use crate::domain::list::ListState;
use crate::domain::setting::SettingChanges;
use crate::stats::{Breakdown, Chart, Period};

/// The version that is written. A control whose arguments change their meaning gets a new name, not a new version;
/// the version is for a change of this very format.
const VERSION: &str = "1";

/// Discord's limit (Components reference, "custom_id").
pub const MAX: usize = 100;

/// One argument of a custom id.
trait Part: Sized {
    fn write(&self) -> String;
    fn read(text: &str) -> Option<Self>;

    /// The lead, where this argument is one.
    fn lead(&self) -> Option<LeadId> {
        None
    }
}

impl Part for LeadId {
    fn write(&self) -> String {
        self.0.write()
    }

    fn read(text: &str) -> Option<Self> {
        i64::read(text).map(Self)
    }

    fn lead(&self) -> Option<LeadId> {
        Some(*self)
    }
}

macro_rules! number_part {
    ($($type:ty: $wrap:expr, $unwrap:expr;)*) => {$(
        impl Part for $type {
            fn write(&self) -> String {
                let unwrap: fn(&Self) -> i64 = $unwrap;
                unwrap(self).to_string()
            }

            fn read(text: &str) -> Option<Self> {
                // One way to write a number, so that equal controls have equal ids.
                let number: i64 = text.parse().ok().filter(|number: &i64| number.to_string() == text)?;
                Some(($wrap)(number))
            }
        }
    )*};
}

number_part! {
    i64: |number| number, |number| *number;
    MemberId: MemberId, |member| member.0;
    ContactId: ContactId, |contact| contact.0;
}

/// A word of ours, such as a reason's code.
impl Part for String {
    fn write(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Option<Self> {
        let ours = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '-';
        (!text.is_empty() && text.chars().all(ours)).then(|| text.to_owned())
    }
}

impl Part for ListState {
    fn write(&self) -> String {
        self.encode()
    }

    fn read(text: &str) -> Option<Self> {
        Self::decode(text)
    }
}

impl Part for SettingChanges {
    fn write(&self) -> String {
        self.encode()
    }

    fn read(text: &str) -> Option<Self> {
        Self::decode(text)
    }
}

/// What `/stats` shows.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct StatsState {
    pub(crate) period: Period,
    pub(crate) by: Breakdown,
    pub(crate) chart: Chart,
}

impl Part for StatsState {
    fn write(&self) -> String {
        format!("{}.{}.{}", self.period.code(), self.by.code(), self.chart.code())
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let state = Self {
            period: Period::from_code(parts.next()?)?,
            by: Breakdown::from_code(parts.next()?)?,
            chart: Chart::from_code(parts.next()?)?,
        };
        parts.next().is_none().then_some(state)
    }
}

impl<T: Part> Part for Option<T> {
    fn write(&self) -> String {
        self.as_ref().map_or_else(String::new, T::write)
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            Some(None)
        } else {
            T::read(text).map(Some)
        }
    }
}

macro_rules! controls {
    ($($(#[$doc:meta])* $variant:ident($($arg:ident: $type:ty),*) = $name:literal,)*) => {
        /// What a button, a select or a form does.
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum Control {
            $($(#[$doc])* $variant($($type),*),)*
        }

        impl Control {
            /// The name of every control there is, as its ids carry it.
            pub const NAMES: &[&str] = &[$($name),*];

            /// The custom id.
            #[must_use]
            pub fn encode(&self) -> String {
                match self {
                    $(Self::$variant($($arg),*) => {
                        let parts: Vec<String> = vec![VERSION.to_owned(), $name.to_owned() $(, $arg.write())*];
                        parts.join(":")
                    })*
                }
            }

            /// The lead that it is about.
            #[must_use]
            pub fn lead(&self) -> Option<LeadId> {
                match self {
                    $(Self::$variant($($arg),*) => [$(Part::lead($arg)),*].into_iter().flatten().next(),)*
                }
            }

            /// The control of a custom id; `None` for what is not one of ours.
            #[must_use]
            pub fn decode(id: &str) -> Option<Self> {
                let mut parts = id.split(':');
                if parts.next()? != VERSION {
                    return None;
                }
                let control = match parts.next()? {
                    $($name => Self::$variant($(<$type as Part>::read(parts.next()?)?),*),)*
                    _ => return None,
                };
                parts.next().is_none().then_some(control)
            }
        }

        #[cfg(test)]
        fn any_control() -> impl proptest::strategy::Strategy<Value = Control> {
            use proptest::prelude::*;
            let mut kinds: Vec<BoxedStrategy<Control>> = Vec::new();
            $(kinds.push({
                #[allow(unused_parens, reason = "one argument")]
                let args = ($(<$type as tests::AnyPart>::any_part()),*);
                #[allow(unused_parens, reason = "one argument")]
                args.prop_map(|($($arg),*)| Control::$variant($($arg),*)).boxed()
            });)*
            proptest::strategy::Union::new(kinds)
        }
    };
}

controls! {
    /// Opens the Accept form.
    Accept(lead: LeadId) = "accept",
    /// The filled Accept form.
    AcceptForm(lead: LeadId) = "accept-form",
    /// Asks for the reason to decline.
    Decline(lead: LeadId) = "decline",
    /// The select of decline reasons.
    DeclineReason(lead: LeadId) = "decline-reason",
    /// The form for notes on a decline reason.
    DeclineForm(lead: LeadId, reason: String) = "decline-form",
    /// Shows the contact data.
    Contact(lead: LeadId) = "contact",
    /// Gives or takes back a heart.
    Favorite(lead: LeadId) = "favorite",
    /// Opens the Edit form.
    Edit(lead: LeadId) = "edit",
    /// The Edit form, with the lead's version when it was opened; 0 before that.
    EditForm(lead: LeadId, version: i64) = "edit-form",
    /// Opens the second step of Accept and Edit.
    Details(lead: LeadId) = "details",
    /// The second step, with the lead's version as in [`Control::EditForm`].
    DetailsForm(lead: LeadId, version: i64) = "details-form",
    /// Lists the team contacts.
    Team(lead: LeadId) = "team",
    /// Opens the form of a new team contact.
    AddContact(lead: LeadId) = "add-contact",
    /// The form of a new team contact, perhaps a member's.
    ContactForm(lead: LeadId, member: Option<MemberId>) = "contact-form",
    /// The form of a new team contact who has no role of the team: whoever picked them is told so.
    GuestForm(lead: LeadId, member: MemberId) = "guest-form",
    /// The select of a Discord member to be a team contact.
    PickMember(lead: LeadId) = "pick-member",
    /// The select of one of the team contacts.
    PickContact(lead: LeadId) = "pick-contact",
    /// Opens the form of a team contact that is there.
    EditContact(lead: LeadId, contact: ContactId) = "edit-contact",
    /// The form of a team contact that is there.
    EditContactForm(lead: LeadId, contact: ContactId) = "edit-contact-form",
    /// Takes a team contact off the deal.
    RemoveContact(lead: LeadId, contact: ContactId) = "remove-contact",
    /// The select of the member who gets the deal.
    Assign(lead: LeadId) = "assign",
    /// Opens the Won form.
    Won(lead: LeadId) = "won",
    /// The filled Won form.
    WonForm(lead: LeadId) = "won-form",
    /// Makes whoever presses the one who looks at the lead.
    Look(lead: LeadId) = "look",
    /// Opens the form that asks why a deal is given back; a lead that somebody only looks at needs no word.
    Release(lead: LeadId) = "release",
    /// The filled form that says why.
    ReleaseForm(lead: LeadId) = "release-form",
    /// Asks why the deal was lost.
    Lost(lead: LeadId) = "lost",
    /// The select of lost reasons.
    LostReason(lead: LeadId) = "lost-reason",
    /// The form for notes on a lost reason.
    LostForm(lead: LeadId, reason: String) = "lost-form",
    /// The form of a lead entered by hand: kind, and 1 for hot.
    NewForm(kind: String, hot: i64) = "new-form",
    /// The form of a lead made of a message: its channel, and which.
    MessageForm(channel: i64, message: i64) = "message-form",
    /// The form of a lead made again of the card that is left of it: kind and heat, the card's channel, and which.
    AgainForm(look: i64, channel: i64, message: i64) = "again-form",
    /// Takes back Accept, Decline, Won or Lost.
    Undo(lead: LeadId) = "undo",
    /// Tells the customer of a decline (1), or does not (0).
    TellCustomer(lead: LeadId, tell: i64) = "tell-customer",
    /// Has a notice tried again.
    NoticeRetry(notice: i64) = "notice-retry",
    /// Notes that a manager has told them by hand.
    NoticeTold(notice: i64) = "notice-told",
    /// Shows a notice's text, to be sent by hand.
    NoticeText(notice: i64) = "notice-text",
    /// Lists the notices that wait for a hand, from that page on.
    NoticesOpen(page: i64) = "notices-open",
    /// The select of one of them.
    NoticePick(page: i64) = "notice-pick",
    /// The form of a team's own text: which, and in which language.
    NoticeForm(kind: String, lang: String) = "notice-form",
    /// Silences the reminders for that many days.
    Snooze(lead: LeadId, days: i64) = "snooze",
    /// Wipes the lead's personal data, once the manager has said yes.
    Erase(lead: LeadId) = "erase",
    /// Leaves it as it is.
    EraseNot(lead: LeadId) = "erase-not",
    /// Saves changes of the team's settings.
    SettingsSave(changes: SettingChanges) = "settings-save",
    /// Leaves the settings as they are.
    SettingsKeep(nothing: i64) = "settings-keep",
    /// Opens a form again with what was typed.
    Reopen(draft: i64) = "reopen",
    /// One of the selects on `/stats`: period, breakdown or chart.
    StatsPick(state: StatsState, what: String) = "stats-pick",
    /// Posts the figures in the channel.
    StatsShare(state: StatsState) = "stats-share",
    /// Another tab of the lists.
    ListTab(list: ListState) = "list-tab",
    /// Another page of a list.
    ListPage(list: ListState) = "list-page",
    /// The select of a list's stages and order.
    ListFilter(list: ListState) = "list-filter",
    /// The select that opens one of a list's leads.
    ListOpen(list: ListState) = "list-open",
    /// The select that opens one of the leads of a round-up: when that began.
    RoundUpOpen(since: i64) = "round-up-open",
    /// A heart beside one of a list's leads.
    ListHeart(list: ListState, lead: LeadId) = "list-heart",
    /// Asks what to search for.
    ListSearch(list: ListState) = "list-search",
    /// The filled search form.
    ListSearchForm(list: ListState) = "list-search-form",
    /// Ends the search.
    ListClear(list: ListState) = "list-clear",
    /// Opens a lead's history.
    History(lead: LeadId) = "history",
    /// Another page of a lead's history.
    HistoryPage(lead: LeadId, page: i64) = "history-page",
    /// Another page of the rejected deliveries.
    RejectedPage(page: i64) = "rejected",
    /// Shows a rejected delivery: its labels (0), or all of it (1).
    RejectedSee(delivery: i64, whole: i64) = "rejected-see",
    /// Opens the form that makes a lead of a rejected delivery; the form itself.
    RejectedForm(delivery: i64) = "rejected-form",
    /// The filled form.
    RejectedMake(delivery: i64) = "rejected-make",
    /// Sends a rejected delivery through its door again.
    RejectedReplay(delivery: i64) = "rejected-replay",
    /// Forgets a rejected delivery: asks first (0), does it (1).
    RejectedDrop(delivery: i64, sure: i64) = "rejected-drop",
    /// All rejected deliveries in a file.
    RejectedExport(page: i64) = "rejected-export",
    /// A heart on a lead's full view.
    ShowHeart(lead: LeadId) = "show-heart",
}

#[cfg(test)]
mod tests;
