//! The three ways in which forms send what was filled in: JSON, url-encoded, multipart. Each becomes one JSON value, so that
//! whoever reads it need not know which it was. `fields[name][value]=Jana` is `{"fields": {"name": {"value": "Jana"}}}`.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use futures_util::FutureExt as _;
use serde_json::{Map, Value};

use super::json::read;
use super::native::Refused;

/// Deepest nesting of a key: `a[b][c]` has three.
const DEEPEST: usize = 8;
/// Most parts of a form.
const MOST_PARTS: usize = 500;

/// What a request says its body is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Media {
    Json,
    UrlEncoded,
    Multipart,
}

/// A body in whichever of the three ways it was sent.
///
/// # Errors
/// [`Refused`], which says what cannot be read.
pub(super) fn decode(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let sent = content_type(headers);
    match media(sent, body)? {
        Media::Json => read(body).map_err(Refused::Unreadable),
        Media::UrlEncoded => url_encoded(body),
        Media::Multipart => multipart(sent, body),
    }
}

/// A body that has to be JSON.
///
/// # Errors
/// As [`decode`].
pub(super) fn json(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    check_json(headers)?;
    read(body).map_err(Refused::Unreadable)
}

/// Checks that a body says it is JSON.
///
/// # Errors
/// [`Refused::Media`].
pub(super) fn check_json(headers: &HeaderMap) -> Result<(), Refused> {
    match media(content_type(headers), b"{")? {
        Media::Json => Ok(()),
        _ => Err(Refused::Media("send JSON, with Content-Type: application/json")),
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// What the body is by its content type, or by its beginning where it has none.
fn media(sent: Option<&str>, body: &[u8]) -> Result<Media, Refused> {
    let Some(sent) = sent else {
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        return Ok(match first {
            Some(b'{' | b'[') => Media::Json,
            _ => Media::UrlEncoded,
        });
    };
    let kind = sent
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match kind.as_str() {
        "application/json" | "text/json" => Ok(Media::Json),
        "application/x-www-form-urlencoded" => Ok(Media::UrlEncoded),
        "multipart/form-data" => Ok(Media::Multipart),
        kind if kind.starts_with("application/") && kind.ends_with("+json") => Ok(Media::Json),
        _ => Err(Refused::Media(
            "send JSON, application/x-www-form-urlencoded or multipart/form-data, and say which in Content-Type",
        )),
    }
}

fn url_encoded(body: &[u8]) -> Result<Value, Refused> {
    let body = body.trim_ascii();
    let pairs = form_urlencoded::parse(body).take(MOST_PARTS);
    Ok(nested(
        pairs.map(|(key, value)| (key.into_owned(), value.into_owned())),
    ))
}

fn multipart(content_type: Option<&str>, body: &[u8]) -> Result<Value, Refused> {
    let unreadable = |detail: &'static str| Refused::Form(detail);
    let boundary = content_type
        .and_then(|sent| multer::parse_boundary(sent).ok())
        .ok_or_else(|| unreadable("the Content-Type names no boundary"))?;
    let body = Bytes::copy_from_slice(body);
    let parts = async move {
        let whole = futures_util::stream::once(async move { Ok::<_, std::io::Error>(body) });
        let mut form = multer::Multipart::new(whole, boundary);
        let mut pairs = Vec::new();
        while let Some(part) = form.next_field().await? {
            let is_file = part.file_name().is_some();
            let name = part.name().map(str::to_owned);
            let text = part.bytes().await?;
            // An uploaded file is not read; what else the form says is.
            if let (Some(name), false) = (name, is_file)
                && pairs.len() < MOST_PARTS
            {
                pairs.push((name, String::from_utf8_lossy(&text).into_owned()));
            }
        }
        Ok::<_, multer::Error>(pairs)
    };
    // All of it is here, so that nothing is waited for.
    match parts.now_or_never() {
        Some(Ok(pairs)) => Ok(nested(pairs.into_iter())),
        _ => Err(unreadable("the parts of the form cannot be told apart")),
    }
}

/// Pairs as one object, with what stands in brackets nested. A key that comes several times is a list.
fn nested(pairs: impl Iterator<Item = (String, String)>) -> Value {
    let mut root = Map::new();
    for (key, value) in pairs {
        let path: Vec<&str> = path(&key);
        insert(&mut root, &path, Value::String(value));
    }
    Value::Object(root)
}

fn path(key: &str) -> Vec<&str> {
    let Some((head, rest)) = key.split_once('[').filter(|(head, _)| !head.is_empty()) else {
        return vec![key];
    };
    let inner = rest
        .strip_suffix(']')
        .unwrap_or(rest)
        .split("][")
        .filter(|name| !name.is_empty());
    std::iter::once(head).chain(inner).take(DEEPEST).collect()
}

fn insert(object: &mut Map<String, Value>, path: &[&str], value: Value) {
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        match object.get_mut(*name) {
            None => {
                object.insert((*name).to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(before) => *before = Value::Array(vec![before.take(), value]),
        }
        return;
    }
    let inner = object
        .entry((*name).to_owned())
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        insert(inner, rest, value);
    } else {
        // `a=1&a[b]=2`: two readings, so both are kept.
        object.insert(format!("{name} {}", rest.join(" ")), value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read_as(content_type: Option<&str>, body: &str) -> Result<Value, Refused> {
        let mut headers = HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        }
        decode(&headers, body.as_bytes())
    }

    #[test]
    fn the_same_is_read_however_it_was_sent() {
        let expected = json!({"your-name": "Lena Fischer", "tags": ["a", "b"], "f": {"x": {"value": "ü"}}});
        let form = "your-name=Lena+Fischer&tags[]=a&tags%5B%5D=b&f[x][value]=%C3%BC";
        let multipart = "--x\r\nContent-Disposition: form-data; name=\"your-name\"\r\n\r\nLena Fischer\r\n\
            --x\r\nContent-Disposition: form-data; name=\"tags[]\"\r\n\r\na\r\n\
            --x\r\nContent-Disposition: form-data; name=\"tags[]\"\r\n\r\nb\r\n\
            --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nbytes\r\n\
            --x\r\nContent-Disposition: form-data; name=\"f[x][value]\"\r\n\r\nü\r\n--x--\r\n";
        for (content_type, body) in [
            (None, form),
            (Some("application/x-www-form-urlencoded; charset=UTF-8"), form),
            (None, &expected.to_string()),
            (Some("application/json"), &expected.to_string()),
            (Some("multipart/form-data; boundary=x"), multipart),
        ] {
            assert_eq!(read_as(content_type, body).unwrap(), expected, "{content_type:?}");
        }
        assert!(matches!(read_as(Some("text/csv"), form), Err(Refused::Media(_))));
        assert!(matches!(
            read_as(Some("multipart/form-data"), multipart),
            Err(Refused::Form(_))
        ));
        assert!(matches!(
            read_as(Some("multipart/form-data; boundary=x"), &multipart[..60]),
            Err(Refused::Form(_))
        ));
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in ".{0,200}", bytes: Vec<u8>) {
            for content_type in [None, Some("multipart/form-data; boundary=x"), Some("application/json")] {
                let _ = read_as(content_type, &body);
            }
            let _ = decode(&HeaderMap::new(), &bytes);
        }
    }
}
