//! Bars that lie: a funnel, reasons, sources. Long labels have room here.

use super::png::shown;
use super::svg::{Anchor, BLUE, MARGIN, Svg, TOP, WIDTH, scaled};

#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Bar {
    /// What it counts, in the reader's words.
    pub label: String,
    /// How many.
    pub value: u32,
    /// What is written at its end.
    pub note: String,
}

/// Height of a bar with the room below it.
const ROW: u32 = 58;
/// Where bars begin.
const LEFT: u32 = 330;
/// Room for the words at a bar's end.
const NOTE: u32 = 200;
/// How many letters of a label fit in front of its bar.
const LABEL: usize = 24;

/// The picture: an SVG document.
#[must_use]
pub(crate) fn bars(title: &str, bars: &[Bar]) -> String {
    let height = TOP + ROW * u32::try_from(bars.len()).unwrap_or(0) + MARGIN / 2;
    let mut svg = Svg::new(title, height);
    let max = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let mut y = TOP;
    for (at, bar) in bars.iter().enumerate() {
        let width = scaled(bar.value, max, WIDTH - LEFT - NOTE);
        svg.text(
            LEFT - 16,
            y + 27,
            Anchor::End,
            &fit(&shown(&bar.label, at + 1), LABEL),
        );
        svg.rect((LEFT, y), (width.max(1), 38), BLUE);
        svg.text(LEFT + width + 14, y + 27, Anchor::Start, &bar.note);
        y += ROW;
    }
    svg.finish()
}

/// At most so many letters, "…" included.
fn fit(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max - 1).collect();
    format!("{}…", kept.trim_end())
}
