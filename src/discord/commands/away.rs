//! `/away`: who is away until when, and who covers for them.
//!
//! > `/away until:1 December cover:@Ben` · `/away back:True` · `/away`

use serenity::all::User;

use super::{Context, Done, answer};
use crate::discord::interaction::{picked, signed};
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::MemberId;
use crate::domain::refusal::Refusal;
use crate::flows::away::{self, AwayView};
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::words;

/// Say that you are away, or see who is: you are not asked, and your hot leads are handed on
#[poise::command(slash_command, guild_only)]
pub async fn away(
    context: Context<'_>,
    #[description = "The first day on which you are back, like 2026-12-01 or in 2 weeks"]
    #[max_length = 40]
    until: Option<String>,
    #[description = "Who looks at your leads meanwhile"] cover: Option<User>,
    #[description = "You are back"] back: Option<bool>,
) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            let (by, now) = (interaction.by.clone(), bot.clock.now());
            let (key, view) = match until {
                _ if back == Some(true) => (
                    "away-back",
                    away::come_back(&bot.store, interaction.team, by, now).await?,
                ),
                Some(until) => {
                    let cover = match cover {
                        Some(user) => {
                            let who = MemberId(signed(user.id.get()));
                            let found = picked(user.id, &context.interaction.data.resolved);
                            Some(found.ok_or(Refusal::NotOnTheTeam { who })?)
                        }
                        None => None,
                    };
                    let locale = interaction.locale;
                    let left =
                        away::leave(&bot.store, interaction.team, by, until, locale, cover, now).await?;
                    ("away-left", left)
                }
                None => (
                    "away-now",
                    away::show(&bot.store, interaction.team, &by, now).await?,
                ),
            };
            Ok(Reply::Private(Private::text(say(interaction.lang, key, &view))))
        })
    })
    .await
}

fn say(lang: Lang, key: &str, view: &AwayView) -> String {
    let mut lines = vec![t!(lang, key)];
    if view.handed_on > 0 {
        lines.push(t!(lang, "away-handed-on", count = view.handed_on));
    }
    lines.extend(view.away.iter().map(|absence| {
        let (who, until) = (format!("<@{}>", absence.member), words::moment(absence.until));
        match absence.cover {
            Some(cover) => t!(
                lang,
                "away-line-cover",
                who = who,
                until = until,
                cover = format!("<@{cover}>")
            ),
            None => t!(lang, "away-line", who = who, until = until),
        }
    }));
    if view.away.is_empty() {
        lines.push(t!(lang, "away-nobody"));
    }
    lines.join("\n")
}
