//! Whether the bot may do in the team channel what the team wants of it. Asked by `/setup` and by `leadbell doctor`.

use serenity::all::{Channel, GuildId, Http, Permissions};

use super::interaction::unsigned;
use super::reply::discord_code;
use crate::domain::ids::RoleId;
use crate::domain::team::Team;

/// What the bot needs in the team channel, by the name that Discord's settings show.
const NEEDED: [(Permissions, &str); 5] = [
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::ATTACH_FILES, "Attach Files"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
];

/// What it needs there besides, where each accepted lead gets a thread.
const NEEDED_FOR_THREADS: [(Permissions, &str); 2] = [
    (Permissions::CREATE_PUBLIC_THREADS, "Create Public Threads"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
];

/// What stands in the bot's way in a channel that it can see.
#[derive(Debug, PartialEq, Eq)]
pub struct Obstacles {
    /// Permissions that it lacks, by Discord's names.
    pub permissions: Vec<&'static str>,
    /// The team's roles that its messages name without anybody being notified: a role that not everyone may mention needs
    /// Mention Everyone (Discord, "Allowed Mentions Object" and the permission `MENTION_EVERYONE`).
    pub silent_roles: Vec<RoleId>,
}

impl Obstacles {
    /// Asks Discord; `None` where the team has no channel, or one that the bot cannot see.
    ///
    /// # Errors
    /// That Discord cannot be asked.
    pub async fn look(http: &Http, team: &Team) -> serenity::Result<Option<Self>> {
        match Self::ask(http, team).await {
            Err(error) if matches!(discord_code(&error), Some((403 | 404, _))) => Ok(None),
            asked => asked,
        }
    }

    async fn ask(http: &Http, team: &Team) -> serenity::Result<Option<Self>> {
        let guild_id = GuildId::new(unsigned(team.id.0));
        let Some(channel) = team.channel else {
            return Ok(None);
        };
        let Channel::Guild(channel) = http.get_channel(unsigned(channel.0).into()).await? else {
            return Ok(None);
        };
        let guild = http.get_guild(guild_id).await?;
        let me = http.get_current_user().await?;
        let member = http.get_member(guild_id, me.id).await?;
        let may = guild.user_permissions_in(&channel, &member);
        let for_threads = NEEDED_FOR_THREADS.iter().filter(|_| team.settings.threads);
        let permissions = NEEDED
            .iter()
            .chain(for_threads)
            .filter(|(needed, _)| !may.contains(*needed))
            .map(|(_, name)| *name)
            .collect();
        let silent_roles = [team.manager_role, team.member_role]
            .into_iter()
            .flatten()
            .filter(|_| !may.contains(Permissions::MENTION_EVERYONE))
            .filter(|role| {
                let found = guild.roles.get(&unsigned(role.0).into());
                found.is_some_and(|role| !role.mentionable)
            })
            .collect();
        Ok(Some(Self {
            permissions,
            silent_roles,
        }))
    }
}
