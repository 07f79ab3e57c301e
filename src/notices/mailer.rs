//! The mail server: any provider's, over TLS, with one pool of connections. Errors are sorted into those that pass and
//! those that do not.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use lettre::message::Mailbox;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use reqwest::Url;
use secrecy::ExposeSecret as _;

use super::capture::Outgoing;
use super::letter::Letter;
use super::message::{self, Addressed};
use crate::config::SmtpSettings;
use crate::text::safe::{cut, plain_line};

/// How long the server may take for one command, and for a whole mail.
const COMMAND: Duration = Duration::from_secs(20);
const WHOLE: Duration = Duration::from_secs(60);
/// How many connections at a time, and how long an idle one is kept: servers close theirs after some minutes.
const CONNECTIONS: u32 = 4;
const IDLE: Duration = Duration::from_secs(60);
/// How much of a server's words is kept.
const WORDS: usize = 300;
/// Codes that are about our own account and not about the mail: RFC 4954, section 6.
const ACCOUNT: [&str; 6] = ["432", "454", "530", "534", "535", "538"];

/// Why a mail was not taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum MailError {
    /// It may be taken later: what happened.
    Later(String),
    /// It will not be: what the server said.
    Refused(String),
}

/// What sends mail.
#[derive(Clone)]
pub enum Mailer {
    /// Nothing: people tell customers and senders by hand.
    Off,
    /// Nothing either, but what would go out is shown.
    Capture(Outgoing),
    /// A server.
    Smtp(Box<Smtp>),
}

/// A server to hand mail in.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Capture(_) => "Capture",
            Self::Smtp(_) => "Smtp",
        })
    }
}

impl Mailer {
    /// A mailer for the server that is set; none where none is.
    ///
    /// # Errors
    /// As [`Self::smtp`].
    pub fn of(settings: Option<&SmtpSettings>) -> anyhow::Result<Self> {
        settings.map_or(Ok(Self::Off), Self::smtp)
    }

    /// A mailer for a server. Nothing is connected yet.
    ///
    /// # Errors
    /// What is wrong with the settings, in words for whoever set them.
    pub fn smtp(settings: &SmtpSettings) -> anyhow::Result<Self> {
        let from: Mailbox = settings.from.parse().ok().context(
            "MAIL_FROM is no mail address: set it to one like leads@example.com or Leads <leads@example.com>",
        )?;
        let url = Url::parse(settings.url.expose_secret().trim()).ok().context(
            "SMTP_URL is no address: set it to one like smtp://user:password@mail.example.com:587",
        )?;
        let host = url.host_str().context("SMTP_URL names no host")?.to_owned();
        let mut parameters = TlsParameters::builder(host.clone());
        if let Some(file) = &settings.ca_file {
            let pem = std::fs::read(file)
                .with_context(|| format!("SMTP_CA_FILE: {} cannot be read", file.display()))?;
            let authority = Certificate::from_pem(&pem)
                .ok()
                .with_context(|| format!("SMTP_CA_FILE: {} is no certificate (PEM)", file.display()))?;
            parameters = parameters.add_root_certificate(authority);
        }
        let parameters = parameters.build().context("no TLS client can be made")?;
        let wish = url.query_pairs().find(|(key, _)| key == "tls");
        let wish = wish.map(|(_, value)| value.into_owned());
        let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        let (tls, port) = match (url.scheme(), wish.as_deref()) {
            ("smtps", _) => (Tls::Wrapper(parameters), 465),
            ("smtp", Some("required")) => (Tls::Required(parameters), 587),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic(parameters), 587),
            ("smtp", Some("none")) => (Tls::None, 25),
            // A server on this machine seldom has a certificate for it.
            ("smtp", None) if is_here => (Tls::Opportunistic(parameters), 25),
            ("smtp", None) => (Tls::Required(parameters), 587),
            ("smtp", Some(_)) => bail!("SMTP_URL: tls is required, opportunistic or none"),
            _ => bail!("SMTP_URL begins with smtp:// (STARTTLS) or smtps:// (TLS)"),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(url.port().unwrap_or(port))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(COMMAND))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE))
            .tls(tls);
        if let Some(password) = url.password() {
            let decode = |text: &str| {
                let bytes = percent_encoding::percent_decode_str(text);
                bytes.decode_utf8().map(std::borrow::Cow::into_owned)
            };
            let user = decode(url.username()).context("SMTP_URL: the user's name is no text")?;
            let password = decode(password).context("SMTP_URL: the password is no text")?;
            ensure!(
                wish.as_deref() != Some("none") || is_here,
                "SMTP_URL: a password does not go over an open line; leave tls=none out"
            );
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self::Smtp(Box::new(Smtp {
            transport: builder.build(),
            from,
        })))
    }

    /// Where mail comes from; `None` where none is sent.
    #[must_use]
    pub fn from(&self) -> Option<String> {
        match self {
            Self::Smtp(smtp) => Some(smtp.from.email.to_string()),
            Self::Off | Self::Capture(_) => None,
        }
    }

    /// Hands a mail in. It may be delivered more than once where the answer is lost; its Message-ID is the same then.
    ///
    /// # Errors
    /// [`MailError`].
    pub(crate) async fn send(&self, addressed: &Addressed, letter: &Letter) -> Result<(), MailError> {
        let smtp = match self {
            Self::Off => return Err(MailError::Later("no mail server is set".to_owned())),
            Self::Capture(outgoing) => {
                outgoing.push(addressed, letter);
                return Ok(());
            }
            Self::Smtp(smtp) => smtp,
        };
        let mail = message::build(&smtp.from, addressed, letter).map_err(MailError::Refused)?;
        match tokio::time::timeout(WHOLE, smtp.transport.send(mail)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(sorted(&error)),
            Err(_) => Err(MailError::Later(format!(
                "the mail server took longer than {} s",
                WHOLE.as_secs()
            ))),
        }
    }

    /// Whether the server can be reached and takes our account: connects, and says nothing more.
    ///
    /// # Errors
    /// What is in the way, in words.
    pub async fn check(&self) -> Result<(), String> {
        let Self::Smtp(smtp) = self else { return Ok(()) };
        match tokio::time::timeout(WHOLE, smtp.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("it does not answer as a mail server does".to_owned()),
            Ok(Err(error)) => Err(said(&error)),
            Err(_) => Err("it does not answer in time".to_owned()),
        }
    }
}

