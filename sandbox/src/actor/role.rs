//! Roles.

use crate::{
    Sandbox,
    world::{World, guild::Role as Stored},
};

/// A role.
#[derive(Clone)]
pub struct Role {
    sandbox: Sandbox,
    guild_id: u64,
    id: u64,
}

impl Role {
    pub(crate) fn new(sandbox: &Sandbox, guild_id: u64, id: u64) -> Self {
        Self {
            sandbox: sandbox.clone(),
            guild_id,
            id,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// How it is mentioned.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@&{}>", self.id)
    }

    /// Its name; empty once it is deleted.
    #[must_use]
    pub fn name(&self) -> String {
        let name = |world: &World| {
            Some(
                world
                    .guilds
                    .get(&self.guild_id)?
                    .roles
                    .get(&self.id)?
                    .name
                    .clone(),
            )
        };
        self.sandbox.shared().read(name).unwrap_or_default()
    }

    fn change(&self, change: impl FnOnce(&mut Stored)) {
        self.sandbox
            .shared()
            .change(|world| world.change_role(self.guild_id, self.id, change));
    }

    /// Adds permissions.
    pub fn allow(&self, bits: u64) {
        self.change(|role| role.permissions |= bits);
    }

    /// Takes permissions away.
    pub fn deny(&self, bits: u64) {
        self.change(|role| role.permissions &= !bits);
    }

    /// Sets exactly these permissions.
    pub fn set_permissions(&self, bits: u64) {
        self.change(|role| role.permissions = bits);
    }

    /// Whether everybody may mention it.
    pub fn set_mentionable(&self, mentionable: bool) {
        self.change(|role| role.mentionable = mentionable);
    }

    /// The colour of its members' names, 0xRRGGBB; 0 for none.
    pub fn set_colour(&self, colour: u32) {
        self.change(|role| role.color = colour);
    }

    /// Deletes it; members lose it.
    pub fn delete(&self) {
        self.sandbox
            .shared()
            .change(|world| world.delete_role(self.guild_id, self.id));
    }
}
