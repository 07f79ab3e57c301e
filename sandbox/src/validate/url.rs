//! Addresses in embeds and buttons.

use super::Fields;

/// A checked address; `schemes` without the colon.
pub(crate) fn url(fields: &mut Fields<'_, '_>, key: &str, most: usize, schemes: &[&str]) -> Option<String> {
    let address = fields.text(key, 1..=most)?;
    let Some((scheme, rest)) = address.split_once("://") else {
        fields.fault(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        return None;
    };
    if !schemes.contains(&scheme) {
        let listed = schemes
            .iter()
            .map(|scheme| format!("'{scheme}'"))
            .collect::<Vec<_>>()
            .join(", ");
        let words = format!("Scheme \"{scheme}\" must be one of ({listed}).");
        fields.fault(key, "URL_TYPE_INVALID_SCHEME", &words);
        return None;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || rest.chars().any(char::is_whitespace) {
        fields.fault(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        return None;
    }
    Some(address)
}

/// Addresses of pages.
pub(crate) const PAGES: &[&str] = &["http", "https"];
/// Addresses of pictures, which may be files of the same message.
pub(crate) const PICTURES: &[&str] = &["http", "https", "attachment"];
