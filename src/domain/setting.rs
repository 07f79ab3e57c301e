//! The numbers and switches of `/settings`: the bounds of each, and what they must not contradict among each other.

use super::delay::Delay;
use super::form::Faults;
use super::refusal::{Field, Refusal, Wrong};
use super::team::Settings;

/// One of them.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Setting {
    /// How long a lead waits for an answer, in hours.
    AnswerTime,
    /// How long a hot lead is hot, in hours.
    HotWindow,
    /// How long an answer can be taken back, in minutes.
    Undo,
    /// More leads than this at once are a burst.
    BurstLeads,
    /// What "at once" is, in minutes.
    BurstMinutes,
    /// An owner is asked again after so many days; 0 for once only.
    OverdueDays,
    /// A thread for each accepted lead: 0 or 1.
    Threads,
    /// An expiry is told in the channel: 0 or 1.
    ExpiryMessages,
    /// Cards show the company's size and industry: 0 or 1.
    CardSize,
    /// Cards show the customer's budget: 0 or 1.
    CardBudget,
    /// Cards show the team contacts: 0 or 1.
    CardContacts,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::AnswerTime,
        Self::HotWindow,
        Self::Undo,
        Self::BurstLeads,
        Self::BurstMinutes,
        Self::OverdueDays,
        Self::Threads,
        Self::ExpiryMessages,
        Self::CardSize,
        Self::CardBudget,
        Self::CardContacts,
    ];

    /// The word in the database, in custom ids and in message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnswerTime => "answer",
            Self::HotWindow => "hot",
            Self::Undo => "undo",
            Self::BurstLeads => "burst",
            Self::BurstMinutes => "within",
            Self::OverdueDays => "overdue",
            Self::Threads => "threads",
            Self::ExpiryMessages => "expiry",
            Self::CardSize => "size",
            Self::CardBudget => "money",
            Self::CardContacts => "contacts",
        }
    }

    /// The word's first letter, no two alike: custom ids have little room.
    fn letter(self) -> &'static str {
        &self.code()[..1]
    }

    /// The setting of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.code() == code)
    }

    /// The least and the most that it can be, in its unit.
    #[must_use]
    pub const fn bounds(self) -> (u32, u32) {
        match self {
            Self::AnswerTime => (1, 180 * 24),
            Self::HotWindow => (1, 30 * 24),
            Self::Undo => (0, 15),
            Self::BurstLeads => (1, 100),
            Self::BurstMinutes => (1, 120),
            Self::OverdueDays => (0, 90),
            Self::Threads | Self::ExpiryMessages | Self::CardSize | Self::CardBudget | Self::CardContacts => {
                (0, 1)
            }
        }
    }

    /// What a team has set, in its unit.
    #[must_use]
    pub(crate) fn of(self, settings: &Settings) -> u32 {
        match self {
            Self::AnswerTime => settings.answer_hours,
            Self::HotWindow => settings.hot_hours,
            Self::Undo => settings.undo_secs / 60,
            Self::BurstLeads => settings.burst_leads,
            Self::BurstMinutes => settings.burst_minutes,
            Self::OverdueDays => settings.reminders.overdue_days,
            Self::Threads => settings.threads.into(),
            Self::ExpiryMessages => settings.expiry_messages.into(),
            Self::CardSize => settings.card.size.into(),
            Self::CardBudget => settings.card.budget.into(),
            Self::CardContacts => settings.card.contacts.into(),
        }
    }

    const fn put(self, settings: &mut Settings, value: u32) {
        match self {
            Self::AnswerTime => settings.answer_hours = value,
            Self::HotWindow => settings.hot_hours = value,
            Self::Undo => settings.undo_secs = value * 60,
            Self::BurstLeads => settings.burst_leads = value,
            Self::BurstMinutes => settings.burst_minutes = value,
            Self::OverdueDays => settings.reminders.overdue_days = value,
            Self::Threads => settings.threads = value == 1,
            Self::ExpiryMessages => settings.expiry_messages = value == 1,
            Self::CardSize => settings.card.size = value == 1,
            Self::CardBudget => settings.card.budget = value == 1,
            Self::CardContacts => settings.card.contacts = value == 1,
        }
    }

    /// Whether cards that are there look otherwise with it.
    pub(crate) const fn shows_on_cards(self) -> bool {
        matches!(self, Self::CardSize | Self::CardBudget | Self::CardContacts)
    }

    const fn field(self) -> Field {
        match self {
            Self::AnswerTime => Field::AnswerTime,
            Self::HotWindow => Field::HotWindow,
            _ => Field::Setting,
        }
    }
}

/// What is to change, each setting at most once.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct SettingChanges(pub Vec<(Setting, u32)>);

