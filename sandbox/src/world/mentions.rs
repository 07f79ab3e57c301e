//! Who is mentioned: content read as Discord reads it, then narrowed by `allowed_mentions` and permissions
//! (`developers/resources/message.mdx`, Allowed Mentions).

use super::{World, guild::Guild, message::Mentions};
use crate::permissions;

/// Which mentions of one kind are let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    All,
    Only(Vec<u64>),
}

impl Scope {
    fn lets(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&id),
        }
    }
}

/// A checked `allowed_mentions`.
#[derive(Debug, Clone)]
pub(crate) struct AllowedMentions {
    pub users: Scope,
    pub roles: Scope,
    pub everyone: bool,
    pub replied_user: bool,
}

impl Default for AllowedMentions {
    /// Without the field everything is parsed and the author replied to is pinged.
    fn default() -> Self {
        Self {
            users: Scope::All,
            roles: Scope::All,
            everyone: true,
            replied_user: true,
        }
    }
}

impl World {
    /// Whom the content mentions when `author_id` writes it in a channel with those permissions.
    pub fn mentions_in(
        &self,
        content: &str,
        guild: Option<u64>,
        bits: u64,
        allowed: &AllowedMentions,
    ) -> Mentions {
        let guild = guild.and_then(|id| self.guilds.get(&id));
        let may_ping_all = bits & permissions::MENTION_EVERYONE != 0;
        let text = without_code(content);
        let mut mentions = Mentions {
            everyone: allowed.everyone
                && may_ping_all
                && (text.contains("@everyone") || text.contains("@here")),
            ..Mentions::default()
        };
        for token in text
            .split("<@")
            .skip(1)
            .filter_map(|rest| rest.split_once('>'))
            .map(|(token, _)| token)
        {
            match token.strip_prefix('&') {
                Some(role) => push_role(&mut mentions.roles, role, guild, may_ping_all, allowed),
                None => {
                    let id = token.strip_prefix('!').unwrap_or(token).parse().unwrap_or(0);
                    if self.users.contains_key(&id) && allowed.users.lets(id) && !mentions.users.contains(&id)
                    {
                        mentions.users.push(id);
                    }
                }
            }
        }
        mentions
    }
}

fn push_role(
    roles: &mut Vec<u64>,
    id: &str,
    guild: Option<&Guild>,
    may_all: bool,
    allowed: &AllowedMentions,
) {
    let Some(role) = id.parse().ok().and_then(|id: u64| guild?.roles.get(&id)) else {
        return;
    };
    if (role.mentionable || may_all) && allowed.roles.lets(role.id) && !roles.contains(&role.id) {
        roles.push(role.id);
    }
}

/// The text outside code blocks and code spans, where nothing is a mention. A backslash protects nothing.
fn without_code(content: &str) -> String {
    let outside = |text: &str, fence: &str| {
        let parts: Vec<&str> = text.split(fence).collect();
        let closed = if parts.len().is_multiple_of(2) {
            parts.len() - 1
        } else {
            parts.len()
        };
        let kept = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| at % 2 == 0 || *at >= closed);
        kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
    };
    outside(&outside(content, "```"), "`")
}
