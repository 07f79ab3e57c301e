//! What a client does not let a person do.

use std::fmt;

/// Why an act did not happen, in words. The bot never heard of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible(pub String);

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Impossible {}

/// The result of an act.
pub(crate) type Attempt<T> = Result<T, Impossible>;

/// An [`Impossible`] with formatted words.
macro_rules! impossible {
    ($($words:tt)*) => { $crate::actor::Impossible(format!($($words)*)) };
}
pub(crate) use impossible;
