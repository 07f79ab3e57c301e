use proptest::prelude::*;

use super::*;

/// The texts of a lead that tries everything at once.
const HOSTILE: [&str; 4] = [
    "@everyone **ACME** [click](https://evil.example) <@&123456789012345678>",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1\u{202e}5551234",
    "```\n# heading\n> quote\n||spoiler|| `code` https://evil.example/\u{200b} <https://evil.example> <t:0:R> \
     </setup:0> <@123456789012345678> @here 👩‍👩‍👧‍👦 \0 end",
];

/// What Discord would act on in a text: an independent, deliberately stricter reader of its markdown.
fn live(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        let mut inside = false;
        let mut rest = line;
        while let Some(sign) = rest.chars().next() {
            let escape = sign == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation());
            let starts = |with: &[&str]| with.iter().any(|w| rest.to_ascii_lowercase().starts_with(w));
            if !escape {
                let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                let list = number.len() < rest.len() && (number == "." || number.starts_with(". "));
                let block = !inside && (list || starts(&["#", ">", "-", "+"]));
                let anywhere = starts(&[
                    "\\",
                    "*",
                    "_",
                    "~",
                    "`",
                    "|",
                    "<",
                    "[",
                    "](",
                    "@everyone",
                    "@here",
                    "://",
                    "<@",
                    "<#",
                    "</",
                ]);
                if block || anywhere {
                    found.push(rest.to_owned());
                }
            }
            inside |= !sign.is_whitespace();
            let step = sign.len_utf8() + usize::from(escape);
            rest = &rest[step..];
        }
    }
    found
}

/// What a reader sees of escaped text.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => shown.extend(chars.next()),
            _ => shown.push(c),
        }
    }
    shown
}

#[test]
fn hostile_text_shows_what_was_written_and_does_nothing() {
    assert_eq!(
        neutral(HOSTILE[0]),
        r"\@everyone \*\*ACME\*\* \[click\]\(https\://evil.example) \<\@&123456789012345678>"
    );
    assert_eq!(neutral(HOSTILE[2]), r"\+15551234");
    assert_eq!(
        neutral(HOSTILE[3]),
        "\\`\\`\\`\n\\# heading\n\\> quote\n\\|\\|spoiler\\|\\| \\`code\\` https\\://evil.example/ \
         \\<https\\://evil.example> \\<t\\:0:R> \\<\\/setup:0> \\<\\@123456789012345678> \\@here 👩‍👩‍👧‍👦 end"
    );
    for text in HOSTILE {
        assert_eq!(live(&neutral(text)), Vec::<String>::new());
    }
}

#[test]
fn the_strict_reader_sees_what_the_neutraliser_is_for() {
    let alive = [
        "@here", "**b**", "[x](y)", "<@1>", "</x:1>", "<t:1>", "# h", "  - l", "-# s", "1. l", "> q", "||s||",
    ];
    for text in alive {
        assert!(!live(text).is_empty(), "{text}");
    }
    assert!(!live(r"\\*b*").is_empty());
    assert!(live("a - b, 1.5 + 2 = 3.5 # c > d, jana@nordwind.example").is_empty());
}

#[test]
fn ordinary_text_stays_as_it_is() {
    let texts = [
        "Move 120 seats to Microsoft 365 & keep two on-premises apps (by 12.5.2027, ~no rush~)"
            .replace('~', ""),
        "Jana Krüger, jana.krueger@nordwind.example, +49 40 1234567".to_owned(),
        "ООО «Ромашка» – 40 000,00 ₽ до 31.12".to_owned(),
        "株式会社サンプル、東京都。費用：１２，５００円".to_owned(),
        "شركة المثال: نحتاج إلى ٣٠ مقعدًا".to_owned(),
        "חברה לדוגמה, ที่อยู่, Việt Nam, हिन्दी".to_owned(),
        "1.5 TB, 10:30, a://b".replace("a://b", "and/or"),
        "👍🏽 🇩🇪 1️⃣ ❤️ 👩‍💻 👨🏿‍🤝‍👨🏻 🏳️‍🌈 🐦‍⬛ ✔︎".to_owned(),
    ];
    for text in texts {
        assert_eq!(neutral(&text), text);
        assert_eq!(plain_line(&text), text);
    }
}

