//! `/notices`: what customers and senders are told, in whose words, and who still has to be.

mod webhook;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use self::webhook::webhook;
use super::{Context, Done, answer};
use crate::discord::bot::Bot;
use crate::discord::controls;
use crate::discord::controls::notices::{preview as preview_of, which};
use crate::discord::custom_id::Control;
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::contact::Email;
use crate::domain::form::Faults;
use crate::domain::notice::TextKind;
use crate::domain::refusal::{Field, Wrong};
use crate::flows::FlowResult;
use crate::flows::notices::settings::{self, Status};
use crate::flows::notices::texts;
use crate::notices::{Addressed, Letter, MailError, Mailer, default_template, example};
use crate::store::drafts::Typed;
use crate::store::notices::texts::Template;
use crate::store::teams;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::safe::{cut, neutral_cut, neutral_line};

/// Days after which a notice is not sent any more: longer than it is tried, and short enough to be no surprise.
const RETENTION: (u32, u32) = (4, 60);

/// Which text, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum KindChoice {
    #[name = "Declined, to the customer"]
    DeclinedCustomer,
    #[name = "Expired, to the sender"]
    ExpiredSender,
    #[name = "Expired, to the customer"]
    ExpiredCustomer,
}

impl From<KindChoice> for TextKind {
    fn from(choice: KindChoice) -> Self {
        match choice {
            KindChoice::DeclinedCustomer => Self::DeclinedCustomer,
            KindChoice::ExpiredSender => Self::ExpiredSender,
            KindChoice::ExpiredCustomer => Self::ExpiredCustomer,
        }
    }
}

/// What customers and senders are told (managers)
#[poise::command(
    slash_command,
    guild_only,
    subcommands("show", "open", "edit", "preview", "test", "reset", "settings", "webhook")
)]
#[expect(clippy::unused_async, reason = "poise runs the subcommands, never this")]
pub async fn notices(_context: Context<'_>) -> Done {
    Ok(())
}

/// Show how customers and senders are told (managers)
#[poise::command(slash_command)]
async fn show(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let status = settings::status(&bot.store, interaction.team, &interaction.by).await?;
            Ok(summary(bot, interaction.lang, &status))
        })
    })
    .await
}

/// List who still has to be told by hand (managers)
#[poise::command(slash_command)]
async fn open(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move { controls::notices::open(invocation.bot, &invocation.interaction).await })
    })
    .await
}

/// Write a text of your own (managers)
#[poise::command(slash_command)]
async fn edit(
    context: Context<'_>,
    #[description = "Which text"] kind: KindChoice,
    #[description = "In which language (your team's if you leave it out)"]
    #[autocomplete = "languages"]
    language: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (kind, lang) = chosen(bot, interaction, kind, language.as_deref()).await?;
            let form = Control::NoticeForm(kind.code().to_owned(), lang.tag().to_owned());
            controls::form(bot, interaction, &form, &Typed::new()).await
        })
    })
    .await
}

/// Show a text as it is sent, with an example lead (managers)
#[poise::command(slash_command)]
async fn preview(
    context: Context<'_>,
    #[description = "Which text"] kind: KindChoice,
    #[description = "In which language (your team's if you leave it out)"]
    #[autocomplete = "languages"]
    language: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (kind, lang) = chosen(bot, interaction, kind, language.as_deref()).await?;
            let (letter, is_own) = letter(bot, interaction, kind, lang).await?;
            let key = if is_own {
                "notice-text-is-own"
            } else {
                "notice-text-is-ours"
            };
            let intro = t!(interaction.lang, key);
            Ok(Reply::Private(preview_of(interaction.lang, &intro, &letter)))
        })
    })
    .await
}

