//! How much was checked, over all test programs of a run: a line for each test in `target/tmp/contract.tsv`.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use sandbox::Recorded;

use super::description::Description;
use super::requests::is_refused;

/// Adds a test: program, requests, of them refused as malformed, answers, events, violations.
pub fn add(requests: &[Recorded], events: usize, violations: usize) {
    if Description::get().is_none() {
        return;
    }
    let refused = requests.iter().filter(|request| is_refused(request)).count();
    let answers = requests.iter().filter(|r| !r.faulted).count();
    let line = format!(
        "{}\t{}\t{refused}\t{answers}\t{events}\t{violations}\n",
        env!("CARGO_PKG_NAME"),
        requests.len() - refused
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract.tsv");
    // One write each, so that programs that run side by side do not mix their lines.
    let written = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file)
        .and_then(|mut file| file.write_all(line.as_bytes()));
    written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// Says something past the test harness, which keeps what passing tests print to itself.
pub fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}