#[test]
fn a_line_cannot_start_a_block() {
    assert_eq!(
        neutral("# a\n  ## b\n-# c\n- d\n* e\n+ f\n1. g\n12. h\n>>> i\n3."),
        { "\\# a\n\\## b\n\\-# c\n\\- d\n\\* e\n\\+ f\n1\\. g\n12\\. h\n\\>>> i\n3\\." }
    );
}

#[test]
fn a_letter_that_draws_the_next_sign_into_its_grapheme_does_not_hide_it() {
    assert_eq!(neutral("\u{d4e}*a*"), "\u{d4e}\\*a\\*");
    assert_eq!(neutral_cut("\u{d4e}**", 4), "\u{d4e}\\*…");
}

#[test]
fn what_cannot_be_seen_is_taken_out() {
    let invisible = "a\u{200b}b\u{200d}c\u{2060}d\u{feff}e\u{ad}f\u{202e}g\u{2066}h\u{e0041}i\u{3164}j\u{34f}k\u{7f}l\u{1b}[0m\0\u{fe0f}\u{e0100}\u{115f}\u{180e}\u{fff9}";
    assert_eq!(plain_line(invisible), "abcdefghijkl[0m");
    assert_eq!(plain_line("\u{e000}\u{f8ff}"), "\u{fffd}\u{fffd}");
    assert_eq!(plain_line("\u{200b}\u{2800}\u{3164}"), "");
    assert_eq!(neutral("\u{200b}\n\u{2800}"), "");
}

#[test]
fn emoji_keep_their_joiners_and_nothing_else_does() {
    assert_eq!(
        plain_line("a\u{200d}👩\u{200d}b 👩\u{200d}\u{200d}👩"),
        "a👩b 👩\u{200d}👩"
    );
    assert_eq!(
        plain_line("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"),
        "🏴"
    );
    let chain = "👩\u{200d}".repeat(500);
    assert!(
        plain_line(&chain)
            .graphemes(true)
            .all(|grapheme| length(grapheme) <= 16)
    );
}

#[test]
fn accents_do_not_pile_up() {
    let zalgo = format!("a{}b{}", "\u{301}".repeat(100), "\u{489}".repeat(100));
    assert_eq!(
        plain_line(&zalgo),
        format!("a{}b{}", "\u{301}".repeat(4), "\u{489}".repeat(4))
    );
    assert_eq!(plain_line("\u{301}a \u{301}b"), "a b");
}

#[test]
fn lines_end_one_way_and_blank_ones_do_not_pile_up() {
    assert_eq!(
        neutral("\r\n a \r b\u{2028}c\r\n\r\n \n\u{200b}\n\t\nd  e\u{a0}\u{3000}f\n\n"),
        "a\nb\nc\n\nd e f"
    );
    assert_eq!(plain_line(" a \n\n b\tc\r\n"), "a b c");
}

#[test]
fn a_name_is_cut_where_a_word_ends_if_it_can_be() {
    let name = "Nordwind Logistik GmbH – Move 120 seats to Microsoft 365 and keep two on-premises apps";
    assert_eq!(
        cut_at_word(name, 80),
        "Nordwind Logistik GmbH – Move 120 seats to Microsoft 365 and keep two…"
    );
    assert_eq!(
        cut_at_word("Nordwind – Boats", 11),
        "Nordwind…",
        "no dash is left dangling"
    );
    assert_eq!(cut_at_word("Nordwind – Boats", 16), "Nordwind – Boats");
    assert_eq!(cut_at_word("ab cd ef", 6), "ab cd…");
    assert_eq!(
        cut_at_word("A Donaudampfschifffahrt", 12),
        "A Donaudamp…",
        "too little would be left"
    );
    assert_eq!(cut_at_word("東京フーズ株式会社の導入", 6), "東京フーズ…");
    assert_eq!(cut_at_word("abc", 0), "");
}

#[test]
fn a_cut_text_ends_in_an_ellipsis_and_fits() {
    assert_eq!(cut("hello", 5), "hello");
    assert_eq!(cut("hello!", 5), "hell…");
    assert_eq!(cut("hell o!", 6), "hell…");
    assert_eq!(cut("👩‍👩‍👧‍👦!", 11), "…");
    assert_eq!(cut("a👍🏽b", 5), "a…");
    assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 5), "e\u{301}e\u{301}…");
    assert_eq!(cut("abc", 1), "…");
    assert_eq!(cut("abc", 0), "");
    assert!(matches!(cut("abc", 3), Cow::Borrowed(_)));
}

