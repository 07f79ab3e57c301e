//! What the program that starts a sandbox may put on its page: buttons, a welcome, and who one is at first.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
};

use crate::{panel::Panel, sync::lock};

type Doing = Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send>>;

/// A button of the bar at the top of the page.
#[derive(Clone)]
pub struct Action {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) group: Option<String>,
    does: Arc<dyn Fn() -> Doing + Send + Sync>,
}

impl Action {
    /// A button, what it says when one rests on it, and what it does.
    ///
    /// What comes back is shown for a moment, unless it is empty; so is an error.
    ///
    /// ```
    /// let action = sandbox::Action::new("Ring", "Rings the bell", || async { Ok("Rang.".to_owned()) });
    /// ```
    pub fn new<F, D>(label: &str, hint: &str, does: F) -> Self
    where
        F: Fn() -> D + Send + Sync + 'static,
        D: Future<Output = anyhow::Result<String>> + Send + 'static,
    {
        Self {
            label: label.to_owned(),
            hint: hint.to_owned(),
            group: None,
            does: Arc::new(move || Box::pin(does())),
        }
    }

    /// Puts it beside the neighbours of the same group, under the group's name: "Jump ahead": "1 h", "24 h".
    #[must_use]
    pub fn in_group(mut self, name: &str) -> Self {
        self.group = Some(name.to_owned());
        self
    }

    pub(crate) async fn run(&self) -> anyhow::Result<String> {
        (self.does)().await
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({:?})", self.label)
    }
}

/// A short hint for whoever opens the page.
#[derive(Debug, Clone)]
pub(crate) struct Welcome {
    pub title: String,
    pub text: String,
}

/// What was put on the page.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) actions: Vec<Action>,
    pub(crate) welcome: Option<Welcome>,
    pub(crate) panel: Option<Panel>,
    /// Whom one is, and where, before choosing.
    pub(crate) opens_as: Option<u64>,
    pub(crate) opens_in: Option<u64>,
}

/// [`Chosen`], shared by the embedder and the page.
#[derive(Debug, Default)]
pub(crate) struct Settings(Mutex<Chosen>);

impl Settings {
    pub fn lock(&self) -> MutexGuard<'_, Chosen> {
        lock(&self.0)
    }
}
