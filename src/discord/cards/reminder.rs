//! A reminder: a reply to the card that calls for whoever can act next, and says what became of it once somebody has.
//!
//! > 🔥 @Managers **L-17** Nordwind Logistik GmbH came in 24 hours ago and waits for an answer. …
//! > `[Accept] [Decline] [Snooze for everybody until tomorrow] [… for 3 days]`
//!
//! Once a later one is posted it shrinks to its last line: one call to action a lead.

use chrono::{DateTime, Utc};
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, RoleId as DiscordRole, UserId,
};

use crate::discord::cards::parts::public_line;
use crate::discord::custom_id::Control;
use crate::discord::interaction::unsigned;
use crate::domain::dates::format_date;
use crate::domain::deadline::{Heat, ScheduledStep, heat};
use crate::domain::ids::LeadId;
use crate::domain::stage::{Outcome, Stage};
use crate::domain::transition::Last;
use crate::domain::view::LeadView;
use crate::locale::Locale;
use crate::t;
use crate::text::catalogue::Lang;
use crate::text::words;

/// What a reminder looks like.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    /// Everything it says.
    pub content: String,
    /// The buttons.
    pub rows: Vec<CreateActionRow>,
    /// Whom the content may mention.
    pub mentions: CreateAllowedMentions,
    /// The last line, by which it is known among the others.
    pub marker: String,
}

/// How a reminder looks now; `None` for one that nobody needs to see any more and nobody has seen.
#[must_use]
pub(crate) fn render(
    view: &LeadView,
    step: ScheduledStep,
    superseded: bool,
    is_posted: bool,
) -> Option<Rendered> {
    let lang = Lang::of(&view.team.language);
    let locale = Locale::from_discord(&view.team.language);
    let holds = step.holds_for(&view.schedule_facts());
    if (!holds || superseded) && !is_posted {
        return None;
    }
    let marker = marker(view, step, lang);
    if superseded {
        return Some(Rendered {
            content: format!("-# {}", t!(lang, "reminder-superseded", which = marker.as_str())),
            rows: Vec::new(),
            mentions: CreateAllowedMentions::new(),
            marker,
        });
    }
    let (text, rows, mentions) = if holds {
        let (who, mentions) = whom(view);
        let mut text = call(view, step, lang, locale, &who);
        if let Some(snooze) = view.snooze.filter(|snooze| snooze.until > view.now) {
            let (by, until) = (format!("<@{}>", snooze.by), words::moment(snooze.until));
            text = format!(
                "{text}\n{}",
                t!(lang, "reminder-snoozed", who = by, until = until)
            );
        }
        (text, buttons(view, step, lang), mentions)
    } else {
        (
            result(view, step, lang, locale),
            Vec::new(),
            CreateAllowedMentions::new(),
        )
    };
    Some(Rendered {
        content: format!("{text}\n-# {marker}"),
        rows,
        mentions,
        marker,
    })
}

/// Who can act next: managers see to it that somebody answers, then it is the owner's, for as long as they are there.
/// Whoever looks at a lead that waits is called first, and with everybody else once half of the time is over.
fn whom(view: &LeadView) -> (String, CreateAllowedMentions) {
    let nobody = CreateAllowedMentions::new();
    let is_away = view.assignee_away && view.lead.stage == Stage::Received;
    let is_there = !(view.owner_left || is_away);
    let named = view.lead.named().filter(|_| is_there);
    let alone = view.lead.is_for_one(view.team.settings.hot_within(), view.now);
    let role = view.team.manager_role.or(view.team.member_role);
    let role = role.filter(|_| named.is_none() || !alone);
    let person = named.map(|named| format!("<@{named}>"));
    let role_words = role.map(|role| format!("<@&{role}>"));
    let words: Vec<_> = person.into_iter().chain(role_words).collect();
    let mentions = nobody
        .users(named.map(|named| UserId::new(unsigned(named.0))))
        .roles(role.map(|role| DiscordRole::new(unsigned(role.0))));
    (words.join(" "), mentions)
}

/// The lead's number and customer. Not in the form that the card's footer has, by which the card is known.
fn name(view: &LeadView) -> String {
    let number = view.lead.number;
    match view.lead.request.customer.display_name() {
        _ if view.lead.erased_at.is_some() => format!("**{number}**"),
        "" => format!("**{number}**"),
        customer => format!("**{number}** {}", public_line(customer, 100)),
    }
}

fn call(view: &LeadView, step: ScheduledStep, lang: Lang, locale: Locale, who: &str) -> String {
    let lead = name(view);
    let since = words::ago(view.lead.received_at);
    match step {
        ScheduledStep::Overdue(date, _) if view.owner_left => {
            t!(
                lang,
                "reminder-overdue-left",
                who = who,
                owner = view
                    .lead
                    .owner
                    .map_or_else(String::new, |owner| format!("<@{owner}>")),
                lead = lead,
                number = view.lead.number.to_string(),
                date = format_date(date, locale)
            )
        }
        ScheduledStep::Overdue(date, _) => {
            t!(
                lang,
                "reminder-overdue",
                who = who,
                lead = lead,
                date = format_date(date, locale)
            )
        }
        ScheduledStep::Warning(_) => {
            let until = view.lead.deadline.map(words::ago).unwrap_or_default();
            t!(lang, "reminder-warning", who = who, lead = lead, until = until)
        }
        _ => match heat(&view.schedule_facts(), &view.team.settings, view.now) {
            Heat::Hot(until) => t!(
                lang,
                "reminder-nudge",
                who = who,
                lead = lead,
                since = since,
                until = words::moment(until)
            ),
            Heat::Passed | Heat::None => t!(
                lang,
                "reminder-nudge-passed",
                who = who,
                lead = lead,
                since = since,
                hours = view.team.settings.hot_hours
            ),
        },
    }
}

