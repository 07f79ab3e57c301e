//! Webhooks out, signed by Standard Webhooks (standardwebhooks.com, specification 1.0). Where they go was said by somebody
//! else, so they go nowhere inside our own network, follow nothing, wait for little and read little.

mod address;
mod payload;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;

use crate::flows::signing;

pub(crate) use address::check_url;
pub(super) use payload::body;

/// How long a receiver may take to be reached, and to answer (Standard Webhooks recommends 15 to 30 s).
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);
/// How much of an answer is read: nothing is done with it, but a connection that was read to its end is used again.
const ANSWER: usize = 16 * 1024;

/// What became of one try.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Answer {
    /// Taken (2xx).
    Taken,
    /// The receiver wants no more (410).
    Gone,
    /// The address lies where we do not send to.
    Private,
    /// Perhaps later: what happened, and how long the receiver asks us to wait.
    Later(String, Option<Duration>),
}

/// What is sent.
pub(super) struct Delivery<'a> {
    /// `webhook-id`: the same on each try.
    pub(super) id: &'a str,
    pub(super) url: &'a str,
    pub(super) body: String,
    pub(super) secrets: Vec<&'a [u8]>,
    pub(super) at: DateTime<Utc>,
}

/// Sends webhooks.
#[derive(Clone)]
pub struct Webhooks {
    client: reqwest::Client,
    allow_private: bool,
}

impl Webhooks {
    /// A client for webhooks. `allow_private` lets them go to addresses inside our own network, and without TLS.
    ///
    /// # Errors
    /// That no TLS client can be made.
    pub fn new(allow_private: bool) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("Leadbell/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            // Through a proxy it would be the proxy that looks the name up.
            .no_proxy()
            .dns_resolver(Arc::new(address::PublicOnly { allow_private }))
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()?;
        Ok(Self {
            client,
            allow_private,
        })
    }

    pub(super) async fn send(&self, delivery: Delivery<'_>) -> Answer {
        if check_url(delivery.url, self.allow_private).is_err() {
            return Answer::Private;
        }
        let Ok(url) = Url::parse(delivery.url) else {
            return Answer::Private;
        };
        let timestamp = delivery.at.timestamp().to_string();
        let signatures: Vec<_> = delivery
            .secrets
            .iter()
            .map(|secret| signing::sign(secret, delivery.id, &timestamp, delivery.body.as_bytes()))
            .collect();
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", delivery.id)
            .header("webhook-timestamp", &timestamp)
            .header("webhook-signature", signatures.join(" "))
            .body(delivery.body);
        match request.send().await {
            Ok(mut answer) => {
                let (status, asked) = (answer.status(), asked(answer.headers(), delivery.at));
                let mut read = 0;
                while let Ok(Some(chunk)) = answer.chunk().await {
                    read += chunk.len();
                    if read > ANSWER {
                        break;
                    }
                }
                match status.as_u16() {
                    200..=299 => Answer::Taken,
                    410 => Answer::Gone,
                    300..=399 => Answer::Later(format!("HTTP {status}: redirects are not followed"), asked),
                    _ => Answer::Later(format!("HTTP {status}"), asked),
                }
            }
            Err(error) if address::is_private(&error) => Answer::Private,
            Err(error) => Answer::Later(words(&error).to_owned(), None),
        }
    }
}

/// What happened, without the address: that is the receiver's secret.
fn words(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke off"
    }
}

/// Retry-After, in seconds or as a date (RFC 9110, 10.2.3).
fn asked(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    (date.with_timezone(&Utc) - now).to_std().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now: DateTime<Utc> = "2026-11-23T08:00:00Z".parse().unwrap();
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            asked(&headers, now).map(|wait| wait.as_secs())
        };
        assert_eq!(read("120"), Some(120));
        assert_eq!(read("Mon, 23 Nov 2026 08:10:00 GMT"), Some(600));
        assert_eq!(read("Mon, 23 Nov 2026 07:10:00 GMT"), None);
        assert_eq!(read("soon"), None);
    }
}
