//! Waiting for the bot: woken by changes, and looking at the clock meanwhile, which tests move.

use std::time::Duration;

use crate::{shared::Shared, world::World};

/// How often a moved clock is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// Waits until something is so, or there is no use in waiting any more; says whether it is so.
pub(crate) async fn until(
    shared: &Shared,
    is_so: impl Fn(&World) -> bool,
    gave_up: impl Fn(&World) -> bool,
) -> bool {
    let mut changes = shared.changes();
    let deadline = tokio::time::Instant::now() + shared.options.patience;
    loop {
        if shared.read(&is_so) {
            return true;
        }
        if shared.read(&gave_up) || tokio::time::Instant::now() >= deadline {
            return shared.read(&is_so);
        }
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(GLANCE) => {}
        }
    }
}

/// Waits for the first answer to an interaction, as long as Discord does.
pub(crate) async fn for_answer(shared: &Shared, interaction: u64) {
    let find = |world: &World| {
        world
            .interactions
            .get(&interaction)
            .is_none_or(|i| i.answer.is_some())
    };
    let late = |world: &World| {
        world
            .interactions
            .get(&interaction)
            .is_none_or(|i| i.is_late(world.now()))
    };
    until(shared, find, late).await;
}
