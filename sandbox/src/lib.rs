//! A local stand-in for Discord: REST v10, gateway v10, limits, faults, and members who press, type and choose.
//!
//! Start a [`Sandbox`], give a bot its [`Sandbox::url`] and [`Sandbox::token`], and act as its members:
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! let sandbox = sandbox::Sandbox::start(sandbox::Options::default()).await?;
//! let guild = sandbox.add_guild("Nordlicht Partners");
//! let channel = guild.add_channel("general");
//! let anna = guild.add_member("Anna", &[]);
//! sandbox.bot_is_online().await;
//! let reply = anna.slash(&channel, "/ping").await;
//! assert_eq!(reply.text(), "Pong!");
//! # Ok(())
//! # }
//! ```
//!
//! Or open the same address in a browser and be one of them by hand: `cargo run -p sandbox --example page` shows it.
//! A program can put buttons ([`Sandbox::set_toolbar`]) and a hint ([`Sandbox::set_welcome`]) on that page, and a panel
//! ([`Sandbox::set_panel`]) beside it.

pub mod actor;
mod control;
pub mod faults;
mod gateway;
mod hub;
pub mod intents;
mod limiter;
pub mod limits;
pub mod options;
mod page;
mod panel;
pub mod permissions;
pub mod record;
pub mod refusal;
mod rest;
mod sandbox;
mod server;
mod shared;
mod sync;
mod toolbar;
mod validate;
mod world;

pub use actor::{
    Button, Channel, Choice, Guild, Impossible, Kind, Member, Message, Modal, ModalField, Reply, Role, Select,
};
pub use faults::{Fault, FaultHandle};
pub use hub::Identify;
pub use options::{Jump, Now, Options};
pub use panel::{Panel, PanelEntry};
pub use record::Recorded;
pub use sandbox::{GatewayFaults, Held, Sandbox};
pub use toolbar::Action;
pub use world::message::Mentions;
