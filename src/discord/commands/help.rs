//! `/help`: what you can do here, by your role.

use super::{Asked, Context, Done};
use crate::discord::reply::{Private, Reply};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::store::teams;
use crate::t;
use crate::text::refusal::refusal;

/// What you can do here
#[poise::command(slash_command, guild_only)]
pub async fn help(context: Context<'_>) -> Done {
    let Some(asked) = Asked::new(context) else {
        return Ok(());
    };
    asked
        .conclude(async {
            let press = &asked.press;
            let (lang, person) = (press.lang, &press.by.person);
            let team = teams::find(&mut *asked.bot.store.read().await?, press.team).await?;
            let rank = team.as_ref().map_or(Rank::Outsider, |team| person.rank(team));
            let mut parts = vec![format!("**{}**", t!(lang, "help-title"))];
            if rank == Rank::Outsider {
                parts.push(t!(lang, "help-outsider"));
                let why = if team.is_none() {
                    Refusal::NotSetUp
                } else {
                    Refusal::NotAMember
                };
                parts.push(refusal(lang, press.locale, team.as_ref(), &why));
            } else {
                let channel = team.as_ref().and_then(|team| team.channel);
                let channel = channel.map_or_else(String::new, |channel| {
                    t!(lang, "help-in-channel", channel = format!("<#{channel}>"))
                });
                parts.push(t!(lang, "help-member", channel = channel));
                parts.push(t!(lang, "help-member-commands"));
            }
            if rank == Rank::Manager {
                parts.push(t!(lang, "help-manager-commands"));
            }
            if person.manages_server {
                parts.push(t!(lang, "help-setup-commands"));
            }
            Ok(Reply::Private(Private::text(parts.join("\n\n"))))
        })
        .await
}
