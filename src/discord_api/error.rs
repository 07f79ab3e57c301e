//! What Discord's refusals are, as one type for everybody who asks.
//!
//! Codes: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// Why a request did not do what it should.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ApiError {
    /// Discord or the way there is broken for now. Whether the request had its effect is not known.
    #[error("Discord could not be reached: {0}")]
    Unavailable(String),
    /// Too fast.
    #[error("rate limited for {retry_after:?} ({scope:?})")]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
        /// What has to wait.
        scope: Scope,
    },
    /// The token is wrong or was reset. Going on would get the address blocked.
    #[error("Discord does not take the token")]
    Unauthorized,
    /// There is no such thing (codes 10000 to 10999, or any 404).
    #[error("Discord does not know it (code {0})")]
    NotFound(i64),
    /// The bot may not do this there.
    #[error("Discord says the bot may not do this (code {0})")]
    Forbidden(i64),
    /// Discord does not take the request as it is.
    #[error("Discord refused the request: {code} {fields}")]
    Invalid {
        /// Discord's code.
        code: i64,
        /// Which fields, and why, without what they contain.
        fields: String,
    },
}

/// What a rate limit is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    /// Every request of the bot.
    Global,
    /// This bot's requests of that route and resource.
    User,
    /// Everybody's requests of that resource.
    Shared,
    /// 30046: edits of messages older than an hour, in that channel.
    OldEdits,
}

/// Taken where a 429 does not say how long.
const UNSAID: Duration = Duration::from_secs(5);
/// Waits for at least this long, whatever is said: "0" would make a loop.
const SHORTEST: Duration = Duration::from_millis(250);
/// Waits for at most this long, whatever is said.
const LONGEST: Duration = Duration::from_secs(3600);
/// Longest account of a refusal that is kept, in characters.
const FIELDS: usize = 300;

impl ApiError {
    /// Discord's code, where it is a refusal that has one.
    pub(crate) const fn code(&self) -> Option<i64> {
        match self {
            Self::NotFound(code) | Self::Forbidden(code) | Self::Invalid { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the same request may succeed a moment later.
    pub(crate) const fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::RateLimited { .. })
    }

    /// How long Discord says to wait.
    pub(crate) const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after, .. } => Some(*retry_after),
            _ => None,
        }
    }

    /// Reads the answer to a request that was not done.
    pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let json = serde_json::from_slice::<Value>(body).ok();
        // What is not JSON with a code comes from something between Discord and here.
        let code = json.as_ref().and_then(|json| json["code"].as_i64());
        match (status.as_u16(), code) {
            (_, Some(30046)) => Self::RateLimited {
                retry_after: retry_after(headers, json.as_ref()),
                scope: Scope::OldEdits,
            },
            (429, _) => Self::RateLimited {
                retry_after: retry_after(headers, json.as_ref()),
                scope: scope(headers, json.as_ref()),
            },
            (401, _) => Self::Unauthorized,
            // 40333: the request was stopped on the way, by what Discord stands behind.
            (_, Some(40333)) | (500.., _) | (_, None) => Self::Unavailable(status.to_string()),
            (404, Some(code)) | (_, Some(code @ 10_000..=10_999)) => Self::NotFound(code),
            (403, Some(code)) => Self::Forbidden(code),
            (_, Some(code)) => Self::Invalid {
                code,
                fields: fields(json.as_ref().unwrap_or(&Value::Null)),
            },
        }
    }
}

/// How long Discord wants to be left alone. The body says it to the millisecond, the header in whole seconds.
fn retry_after(headers: &HeaderMap, json: Option<&Value>) -> Duration {
    let header = || {
        let said = headers.get("retry-after")?.to_str().ok()?;
        said.trim().parse::<f64>().ok()
    };
    let seconds = json.and_then(|json| json["retry_after"].as_f64()).or_else(header);
    seconds
        .filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
        .map_or(UNSAID, |seconds| {
            Duration::from_secs_f64(seconds.min(LONGEST.as_secs_f64()))
        })
        .max(SHORTEST)
}

/// Discord marks a global limit. A 429 that has neither JSON nor one of Discord's headers comes from the network in
/// front of it, which counts requests by address.
fn scope(headers: &HeaderMap, json: Option<&Value>) -> Scope {
    let marked =
        json.is_some_and(|json| json["global"] == true) || headers.contains_key("x-ratelimit-global");
    let from_discord = json.is_some()
        || headers
            .keys()
            .any(|name| name.as_str().starts_with("x-ratelimit-"));
    if marked || !from_discord {
        return Scope::Global;
    }
    match headers
        .get("x-ratelimit-scope")
        .map(reqwest::header::HeaderValue::as_bytes)
    {
        Some(b"shared") => Scope::Shared,
        _ => Scope::User,
    }
}

