//! Whether the bot may do in the team channel what the team wants of it. Asked by `/setup` and by `leadbell doctor`.

use crate::discord_api::{ApiError, Client, Permissions, Route, Unreadable, in_channel};
use crate::domain::ids::{MemberId, RoleId};
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

/// A member without any role: no id of Discord's is 0.
const NOBODY: MemberId = MemberId(0);

/// What stands in the bot's way in a channel that it can see.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Obstacles {
    /// Permissions that it lacks, by Discord's names.
    pub(crate) permissions: Vec<&'static str>,
    /// The team's roles that its messages name without anybody being notified: a role that not everyone may mention needs
    /// Mention Everyone (Discord, "Allowed Mentions Object" and the permission `MENTION_EVERYONE`).
    pub(crate) silent_roles: Vec<RoleId>,
    /// Everyone on the server can read the channel.
    pub(crate) is_open: bool,
}

/// Nobody knows whether the bot may post.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unknown {
    /// Discord did not answer.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// Its answer lacks what is needed.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl Obstacles {
    /// Asks Discord; `None` where the team has no channel, or one that the bot cannot see.
    ///
    /// # Errors
    /// [`Unknown`] where Discord cannot be asked, or says too little.
    pub(crate) async fn find(api: &Client, team: &Team) -> Result<Option<Self>, Unknown> {
        match Self::ask(api, team).await {
            Err(Unknown::Api(ApiError::Forbidden(_) | ApiError::NotFound(_))) => Ok(None),
            asked => asked,
        }
    }

    async fn ask(api: &Client, team: &Team) -> Result<Option<Self>, Unknown> {
        let Some(channel) = team.channel else {
            return Ok(None);
        };
        let permit = |route| api.limiter().claim(route);
        let channel = api.get_channel(permit(Route::GetChannel(channel))).await?;
        let guild = api.get_guild(permit(Route::GetGuild(team.id))).await?;
        let me = match api.known_me() {
            Some(me) => me,
            None => api.me(permit(Route::Me)).await?,
        };
        let roles = api
            .get_member_roles(permit(Route::GetMember(team.id, me)))
            .await?;
        let Some(roles) = roles else { return Ok(None) };
        let may = in_channel((team.id, &guild), &channel.overwrites, me, &roles)?;
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
            // What Discord does not say of a role is no reason to warn of it.
            .filter(|role| {
                guild
                    .role(*role)
                    .is_some_and(|role| role.mentionable == Some(false))
            })
            .collect();
        let everyone = in_channel((team.id, &guild), &channel.overwrites, NOBODY, &[])?;
        Ok(Some(Self {
            permissions,
            silent_roles,
            is_open: everyone.contains(Permissions::VIEW_CHANNEL),
        }))
    }
}
