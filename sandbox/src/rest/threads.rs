//! Threads (`developers/resources/channel.mdx`, `developers/topics/threads.mdx`).

use serde_json::{Value, json};

use super::{Answer, channels::shown, request::Call};
use crate::{
    intents, limits, permissions,
    refusal::{Form, Refusal},
    validate::Fields,
    world::{
        NewThread, World,
        channel::{Channel, Thread, kind, thread_member_json},
    },
};

struct ThreadRequest {
    name: String,
    auto_archive_min: i64,
    slowmode_s: i64,
    kind: Option<i64>,
    invitable: bool,
}

fn asked(call: &Call) -> Result<ThreadRequest, Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, &call.body);
    let asked = ThreadRequest {
        name: fields.required_text("name", 1..=limits::CHANNEL_NAME),
        auto_archive_min: fields
            .choice("auto_archive_duration", &limits::AUTO_ARCHIVE)
            .unwrap_or(1440),
        slowmode_s: fields.integer("rate_limit_per_user", 0..=21_600).unwrap_or(0),
        kind: fields.choice("type", &[10, 11, 12]),
        invitable: fields.boolean("invitable").unwrap_or(true),
    };
    form.finish()?;
    Ok(asked)
}

fn check_room(world: &World, guild: Option<u64>) -> Result<(), Refusal> {
    let active = |channel: &&Channel| {
        channel.guild_id == guild && channel.thread.as_ref().is_some_and(|thread| !thread.archived)
    };
    let count = world.channels.values().filter(active).count();
    if count >= limits::ACTIVE_THREADS {
        Err(Refusal::too_many_threads())
    } else {
        Ok(())
    }
}

/// `POST /channels/{channel_id}/messages/{message_id}/threads`
pub(super) fn start_from_message(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (parent_id, message_id) = (call.id("channel_id")?, call.id("message_id")?);
    world.reach_message(parent_id, message_id, permissions::CREATE_PUBLIC_THREADS)?;
    let parent = world.reach_channel(parent_id, 0)?;
    let thread_kind = match parent.kind {
        kind::TEXT => kind::PUBLIC_THREAD,
        kind::ANNOUNCEMENT => kind::ANNOUNCEMENT_THREAD,
        _ => return Err(Refusal::wrong_channel_type()),
    };
    let guild = parent.guild_id;
    let asked = asked(call)?;
    if world.channels.contains_key(&message_id) {
        return Err(Refusal::thread_exists());
    }
    check_room(world, guild)?;
    let thread = world.start_thread(&NewThread {
        parent_id,
        message_id: Some(message_id),
        kind: thread_kind,
        name: asked.name,
        auto_archive_min: asked.auto_archive_min,
        slowmode_s: asked.slowmode_s,
        owner_id: world.application.bot_id,
        invitable: true,
    });
    Answer::created(shown(world, thread))
}

/// `POST /channels/{channel_id}/threads`; private unless the type says otherwise.
pub(super) fn start(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let parent = world.reach_channel(call.id("channel_id")?, 0)?;
    let (parent_id, guild) = (parent.id, parent.guild_id);
    if parent.kind != kind::TEXT && parent.kind != kind::ANNOUNCEMENT {
        return Err(Refusal::wrong_channel_type());
    }
    let asked = asked(call)?;
    let thread_kind = match asked.kind {
        Some(10) => kind::ANNOUNCEMENT_THREAD,
        Some(11) => kind::PUBLIC_THREAD,
        _ => kind::PRIVATE_THREAD,
    };
    let needed = match thread_kind {
        kind::PRIVATE_THREAD => permissions::CREATE_PRIVATE_THREADS,
        _ => permissions::CREATE_PUBLIC_THREADS,
    };
    world.reach_channel(parent_id, needed)?;
    check_room(world, guild)?;
    let thread = world.start_thread(&NewThread {
        parent_id,
        message_id: None,
        kind: thread_kind,
        name: asked.name,
        auto_archive_min: asked.auto_archive_min,
        slowmode_s: asked.slowmode_s,
        owner_id: world.application.bot_id,
        invitable: asked.invitable,
    });
    Answer::created(shown(world, thread))
}

/// `PATCH /channels/{thread_id}`: an archived thread takes only its unarchiving (Editing & Deleting Threads).
pub(super) fn edit(world: &mut World, id: u64, call: &Call) -> Result<(), Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, &call.body);
    let name = fields.text("name", 1..=limits::CHANNEL_NAME);
    let archived = fields.boolean("archived");
    let locked = fields.boolean("locked");
    let invitable = fields.boolean("invitable");
    let auto_archive = fields.choice("auto_archive_duration", &limits::AUTO_ARCHIVE);
    let slowmode = fields.integer("rate_limit_per_user", 0..=21_600);
    form.finish()?;

    let bot = world.application.bot_id;
    let channel = world.reach_channel(id, 0)?;
    let thread = channel.thread.as_ref().ok_or_else(Refusal::wrong_channel_type)?;
    let moderates = world.bot_permissions(channel) & permissions::MANAGE_THREADS != 0;
    let owns = thread.owner_id == bot;
    let reopens = thread.archived && archived == Some(false);
    if thread.archived && !reopens {
        return Err(Refusal::archived_thread());
    }
    let own_fields =
        name.is_some() || archived == Some(true) || auto_archive.is_some() || invitable.is_some();
    let refused = (reopens && !moderates && (thread.locked || !thread.members.contains_key(&bot) && !owns))
        || (own_fields && !moderates && (!owns || thread.locked))
        || ((locked.is_some() || slowmode.is_some()) && !moderates);
    if refused {
        return Err(Refusal::missing_permissions());
    }

    let now = world.now();
    if let Some(archived) = archived {
        world.set_archived(id, archived);
    }
    let channel = world.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)?;
    channel.name = name.unwrap_or_else(|| channel.name.clone());
    channel.slowmode_s = slowmode.unwrap_or(channel.slowmode_s);
    if let Some(thread) = channel.thread.as_mut() {
        thread.locked = locked.unwrap_or(thread.locked);
        thread.invitable = invitable.unwrap_or(thread.invitable);
        if let Some(minutes) = auto_archive {
            thread.auto_archive_min = minutes;
            thread.archive_changed_at = now;
            thread.active_at = now;
        }
    }
    world.announce_channel("THREAD_UPDATE", id);
    Ok(())
}

