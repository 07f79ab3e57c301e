//! The page's files, compiled in: a copied binary needs nothing beside it.

/// A file's content type and text.
type Asset = (&'static str, &'static str);

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const IMAGE: &str = "image/svg+xml";

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/page/", $name))
    };
}

macro_rules! files {
    ($($kind:ident: $($name:literal)*;)*) => {
        &[$($(($name, ($kind, file!($name)))),*),*]
    };
}

/// The page.
pub(super) const INDEX: Asset = (HTML, file!("index.html"));

/// What it is made of.
const PARTS: &[(&str, Asset)] = files! {
    STYLE: "base.css" "chat.css" "controls.css";
    IMAGE: "icon.svg";
    SCRIPT:
        "account.js" "api.js" "app.js" "calls.js" "channels.js" "clock.js" "components.js" "composer.js" "dom.js"
        "embed.js" "extras.js" "field.js" "form.js" "formfields.js" "heading.js" "icons.js" "jump.js" "log.js" "markdown.js" "menu.js"
        "message.js" "names.js" "panel.js" "people.js" "picker.js" "slash.js" "store.js" "suggestions.js" "theme.js"
        "toolbar.js";
};

/// A part by its name.
pub(super) fn find(name: &str) -> Option<Asset> {
    PARTS
        .iter()
        .find(|(own, _)| *own == name)
        .map(|(_, asset)| *asset)
}