/// What became of a lead that a reminder was about.
pub(super) struct ReminderOutcome {
    /// The reminder.
    pub step: ScheduledStep,
    /// Where the lead stands now.
    pub stage: Stage,
    /// Who brought it there.
    pub last: Last,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Its personal data has been wiped.
    pub erased: bool,
}

impl ReminderOutcome {
    /// In words: answered by whom, after how long. `lead` is what the lead is called, `date` the purchase date of now.
    pub(super) fn words(&self, lead: String, date: Option<String>, lang: Lang) -> String {
        let (who, when) = (words::actor(lang, self.last.by), words::ago(self.last.at));
        match (self.step, self.stage, date) {
            _ if self.erased && self.stage.is_open() => t!(lang, "reminder-erased", lead = lead),
            (ScheduledStep::Overdue(..), Stage::Accepted, Some(date)) => {
                t!(lang, "reminder-new-date", lead = lead, date = date)
            }
            (_, Stage::Archived(Outcome::Expired), _) => {
                t!(lang, "reminder-expired", lead = lead, when = when)
            }
            (ScheduledStep::Overdue(..), Stage::Received, _) => {
                t!(lang, "reminder-released", lead = lead, who = who, when = when)
            }
            (ScheduledStep::Overdue(..), stage, _) => t!(
                lang,
                "reminder-closed",
                lead = lead,
                stage = words::stage(lang, stage),
                who = who,
                when = when
            ),
            (_, stage, _) => t!(
                lang,
                "reminder-answered",
                lead = lead,
                stage = words::stage(lang, stage),
                who = who,
                after = words::span(lang, self.last.at - self.received_at)
            ),
        }
    }
}

fn result(view: &LeadView, step: ScheduledStep, lang: Lang, locale: Locale) -> String {
    let date = view
        .deal
        .as_ref()
        .map(|deal| format_date(deal.purchase_date, locale));
    let became = ReminderOutcome {
        step,
        stage: view.lead.stage,
        last: view.lead.last,
        received_at: view.lead.received_at,
        erased: view.lead.erased_at.is_some(),
    };
    became.words(name(view), date, lang)
}

/// The last line of a reminder: which of a lead's reminders it is.
fn marker(view: &LeadView, step: ScheduledStep, lang: Lang) -> String {
    let lead = view.lead.number.to_string();
    match step {
        ScheduledStep::Nudge(after) => match after.whole_hours() {
            Some(hours) => t!(lang, "reminder-is-nudge", lead = lead, hours = hours),
            None => {
                let minutes = after.as_delta().num_minutes();
                t!(lang, "reminder-is-nudge-minutes", lead = lead, minutes = minutes)
            }
        },
        ScheduledStep::Warning(before) => {
            t!(
                lang,
                "reminder-is-warning",
                lead = lead,
                before = words::delay(lang, before)
            )
        }
        ScheduledStep::Overdue(date, 0) => {
            t!(lang, "reminder-is-overdue", lead = lead, date = date.to_string())
        }
        ScheduledStep::Overdue(date, times) => t!(
            lang,
            "reminder-is-overdue-again",
            lead = lead,
            date = date.to_string(),
            times = times + 1
        ),
        ScheduledStep::Window | ScheduledStep::Expiry | ScheduledStep::Digest(_) => lead,
    }
}

fn buttons(view: &LeadView, step: ScheduledStep, lang: Lang) -> Vec<CreateActionRow> {
    let lead = view.lead.id;
    let button = |control: Control, label: String, style| {
        CreateButton::new(control.encode()).label(label).style(style)
    };
    let row = if matches!(step, ScheduledStep::Overdue(..)) {
        let outcomes = [
            button(Control::Won(lead), t!(lang, "button-won"), ButtonStyle::Success),
            button(Control::Lost(lead), t!(lang, "button-lost"), ButtonStyle::Danger),
            button(Control::Edit(lead), t!(lang, "button-edit"), ButtonStyle::Primary),
        ];
        outcomes
            .into_iter()
            .chain(snooze_buttons(lead, false, lang))
            .collect()
    } else {
        let answers = [
            button(
                Control::Accept(lead),
                t!(lang, "button-accept"),
                ButtonStyle::Success,
            ),
            button(
                Control::Decline(lead),
                t!(lang, "button-decline"),
                ButtonStyle::Secondary,
            ),
        ];
        answers
            .into_iter()
            .chain(snooze_buttons(lead, true, lang))
            .collect()
    };
    vec![CreateActionRow::Buttons(row)]
}

/// Silence what is still to come of a lead: for everybody, which is for managers, or for the one whom it names.
pub(super) fn snooze_buttons(lead: LeadId, for_all: bool, lang: Lang) -> [CreateButton; 2] {
    let keys = if for_all {
        ["button-snooze-all-1", "button-snooze-all-3"]
    } else {
        ["button-snooze-1", "button-snooze-3"]
    };
    [(1, keys[0]), (3, keys[1])].map(|(days, key)| {
        CreateButton::new(Control::Snooze(lead, days).encode())
            .label(t!(lang, key))
            .style(ButtonStyle::Secondary)
    })
}
