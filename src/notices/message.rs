//! A mail as it goes over the wire: headers by the book, nothing in them that somebody else could have put there.

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::letter::Letter;
use crate::domain::contact::Email;
use crate::text::safe::plain_line;

/// Who gets a mail, and what tells it from others.
#[derive(Clone, Debug)]
pub(crate) struct Addressed {
    /// Their address.
    pub to: Email,
    /// Their name; empty where it is not known.
    pub to_name: String,
    /// The name that it comes from, where the sender's address has none.
    pub from_name: String,
    /// Where answers go, if not to where it comes from.
    pub reply_to: Option<Email>,
    /// The same on each try.
    pub public_id: String,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// Builds the mail.
///
/// Message-ID is the notice's, so that a repeat is known as one (RFC 5322, 3.6.4). Auto-Submitted keeps answering machines
/// from answering (RFC 3834, 5).
///
/// # Errors
/// What no mail can have.
pub(super) fn build(from: &Mailbox, addressed: &Addressed, letter: &Letter) -> Result<Message, String> {
    // What is no name at all would not be written either.
    let named = |name: &str| Some(plain_line(name)).filter(|name| !name.is_empty());
    let mut from = from.clone();
    if from.name.is_none() {
        from.name = named(&addressed.from_name);
    }
    let domain = from.email.domain().to_owned();
    let name = named(&addressed.to_name);
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", addressed.public_id)))
        .date(addressed.date.into())
        .from(from)
        .to(Mailbox::new(name, address(&addressed.to)?))
        .subject(plain_line(&letter.subject));
    if let Some(reply_to) = &addressed.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    for (name, value) in [
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", letter.lang.tag()),
        // For servers that do not know the former (Exchange).
        ("X-Auto-Response-Suppress", "All"),
    ] {
        builder = builder.raw_header(raw(name, value));
    }
    builder
        .multipart(MultiPart::alternative_plain_html(
            letter.text.clone(),
            letter.html.clone(),
        ))
        .map_err(|error| error.to_string())
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The address with its domain as name servers know it (IDNA), so that no server has to speak SMTPUTF8 for it. A mailbox
/// in other letters than ASCII needs one that does.
fn address(email: &Email) -> Result<Address, String> {
    let (mailbox, domain) = email
        .as_str()
        .rsplit_once('@')
        .ok_or_else(|| "no mail address".to_owned())?;
    let domain = idna::domain_to_ascii(domain).map_err(|_| "no domain of a mail address".to_owned())?;
    Address::new(mailbox, domain).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::catalogue::Lang;

    fn letter(subject: &str) -> Letter {
        Letter {
            subject: subject.to_owned(),
            text: "Grüße,\n\nfirst\n".to_owned(),
            html: "<p>Grüße,</p>".to_owned(),
            lang: Lang::En,
        }
    }

    fn built(to: &str, name: &str, subject: &str) -> String {
        let addressed = Addressed {
            to: Email::parse(to).unwrap(),
            to_name: name.to_owned(),
            from_name: "Nordlicht Partners".to_owned(),
            reply_to: Some(Email::parse("sales@nordlicht.example").unwrap()),
            public_id: "abc".to_owned(),
            date: DateTime::UNIX_EPOCH,
        };
        let from = "leads@nordlicht.example".parse().unwrap();
        let message = build(&from, &addressed, &letter(subject)).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_mail_says_what_it_is_and_who_answers() {
        let mail = built("jana@nordwind.example", "Jana Krüger", "Your request");
        for line in [
            "Message-ID: <abc@nordlicht.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: en",
            "Reply-To: sales@nordlicht.example",
            "From: \"Nordlicht Partners\" <leads@nordlicht.example>",
            "Subject: Your request",
            "multipart/alternative",
        ] {
            assert!(mail.contains(line), "{line} in\n{mail}");
        }
        assert!(mail.is_ascii(), "{mail}");
    }

    #[test]
    fn an_address_of_another_script_goes_out_as_name_servers_know_it() {
        let mail = built("jana@müller.example", "", "x");
        assert!(mail.contains("To: jana@xn--mller-kva.example"), "{mail}");
    }

    #[test]
    fn no_name_or_subject_can_add_a_header() {
        let mail = built(
            "jana@nordwind.example",
            "Jana\r\nBcc: all@evil.example",
            "Hi\r\nBcc: all@evil.example\r\n\r\nbody",
        );
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(
            !head.lines().any(|line| line.to_lowercase().starts_with("bcc")),
            "{head}"
        );
    }
}
