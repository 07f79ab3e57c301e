//! The one client of Discord's REST API. Everything that the program asks of Discord goes through [`Client`], so that
//! there is one reading of errors, one of retry-after, one set of time-outs and bounds, and one account of what may be
//! sent when.
//!
//! | file | what |
//! |---|---|
//! | `client` | sends a request; time-outs, the bound on answers, what is counted |
//! | `route` | every route that is used: its method, its path, and what Discord counts it with |
//! | `error` | [`ApiError`], read from an answer |
//! | `limits`, `rate_limiter` | what may be sent when, as [`Permit`]s |
//! | `retry` | how long to wait after a failure, as data |
//! | `messages`, `threads`, `interactions`, `guild`, `application` | the requests |
//! | `model`, `permissions`, `access` | the few answers that are read, leniently, and what they say somebody may do |
//!
//! Why our own and not a library's: see docs/ARCHITECTURE.md, "Libraries".

mod access;
mod application;
mod client;
mod error;
mod guild;
mod interactions;
mod limits;
mod messages;
mod model;
mod permissions;
mod rate_limiter;
pub(crate) mod retry;
mod route;
mod threads;

pub(crate) use access::in_channel;
pub use client::Client;
pub(crate) use client::http_client;
pub(crate) use error::{ApiError, Scope};
pub(crate) use interactions::Upload;
pub(crate) use messages::Posted;
pub(crate) use model::{Channel, Unreadable};
pub(crate) use permissions::Permissions;
pub(crate) use rate_limiter::Permit;
pub(crate) use rate_limiter::RateLimiter;
pub(crate) use route::Route;
