//! WordPress Contact Form 7, through one of its webhook plugins: flat pairs such as `your-name`, url-encoded or JSON.

use super::{Format, form};

pub(crate) const FORMAT: Format = Format {
    code: "cf7",
    name: "WordPress Contact Form 7",
    signature: None,
    read: form::read,
};
