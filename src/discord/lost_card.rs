//! A button on a card of a lead that the database does not know any more, since an older copy was put back: whoever presses
//! it is told so, the card loses its buttons, and a manager can make a lead again of what it shows.

use serenity::all::{ButtonStyle, CreateActionRow, CreateButton, Message};

use super::bot::Bot;
use super::cards::lead::shown::{self, Shown};
use super::custom_id::Control;
use super::interaction::{Interaction, signed};
use super::reply::{Private, Reply};
use crate::domain::ids::MessageId;
use crate::domain::lead::Kind;
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::flows::FlowResult;
use crate::flows::lost_lead::{find_lost, record_lost};
use crate::store::drafts::Draft;
use crate::t;

/// The answer to a press on a message that names a lead which is not there.
pub(super) async fn answer(bot: &Bot, interaction: &Interaction, message: &Message) -> FlowResult<Reply> {
    let gone = || Refusal::NoSuchLead { asked: String::new() };
    let number = shown::number(message).ok_or_else(gone)?;
    let id = MessageId(signed(message.id.get()));
    let (team, by) = (interaction.team, &interaction.by);
    let rank = find_lost(&bot.store, team, by, number, id)
        .await?
        .ok_or_else(gone)?;
    let shown = shown::read(message).filter(|_| rank == Rank::Manager);
    let draft = shown.map(|shown| Draft {
        lead: None,
        form: form_of(&shown, message).encode(),
        typed: shown.typed,
    });
    let draft = record_lost(&bot.store, team, by, number, draft, bot.clock.now()).await?;
    let (lang, lead) = (interaction.lang, number.to_string());
    Ok(Reply::Retire(match draft {
        Some(draft) => {
            let again = CreateButton::new(Control::Reopen(draft).encode())
                .label(t!(lang, "button-make-again"))
                .style(ButtonStyle::Primary);
            Private::text(t!(lang, "lost-lead-manager", lead = lead))
                .row(CreateActionRow::Buttons(vec![again]))
        }
        None => Private::text(t!(lang, "lost-lead", lead = lead)),
    }))
}

/// The filled form of a lead to be made again of one of our messages, where that is the card of a lead that is not there;
/// for managers.
pub(super) async fn form(
    bot: &Bot,
    interaction: &Interaction,
    message: &Message,
) -> FlowResult<Option<(Control, crate::store::drafts::Typed)>> {
    let Some(shown) = shown::read(message) else {
        return Ok(None);
    };
    let id = MessageId(signed(message.id.get()));
    let rank = find_lost(&bot.store, interaction.team, &interaction.by, shown.number, id).await?;
    let Some(rank) = rank else { return Ok(None) };
    rank.require(Rank::Manager)?;
    record_lost(
        &bot.store,
        interaction.team,
        &interaction.by,
        shown.number,
        None,
        bot.clock.now(),
    )
    .await?;
    Ok(Some((form_of(&shown, message), shown.typed)))
}

fn form_of(shown: &Shown, message: &Message) -> Control {
    let (channel, id) = (signed(message.channel_id.get()), signed(message.id.get()));
    Control::AgainForm(look(shown.kind, shown.hot), channel, id)
}

/// Kind and heat as one number of a custom id.
fn look(kind: Kind, hot: bool) -> i64 {
    let at = Kind::ALL.into_iter().zip(0..).find(|(one, _)| *one == kind);
    2 * at.map_or(0, |(_, at)| at) + i64::from(hot)
}

/// What [`look`] made of it.
pub(super) fn kind_and_heat(look: i64) -> Option<(Kind, bool)> {
    let kind = Kind::ALL.get(usize::try_from(look / 2).ok()?)?;
    (look >= 0).then_some((*kind, look % 2 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_heat_survive_the_custom_id() {
        for kind in Kind::ALL {
            for hot in [false, true] {
                assert_eq!(kind_and_heat(look(kind, hot)), Some((kind, hot)));
            }
        }
        for none in [-1, 6, i64::MIN, i64::MAX] {
            assert_eq!(kind_and_heat(none), None);
        }
    }
}
