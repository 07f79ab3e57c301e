//! A member, and what a member can do.

use serde_json::Value;

use super::{Channel, Choice, Impossible, Message, Reply, Role, acts, attempt::Attempt};
use crate::{
    Sandbox,
    world::{NewThread, channel::kind},
};

/// A person in a server.
///
/// Each act waits for the bot's first answer, or for Discord's 3 seconds to pass. The plain forms panic with words when
/// a client would not have let the person do it; the `try_` forms return those words.
#[derive(Clone)]
pub struct Member {
    sandbox: Sandbox,
    guild_id: u64,
    id: u64,
}

fn done<T>(attempt: Attempt<T>) -> T {
    match attempt {
        Ok(value) => value,
        Err(Impossible(words)) => panic!("{words}"),
    }
}

impl Member {
    pub(crate) fn new(sandbox: &Sandbox, guild_id: u64, id: u64) -> Self {
        Self {
            sandbox: sandbox.clone(),
            guild_id,
            id,
        }
    }

    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The user's id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The server's id.
    #[must_use]
    pub fn guild_id(&self) -> u64 {
        self.guild_id
    }

    /// How the person is mentioned.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// The display name.
    #[must_use]
    pub fn name(&self) -> String {
        self.sandbox
            .shared()
            .read(|world| world.users.get(&self.id).map(|u| u.name.clone()))
            .unwrap_or_default()
    }

