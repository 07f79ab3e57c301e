//! The few answers of Discord that are read, and no more of them than is needed: a field that is new, gone, null or of
//! another kind than it was makes no answer unreadable.

use serde_json::Value;

use super::permissions::{Overwrite, Permissions, Subject};
use crate::domain::ids::{MemberId, RoleId};

/// Something that is needed was not said. What depends on it is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("Discord's answer does not say {0}")]
pub(crate) struct Unreadable(pub(crate) &'static str);

/// A channel or thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Channel {
    /// What it is called.
    pub(crate) name: Option<String>,
    /// Whether it is a thread that is archived.
    pub(crate) archived: bool,
    /// What is allowed and denied in it.
    pub(crate) overwrites: Vec<Overwrite>,
}

/// A server.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Guild {
    /// Who may do everything.
    pub(crate) owner: Option<MemberId>,
    pub(crate) roles: Vec<Role>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Role {
    /// Which.
    pub(crate) id: RoleId,
    /// What it allows everywhere, where that can be read.
    pub(crate) permissions: Option<Permissions>,
    /// Whether anybody may notify it, where that is said.
    pub(crate) mentionable: Option<bool>,
}

/// Discord writes ids as text.
pub(super) fn id(value: &Value) -> Option<i64> {
    value.as_str()?.parse().ok()
}

/// The roles of a member object.
pub(super) fn roles_of(member: &Value) -> Vec<RoleId> {
    list(&member["roles"])
        .filter_map(|role| Some(RoleId(id(role)?)))
        .collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Permissions are a number too large for JavaScript, so they are text (Permissions, "Permissions are stored in a
/// variable-length integer serialized into a string"); bits that we do not know stay.
fn permissions(value: &Value) -> Option<Permissions> {
    let bits = match value {
        Value::String(text) => text.parse().ok()?,
        number => number.as_u64()?,
    };
    Some(Permissions(bits))
}

impl Channel {
    pub(super) fn read(channel: &Value) -> Self {
        Self {
            name: channel["name"].as_str().map(str::to_owned),
            archived: channel["thread_metadata"]["archived"] == true,
            overwrites: list(&channel["permission_overwrites"])
                .filter_map(overwrite)
                .collect(),
        }
    }
}

/// An overwrite of a kind that we do not know concerns nobody whom we know.
fn overwrite(value: &Value) -> Option<Overwrite> {
    let id = id(&value["id"])?;
    let none = Permissions(0);
    Some(Overwrite {
        subject: match value["type"].as_i64()? {
            0 => Subject::Role(RoleId(id)),
            1 => Subject::Member(MemberId(id)),
            _ => return None,
        },
        allow: permissions(&value["allow"]).unwrap_or(none),
        deny: permissions(&value["deny"]).unwrap_or(none),
    })
}

impl Guild {
    pub(super) fn read(guild: &Value) -> Self {
        Self {
            owner: id(&guild["owner_id"]).map(MemberId),
            roles: list(&guild["roles"]).filter_map(role).collect(),
        }
    }

    /// A role, where the server has it.
    pub(crate) fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}

fn role(value: &Value) -> Option<Role> {
    Some(Role {
        id: RoleId(id(&value["id"])?),
        permissions: permissions(&value["permissions"]),
        mentionable: value["mentionable"].as_bool(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Every value of an object, taken away, made null, and made something else, one at a time.
    fn changed(whole: &Value) -> Vec<Value> {
        let mut all = Vec::new();
        let fields: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
        for field in fields {
            for other in [
                None,
                Some(json!(null)),
                Some(json!({"new": 1})),
                Some(json!("new")),
            ] {
                let mut one = whole.clone();
                match other {
                    Some(other) => one[&field] = other,
                    None => drop(one.as_object_mut().unwrap().remove(&field)),
                }
                all.push(one);
            }
        }
        all
    }

    #[test]
    fn no_change_of_a_role_hides_the_others() {
        let odd = json!({"id": "2", "name": "x", "permissions": "8", "mentionable": true, "color": 0, "colors": {"primary_color": 0}, "tags": {}});
        for odd in changed(&odd) {
            let guild =
                json!({"owner_id": "9", "roles": [odd, {"id": "1", "permissions": "1024"}], "new_field": []});
            let guild = Guild::read(&guild);
            let role = guild.role(RoleId(1)).unwrap();
            assert_eq!(role.permissions, Some(Permissions(1024)), "{odd}");
        }
    }

    #[test]
    fn no_change_of_an_overwrite_hides_the_others() {
        let odd = json!({"id": "2", "type": 1, "allow": "0", "deny": "2048"});
        for odd in changed(&odd) {
            let channel = json!({"type": 99, "name": "leads", "permission_overwrites": [odd, {"id": "1", "type": 0, "deny": "1024"}]});
            let channel = Channel::read(&channel);
            let last = channel.overwrites.last().unwrap();
            assert_eq!(
                (last.subject, last.deny),
                (Subject::Role(RoleId(1)), Permissions(1024))
            );
        }
    }

    #[test]
    fn what_is_missing_altogether_is_nothing() {
        for value in [
            json!(null),
            json!([]),
            json!("x"),
            json!({"roles": 3, "permission_overwrites": null}),
        ] {
            assert_eq!(Guild::read(&value), Guild::default());
            assert_eq!(Channel::read(&value), Channel::default());
            assert_eq!(roles_of(&value), Vec::new());
        }
    }
}
