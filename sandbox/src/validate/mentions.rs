//! `allowed_mentions` (`developers/resources/message.mdx`, Allowed Mentions Object).

use super::Fields;
use crate::{
    limits,
    world::mentions::{AllowedMentions, Scope},
};

/// A checked `allowed_mentions`; `None` if the request has none.
pub(crate) fn allowed_mentions(fields: &mut Fields<'_, '_>) -> Option<AllowedMentions> {
    let value = fields.get("allowed_mentions")?;
    let mut fields = fields.below("allowed_mentions", value)?;
    let listed = fields.list("parse", 0..=3).unwrap_or_default();
    for (at, kind) in listed.iter().enumerate() {
        if !["roles", "users", "everyone"].iter().any(|known| kind == known) {
            let words = "Value must be one of ('users', 'roles', 'everyone').";
            fields.fault(&format!("parse.{at}"), "BASE_TYPE_CHOICES", words);
        }
    }
    let parses = |kind: &str| listed.iter().any(|listed| listed == kind);
    let mut scope = |kind: &str| {
        let ids = fields
            .snowflakes(kind, 0..=limits::ALLOWED_MENTIONS)
            .unwrap_or_default();
        if parses(kind) && !ids.is_empty() {
            let words = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            fields.fault("", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &words);
        }
        if parses(kind) {
            Scope::All
        } else {
            Scope::Only(ids)
        }
    };
    let (users, roles) = (scope("users"), scope("roles"));
    let replied_user = fields.boolean("replied_user").unwrap_or(false);
    Some(AllowedMentions {
        users,
        roles,
        everyone: parses("everyone"),
        replied_user,
    })
}
