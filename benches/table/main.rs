//! The table of docs/PERFORMANCE.md: what a press, an arrival, a start and a list cost, each beside a yardstick that runs in
//! the same minutes on the same machine. `just bench` runs it, in under ten minutes.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement"
)]

mod child;
mod intake;
mod minimal_bot;
mod presses;
mod seed;
mod start;

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if std::env::args().any(|argument| argument == minimal_bot::NAME) {
        return runtime.block_on(minimal_bot::run());
    }
    runtime.block_on(async {
        tell("what", "measured", "goal");
        start::size();
        intake::measure().await;
        presses::measure().await;
        start::measure().await;
    });
}

/// One line of the table.
fn tell(what: &str, measured: &str, goal: &str) {
    println!("| {what:<48} | {measured:<44} | {goal:<12} |");
}
