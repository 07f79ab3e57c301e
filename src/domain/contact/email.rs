//! E-mail addresses. Stricter than RFC 5322, which allows what no mailbox uses and attackers like: quotes, comments,
//! line breaks. Lengths are those of RFC 5321, section 4.5.3.1.

use std::fmt;

use crate::visible::is_invisible;

/// Longest address in bytes.
const MAX_ADDRESS: usize = 254;
/// Longest part before the `@` in bytes.
const MAX_LOCAL: usize = 64;
/// Longest part between two points of a domain in bytes.
const MAX_LABEL: usize = 63;
/// Signs that a mailbox's name can have beside letters and digits (RFC 5322's `atext`).
const LOCAL_SIGNS: &str = "!#$%&'*+-/=?^_`{|}~.";

/// An address that mail can be sent to, in lower case. Nothing in it can break out of a mail header.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Why something is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailFault {
    /// Nothing was written.
    Empty,
    /// A character that no address has: a space, a control character, a bracket.
    Character(char),
    /// No `@`, or more than one.
    At,
    /// The part before the `@` is empty, too long, or has points in wrong places.
    Mailbox,
    /// The part behind the `@` is no domain name.
    Domain,
    /// Longer than mail servers take.
    TooLong,
}

impl Email {
    /// Reads an address. Space and invisible characters around it are a copying accident and dropped; within it they
    /// are refused.
    ///
    /// # Errors
    /// An [`EmailFault`] that says what is wrong with it.
    pub fn parse(input: &str) -> Result<Self, EmailFault> {
        let address = input
            .trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
            .to_lowercase();
        if address.is_empty() {
            return Err(EmailFault::Empty);
        }
        let allowed = |c: char| c.is_alphanumeric() || c == '@' || LOCAL_SIGNS.contains(c);
        if let Some(character) = address.chars().find(|c| !allowed(*c)) {
            return Err(EmailFault::Character(character));
        }
        let mut parts = address.split('@');
        let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(EmailFault::At);
        };
        if address.len() > MAX_ADDRESS {
            return Err(EmailFault::TooLong);
        }
        if local.is_empty() || local.len() > MAX_LOCAL || local.split('.').any(str::is_empty) {
            return Err(EmailFault::Mailbox);
        }
        if !is_domain(domain) {
            return Err(EmailFault::Domain);
        }
        Ok(Self(address))
    }

    /// The address, as it is stored, shown and sent to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two addresses of one mailbox have in common: the address without a `+tag`.
    pub fn key(&self) -> String {
        match self.0.split_once('@') {
            Some((local, domain)) => {
                let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
                format!("{}@{domain}", if mailbox.is_empty() { local } else { mailbox })
            }
            None => self.0.clone(),
        }
    }
}

/// Two labels at least, of letters, digits and inner hyphens; the last one is no number.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let of_letters = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        !label.is_empty()
            && label.len() <= MAX_LABEL
            && of_letters
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && !top.chars().all(|c| c.is_ascii_digit())
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(input: &str) -> Result<String, EmailFault> {
        Email::parse(input).map(|email| email.as_str().to_owned())
    }

    #[test]
    fn addresses_are_brought_to_one_form() {
        let cases = [
            (" Jana@Nordwind.Example\n", "jana@nordwind.example"),
            ("\u{feff}a@b.example\u{200b}\0", "a@b.example"),
            (
                "first.last+tag@sub.domain.example",
                "first.last+tag@sub.domain.example",
            ),
            ("o'neill_%1@x-y.example", "o'neill_%1@x-y.example"),
            ("ivan@почта.рф", "ivan@почта.рф"),
            ("jörg@müller.example", "jörg@müller.example"),
        ];
        for (input, expected) in cases {
            assert_eq!(read(input), Ok(expected.to_owned()), "{input:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let long_local = format!("{}@b.example", "a".repeat(65));
        let long_label = format!("a@{}.example", "b".repeat(64));
        let long = format!("a@{}example", "b.".repeat(130));
        let cases = [
            ("", EmailFault::Empty),
            (" \u{200b} ", EmailFault::Empty),
            (
                "a@b.example\r\nBcc: victim@c.example",
                EmailFault::Character('\r'),
            ),
            ("a b@c.example", EmailFault::Character(' ')),
            ("a\u{202e}@b.example", EmailFault::Character('\u{202e}')),
            ("Jana <a@b.example>", EmailFault::Character(' ')),
            ("<a@b.example>", EmailFault::Character('<')),
            ("a@b.example,c@d.example", EmailFault::Character(',')),
            ("\"a\"@b.example", EmailFault::Character('"')),
            ("a@[127.0.0.1]", EmailFault::Character('[')),
            ("nobody", EmailFault::At),
            ("a@b@c.example", EmailFault::At),
            ("@b.example", EmailFault::Mailbox),
            (".a@b.example", EmailFault::Mailbox),
            ("a..b@c.example", EmailFault::Mailbox),
            (&long_local, EmailFault::Mailbox),
            ("a@localhost", EmailFault::Domain),
            ("a@b.example.", EmailFault::Domain),
            ("a@-b.example", EmailFault::Domain),
            ("a@b_c.example", EmailFault::Domain),
            ("a@127.0.0.1", EmailFault::Domain),
            ("a@", EmailFault::Domain),
            (&long_label, EmailFault::Domain),
            (&long, EmailFault::TooLong),
        ];
        for (input, fault) in cases {
            assert_eq!(read(input), Err(fault), "{input:?}");
        }
    }

    #[test]
    fn a_tag_does_not_make_another_person() {
        let key = |input| Email::parse(input).unwrap().key();
        assert_eq!(key("Jana+leads@nordwind.example"), key("jana@nordwind.example"));
        assert_ne!(key("+1@nordwind.example"), key("+2@nordwind.example"));
    }

    #[test]
    fn an_address_does_not_reach_a_log() {
        assert_eq!(format!("{:?}", Email::parse("a@b.example")), "Ok(Email(…))");
    }

    proptest! {
        #[test]
        fn an_accepted_address_is_safe_in_a_header_and_reads_back(input in "[a-zA-Z.+\\-]{1,6}@[a-zA-Z\\-.]{1,9}|\\PC{1,12}@\\PC{1,12}|any") {
            if let Ok(email) = Email::parse(&input) {
                let address = email.as_str();
                prop_assert!(!address.contains(|c: char| c.is_control() || c.is_whitespace() || "<>,;:\"()[]\\".contains(c)));
                prop_assert_eq!(address.matches('@').count(), 1);
                prop_assert_eq!(Email::parse(address), Ok(email.clone()));
            }
        }
    }
}
