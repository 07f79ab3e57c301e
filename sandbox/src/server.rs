//! The one loopback port: REST, gateway, files, the control interface and the page, on hyper.

use std::{convert::Infallible, io, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{Path, Query, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, task::JoinSet};
use tower::ServiceExt as _;

use crate::{
    Options, Sandbox, control, gateway, page,
    rest::{self, CutConnection},
    shared::Shared,
};

impl Sandbox {
    /// Starts listening.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.listen).await?;
        let shared = Arc::new(Shared::new(options, listener.local_addr()?));
        #[expect(
            clippy::disallowed_methods,
            reason = "the one task of the sandbox; it is ended when this is dropped"
        )]
        let server = tokio::spawn(serve(listener, Arc::clone(&shared)));
        Ok(Self::running(shared, server))
    }
}

/// Accepts connections until the returned task is dropped.
async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new()
        .route("/", any(gateway_or_page))
        .route("/attachments/{channel}/{id}/{name}", get(file))
        .nest("/sandbox", control::routes())
        .nest("/page", page::routes())
        .fallback(rest::serve)
        .with_state(Arc::clone(&shared));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                // Answers are small: without this the last segment waits for the client's delayed acknowledgement.
                let _ = stream.set_nodelay(true);
                let (router, shared) = (router.clone(), Arc::clone(&shared));
                connections.spawn(async move {
                    let answer = service_fn(move |request| answer(router.clone(), Arc::clone(&shared), request));
                    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), answer);
                    // A connection ends with an error when the client goes away or a fault cuts it.
                    let _ = connection.with_upgrades().await;
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// One answer; the `Date` is the injected clock's, and a cut connection is an error to hyper.
async fn answer(
    router: Router,
    shared: Arc<Shared>,
    request: hyper::Request<Incoming>,
) -> io::Result<Response> {
    let mut response = router
        .oneshot(request.map(Body::new))
        .await
        .unwrap_or_else(|never: Infallible| match never {});
    if response.extensions().get::<CutConnection>().is_some() {
        return Err(io::Error::other("the connection is cut on purpose"));
    }
    let date = (shared.options.now)()
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(header::DATE, date);
    }
    Ok(response)
}

async fn gateway_or_page(
    State(shared): State<Arc<Shared>>,
    Query(manner): Query<gateway::Manner>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        return page::index();
    };
    if shared.read(|world| world.hub.refuses) {
        let mut refused = StatusCode::SERVICE_UNAVAILABLE.into_response();
        refused.extensions_mut().insert(CutConnection);
        return refused;
    }
    upgrade.on_upgrade(move |socket| async move { gateway::connect(socket, shared, manner).await })
}

async fn file(State(shared): State<Arc<Shared>>, Path((_, id, _)): Path<(u64, u64, String)>) -> Response {
    let found = shared.read(|world| {
        let mut files = world
            .messages
            .values()
            .filter(|message| !message.deleted)
            .flat_map(|m| &m.attachments);
        files
            .find(|file| file.id == id)
            .or_else(|| world.uploads.get(&id))
            .map(|file| (file.content_type.clone(), file.bytes.to_vec()))
    });
    match found {
        Some((content_type, bytes)) => {
            // A file is shown on the page; were it opened by itself, it must not run there.
            let headers = [
                (header::CONTENT_TYPE, content_type),
                (
                    header::CONTENT_SECURITY_POLICY,
                    "sandbox; default-src 'none'".to_owned(),
                ),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
