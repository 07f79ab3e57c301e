//! The one loopback port: REST, gateway, files, the control interface and the page, on hyper, and what they share.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

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
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tower::ServiceExt as _;

use crate::{control, faults::Faults, gateway, options::Options, page, record::Record, rest, world::World};

/// What every connection works on.
pub(crate) struct Shared {
    pub options: Options,
    pub origin: String,
    world: Mutex<World>,
    pub faults: Faults,
    pub record: Record,
    pub limiter: Mutex<rest::Limiter>,
    pub page: page::Settings,
    changed: watch::Sender<u64>,
    /// Set when the sandbox is dropped.
    pub stopping: watch::Sender<bool>,
}

/// Marks an answer that must not be sent: the connection is cut instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutConnection;

impl Shared {
    pub fn new(options: Options, address: SocketAddr) -> Self {
        let origin = format!("http://{address}");
        Self {
            world: Mutex::new(World::new(&options, origin.clone())),
            faults: Faults::default(),
            record: Record::default(),
            limiter: Mutex::new(rest::Limiter::default()),
            page: page::Settings::default(),
            changed: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
            options,
            origin,
        }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// Looks at the world.
    pub fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.world())
    }

    /// Changes the world and wakes whoever waits for a change.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = {
            let mut world = self.world();
            world.archive_quiet_threads();
            change(&mut world)
        };
        self.changed.send_modify(|version| *version += 1);
        result
    }

    /// Counts up with every change.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// Locks, whatever happened to an earlier holder: a failed test must not hide behind a poisoned lock.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Accepts connections until the returned task is dropped.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
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
