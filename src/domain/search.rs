//! The words by which leads are found: folded the same way when a lead is written and when somebody searches, so that
//! `łodz` finds Łódź, and 協会 finds 日本協会, in which no space says where a word begins.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::contact::fold;

/// How many words of a search count; the rest could only narrow what is narrow already.
const WORDS: usize = 12;

/// A text as the index keeps it: folded words, and each letter a word in scripts that are written without spaces.
#[must_use]
pub fn indexed(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    // A point parts words here: `www.nordwind.example` is found by any of its parts.
    for c in fold(&text.replace('.', " ")).chars() {
        if is_spaceless(c) {
            parted.extend([' ', c, ' ']);
        } else {
            parted.push(c);
        }
    }
    parted.split_whitespace().collect::<Vec<_>>().join(" ")
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
