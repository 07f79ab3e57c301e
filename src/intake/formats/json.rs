//! JSON from outside. Stricter than the library by itself: an object that has a key twice is refused, since two
//! readers could understand it differently. Depth is bounded by the library (128).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use sha2::{Digest as _, Sha256};

/// Why a body is no JSON that could be understood, with the place; repeats nothing of it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

/// Reads a body.
///
/// # Errors
/// [`Unreadable`].
pub(crate) fn read(body: &[u8]) -> Result<Value, Unreadable> {
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    serde_json::from_slice::<Strict>(body)
        .map(|strict| strict.0)
        .map_err(|error| Unreadable(error.to_string()))
}

/// SHA-256 of what a value says, however it was spaced and in whatever order its keys came.
#[must_use]
pub(crate) fn canonical_hash(value: &Value) -> [u8; 32] {
    let mut text = Vec::new();
    write_canonical(value, &mut text);
    Sha256::digest(&text).into()
}

fn write_canonical(value: &Value, text: &mut Vec<u8>) {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort_unstable();
            text.push(b'{');
            for key in keys {
                text.extend(Value::String(key.clone()).to_string().bytes());
                text.push(b':');
                write_canonical(&object[key], text);
                text.push(b',');
            }
            text.push(b'}');
        }
        Value::Array(items) => {
            text.push(b'[');
            for item in items {
                write_canonical(item, text);
                text.push(b',');
            }
            text.push(b']');
        }
        scalar => text.extend(scalar.to_string().bytes()),
    }
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
        Ok(Strict(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Strict, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Strict(Value::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Strict, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = map.next_entry::<String, Strict>()? {
            if object.insert(key, value).is_some() {
                return Err(A::Error::custom("an object has one key twice"));
            }
        }
        Ok(Strict(Value::Object(object)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_the_place_and_without_the_words() {
        let deep = "[".repeat(100_000);
        for body in [
            "",
            "{",
            r#"{"a": 1e400}"#,
            r#"{"a": NaN}"#,
            r#"{"need": "secret", "need": "secret"}"#,
            r#"{"a": {"b": 1, "b": 1}}"#,
            r#"{"need": "secret"} secret"#,
            r#"{"need": "secret \ud800"}"#,
            &deep,
        ] {
            let words = read(body.as_bytes()).unwrap_err().to_string();
            assert!(words.contains("line"), "{words}");
            assert!(!words.contains("secret"), "{words}");
        }
        assert!(read(b"{\"a\": \"\xff\"}").is_err());
    }

    #[test]
    fn large_ids_stay_whole() {
        let read = read(br#"{"id": 18446744073709551615, "low": -9223372036854775808}"#).unwrap();
        assert_eq!(read["id"].as_u64(), Some(u64::MAX));
        assert_eq!(read["low"].as_i64(), Some(i64::MIN));
    }

    #[test]
    fn the_same_said_differently_has_the_same_hash() {
        let hash = |text: &str| canonical_hash(&read(text.as_bytes()).unwrap());
        assert_eq!(
            hash(r#"{"a":1,"b":[1,2]}"#),
            hash("{ \"b\" : [1, 2],\n\"a\": 1 }")
        );
        assert_eq!(hash(r#""\u0041""#), hash(r#""A""#));
        assert_ne!(hash(r#"{"a":1}"#), hash(r#"{"a":"1"}"#));
        assert_ne!(hash("[1,2]"), hash("[2,1]"));
        assert_ne!(
            canonical_hash(&json!(["a", "b"])),
            canonical_hash(&json!(["a\",\"b"]))
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(body: Vec<u8>) {
            let _ = read(&body);
        }
    }
}
