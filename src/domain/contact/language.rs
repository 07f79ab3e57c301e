//! A customer's language: what people and browsers write, as a BCP 47 tag, and its name to show.

use super::fold;

/// Code, English name, and other names divided by `|` (its own, German, Russian).
static LANGUAGES: &[(&str, &str, &str)] = &[
    ("en", "English", "anglais|englisch|английский|inglés|inglese|eng"),
    ("de", "German", "deutsch|немецкий|allemand|alemán|tedesco|deu|ger"),
    ("ru", "Russian", "русский|russisch|russe|ruso|rus"),
    ("fr", "French", "français|französisch|французский|francés|fra|fre"),
    (
        "es",
        "Spanish",
        "español|castellano|spanisch|испанский|espagnol|spa",
    ),
    ("it", "Italian", "italiano|italienisch|итальянский|ita"),
    ("pt", "Portuguese", "português|portugiesisch|португальский|por"),
    (
        "nl",
        "Dutch",
        "nederlands|niederländisch|нидерландский|голландский|nld|dut",
    ),
    ("pl", "Polish", "polski|polnisch|польский|pol"),
    ("cs", "Czech", "čeština|česky|tschechisch|чешский|ces|cze"),
    ("sk", "Slovak", "slovenčina|slowakisch|словацкий|slk"),
    ("uk", "Ukrainian", "українська|ukrainisch|украинский|ukr"),
    ("be", "Belarusian", "беларуская|белорусский|bel"),
    ("bg", "Bulgarian", "български|bulgarisch|болгарский|bul"),
    ("hr", "Croatian", "hrvatski|kroatisch|хорватский|hrv"),
    ("sr", "Serbian", "српски|srpski|serbisch|сербский|srp"),
    ("sl", "Slovenian", "slovenščina|slovene|slowenisch|словенский|slv"),
    ("hu", "Hungarian", "magyar|ungarisch|венгерский|hun"),
    ("ro", "Romanian", "română|rumänisch|румынский|ron|rum"),
    ("el", "Greek", "ελληνικά|griechisch|греческий|ell|gre"),
    ("tr", "Turkish", "türkçe|türkisch|турецкий|tur"),
    ("sv", "Swedish", "svenska|schwedisch|шведский|swe"),
    ("da", "Danish", "dansk|dänisch|датский|dan"),
    ("no", "Norwegian", "norsk|norwegisch|норвежский|nor"),
    ("nb", "Norwegian Bokmål", "bokmål"),
    ("nn", "Norwegian Nynorsk", "nynorsk"),
    ("fi", "Finnish", "suomi|finnisch|финский|fin"),
    ("et", "Estonian", "eesti|estnisch|эстонский|est"),
    ("lv", "Latvian", "latviešu|lettisch|латышский|lav"),
    ("lt", "Lithuanian", "lietuvių|litauisch|литовский|lit"),
    (
        "zh",
        "Chinese",
        "中文|汉语|漢語|chinesisch|китайский|mandarin|zho|chi",
    ),
    ("ja", "Japanese", "日本語|japanisch|японский|jpn"),
    ("ko", "Korean", "한국어|koreanisch|корейский|kor"),
    ("vi", "Vietnamese", "tiếng việt|vietnamesisch|вьетнамский|vie"),
    ("th", "Thai", "ไทย|thailändisch|тайский|tha"),
    (
        "id",
        "Indonesian",
        "bahasa indonesia|indonesisch|индонезийский|ind",
    ),
    ("ms", "Malay", "bahasa melayu|malaiisch|малайский|msa"),
    ("hi", "Hindi", "हिन्दी|हिंदी|хинди|hin"),
    ("bn", "Bengali", "বাংলা|bengalisch|бенгальский|ben"),
    ("ta", "Tamil", "தமிழ்|тамильский|tam"),
    ("ur", "Urdu", "اردو|урду|urd"),
    ("fa", "Persian", "فارسی|farsi|persisch|персидский|fas"),
    ("ar", "Arabic", "العربية|arabisch|арабский|ara"),
    ("he", "Hebrew", "עברית|hebräisch|иврит|heb"),
    ("kk", "Kazakh", "қазақ|қазақша|kasachisch|казахский|kaz"),
    ("uz", "Uzbek", "oʻzbek|usbekisch|узбекский|uzb"),
    ("ka", "Georgian", "ქართული|georgisch|грузинский|kat"),
    ("hy", "Armenian", "հայերեն|armenisch|армянский|hye"),
    (
        "az",
        "Azerbaijani",
        "azərbaycan|aserbaidschanisch|азербайджанский|aze",
    ),
    ("ca", "Catalan", "català|katalanisch|каталанский|cat"),
    ("sq", "Albanian", "shqip|albanisch|албанский|sqi"),
    ("mk", "Macedonian", "македонски|македонский|mkd"),
    ("bs", "Bosnian", "bosanski|боснийский|bos"),
    ("is", "Icelandic", "íslenska|isländisch|исландский|isl"),
    ("ga", "Irish", "gaeilge|irisch|gle"),
    ("cy", "Welsh", "cymraeg|walisisch|cym"),
    ("eu", "Basque", "euskara|baskisch|eus"),
    ("gl", "Galician", "galego|galicisch|glg"),
    ("mt", "Maltese", "malti|maltesisch|mlt"),
    ("lb", "Luxembourgish", "lëtzebuergesch|luxemburgisch|ltz"),
    ("af", "Afrikaans", "afr"),
    ("sw", "Swahili", "kiswahili|suaheli|swa"),
];

