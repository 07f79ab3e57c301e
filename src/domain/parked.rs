//! Why a message is not tried any more, or not for now.

/// Why a row of the outbox is parked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum ParkedReason {
    /// The team has no channel.
    NoChannel,
    /// The channel is gone.
    ChannelGone,
    /// The bot may not post or see in the channel.
    Denied,
    /// The person takes no direct messages from the bot.
    CannotDm,
    /// Discord does not take the message as it is.
    Rejected,
    /// The bot may not open or change threads there.
    ThreadDenied,
    /// Somebody has locked the thread.
    ThreadLocked,
    /// The server has as many active threads as it may.
    TooManyThreads,
}

impl ParkedReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::NoChannel,
        Self::ChannelGone,
        Self::Denied,
        Self::CannotDm,
        Self::Rejected,
        Self::ThreadDenied,
        Self::ThreadLocked,
        Self::TooManyThreads,
    ];

    /// The word that the database keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoChannel => "no_channel",
            Self::ChannelGone => "channel_gone",
            Self::Denied => "denied",
            Self::CannotDm => "cannot_dm",
            Self::Rejected => "rejected",
            Self::ThreadDenied => "thread_denied",
            Self::ThreadLocked => "thread_locked",
            Self::TooManyThreads => "too_many_threads",
        }
    }

    /// The reason of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether it is about a channel as a whole, so that one message's fate tells that of all in it.
    #[must_use]
    pub(crate) const fn concerns_channel(self) -> bool {
        matches!(self, Self::ChannelGone | Self::Denied)
    }
}

/// Why a row is parked, and what was said about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Parked {
    /// Why.
    pub(crate) reason: ParkedReason,
    /// What the other side said, without anything that a message contains.
    pub details: Option<String>,
}

impl From<ParkedReason> for Parked {
    fn from(reason: ParkedReason) -> Self {
        Self {
            reason,
            details: None,
        }
    }
}

impl std::fmt::Display for Parked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason.code())?;
        match &self.details {
            Some(details) => write!(f, ": {details}"),
            None => Ok(()),
        }
    }
}
