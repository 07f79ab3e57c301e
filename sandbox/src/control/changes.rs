//! `POST /sandbox/change`: the world changes from outside, as an administrator or Discord changes it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::acts::Id;
use crate::{Channel, Impossible, Member, Role, Sandbox, actor::impossible, world::ids::id};

/// What changes: `{"change": "add_channel", "guild": "…", "name": "leads"}`. What is made answers with its `id`.
#[derive(Debug, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub(super) enum Change {
    AddGuild {
        name: String,
    },
    AddChannel {
        guild: Id,
        name: String,
    },
    AddRole {
        guild: Id,
        name: String,
    },
    AddMember {
        guild: Id,
        name: String,
        #[serde(default)]
        roles: Vec<Id>,
    },
    GiveRole {
        guild: Id,
        member: Id,
        role: Id,
    },
    TakeRole {
        guild: Id,
        member: Id,
        role: Id,
    },
    RolePermissions {
        guild: Id,
        role: Id,
        permissions: u64,
    },
    Overwrite {
        channel: Id,
        role: Option<Id>,
        member: Option<Id>,
        allow: u64,
        deny: u64,
    },
    DeleteMessage {
        message: Id,
    },
    DeleteChannel {
        channel: Id,
    },
    DeleteRole {
        guild: Id,
        role: Id,
    },
    DeleteGuild {
        guild: Id,
    },
    ArchiveThread {
        thread: Id,
        archived: bool,
    },
    KickBot {
        guild: Id,
    },
    InviteBot {
        guild: Id,
    },
    RevokeToken,
}

/// Carries it out.
pub(super) fn carry_out(sandbox: &Sandbox, change: &Change) -> Result<Value, Impossible> {
    let guild = |id: &Id| {
        let there = sandbox.shared().read(|world| world.guilds.contains_key(&id.0));
        if there {
            Ok(sandbox.guild(id.0))
        } else {
            Err(impossible!("no server {}", id.0))
        }
    };
    let channel = |id: &Id| Channel::new(sandbox, id.0);
    let role = |of: &Id, id: &Id| Role::new(sandbox, of.0, id.0);
    let member = |of: &Id, id: &Id| Member::new(sandbox, of.0, id.0);
    let mut made = None;
    match change {
        Change::AddGuild { name } => made = Some(sandbox.add_guild(name).id()),
        Change::AddChannel { guild: of, name } => made = Some(guild(of)?.add_channel(name).id()),
        Change::AddRole { guild: of, name } => made = Some(guild(of)?.add_role(name).id()),
        Change::AddMember {
            guild: of,
            name,
            roles,
        } => {
            let roles: Vec<Role> = roles.iter().map(|id| role(of, id)).collect();
            made = Some(
                guild(of)?
                    .add_member(name, &roles.iter().collect::<Vec<_>>())
                    .id(),
            );
        }
        Change::GiveRole {
            guild: of,
            member: who,
            role: which,
        } => member(of, who).add_role(&role(of, which)),
        Change::TakeRole {
            guild: of,
            member: who,
            role: which,
        } => member(of, who).remove_role(&role(of, which)),
        Change::RolePermissions {
            guild: of,
            role: which,
            permissions,
        } => {
            role(of, which).set_permissions(*permissions);
        }
        Change::Overwrite {
            channel: of,
            role,
            member,
            allow,
            deny,
        } => match (role, member) {
            (Some(role), None) => channel(of).overwrite(&Role::new(sandbox, 0, role.0), *allow, *deny),
            (None, Some(member)) => {
                channel(of).overwrite_member(&Member::new(sandbox, 0, member.0), *allow, *deny);
            }
            _ => return Err(impossible!("an overwrite is for a role or for a member")),
        },
        Change::DeleteMessage { message } => {
            sandbox
                .message(message.0)
                .ok_or_else(|| impossible!("no message {}", message.0))?
                .delete();
        }
        Change::DeleteChannel { channel: of } => channel(of).delete(),
        Change::DeleteRole {
            guild: of,
            role: which,
        } => role(of, which).delete(),
        Change::DeleteGuild { guild: of } => guild(of)?.delete(),
        Change::ArchiveThread { thread, archived } => channel(thread).set_archived(*archived),
        Change::KickBot { guild: of } => guild(of)?.kick_bot(),
        Change::InviteBot { guild: of } => guild(of)?.invite_bot(),
        Change::RevokeToken => sandbox.revoke_token(),
    }
    Ok(made.map_or_else(|| json!({}), |made| json!({"id": id(made)})))
}
