//! `leadbell`: see [`leadbell::cli`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match leadbell::cli::main().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("leadbell: {error:#}");
            ExitCode::FAILURE
        }
    }
}
