//! `/notices webhook`: where what becomes of a source's leads is sent to.

use crate::discord::commands::source::suggest as suggest_source;
use crate::discord::commands::{Context, Done, answer};
use crate::discord::reply::{Private, Reply};
use crate::domain::form::Faults;
use crate::domain::refusal::{Field, Wrong};
use crate::flows::notices::settings::{self, SourceWebhook, WebhookChange};
use crate::flows::signing;
use crate::notices::check_url;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_line};
use crate::text::words;

/// Where what becomes of a source's leads is sent to, and the secret that it is signed with (managers)
#[poise::command(slash_command)]
pub(super) async fn webhook(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest_source"]
    source: String,
    #[description = "An https address, or off"]
    #[max_length = 500]
    url: Option<String>,
    #[description = "Make another secret; the old one signs along for a day"] rotate: Option<bool>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            settings::status(&bot.store, interaction.team, &interaction.by).await?;
            let change = match url.as_deref().map(str::trim) {
                Some("off") => WebhookChange::Off,
                Some(url) => {
                    check_url(url, bot.allow_private_webhooks)
                        .map_err(|why| Faults::one(Field::Webhook, url, Wrong::WebAddress(why)))?;
                    WebhookChange::To(url.to_owned())
                }
                None if rotate == Some(true) => WebhookChange::Rotate,
                None => WebhookChange::Look,
            };
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let shown =
                settings::webhook(&bot.store, interaction.team, by, source, change.clone(), now).await?;
            Ok(Reply::Private(Private::text(shown_webhook(
                interaction.lang,
                &shown,
                &change,
            ))))
        })
    })
    .await
}

fn shown_webhook(lang: Lang, shown: &SourceWebhook, change: &WebhookChange) -> String {
    let name = neutral_line(&shown.source.name, 80);
    let mut lines = Vec::new();
    if *change == WebhookChange::Off {
        lines.push(t!(lang, "webhook-off", name = name.as_str()));
    }
    lines.push(match &shown.url {
        Some(url) => t!(
            lang,
            "webhook-shown",
            name = name,
            url = format!("`{}`", cut(&url.replace('`', "'"), 300))
        ),
        None => t!(lang, "webhook-none", name = name),
    });
    lines.push(format!("||`{}`||", signing::written(&shown.secrets.current)));
    if let Some((_, until)) = &shown.secrets.previous {
        lines.push(t!(lang, "webhook-rotated", until = words::moment(*until)));
    }
    lines.push(t!(lang, "webhook-how"));
    lines.join("\n")
}
