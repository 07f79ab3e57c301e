//! What a member may do in a channel, by Discord's own arithmetic.
//!
//! <https://discord.com/developers/docs/topics/permissions>, "Permission Overwrites".

use super::model::{Guild, Unreadable};
use super::permissions::{Overwrite, Permissions, Subject};
use crate::domain::ids::{MemberId, RoleId, TeamId};

/// What a member with those roles may do in a channel with those overwrites.
///
/// # Errors
/// [`Unreadable`] where Discord did not say what one of the member's roles allows.
pub(crate) fn in_channel(
    (team, guild): (TeamId, &Guild),
    overwrites: &[Overwrite],
    member: MemberId,
    roles: &[RoleId],
) -> Result<Permissions, Unreadable> {
    if guild.owner == Some(member) {
        return Ok(Permissions::ALL);
    }
    let everyone = RoleId(team.0);
    let mut may = Permissions::default();
    for role in roles.iter().chain([&everyone]) {
        let role = guild
            .role(*role)
            .ok_or(Unreadable("which roles the server has"))?;
        may = may.with(
            role.permissions.ok_or(Unreadable("what the bot's roles allow"))?,
            Permissions(0),
        );
    }
    if may.contains(Permissions::ADMINISTRATOR) {
        return Ok(Permissions::ALL);
    }
    let summed = |concerns: &dyn Fn(Subject) -> bool| {
        let those = overwrites.iter().filter(|overwrite| concerns(overwrite.subject));
        those.fold((0, 0), |(allow, deny), one| {
            (allow | one.allow.0, deny | one.deny.0)
        })
    };
    let of_everyone = summed(&|subject| subject == Subject::Role(everyone));
    let of_roles = summed(
        &|subject| matches!(subject, Subject::Role(role) if role != everyone && roles.contains(&role)),
    );
    let of_member = summed(&|subject| subject == Subject::Member(member));
    for (allow, deny) in [of_everyone, of_roles, of_member] {
        may = may.with(Permissions(allow), Permissions(deny));
    }
    // Who does not see a channel can do nothing in it ("Implicit Permissions").
    Ok(if may.contains(Permissions::VIEW_CHANNEL) {
        may
    } else {
        Permissions::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::Role;
    use super::*;

    const TEAM: TeamId = TeamId(1);
    const BOT: MemberId = MemberId(5);
    const VIEW: u64 = Permissions::VIEW_CHANNEL.0;
    const SEND: u64 = Permissions::SEND_MESSAGES.0;

    fn guild(roles: &[(i64, u64)]) -> Guild {
        let role = |(id, bits): &(i64, u64)| Role {
            id: RoleId(*id),
            permissions: Some(Permissions(*bits)),
            mentionable: Some(false),
        };
        Guild {
            owner: Some(MemberId(9)),
            roles: roles.iter().map(role).collect(),
        }
    }

    fn overwrite(subject: Subject, allow: u64, deny: u64) -> Overwrite {
        Overwrite {
            subject,
            allow: Permissions(allow),
            deny: Permissions(deny),
        }
    }

    fn may(guild: &Guild, overwrites: &[Overwrite], roles: &[i64]) -> Result<u64, Unreadable> {
        let roles: Vec<RoleId> = roles.iter().copied().map(RoleId).collect();
        in_channel((TEAM, guild), overwrites, BOT, &roles).map(|may| may.0)
    }

    #[test]
    fn overwrites_go_from_everyone_over_roles_to_the_member() {
        let guild = guild(&[(1, VIEW), (2, SEND), (3, 0)]);
        let (everyone, role, me) = (
            Subject::Role(RoleId(1)),
            Subject::Role(RoleId(2)),
            Subject::Member(BOT),
        );
        assert_eq!(may(&guild, &[], &[2]), Ok(VIEW | SEND));
        assert_eq!(may(&guild, &[overwrite(everyone, 0, SEND)], &[2]), Ok(VIEW));
        let denied = [overwrite(role, SEND, 0), overwrite(everyone, 0, SEND)];
        assert_eq!(
            may(&guild, &denied, &[2]),
            Ok(VIEW | SEND),
            "whatever their order"
        );
        assert_eq!(may(&guild, &denied, &[3]), Ok(VIEW), "not everybody's role");
        let both = [overwrite(role, SEND, 0), overwrite(me, 0, SEND)];
        assert_eq!(may(&guild, &both, &[2]), Ok(VIEW));
        assert_eq!(
            may(&guild, &[overwrite(me, 0, VIEW)], &[2]),
            Ok(0),
            "unseen is unusable"
        );
    }

    #[test]
    fn owners_and_administrators_may_do_everything() {
        let mut guild = guild(&[(1, 0), (2, Permissions::ADMINISTRATOR.0)]);
        let unseen = [overwrite(Subject::Member(BOT), 0, VIEW)];
        assert_eq!(may(&guild, &unseen, &[2]), Ok(u64::MAX));
        guild.owner = Some(BOT);
        assert_eq!(may(&guild, &unseen, &[]), Ok(u64::MAX));
    }

    #[test]
    fn what_was_not_said_is_not_guessed() {
        let mut guild = guild(&[(1, VIEW), (2, SEND), (3, 0)]);
        guild.roles[1].permissions = None;
        assert!(may(&guild, &[], &[2]).is_err());
        assert_eq!(may(&guild, &[], &[3]), Ok(VIEW), "not one of the bot's");
        assert!(may(&guild, &[], &[4]).is_err());
    }
}
