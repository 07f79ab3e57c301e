//! What an answer of Discord means for the row that was sent.
//!
//! Codes: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// Why a request did not do what it should.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SendError {
    /// Discord or the way there is broken for now. Whether the request had its effect is not known.
    #[error("Discord could not be reached: {0}")]
    Retry(String),
    /// Too fast.
    #[error("rate limited for {after:?}")]
    RateLimited {
        /// How long to wait.
        after: Duration,
        /// Counts for every request of the bot.
        global: bool,
    },
    /// 30046: too many edits of messages older than an hour, in this channel.
    #[error("too many edits of old messages; again after {after:?}")]
    TooManyOldEdits {
        /// How long to wait.
        after: Duration,
    },
    /// The token is wrong or was reset. Going on would get the address blocked.
    #[error("Discord does not take the token")]
    Unauthorized,
    /// The bot may not do this there.
    #[error("Discord says the bot may not do this (code {code})")]
    Denied {
        /// Discord's code.
        code: i64,
    },
    /// There is no such channel.
    #[error("the channel is gone")]
    ChannelGone,
    /// There is no such message.
    #[error("the message is gone")]
    MessageGone,
    /// The person takes no direct messages from the bot.
    #[error("the person takes no direct messages")]
    CannotDm,
    /// Discord will not take the request, now or later.
    #[error("Discord refused the request: {code} {words}")]
    Rejected {
        /// Discord's code.
        code: i64,
        /// Which fields, and why, without what they contain.
        words: String,
    },
}

/// Taken where a 429 does not say how long.
const UNSAID: Duration = Duration::from_secs(5);
/// Waits for at least this long, whatever is said: "0" would make a loop.
const SHORTEST: Duration = Duration::from_millis(250);
/// Waits for at most this long, whatever is said.
const LONGEST: Duration = Duration::from_secs(3600);
/// Longest account of a refusal that is kept, in characters.
const WORDS: usize = 300;

/// Reads an answer: its JSON, or what went wrong.
pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<Value, SendError> {
    let json = serde_json::from_slice::<Value>(body).ok();
    if status.is_success() {
        return json.ok_or_else(|| SendError::Retry(format!("{status}, but the answer cannot be read")));
    }
    // What is not JSON with a code comes from something between Discord and here.
    let code = json.as_ref().and_then(|json| json["code"].as_i64());
    match (status.as_u16(), code) {
        (_, Some(30046)) => Err(SendError::TooManyOldEdits {
            after: retry_after(headers, json.as_ref()),
        }),
        (429, _) => Err(SendError::RateLimited {
            after: retry_after(headers, json.as_ref()),
            global: is_global(headers, json.as_ref()),
        }),
        (401, _) => Err(SendError::Unauthorized),
        (_, Some(10003)) => Err(SendError::ChannelGone),
        (_, Some(10008)) => Err(SendError::MessageGone),
        // 50278: no server in common with the person.
        (_, Some(50007 | 50278)) => Err(SendError::CannotDm),
        // 40333: the request was stopped on the way, by what Discord stands behind.
        (_, Some(40333)) | (500.., _) | (_, None) => Err(SendError::Retry(status.to_string())),
        // 50083: the channel is a thread that is archived; 160005: that is locked.
        (403, Some(code)) | (_, Some(code @ (50083 | 160_005))) => Err(SendError::Denied { code }),
        (_, Some(code)) => Err(SendError::Rejected {
            code,
            words: words(json.as_ref().unwrap_or(&Value::Null)),
        }),
    }
}

