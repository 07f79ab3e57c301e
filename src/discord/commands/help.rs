//! `/help`: what you can do here, by your role.

use serenity::all::CreateEmbed;

use super::{Context, Done, answer};
use crate::discord::cards::parts::limits;
use crate::discord::reply::{Private, Reply};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::store::teams;
use crate::t;
use crate::text::refusal::refusal;
use crate::text::safe::cut;
use crate::text::words;

/// What you can do here
#[poise::command(slash_command, guild_only)]
pub async fn help(context: Context<'_>) -> Done {
    answer(context, |invocation| {
        Box::pin(async move {
            let interaction = &invocation.interaction;
            let (lang, person) = (interaction.lang, &interaction.by.person);
            let team = teams::find(&mut *invocation.bot.store.read().await?, interaction.team).await?;
            let rank = team.as_ref().map_or(Rank::Outsider, |team| person.rank(team));
            let mut parts = Vec::new();
            match &team {
                Some(team) if rank > Rank::Outsider => {
                    let channel = team.channel.map_or_else(String::new, |channel| {
                        t!(lang, "help-in-channel", channel = format!("<#{channel}>"))
                    });
                    let undo = words::span(lang, team.settings.undo_within());
                    parts.push(t!(lang, "help-intro", channel = channel));
                    parts.push(t!(lang, "help-leads"));
                    parts.push(t!(lang, "help-deals", undo = undo));
                }
                _ => {
                    let why = team.as_ref().map_or(Refusal::NotSetUp, |_| Refusal::NotAMember);
                    let why = refusal(lang, interaction.locale, team.as_ref(), &why);
                    parts.push(format!("{}\n{why}", t!(lang, "help-outsider")));
                }
            }
            if rank == Rank::Manager {
                parts.push(t!(lang, "help-manager"));
                parts.push(t!(lang, "help-notices"));
            }
            if person.manages_server {
                parts.push(t!(lang, "help-setup"));
            }
            if rank > Rank::Outsider {
                parts.push(t!(lang, "help-again"));
            }
            let embed = CreateEmbed::new()
                .title(t!(lang, "help-title"))
                .description(cut(&parts.join("\n\n"), limits::DESCRIPTION));
            Ok(Reply::Private(Private::default().embed(embed)))
        })
    })
    .await
}
