//! What a request may contain. Each file checks one part of a form, collects every fault, and returns it normalised,
//! as Discord shows it afterwards.

pub(crate) mod callback;
mod choose;
pub(crate) mod command;
pub(crate) mod component;
pub(crate) mod embed;
mod fields;
mod layout;
mod mentions;
pub(crate) mod message;
mod modal;
mod option;
mod poll;
mod select;
mod url;

pub(crate) use fields::Fields;