fn sorted(error: &lettre::transport::smtp::Error) -> MailError {
    let words = said(error);
    let is_about_us = error
        .status()
        .is_some_and(|code| ACCOUNT.contains(&code.to_string().as_str()));
    // `is_client`: an address that this server does not take, such as one that needs SMTPUTF8.
    if (error.is_permanent() && !is_about_us) || error.is_client() {
        MailError::Refused(words)
    } else {
        MailError::Later(words)
    }
}

/// `550: mailbox unavailable`; for people, in one line.
fn said(error: &lettre::transport::smtp::Error) -> String {
    let mut words = Vec::new();
    if let Some(code) = error.status() {
        words.push(code.to_string());
    } else if error.is_tls() {
        words.push("no encrypted connection".to_owned());
    }
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let text = inner.to_string();
        if !words.contains(&text) {
            words.push(text);
        }
        source = inner.source();
    }
    if words.is_empty() {
        words.push(error.to_string());
    }
    cut(&without_addresses(&words.join(": ")), WORDS).into_owned()
}

/// A server's words for the whole team to read: who may not see a customer's address does not see it there.
fn without_addresses(text: &str) -> String {
    let line = plain_line(text);
    let words = line
        .split(' ')
        .map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(url: &str, from: &str) -> Result<Mailer, String> {
        let settings = SmtpSettings {
            url: url.into(),
            from: from.to_owned(),
            ca_file: None,
        };
        Mailer::smtp(&settings).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn settings_that_cannot_work_are_told_in_words() {
        for (url, from, words) in [
            ("mail.example.com", "a@b.example", "SMTP_URL is no address"),
            ("http://mail.example.com", "a@b.example", "SMTP_URL begins with"),
            ("smtp://mail.example.com?tls=maybe", "a@b.example", "tls is"),
            ("smtp://u:p@mail.example.com?tls=none", "a@b.example", "open line"),
            ("smtp://mail.example.com", "nobody", "MAIL_FROM"),
        ] {
            let wrong = made(url, from).err().unwrap_or_default();
            assert!(wrong.contains(words), "{url} {from}: {wrong}");
        }
    }

    #[test]
    fn a_servers_words_name_no_mailbox() {
        let words = without_addresses("550 5.1.1 <jana@nordwind.example>: user\r\nunknown");
        assert_eq!(words, "550 5.1.1 … user unknown");
    }

    #[tokio::test]
    async fn each_form_of_an_address_is_taken() {
        for url in [
            "smtp://mail.example.com",
            "smtps://u%40x:p%3A@mail.example.com:465",
            "smtp://localhost:1025",
            "smtp://mail.example.com?tls=opportunistic",
        ] {
            let mailer = made(url, "Leads <leads@example.com>").unwrap();
            assert_eq!(mailer.from().as_deref(), Some("leads@example.com"), "{url}");
        }
    }
}
