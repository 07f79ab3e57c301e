//! What happens by itself when its time has come. Due things are rows: the driver sleeps until the earliest and is woken
//! by changes, so that its cost follows what is due and nothing that matters lives in memory.

mod driver;
mod status;
mod tasks;

pub use driver::Driver;
pub use status::SchedulerStatus;
pub use tasks::due::run as do_what_is_due;
pub use tasks::tidy::run as tidy;
