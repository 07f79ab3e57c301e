//! A panel beside the chat, for what the program behind the sandbox does elsewhere: mail that it would send, for one.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use serde::Serialize;

type Reading = Pin<Box<dyn Future<Output = Vec<PanelEntry>> + Send>>;

/// One thing in the panel.
#[derive(Clone, Debug, Serialize)]
pub struct PanelEntry {
    /// What it is.
    pub title: String,
    /// What is beside it: to whom, when.
    pub note: String,
    /// Where it stands, in a word or two.
    pub state: String,
    /// All of it.
    pub text: String,
}

/// A panel: a title, what it is for, and where its entries come from.
#[derive(Clone)]
pub struct Panel {
    pub(crate) title: String,
    pub(crate) hint: String,
    pub(crate) empty: String,
    read: Arc<dyn Fn() -> Reading + Send + Sync>,
}

impl Panel {
    /// A panel whose entries are read each time that it is looked at.
    ///
    /// `empty` is what it says without any.
    pub fn new<F, R>(title: &str, hint: &str, empty: &str, read: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Vec<PanelEntry>> + Send + 'static,
    {
        Self {
            title: title.to_owned(),
            hint: hint.to_owned(),
            empty: empty.to_owned(),
            read: Arc::new(move || Box::pin(read())),
        }
    }

    pub(crate) async fn entries(&self) -> Vec<PanelEntry> {
        (self.read)().await
    }
}

impl fmt::Debug for Panel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Panel({:?})", self.title)
    }
}
