//! `/setup`: where leads are posted, who works them, and how the team writes dates and money. Says what is missing.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, PartialChannel, Role};

use super::{Context, Done, Invocation};
use crate::discord::bot::Bot;
use crate::discord::interaction::{Interaction, signed};
use crate::discord::posting::Obstacles;
use crate::discord::reply::{Private, Reply};
use crate::domain::form::Faults;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::refusal::{Field, Wrong};
use crate::domain::team::Team;
use crate::domain::working_hours::{HoursFault, WorkingHours};
use crate::flows::FlowResult;
use crate::flows::setup::{self, Changes};
use crate::store::teams;
use crate::t;

/// Set this server up: channel, roles, time zone, currency, language
#[poise::command(slash_command, guild_only, default_member_permissions = "MANAGE_GUILD")]
#[expect(clippy::too_many_arguments, reason = "each is an option of the command")]
pub async fn setup(
    context: Context<'_>,
    #[description = "Where leads are posted"]
    #[channel_types("Text")]
    channel: Option<PartialChannel>,
    #[description = "Who may do everything, and makes intake keys"] manager_role: Option<Role>,
    #[description = "Who accepts and declines leads"] member_role: Option<Role>,
    #[description = "The team's time zone, like Europe/Berlin"]
    #[autocomplete = "zones"]
    time_zone: Option<String>,
    #[description = "Currency of amounts written without one, like EUR"]
    #[autocomplete = "currencies"]
    currency: Option<String>,
    #[description = "The language of the cards"]
    #[autocomplete = "languages"]
    language: Option<String>,
    #[description = "Open a thread for each accepted lead"] threads: Option<bool>,
    #[description = "When reminders may come, like Mon-Fri 9:00-18:00, or always"]
    #[autocomplete = "hours"]
    #[max_length = 80]
    working_hours: Option<String>,
) -> Done {
    let Some(invocation) = Invocation::new(context) else {
        return Ok(());
    };
    let handled = async {
        let changes = Changes {
            name: None,
            channel: channel
                .as_ref()
                .map(|channel| ChannelId(signed(channel.id.get()))),
            manager_role: read_role(&invocation.interaction, manager_role.as_ref())?,
            member_role: read_role(&invocation.interaction, member_role.as_ref())?,
            time_zone: time_zone.as_deref().map(read_zone).transpose()?,
            currency: currency.as_deref().map(read_currency).transpose()?,
            language: language.as_deref().map(read_language).transpose()?,
            threads,
            working_hours: working_hours.as_deref().map(read_hours).transpose()?,
        };
        let key = if changes == Changes::default() {
            "setup-now"
        } else {
            "setup-done"
        };
        let changes = Changes {
            name: invocation.bot.name_of(invocation.interaction.team),
            ..changes
        };
        save(invocation.bot, &invocation.interaction, changes, key).await
    };
    invocation
        .bot
        .conclude(&invocation.interaction, None, Box::pin(handled))
        .await;
    // The first answer waits for no other network call; what Discord says of the channel comes after.
    if let Some(warning) = warning(invocation.bot, &invocation.interaction).await {
        invocation
            .bot
            .follow_up(&invocation.interaction, Private::text(warning))
            .await;
    }
    Ok(())
}

async fn save(bot: &Bot, interaction: &Interaction, changes: Changes, intro: &str) -> FlowResult<Reply> {
    let team = setup::setup(
        &bot.store,
        interaction.team,
        interaction.by.clone(),
        changes,
        bot.clock.now(),
    )
    .await?;
    Ok(Reply::Private(Private::text(summary(interaction, &team, intro))))
}

fn summary(interaction: &Interaction, team: &Team, intro: &str) -> String {
    let lang = interaction.lang;
    let role = |role: RoleId| format!("<@&{role}>");
    let mut lines = vec![t!(lang, intro)];
    lines.push(match team.channel {
        Some(channel) => t!(lang, "setup-channel", channel = format!("<#{channel}>")),
        None => t!(lang, "setup-no-channel"),
    });
    lines.push(match team.manager_role {
        Some(id) => t!(lang, "setup-managers", role = role(id)),
        None => t!(lang, "setup-no-managers"),
    });
    lines.push(match team.member_role {
        Some(id) => t!(lang, "setup-members", role = role(id)),
        None => t!(lang, "setup-no-members"),
    });
    let (zone, currency) = (team.time_zone.name(), team.currency.code());
    lines.push(t!(
        lang,
        "setup-locale",
        zone = zone,
        currency = currency,
        language = team.language.as_str()
    ));
    lines.push(match &team.settings.reminders.working_hours {
        Some(hours) => t!(
            lang,
            "setup-working-hours",
            hours = hours.to_string(),
            zone = zone
        ),
        None => t!(lang, "setup-working-always"),
    });
    if team.settings.threads {
        lines.push(t!(lang, "setup-threads"));
    }
    if team.channel.is_some() && team.manager_role.is_some() {
        lines.push(t!(lang, "setup-next"));
    }
    lines.join("\n")
}

