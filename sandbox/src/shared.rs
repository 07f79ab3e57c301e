//! What every connection and every handle works on.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};

use tokio::sync::watch;

use crate::{
    faults::Faults, limiter::Limiter, options::Options, record::Record, sync::lock, toolbar, world::World,
};

/// What every connection works on.
pub(crate) struct Shared {
    pub options: Options,
    pub origin: String,
    world: Mutex<World>,
    pub faults: Arc<Faults>,
    pub record: Record,
    pub limiter: Mutex<Limiter>,
    pub page: toolbar::Settings,
    changed: watch::Sender<u64>,
    /// Set when the sandbox is dropped.
    pub stopping: watch::Sender<bool>,
}

impl Shared {
    pub fn new(options: Options, address: SocketAddr) -> Self {
        let origin = format!("http://{address}");
        Self {
            world: Mutex::new(World::new(&options, origin.clone())),
            faults: Arc::default(),
            record: Record::default(),
            limiter: Mutex::new(Limiter::default()),
            page: toolbar::Settings::default(),
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
