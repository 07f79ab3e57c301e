//! The bot's face in Discord: cards, buttons, forms and commands. Parses what a member did, calls a flow, and answers.
//! Nothing that matters is kept in memory: a control's id says all there is to know about it.

pub mod bot;
pub mod cards;
pub mod commands;
pub(crate) mod controls;
pub mod custom_id;
mod deleted_roles;
pub(crate) mod dispatch;
pub mod form;
pub(crate) mod framework;
pub mod gateway;
pub mod interaction;
pub(crate) mod lost_card;
pub mod posting;
pub(crate) mod recent_interactions;
pub mod registration;
pub mod reply;
