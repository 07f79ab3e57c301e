//! Discord's permissions, and what a channel allows and denies whom.
//!
//! <https://discord.com/developers/docs/topics/permissions>

use crate::domain::ids::{MemberId, RoleId};

/// Discord's permission bits.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Permissions(pub(crate) u64);

impl Permissions {
    pub(crate) const ADMINISTRATOR: Self = Self(1 << 3);
    pub(crate) const VIEW_CHANNEL: Self = Self(1 << 10);
    pub(crate) const SEND_MESSAGES: Self = Self(1 << 11);
    pub(crate) const EMBED_LINKS: Self = Self(1 << 14);
    pub(crate) const ATTACH_FILES: Self = Self(1 << 15);
    pub(crate) const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    pub(crate) const MENTION_EVERYONE: Self = Self(1 << 17);
    pub(crate) const CREATE_PUBLIC_THREADS: Self = Self(1 << 35);
    pub(crate) const SEND_MESSAGES_IN_THREADS: Self = Self(1 << 38);
    pub(super) const ALL: Self = Self(u64::MAX);

    /// Whether all of these are among them.
    pub(crate) const fn contains(self, needed: Self) -> bool {
        self.0 & needed.0 == needed.0
    }

    pub(super) const fn with(self, allow: Self, deny: Self) -> Self {
        Self(self.0 & !deny.0 | allow.0)
    }
}

/// Whom an overwrite is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Subject {
    /// Everybody with that role; the role of everybody has the server's id.
    Role(RoleId),
    Member(MemberId),
}

/// What a channel allows and denies somebody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Overwrite {
    /// Whom.
    pub(crate) subject: Subject,
    /// What they may besides.
    pub(crate) allow: Permissions,
    /// What they may not.
    pub(crate) deny: Permissions,
}
