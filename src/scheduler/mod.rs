//! What happens by itself when its time has come. Due things are rows: the driver sleeps until the earliest and is woken
//! by changes, so that its cost follows what is due and nothing that matters lives in memory.

mod checker;
mod driver;
mod indexer;
mod status;
mod tasks;

pub(crate) use checker::run as look_for_damage;
pub use driver::Driver;
pub(crate) use indexer::run as keep_index;
pub use status::SchedulerStatus;
pub use tasks::due::run as do_what_is_due;
pub use tasks::tidy::run as tidy;
