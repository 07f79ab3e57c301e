//! The one line with the ping after a burst of small cards.

use serenity::all::{CreateAllowedMentions, RoleId};

use crate::discord::interaction::unsigned;
use crate::domain::team::Team;
use crate::domain::view::BurstFigures;
use crate::t;
use crate::text::catalogue::Lang;

/// What the line says, whom it mentions, and by what it is known: the lead that the burst began with.
pub(crate) fn render(team: &Team, figures: &BurstFigures) -> (String, CreateAllowedMentions, String) {
    let lang = Lang::of(&team.language);
    let nobody = CreateAllowedMentions::new();
    let (who, mentions) = match team.member_role.or(team.manager_role) {
        Some(role) => (
            format!("<@&{role}>"),
            nobody.roles([RoleId::new(unsigned(role.0))]),
        ),
        None => (String::new(), nobody),
    };
    let marker = t!(lang, "burst-from", first = figures.first.to_string());
    let text = t!(
        lang,
        "burst",
        who = who,
        leads = figures.leads,
        first = figures.first.to_string(),
        last = figures.last.to_string()
    );
    (format!("{text}\n-# {marker}"), mentions, marker)
}
