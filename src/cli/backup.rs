//! `leadbell backup FILE`: a consistent copy, also while the bot runs.

use std::path::Path;

pub(super) async fn backup(url: &str, file: &Path) -> anyhow::Result<()> {
    crate::store::backup(url, file).await?;
    println!("The copy is in {}.", file.display());
    Ok(())
}
