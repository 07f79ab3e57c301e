//! What a lead is and what may happen to it. Pure: no async, no database, no Discord, no clock; every function
//! here is given the time and the facts it decides on, so that all of it can be tested exhaustively.

pub(crate) mod absence;
pub(crate) mod assignment;
pub mod contact;
pub mod dates;
pub mod deadline;
pub mod deal;
pub mod delay;
pub mod event;
pub mod form;
pub mod ids;
pub(crate) mod initiator;
pub mod lead;
pub mod list;
pub(crate) mod mask;
pub mod message;
pub mod money;
pub mod notice;
pub(crate) mod notice_settings;
pub(crate) mod owed_notices;
pub mod parked;
pub mod permission;
pub mod reason;
pub(crate) mod recognise;
pub mod refusal;
pub(crate) mod reminder_schedule;
pub mod search;
pub mod setting;
pub(crate) mod solution;
pub mod stage;
pub mod team;
pub(crate) mod transition;
pub mod view;
mod weekday;
pub mod working_hours;