/// The tag of a language: `de-DE` of `de_DE`, `de` of `German`, `Deutsch` or `English (US)`'s like. `None` for what is none.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let text = text.trim();
    let name = text.split(['(', '/']).next().unwrap_or_default();
    let named = |name: &str| {
        let name = fold(name);
        let name = name.trim();
        let is_it = |(_, english, others): &&(&str, &str, &str)| {
            !name.is_empty()
                && std::iter::once(*english)
                    .chain(others.split('|'))
                    .any(|known| fold(known).trim() == name)
        };
        LANGUAGES.iter().find(is_it).map(|(code, ..)| (*code).to_owned())
    };
    let tag: Option<unic_langid::LanguageIdentifier> = text.parse().ok();
    // "klingon" has the form of a tag as well.
    let tag = tag.filter(|tag| {
        LANGUAGES.iter().any(|(code, ..)| *code == tag.language.as_str()) || tag.language.as_str().len() == 2
    });
    tag.map(|tag| tag.to_string()).or_else(|| named(name))
}

/// A language's name in English, with its region where the tag has one: `German`, `Portuguese (BR)`. A tag that is not
/// known is its own name.
pub(crate) fn language_name(tag: &str) -> String {
    let mut parts = tag.split(['-', '_']);
    let code = parts.next().unwrap_or_default();
    let Some((_, name, _)) = LANGUAGES
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(code))
    else {
        return tag.to_owned();
    };
    match parts.next_back() {
        Some(region) => format!("{name} ({region})"),
        None => (*name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_by_tag_and_by_name() {
        for (written, tag) in [
            ("de", Some("de")),
            ("DE", Some("de")),
            ("de-AT", Some("de-AT")),
            ("pt_br", Some("pt-BR")),
            ("zh-Hans-CN", Some("zh-Hans-CN")),
            ("German", Some("de")),
            ("deutsch", Some("de")),
            ("Français", Some("fr")),
            ("francais", Some("fr")),
            ("Английский", Some("en")),
            ("English (US)", Some("en")),
            ("deu", Some("de")),
            ("中文", Some("zh")),
            ("klingon", None),
            ("german shepherd", None),
            ("", None),
            ("-", None),
            ("12", None),
        ] {
            assert_eq!(language_tag(written).as_deref(), tag, "{written}");
        }
    }

    #[test]
    fn a_tag_has_a_name_to_show() {
        for (tag, name) in [
            ("de", "German"),
            ("pt-BR", "Portuguese (BR)"),
            ("en-US", "English (US)"),
            ("xx", "xx"),
        ] {
            assert_eq!(language_name(tag), name);
        }
    }
}
