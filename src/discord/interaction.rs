//! What a member did, whichever way: pressed, selected, submitted or commanded. Everything the bot needs to know of
//! them comes with the interaction: who, roles, permissions, locale. Nothing is looked up.

use std::time::Instant;

use serenity::model::application::{
    ActionRowComponent, CommandDataResolved, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags};
use serenity::model::guild::Member;
use serenity::model::id::{GuildId, InteractionId, UserId};

use crate::domain::event::Via;
use crate::domain::ids::{ChannelId, MemberId, MessageId, RoleId, TeamId};
use crate::domain::permission::{Person, Picked};
use crate::flows::Actor;
use crate::locale::Locale;
use crate::store::drafts::Typed;
use crate::text::catalogue::Lang;

/// One interaction of one member.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Discord's id of it.
    pub id: InteractionId,
    /// When it came here, by the machine's steady clock.
    pub arrived: Instant,
    /// What it is answered with, for 15 minutes.
    pub token: String,
    /// In which team.
    pub team: TeamId,
    /// In which channel.
    pub channel: Option<ChannelId>,
    /// Who.
    pub by: Actor,
    /// The language to answer in: the member's own.
    pub lang: Lang,
    /// How the member writes numbers and dates.
    pub locale: Locale,
    /// The message that the control stands on.
    pub(crate) message: Option<SourceMessage>,
    /// What was selected.
    pub values: Vec<String>,
    /// Who was selected: the first, where there are several.
    pub(crate) picked: Option<Picked>,
    /// What was typed into the form.
    pub typed: Typed,
}

/// The message that a control stands on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct SourceMessage {
    /// Which.
    pub id: MessageId,
    /// Whether only the member sees it.
    pub private: bool,
}

/// Snowflakes fit 63 bits until the year 2084.
pub(crate) fn signed(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

/// The snowflake as Discord's libraries know it.
pub(crate) fn unsigned(id: i64) -> u64 {
    u64::try_from(id).unwrap_or(1).max(1)
}

fn person(member: &Member) -> Person {
    let manages_server = member
        .permissions
        .is_some_and(|permissions| permissions.administrator() || permissions.manage_guild());
    Person {
        id: MemberId(signed(member.user.id.get())),
        name: member.display_name().to_owned(),
        roles: member
            .roles
            .iter()
            .map(|role| RoleId(signed(role.get())))
            .collect(),
        manages_server,
    }
}

/// Somebody whom a select or an option names. Who has left the server since comes without a member part.
#[must_use]
pub(crate) fn picked(user: UserId, resolved: &CommandDataResolved) -> Option<Picked> {
    let known = resolved.users.get(&user)?;
    let member = resolved.members.get(&user)?;
    let name = member.nick.as_ref().or(known.global_name.as_ref());
    let roles = member.roles.iter().map(|role| RoleId(signed(role.get())));
    Some(Picked {
        person: Person {
            id: MemberId(signed(user.get())),
            name: name.unwrap_or(&known.name).clone(),
            roles: roles.collect(),
            manages_server: false,
        },
        bot: known.bot,
    })
}

fn source_message(message: &Message) -> SourceMessage {
    let private = message
        .flags
        .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    SourceMessage {
        id: MessageId(signed(message.id.get())),
        private,
    }
}

impl Interaction {
    fn new(
        id: InteractionId,
        token: &str,
        guild: Option<GuildId>,
        member: Option<&Member>,
        locale: &str,
        via: Via,
    ) -> Option<Self> {
        let by = Actor {
            person: person(member?),
            via,
            interaction: signed(id.get()),
            message: None,
        };
        Some(Self {
            id,
            arrived: Instant::now(),
            token: token.to_owned(),
            team: TeamId(signed(guild?.get())),
            channel: None,
            by,
            lang: Lang::of(locale),
            locale: Locale::from_discord(locale),
            message: None,
            values: Vec::new(),
            picked: None,
            typed: Typed::new(),
        })
    }

    fn in_channel(mut self, channel: serenity::all::ChannelId) -> Self {
        self.channel = Some(ChannelId(signed(channel.get())));
        self
    }

    fn on_message(mut self, message: Option<&Message>) -> Self {
        self.message = message.map(source_message);
        self.by.message = self.message.map(|message| message.id);
        self
    }

    /// A button or select. `None` outside servers, where nothing of ours is.
    #[must_use]
    pub(crate) fn of_component(raw: &ComponentInteraction) -> Option<Self> {
        let (guild, member) = (raw.guild_id, raw.member.as_ref());
        let interaction = Self::new(raw.id, &raw.token, guild, member, &raw.locale, Via::Card)?;
        let mut interaction = interaction
            .on_message(Some(&raw.message))
            .in_channel(raw.channel_id);
        interaction.values = match &raw.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.clone(),
            _ => Vec::new(),
        };
        if let ComponentInteractionDataKind::UserSelect { values } = &raw.data.kind {
            interaction.picked = values.first().and_then(|user| picked(*user, &raw.data.resolved));
        }
        Some(interaction)
    }

    /// A form. `None` outside servers.
    #[must_use]
    pub(crate) fn of_modal(raw: &ModalInteraction) -> Option<Self> {
        let (guild, member) = (raw.guild_id, raw.member.as_ref());
        let interaction = Self::new(raw.id, &raw.token, guild, member, &raw.locale, Via::Card)?;
        let mut interaction = interaction.on_message(raw.message.as_deref());
        for component in raw.data.components.iter().flat_map(|row| &row.components) {
            if let ActionRowComponent::InputText(input) = component {
                interaction
                    .typed
                    .insert(input.custom_id.clone(), input.value.clone().unwrap_or_default());
            }
        }
        Some(interaction)
    }

    /// A command. `None` outside servers.
    #[must_use]
    pub(crate) fn of_command(raw: &CommandInteraction) -> Option<Self> {
        let (guild, member) = (raw.guild_id, raw.member.as_deref());
        Self::new(raw.id, &raw.token, guild, member, &raw.locale, Via::Command)
    }

    /// What was typed into one input of the form.
    #[must_use]
    pub fn field(&self, input: &str) -> String {
        self.typed.get(input).cloned().unwrap_or_default()
    }
}
