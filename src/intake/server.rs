//! Connections. Not `axum::serve`, which lets a client take for ever to send its headers, and takes any number of
//! clients.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::inquiry::Peer;
use super::{IntakeState, router};

/// How long the head of a request may take. Real time.
const HEAD: Duration = Duration::from_secs(5);
/// How many connections are served at once; more of them wait to be accepted. Bounds memory, with the body's limit.
const CONNECTIONS: usize = 256;
/// Largest head of a request in bytes.
const HEAD_BYTES: usize = 64 * 1024;
/// How long requests in flight may take when the server stops. Real time.
const FINISH: Duration = Duration::from_secs(5);
/// How long to wait after the system could not give a connection: it is out of files, most likely.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Serves intake until `stop` is true or its sender is gone; then finishes the requests in flight, within 5 s.
///
/// # Errors
/// None for now; what a connection fails with is its own.
pub async fn serve(
    listener: TcpListener,
    state: IntakeState,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let router = router(state);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        // Never closed, so there is always a place in the end.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            Some(_) = connections.join_next() => {}
            (place, accepted) = next => match accepted {
                Ok((stream, peer)) => {
                    let connection = connection((stream, Peer(peer)), router.clone(), stop.clone());
                    connections.spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection cannot be accepted");
                    tokio::time::sleep(EXHAUSTED).await;
                }
            },
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(FINISH, all).await.is_err() {
        connections.shutdown().await;
    }
    Ok(())
}

async fn connection((stream, peer): (TcpStream, Peer), router: Router, mut stop: watch::Receiver<bool>) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        // A connection that idles between two requests would hold a place that another source waits for.
        .keep_alive(false)
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = &mut served => ended,
        () = stopped(&mut stop) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
