//! Columns that stand: what has an order, such as days and weeks. Each can be of two parts, one on the other.

use super::svg::{Anchor, BLUE, GREEN, GREY, MARGIN, Svg, TOP, WIDTH, scaled};

#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Column {
    /// What stands below it.
    pub label: String,
    /// How many; the lower part where there are two.
    pub value: u32,
    /// The upper part.
    pub above: u32,
}

/// Height of the tallest column.
const ROOM: u32 = 300;
/// How many labels fit side by side.
const LABELS: usize = 13;

/// The picture: an SVG document. `parts` names the lower and the upper part where columns have two.
#[must_use]
pub(crate) fn columns(title: &str, columns: &[Column], parts: Option<(&str, &str)>) -> String {
    let mut svg = Svg::new(title, TOP + ROOM + 76);
    let count = u32::try_from(columns.len()).unwrap_or(0).max(1);
    let step = (WIDTH - 2 * MARGIN) / count;
    let width = (step * 7 / 10).clamp(2, 90);
    let max = columns
        .iter()
        .map(|column| column.value + column.above)
        .max()
        .unwrap_or(0);
    let base = TOP + ROOM;
    let each = columns.len().div_ceil(LABELS).max(1);
    let mut middle = MARGIN + step / 2;
    for (at, column) in columns.iter().enumerate() {
        let (low, high) = (scaled(column.value, max, ROOM), scaled(column.above, max, ROOM));
        let x = middle - width / 2;
        let color = if parts.is_some() { GREEN } else { BLUE };
        svg.rect((x, base - low), (width, low), color);
        svg.rect((x, (base - low).saturating_sub(high)), (width, high), GREY);
        let sum = column.value + column.above;
        if sum > 0 && columns.len() <= 2 * LABELS {
            let top = (base - low).saturating_sub(high);
            svg.faint(middle, top.saturating_sub(8), Anchor::Middle, &sum.to_string());
        }
        if at % each == 0 {
            svg.faint(middle, base + 28, Anchor::Middle, &column.label);
        }
        middle += step;
    }
    if let Some((lower, upper)) = parts {
        let y = base + 46;
        svg.rect((MARGIN, y), (18, 18), GREEN);
        svg.faint(MARGIN + 28, y + 16, Anchor::Start, lower);
        svg.rect((MARGIN + 240, y), (18, 18), GREY);
        svg.faint(MARGIN + 268, y + 16, Anchor::Start, upper);
    }
    svg.finish()
}
