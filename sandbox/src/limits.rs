//! Every number that Discord enforces and this sandbox enforces too, each with the page it comes from.
//!
//! Pages are files of `discord/discord-api-docs`. The pages say "characters" and not of what kind: Discord's staff does, in that
//! repository's issue 1315: "the API calculates length based on the number of codepoints in the string". So lengths count
//! Unicode scalar values (Rust `char`s) here, and a bot that counts UTF-16 units or bytes is on the safe side.

use chrono::TimeDelta;

/// `developers/interactions/receiving-and-responding.mdx`: "an initial response within 3 seconds".
pub const FIRST_ANSWER: TimeDelta = TimeDelta::seconds(3);
/// Same page: "Interaction tokens are valid for 15 minutes".
pub const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

/// `developers/resources/message.mdx`, Create Message: "Message contents (up to 2000 characters)".
pub const CONTENT: usize = 2000;
/// Same page: "Up to 10 rich embeds".
pub const EMBEDS: usize = 10;
/// `message.mdx`, Embed Limits.
pub const EMBED_TITLE: usize = 256;
/// `message.mdx`, Embed Limits.
pub const EMBED_DESCRIPTION: usize = 4096;
/// `message.mdx`, Embed Limits.
pub const EMBED_FIELDS: usize = 25;
/// `message.mdx`, Embed Limits.
pub const EMBED_FIELD_NAME: usize = 256;
/// `message.mdx`, Embed Limits.
pub const EMBED_FIELD_VALUE: usize = 1024;
/// `message.mdx`, Embed Limits.
pub const EMBED_FOOTER: usize = 2048;
/// `message.mdx`, Embed Limits.
pub const EMBED_AUTHOR: usize = 256;
/// `message.mdx`, Embed Limits: the sum of title, description, field.name, field.value, footer.text and
/// author.name over all embeds of a message.
pub const EMBEDS_TOTAL: usize = 6000;
/// `message.mdx`, Create Message: "Can be used to verify a message was sent (up to 25 characters)".
pub const NONCE: usize = 25;
/// Same page: uniqueness is checked "in the past few minutes"; three is this sandbox's reading of few.
pub const NONCE_WINDOW: TimeDelta = TimeDelta::minutes(3);
/// `message.mdx`, Allowed Mentions Object: "Array of role_ids to mention (Max size of 100)".
pub const ALLOWED_MENTIONS: usize = 100;
/// `message.mdx`, Create Message, `limit` of Get Channel Messages: 1–100.
pub const MESSAGES_PAGE: usize = 100;
/// `developers/reference.mdx`, Uploading Files: 10 MiB by default.
pub const UPLOAD_BYTES: usize = 10 * 1024 * 1024;
/// `message.mdx`: at most 10 files a message (the OpenAPI description's `attachments.maxItems`).
pub const UPLOADS: usize = 10;
/// `message.mdx`, Attachment Object: "description for the file (max 1024 characters)".
pub const ATTACHMENT_DESCRIPTION: usize = 1024;

/// `message.mdx`, Create Message: "IDs of up to 3 stickers".
pub const STICKERS: usize = 3;
/// The OpenAPI description's `waveform.maxLength`: 256 datapoints of a byte each, as base64 (`message.mdx`, Voice Messages).
pub const WAVEFORM: usize = 400;
/// `developers/resources/poll.mdx`: "maximum length of `text` is 300 for the question".
pub const POLL_QUESTION: usize = 300;
/// Same page: "and 55 for any answer".
pub const POLL_ANSWER: usize = 55;
/// Same page: "there is a maximum of 10 answers per poll".
pub const POLL_ANSWERS: usize = 10;
/// Same page: "Number of hours the poll should be open for, up to 32 days".
pub const POLL_HOURS: i64 = 768;
/// `message.mdx`, Shared Client Theme Object: up to 5 colours, an angle up to 360, a mix up to 100.
pub const THEME_COLOURS: usize = 5;
/// `developers/change-log.mdx`, `file_types` of attachment options and file uploads: up to 10.
pub const FILE_TYPES: usize = 10;
/// `developers/resources/message.mdx`, Pin Message and JSON code 30003: the most pins of a channel.
pub const PINS: usize = 250;

