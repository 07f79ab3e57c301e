//! What the commands need of the doors: which formats there are, and the way of a delivery through them. Those who answer
//! members do not know intake, so it is handed to them where the program is put together.

use futures_util::future::BoxFuture;

use super::FlowResult;
use super::deliver::Answer;
use super::receive::Incoming;
use crate::store::sources::Source;

/// A format, as managers choose it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormatName {
    /// Its word in addresses and in the database.
    pub code: &'static str,
    /// What the product calls itself.
    pub name: &'static str,
    /// Whether the product may show who it is with a secret, beside the address.
    pub signs: bool,
}

/// What was sent, or is to be treated as if it were.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sent {
    /// What it says it is.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
    /// What tells it from every other delivery, where its body does not.
    pub key: Option<String>,
    /// It is in our own format, whatever the source sends otherwise.
    pub is_native: bool,
}

/// The doors that leads come through.
pub(crate) trait Doors: Send + Sync {
    fn formats(&self) -> &[FormatName];

    /// Takes in what a source has sent, from the body of a request on: neither key nor signature is asked for. The answer is
    /// what the source would have got.
    fn deliver(&self, source: Source, sent: Sent) -> BoxFuture<'static, FlowResult<Answer>>;

    /// Whether a body brings a lead that its source's format can read; why not, where it does not. Nothing is taken in.
    ///
    /// # Errors
    /// The reason, without what was sent.
    fn check(&self, source: &Source, sent: &Sent) -> Result<(), String>;

    /// What was filled in, as labels and answers; nothing where the body cannot be taken apart.
    fn answers(&self, sent: &Sent) -> Vec<(String, String)>;

    /// As much as can be understood of a body, though it may be no lead.
    fn understand(&self, sent: &Sent) -> Option<Incoming>;
}
