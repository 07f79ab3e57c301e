//! The command line. An error ends as one clear sentence on standard error and an exit code that is not 0.

mod backup;
pub(crate) mod demo;
mod doctor;
mod ingest;
mod restore;
mod run;

use clap::Parser as _;

use crate::config::{Cli, Command};
use crate::{store, telemetry};

/// Does what the command line says.
///
/// # Errors
/// Why it could not be done, in words for whoever typed it.
pub async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    // Whoever tries the demo reads its address, and nothing else unless something is wrong.
    let levels = match cli.command {
        Command::Demo(_) => telemetry::QUIET,
        _ => telemetry::DEFAULT,
    };
    telemetry::start(&cli.log, levels);
    #[cfg(debug_assertions)]
    {
        cli.die_at.into_iter().for_each(crate::failpoint::arm);
        crate::failpoint::trust_disk(cli.trust_disk);
    }
    match cli.command {
        Command::Run(settings) => run::run(settings).await,
        Command::Demo(demo) => demo::demo(&demo).await,
        Command::Doctor(settings) => doctor::doctor(&settings).await,
        Command::Migrate(database) => {
            store::open(&database.database_url).await?.close().await;
            println!("The database is up to date.");
            Ok(())
        }
        Command::Ingest(asked) => ingest::ingest(&asked).await,
        Command::Backup { file, database } => backup::backup(&database.database_url, &file).await,
        Command::Restore { file, database } => restore::restore(&database.database_url, &file).await,
    }
}
