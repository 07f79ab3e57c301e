//! A team and its settings. Every number of the product is a setting here with that number as its default.

use chrono::TimeDelta;
use iso_currency::Currency;
use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, MemberId, RoleId, TeamId};
use super::reason::{self, Reason, ReasonList};
use crate::locale::Locale;

/// One Discord server with its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// The server.
    pub id: TeamId,
    /// The server's name, as last seen.
    pub name: String,
    /// Where cards are posted; `None` until `/setup`.
    pub channel: Option<ChannelId>,
    /// Who may do everything.
    pub manager_role: Option<RoleId>,
    /// Who may work leads.
    pub member_role: Option<RoleId>,
    /// Who ran `/setup` last: whom to tell when the channel is lost.
    pub set_up_by: Option<MemberId>,
    /// The team's time zone.
    pub time_zone: chrono_tz::Tz,
    /// The currency of a value written without one.
    pub currency: Currency,
    /// The language of cards and reminders, a Discord locale.
    pub language: String,
    /// Everything else.
    pub settings: Settings,
}

impl Team {
    /// How dates are read that a member types whose client writes them that way: as the team does. Where the two write
    /// day and month in different orders, neither is taken for granted, and what has two readings is asked back.
    #[must_use]
    pub(crate) fn dates_of(&self, member: Locale) -> Locale {
        let team = self.dates();
        if team.date_order() == member.date_order() {
            team
        } else {
            Locale::OTHER
        }
    }

    /// How the team writes dates. English alone does not say; where the team works does.
    fn dates(&self) -> Locale {
        let locale = Locale::from_discord(&self.language);
        let zone = self.time_zone.name();
        let nowhere = zone == "UTC" || zone.starts_with("Etc/");
        if locale == Locale::EN_US && !nowhere && !is_american(zone) {
            Locale::EN_GB
        } else {
            locale
        }
    }
}

/// Whether a time zone is one of the United States, where the month is written first (IANA, `zone1970.tab`, code US).
fn is_american(zone: &str) -> bool {
    const CITIES: &[&str] = &[
        "Adak",
        "Anchorage",
        "Boise",
        "Chicago",
        "Denver",
        "Detroit",
        "Juneau",
        "Los_Angeles",
        "Louisville",
        "Menominee",
        "Metlakatla",
        "New_York",
        "Nome",
        "Phoenix",
        "Sitka",
        "Yakutat",
        "Fort_Wayne",
        "Indianapolis",
        "Shiprock",
        "Atka",
    ];
    const REGIONS: &[&str] = &[
        "US/",
        "America/Indiana/",
        "America/Kentucky/",
        "America/North_Dakota/",
    ];
    let city = zone.strip_prefix("America/");
    REGIONS.iter().any(|region| zone.starts_with(region))
        || city.is_some_and(|city| CITIES.contains(&city))
        || matches!(
            zone,
            "Pacific/Honolulu"
                | "Pacific/Johnston"
                | "EST5EDT"
                | "CST6CDT"
                | "MST7MDT"
                | "PST8PDT"
                | "HST"
                | "EST"
                | "MST"
        )
}

/// Per-team numbers and lists. Stored as JSON; what is absent has its default, so that adding one needs no migration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How long a lead waits for an answer before it expires, in hours (14 days).
    pub answer_hours: u32,
    /// How long "doing it quickly raises the chance" holds for a hot lead, in hours.
    pub hot_hours: u32,
    /// How long Decline, Won and Lost can be taken back, in seconds.
    pub undo_secs: u32,
    /// The team's reasons for declining.
    pub decline_reasons: Vec<Reason>,
    /// The team's reasons for having lost a deal.
    pub lost_reasons: Vec<Reason>,
    /// The reminder ladder and its hours.
    pub reminders: super::reminder_schedule::ReminderSchedule,
    /// More than this many leads ...
    pub burst_leads: u32,
    /// ... within this many minutes are posted as compact cards without a ping each.
    pub burst_minutes: u32,
    /// Open a thread for each accepted lead.
    pub threads: bool,
    /// Say in the channel that a lead expired unanswered.
    pub expiry_messages: bool,
    /// What of a lead its card shows.
    pub card: CardParts,
    /// The page on which customers say what they need.
    pub inquiry: InquiryForm,
    /// What the team wants of notices.
    pub notices: super::notice_settings::NoticeSettings,
    /// The manager role was deleted in Discord, and no other has been chosen since.
    pub manager_role_deleted: bool,
    /// The member role was deleted in Discord, and no other has been chosen since.
    pub member_role_deleted: bool,
}

/// What of a lead its card shows beside the customer, the need and the dates. The full view shows all of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardParts {
    /// The company's size and industry.
    pub size: bool,
    /// What the customer wants to spend.
    pub budget: bool,
    /// The team contacts of an accepted lead.
    pub contacts: bool,
}

impl Default for CardParts {
    fn default() -> Self {
        Self {
            size: true,
            budget: true,
            contacts: true,
        }
    }
}

