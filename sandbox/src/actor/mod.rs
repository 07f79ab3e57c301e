//! Handles on the world for tests and pages: servers, channels, roles, members, messages, replies.
//!
//! A handle is an id and a way to the world: it always shows the present. What a member does goes through
//! [`Member`], which refuses what a Discord client would not let a person do.

mod acts;
mod attempt;
mod channel;
mod guild;
mod member;
mod message;
mod reply;
mod role;
mod slash;
mod wait;

pub use self::{
    attempt::Impossible,
    channel::Channel,
    guild::Guild,
    member::Member,
    message::{Button, Message, Select},
    reply::{Choice, Kind, Modal, ModalField, Reply},
    role::Role,
};
pub(crate) use self::{attempt::impossible, slash::list_offered};
