//! The house style, and the few elements that charts are made of.

use std::fmt::Write as _;

/// Width of every picture in pixels; a phone shows it at about half of that.
pub(super) const WIDTH: u32 = 960;
/// Room around everything.
pub(super) const MARGIN: u32 = 36;
/// Where the drawing begins, below the title.
pub(super) const TOP: u32 = 96;

pub(super) const BLUE: &str = "#3b6ea8";
pub(super) const GREEN: &str = "#2e8b57";
pub(super) const GREY: &str = "#9aa3ad";
const GROUND: &str = "#ffffff";
const INK: &str = "#1f2933";
const FAINT: &str = "#5c6773";

/// A picture that is being drawn.
pub(super) struct Svg {
    body: String,
    height: u32,
}

/// Where a text's position is.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// An empty picture with a title.
    pub(super) fn new(title: &str, height: u32) -> Self {
        let mut svg = Self {
            body: String::new(),
            height,
        };
        svg.words(MARGIN, 58, 30, INK, Anchor::Start, title);
        svg
    }

    pub(super) fn rect(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), color: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{color}"/>"#
        );
    }

    pub(super) fn text(&mut self, x: u32, y: u32, anchor: Anchor, text: &str) {
        self.words(x, y, 22, INK, anchor, text);
    }

    pub(super) fn faint(&mut self, x: u32, y: u32, anchor: Anchor, text: &str) {
        self.words(x, y, 18, FAINT, anchor, text);
    }

    fn words(&mut self, x: u32, y: u32, size: u32, color: &str, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{size}" fill="{color}" text-anchor="{anchor}">{}</text>"#,
            escaped(text)
        );
    }

    /// The whole picture.
    pub(super) fn finish(self) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{0}" viewBox="0 0 {WIDTH} {0}" font-family="DejaVu Sans">
<rect width="{WIDTH}" height="{0}" fill="{GROUND}"/>
{1}</svg>
"#,
            self.height, self.body
        )
    }
}

/// Text inside an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// `value` of `max` as pixels of `room`; what is there at all is seen.
pub(super) fn scaled(value: u32, max: u32, room: u32) -> u32 {
    if value == 0 || max == 0 {
        return 0;
    }
    let pixels = u64::from(value) * u64::from(room) / u64::from(max);
    u32::try_from(pixels).unwrap_or(room).max(3)
}