/// A role that sets some members apart: @everyone, whose id is the server's, is the role of nobody in particular, and
/// members do not list it among theirs (Discord, "Role Object").
fn read_role(interaction: &Interaction, role: Option<&Role>) -> FlowResult<Option<RoleId>> {
    let Some(role) = role else { return Ok(None) };
    let id = signed(role.id.get());
    if id == interaction.team.0 {
        return Err(Faults::one(Field::Role, &role.name, Wrong::Everyone).into());
    }
    Ok(Some(RoleId(id)))
}

fn read_zone(typed: &str) -> FlowResult<chrono_tz::Tz> {
    let found = chrono_tz::TZ_VARIANTS
        .iter()
        .find(|zone| zone.name().eq_ignore_ascii_case(typed.trim()));
    Ok(found
        .copied()
        .ok_or_else(|| Faults::one(Field::TimeZone, typed, Wrong::Unknown))?)
}

fn read_currency(typed: &str) -> FlowResult<iso_currency::Currency> {
    let found = iso_currency::Currency::from_code(&typed.trim().to_ascii_uppercase());
    Ok(found.ok_or_else(|| Faults::one(Field::Currency, typed, Wrong::Unknown))?)
}

/// Working hours; `None` for always.
fn read_hours(typed: &str) -> FlowResult<Option<WorkingHours>> {
    let hours = WorkingHours::parse(typed);
    Ok(hours.map_err(|fault| Faults::one(Field::WorkingHours, typed, Wrong::WorkingHours(fault)))?)
}

/// A language we speak, or one whose dates and numbers we write.
fn read_language(typed: &str) -> FlowResult<String> {
    let code = crate::locale::Locale::from_discord(typed.trim()).code();
    if code.is_empty() {
        Err(Faults::one(Field::Language, typed, Wrong::Unknown).into())
    } else {
        Ok(code.to_owned())
    }
}

/// What keeps the bot from posting in the team channel or from being heard there, in words; `None` where nothing does.
async fn warning(bot: &Bot, interaction: &Interaction) -> Option<String> {
    if !interaction.by.person.manages_server {
        return None;
    }
    let team = teams::find(&mut *bot.store.read().await.ok()?, interaction.team)
        .await
        .ok()??;
    let (lang, channel) = (interaction.lang, format!("<#{}>", team.channel?));
    let Obstacles {
        permissions,
        silent_roles,
    } = match Obstacles::find(&bot.api, &team).await {
        Ok(Some(obstacles)) => obstacles,
        Ok(None) => return Some(t!(lang, "setup-unseen", channel = channel)),
        Err(error) => {
            tracing::warn!(%error, "Discord cannot be asked what the bot may do in a channel");
            return Some(t!(lang, "setup-unchecked", channel = channel));
        }
    };
    let mut lines = Vec::new();
    if !permissions.is_empty() {
        let permissions = permissions.join(", ");
        lines.push(t!(
            lang,
            "setup-missing",
            channel = channel,
            permissions = permissions
        ));
    }
    for role in silent_roles {
        lines.push(t!(lang, "setup-silent-role", role = format!("<@&{role}>")));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn matching<'a>(names: impl Iterator<Item = (String, &'a str)>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let found = names
        .filter(|(name, _)| name.to_lowercase().contains(&typed))
        .take(25);
    CreateAutocompleteResponse::new().set_choices(
        found
            .map(|(name, value)| AutocompleteChoice::new(name, value))
            .collect(),
    )
}

/// What most teams choose; what is typed is offered as it is read, so that it can be seen to be understood.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn hours(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    const USUAL: [&str; 5] = [
        "always",
        "Mon-Fri 09:00-18:00",
        "Mon-Fri 08:00-17:00",
        "Mon-Sat 09:00-18:00",
        "Sun-Thu 09:00-18:00",
    ];
    let offered = |hours: &[WorkingHours]| {
        let shown: Vec<String> = hours.iter().map(WorkingHours::to_string).collect();
        matching(shown.iter().map(|hours| (hours.clone(), hours.as_str())), "")
    };
    let usual = USUAL.into_iter().map(|hours| (hours.to_owned(), hours));
    match WorkingHours::parse(typed) {
        Ok(Some(hours)) => offered(&[hours]),
        Ok(None) => matching(usual.take(1), ""),
        Err(HoursFault::Ambiguous { readings }) => offered(&readings),
        Err(_) => matching(usual, typed),
    }
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn zones(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    matching(
        chrono_tz::TZ_VARIANTS
            .iter()
            .map(|zone| (zone.name().replace('_', " "), zone.name())),
        &typed.replace('_', " "),
    )
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn currencies(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    use iso_currency::IntoEnumIterator as _;
    let all = iso_currency::Currency::iter();
    matching(
        all.map(|currency| {
            (
                format!("{} · {}", currency.code(), currency.name()),
                currency.code(),
            )
        }),
        typed,
    )
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn languages(_context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let all = crate::locale::Locale::all()
        .map(crate::locale::Locale::code)
        .filter(|code| !code.is_empty());
    matching(all.map(|code| (code.to_owned(), code)), typed)
}
