//! A request, read: route parameters, query, JSON or multipart body, files.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{header, request::Parts},
};
use serde_json::{Map, Value};

use crate::{limits, refusal::Refusal, validate::message::ReceivedFile};

/// A routed request.
#[derive(Debug, Default)]
pub(crate) struct Call {
    pub method: String,
    /// The template.
    pub route: &'static str,
    /// The path without the API prefix.
    pub path: String,
    pub query: String,
    pub headers: BTreeMap<String, String>,
    /// The bot token of the `Authorization` header.
    pub token: Option<String>,
    pub parameters: BTreeMap<String, String>,
    /// A body that is an object.
    pub body: Map<String, Value>,
    /// A body that is a list (bulk overwrite).
    pub list: Option<Vec<Value>>,
    pub files: Vec<ReceivedFile>,
}

/// What is kept of the headers.
const KEPT_HEADERS: &[&str] = &[
    "content-type",
    "user-agent",
    "x-audit-log-reason",
    "x-ratelimit-precision",
];

impl Call {
    /// What is known before the body is read.
    pub fn unrouted(parts: &Parts) -> Self {
        let kept = |name: &&str| {
            let value = parts.headers.get(*name)?.to_str().ok()?;
            Some(((*name).to_owned(), value.to_owned()))
        };
        let authorization = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        Self {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: KEPT_HEADERS.iter().filter_map(kept).collect(),
            token: authorization
                .and_then(|value| value.strip_prefix("Bot "))
                .map(str::to_owned),
            ..Self::default()
        }
    }

    /// Whether `User-Agent` has the form that Discord asks for, `DiscordBot ($url, $version)`. Well-known libraries leave
    /// the comma out.
    pub fn names_its_library(&self) -> bool {
        let agent = self.headers.get("user-agent").map_or("", String::as_str);
        let inner = agent
            .strip_prefix("DiscordBot (")
            .and_then(|rest| rest.split_once(')'));
        inner.is_some_and(|(inner, _)| inner.contains("://"))
    }

    /// Reads the body: JSON, a form, or multipart with fields, `payload_json` and `files[n]` ("Content-Type", `reference.mdx`).
    pub async fn read(&mut self, parts: &Parts, body: Body) -> Result<(), Refusal> {
        // Some room for the form around the files.
        let most = limits::UPLOADS * limits::UPLOAD_BYTES + 1024 * 1024;
        let bytes = to_bytes(body, most).await.map_err(|_| Refusal::too_large())?;
        let content_type = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if bytes.is_empty() {
            return Ok(());
        }
        if let Ok(boundary) = multer::parse_boundary(content_type) {
            return self.read_multipart(bytes, boundary).await;
        }
        match content_type.split(';').next().unwrap_or_default().trim() {
            "application/json" => self.take_json(&bytes),
            "application/x-www-form-urlencoded" => {
                for (name, value) in form_urlencoded::parse(&bytes) {
                    self.take_field(&name, &value)?;
                }
                Ok(())
            }
            _ => Err(Refusal::form(
                "",
                "CONTENT_TYPE_INVALID",
                "Expected \"Content-Type\" header to be one of {'application/json'}.",
            )),
        }
    }

