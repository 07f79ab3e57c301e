//! Makes text from outside harmless, wherever it is shown: what a customer wrote is hostile until proven otherwise.
//!
//! A lead's text reaches Discord as embed fields, labels and autocomplete names, and spreadsheets as CSV cells. It must
//! not mention anyone, format the card, hide where a link leads, overflow a limit, or start a formula; and it must
//! still be readable: emoji, CJK, Cyrillic and Arabic pass untouched. Three steps, each its own function here:
//!
//! 1. **Visible** (in all of them): no control, bidi, zero-width, tag or other invisible characters; line ends are `\n`,
//!    at most one blank line in a row, single spaces, at most a handful of accents on a letter.
//! 2. **Escaped** ([`neutral`], [`neutral_cut`]): a backslash before every sign that Discord's markdown would act on.
//!    Discord lists what it turns into mentions, timestamps and links in its reference under "Message Formatting".
//!    Links stay readable but do not become links: `https\://…` is shown as `https://…`. Mentions are broken twice,
//!    `\<\@17>`, so that no `<@17` is left even for a reader that ignores backslashes. That is a second line of
//!    defence; the first is that every message is sent with empty allowed mentions.
//! 3. **Cut** ([`cut`], [`neutral_cut`]): never inside a character as a person sees it, nor inside an escape.
//!
//! Escape once, when showing: [`neutral`] of neutral text shows its backslashes.

mod markdown;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

pub use crate::visible::plain_line;
use crate::visible::visible;

/// What stands for the rest of a text that was cut.
const ELLIPSIS: char = '…';

/// How long a text is for Discord's limits, in UTF-16 code units. Discord does not say whether it counts these or
/// code points; an emoji is two of the former and one of the latter, so this is never too little.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Text from outside for a place where Discord renders markdown: message content, an embed's description, title or
/// field. It shows what was written and does nothing. Can be empty, where only invisible characters were written.
pub fn neutral(text: &str) -> String {
    markdown::escaped(&visible(text)).collect()
}

/// [`neutral`] text, of which at most `max` UTF-16 units are left, "…" included.
pub fn neutral_cut(text: &str, max: usize) -> String {
    fit(markdown::escaped(&visible(text)), max)
}

/// [`neutral_cut`] on one line: for names and all else that stands within a line of ours, where a second line could pose as
/// one of ours ("ACME", line end, "Accepted by Anna").
pub(crate) fn neutral_line(text: &str, max: usize) -> String {
    neutral_cut(&plain_line(text), max)
}

/// At most `max` UTF-16 units of a text, "…" included, cut between graphemes. For text that is not escaped: an escape
/// could be cut in two, use [`neutral_cut`] there.
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    if length(text) <= max {
        return Cow::Borrowed(text);
    }
    Cow::Owned(fit(text.graphemes(true).map(Cow::Borrowed), max))
}

/// [`cut`] where a word ends, for names that people read. A text with no space in its second half is cut where it must be.
pub(crate) fn cut_at_word(text: &str, max: usize) -> Cow<'_, str> {
    if length(text) <= max {
        return Cow::Borrowed(text);
    }
    let cut = cut(text, max);
    let kept = cut.strip_suffix(ELLIPSIS).unwrap_or(&cut);
    let is_whole = text
        .get(kept.len()..)
        .is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let end = kept
        .rfind(char::is_whitespace)
        .filter(|_| !is_whole)
        .unwrap_or(kept.len());
    let dangling = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '(');
    match kept.get(..end).map(|words| words.trim_end_matches(dangling)) {
        Some(words) if length(words) > max / 2 => Cow::Owned(format!("{words}{ELLIPSIS}")),
        _ => cut,
    }
}

/// Text from outside for a cell of a CSV file, which people open in spreadsheets: one that would start a formula gets
/// an apostrophe in front, which spreadsheets do not show (OWASP, "CSV Injection"). Quoting is the CSV writer's task.
pub fn csv_cell(text: &str) -> String {
    let mut cell = visible(text);
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        cell.insert(0, '\'');
    }
    cell
}

/// Joins whole pieces as long as they fit in `max` UTF-16 units, the "…" of a cut text included.
fn fit<'a>(pieces: impl Iterator<Item = Cow<'a, str>>, max: usize) -> String {
    let mut text = String::new();
    let (mut used, mut kept_bytes) = (0, 0);
    for piece in pieces {
        used += length(&piece);
        if used > max {
            text.truncate(kept_bytes);
            text.truncate(text.trim_end().len());
            text.extend((max > 0).then_some(ELLIPSIS));
            return text;
        }
        text.push_str(&piece);
        if used < max {
            kept_bytes = text.len();
        }
    }
    text
}
