//! What a change of a lead owes to customer and sender, written with it: neither is without the other.

use chrono::TimeDelta;

use crate::domain::ids::LeadId;
use crate::domain::message::OutboxMessage;
use crate::domain::notice::{Cause, Medium, State};
use crate::domain::owed_notices;
use crate::flows::FlowResult;
use crate::flows::lead_change::LeadChange;
use crate::store::{Tx, notices, outbox};

/// So that a notice never goes out in the very moment in which its change is taken back, whosever clock counts.
const MARGIN: TimeDelta = TimeDelta::minutes(1);

impl LeadChange {
    /// Writes what the transition owes, to go out once it cannot be taken back; and drops what the one before it owed,
    /// where this takes it back.
    pub(in crate::flows) async fn owe_notices(&self, tx: &mut Tx, reason: Option<&str>) -> FlowResult<()> {
        if let Some(undone) = Cause::of(self.lead.stage).filter(|_| self.goes_back()) {
            notices::drop_of_cause(tx, self.lead.id, undone, self.now).await?;
            return Ok(());
        }
        let Some(cause) = Cause::of(self.after) else {
            return Ok(());
        };
        let settings = &self.team.settings;
        let tell = self
            .tell_customer
            .unwrap_or_else(|| reason.is_none_or(owed_notices::tells_customer));
        let wait = match cause {
            // Nobody takes back what time did.
            Cause::Expired => TimeDelta::zero(),
            _ if settings.undo_within().is_zero() => TimeDelta::zero(),
            _ => settings.undo_within() + MARGIN,
        };
        for owed in owed_notices::owed(&self.lead, &settings.notices, cause, tell) {
            let whose = (self.team.id, self.lead.id);
            let id = notices::insert(tx, whose, cause, owed, self.now, self.now + wait).await?;
            if owed.state == State::Waiting {
                enqueue(tx, whose, owed.medium, id, self.now, wait).await?;
            }
        }
        Ok(())
    }

    fn goes_back(&self) -> bool {
        use crate::domain::stage::Stage::{Accepted, Archived, Received};
        matches!(
            (self.lead.stage, self.after),
            (Archived(_), Received | Accepted) | (Accepted, Received)
        )
    }
}

/// The outbox row of a notice that waits.
pub(super) async fn enqueue(
    tx: &mut Tx,
    (team, lead): (crate::domain::ids::TeamId, LeadId),
    medium: Medium,
    notice: crate::domain::ids::NoticeId,
    now: chrono::DateTime<chrono::Utc>,
    wait: TimeDelta,
) -> Result<(), sqlx::Error> {
    let message = match medium {
        Medium::Mail => OutboxMessage::Mail { notice },
        Medium::Webhook => OutboxMessage::Webhook { notice },
    };
    outbox::enqueue(tx, team, Some(lead), &message, now, wait).await?;
    Ok(())
}
