//! What a form is given out with: when it was, for which team, and a number of its own, signed. A form that was never given
//! out is not taken, one that comes back at once was filled by a program, and one sent twice is one lead. There is no cookie
//! and no session, so that a page elsewhere that sends a form here gains nothing by it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq as _;

use crate::domain::ids::TeamId;
use crate::flows::signing::hmac_sha256;

/// Nobody writes what they need in less.
const SHORTEST: TimeDelta = TimeDelta::seconds(3);
/// A page may stay open for a day.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// What signs tickets; a new one with each start, after which forms that are open are sent once more.
pub(crate) struct Tickets([u8; 32]);

/// What is to be thought of a ticket.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Checked {
    /// A form of ours; its number.
    Good(String),
    /// It came back faster than anybody writes.
    TooFast,
    /// Not ours, or too old.
    Stale,
}

impl Default for Tickets {
    fn default() -> Self {
        Self(rand::random())
    }
}

impl Tickets {
    /// A ticket for a form that is given out now.
    pub(super) fn issue(&self, team: TeamId, now: DateTime<Utc>) -> String {
        let number: u64 = rand::random();
        let said = format!("{:x}.{number:016x}", now.timestamp_millis());
        format!("{said}.{}", URL_SAFE_NO_PAD.encode(self.mac(team, &said)))
    }

    /// Checks a ticket that came back.
    pub(super) fn check(&self, team: TeamId, ticket: &str, now: DateTime<Utc>) -> Checked {
        let Some((said, mac)) = ticket.rsplit_once('.') else {
            return Checked::Stale;
        };
        let mac = URL_SAFE_NO_PAD.decode(mac).unwrap_or_default();
        let issued = said.split_once('.').and_then(|(at, number)| {
            let at = DateTime::from_timestamp_millis(i64::from_str_radix(at, 16).ok()?)?;
            Some((at, number))
        });
        match issued {
            Some((at, number)) if bool::from(self.mac(team, said).ct_eq(mac.as_slice())) => match now - at {
                age if age > LONGEST => Checked::Stale,
                // A clock that was put back does not make a program of a person.
                age if age >= TimeDelta::zero() && age < SHORTEST => Checked::TooFast,
                _ => Checked::Good(number.to_owned()),
            },
            _ => Checked::Stale,
        }
    }

    fn mac(&self, team: TeamId, said: &str) -> [u8; 32] {
        hmac_sha256(&self.0, &[&team.0.to_be_bytes(), said.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    #[test]
    fn a_ticket_is_good_for_its_team_from_three_seconds_to_a_day() {
        let (tickets, team) = (Tickets::default(), TeamId(7));
        let ticket = tickets.issue(team, NOW);
        let after = |time| tickets.check(team, &ticket, NOW + time);
        assert_eq!(after(TimeDelta::seconds(2)), Checked::TooFast);
        assert!(matches!(after(TimeDelta::seconds(3)), Checked::Good(_)));
        assert!(matches!(after(TimeDelta::hours(24)), Checked::Good(_)));
        assert_eq!(after(TimeDelta::hours(25)), Checked::Stale);
        assert_eq!(after(TimeDelta::seconds(10)), after(TimeDelta::seconds(20)));
        assert_eq!(
            tickets.check(TeamId(8), &ticket, NOW + TimeDelta::minutes(1)),
            Checked::Stale
        );
        let forged = ticket.replacen('0', "1", 1);
        for ticket in ["", ".", "0.0.", &forged, "x"] {
            assert_eq!(
                tickets.check(team, ticket, NOW + TimeDelta::minutes(1)),
                Checked::Stale
            );
        }
        assert_ne!(ticket, tickets.issue(team, NOW));
        assert_eq!(
            Tickets::default().check(team, &ticket, NOW + TimeDelta::minutes(1)),
            Checked::Stale
        );
    }
}
