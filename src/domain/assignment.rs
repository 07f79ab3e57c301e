//! Somebody looks at a lead that nobody has answered. Its reminders call that person alone until half of the time is
//! over, then everybody who can act besides: a lead is nobody's excuse.

use chrono::{DateTime, Utc};

use super::ids::MemberId;

/// Who looks at it, since when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Assignment {
    /// Who.
    pub to: MemberId,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl Assignment {
    /// Whether the lead is theirs alone at `now`, where it has to be answered by `deadline`. Of a hot lead it is half of
    /// what was left of its window that counts, where it was assigned within it.
    #[must_use]
    pub(crate) fn is_alone(
        self,
        window: Option<DateTime<Utc>>,
        deadline: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> bool {
        let window = window.filter(|window| self.at < *window);
        let end = window.into_iter().chain(deadline).min();
        end.is_none_or(|end| now < self.at + (end - self.at) / 2)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::Assignment;
    use crate::domain::ids::MemberId;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn half_of_what_was_left_is_theirs_alone() {
        let alone = |since, window: Option<i64>, deadline: Option<i64>, now| {
            let assignment = Assignment {
                to: MemberId(1),
                at: at(since),
            };
            assignment.is_alone(window.map(at), deadline.map(at), at(now))
        };
        assert!(alone(0, None, Some(100), 49) && !alone(0, None, Some(100), 50));
        assert!(alone(80, None, Some(100), 89) && !alone(80, None, Some(100), 90));
        assert!(alone(0, Some(72), Some(336), 35) && !alone(0, Some(72), Some(336), 36));
        assert!(alone(72, Some(72), Some(336), 203), "its window was over");
        assert!(alone(0, Some(72), Some(10), 4) && !alone(0, Some(72), Some(10), 5));
        assert!(alone(0, None, None, 9999), "nothing is due for it");
    }
}
