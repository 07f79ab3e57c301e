//! SVG to PNG. The font is DejaVu Sans (assets/fonts, with its licence): Latin, Cyrillic, Greek, Arabic and the signs
//! of currencies.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use skrifa::{FontRef, MetadataProvider as _};

static FONT: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSans.ttf");

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// Which characters the font can show.
static COVERED: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(FONT).ok());

/// A picture that could not be made: our own SVG was wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RenderError {
    /// It does not parse.
    #[error("the chart is no SVG: {0}")]
    Svg(#[from] usvg::Error),
    /// It has no size, or cannot be encoded.
    #[error("the chart could not be encoded")]
    Encode,
}

/// The picture as a PNG file. Takes some 10 ms of a core: not for an async task.
///
/// # Errors
/// [`RenderError`].
pub fn png(svg: &str) -> Result<Vec<u8>, RenderError> {
    let options = usvg::Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "DejaVu Sans".to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(RenderError::Encode)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| RenderError::Encode)
}

/// A label as the font can show it: itself, or its number where the font lacks one of its letters.
pub(super) fn shown(label: &str, number: usize) -> Cow<'_, str> {
    let covers = |c: char| {
        COVERED
            .as_ref()
            .is_some_and(|font| font.charmap().map(c).is_some())
    };
    if label.chars().all(|c| c.is_whitespace() || covers(c)) {
        Cow::Borrowed(label)
    } else {
        Cow::Owned(format!("#{number}"))
    }
}