/// `developers/components/reference.mdx`: up to 5 action rows in a message without the V2 flag.
pub const ACTION_ROWS: usize = 5;
/// Same page: "40 total components" with `IS_COMPONENTS_V2`.
pub const COMPONENTS_V2: usize = 40;
/// `message.mdx`, Create Message with components of the second version: text of up to 4000 characters in all.
pub const TEXT_DISPLAYS_TOTAL: usize = 4000;
/// Same page: "up to 5 buttons" a row.
pub const ROW_BUTTONS: usize = 5;
/// Same page: a media gallery has 1 to 10 items.
pub const GALLERY_ITEMS: usize = 10;
/// Same page: a radio group has 2 to 10 options.
pub const RADIO_OPTIONS: std::ops::RangeInclusive<usize> = 2..=10;
/// Same page: a checkbox group has 1 to 10 options.
pub const CHECKBOX_OPTIONS: usize = 10;
/// Same page: `custom_id` 1–100.
pub const CUSTOM_ID: usize = 100;
/// Same page: button label up to 80.
pub const BUTTON_LABEL: usize = 80;
/// Same page: button URL up to 512.
pub const BUTTON_URL: usize = 512;
/// Same page: up to 25 select options.
pub const SELECT_OPTIONS: usize = 25;
/// Same page: an option's label, value and description, 100 each.
pub const SELECT_TEXT: usize = 100;
/// Same page: select placeholder up to 150.
pub const SELECT_PLACEHOLDER: usize = 150;
/// `receiving-and-responding.mdx`, Modal: title up to 45.
pub const MODAL_TITLE: usize = 45;
/// Same: between 1 and 5 components.
pub const MODAL_COMPONENTS: usize = 5;
/// `components/reference.mdx`, Text Input and Label: label up to 45.
pub const INPUT_LABEL: usize = 45;
/// Same: description of a label up to 100.
pub const LABEL_DESCRIPTION: usize = 100;
/// Same: value, `min_length` and `max_length` up to 4000.
pub const INPUT_VALUE: usize = 4000;
/// Same: placeholder up to 100.
pub const INPUT_PLACEHOLDER: usize = 100;

/// `developers/interactions/application-commands.mdx`: name 1–32.
pub const COMMAND_NAME: usize = 32;
/// Same: description 1–100.
pub const COMMAND_DESCRIPTION: usize = 100;
/// Same: up to 25 options, and up to 25 choices, and up to 25 autocomplete results.
pub const COMMAND_OPTIONS: usize = 25;
/// Same: choice name 1–100, string value up to 100.
pub const CHOICE: usize = 100;
/// Same: string option `min_length` and `max_length` up to 6000.
pub const OPTION_LENGTH: usize = 6000;
/// Same: 8000 characters for name, description and value of a command with its options and choices.
pub const COMMAND_TOTAL: usize = 8000;
/// Same: 100 `CHAT_INPUT` commands a scope.
pub const CHAT_INPUT_COMMANDS: usize = 100;
/// Same: 15 `USER` and 15 `MESSAGE` commands a scope (5 before 2025).
pub const CONTEXT_COMMANDS: usize = 15;

/// `developers/topics/threads.mdx`, `developers/resources/channel.mdx`: the allowed auto-archive durations, minutes.
pub const AUTO_ARCHIVE: [i64; 4] = [60, 1440, 4320, 10080];
/// `developers/topics/opcodes-and-status-codes.mdx`, 160006: the most active threads of a server.
pub const ACTIVE_THREADS: usize = 1000;
/// `opcodes-and-status-codes.mdx`, 30033: the most members of a thread.
pub const THREAD_MEMBERS: usize = 1000;
/// `channel.mdx`: channel and thread name 1–100.
pub const CHANNEL_NAME: usize = 100;

/// `developers/topics/rate-limits.mdx`: "50 requests per second", all routes, interaction endpoints not counted.
pub const GLOBAL_PER_SECOND: usize = 50;
/// Seen, not documented: creating and editing messages, 5 in 5 s a channel.
pub const MESSAGE_BUCKET: (usize, TimeDelta) = (5, TimeDelta::seconds(5));
/// Seen, not documented: edits of messages older than an hour, about 3 in 6 s a channel (30046 names the rule).
pub const OLD_EDIT_BUCKET: (usize, TimeDelta) = (3, TimeDelta::seconds(6));
/// `opcodes-and-status-codes.mdx`, 30046: "messages older than 1 hour".
pub const OLD_MESSAGE: TimeDelta = TimeDelta::hours(1);
/// Reported, not documented: a thread takes another name about 2 times in 10 minutes, each thread by itself.
pub const THREAD_RENAMES: (usize, TimeDelta) = (2, TimeDelta::minutes(10));
/// Undocumented; an ordinary allowance for every other route, so that its headers are there to be read.
pub const OTHER_BUCKET: (usize, TimeDelta) = (50, TimeDelta::seconds(1));
/// `rate-limits.mdx`, Invalid Request Limit: 10,000 of 401, 403 and 429 in 10 minutes.
pub const INVALID_REQUESTS: (usize, TimeDelta) = (10_000, TimeDelta::minutes(10));

/// `developers/events/gateway.mdx`, Rate Limiting: 120 gateway events a connection in 60 s.
pub const GATEWAY_SENDS: (usize, TimeDelta) = (120, TimeDelta::seconds(60));
/// `gateway.mdx`, Session Start Limit: `max_concurrency` identifies every 5 s.
pub const IDENTIFY_INTERVAL: TimeDelta = TimeDelta::seconds(5);
/// `gateway.mdx`, Session Start Limit Object: `total` of a day.
pub const SESSION_STARTS: usize = 1000;
/// `gateway.mdx`, Sharding: "each shard can only support a maximum of 2500 guilds".
pub const GUILDS_PER_SHARD: usize = 2500;
/// `gateway.mdx`, Sending Events: payloads up to 4096 bytes.
pub const GATEWAY_PAYLOAD: usize = 4096;
