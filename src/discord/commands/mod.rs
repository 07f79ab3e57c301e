//! Slash commands, one a file. Each does what its button does, through the same flow.

#![allow(
    missing_docs,
    reason = "poise takes a command's doc comment as its description in Discord"
)]

pub mod away;
mod connect;
pub mod deal;
pub mod help;
pub mod lead;
pub(crate) mod lead_option;
pub mod leads;
pub mod make_a_lead;
pub mod notices;
pub(crate) mod reason_option;
pub mod reasons;
pub mod reminders;
pub mod settings;
pub mod setup;
pub mod source;
pub mod stats;

use futures_util::future::BoxFuture;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::bot::Bot;
use super::interaction::Interaction;
use super::reply::Reply;
use crate::domain::ids::{LeadId, LeadNumber};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::flows::authorize;
use crate::flows::{FlowError, FlowResult};
use crate::store;

/// What a command is run with.
pub type Context<'a> = poise::ApplicationContext<'a, Bot, FlowError>;

/// What a command gives to poise: nothing, since refusals and faults are answered in one place, [`Bot::conclude`].
pub type Done = Result<(), FlowError>;

/// Every command.
#[must_use]
pub fn all() -> Vec<poise::Command<Bot, FlowError>> {
    vec![
        setup::setup(),
        source::source(),
        leads::leads(),
        lead::lead(),
        deal::deal(),
        reminders::reminders(),
        settings::settings(),
        away::away(),
        reasons::reasons(),
        notices::notices(),
        stats::stats(),
        help::help(),
        make_a_lead::make_a_lead(),
    ]
}

/// One command of one member, to be concluded.
struct Invocation<'a> {
    bot: &'a Bot,
    interaction: Interaction,
    _in_flight: TaskTrackerToken,
}

impl<'a> Invocation<'a> {
    /// `None` outside servers, where Discord does not offer the commands anyway.
    fn new(context: Context<'a>) -> Option<Self> {
        let bot = context.framework.user_data;
        let interaction = Interaction::of_command(context.interaction)?;
        Some(Self {
            bot,
            interaction,
            _in_flight: bot.track_in_flight(),
        })
    }

    /// The lead of an option, as typed or as chosen from the suggestions.
    async fn lead(&self, typed: &str) -> FlowResult<LeadId> {
        let found = match LeadNumber::parse(typed) {
            Some(number) => {
                let mut conn = self.bot.store.read().await?;
                store::leads::find_by_number(&mut conn, self.interaction.team, number).await?
            }
            None => None,
        };
        match found {
            Some(lead) => Ok(lead.id),
            // Who is no member is told so, not whether there is such a lead.
            None => {
                self.member().await?;
                Err(Refusal::NoSuchLead {
                    asked: typed.to_owned(),
                }
                .into())
            }
        }
    }

    async fn member(&self) -> FlowResult<Team> {
        let mut conn = self.bot.store.read().await?;
        authorize(
            &mut conn,
            self.interaction.team,
            &self.interaction.by,
            Rank::Member,
        )
        .await
    }
}

/// Lets `handle` do what a command asks, and answers. Outside servers, where Discord does not offer the commands, it does
/// nothing.
async fn answer<'a>(
    context: Context<'a>,
    handle: impl for<'b> FnOnce(&'b Invocation<'a>) -> BoxFuture<'b, FlowResult<Reply>> + Send,
) -> Done {
    if let Some(invocation) = Invocation::new(context) {
        invocation
            .bot
            .conclude(&invocation.interaction, None, handle(&invocation))
            .await;
    }
    Ok(())
}
