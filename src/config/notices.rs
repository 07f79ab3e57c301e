//! Mail and webhooks out: where mail is handed in, and where webhooks may go.

use std::path::PathBuf;

use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};

use super::{is_on, path};

/// Mail and webhooks out.
#[derive(Clone, Debug, Args)]
pub(crate) struct Notices {
    /// The mail server: `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465` (TLS).
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<SecretString>,
    /// The address that mail comes from.
    #[arg(long, env = "MAIL_FROM")]
    pub mail_from: Option<String>,
    /// A PEM file with the certificate authority of a mail server of your own.
    #[arg(long, env = "SMTP_CA_FILE", value_parser = path)]
    pub smtp_ca_file: Option<PathBuf>,
    /// Let webhooks go to addresses inside your own network, and without TLS.
    #[arg(long, env = "LEADBELL_ALLOW_PRIVATE_WEBHOOKS", default_value_t = false, action = clap::ArgAction::Set, value_parser = is_on)]
    pub allow_private_webhooks: bool,
}

impl Notices {
    /// The mail server, where one is set: an empty variable is none.
    ///
    /// # Errors
    /// That only one of the two is set, in words.
    pub fn smtp(&self) -> anyhow::Result<Option<SmtpSettings>> {
        let url = self.smtp_url.as_ref();
        let url = url.filter(|url| !url.expose_secret().trim().is_empty());
        let from = self.mail_from.as_deref().map(str::trim);
        match (url, from.filter(|from| !from.is_empty())) {
            (None, None) => Ok(None),
            (Some(_), None) => {
                anyhow::bail!(
                    "SMTP_URL is set and MAIL_FROM is not: set it to the address that mail comes from"
                )
            }
            (None, Some(_)) => {
                anyhow::bail!(
                    "MAIL_FROM is set and SMTP_URL is not: set it to your mail server, or leave both out"
                )
            }
            (Some(url), Some(from)) => Ok(Some(SmtpSettings {
                url: url.clone(),
                from: from.to_owned(),
                ca_file: self
                    .smtp_ca_file
                    .clone()
                    .filter(|file| !file.as_os_str().is_empty()),
            })),
        }
    }
}

/// Where mail is handed in.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` (TLS).
    pub url: SecretString,
    /// The address that mail comes from, with or without a name.
    pub from: String,
    /// A PEM file of another certificate authority to be trusted.
    pub ca_file: Option<PathBuf>,
}