    fn take_json(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(map)) => self.body.extend(map),
            Ok(Value::Array(list)) => self.list = Some(list),
            Ok(Value::Null) => {}
            Ok(_) => return Err(not_a_dictionary()),
            Err(_) => return Err(Refusal::invalid_json()),
        }
        Ok(())
    }

    /// A field of a form: text, but for switches. `payload_json` is the rest of the form as JSON.
    fn take_field(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        let read = match (name, value) {
            ("payload_json", _) => return self.take_json(value.as_bytes()),
            ("tts" | "enforce_nonce", "true" | "True" | "1") => Value::Bool(true),
            ("tts" | "enforce_nonce", "false" | "False" | "0") => Value::Bool(false),
            _ => Value::String(value.to_owned()),
        };
        self.body.insert(name.to_owned(), read);
        Ok(())
    }

    /// Only a bulk overwrite takes a list.
    pub fn check_shape(&self) -> Result<(), Refusal> {
        let takes_list = self.method == "PUT" && self.route.ends_with("/commands");
        match (&self.list, takes_list) {
            (Some(_), false) => Err(not_a_dictionary()),
            (None, true) => Err(Refusal::form(
                "",
                "LIST_TYPE_CONVERT",
                "Only iterables may be used in a ListType",
            )),
            _ => Ok(()),
        }
    }

    async fn read_multipart(&mut self, bytes: axum::body::Bytes, boundary: String) -> Result<(), Refusal> {
        let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
        let mut form = multer::Multipart::new(stream, boundary);
        while let Some(field) = form.next_field().await.map_err(broken_form)? {
            let name = field.name().unwrap_or_default().to_owned();
            let filename = field.file_name().map(str::to_owned);
            let content_type = field.content_type().map(ToString::to_string);
            let bytes = field.bytes().await.map_err(broken_form)?;
            let Some(filename) = filename else {
                self.take_field(&name, &String::from_utf8_lossy(&bytes))?;
                continue;
            };
            if bytes.len() > limits::UPLOAD_BYTES {
                return Err(Refusal::too_large());
            }
            // `file` is what it was called before there could be several.
            let numbered = name
                .strip_prefix("files[")
                .and_then(|rest| rest.strip_suffix(']')?.parse().ok());
            let next = u64::try_from(self.files.len()).unwrap_or_default();
            let guessed = || content_type_of(&filename).to_owned();
            self.files.push(ReceivedFile {
                number: numbered.unwrap_or(next),
                content_type: content_type
                    .filter(|t| t != "application/octet-stream")
                    .unwrap_or_else(guessed),
                filename,
                bytes: Arc::from(&bytes[..]),
            });
        }
        Ok(())
    }

    /// The body as it is recorded.
    pub fn recorded_body(&self) -> Value {
        match &self.list {
            Some(list) => Value::Array(list.clone()),
            None if self.body.is_empty() => Value::Null,
            None => Value::Object(self.body.clone()),
        }
    }

    /// A snowflake of the path.
    pub fn id(&self, name: &str) -> Result<u64, Refusal> {
        let text = self.parameter(name);
        text.parse().map_err(|_| {
            Refusal::form(
                name,
                "NUMBER_TYPE_COERCE",
                &format!("Value \"{text}\" is not snowflake."),
            )
        })
    }

    /// A text of the path.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// A value of the query.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, v)| v)
    }

    /// Whether a switch of the query is on. discord.py writes `1` where the documentation writes `true`.
    pub fn query_switch(&self, name: &str) -> bool {
        matches!(self.query_value(name), Some("true" | "True" | "1"))
    }

    /// A whole number of the query, within bounds.
    pub fn query_number(
        &self,
        name: &str,
        bounds: std::ops::RangeInclusive<u64>,
    ) -> Result<Option<u64>, Refusal> {
        let Some(text) = self.query_value(name) else {
            return Ok(None);
        };
        match text.parse() {
            Ok(number) if bounds.contains(&number) => Ok(Some(number)),
            Ok(_) => {
                let words = format!(
                    "int value should be between {} and {}.",
                    bounds.start(),
                    bounds.end()
                );
                Err(Refusal::form(name, "NUMBER_TYPE_MAX", &words))
            }
            Err(_) => Err(Refusal::form(
                name,
                "NUMBER_TYPE_COERCE",
                &format!("Value \"{text}\" is not int."),
            )),
        }
    }
}

fn not_a_dictionary() -> Refusal {
    Refusal::form(
        "",
        "MODEL_TYPE_CONVERT",
        "Only dictionaries may be used in a ModelType",
    )
}

/// A multipart body that cannot be read.
fn broken_form<E>(_: E) -> Refusal {
    Refusal::form("", "MULTIPART_INVALID", "The multipart body cannot be read.")
}

/// A content type by the file's ending, as Discord's media server gives it.
fn content_type_of(filename: &str) -> &'static str {
    match filename
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" | "log" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "ogg" | "opus" => "audio/ogg",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
