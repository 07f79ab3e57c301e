//! The words by which leads are found: folded the same way when a lead is written and when somebody searches, so that
//! `łodz` finds Łódź, and 協会 finds 日本協会, in which no space says where a word begins.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::contact::fold;

/// How many words of a search count; the rest could only narrow what is narrow already.
const WORDS: usize = 12;

/// What stands in the index in front of a letter for the sign behind it. Of the private use area: the folding lets none of
/// these through, so that nobody can type one, and `C` does not begin like `C#`.
const SHARP: char = '\u{e000}';
const PLUS_PLUS: char = '\u{e001}';

/// A text as the index keeps it: folded words, and each letter a word in scripts that are written without spaces. `C`, `C++`
/// and `C#` are three words.
#[must_use]
pub fn indexed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, sign, letter, behind)) = split_language(rest) {
        push_folded(&mut words, before);
        words.extend([' ', sign, letter, ' ']);
        rest = behind;
    }
    push_folded(&mut words, rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `C#`, `F#`, `C++` of a text: what stands before it, its sign and letter, what stands behind.
fn split_language(text: &str) -> Option<(&str, char, char, &str)> {
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let alone = !last.replace(letter).is_some_and(char::is_alphanumeric);
        if !alone || !letter.is_ascii_alphabetic() {
            continue;
        }
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let sign = [("#", SHARP), ("♯", SHARP), ("++", PLUS_PLUS)];
        let found = sign
            .into_iter()
            .find_map(|(written, sign)| Some((sign, behind.strip_prefix(written)?)));
        if let Some((sign, behind)) = found {
            return Some((before, sign, letter.to_ascii_lowercase(), behind));
        }
    }
    None
}

fn push_folded(parted: &mut String, text: &str) {
    // A point parts words here: `www.nordwind.example` is found by any of its parts.
    for c in fold(&text.replace('.', " ")).chars() {
        if is_spaceless(c) {
            parted.extend([' ', c, ' ']);
        } else {
            parted.push(c);
        }
    }
}

/// What was typed as a query of SQLite's FTS5 that finds leads with every one of its words, each from its beginning.
/// Only letters and digits get through, each word in quotation marks, so that nothing typed is an operator. `None`
/// where there is no word in it.
#[must_use]
pub fn query(typed: &str) -> Option<String> {
    // Each stretch without a space is one phrase, so that the letters of 協会 have to stand side by side.
    let words = typed.split_whitespace().map(indexed);
    let phrases: Vec<_> = words
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// Scripts that are written without spaces between words (Unicode Standard Annex 14, classes ID, CJ and SA), and
/// Hangul, whose compounds are.
fn is_spaceless(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let spaceless = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Bopomofo,
        Script::Hangul,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ];
    spaceless.contains(&CodePointMapData::<Script>::new().get(c))
}

#[cfg(test)]
mod tests {
    use super::{indexed, query};

    #[test]
    fn what_is_typed_is_never_query_syntax() {
        for (typed, expected) in [
            ("nord", "\"nord\"*"),
            ("Nord wind", "\"nord\"* AND \"wind\"*"),
            ("a\" OR need:*", "\"a\"* AND \"or\"* AND \"need\"*"),
            ("NEAR(x, 2)", "\"near x\"* AND \"2\"*"),
            ("x-y", "\"x y\"*"),
        ] {
            assert_eq!(query(typed).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["", "  ", "\"", "* - ()", "🔥", "\0"] {
            assert_eq!(query(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn c_and_its_sisters_are_words_of_their_own() {
        let all = ["C", "C++", "C#", "F", "F#", "D", "D++"];
        for (at, one) in all.into_iter().enumerate() {
            for other in &all[at + 1..] {
                assert_ne!(query(one), query(other), "{one} and {other}");
                assert!(
                    !indexed(other).starts_with(&indexed(one)),
                    "{one} begins like {other}"
                );
            }
        }
        for (text, words) in [
            ("c++", "\u{e001}c"),
            ("C#/.NET", "\u{e000}c net"),
            ("C, C++ and C#.", "c \u{e001}c and \u{e000}c"),
            ("C++17 developers", "\u{e001}c 17 developers"),
            ("C#-Entwickler", "\u{e000}c entwickler"),
            ("(C#)", "\u{e000}c"),
            ("C♯", "\u{e000}c"),
            ("Objective-C++", "objective \u{e001}c"),
            ("issue#12 Notepad++", "issue 12 notepad"),
            ("# C + C", "c c"),
        ] {
            assert_eq!(indexed(text), words, "{text}");
        }
        assert_eq!(query("C#").as_deref(), Some("\"\u{e000}c\"*"));
    }

    #[test]
    fn accents_case_and_width_make_no_difference() {
        for (one, other) in [
            ("Łódź", "lodz"),
            ("ÉCOLE", "école"),
            ("Ёлка", "елка"),
            ("ＡＢＣ", "abc"),
        ] {
            assert_eq!(query(one), query(other), "{one}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_parted_by_the_letter() {
        assert_eq!(indexed("日本協会 Tokyo"), "日 本 協 会 tokyo");
        assert_eq!(query("協会").as_deref(), Some("\"協 会\"*"));
    }
}
