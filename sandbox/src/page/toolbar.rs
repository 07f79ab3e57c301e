//! What the program that starts a sandbox may put on its page: buttons, a welcome, and who one is at first.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
};

use crate::{Channel, Member, Sandbox, server::lock};

type Doing = Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send>>;

/// A button of the bar at the top of the page.
#[derive(Clone)]
pub struct Action {
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) group: Option<String>,
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

    pub(super) async fn run(&self) -> anyhow::Result<String> {
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
pub(super) struct Welcome {
    pub title: String,
    pub text: String,
}

/// What was put on the page.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(super) actions: Vec<Action>,
    pub(super) welcome: Option<Welcome>,
    /// Whom one is, and where, before choosing.
    pub(super) opens_as: Option<u64>,
    pub(super) opens_in: Option<u64>,
}

/// [`Chosen`], shared by the embedder and the page.
#[derive(Debug, Default)]
pub(crate) struct Settings(Mutex<Chosen>);

impl Settings {
    pub fn lock(&self) -> MutexGuard<'_, Chosen> {
        lock(&self.0)
    }
}

impl Sandbox {
    /// Puts buttons on the bar at the top of the page, instead of those before.
    pub fn set_toolbar(&self, actions: Vec<Action>) {
        self.shared().page.lock().actions = actions;
        self.shared().change(|_| ());
    }

    /// Puts a hint on the page, which the reader can close. The text may have Discord's Markdown.
    pub fn set_welcome(&self, title: &str, text: &str) {
        self.shared().page.lock().welcome = Some(Welcome {
            title: title.to_owned(),
            text: text.to_owned(),
        });
        self.shared().change(|_| ());
    }

    /// Whom one is, and which channel is open, when the page is opened for the first time.
    pub fn open_page_as(&self, member: &Member, channel: &Channel) {
        let mut page = self.shared().page.lock();
        page.opens_as = Some(member.id());
        page.opens_in = Some(channel.id());
    }
}
