//! Escapes what Discord's markdown acts on.
//!
//! A backslash before a sign makes Discord show the sign itself; that is all this uses. What each sign would do:
//!
//! | sign | where | would be |
//! |---|---|---|
//! | backslash, asterisk, underscore, tilde, backtick, bar | everywhere | an escape, emphasis, strikethrough, code, a spoiler |
//! | `<` | everywhere | a mention, command, emoji, timestamp, server page, link |
//! | `[` `]` | everywhere | a link with another text than its target |
//! | `@` | unless it is inside a word, as in an address | @everyone, @here |
//! | `:` | before `//`, and after `<t`, `<a`, `<id` | a link, a timestamp, an emoji, a server page |
//! | `#` `>` `-` `+`, `1.` | where a line starts | a heading, quote, list, small print |

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Mentions of everybody, without their `@`.
const EVERYBODY: [&str; 2] = ["everyone", "here"];

/// Where in its line the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Only spaces so far.
    Start,
    /// Only digits so far: a list's number, if a point follows.
    Number,
    Inside,
}

/// The text as escaped graphemes, in order. A cut between two of them leaves nothing half escaped. Every character of
/// a grapheme is looked at, because some scripts have letters that draw a following sign into theirs.
pub(super) fn escaped(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut place = Place::Start;
    text.grapheme_indices(true).map(move |(start, grapheme)| {
        let mut piece = Cow::Borrowed("");
        for (at, sign) in grapheme.char_indices() {
            let ahead = &text[start + at + sign.len_utf8()..];
            if acts(sign, &text[..start + at], ahead, place) {
                piece += "\\";
            }
            piece += &grapheme[at..at + sign.len_utf8()];
            place = place.after(sign);
        }
        piece
    })
}

impl Place {
    fn after(self, sign: char) -> Self {
        match (self, sign) {
            (_, '\n') | (Self::Start, ' ') => Self::Start,
            (Self::Start | Self::Number, '0'..='9') => Self::Number,
            _ => Self::Inside,
        }
    }
}

/// Whether Discord could act on a sign, given what stands around it.
fn acts(sign: char, behind: &str, ahead: &str, place: Place) -> bool {
    match sign {
        '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '[' | ']' => true,
        // Breaks "<@", "<#", "</", "<:" and "](" a second time.
        _ if behind.ends_with(['<', ']']) && sign.is_ascii_punctuation() => true,
        '#' | '>' | '-' | '+' => place == Place::Start,
        '.' => place == Place::Number && !ahead.starts_with(|next: char| !next.is_whitespace()),
        ':' => {
            ahead.starts_with("//")
                || ["<t", "<a", "<id"]
                    .iter()
                    .any(|opening| behind.ends_with(opening))
        }
        '@' => !ahead.starts_with(char::is_alphanumeric) || names_everybody(ahead),
        _ => false,
    }
}

fn names_everybody(ahead: &str) -> bool {
    EVERYBODY.iter().any(|name| {
        ahead
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    })
}
