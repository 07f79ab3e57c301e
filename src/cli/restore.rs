//! `leadbell restore FILE`: puts a copy back, while the bot is stopped.

use std::path::Path;

use crate::clock::Clock;

pub(super) async fn restore(url: &str, file: &Path) -> anyhow::Result<()> {
    let stamp = Clock::real().now().format("%Y-%m-%d-%H%M%S").to_string();
    let restored = crate::store::restore(url, file, &stamp).await?;
    println!(
        "{} is in place as {}.",
        file.display(),
        restored.database.display()
    );
    if let Some(kept) = restored.kept {
        println!("What was there before is kept as {}.", kept.display());
    }
    println!("Now start Leadbell again: cards that are in Discord already are found, not posted twice.");
    Ok(())
}
