//! Roles of a team that were deleted, also while the bot was away: the team is without them, and nothing calls them any more.

use serenity::all::{GuildId, RoleId as DiscordRoleId};

use super::bot::Bot;
use super::interaction::signed;
use crate::discord_api::Route;
use crate::domain::ids::{RoleId, TeamId};
use crate::flows::{FlowError, setup};
use crate::store::teams;

/// Forgets a role of which Discord says that it was deleted.
///
/// # Errors
/// That the database failed.
pub(super) async fn forget(bot: &Bot, guild: GuildId, role: DiscordRoleId) -> Result<(), FlowError> {
    let _in_flight = bot.track_in_flight();
    let gone = RoleId(signed(role.get()));
    setup::forget_roles(&bot.store, team_of(guild), move |role| role == gone).await
}

/// Forgets the team's roles that a server does not have any more. One that the event does not name is asked for: the event may
/// be handled after that role was made and chosen.
///
/// # Errors
/// That the database failed. Where Discord cannot be asked the roles stay until the next connection.
pub(super) async fn forget_missing(
    bot: &Bot,
    guild: GuildId,
    named: impl Iterator<Item = DiscordRoleId>,
) -> Result<(), FlowError> {
    let _in_flight = bot.track_in_flight();
    let (team, named) = (
        team_of(guild),
        named.map(|role| RoleId(signed(role.get()))).collect::<Vec<_>>(),
    );
    let known = teams::find(&mut *bot.store.read().await?, team).await?;
    let roles = known.map(|team| [team.manager_role, team.member_role]);
    let mut gone: Vec<_> = roles.into_iter().flatten().flatten().collect();
    gone.retain(|role| !named.contains(role));
    // A server is never without its @everyone: with no role at all the event says nothing of them.
    if named.is_empty() || gone.is_empty() {
        return Ok(());
    }
    let permit = bot.api.limiter().claim(Route::GetGuild(team));
    match bot.api.get_guild(permit).await {
        Ok(there) if there.role(RoleId(team.0)).is_some() => gone.retain(|role| there.role(*role).is_none()),
        Ok(_) => return Ok(()),
        Err(error) => {
            tracing::warn!(team = team.0, %error, "which roles the server has cannot be asked");
            return Ok(());
        }
    }
    setup::forget_roles(&bot.store, team, move |role| gone.contains(&role)).await
}

fn team_of(guild: GuildId) -> TeamId {
    TeamId(signed(guild.get()))
}
