//! `leadbell`: see [`leadbell::cli`].

use std::process::ExitCode;

/// Not the system's: what a flood of presses took is to be given back, which glibc's arenas do late. Not measured yet, see
/// docs/PERFORMANCE.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Before there are threads: what the file sets is the environment's from here on.
    if let Err(error) = leadbell::config::read_env_file() {
        eprintln!("leadbell: {error:#}");
        return ExitCode::FAILURE;
    }
    let ended = tokio::runtime::Runtime::new()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| {
            let ended = runtime.block_on(leadbell::cli::main());
            // Not waited for: all of ours has been joined, and a library's task that never yields must not keep a
            // program that has ended from ending.
            runtime.shutdown_background();
            ended
        });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("leadbell: {error:#}");
            ExitCode::FAILURE
        }
    }
}
