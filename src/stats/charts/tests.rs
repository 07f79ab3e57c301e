use super::png::shown;
use super::*;

fn bar(label: &str, value: u32) -> Bar {
    Bar {
        label: label.to_owned(),
        value,
        note: value.to_string(),
    }
}

#[test]
fn a_picture_is_a_png_of_its_own_size_whatever_it_says() {
    for svg in [
        bars(
            "Funnel",
            &[
                bar("Received", 40),
                bar("Won <&> \"sold\"", 0),
                bar("Ünïcode Привет", 7),
            ],
        ),
        bars("Nothing", &[]),
        columns("Weeks", &[], Some(("won", "lost"))),
        columns(
            "Days",
            &(0..60)
                .map(|day| Column {
                    label: day.to_string(),
                    value: day,
                    above: day % 3,
                })
                .collect::<Vec<_>>(),
            None,
        ),
    ] {
        let png = png(&svg).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{svg}");
        assert!(png.len() > 1000, "something is drawn");
    }
}

#[test]
fn a_script_that_the_font_lacks_is_shown_by_its_number_and_not_as_boxes() {
    assert_eq!(shown("Сайт", 2), "Сайт");
    assert_eq!(shown("東京オフィス", 2), "#2");
    assert!(bars("Sources", &[bar("東京オフィス", 3)]).contains(">#1<"));
}

#[test]
fn what_is_there_at_all_is_seen() {
    let svg = bars("Funnel", &[bar("Received", 100_000), bar("Won", 1)]);
    assert!(svg.contains(r#"width="3" height="38""#), "{svg}");
}

#[test]
fn charts_look_as_they_did() {
    insta::assert_snapshot!(
        "bars",
        bars(
            "Funnel",
            &[bar("Received", 40), bar("Accepted", 12), bar("Won", 3)]
        )
    );
    let weeks = [(3, 1), (0, 2), (5, 0)].map(|(value, above)| Column {
        label: format!("{value} Nov"),
        value,
        above,
    });
    insta::assert_snapshot!("columns", columns("By week", &weeks, Some(("won", "lost"))));
}
