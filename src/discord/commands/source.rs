//! `/source`: intake keys. A key is shown once, to the manager who made it.

use chrono::TimeDelta;
use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Done, answer, connect};
use crate::discord::bot::Bot;
use crate::discord::cards::parts::whole_lines;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::form::Faults;
use crate::domain::lead::SourceKind;
use crate::domain::refusal::{Field, Wrong};
use crate::flows::deliver::Answer;
use crate::flows::doors::FormatName;
use crate::flows::source::{self, Wanted};
use crate::flows::{FlowError, FlowResult};
use crate::store::sources::Source;
use crate::store::teams;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{neutral_line, plain_line};
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
    #[description = "What it is, like Typeform; without it, our own JSON"]
    #[autocomplete = "suggest_format"]
    format: Option<String>,
    #[description = "The secret that the product signs with, where the product makes it (HubSpot, Webflow)"]
    #[max_length = 200]
    secret: Option<String>,
) -> Done {
    let mut shown = None;
    answer(context, |invocation| {
        let shown = &mut shown;
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let format = format.map(|typed| known_format(bot, &typed)).transpose()?;
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let wanted = Wanted {
                name,
                format: format.map(|format| format.code.to_owned()),
                secret,
            };
            let new = source::add(&bot.store, interaction.team, by, wanted, now).await?;
            let text = connect::added(bot, interaction.lang, &new);
            *shown = Some(connect::Shown::new(interaction, new.id, text.clone()));
            Ok(Reply::Private(Private::text(
                text + &connect::waiting(interaction.lang),
            )))
        })
    })
    .await?;
    if let Some(shown) = shown {
        shown.until_connected(context.framework.user_data).await;
    }
    Ok(())
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

/// Give a source another key and secret; the ones it has go on working for a while (managers)
#[poise::command(slash_command)]
async fn rotate(
    context: Context<'_>,
    #[description = "Which source"]
    #[autocomplete = "suggest"]
    source: String,
    #[description = "For how long the old ones work yet; without it, a day"] overlap: Option<Overlap>,
    #[description = "The secret that the product signs with, where the product makes it (HubSpot, Webflow)"]
    #[max_length = 200]
    secret: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let overlap = overlap.unwrap_or(Overlap::Day).time();
            let asked = (source, secret);
            let new = source::rotate(&bot.store, interaction.team, by, asked, overlap, now).await?;
            Ok(Reply::Private(Private::text(connect::rotated(
                bot,
                interaction.lang,
                &new,
                now + overlap,
                overlap.is_zero(),
            ))))
        })
    })
    .await
}

/// How long the key and the secret before go on working.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum Overlap {
    #[name = "not at all"]
    None,
    #[name = "an hour"]
    Hour,
    #[name = "a day"]
    Day,
    #[name = "a week"]
    Week,
}

impl Overlap {
    const fn time(self) -> TimeDelta {
        match self {
            Self::None => TimeDelta::zero(),
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
            Self::Week => TimeDelta::weeks(1),
        }
    }
}

/// A format as chosen, or as typed: its code or what the product calls itself.
fn known_format<'a>(bot: &'a Bot, typed: &str) -> FlowResult<&'a FormatName> {
    let typed = typed.trim().to_lowercase();
    let mut formats = bot.doors.formats().iter();
    let found = formats.find(|format| format.code == typed || format.name.to_lowercase() == typed);
    Ok(found.ok_or_else(|| Faults::one(Field::Format, &typed, Wrong::NoSuchFormat))?)
}

/// The formats whose name holds what was typed.
async fn suggest_format(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let formats = context.framework.user_data.doors.formats().iter();
    let fitting =
        formats.filter(|format| format.name.to_lowercase().contains(&typed) || format.code.contains(&typed));
    let choices = fitting
        .take(CHOICES)
        .map(|format| AutocompleteChoice::new(format.name, format.code));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
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
                &*bot.doors,
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
    let name = neutral_line(&before.name, NAME);
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

fn line(lang: Lang, source: &Source) -> String {
    let name = match source.kind {
        SourceKind::Api => neutral_line(&source.name, NAME),
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
    let why = neutral_line(&text("detail"), 500);
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