fn retry_after(headers: &HeaderMap, json: Option<&Value>) -> Duration {
    let header = || {
        headers
            .get("retry-after")?
            .to_str()
            .ok()?
            .trim()
            .parse::<f64>()
            .ok()
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
fn is_global(headers: &HeaderMap, json: Option<&Value>) -> bool {
    let marked =
        json.is_some_and(|json| json["global"] == true) || headers.contains_key("x-ratelimit-global");
    let from_discord = json.is_some()
        || headers
            .keys()
            .any(|name| name.as_str().starts_with("x-ratelimit-"));
    marked || !from_discord
}

/// The paths and codes of a refusal. Its sentences are left out: some repeat what a field contained.
fn words(json: &Value) -> String {
    let mut found = Vec::new();
    collect(&json["errors"], &mut String::new(), &mut found);
    if found.is_empty() {
        // Without fields the message is one of Discord's fixed sentences.
        found.extend(json["message"].as_str().map(str::to_owned));
    }
    found.join(", ").chars().take(WORDS).collect()
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

    fn error(status: u16, body: &str) -> SendError {
        error_with(status, &[], body)
    }

    fn error_with(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> SendError {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        read(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes()).unwrap_err()
    }

    fn limited(after_ms: u64, global: bool) -> SendError {
        SendError::RateLimited {
            after: Duration::from_millis(after_ms),
            global,
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
        assert_eq!(said("1.5"), limited(1500, false));
        assert_eq!(said("0"), limited(250, false));
        assert_eq!(said("86400"), limited(3_600_000, false));
        assert_eq!(said("1e300"), limited(3_600_000, false));
        assert_eq!(said("-3"), limited(5000, false));
        assert_eq!(said("null"), limited(5000, false));
        assert_eq!(
            error_with(429, &from_discord, r#"{"retry_after": NaN}"#),
            limited(5000, false)
        );
        let header = [("retry-after", "7"), ("x-ratelimit-scope", "shared")];
        assert_eq!(error_with(429, &header, ""), limited(7000, false));
        assert_eq!(
            error_with(429, &[("retry-after", "nan"), ("x-ratelimit-scope", "user")], ""),
            limited(5000, false)
        );
    }

    #[test]
    fn a_global_429_is_known_by_its_mark_or_by_not_being_discords() {
        assert_eq!(
            error(429, r#"{"retry_after": 1, "global": true}"#),
            limited(1000, true)
        );
        assert_eq!(
            error_with(429, &[("x-ratelimit-global", "true")], "{}"),
            limited(5000, true)
        );
        assert_eq!(
            error_with(429, &[("retry-after", "60")], "error code: 1015"),
            limited(60_000, true)
        );
    }

    #[test]
    fn what_is_not_discords_own_answer_is_tried_again() {
        for (status, body) in [
            (500, r#"{"message": "500: Internal Server Error", "code": 0}"#),
            (502, "<html>"),
            (403, "<html>blocked</html>"),
            (404, ""),
            (403, r#"{"message": "internal network error", "code": 40333}"#),
            (200, r#"{"id": "12"#),
        ] {
            assert!(
                matches!(error(status, body), SendError::Retry(_)),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn codes_that_need_different_hands_are_told_apart() {
        let code = |status, code: i64| error(status, &json!({"message": "", "code": code}).to_string());
        assert_eq!(code(401, 0), SendError::Unauthorized);
        assert_eq!(code(404, 10003), SendError::ChannelGone);
        assert_eq!(code(404, 10008), SendError::MessageGone);
        assert_eq!(code(403, 50001), SendError::Denied { code: 50001 });
        assert_eq!(code(403, 50013), SendError::Denied { code: 50013 });
        assert_eq!(code(400, 50083), SendError::Denied { code: 50083 });
        assert_eq!(code(403, 50007), SendError::CannotDm);
        let old = SendError::TooManyOldEdits {
            after: Duration::from_secs(5),
        };
        assert_eq!(code(429, 30046), old);
        assert_eq!(code(400, 30046), old);
    }

    #[test]
    fn a_refused_body_is_told_by_field_and_code_and_never_by_its_content() {
        let body = json!({"code": 50035, "message": "Invalid Form Body", "errors": {"embeds": {"0": {
            "title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]},
            "url": {"_errors": [{"code": "URL_TYPE_INVALID_URL", "message": "\"secret words\" is no URL"}]}}}}});
        let SendError::Rejected { code, words } = error(400, &body.to_string()) else {
            panic!()
        };
        assert_eq!(code, 50035);
        assert_eq!(
            words,
            "embeds.0.title BASE_TYPE_MAX_LENGTH, embeds.0.url URL_TYPE_INVALID_URL"
        );
    }
}