/// The inquiry form of a team. Closed until a manager opens it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InquiryForm {
    /// Whether there is one.
    pub open: bool,
    /// Whether it may stand within other pages.
    pub embed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            answer_hours: 14 * 24,
            hot_hours: 72,
            undo_secs: 120,
            decline_reasons: reason::default_decline(),
            lost_reasons: reason::default_lost(),
            reminders: super::reminder_schedule::ReminderSchedule::default(),
            burst_leads: 10,
            burst_minutes: 10,
            threads: false,
            expiry_messages: true,
            card: CardParts::default(),
            inquiry: InquiryForm::default(),
            notices: super::notice_settings::NoticeSettings::default(),
            manager_role_deleted: false,
            member_role_deleted: false,
        }
    }
}

impl Team {
    /// Forgets the roles of which Discord says that they are gone, so that nothing calls them any more; `false` where
    /// the team has none of them.
    pub(crate) fn forget_roles(&mut self, is_gone: impl Fn(RoleId) -> bool) -> bool {
        let before = (self.manager_role, self.member_role);
        self.manager_role = self.manager_role.filter(|role| !is_gone(*role));
        self.member_role = self.member_role.filter(|role| !is_gone(*role));
        self.settings.manager_role_deleted |= before.0 != self.manager_role;
        self.settings.member_role_deleted |= before.1 != self.member_role;
        before != (self.manager_role, self.member_role)
    }
}

impl Settings {
    /// How long a lead waits for an answer.
    #[must_use]
    pub(crate) fn answer_within(&self) -> TimeDelta {
        TimeDelta::hours(self.answer_hours.into())
    }

    /// How long a lead is hot.
    #[must_use]
    pub(crate) fn hot_within(&self) -> TimeDelta {
        TimeDelta::hours(self.hot_hours.into())
    }

    /// How long an answer can be taken back.
    #[must_use]
    pub(crate) fn undo_within(&self) -> TimeDelta {
        TimeDelta::seconds(self.undo_secs.into())
    }

    /// One of the two lists of reasons, with those that have been taken off it.
    #[must_use]
    pub const fn reasons(&self, list: ReasonList) -> &Vec<Reason> {
        match list {
            ReasonList::Decline => &self.decline_reasons,
            ReasonList::Lost => &self.lost_reasons,
        }
    }

    /// One of the two lists of reasons, to be changed.
    #[must_use]
    pub(crate) const fn reasons_mut(&mut self, list: ReasonList) -> &mut Vec<Reason> {
        match list {
            ReasonList::Decline => &mut self.decline_reasons,
            ReasonList::Lost => &mut self.lost_reasons,
        }
    }

    /// The reason of that code, while it is on the list.
    #[must_use]
    pub fn reason(&self, list: ReasonList, code: &str) -> Option<&Reason> {
        let found = self.reasons(list).iter().find(|reason| reason.code == code);
        found.filter(|reason| !reason.retired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::DateOrder;

    fn order(language: &str, zone: &str, member: &str) -> Option<DateOrder> {
        let team = Team {
            id: TeamId(1),
            name: String::new(),
            channel: None,
            manager_role: None,
            member_role: None,
            set_up_by: None,
            time_zone: zone.parse().unwrap(),
            currency: Currency::EUR,
            language: language.to_owned(),
            settings: Settings::default(),
        };
        team.dates_of(Locale::from_discord(member)).date_order()
    }

    #[test]
    fn dates_are_the_teams_and_where_the_member_writes_others_they_are_asked_back() {
        use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy};
        for (language, zone, member, expected) in [
            ("en-US", "Europe/Berlin", "en-US", None),
            ("en-US", "Europe/Berlin", "en-GB", Some(Dmy)),
            ("en-US", "Europe/Berlin", "de", Some(Dmy)),
            ("en-US", "America/New_York", "en-US", Some(Mdy)),
            ("en-US", "America/Indiana/Vincennes", "en-US", Some(Mdy)),
            ("en-US", "Pacific/Honolulu", "en-US", Some(Mdy)),
            ("en-US", "America/New_York", "en-GB", None),
            ("en-US", "America/Toronto", "en-US", None),
            ("en-US", "Asia/Kolkata", "en-US", None),
            ("en-GB", "America/New_York", "en-GB", Some(Dmy)),
            ("en-GB", "Europe/London", "en-US", None),
            ("de", "Europe/Berlin", "de", Some(Dmy)),
            ("de", "Europe/Berlin", "en-US", None),
            ("ru", "Europe/Moscow", "de", Some(Dmy)),
            ("en-US", "UTC", "en-US", Some(Mdy)),
            ("en-US", "UTC", "ru", None),
            ("sv-SE", "Europe/Stockholm", "en-GB", None),
        ] {
            assert_eq!(
                order(language, zone, member),
                expected,
                "{language} in {zone}, member {member}"
            );
        }
    }
}