    /// The client's language.
    #[must_use]
    pub fn with_locale(self, locale: &str) -> Self {
        self.sandbox.shared().change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                locale.clone_into(&mut user.locale);
            }
        });
        self
    }

    /// The hash of the person's picture, of any form that Discord may send: `a_…`, `v2_…`.
    #[must_use]
    pub fn with_avatar(self, hash: &str) -> Self {
        self.sandbox.shared().change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.avatar = Some(hash.to_owned());
            }
        });
        self
    }

    /// Votes in a poll, for answers named by their text; what was chosen before is taken back.
    ///
    /// # Errors
    /// If there is no poll, it is over, an answer is not there, or there are too many.
    pub fn try_vote(&self, message: &Message, answers: &[&str]) -> Attempt<()> {
        acts::vote(self, message, answers)
    }

    /// As [`Self::try_vote`].
    pub fn vote(&self, message: &Message, answers: &[&str]) {
        done(self.try_vote(message, answers));
    }

    /// Whether direct messages from the bot are taken.
    pub fn take_direct_messages(&self, takes: bool) {
        self.sandbox.shared().change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.takes_direct_messages = takes;
            }
        });
    }

    /// What the bot wrote to the person alone, oldest first.
    #[must_use]
    pub fn direct_messages(&self) -> Vec<Message> {
        let channel = self
            .sandbox
            .shared()
            .change(|world| world.direct_channel(self.id));
        Channel::new(&self.sandbox, channel).messages()
    }

    /// The ephemeral messages the person was shown, oldest first.
    #[must_use]
    pub fn private_messages(&self) -> Vec<Message> {
        let ids: Vec<u64> = self.sandbox.shared().read(|world| {
            let own = world
                .messages
                .values()
                .filter(|m| m.only_for == Some(self.id) && !m.deleted);
            own.map(|message| message.id).collect()
        });
        ids.into_iter()
            .map(|id| Message::new(&self.sandbox, id))
            .collect()
    }

    /// Presses "Dismiss message" below a message that only this person sees: it is on their page no more.
    pub fn dismiss(&self, message: &Message) {
        self.sandbox.shared().change(|world| {
            let own = world.messages.get_mut(&message.id());
            if let Some(own) = own.filter(|own| own.only_for == Some(self.id)) {
                own.dismissed = true;
            }
        });
    }

    /// Gets a role.
    pub fn add_role(&self, role: &Role) {
        let role = role.id();
        self.sandbox.shared().change(|world| {
            world.change_member(self.guild_id, self.id, |member| {
                if !member.roles.contains(&role) {
                    member.roles.push(role);
                }
            });
        });
    }

    /// Loses a role.
    pub fn remove_role(&self, role: &Role) {
        let role = role.id();
        self.sandbox.shared().change(|world| {
            world.change_member(self.guild_id, self.id, |member| {
                member.roles.retain(|own| *own != role);
            });
        });
    }

    /// Leaves the server.
    pub fn leave(&self) {
        self.sandbox
            .shared()
            .change(|world| world.remove_member(self.guild_id, self.id));
    }

    /// Writes a message.
    #[expect(clippy::must_use_candidate, reason = "writing is the effect")]
    pub fn write(&self, channel: &Channel, content: &str) -> Message {
        done(self.try_write(channel, content))
    }

    /// As [`Self::write`].
    ///
    /// # Errors
    /// If the member may not write there.
    pub fn try_write(&self, channel: &Channel, content: &str) -> Attempt<Message> {
        self.sandbox
            .shared()
            .read(|world| acts::check_writing(world, self, channel.id(), content))?;
        Ok(channel.write(self.id, content, &[]))
    }

    /// Turns them into another application's user. It posts, and nobody hears it.
    pub fn make_app(&self) {
        self.sandbox.shared().change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.bot = true;
            }
        });
    }

    /// Posts as applications do: text with embeds, which are Discord's embed objects and are taken as they are.
    #[expect(clippy::must_use_candidate, reason = "posting is the effect")]
    pub fn post(&self, channel: &Channel, content: &str, embeds: &[Value]) -> Message {
        channel.write(self.id, content, embeds)
    }

    /// Starts a public thread that hangs on no message.
    #[expect(clippy::must_use_candidate, reason = "starting is the effect")]
    pub fn start_thread(&self, channel: &Channel, name: &str) -> Channel {
        let new = NewThread {
            parent_id: channel.id(),
            message_id: None,
            kind: kind::PUBLIC_THREAD,
            name: name.to_owned(),
            auto_archive_min: 10_080,
            slowmode_s: 0,
            owner_id: self.id,
            invitable: true,
        };
        Channel::new(
            &self.sandbox,
            self.sandbox.shared().change(|world| world.start_thread(&new)),
        )
    }

    /// Types a slash command: `/lead show lead:L-17`. An option's value runs until the next option's name.
    pub async fn slash(&self, channel: &Channel, line: &str) -> Reply {
        done(self.try_slash(channel, line).await)
    }

    /// As [`Self::slash`].
    ///
    /// # Errors
    /// If the command or option does not exist here, a value does not fit, or a required one is missing.
    pub async fn try_slash(&self, channel: &Channel, line: &str) -> Attempt<Reply> {
        acts::slash(self, channel, line).await
    }

    /// What is offered while typing; the last option is the one being typed.
    pub async fn autocomplete(&self, channel: &Channel, line: &str) -> Vec<Choice> {
        done(self.try_autocomplete(channel, line).await)
    }

    /// As [`Self::autocomplete`]; empty if the bot does not answer.
    ///
    /// # Errors
    /// If the option does not exist or does not autocomplete.
    pub async fn try_autocomplete(&self, channel: &Channel, line: &str) -> Attempt<Vec<Choice>> {
        acts::autocomplete(self, channel, line).await
    }

    /// Uses a message's context menu: Apps → `command`.
    pub async fn message_command(&self, message: &Message, command: &str) -> Reply {
        done(self.try_message_command(message, command).await)
    }

    /// As [`Self::message_command`].
    ///
    /// # Errors
    /// If there is no such command or the message is not visible.
    pub async fn try_message_command(&self, message: &Message, command: &str) -> Attempt<Reply> {
        acts::message_command(self, message, command).await
    }

    /// Uses a person's context menu: Apps → `command`.
    pub async fn user_command(&self, channel: &Channel, target: &Self, command: &str) -> Reply {
        done(acts::user_command(self, channel, target.id, command).await)
    }

    /// Presses a button, named by a part of its label or by its custom id.
    pub async fn press(&self, message: &Message, button: &str) -> Reply {
        done(self.try_press(message, button).await)
    }

    /// As [`Self::press`].
    ///
    /// # Errors
    /// If the message is not visible, the button not there, or disabled, or a link.
    pub async fn try_press(&self, message: &Message, button: &str) -> Attempt<Reply> {
        acts::press(self, message, button).await
    }

    /// Sends a press that no client would: any custom id, on any message or none.
    pub async fn press_raw(&self, channel: &Channel, message: Option<&Message>, custom_id: &str) -> Reply {
        let data = serde_json::json!({"component_type": 2, "custom_id": custom_id});
        acts::component(self, channel.id(), message.map(Message::id), data).await
    }

    /// Chooses in a message's only select menu: option labels or values, or mentions.
    pub async fn select(&self, message: &Message, choices: &[&str]) -> Reply {
        done(self.try_select(message, None, choices).await)
    }

    /// Chooses in one of a message's select menus, named by its custom id or placeholder.
    ///
    /// # Errors
    /// If the menu or an option is not there, or there are too few or too many choices.
    pub async fn try_select(
        &self,
        message: &Message,
        menu: Option<&str>,
        choices: &[&str],
    ) -> Attempt<Reply> {
        acts::select(self, message, menu, choices).await
    }

    /// Sends a choice that no client would.
    pub async fn select_raw(
        &self,
        channel: &Channel,
        message: Option<&Message>,
        custom_id: &str,
        values: &[&str],
    ) -> Reply {
        let data = serde_json::json!({"component_type": 3, "custom_id": custom_id, "values": values});
        acts::component(self, channel.id(), message.map(Message::id), data).await
    }

    /// Fills in and sends the form that a reply opened: fields by label or custom id; others keep what they had.
    pub async fn submit(&self, reply: &Reply, values: &[(&str, &str)]) -> Reply {
        done(self.try_submit(reply, values).await)
    }

    /// As [`Self::submit`].
    ///
    /// # Errors
    /// If no form is open, a field is not there, or a value is missing, too short or too long.
    pub async fn try_submit(&self, reply: &Reply, values: &[(&str, &str)]) -> Attempt<Reply> {
        acts::submit(self, reply, values).await
    }

    /// Sends a form that was never opened: text inputs by custom id.
    pub async fn submit_raw(
        &self,
        channel: &Channel,
        message: Option<&Message>,
        custom_id: &str,
        values: &[(&str, &str)],
    ) -> Reply {
        let rows: Vec<Value> = values
            .iter()
            .map(|(id, value)| serde_json::json!({"type": 1, "components": [{"type": 4, "custom_id": id, "value": value}]}))
            .collect();
        let data = serde_json::json!({"custom_id": custom_id, "components": rows});
        acts::modal(self, channel.id(), message.map(Message::id), None, data).await
    }
}
