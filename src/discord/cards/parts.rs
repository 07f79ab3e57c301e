//! Pieces of embeds that more than one card is made of, and Discord's limits on them.

use serenity::all::CreateEmbed;

use crate::domain::mask::masked;
use crate::text::safe::{length, neutral_cut, neutral_line};

/// Embed limits (Message resource, "Embed Limits"), all inclusive.
pub(crate) mod limits {
    pub(crate) const TITLE: usize = 256;
    pub(crate) const DESCRIPTION: usize = 4096;
    /// A field's value.
    pub(crate) const FIELD: usize = 1024;
    /// A message's text.
    pub(crate) const CONTENT: usize = 2000;
    /// A select option's label or description (Component reference, "Select Option Structure").
    pub(crate) const OPTION: usize = 100;
}

/// How much of a long text a card shows; the rest is one command away.
pub(crate) const NEED_ON_CARD: usize = 700;

/// A text from outside on one line, as the channel may see it: harmless, and without contact data in it.
pub(crate) fn public_line(text: &str, max: usize) -> String {
    neutral_line(&masked(text), max)
}

/// A text from outside with its lines, as the channel may see it.
pub(crate) fn public_cut(text: &str, max: usize) -> String {
    neutral_cut(&masked(text), max)
}

/// Adds a short field beside others, where there is something to show. `text` is from outside and is neutralised.
pub(crate) fn outside_field(embed: CreateEmbed, name: String, text: Option<&str>) -> CreateEmbed {
    match text
        .map(|text| public_line(text, 200))
        .filter(|text| !text.trim().is_empty())
    {
        Some(text) => embed.field(name, text, true),
        None => embed,
    }
}

/// Adds a field of our own words.
pub(crate) fn own_field(embed: CreateEmbed, name: String, text: Option<String>, inline: bool) -> CreateEmbed {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => embed.field(name, text, inline),
        None => embed,
    }
}

/// As many whole lines as fit; "…" stands for the others.
pub(crate) fn whole_lines(lines: &[String], max: usize) -> String {
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
