//! `/source`: intake keys. A key is shown once, to the manager who made it.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Done, answer};
use crate::discord::bot::Bot;
use crate::discord::cards::parts::whole_lines;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::lead::SourceKind;
use crate::flows::deliver::Answer;
use crate::flows::signing;
use crate::flows::source::{self, NewSource};
use crate::flows::{FlowError, FlowResult};
use crate::store::sources::Source;
use crate::store::teams;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{neutral_cut, plain_line};
use crate::text::words;

/// Characters of a name, and choices (Application Commands, "Autocomplete").
const NAME: usize = 80;
const CHOICES: usize = 25;

/// Where leads come from
#[poise::command(
    slash_command,
    guild_only,
    subcommands("add", "list", "rotate", "disable", "enable", "test")
)]
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
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let new = source::add(
                &bot.store,
                interaction.team,
                interaction.by.clone(),
                name,
                bot.clock.now(),
            )
            .await?;
            let lang = interaction.lang;
            let intro = t!(lang, "source-added", name = neutral_cut(&new.name, NAME));
            Ok(with_key(bot, interaction, &intro, &new))
        })
    })
    .await
}

/// Show the sources, whether they are on, and what came through them (managers)
#[poise::command(slash_command)]
async fn list(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let lang = interaction.lang;
            let sources = source::list(&bot.store, interaction.team, &interaction.by).await?;
            let lines: Vec<_> = sources.iter().map(|source| line(lang, source)).collect();
            let text = if lines.is_empty() {
                t!(lang, "source-none")
            } else {
                format!("**{}**\n{}", t!(lang, "source-title"), whole_lines(&lines, 1900))
            };
            Ok(Reply::Private(Private::text(text)))
        })
    })
    .await
}

/// Give a source another key; the one it has stops working at once (managers)
#[poise::command(slash_command)]
async fn rotate(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest"]
    source: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction, now) = (
                invocation.bot,
                &invocation.interaction,
                invocation.bot.clock.now(),
            );
            let new =
                source::rotate(&bot.store, interaction.team, interaction.by.clone(), source, now).await?;
            let (name, when) = (neutral_cut(&new.name, NAME), words::moment(now));
            let intro = t!(interaction.lang, "source-rotated", name = name, when = when);
            Ok(with_key(bot, interaction, &intro, &new))
        })
    })
    .await
}

/// Stop a source: its leads are refused until it is switched on again (managers)
#[poise::command(slash_command)]
async fn disable(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest"]
    source: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move { switch(invocation.bot, &invocation.interaction, source, false).await })
    })
    .await
}

/// Let a source that was switched off send again, with the key it has (managers)
#[poise::command(slash_command)]
async fn enable(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest"]
    source: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move { switch(invocation.bot, &invocation.interaction, source, true).await })
    })
    .await
}

/// Send a lead that is marked as a test the whole way through a source (managers)
#[poise::command(slash_command)]
async fn test(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest"]
    source: String,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let answer = source::test(
                &bot.store,
                &bot.test_delivery,
                interaction.team,
                &interaction.by,
                &source,
            )
            .await?;
            let team = teams::find(&mut *bot.store.read().await?, interaction.team).await?;
            let channel = team
                .and_then(|team| team.channel)
                .map(|channel| format!("<#{channel}>"));
            Ok(Reply::Private(Private::text(tested(
                interaction.lang,
                &answer,
                channel,
            )?)))
        })
    })
    .await
}

async fn switch(bot: &Bot, interaction: &Interaction, source: String, on: bool) -> FlowResult<Reply> {
    let now = bot.clock.now();
    let before = source::switch(
        &bot.store,
        interaction.team,
        interaction.by.clone(),
        source,
        on,
        now,
    )
    .await?;
    let name = neutral_cut(&before.name, NAME);
    let key = match (on, before.disabled_at) {
        (true, Some(_)) => "source-is-on-again",
        (true, None) => "source-was-on",
        (false, Some(_)) => "source-was-off",
        (false, None) => "source-is-off",
    };
    let since = before.disabled_at.map_or_else(String::new, words::ago);
    Ok(Reply::Private(Private::text(t!(
        interaction.lang,
        key,
        name = name,
        when = since
    ))))
}

/// The key, and how to send a lead with it.
fn with_key(bot: &Bot, interaction: &Interaction, intro: &str, new: &NewSource) -> Reply {
    let (lang, key) = (interaction.lang, &new.key);
    let url = format!("{}/v1/leads", bot.public_url.trim_end_matches('/'));
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
        secret = signing::secret(key)
    );
    let lost = t!(lang, "source-added-lost");
    Reply::Private(Private::text(format!(
        "{intro}\n```\n{key}\n```\n{how}\n```sh\n{call}\n```\n{signed}\n{lost}"
    )))
}

fn line(lang: Lang, source: &Source) -> String {
    let name = match source.kind {
        SourceKind::Api => neutral_cut(&source.name, NAME),
        kind => t!(lang, format!("source-{}", kind.code())),
    };
    let used = match source.last_used_at {
        Some(at) => t!(lang, "source-last-used", when = words::ago(at)),
        None => t!(lang, "source-never-used"),
    };
    let state = match source.disabled_at {
        Some(at) => t!(lang, "source-off-since", used = used, when = words::ago(at)),
        None => used,
    };
    let (kept, rejected) = (source.kept, source.rejected);
    t!(
        lang,
        "source-line",
        name = name,
        kept = kept,
        rejected = rejected,
        state = state
    )
}

/// What became of the test lead, read from the answer that the source would have got.
fn tested(lang: Lang, answer: &Answer, channel: Option<String>) -> FlowResult<String> {
    let said: serde_json::Value = serde_json::from_str(&answer.body).map_err(anyhow::Error::from)?;
    let text = |key: &str| {
        said.get(key)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if answer.status == 201 {
        let (status, lead) = (answer.status, text("lead"));
        return Ok(match channel {
            Some(channel) => t!(
                lang,
                "source-tested",
                lead = lead,
                status = status,
                channel = channel
            ),
            None => t!(lang, "source-tested-no-channel", lead = lead, status = status),
        });
    }
    let why = neutral_cut(&text("detail"), 500);
    if answer.status >= 500 {
        return Err(FlowError::Failed(anyhow::anyhow!(
            "a test lead was answered {}: {why}",
            answer.status
        )));
    }
    Ok(t!(lang, "source-test-refused", status = answer.status, why = why))
}

/// The intake sources whose name holds what was typed, for managers.
pub(super) async fn suggest(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = context.framework.user_data;
    let sources = match Interaction::of_command(context.interaction) {
        Some(interaction) => source::list(&bot.store, interaction.team, &interaction.by)
            .await
            .unwrap_or_default(),
        None => Vec::new(),
    };
    let typed = typed.trim().to_lowercase();
    let fitting = sources
        .into_iter()
        .filter(|source| source.kind == SourceKind::Api && source.name.to_lowercase().contains(&typed));
    let choices = fitting.take(CHOICES).map(|source| {
        // Names have 80 characters at most where a choice has 100.
        AutocompleteChoice::new(plain_line(&source.name), source.name)
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
