//! A delivery at the door: everything that it brings, what could not be understood, the counts and the answer are
//! written in one transaction. The same delivery again gets the same answer and changes nothing but the counts.

use chrono::{DateTime, TimeDelta, Utc};

use super::receive::{Incoming, Origin, Received, receive};
use super::{FlowError, FlowResult};
use crate::store::deliveries::{Answered, Kept};
use crate::store::sources::Tally;
use crate::store::{Store, Tx, deliveries, sources};

/// How long an answer is remembered. Housekeeping removes it some time after that.
pub(crate) const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// How much of what was rejected a team keeps; the oldest goes first. A sender that sends nothing but nonsense, as fast as
/// it may, would otherwise fill the disk in a day.
const REJECTED: Kept = Kept {
    deliveries: 1000,
    bytes: 16 << 20,
};

/// One input of a delivery.
pub struct Input {
    /// What was sent, to be kept where it is refused.
    pub body: Vec<u8>,
    /// What was understood, or why not.
    pub lead: Result<Incoming, String>,
}

/// What became of one input.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DeliveryOutcome {
    /// It was understood.
    Lead(Received),
    /// It was not, and is kept as a rejected delivery.
    Rejected,
}

/// The answer to a delivery.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON.
    pub body: String,
    /// The delivery had been answered before, and this is that answer.
    pub replayed: bool,
}

/// What a source sent in one request.
pub struct Delivery {
    /// Where it comes from.
    pub origin: Origin,
    /// What is the same when the delivery is sent again; `None` for one that could not be read.
    pub key: Option<String>,
    /// SHA-256 of the body, to tell another delivery under the same key.
    pub body_hash: [u8; 32],
    /// What it said it is.
    pub content_type: Option<String>,
    /// What it brings; a body that could not be read at all is one input.
    pub inputs: Vec<Input>,
}

/// What became of a delivery.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Delivered {
    /// Taken in, or answered before.
    Answered(Answer),
    /// Its key was used for another delivery. Kept as rejected.
    Conflict,
}

/// Takes a delivery in. `answer` is given what became of each input, in order; its answer is remembered for a day
/// unless everything was rejected: a sender that mends its input may use the same key again.
///
/// # Errors
/// That the database failed. Then nothing was taken in.
pub async fn deliver<F>(
    store: &Store,
    delivery: Delivery,
    now: DateTime<Utc>,
    answer: F,
) -> FlowResult<Delivered>
where
    F: FnOnce(&[DeliveryOutcome]) -> Answer + Send + 'static,
{
    store
        .write(async move |tx| take_in(tx, &delivery, now, answer).await)
        .await
}

async fn take_in<F>(tx: &mut Tx, delivery: &Delivery, now: DateTime<Utc>, answer: F) -> FlowResult<Delivered>
where
    F: FnOnce(&[DeliveryOutcome]) -> Answer + Send + 'static,
{
    let source = delivery.origin.source;
    if let Some(key) = &delivery.key
        && let Some(before) = deliveries::find(tx, source, key, now - REMEMBERED).await?
    {
        return seen_before(tx, delivery, before, now).await;
    }
    let mut tally = Tally::default();
    let mut became = Vec::with_capacity(delivery.inputs.len());
    for input in &delivery.inputs {
        let one = match &input.lead {
            Ok(incoming) => DeliveryOutcome::Lead(receive(tx, incoming, delivery.origin, now).await?),
            Err(_) => DeliveryOutcome::Rejected,
        };
        match (&one, &input.lead) {
            (DeliveryOutcome::Lead(Received::Kept(..)), _) => tally.kept += 1,
            (DeliveryOutcome::Lead(Received::SeenBefore(..)), _) => tally.seen_before += 1,
            (DeliveryOutcome::Lead(Received::Conflict(lead)), _) => {
                tally.rejected += 1;
                let reason = format!("conflict: {lead} came under the same external_id with other content");
                reject(tx, delivery, &input.body, &reason, now).await?;
            }
            (DeliveryOutcome::Rejected, lead) => {
                tally.rejected += 1;
                let reason = lead.as_ref().err().map_or("", String::as_str);
                reject(tx, delivery, &input.body, reason, now).await?;
            }
        }
        became.push(one);
    }
    count(tx, delivery.origin, tally, now).await?;
    let answer = answer(&became);
    if let Some(key) = &delivery.key
        && tally.kept + tally.seen_before > 0
    {
        let said = (answer.status, answer.body.as_str());
        deliveries::insert(tx, source, key, &delivery.body_hash, said, now).await?;
    }
    Ok(Delivered::Answered(answer))
}

async fn seen_before(
    tx: &mut Tx,
    delivery: &Delivery,
    before: Answered,
    now: DateTime<Utc>,
) -> FlowResult<Delivered> {
    let inputs = i64::try_from(delivery.inputs.len()).map_err(anyhow::Error::from)?;
    let mut tally = Tally::default();
    let is_same = before.body_hash == delivery.body_hash;
    if is_same {
        tally.seen_before = inputs;
    } else {
        tally.rejected = inputs;
        for input in &delivery.inputs {
            reject(
                tx,
                delivery,
                &input.body,
                "conflict: another delivery had the same key",
                now,
            )
            .await?;
        }
    }
    count(tx, delivery.origin, tally, now).await?;
    Ok(if is_same {
        Delivered::Answered(Answer {
            status: before.status,
            body: before.answer,
            replayed: true,
        })
    } else {
        Delivered::Conflict
    })
}

async fn count(tx: &mut Tx, origin: Origin, tally: Tally, now: DateTime<Utc>) -> Result<(), FlowError> {
    sources::count(tx, origin.source, tally, now).await?;
    if tally.rejected > 0 {
        deliveries::drop_rejected(tx, origin.team, REJECTED).await?;
    }
    Ok(())
}

async fn reject(
    tx: &mut Tx,
    delivery: &Delivery,
    body: &[u8],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), FlowError> {
    let content_type = delivery.content_type.as_deref();
    Ok(deliveries::insert_rejected(tx, delivery.origin.source, content_type, body, reason, now).await?)
}
