//! Takes out of a text what cannot be seen, and so could hide, reorder or fake what can.
//!
//! Which characters are invisible is Unicode's `Default_Ignorable_Code_Point` (zero-width, bidi, variation selectors,
//! tags, fillers, soft hyphen) and the control characters. The joiner and the selectors that make one emoji of several
//! are kept where they do that. Persian and Indic text loses its joiners, which changes the shape of some letters but
//! not the words; the flags of England, Scotland and Wales become the black flag they are built on.

use std::iter::Peekable;
use std::str::Chars;

use icu_properties::props::{DefaultIgnorableCodePoint, Emoji, ExtendedPictographic, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Marks on one letter. Vietnamese and Thai need two, pointed Hebrew three or four; more is decoration that runs over
/// the lines above and below.
const MOST_MARKS: usize = 4;
/// Joiners in one emoji. The longest that Unicode recommends (a kiss with skin tones) has three.
const MOST_JOINERS: usize = 4;

const JOINER: char = '\u{200d}';
const TEXT_STYLE: char = '\u{fe0e}';
const EMOJI_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// The text without invisible characters, with `\n` as the only line end, single spaces, at most one blank line in a
/// row, and nothing blank at either end. Applying it again changes nothing.
pub(crate) fn visible(text: &str) -> String {
    let mut written = Written {
        text: String::with_capacity(text.len()),
        marks: 0,
        joiners: 0,
        emoji: false,
    };
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            c if is_line_end(c) => written.line_end(),
            // The blank of the Braille alphabet is not whitespace to Unicode, but to the eye.
            c if c.is_whitespace() || c == '\u{2800}' => written.space(),
            JOINER => written.joiner(&rest),
            TEXT_STYLE | EMOJI_STYLE => written.style(c, &rest),
            c if is_invisible(c) => {}
            c if is_mark(c) => written.mark(c),
            c => written.letter(c),
        }
    }
    written.text.truncate(written.text.trim_end().len());
    written.text
}

/// Text from outside in one line for a place where Discord renders no markdown: button labels, select options, modal
/// titles, thread names, autocomplete names, footers. Can be empty.
pub fn plain_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text from outside on one line, otherwise as it was written: for fields that hold one line, where a second could pose
/// as a line of our own.
pub(crate) fn one_line(text: &str) -> String {
    let lines = text.split(is_line_end).map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

const fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// What was kept so far.
struct Written {
    text: String,
    /// On the last letter.
    marks: usize,
    /// In the last emoji.
    joiners: usize,
    /// Whether the text ends in an emoji.
    emoji: bool,
}

impl Written {
    fn line_end(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.emoji = false;
    }

    fn space(&mut self) {
        if !self.at_blank() {
            self.text.push(' ');
        }
        self.emoji = false;
    }

    fn at_blank(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }

    /// Kept between two emoji.
    fn joiner(&mut self, rest: &Peekable<Chars<'_>>) {
        let joins = rest.clone().peek().is_some_and(|next| is_pictograph(*next));
        if self.emoji && joins && self.joiners < MOST_JOINERS && !self.text.ends_with(JOINER) {
            self.text.push(JOINER);
            self.joiners += 1;
        }
    }

    /// Kept behind an emoji, and in a keycap (`1️⃣`).
    fn style(&mut self, style: char, rest: &Peekable<Chars<'_>>) {
        let Some(last) = self.text.chars().next_back() else {
            return;
        };
        let keycap = is_emoji_part(last) && rest.clone().peek() == Some(&KEYCAP);
        if keycap || is_pictograph(last) {
            self.text.push(style);
        }
    }

    /// Kept on a letter that does not have too many yet.
    fn mark(&mut self, mark: char) {
        if !self.at_blank() && self.marks < MOST_MARKS {
            self.text.push(mark);
            self.marks += 1;
        }
    }

    fn letter(&mut self, letter: char) {
        let pictograph = is_pictograph(letter);
        if !self.text.ends_with(JOINER) {
            self.joiners = 0;
        }
        // A skin tone belongs to the emoji before it.
        self.emoji = pictograph || (self.emoji && is_emoji_part(letter) && !letter.is_ascii());
        self.marks = 0;
        let private = CodePointMapData::<GeneralCategory>::new().get(letter) == GeneralCategory::PrivateUse;
        self.text.push(if private {
            char::REPLACEMENT_CHARACTER
        } else {
            letter
        });
    }
}

fn is_pictograph(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

/// Whether an emoji can be made with it: pictographs, skin tones, and the digits and signs of keycaps.
fn is_emoji_part(c: char) -> bool {
    CodePointSetData::new::<Emoji>().contains(c)
}

fn is_mark(c: char) -> bool {
    use GeneralCategory::{EnclosingMark, NonspacingMark};
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        NonspacingMark | EnclosingMark
    )
}

/// Control characters, what Unicode says is shown as nothing, and the marks around and for foreign objects.
pub(crate) fn is_invisible(c: char) -> bool {
    let noncharacter = matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe;
    c.is_control()
        || noncharacter
        || matches!(c, '\u{fff9}'..='\u{fffc}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}
