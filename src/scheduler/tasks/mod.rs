//! What the driver runs. Each takes no input, may be run at any time, and does nothing when run again.

pub mod due;
pub mod tidy;
