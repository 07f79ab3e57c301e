//! What a refusal of Discord means for the row that was sent.

use std::time::Duration;

use crate::discord_api::{ApiError, Scope};

const UNKNOWN_CHANNEL: i64 = 10_003;
const UNKNOWN_MESSAGE: i64 = 10_008;
/// "Cannot send messages to this user", and no server in common with them.
const CANNOT_DM: [i64; 2] = [50_007, 50_278];
/// The channel is a thread that is archived, or locked.
const CLOSED: [i64; 2] = [50_083, 160_005];

/// Why a row was not sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum SendFailure {
    /// Discord or the way there is broken for now. Whether the message stands is not known.
    #[error("Discord could not be reached: {0}")]
    Unavailable(String),
    /// Too fast. The message was certainly not sent.
    #[error("rate limited for {retry_after:?}")]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
        /// It is this route and resource that has to wait, not the whole bot.
        route_only: bool,
    },
    /// Too many edits of messages older than an hour, in this channel.
    #[error("too many edits of old messages")]
    TooManyOldEdits,
    /// The token is wrong or was reset. Going on would get the address blocked.
    #[error("Discord does not take the token")]
    Unauthorized,
    /// The bot may not do this there.
    #[error("Discord says the bot may not do this (code {code})")]
    Denied {
        /// Discord's code.
        code: i64,
    },
    /// There is no such channel.
    #[error("the channel is gone")]
    ChannelGone,
    /// There is no such message.
    #[error("the message is gone")]
    MessageGone,
    /// The person takes no direct messages from the bot.
    #[error("the person takes no direct messages")]
    CannotDm,
    /// Discord will not take the request as it is.
    #[error("Discord refused the request: {code} {fields}")]
    Rejected {
        /// Discord's code.
        code: i64,
        /// Which fields, and why, without what they contain.
        fields: String,
    },
}

impl From<ApiError> for SendFailure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Unavailable(why) => Self::Unavailable(why),
            ApiError::RateLimited {
                scope: Scope::OldEdits,
                ..
            } => Self::TooManyOldEdits,
            ApiError::RateLimited { retry_after, scope } => Self::RateLimited {
                retry_after,
                route_only: scope != Scope::Global,
            },
            ApiError::Unauthorized => Self::Unauthorized,
            ApiError::NotFound(UNKNOWN_CHANNEL) => Self::ChannelGone,
            ApiError::NotFound(UNKNOWN_MESSAGE) => Self::MessageGone,
            ApiError::Forbidden(code) | ApiError::Invalid { code, .. } if CANNOT_DM.contains(&code) => {
                Self::CannotDm
            }
            ApiError::Invalid { code, .. } if CLOSED.contains(&code) => Self::Denied { code },
            ApiError::Forbidden(code) => Self::Denied { code },
            ApiError::NotFound(code) => Self::Rejected {
                code,
                fields: "there is no such thing".to_owned(),
            },
            ApiError::Invalid { code, fields } => Self::Rejected { code, fields },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_need_different_hands_are_told_apart() {
        let invalid = |code| ApiError::Invalid {
            code,
            fields: String::new(),
        };
        for (error, failure) in [
            (ApiError::NotFound(10_003), SendFailure::ChannelGone),
            (ApiError::NotFound(10_008), SendFailure::MessageGone),
            (ApiError::Forbidden(50_001), SendFailure::Denied { code: 50_001 }),
            (ApiError::Forbidden(50_013), SendFailure::Denied { code: 50_013 }),
            (invalid(50_083), SendFailure::Denied { code: 50_083 }),
            (ApiError::Forbidden(50_007), SendFailure::CannotDm),
            (invalid(50_278), SendFailure::CannotDm),
        ] {
            assert_eq!(SendFailure::from(error), failure);
        }
        assert!(matches!(
            SendFailure::from(invalid(50_035)),
            SendFailure::Rejected { code: 50_035, .. }
        ));
    }
}
