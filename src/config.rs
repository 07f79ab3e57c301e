//! The only reader of the environment. Every setting is a variable and a flag; all are listed in `.env.example`.

mod notices;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use secrecy::{ExposeSecret as _, SecretString};

use self::notices::Notices;
pub use self::notices::SmtpSettings;

#[cfg(debug_assertions)]
use crate::failpoint::DieAt;

/// Reads `.env` in the working folder, where there is one; variables of the environment win. Called before anything else.
///
/// # Errors
/// That a line of it cannot be read, with the line.
pub fn read_env_file() -> anyhow::Result<()> {
    match dotenvy::from_path(".env") {
        Ok(()) => Ok(()),
        Err(error) if error.not_found() => Ok(()),
        Err(dotenvy::Error::LineParse(line, _)) => {
            // The line may hold a secret, its name does not.
            let name = line.split('=').next().unwrap_or_default().trim();
            anyhow::bail!(
                "the file .env cannot be read at the line of {name:?}: write NAME=value, and put quotes around a value with spaces"
            )
        }
        Err(error) => Err(anyhow::Error::new(error).context("the file .env cannot be read")),
    }
}

/// A self-hosted Discord bot with which a sales team triages leads in its own channel.
#[derive(Debug, Parser)]
#[command(name = "leadbell", version, about)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to log.
    #[command(flatten)]
    pub log: Log,
    /// Where a test has it die.
    #[cfg(debug_assertions)]
    #[arg(long, env = "LEADBELL_DIE_AT", hide = true, global = true)]
    pub die_at: Option<DieAt>,
    /// Has a test see what is lost without a sync for each commit.
    #[cfg(debug_assertions)]
    #[arg(long, env = "LEADBELL_TRUST_DISK", hide = true, global = true)]
    pub trust_disk: bool,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the bot: needs a bot token.
    Run(Settings),
    /// Try it without Discord: a local stand-in with a page in the browser, a fresh database and sample leads.
    Demo(Demo),
    /// Check token, gateway, channels, database and clock, and say what to do.
    Doctor(Settings),
    /// Bring the database up to this version of the program.
    Migrate(Database),
    /// Take in the leads of a file, while the bot is stopped: CSV, JSON, or a JSON object a line.
    Ingest(Ingest),
    /// Make a consistent copy of the database, also while the bot runs.
    Backup {
        /// Where to; must not exist yet.
        file: PathBuf,
        /// Of which database.
        #[command(flatten)]
        database: Database,
    },
    /// Put a copy back in place of the database, while the bot is stopped; what was there is kept beside it.
    Restore {
        /// The copy; it is checked, and not changed.
        file: PathBuf,
        /// In place of which database.
        #[command(flatten)]
        database: Database,
    },
}

/// What is to be taken in.
#[derive(Clone, Debug, Args)]
pub struct Ingest {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// For which team: its server's id. Needed where there are several.
    #[arg(long)]
    pub team: Option<i64>,
    /// Treat them as news: with a deadline, reminders and a ping.
    #[arg(long)]
    pub ring: bool,
    /// Where to write the rows that could not be taken in.
    #[arg(long)]
    pub faults: Option<PathBuf>,
    /// Into which database.
    #[command(flatten)]
    pub database: Database,
}

/// Which database.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// The database; created and migrated on start.
    #[arg(long, env = "DATABASE_URL", default_value = DATABASE, value_parser = database)]
    pub database_url: String,
}

/// What the bot needs to run.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The bot's token.
    #[arg(long, env = "DISCORD_TOKEN", hide_env_values = true)]
    pub discord_token: Option<SecretString>,
    /// Another API origin than Discord's own; the gateway address comes from it.
    #[arg(long, env = "DISCORD_API_URL")]
    pub discord_api_url: Option<String>,
    /// The database.
    #[command(flatten)]
    pub database: Database,
    /// Where intake and health checks listen; `off` for nowhere.
    #[arg(long, env = "LEADBELL_LISTEN", default_value = LISTEN)]
    pub leadbell_listen: Listen,
    /// The address under which sources reach this machine, as shown to managers.
    #[arg(long, env = "LEADBELL_PUBLIC_URL")]
    pub leadbell_public_url: Option<String>,
    /// Mail and webhooks out.
    #[command(flatten)]
    pub(crate) notices: Notices,
}

impl Settings {
    /// The token, where one is set: an empty variable is none.
    #[must_use]
    pub fn token(&self) -> Option<&SecretString> {
        self.discord_token
            .as_ref()
            .filter(|token| !token.expose_secret().trim().is_empty())
    }

    /// The address that managers are shown, where one is set.
    #[must_use]
    pub fn public_url(&self) -> Option<&str> {
        self.leadbell_public_url
            .as_deref()
            .map(str::trim)
            .filter(|url| !url.is_empty())
    }

    /// The other API origin, where one is set.
    #[must_use]
    pub fn api_url(&self) -> Option<&str> {
        self.discord_api_url
            .as_deref()
            .map(str::trim)
            .filter(|url| !url.is_empty())
    }
}

