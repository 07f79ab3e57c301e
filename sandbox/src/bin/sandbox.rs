//! A sandbox of one's own: one server with two members, its address and token printed as a bot's environment.
//!
//! `cargo run -p sandbox -- 127.0.0.1:4000`; without an address it takes a free port.

#![expect(clippy::print_stdout, reason = "what is printed is what the program is for")]

use std::{error::Error, net::SocketAddr};

use sandbox::{Options, Sandbox, options::movable_now, permissions};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (now, jump) = movable_now();
    let mut options = Options {
        now,
        jump: Some(jump),
        ..Options::default()
    };
    if let Some(address) = std::env::args().nth(1) {
        options.listen = address.parse::<SocketAddr>()?;
    }
    let sandbox = Sandbox::start(options).await?;
    let guild = sandbox.add_guild("Sandbox");
    let managers = guild.add_role("Managers");
    managers.allow(permissions::MANAGE_GUILD);
    let (_general, _anna) = (
        guild.add_channel("general"),
        guild.add_member("Anna", &[&managers]),
    );
    let _bert = guild.add_member("Bert", &[]);
    println!("DISCORD_API_URL={}", sandbox.url());
    println!("DISCORD_TOKEN={}", sandbox.token());
    tokio::signal::ctrl_c().await?;
    Ok(())
}