fn reach_thread(world: &World, call: &Call) -> Result<(u64, Thread), Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, 0)?;
    let thread = channel.thread.clone().ok_or_else(Refusal::wrong_channel_type)?;
    Ok((channel.id, thread))
}

/// The user a thread member route means; `@me` is the bot.
fn meant(world: &World, call: &Call) -> Result<u64, Refusal> {
    if call.parameter("user_id") == "@me" {
        Ok(world.application.bot_id)
    } else {
        call.id("user_id")
    }
}

/// `PUT /channels/{thread_id}/thread-members/{user_id}` or `@me`
pub(super) fn add_member(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (id, thread) = reach_thread(world, call)?;
    let user = meant(world, call)?;
    if thread.archived {
        return Err(Refusal::archived_thread());
    }
    world.reach_to_send(id, 0)?;
    let guild = world.channels.get(&id).and_then(|channel| channel.guild_id);
    let is_member = guild
        .and_then(|id| world.guilds.get(&id))
        .is_some_and(|guild| guild.members.contains_key(&user));
    if !is_member {
        return Err(Refusal::unknown_user());
    }
    if thread.members.len() >= limits::THREAD_MEMBERS && !thread.members.contains_key(&user) {
        return Err(Refusal::too_many_thread_members());
    }
    world.add_to_thread(id, user);
    Answer::empty()
}

/// `DELETE /channels/{thread_id}/thread-members/{user_id}` or `@me`
pub(super) fn remove_member(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (id, thread) = reach_thread(world, call)?;
    let user = meant(world, call)?;
    let bot = world.application.bot_id;
    if thread.archived {
        return Err(Refusal::archived_thread());
    }
    let owns_private =
        thread.owner_id == bot && world.channels.get(&id).is_some_and(Channel::is_private_thread);
    if user != bot && !owns_private {
        world.reach_channel(id, permissions::MANAGE_THREADS)?;
    }
    world.remove_from_thread(id, user);
    Answer::empty()
}

/// `GET /channels/{thread_id}/thread-members/{user_id}` or `@me`
pub(super) fn member(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (id, thread) = reach_thread(world, call)?;
    let user = meant(world, call)?;
    let joined = thread.members.get(&user).ok_or_else(Refusal::unknown_member)?;
    Answer::ok(thread_member_json(id, user, *joined))
}

/// `GET /channels/{thread_id}/thread-members`: needs the members intent.
pub(super) fn members(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    if world.application.privileged_intents & intents::GUILD_MEMBERS == 0 {
        return Err(Refusal::missing_access());
    }
    let (id, thread) = reach_thread(world, call)?;
    Answer::ok(
        thread
            .members
            .iter()
            .map(|(user, joined)| thread_member_json(id, *user, *joined))
            .collect(),
    )
}

fn listing(world: &World, threads: &[&Channel]) -> Value {
    let bot = world.application.bot_id;
    let own = threads.iter().filter_map(|channel| {
        let joined = channel.thread.as_ref()?.members.get(&bot)?;
        Some(thread_member_json(channel.id, bot, *joined))
    });
    json!({
        "threads": threads.iter().map(|channel| channel.json()).collect::<Value>(),
        "members": own.collect::<Value>(),
        "has_more": false,
    })
}

/// `GET /guilds/{guild_id}/threads/active`
pub(super) fn active(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?.id;
    let visible = |channel: &&Channel| {
        channel.guild_id == Some(guild)
            && channel.thread.as_ref().is_some_and(|thread| !thread.archived)
            && world.bot_permissions(channel) & permissions::VIEW_CHANNEL != 0
    };
    let threads: Vec<&Channel> = world.channels.values().filter(visible).rev().collect();
    Answer::ok(listing(world, &threads))
}

/// `GET /channels/{channel_id}/threads/archived/public`
pub(super) fn archived(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let parent = world
        .reach_channel(call.id("channel_id")?, permissions::READ_MESSAGE_HISTORY)?
        .id;
    let is_archived = |channel: &&Channel| {
        channel.parent_id == Some(parent)
            && !channel.is_private_thread()
            && channel.thread.as_ref().is_some_and(|thread| thread.archived)
    };
    let threads: Vec<&Channel> = world.channels.values().filter(is_archived).rev().collect();
    Answer::ok(listing(world, &threads))
}
