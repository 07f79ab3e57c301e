//! The folding under which two spellings of a name are one.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Letters that Unicode does not decompose, as people write them without a keyboard for them.
const PLAIN: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
];

/// Words that one spelling of a name has and the next has not. Alone they are the name: ET is Ethiopia.
const AND: &[&str] = &["and", "und", "et", "и", "the"];

/// Lower-case words without accents, punctuation and articles: `"Société Générale"` gives `societe generale`.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    if words.len() == 1 {
        return words;
    }
    words
        .into_iter()
        .filter(|word| !AND.contains(&word.as_str()))
        .collect()
}

/// Lower-case text without accents and punctuation. Points and apostrophes vanish (`G.m.b.H.` is one word), other
/// punctuation parts words. Accents of Latin, Greek and Cyrillic letters go; the marks of other scripts are letters to
/// their readers and stay.
pub fn fold(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let mut folded = String::with_capacity(decomposed.len());
    for c in decomposed.chars().flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None if matches!(c, '\u{300}'..='\u{36f}' | '.' | '\'' | '’' | 'ʼ' | '`') => {}
            None if c.is_alphanumeric() || is_mark(c) => folded.push(c),
            None => folded.push(' '),
        }
    }
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&folded)
        .into_owned()
}

fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}
