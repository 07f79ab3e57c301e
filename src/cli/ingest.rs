//! `leadbell ingest FILE|-`: leads out of a CSV, JSON or JSON lines file, while the bot is stopped. What is killed in the middle
//! is run again: a lead that is there makes no second one.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::TimeDelta;

use crate::clock::Clock;
use crate::config::Ingest;
use crate::domain::event::Initiator;
use crate::domain::ids::TeamId;
use crate::flows::import;
use crate::flows::receive::Received;
use crate::intake::lead_file::{self, LeadFile};
use crate::store::{Store, open, teams};

/// Leads of one change: few enough to lose little, many enough that the disk's syncs do not count.
const BATCH: usize = 500;
/// How often progress is told.
const TOLD: TimeDelta = TimeDelta::seconds(1);

/// What became of a file.
#[derive(Default)]
struct Sum {
    kept: usize,
    seen_before: usize,
    /// Which row, and why.
    faults: Vec<(usize, String)>,
}

pub(super) async fn ingest(asked: &Ingest) -> anyhow::Result<()> {
    let bytes = read(&asked.file)?;
    let file = lead_file::read(&bytes).map_err(anyhow::Error::msg)?;
    let store = open(&asked.database.database_url).await?;
    let taken = take_in(&store, asked, &file).await;
    store.close().await;
    let sum = taken?;
    println!(
        "{} new leads, {} that were there before, {} rows with faults.",
        sum.kept,
        sum.seen_before,
        sum.faults.len()
    );
    if sum.faults.is_empty() {
        return Ok(());
    }
    for (at, why) in sum.faults.iter().take(10) {
        eprintln!("  line {}: {why}", file.rows[*at].line);
    }
    if let Some(path) = &asked.faults {
        let written = file
            .faults(&sum.faults)
            .and_then(|text| std::fs::write(path, text));
        written.with_context(|| format!("cannot write {}", path.display()))?;
        eprintln!(
            "Every row with a fault is in {}: mend it there, and ingest that file.",
            path.display()
        );
    } else if sum.faults.len() > 10 {
        eprintln!(
            "  … and {} more; --faults FILE writes them all to a file.",
            sum.faults.len() - 10
        );
    }
    bail!("{} rows were not taken in", sum.faults.len())
}

async fn take_in(store: &Store, asked: &Ingest, file: &LeadFile) -> anyhow::Result<Sum> {
    let team = team(store, asked.team).await?;
    let clock = Clock::real();
    let (begun, mut told) = (clock.now(), clock.now());
    let mut sum = Sum::default();
    for (number, rows) in file.rows.chunks(BATCH).enumerate() {
        let first = number * BATCH;
        let mut places = Vec::new();
        let mut leads = Vec::new();
        for (at, row) in (first..).zip(rows) {
            match &row.lead {
                Ok(incoming) => {
                    places.push(at);
                    leads.push(incoming.clone());
                }
                Err(why) => sum.faults.push((at, why.clone())),
            }
        }
        let became =
            import::batch(store, (team, Initiator::Operator), leads, asked.ring, clock.now()).await?;
        for (at, received) in places.into_iter().zip(became) {
            match received {
                Received::Kept(..) => sum.kept += 1,
                Received::SeenBefore(..) => sum.seen_before += 1,
                Received::Conflict(lead) => {
                    sum.faults
                        .push((at, format!("{lead} came under the same id with other content")));
                }
            }
        }
        let (done, now) = (first + rows.len(), clock.now());
        if now - told >= TOLD || done == file.rows.len() {
            told = now;
            progress(done, file.rows.len(), now - begun);
        }
    }
    sum.faults.sort_unstable();
    Ok(sum)
}

/// A line that replaces the one before, where somebody looks; a line of its own in a log.
fn progress(done: usize, all: usize, took: TimeDelta) {
    let took = usize::try_from(took.num_milliseconds()).unwrap_or(0).max(1);
    let rate = done * 1000 / took;
    let end = if std::io::stderr().is_terminal() && done < all {
        '\r'
    } else {
        '\n'
    };
    // Nobody needs to know that nobody reads it.
    let _ = write!(std::io::stderr(), "{done} of {all} rows, {rate} a second{end}");
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The team that was named, or the only one.
async fn team(store: &Store, named: Option<i64>) -> anyhow::Result<TeamId> {
    let mut conn = store.read().await?;
    if let Some(id) = named {
        let found = teams::find(&mut conn, TeamId(id)).await?;
        return found
            .map(|team| team.id)
            .with_context(|| format!("there is no team {id}"));
    }
    let ids = teams::list_set_up(&mut conn).await?;
    match ids.as_slice() {
        [] => bail!("no team is set up yet: run /setup in Discord first"),
        [team] => Ok(*team),
        ids => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            bail!(
                "there are several teams: say which with --team, one of {}",
                ids.join(", ")
            )
        }
    }
}