/// Send a text to yourself, with an example lead (managers)
#[poise::command(slash_command)]
async fn test(
    context: Context<'_>,
    #[description = "Which text"] kind: KindChoice,
    #[description = "Your mail address"]
    #[max_length = 200]
    to: String,
    #[description = "In which language (your team's if you leave it out)"]
    #[autocomplete = "languages"]
    language: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (kind, lang) = chosen(bot, interaction, kind, language.as_deref()).await?;
            let (letter, _) = letter(bot, interaction, kind, lang).await?;
            let to = Email::parse(&to).map_err(|_| Faults::one(Field::Email, &to, Wrong::Malformed))?;
            Ok(Reply::Private(Private::text(
                send_test(bot, interaction, to, &letter).await,
            )))
        })
    })
    .await
}

/// Go back to my own text (managers)
#[poise::command(slash_command)]
async fn reset(
    context: Context<'_>,
    #[description = "Which text"] kind: KindChoice,
    #[description = "In which language (your team's if you leave it out)"]
    #[autocomplete = "languages"]
    language: Option<String>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (kind, lang) = chosen(bot, interaction, kind, language.as_deref()).await?;
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let which = (kind, lang.tag().to_owned());
            texts::save(&bot.store, interaction.team, by, which, None, now).await?;
            let (letter, _) = letter(bot, interaction, kind, lang).await?;
            let intro = t!(interaction.lang, "notice-text-reset");
            Ok(Reply::Private(preview_of(interaction.lang, &intro, &letter)))
        })
    })
    .await
}

/// Set where answers go, who hears of an expiry, and for how long I try (managers)
#[poise::command(slash_command)]
async fn settings(
    context: Context<'_>,
    #[description = "Where answers to mails go; off for where they come from"]
    #[max_length = 200]
    reply_to: Option<String>,
    #[description = "Tell customers who wrote by themselves that their lead expired"]
    tell_customer_of_expiry: Option<bool>,
    #[description = "After how many days I ask you instead of sending late (7)"] retention_days: Option<u32>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            settings::status(&bot.store, interaction.team, &interaction.by).await?;
            let reply_to = reply_to.map(|typed| read_reply_to(&typed)).transpose()?;
            if let Some(days) = retention_days.filter(|days| !(RETENTION.0..=RETENTION.1).contains(days)) {
                let wrong = Wrong::OutOfRange(RETENTION.0, RETENTION.1);
                return Err(Faults::one(Field::Days, &days.to_string(), wrong).into());
            }
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let change = move |settings: &mut crate::domain::notice_settings::NoticeSettings| {
                if let Some(reply_to) = reply_to {
                    settings.reply_to = reply_to;
                }
                if let Some(tell) = tell_customer_of_expiry {
                    settings.tell_customer_of_expiry = tell;
                }
                if let Some(days) = retention_days {
                    settings.retention_days = days;
                }
            };
            settings::change(&bot.store, interaction.team, by, change, now).await?;
            let status = settings::status(&bot.store, interaction.team, &interaction.by).await?;
            Ok(summary(bot, interaction.lang, &status))
        })
    })
    .await
}

fn read_reply_to(typed: &str) -> FlowResult<Option<String>> {
    if typed.trim() == "off" {
        return Ok(None);
    }
    match Email::parse(typed) {
        Ok(email) => Ok(Some(email.as_str().to_owned())),
        Err(_) => Err(Faults::one(Field::Email, typed, Wrong::Malformed).into()),
    }
}

/// Which text was chosen, in the team's language where none was. For managers only: whoever is none is told so first.
async fn chosen(
    bot: &Bot,
    interaction: &Interaction,
    kind: KindChoice,
    language: Option<&str>,
) -> FlowResult<(TextKind, Lang)> {
    let kind = TextKind::from(kind);
    let (team, _) = texts::find(&bot.store, interaction.team, &interaction.by, kind, "").await?;
    match language.map(str::trim) {
        Some(tag) => which(kind.code(), tag),
        None => Ok((kind, Lang::of(&team.language))),
    }
}

