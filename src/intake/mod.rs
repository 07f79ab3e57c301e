//! stub
use crate::clock::Clock;
use crate::outbox::Pulse;
use crate::store::Store;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::watch;
pub struct Readiness {
    pub connected: Arc<AtomicBool>,
    pub outbox: watch::Receiver<Pulse>,
}
pub struct IntakeState;
impl IntakeState {
    pub fn new(_: Store, _: Clock, _: Readiness) -> Self {
        Self
    }
}
pub async fn serve(
    _: tokio::net::TcpListener,
    _: IntakeState,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let _ = stop.wait_for(|s| *s).await;
    Ok(())
}