#[test]
fn a_cut_does_not_leave_half_an_escape() {
    assert_eq!(neutral_cut("ab**cd", 8), r"ab\*\*cd");
    assert_eq!(neutral_cut("ab**cd", 7), r"ab\*\*…");
    assert_eq!(neutral_cut("ab**cd", 6), r"ab\*…");
    assert_eq!(neutral_cut("ab**cd", 5), r"ab\*…");
    assert_eq!(neutral_cut("ab**cd", 4), "ab…");
}

#[test]
fn a_cell_starts_no_formula() {
    for start in [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        " =",
        "\u{200b}=",
        "\0=",
        "＝",
        "\n@",
    ] {
        let cell = csv_cell(&format!("{start}cmd|'/c calc'!A1"));
        assert!(cell.starts_with('\''), "{start:?} became {cell:?}");
    }
    assert_eq!(csv_cell("Nordwind, 40 €"), "Nordwind, 40 €");
    assert_eq!(csv_cell(&csv_cell("=1")), "'=1");
}

/// Text made of what a neutraliser could stumble over.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@everyone",
        "@here",
        "@",
        "everyone",
        "<@1>",
        "<@&1>",
        "<#1>",
        "</a:1>",
        "<t:1:R>",
        "<a:b:1>",
        "<id:browse>",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "|",
        "[",
        "](",
        ")",
        "<",
        ">",
        "#",
        "-",
        "+",
        "1",
        ".",
        ":",
        "/",
        "//",
        "https://",
        "\\",
        " ",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u{200b}",
        "\u{200d}",
        "\u{fe0f}",
        "\u{fe0e}",
        "\u{20e3}",
        "\u{301}",
        "\u{202e}",
        "\u{e0041}",
        "\u{2800}",
        "👩",
        "🏽",
        "🇩",
        "é",
        "я",
        "漢",
        "ع",
        "a",
        "'",
        "=",
        "\u{e000}",
        "\u{d4e}",
    ]);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        1 => "\\PC{0,40}",
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn nothing_in_neutral_text_is_live(text in hostile()) {
        prop_assert_eq!(live(&neutral(&text)), Vec::<String>::new());
    }

    #[test]
    fn neutral_text_shows_exactly_what_is_visible(text in hostile()) {
        prop_assert_eq!(shown(&neutral(&text)), visible(&text));
    }

    #[test]
    fn no_mention_is_left_even_for_a_reader_that_ignores_backslashes(text in hostile()) {
        let neutral = neutral(&text);
        for start in ["<@", "<#", "</", "<:", "](", "s://"] {
            prop_assert!(!neutral.contains(start), "{} in {}", start, neutral);
        }
    }

    #[test]
    fn a_cut_neutral_text_fits_and_is_not_live(text in hostile(), max in 0_usize..60) {
        let cut = neutral_cut(&text, max);
        prop_assert!(length(&cut) <= max);
        prop_assert_eq!(live(&cut), Vec::<String>::new());
        if length(&neutral(&text)) <= max {
            prop_assert_eq!(cut, neutral(&text));
        } else {
            prop_assert!(max == 0 || cut.ends_with('…'));
        }
    }

    #[test]
    fn a_cut_keeps_whole_graphemes(text in hostile(), max in 0_usize..60) {
        let cut = cut(&text, max);
        prop_assert!(length(&cut) <= max);
        let kept = if length(&text) <= max { &*cut } else { cut.strip_suffix('…').unwrap_or_default() };
        let boundaries = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
        // The space before an ellipsis goes.
        prop_assert!(boundaries.map(|at| text[..at].trim_end()).any(|whole| whole == kept.trim_end()), "{:?}", cut);
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(text in hostile(), max in 0_usize..60) {
        prop_assert_eq!(visible(&visible(&text)), visible(&text));
        prop_assert_eq!(plain_line(&plain_line(&text)), plain_line(&text));
        prop_assert_eq!(csv_cell(&csv_cell(&text)), csv_cell(&text));
        let once = cut(&text, max).into_owned();
        prop_assert_eq!(cut(&once, max), once.as_str());
    }

    #[test]
    fn visible_text_has_no_control_or_format_characters(text in hostile()) {
        let text = visible(&text);
        prop_assert!(!text.contains("\n\n\n") && !text.contains("  ") && text.trim() == text);
        let hidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{200b}' | '\u{202e}' | '\u{e0041}' | '\u{2800}' | '\u{e000}');
        prop_assert!(!text.contains(hidden), "{:?}", text);
    }
}
