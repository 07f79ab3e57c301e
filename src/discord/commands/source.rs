//! `/source`: intake keys. A key is shown once, to the manager who made it.

use super::{Asked, Context, Done};
use crate::discord::reply::{Private, Reply};
use crate::domain::lead::SourceKind;
use crate::flows::{signing, source};
use crate::t;
use crate::text::safe::neutral_cut;
use crate::text::words;

/// Where leads come from
#[poise::command(slash_command, guild_only, subcommands("add", "list"))]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn source(_context: Context<'_>) -> Done {
    Ok(())
}

/// Make a key with which a website or a CRM sends leads (managers)
#[poise::command(slash_command)]
async fn add(
    context: Context<'_>,
    #[description = "What sends the leads, like \"Website\""]
    #[max_length = 80]
    name: String,
) -> Done {
    let Some(asked) = Asked::new(context) else {
        return Ok(());
    };
    asked
        .conclude(async {
            let (bot, press) = (asked.bot, &asked.press);
            let new = source::add(&bot.store, press.team, press.by.clone(), name, bot.clock.now()).await?;
            let lang = press.lang;
            let url = format!("{}/v1/leads", bot.public_url.trim_end_matches('/'));
            let example = r#"{"customer":{"company":"Example Ltd","email":"anna@example.com"},"need":"A first lead"}"#;
            let secret = signing::secret(&new.key);
            let signed = t!(lang, "source-added-signed", url = format!("{url}?source={}", new.id), secret = secret);
            Ok(Reply::Private(Private::text(format!(
                "{}\n```\n{}\n```\n{}\n```sh\ncurl {url} \\\n  -H 'Authorization: Bearer {}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{example}'\n```\n{signed}\n{}",
                t!(lang, "source-added", name = neutral_cut(&new.name, 80)),
                new.key,
                t!(lang, "source-added-how", url = url.as_str()),
                new.key,
                t!(lang, "source-added-lost"),
            ))))
        })
        .await
}

/// Show the sources and what came through them (managers)
#[poise::command(slash_command)]
async fn list(context: Context<'_>) -> Done {
    let Some(asked) = Asked::new(context) else {
        return Ok(());
    };
    asked
        .conclude(async {
            let (bot, press) = (asked.bot, &asked.press);
            let lang = press.lang;
            let sources = source::list(&bot.store, press.team, &press.by).await?;
            let lines: Vec<_> = sources
                .iter()
                .map(|source| {
                    let name = match source.kind {
                        SourceKind::Api => neutral_cut(&source.name, 80),
                        kind => t!(lang, format!("source-{}", kind.code())),
                    };
                    let used = match (source.disabled_at, source.last_used_at) {
                        (Some(_), _) => t!(lang, "source-disabled"),
                        (None, Some(at)) => t!(lang, "source-last-used", when = words::ago(at)),
                        (None, None) => t!(lang, "source-never-used"),
                    };
                    t!(
                        lang,
                        "source-line",
                        name = name,
                        kept = source.kept,
                        rejected = source.rejected,
                        used = used
                    )
                })
                .collect();
            let text = if lines.is_empty() {
                t!(lang, "source-none")
            } else {
                format!("**{}**\n{}", t!(lang, "source-title"), lines.join("\n"))
            };
            Ok(Reply::Private(Private::text(crate::text::safe::cut(&text, 2000))))
        })
        .await
}
