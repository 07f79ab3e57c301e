//! Sends requests: within time-outs, reading no more of an answer than it may need, at an origin that can be another
//! one. A 429 reaches the caller with its `retry_after`, whatever the origin.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::error::ApiError;
use super::rate_limiter::{Permit, RateLimiter};
use crate::domain::ids::MemberId;
use crate::metrics::{Metrics, Request};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a request may take in all. Real time: the network does not know ours.
const TOTAL: Duration = Duration::from_secs(15);
/// How many requests with a permit may be under way at once.
const AT_ONCE: usize = 16;
/// The longest answer that is read, in bytes. A page of 100 messages is the largest there is: 100 of the longest come
/// near it, and usual ones to a twentieth.
const LONGEST: usize = 8 << 20;
/// Discord's own origin.
const DISCORD: &str = "https://discord.com";

/// A client for one bot. Cheap to clone; clones share connections and limits.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: Arc<str>,
    authorization: HeaderValue,
    limiter: RateLimiter,
    at_once: Arc<Semaphore>,
    pub(super) me: Arc<OnceLock<MemberId>>,
    metrics: Metrics,
}

/// What Discord answered to a request that was done.
pub(super) struct Answer {
    status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    /// The answer's JSON.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] where it is none: what was asked for may have been done all the same.
    pub(super) fn json(&self) -> Result<Value, ApiError> {
        serde_json::from_slice(&self.body)
            .map_err(|_| ApiError::Unavailable(format!("{}, but the answer cannot be read", self.status)))
    }

    /// The answer's object's id.
    pub(super) fn id(&self) -> Result<i64, ApiError> {
        super::model::id(&self.json()?["id"])
            .ok_or_else(|| ApiError::Unavailable("the answer has no id".to_owned()))
    }
}

impl Client {
    /// A client for the bot of that token, at `api_url` (an origin; Discord's own where `None`).
    ///
    /// # Errors
    /// A token that cannot stand in a header, an address that is none, or a TLS set-up that cannot be made.
    pub(crate) fn new(
        token: &SecretString,
        api_url: Option<&str>,
        limiter: RateLimiter,
        metrics: Metrics,
    ) -> anyhow::Result<Self> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))
            .context("the token has characters that no token has")?;
        authorization.set_sensitive(true);
        if let Some(url) = api_url {
            Url::parse(url).with_context(|| format!("{url:?} is no address"))?;
        }
        Ok(Self {
            http: http_client(api_url).context("making an HTTP client")?,
            origin: api_url.unwrap_or(DISCORD).trim_end_matches('/').into(),
            authorization,
            limiter,
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            me: Arc::default(),
            metrics,
        })
    }

    /// Where the API is.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// What may be sent when.
    pub(crate) const fn limiter(&self) -> &RateLimiter {
        &self.limiter
    }

    /// Sends a request of the bot's that counts against its limits.
    pub(super) async fn send(
        &self,
        permit: Permit,
        with: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Answer, ApiError> {
        let route = permit.route();
        let request = self.request(route.method(), &route.path());
        let request = with(request.header(AUTHORIZATION, self.authorization.clone()));
        let _place = self.at_once.acquire().await;
        permit.limiter().check_stopped()?;
        let (headers, answered) = match self.exchange(request).await {
            Ok(Ok(answer)) => (answer.headers.clone(), Ok(answer)),
            Ok(Err((headers, error))) => (headers, Err(error)),
            Err(lost) => return Err(lost),
        };
        permit.answered(&headers, answered.as_ref().err());
        answered
    }

    /// Sends a request that Discord counts against nothing: an answer to an interaction, or a question that needs no
    /// token. It waits for nobody.
    pub(super) async fn send_uncounted(&self, request: RequestBuilder) -> Result<Answer, ApiError> {
        self.exchange(request).await?.map_err(|(_, error)| error)
    }

    /// A request that carries no token.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}/api/v10{path}", self.origin))
    }

    async fn exchange(
        &self,
        request: RequestBuilder,
    ) -> Result<Result<Answer, (HeaderMap, ApiError)>, ApiError> {
        let answer = async {
            let mut answer = request.send().await?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            let body = read(&mut answer, LONGEST).await?;
            Ok::<_, reqwest::Error>((status, headers, body))
        };
        // The address may hold an interaction's token, and the kind of failure is what helps.
        let (status, headers, body) = answer.await.map_err(|error| {
            self.metrics.request(Request::Lost);
            ApiError::Unavailable(plain(&error.without_url()))
        })?;
        self.metrics.request(Request::of_status(status.as_u16()));
        let Some(body) = body else {
            let error = ApiError::Unavailable(format!("{status}, but the answer does not end"));
            return Ok(Err((headers, error)));
        };
        if status.is_success() {
            let answer = Answer {
                status,
                headers,
                body,
            };
            return Ok(Ok(answer));
        }
        let error = ApiError::read(status, &headers, &body);
        Ok(Err((headers, error)))
    }
}

/// Reads an answer's body, `None` where it is longer than `most`.
async fn read(answer: &mut Response, most: usize) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > most {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// An HTTP client with time-outs, also for what has to make its own requests: serenity's own has none.
///
/// # Errors
/// That no TLS client can be built.
pub(crate) fn http_client(api_url: Option<&str>) -> reqwest::Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        // Discord may block who does not name itself (Reference, "User Agent").
        .user_agent(serenity::constants::USER_AGENT)
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        .redirect(redirect::Policy::none());
    // Another origin is one nearby, which a proxy to the outside does not reach.
    match api_url {
        Some(_) => client.no_proxy().build(),
        None => client.build(),
    }
}

/// An error with what caused it: "error sending request: connection refused".
fn plain(error: &reqwest::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;
    use crate::clock::Clock;
    use crate::discord_api::Route;
    use crate::domain::ids::ChannelId;

    #[tokio::test]
    async fn an_answer_that_does_not_end_is_read_to_a_bound() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let endless = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 4096]).await.unwrap();
            let head = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n";
            stream.write_all(head).await.unwrap();
            let mut sent = 0;
            while stream.write_all(&[b' '; 65536]).await.is_ok() {
                sent += 65536;
            }
            sent
        };
        let limiter = RateLimiter::new(Clock::standing_at(DateTime::UNIX_EPOCH));
        let client = Client::new(&"token".into(), Some(&origin), limiter, Metrics::default()).unwrap();
        let permit = client.limiter().claim(Route::GetChannel(ChannelId(1)));
        let (sent, read) = tokio::join!(endless, client.get_channel(permit));
        assert!(matches!(read, Err(ApiError::Unavailable(_))), "{read:?}");
        // What the kernel holds of it was not read.
        assert!(sent < 4 * LONGEST, "{sent} bytes");
    }
}
