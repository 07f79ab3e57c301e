//! WordPress Elementor's form, action "Webhook" (elementor.com/help, "Form webhooks"): url-encoded `fields[id][title]` and
//! `fields[id][value]`, with `form[name]` and `meta[…]` beside them; or flat pairs, where its advanced data is off.

use axum::http::HeaderMap;

use super::native::Refused;
use super::{Format, Reading, body, form};

pub(crate) const FORMAT: Format = Format {
    code: "elementor",
    name: "WordPress Elementor",
    signature: None,
    read,
};

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::decode(headers, bytes)?;
    Ok(form::of(sent.get("fields").unwrap_or(&sent)))
}
