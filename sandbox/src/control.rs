//! The control interface: what the actor API does, for another process.

use std::sync::Arc;

use axum::Router;

use crate::server::Shared;

/// The routes below `/sandbox`.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
}
