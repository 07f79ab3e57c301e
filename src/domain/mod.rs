//! What a lead is and what may happen to it. Pure: no async, no database, no Discord, no clock; every function
//! here is given the time and the facts it decides on, so that all of it can be tested exhaustively.

pub mod contact;
pub mod dates;
pub mod deadline;
pub mod deal;
pub mod delay;
pub mod event;
pub mod form;
pub mod ids;
pub mod initiator;
pub mod lead;
pub mod list;
pub mod message;
pub mod money;
pub mod notice;
pub mod notice_settings;
pub mod owed_notices;
pub mod parked;
pub mod permission;
pub mod reason;
pub mod recognise;
pub mod refusal;
pub mod reminder_schedule;
pub mod search;
pub mod stage;
pub mod team;
pub mod transition;
pub mod view;
mod weekday;
pub mod working_hours;
