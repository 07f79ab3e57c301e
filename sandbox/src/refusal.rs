//! What Discord says no with: an HTTP status, a JSON code, words, and for 50035 the tree of what was wrong where.
//!
//! Codes are those of `developers/topics/opcodes-and-status-codes.mdx`.

use serde_json::{Map, Value, json};

/// A refused request, as it goes over the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Discord's JSON error code; 0 for the plain HTTP errors.
    pub code: u32,
    /// Words for a person.
    pub message: String,
    /// The `errors` tree of 50035.
    pub errors: Option<Value>,
}

impl Refusal {
    fn new(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            code,
            message: message.to_owned(),
            errors: None,
        }
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }

    /// 50035 with one fault.
    #[must_use]
    pub fn form(path: &str, code: &str, message: &str) -> Self {
        let mut form = Form::default();
        form.add(path, code, message);
        form.into_refusal()
    }
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident($status:literal, $code:literal, $message:literal);)*) => {
        impl Refusal {
            $($(#[$doc])* #[must_use] pub fn $name() -> Self { Self::new($status, $code, $message) })*
        }
    };
}

refusals! {
    /// No such route.
    not_found(404, 0, "404: Not Found");
    /// The route is there, the method is not.
    method_not_allowed(405, 0, "405: Method Not Allowed");
    /// The `Authorization` header is missing or wrong.
    unauthorized(401, 0, "401: Unauthorized");
    /// The body could not be parsed.
    invalid_json(400, 50109, "The request body contains invalid JSON.");
    /// A path parameter is not a snowflake, or the body is not of the form's type.
    invalid_form(400, 50035, "Invalid Form Body");
    /// No such application, or not the token's own.
    unknown_application(404, 10002, "Unknown Application");
    /// No such channel.
    unknown_channel(404, 10003, "Unknown Channel");
    /// No such server.
    unknown_guild(404, 10004, "Unknown Guild");
    /// No such member.
    unknown_member(404, 10007, "Unknown Member");
    /// No such message (or an ephemeral one).
    unknown_message(404, 10008, "Unknown Message");
    /// No such overwrite.
    unknown_overwrite(404, 10009, "Unknown Permission Overwrite");
    /// No such role.
    unknown_role(404, 10011, "Unknown Role");
    /// No such user.
    unknown_user(404, 10013, "Unknown User");
    /// No such emoji.
    unknown_emoji(400, 10014, "Unknown Emoji");
    /// No such webhook, or an interaction that was not answered yet.
    unknown_webhook(404, 10015, "Unknown Webhook");
    /// An interaction that does not exist, or whose 3 seconds are over.
    unknown_interaction(404, 10062, "Unknown interaction");
    /// No such command.
    unknown_command(404, 10063, "Unknown application command");
    /// Too many commands in a scope.
    too_many_commands(400, 30032, "Maximum number of application commands reached (100).");
    /// 1000 members in a thread.
    too_many_thread_members(400, 30033, "Maximum number of thread participants reached (1000)");
    /// Too many edits of messages older than an hour.
    too_many_old_edits(429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later.");
    /// A file above the limit.
    too_large(413, 40005, "Request entity too large");
    /// The interaction has its first answer already.
    already_acknowledged(400, 40060, "Interaction has already been acknowledged.");
    /// Not visible to the bot.
    missing_access(403, 50001, "Missing Access");
    /// Another author's message.
    not_the_author(403, 50005, "Cannot edit a message authored by another user");
    /// Nothing in it.
    empty_message(400, 50006, "Cannot send an empty message");
    /// A person who does not take the bot's messages.
    cannot_message_user(403, 50007, "Cannot send messages to this user");
    /// Only for servers.
    direct_channel(400, 50003, "Cannot execute action on a DM channel");
    /// Text in a channel that takes none.
    not_a_text_channel(400, 50008, "Cannot send messages in a non-text channel");
    /// Visible, but not allowed.
    missing_permissions(403, 50013, "Missing Permissions");
    /// A system message.
    system_message(403, 50021, "Cannot execute action on a system message");
    /// Not possible in this kind of channel.
    wrong_channel_type(400, 50024, "Cannot execute action on this channel type");
    /// Older than two weeks.
    too_old_for_bulk_delete(400, 50034, "A message provided was too old to bulk delete");
    /// Another version of the API.
    invalid_api_version(400, 50041, "Invalid API version");
    /// A sticker of nobody's.
    invalid_sticker(400, 50081, "Invalid sticker sent");
    /// A voice message that says more.
    voice_with_content(400, 50159, "Voice messages do not support additional content.");
    /// A voice message without its file, or with several.
    voice_needs_one_file(400, 50160, "Voice messages must have a single audio attachment.");
    /// A voice message without its duration or waveform.
    voice_needs_metadata(400, 50161, "Voice messages must have supporting metadata.");
    /// A voice message stays as it is.
    voice_edited(400, 50162, "Voice messages cannot be edited.");
    /// Send Voice Messages is missing.
    voice_not_allowed(403, 50173, "You cannot send voice messages in this channel.");
    /// A pin too many.
    too_many_pins(400, 30003, "Maximum number of pins reached for the channel (250)");
    /// Others' words without the message content intent.
    cannot_forward_unread(403, 160014, "You cannot forward a message whose content you cannot read");
    /// A poll that is over.
    poll_expired(400, 520_001, "Poll expired");
    /// A poll stays as it is.
    poll_edited(400, 520_003, "Cannot edit a poll message");
    /// No poll on it.
    not_a_poll(400, 520_006, "Cannot expire a non-poll message");
    /// The interaction's token ended, or never was.
    invalid_webhook_token(401, 50027, "Invalid Webhook Token");
    /// An archived thread.
    archived_thread(400, 50083, "Thread is archived");
    /// A reply needs Read Message History.
    cannot_reply(403, 160002, "Cannot reply without permission to read message history");
    /// A second thread on one message.
    thread_exists(400, 160004, "A thread has already been created for this message");
    /// A locked thread.
    thread_locked(403, 160005, "Thread is locked");
    /// 1000 active threads.
    too_many_threads(400, 160006, "Maximum number of active threads reached");
}

/// Collects what is wrong with a form, each fault under its path, as 50035 reports it.
#[derive(Debug, Default)]
pub(crate) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes a fault; `path` is dotted (`embeds.0.title`).
    pub fn add(&mut self, path: &str, code: &str, message: &str) {
        let mut keys = path.split('.').filter(|key| !key.is_empty());
        let fault = json!({"code": code, "message": message});
        let node = keys.by_ref().fold(&mut self.errors, |node, key| {
            let entry = node.entry(key.to_owned()).or_insert_with(|| json!({}));
            if !entry.is_object() {
                *entry = json!({});
            }
            match entry {
                Value::Object(map) => map,
                _ => unreachable!("made an object above"),
            }
        });
        if let Value::Array(list) = node.entry("_errors").or_insert_with(|| json!([])) {
            list.push(fault);
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// 50035, if anything is wrong.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.is_clean() {
            Ok(())
        } else {
            Err(self.into_refusal())
        }
    }

    fn into_refusal(self) -> Refusal {
        Refusal {
            errors: Some(Value::Object(self.errors)),
            ..Refusal::invalid_form()
        }
    }
}
