//! Pieces of embeds that more than one card is made of, and Discord's limits on them.

use serenity::all::CreateEmbed;

use crate::text::safe::{length, neutral_line};

/// Embed limits (Message resource, "Embed Limits"), all inclusive.
pub mod limits {
    /// Title.
    pub const TITLE: usize = 256;
    /// Description.
    pub const DESCRIPTION: usize = 4096;
    /// A field's value.
    pub const FIELD: usize = 1024;
    /// A message's text.
    pub const CONTENT: usize = 2000;
    /// A select option's label or description (Component reference, "Select Option Structure").
    pub const OPTION: usize = 100;
}

/// How much of a long text a card shows; the rest is one command away.
pub const NEED_ON_CARD: usize = 700;

/// Adds a short field beside others, where there is something to show. `text` is from outside and is neutralised.
pub fn outside_field(embed: CreateEmbed, name: String, text: Option<&str>) -> CreateEmbed {
    match text
        .map(|text| neutral_line(text, 200))
        .filter(|text| !text.trim().is_empty())
    {
        Some(text) => embed.field(name, text, true),
        None => embed,
    }
}

/// Adds a field of our own words.
pub fn own_field(embed: CreateEmbed, name: String, text: Option<String>, inline: bool) -> CreateEmbed {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => embed.field(name, text, inline),
        None => embed,
    }
}

/// As many whole lines as fit; "…" stands for the others.
pub fn whole_lines(lines: &[String], max: usize) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let rest = usize::from(at + 1 < lines.len()) * 2;
        if length(&text) + length(line) + 1 + rest > max {
            text.push('…');
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    text.trim_end().to_owned()
}