/// The paths and codes of a refusal. Its sentences are left out: some repeat what a field contained.
fn fields(json: &Value) -> String {
    let mut found = Vec::new();
    collect(&json["errors"], &mut String::new(), &mut found);
    if found.is_empty() {
        // Without fields the message is one of Discord's fixed sentences.
        found.extend(json["message"].as_str().map(str::to_owned));
    }
    found.join(", ").chars().take(FIELDS).collect()
}

fn collect(errors: &Value, path: &mut String, found: &mut Vec<String>) {
    let Value::Object(fields) = errors else { return };
    for (name, below) in fields {
        if name == "_errors" {
            let codes = below.as_array().into_iter().flatten();
            found.extend(codes.filter_map(|fault| Some(format!("{path} {}", fault["code"].as_str()?))));
            continue;
        }
        let length = path.len();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        collect(below, path, found);
        path.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;
    use serde_json::json;

    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        error_with(status, &[], body)
    }

    fn error_with(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> ApiError {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        ApiError::read(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes())
    }

    fn limited(after_ms: u64, scope: Scope) -> ApiError {
        ApiError::RateLimited {
            retry_after: Duration::from_millis(after_ms),
            scope,
        }
    }

    #[test]
    fn a_429_waits_as_told_within_bounds() {
        let from_discord = [("x-ratelimit-scope", "user")];
        let said = |retry_after: &str| {
            error(
                429,
                &format!(r#"{{"retry_after": {retry_after}, "global": false}}"#),
            )
        };
        assert_eq!(said("1.5"), limited(1500, Scope::User));
        assert_eq!(said("0"), limited(250, Scope::User));
        assert_eq!(said("86400"), limited(3_600_000, Scope::User));
        assert_eq!(said("1e300"), limited(3_600_000, Scope::User));
        assert_eq!(said("-3"), limited(5000, Scope::User));
        assert_eq!(said("null"), limited(5000, Scope::User));
        assert_eq!(
            error_with(429, &from_discord, r#"{"retry_after": NaN}"#),
            limited(5000, Scope::User)
        );
        let header = [("retry-after", "7"), ("x-ratelimit-scope", "shared")];
        assert_eq!(error_with(429, &header, ""), limited(7000, Scope::Shared));
        assert_eq!(
            error_with(429, &[("retry-after", "nan"), ("x-ratelimit-scope", "user")], ""),
            limited(5000, Scope::User)
        );
    }

    #[test]
    fn a_global_429_is_known_by_its_mark_or_by_not_being_discords() {
        assert_eq!(
            error(429, r#"{"retry_after": 1, "global": true}"#),
            limited(1000, Scope::Global)
        );
        assert_eq!(
            error_with(429, &[("x-ratelimit-global", "true")], "{}"),
            limited(5000, Scope::Global)
        );
        assert_eq!(
            error_with(429, &[("retry-after", "60")], "error code: 1015"),
            limited(60_000, Scope::Global)
        );
    }

    #[test]
    fn what_is_not_discords_own_answer_is_temporary() {
        for (status, body) in [
            (500, r#"{"message": "500: Internal Server Error", "code": 0}"#),
            (502, "<html>"),
            (403, "<html>blocked</html>"),
            (404, ""),
            (403, r#"{"message": "internal network error", "code": 40333}"#),
        ] {
            assert!(
                matches!(error(status, body), ApiError::Unavailable(_)),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn refusals_are_told_apart_by_status_and_code() {
        let code = |status, code: i64| error(status, &json!({"message": "", "code": code}).to_string());
        assert_eq!(code(401, 0), ApiError::Unauthorized);
        assert_eq!(code(404, 10003), ApiError::NotFound(10003));
        assert_eq!(code(400, 10008), ApiError::NotFound(10008));
        assert_eq!(code(403, 50001), ApiError::Forbidden(50001));
        assert_eq!(code(403, 50013), ApiError::Forbidden(50013));
        assert_eq!(code(400, 50083).code(), Some(50083));
        assert_eq!(code(429, 30046), limited(5000, Scope::OldEdits));
        assert_eq!(code(400, 30046), limited(5000, Scope::OldEdits));
    }

    #[test]
    fn a_refused_body_is_told_by_field_and_code_and_never_by_its_content() {
        let body = json!({"code": 50035, "message": "Invalid Form Body", "errors": {"embeds": {"0": {
            "title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]},
            "url": {"_errors": [{"code": "URL_TYPE_INVALID_URL", "message": "\"secret words\" is no URL"}]}}}}});
        let ApiError::Invalid { code, fields } = error(400, &body.to_string()) else {
            panic!()
        };
        assert_eq!(code, 50035);
        assert_eq!(
            fields,
            "embeds.0.title BASE_TYPE_MAX_LENGTH, embeds.0.url URL_TYPE_INVALID_URL"
        );
    }
}
