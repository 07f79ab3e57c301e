//! The only reader of the environment. Every setting is a variable and a flag; all are listed in `.env.example`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::{ExposeSecret as _, SecretString};

#[cfg(debug_assertions)]
use crate::failpoint::DieAt;

/// A self-hosted Discord bot with which a sales team triages leads in its own channel.
#[derive(Debug, Parser)]
#[command(name = "leadbell", version, about)]
pub struct Cli {
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

/// Which database.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// The database; created and migrated on start.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://leadbell.db")]
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
    #[arg(long, env = "LEADBELL_LISTEN", default_value = "127.0.0.1:8080")]
    pub leadbell_listen: Listen,
    /// The address under which sources reach this machine, as shown to managers.
    #[arg(long, env = "LEADBELL_PUBLIC_URL")]
    pub leadbell_public_url: Option<String>,
}

impl Settings {
    /// The token, where one is set: an empty variable is none.
    #[must_use]
    pub fn token(&self) -> Option<&SecretString> {
        self.discord_token
            .as_ref()
            .filter(|token| !token.expose_secret().trim().is_empty())
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
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub page: SocketAddr,
}

/// How to log; `RUST_LOG` sets the levels.
#[derive(Clone, Debug, Args)]
pub struct Log {
    /// `text` to read, `json` to collect.
    #[arg(long, env = "LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
    /// Levels, like `info` or `leadbell=debug`.
    #[arg(long, env = "RUST_LOG", global = true)]
    pub rust_log: Option<String>,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum LogFormat {
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
        match text {
            "off" => Ok(Self::Off),
            address => address
                .parse()
                .map(Self::At)
                .map_err(|_| format!("{address:?} is neither an address like 127.0.0.1:8080 nor off")),
        }
    }
}
