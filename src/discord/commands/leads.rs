//! `/leads`: the lists.

use super::{Context, Done, answer};
use crate::discord::controls;
use crate::domain::list::{Filter, ListState, Tab};
use crate::domain::stage::{Outcome, Stage};

/// A tab, as a choice. Choices travel as their index: append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum TabChoice {
    #[name = "Marketplace: customer inquiries"]
    Marketplace,
    #[name = "Qualified by marketing or sales"]
    Qualified,
    #[name = "My favorites"]
    Favorites,
    #[name = "Mine"]
    Mine,
}

impl From<TabChoice> for Tab {
    fn from(choice: TabChoice) -> Self {
        match choice {
            TabChoice::Marketplace => Self::Marketplace,
            TabChoice::Qualified => Self::Qualified,
            TabChoice::Favorites => Self::Favorites,
            TabChoice::Mine => Self::Mine,
        }
    }
}

/// Stages, as a choice. Append only.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
enum StageChoice {
    #[name = "Open: received or accepted"]
    Open,
    #[name = "Received"]
    Received,
    #[name = "Accepted"]
    Accepted,
    #[name = "Won"]
    Won,
    #[name = "Lost"]
    Lost,
    #[name = "Declined"]
    Declined,
    #[name = "Expired"]
    Expired,
    #[name = "All stages"]
    All,
}

impl From<StageChoice> for Filter {
    fn from(choice: StageChoice) -> Self {
        match choice {
            StageChoice::Open => Self::Open,
            StageChoice::Received => Self::Only(Stage::Received),
            StageChoice::Accepted => Self::Only(Stage::Accepted),
            StageChoice::Won => Self::Only(Stage::Archived(Outcome::Won)),
            StageChoice::Lost => Self::Only(Stage::Archived(Outcome::Lost)),
            StageChoice::Declined => Self::Only(Stage::Archived(Outcome::Declined)),
            StageChoice::Expired => Self::Only(Stage::Archived(Outcome::Expired)),
            StageChoice::All => Self::All,
        }
    }
}

/// Look through the team's leads, only for you: tabs, stages, order, search
#[poise::command(slash_command, guild_only)]
pub async fn leads(
    context: Context<'_>,
    #[description = "Which leads (marketplace if you leave it out)"] tab: Option<TabChoice>,
    #[description = "Which stages (open ones if you leave it out, all of them in a search)"] stage: Option<
        StageChoice,
    >,
    #[description = "Words, or their beginnings, in customer, need, deal name, notes or ids"]
    #[max_length = 100]
    search: Option<String>,
) -> Done {
    let filter = stage.map(Filter::from);
    let state = ListState {
        tab: tab.map(Tab::from).unwrap_or_default(),
        filter: filter.unwrap_or_default(),
        ..ListState::default()
    };
    answer(context, |invocation| {
        Box::pin(async move {
            let (bot, interaction) = (invocation.bot, &invocation.interaction);
            match search {
                Some(typed) => controls::list::search(bot, interaction, state, filter, &typed).await,
                None => controls::list::show(bot, interaction, state).await,
            }
        })
    })
    .await
}
