//! What every reader of request headers shares.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::problem::Problem;

/// A header that must not stand twice: two readers could take different ones.
pub(super) fn single_header<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'a HeaderValue>, Problem> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (first, None) => Ok(first),
        _ => {
            let detail = format!("the header {name} stands there twice");
            Err(Problem::new(StatusCode::BAD_REQUEST, detail))
        }
    }
}