impl SettingChanges {
    /// The settings with the changes.
    ///
    /// # Errors
    /// [`Refusal::Input`] where a value is out of bounds or contradicts another setting.
    pub(crate) fn apply(&self, settings: &Settings) -> Result<Settings, Refusal> {
        let mut faults = Faults::default();
        let mut changed = settings.clone();
        for (setting, value) in &self.0 {
            let (least, most) = setting.bounds();
            if (least..=most).contains(value) {
                setting.put(&mut changed, *value);
            } else {
                faults.add(
                    setting.field(),
                    &value.to_string(),
                    Wrong::OutOfRange(least, most),
                );
            }
        }
        let touches = |setting| self.0.iter().any(|(changed, _)| *changed == setting);
        if (touches(Setting::HotWindow) || touches(Setting::AnswerTime))
            && changed.hot_hours >= changed.answer_hours
        {
            let hours = format!("{}h", changed.hot_hours);
            faults.add(Field::HotWindow, &hours, Wrong::HotNotBeforeExpiry);
        }
        let longest = changed
            .reminders
            .warnings
            .iter()
            .map(|before| before.as_delta())
            .max();
        if touches(Setting::AnswerTime) && longest.is_some_and(|longest| longest >= changed.answer_within()) {
            let typed = Delay::hours(changed.answer_hours).to_string();
            faults.add(Field::AnswerTime, &typed, Wrong::WarnedBeforeArrival);
        }
        faults.or(Some(changed))
    }

    /// What of it is different from what is set, with what is set.
    #[must_use]
    pub(crate) fn differences(&self, settings: &Settings) -> Vec<(Setting, u32, u32)> {
        let all = self
            .0
            .iter()
            .map(|(setting, value)| (*setting, setting.of(settings), *value));
        all.filter(|(_, before, after)| before != after).collect()
    }

    /// `answer.168_undo.5`, for a custom id.
    #[must_use]
    pub fn encode(&self) -> String {
        let parts: Vec<_> = self
            .0
            .iter()
            .map(|(setting, value)| format!("{}.{value}", setting.letter()))
            .collect();
        parts.join("_")
    }

    /// From [`Self::encode`].
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut changes = Vec::new();
        for part in text.split('_').filter(|part| !part.is_empty()) {
            let (code, value) = part.split_once('.')?;
            let setting = Setting::ALL
                .into_iter()
                .find(|setting| setting.letter() == code)?;
            changes.push((setting, value.parse::<u16>().ok()?.into()));
        }
        let changes = Self(changes);
        (changes.encode() == text && changes.0.len() <= Setting::ALL.len()).then_some(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Setting, SettingChanges};
    use crate::domain::team::Settings;

    fn holds(changes: &[(Setting, u32)]) -> bool {
        SettingChanges(changes.to_vec())
            .apply(&Settings::default())
            .is_ok()
    }

    #[test]
    fn every_default_lies_within_its_bounds_and_can_be_set() {
        for setting in Setting::ALL {
            let value = setting.of(&Settings::default());
            assert!(holds(&[(setting, value)]), "{setting:?} {value}");
            assert_eq!(Setting::from_code(setting.code()), Some(setting));
        }
    }

    #[test]
    fn what_is_set_is_what_is_read_and_bounds_hold() {
        for setting in Setting::ALL {
            let (least, most) = setting.bounds();
            for value in [least, most] {
                let others = [
                    (Setting::AnswerTime, 4000),
                    (Setting::HotWindow, 1),
                    (setting, value),
                ];
                let result = SettingChanges(others.to_vec()).apply(&Settings::default());
                match setting {
                    // Shorter than the hot window, or than the first warning.
                    Setting::AnswerTime if value == least => assert!(result.is_err()),
                    _ => assert_eq!(setting.of(&result.unwrap()), value, "{setting:?}"),
                }
            }
            assert!(!holds(&[(setting, most + 1)]), "{setting:?}");
        }
    }

    #[test]
    fn settings_do_not_contradict_each_other() {
        use Setting::{AnswerTime, HotWindow};
        assert!(holds(&[(AnswerTime, 96)]));
        assert!(
            !holds(&[(AnswerTime, 72)]),
            "the first warning would come with the lead"
        );
        assert!(!holds(&[(HotWindow, 336)]), "hot until it expires");
        assert!(holds(&[(HotWindow, 336), (AnswerTime, 720)]));
        assert!(!holds(&[(HotWindow, 200), (AnswerTime, 150)]));
    }

    #[test]
    fn changes_survive_their_word() {
        let all: Vec<_> = Setting::ALL
            .into_iter()
            .map(|setting| (setting, setting.bounds().1))
            .collect();
        let changes = SettingChanges(all);
        assert_eq!(SettingChanges::decode(&changes.encode()), Some(changes));
        for wrong in ["answer", "answer.-1", "answer.70000", "sleep.4", "answer.04"] {
            assert_eq!(SettingChanges::decode(wrong), None, "{wrong}");
        }
    }
}