/// What the demo can be told.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Where the page is; a port of 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:8090", value_parser = socket_address)]
    pub page: SocketAddr,
}

/// How to log; `RUST_LOG` sets the levels.
#[derive(Clone, Debug, Args)]
pub(crate) struct Log {
    /// `text` to read, `json` to collect.
    #[arg(long, env = "LOG_FORMAT", default_value = "text", global = true, value_parser = log_format)]
    pub log_format: LogFormat,
    /// Levels, like `info` or `leadbell=debug`.
    #[arg(long, env = "RUST_LOG", global = true)]
    pub rust_log: Option<String>,
}

impl Log {
    /// The levels, where some are set.
    #[must_use]
    pub fn levels(&self) -> Option<&str> {
        self.rust_log
            .as_deref()
            .filter(|levels| !levels.trim().is_empty())
    }
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LogFormat {
    /// A line to read.
    Text,
    /// A JSON object.
    Json,
}

/// Where intake listens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Listen {
    /// At this address.
    At(SocketAddr),
    /// Nowhere.
    Off,
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => socket_address(LISTEN).map(Self::At),
            off if off.eq_ignore_ascii_case("off") => Ok(Self::Off),
            address => socket_address(address).map(Self::At),
        }
    }
}

const LISTEN: &str = "127.0.0.1:8080";
const DATABASE: &str = "sqlite://leadbell.db";

/// An address and port, or a name that this machine knows (`localhost:8080`): IPv4 first, since that is what most who call
/// `localhost` try.
fn socket_address(text: &str) -> Result<SocketAddr, String> {
    use std::net::ToSocketAddrs as _;
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let known: Vec<SocketAddr> = text.to_socket_addrs().map(Iterator::collect).unwrap_or_default();
    let first = known.iter().find(|address| address.is_ipv4()).or(known.first());
    first.copied().ok_or_else(|| {
        format!(
            "{text:?} is no address with a port: write {LISTEN} for this machine alone, 0.0.0.0:8080 for all networks, or off"
        )
    })
}

/// A variable that is set to nothing is not set: what a `.env` leaves empty has its default.
#[expect(clippy::unnecessary_wraps, reason = "clap asks for it")]
fn database(text: &str) -> Result<String, String> {
    let text = text.trim();
    Ok(if text.is_empty() { DATABASE } else { text }.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "clap asks for it")]
fn path(text: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(text.trim()))
}

fn is_on(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "" | "false" | "no" | "n" | "f" | "off" | "0" => Ok(false),
        "true" | "yes" | "y" | "t" | "on" | "1" => Ok(true),
        _ => Err(format!("{text:?} is neither true nor false")),
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text.trim().to_lowercase().as_str() {
        "" | "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("{text:?} is neither text nor json")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(arguments: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(["leadbell", "run"].iter().chain(arguments))
    }

    fn listen(text: &str) -> Result<String, String> {
        match text.parse::<Listen>()? {
            Listen::At(address) => Ok(address.to_string()),
            Listen::Off => Ok("off".to_owned()),
        }
    }

    #[test]
    fn where_to_listen_is_read_as_people_write_it() {
        for (text, address) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            ("[::1]:8080", "[::1]:8080"),
            (" 127.0.0.1:9 ", "127.0.0.1:9"),
            ("", LISTEN),
            ("  ", LISTEN),
            ("off", "off"),
            ("OFF", "off"),
        ] {
            assert_eq!(listen(text).as_deref(), Ok(address), "{text:?}");
        }
        for text in [
            "8080",
            ":8080",
            "localhost",
            "127.0.0.1",
            "127.0.0.1:http",
            "1.2.3.4:99999",
            "none",
        ] {
            assert!(listen(text).unwrap_err().contains("0.0.0.0:8080"), "{text:?}");
        }
    }

    #[test]
    fn what_is_set_to_nothing_has_its_default() {
        let empty = run(&[
            "--discord-token=",
            "--discord-api-url=",
            "--database-url=",
            "--leadbell-listen=",
            "--leadbell-public-url=",
            "--smtp-url=",
            "--mail-from=",
            "--smtp-ca-file=",
            "--allow-private-webhooks=",
            "--log-format=",
            "--rust-log=",
        ])
        .unwrap();
        let Command::Run(settings) = empty.command else {
            panic!("another command")
        };
        assert_eq!(settings.database.database_url, DATABASE);
        assert_eq!(settings.leadbell_listen, LISTEN.parse().unwrap());
        assert!(
            settings.token().is_none()
                && settings.api_url().is_none()
                && settings.notices.smtp().unwrap().is_none()
        );
        assert!(!settings.notices.allow_private_webhooks);
        assert_eq!(
            (settings.public_url(), empty.log.levels(), empty.log.log_format),
            (None, None, LogFormat::Text)
        );
        assert!(run(&["--log-format=xml"]).is_err());
    }
}