/// The text that is sent now, with an example lead; and whether it is the team's own.
async fn letter(
    bot: &Bot,
    interaction: &Interaction,
    kind: TextKind,
    lang: Lang,
) -> FlowResult<(Letter, bool)> {
    let (team, own) = texts::find(&bot.store, interaction.team, &interaction.by, kind, lang.tag()).await?;
    let is_own = own.is_some();
    let text: Template = own.unwrap_or_else(|| default_template(kind, lang));
    let letter = example(&text, kind, &team, lang, bot.clock.now())
        .map_err(|wrong| Faults::one(Field::NoticeText, "", Wrong::Template(wrong)))?;
    Ok((letter, is_own))
}

async fn send_test(bot: &Bot, interaction: &Interaction, to: Email, letter: &Letter) -> String {
    let lang = interaction.lang;
    if matches!(bot.mailer, Mailer::Off) {
        return t!(lang, "notice-test-no-mail");
    }
    let team = match bot.store.read().await {
        Ok(mut conn) => teams::find(&mut conn, interaction.team).await.ok().flatten(),
        Err(_) => None,
    };
    let shown = format!("`{}`", to.as_str());
    let addressed = Addressed {
        to,
        to_name: String::new(),
        from_name: team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
        reply_to: team
            .and_then(|team| team.settings.notices.reply_to)
            .and_then(|address| Email::parse(&address).ok()),
        public_id: format!("test-{}", interaction.by.interaction),
        date: bot.clock.now(),
    };
    match bot.mailer.send(&addressed, letter).await {
        Ok(()) => t!(lang, "notice-tested", to = shown),
        Err(MailError::Later(why) | MailError::Refused(why)) => {
            t!(
                lang,
                "notice-test-failed",
                to = shown,
                why = neutral_cut(&why, 300)
            )
        }
    }
}

fn summary(bot: &Bot, lang: Lang, status: &Status) -> Reply {
    let settings = &status.team.settings.notices;
    let mail = match &bot.mailer {
        Mailer::Off => t!(lang, "notices-status-no-mail"),
        Mailer::Capture(_) => t!(lang, "notices-status-capture"),
        Mailer::Smtp(_) => {
            let from = bot.mailer.from().unwrap_or_default();
            t!(lang, "notices-status-mail", from = format!("`{from}`"))
        }
    };
    let texts: Vec<_> = status
        .own_texts
        .iter()
        .map(|(kind, tag)| format!("{} ({tag})", t!(lang, format!("notice-kind-{}", kind.code()))))
        .collect();
    let webhooks: Vec<_> = settings
        .webhooks
        .keys()
        .filter_map(|id| status.sources.iter().find(|source| source.id.0 == *id))
        .map(|source| format!("**{}**", neutral_line(&source.name, 80)))
        .collect();
    let mut lines = vec![
        t!(lang, "notices-status"),
        mail,
        match &settings.reply_to {
            Some(address) => t!(lang, "notices-status-reply", address = format!("`{address}`")),
            None => t!(lang, "notices-status-no-reply"),
        },
        t!(
            lang,
            if settings.tell_customer_of_expiry {
                "notices-status-expiry-on"
            } else {
                "notices-status-expiry-off"
            }
        ),
        t!(lang, "notices-status-retention", days = settings.retention_days),
        if texts.is_empty() {
            t!(lang, "notices-status-no-texts")
        } else {
            t!(lang, "notices-status-texts", texts = texts.join("; "))
        },
        if webhooks.is_empty() {
            t!(lang, "notices-status-no-webhooks")
        } else {
            t!(lang, "notices-status-webhooks", sources = webhooks.join(", "))
        },
    ];
    if status.open > 0 {
        lines.push(t!(lang, "notices-status-open", count = status.open));
    }
    Reply::Private(Private::text(cut(&lines.join("\n"), 2000)))
}

/// The languages that there are.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn languages(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let choices = Lang::ALL
        .into_iter()
        .filter(|lang| lang.tag().starts_with(&typed))
        .map(|lang| AutocompleteChoice::new(lang.tag(), lang.tag()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
