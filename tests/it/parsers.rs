//! What reads bytes from outside, given samples that were damaged on the way: read or refused, never a panic. The same
//! entry points are fuzz targets in `fuzz/`.

use leadbell::discord::custom_id::Control;
use leadbell::intake::formats::native;
use leadbell::text::safe;
use proptest::prelude::*;

const SAMPLES: [&str; 4] = [
    include_str!("../data/native-hostile.json"),
    include_str!("../data/native-batch.json"),
    include_str!("../data/native-hot.json"),
    include_str!("../data/marketplace-contact-me.json"),
];

/// A sample with some bytes changed, cut off somewhere.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8);
    (
        prop::sample::select(&SAMPLES[..]),
        changes,
        any::<prop::sample::Index>(),
        any::<bool>(),
    )
        .prop_map(|(sample, changes, end, cut)| {
            let mut bytes = sample.as_bytes().to_vec();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if cut {
                bytes.truncate(end.index(bytes.len()));
            }
            bytes
        })
}

/// What is left of shown text when each escaped sign is taken for an ordinary letter: what Discord could act on. The
/// letter stays where the sign stood, since taking it out would join what stands on both sides (`@every<one`).
fn alive(shown: &str) -> String {
    let mut signs = shown.chars();
    let mut left = String::new();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            assert!(signs.next().is_some(), "a backslash escapes nothing: {shown:?}");
            left.push('x');
        } else {
            left.push(sign);
        }
    }
    left
}

fn is_harmless(text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(Control::decode(text), None);
    let shown = safe::neutral(text);
    let alive = alive(&shown);
    for harm in [
        "@everyone",
        "@here",
        "<",
        "[",
        "](",
        "**",
        "__",
        "~~",
        "||",
        "`",
        "://",
        "\n# ",
        "\n> ",
        "\n- ",
    ] {
        prop_assert!(!alive.contains(harm), "{:?} is alive in {:?}", harm, shown);
    }
    for max in [1, 10, 100] {
        let cut = safe::neutral_cut(text, max);
        prop_assert!(safe::length(&cut) <= max, "{:?} is longer than {}", cut, max);
        let whole = cut.strip_suffix('…').unwrap_or(&cut);
        prop_assert!(
            shown.starts_with(whole),
            "{:?} is no beginning of {:?}",
            cut,
            shown
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_damaged_delivery_is_read_or_refused(body in damaged()) {
        if let (Ok(one), Ok(other)) = (native::parse(&body), native::parse(&body)) {
            prop_assert_eq!(one.hash, other.hash);
        }
    }

    #[test]
    fn a_damaged_delivery_cannot_be_a_control_and_is_shown_without_harm(body in damaged()) {
        is_harmless(&String::from_utf8_lossy(&body))?;
    }

    /// Signs that mean something, put together at random: what damage alone would not meet in years.
    #[test]
    fn whatever_signs_stand_together_nothing_is_left_alive(signs in proptest::collection::vec(sign(), 0..24)) {
        is_harmless(&signs.concat())?;
    }
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\\",
        "@",
        "<",
        ">",
        "everyone",
        "every",
        "one",
        "here",
        "#",
        "&",
        "17",
        "1",
        ".",
        ":",
        "/",
        "//",
        "http",
        "t",
        "id",
        "a",
        "[",
        "]",
        "(",
        ")",
        "*",
        "_",
        "~",
        "`",
        "|",
        "-",
        "+",
        " ",
        "\n",
        "\r\n",
        "\u{200b}",
        "\u{200d}",
        "\u{202e}",
        "\u{fe0f}",
        "\u{20e3}",
        "\u{301}",
        "é",
        "ก",
        "\u{e33}",
        "😀",
        "👩\u{200d}👧",
        "\u{e000}",
        "\0",
    ])
}
