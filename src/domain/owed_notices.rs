//! Which change owes which notice to whom: decided here, so that every way to decline or expire a lead owes the same.

use super::contact::Email;
use super::lead::Lead;
use super::notice::{Audience, Cause, Medium, State, Why};
use super::notice_settings::NoticeSettings;
use super::reason;

/// Where what becomes of a lead is sent to: the address that came with it, else its source's.
#[must_use]
pub(crate) fn webhook_of<'a>(settings: &'a NoticeSettings, lead: &'a Lead) -> Option<&'a str> {
    let own = lead.request.reply_to.as_deref();
    own.or_else(|| settings.webhooks.get(&lead.source.0).map(String::as_str))
}

/// What a change owes to somebody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Owed {
    /// By which way.
    pub medium: Medium,
    /// To whom.
    pub audience: Audience,
    /// Waiting, or withheld.
    pub state: State,
    /// Why it is withheld.
    pub why: Option<Why>,
}

/// Whether a customer is told of a decline where whoever declined said nothing about it: spam is not answered, and who
/// is a customer already, or has another lead with us, is not to choose another partner.
#[must_use]
pub(crate) fn tells_customer(reason: &str) -> bool {
    ![reason::SPAM, reason::DUPLICATE, reason::ALREADY_CUSTOMER].contains(&reason)
}

/// Where mail to that audience goes; `None` where it is not known.
#[must_use]
pub fn address(lead: &Lead, audience: Audience) -> Option<&Email> {
    match audience {
        Audience::Customer => lead.request.customer.email.as_ref(),
        Audience::Sender => lead.request.sender.as_ref()?.email.as_ref(),
    }
}

/// What is owed when that happens to a lead. `tell` is what a member said about telling the customer of a decline.
#[must_use]
pub fn owed(lead: &Lead, settings: &NoticeSettings, cause: Cause, tell: bool) -> Vec<Owed> {
    if lead.request.test || lead.erased_at.is_some() {
        return Vec::new();
    }
    let mut all = Vec::new();
    let customer = match cause {
        Cause::Declined => true,
        Cause::Expired => settings.tell_customer_of_expiry,
        _ => false,
    };
    if customer && address(lead, Audience::Customer).is_some() {
        let why = if lead.request.do_not_contact {
            Some(Why::DoNotContact)
        } else {
            (!tell).then_some(Why::NotWanted)
        };
        all.push(Owed {
            medium: Medium::Mail,
            audience: Audience::Customer,
            state: why.map_or(State::Waiting, |_| State::Withheld),
            why,
        });
    }
    let webhook = webhook_of(settings, lead).is_some();
    if cause == Cause::Expired && lead.request.sender.is_some() {
        let known = address(lead, Audience::Sender).is_some();
        // A sender with a webhook hears of it that way, and needs no mail address.
        if known || !webhook {
            all.push(Owed {
                medium: Medium::Mail,
                audience: Audience::Sender,
                state: if known { State::Waiting } else { State::Withheld },
                why: (!known).then_some(Why::NoAddress),
            });
        }
    }
    if webhook {
        all.push(Owed {
            medium: Medium::Webhook,
            audience: Audience::Sender,
            state: State::Waiting,
            why: None,
        });
    }
    all
}
