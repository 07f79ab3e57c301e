//! One lane: its rows one at a time, in order, until none is due.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::FutureExt as _;

use super::context::{Context, Interrupted, old_before};
use super::decide::{Next, Outcome, decide};
use super::execute::{execute, put_off};
use super::policy::UNREADABLE;
use super::send_failure::SendFailure;
use super::sender;
use crate::discord_api::retry;
use crate::domain::ids::OutboxId;
use crate::store::StoreError;
use crate::store::outbox::{self, DueRow, Lane, Unreadable};

/// Why a lane ended.
pub(super) enum LaneEnd {
    /// Nothing is due in it, or the worker stops.
    Done,
    /// Discord does not take the token.
    TokenRefused,
}

/// What working on one row says about the lane.
enum Turn {
    /// On to the next.
    GoesOn,
    /// Nothing may get through: a moment's pause.
    Pauses,
    Ends(LaneEnd),
}

/// Shows the rows of a lane until none is due.
pub(super) async fn work(context: Arc<Context>, lane: Lane) -> LaneEnd {
    let mut failures = 0;
    while !*context.stop.borrow() {
        // Whatever comes while its last row is sent is seen by the worker, which looks when a lane has ended.
        let mut more = true;
        let turn = match next(&context, lane).await {
            Ok(Some(Ok(row))) => {
                more = row.has_more;
                one(&context, lane, &row).await
            }
            Ok(Some(Err(unreadable))) => {
                let id = unreadable.id;
                broken(&context, lane, id, &anyhow::Error::new(unreadable)).await
            }
            Ok(None) => return LaneEnd::Done,
            Err(error) => failed(lane, &error.into()),
        };
        match turn {
            Turn::GoesOn if !more => return LaneEnd::Done,
            Turn::GoesOn => failures = 0,
            Turn::Pauses => {
                failures += 1;
                let until = context.clock.steady().after(retry::LANE.wait(failures));
                if context.sleep(until).await.is_err() {
                    return LaneEnd::Done;
                }
            }
            Turn::Ends(end) => return end,
        }
    }
    LaneEnd::Done
}

async fn next(context: &Context, lane: Lane) -> Result<Option<Result<DueRow, Unreadable>>, StoreError> {
    let now = context.clock.now();
    let mut conn = context.store.read().await?;
    Ok(outbox::next_in_lane(&mut conn, lane, now, old_before(now)).await?)
}

/// Sends one row, decides what is next for it, and does that.
async fn one(context: &Context, lane: Lane, row: &DueRow) -> Turn {
    let id = row.entry.id;
    let sent = AssertUnwindSafe(sender::send(context, row)).catch_unwind();
    let outcome = match sent.await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(Interrupted::Stopped)) => return Turn::Ends(LaneEnd::Done),
        Ok(Err(Interrupted::Failed(failure))) => Outcome::Failed(failure),
        Ok(Err(Interrupted::Ours(error))) => {
            failed(lane, &error);
            Outcome::Faulted
        }
        Err(_) => return broken(context, lane, id, &anyhow::anyhow!("outbox row {id}: panicked")).await,
    };
    if let Outcome::Failed(failure) = &outcome {
        tracing::warn!(?lane, row = id.0, %failure, "Discord did not take it");
    }
    if lane.kind.is_discord() {
        note(context, &outcome);
    }
    let decision = decide(row, outcome);
    if decision.next == Next::Stop {
        return Turn::Ends(LaneEnd::TokenRefused);
    }
    match execute(context, row, decision.next).await {
        Ok(()) if decision.pauses_lane => Turn::Pauses,
        Ok(()) => Turn::GoesOn,
        Err(error) => failed(lane, &error.into()),
    }
}

/// Tells `/readyz` whether anything gets through. What Discord refuses has got through to it.
fn note(context: &Context, outcome: &Outcome) {
    let got_through = match outcome {
        Outcome::Failed(SendFailure::Unavailable(_)) | Outcome::Faulted => false,
        Outcome::Failed(SendFailure::RateLimited { .. } | SendFailure::TooManyOldEdits)
        | Outcome::Changed
        | Outcome::AfterCard
        | Outcome::Later(_) => return,
        _ => true,
    };
    let now = context.clock.steady();
    context
        .status
        .send_modify(|status| status.note_tried(got_through, now));
}

/// Puts a row off that cannot be understood or made us panic, so that it does not hold up the lane.
async fn broken(context: &Context, lane: Lane, id: OutboxId, error: &anyhow::Error) -> Turn {
    let due = context.clock.now() + TimeDelta::from_std(UNREADABLE).unwrap_or_default();
    if let Err(error) = put_off(context, id, 1, due).await {
        failed(lane, &error.into());
    }
    failed(lane, error)
}

fn failed(lane: Lane, error: &anyhow::Error) -> Turn {
    let error = format!("{error:#}");
    tracing::error!(?lane, error, "a message cannot be shown; trying again");
    Turn::Pauses
}
