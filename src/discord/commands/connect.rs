//! What a manager is shown when a source is made: address, secret, where to paste them, and, by itself, that the first delivery
//! has come in.
//!
//! ```text
//! 🔌 The source **Website** is ready for Typeform. …
//! ✅ Connected: first delivery came in 12 seconds ago.
//! ```

use std::time::Duration;

use chrono::{DateTime, Utc};
use serenity::all::{CreateAllowedMentions, EditInteractionResponse};

use crate::discord::bot::Bot;
use crate::discord::interaction::Interaction;
use crate::domain::ids::SourceId;
use crate::flows::source::{NATIVE, NewSource};
use crate::store::sources;
use crate::t;
use crate::text::catalogue::{Lang, has};
use crate::text::safe::neutral_line;
use crate::text::words;

/// Characters of a name.
const NAME: usize = 80;
/// How long a message can be edited by the token of its interaction, less some seconds: 15 min (Receiving and Responding).
const TOKEN: Duration = Duration::from_secs(15 * 60 - 20);

/// What a new source is shown with.
pub(super) fn added(bot: &Bot, lang: Lang, new: &NewSource) -> String {
    let name = neutral_line(&new.name, NAME);
    let formats = bot.doors.formats();
    let product = formats.iter().find(|format| format.code == new.format);
    let intro = match product.filter(|_| new.format != NATIVE) {
        Some(product) => t!(lang, "source-added-for", name = name, product = product.name),
        None => t!(lang, "source-added", name = name),
    };
    how(bot, lang, new, &intro)
}

/// What a source is shown with whose key was replaced.
pub(super) fn rotated(bot: &Bot, lang: Lang, new: &NewSource, until: DateTime<Utc>, at_once: bool) -> String {
    let name = neutral_line(&new.name, NAME);
    let intro = if at_once {
        t!(lang, "source-rotated", name = name)
    } else {
        t!(
            lang,
            "source-rotated-overlap",
            name = name,
            until = words::moment(until)
        )
    };
    how(bot, lang, new, &intro)
}

/// The hint that stands under a new source until something comes.
pub(super) fn waiting(lang: Lang) -> String {
    format!("\n{}", t!(lang, "source-waiting"))
}

fn how(bot: &Bot, lang: Lang, new: &NewSource, intro: &str) -> String {
    let public_url = bot.public_url.trim_end_matches('/');
    if new.format == NATIVE {
        return format!("{intro}\n{}", with_key(lang, public_url, new));
    }
    let url = format!("{public_url}/hooks/{}/{}", new.format, new.key);
    let address = t!(lang, "source-address", url = url);
    let signs = bot
        .doors
        .formats()
        .iter()
        .any(|format| format.code == new.format && format.signs);
    let secret = if signs {
        format!("\n{}", t!(lang, "source-secret", secret = new.secret.as_str()))
    } else {
        String::new()
    };
    let key = format!("source-paste-{}", new.format);
    let paste = if has(&key) {
        t!(lang, key)
    } else {
        t!(lang, "source-paste-other")
    };
    let lost = t!(lang, "source-added-lost");
    format!("{intro}\n{address}{secret}\n\n{paste}\n{lost}")
}

/// The key, and how to send a lead with it.
fn with_key(lang: Lang, public_url: &str, new: &NewSource) -> String {
    let (key, url) = (&new.key, format!("{public_url}/v1/leads"));
    let example =
        r#"{"customer":{"company":"Example Ltd","email":"anna@example.com"},"need":"A first lead"}"#;
    let call = format!(
        "curl {url} \\\n  -H 'Authorization: Bearer {key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{example}'"
    );
    let how = t!(lang, "source-added-how", url = url.as_str());
    let signed = t!(
        lang,
        "source-added-signed",
        url = format!("{url}?source={}", new.id),
        secret = new.secret.as_str()
    );
    let lost = t!(lang, "source-added-lost");
    format!("```\n{key}\n```\n{how}\n```sh\n{call}\n```\n{signed}\n{lost}")
}

/// A message that a manager has before them, to be changed once the source's first delivery is in.
pub(super) struct Shown {
    source: SourceId,
    token: String,
    lang: Lang,
    text: String,
}

impl Shown {
    pub(super) fn new(interaction: &Interaction, source: SourceId, text: String) -> Self {
        Self {
            source,
            token: interaction.token.clone(),
            lang: interaction.lang,
            text,
        }
    }

    /// Waits for the first delivery and says so on the message, while its token lives. Nothing hangs on it: after a restart
    /// `/source list` tells the same.
    pub(super) async fn until_connected(self, bot: &Bot) {
        let connected = tokio::time::timeout(TOKEN, self.connected(bot)).await;
        let Ok(Some(at)) = connected else { return };
        let said = t!(self.lang, "source-connected", when = words::ago(at));
        let message = EditInteractionResponse::new()
            .content(format!("{}\n{said}", self.text))
            .allowed_mentions(CreateAllowedMentions::new());
        let to = (bot.application.get(), self.token.as_str());
        if let Err(error) = bot.api.edit_answer(to, &message).await {
            tracing::warn!(source = self.source.0, %error, "a message about a connected source could not be changed");
        }
    }

    async fn connected(&self, bot: &Bot) -> Option<DateTime<Utc>> {
        let mut changes = bot.store.changes();
        loop {
            let found = sources::find(&mut *bot.store.read().await.ok()?, self.source)
                .await
                .ok()?;
            if let Some(at) = found?.first_received_at {
                return Some(at);
            }
            changes.changed().await.ok()?;
        }
    }
}
