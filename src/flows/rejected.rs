//! What could not be understood, and what a manager makes of it: looked at, made a lead by hand, replayed once the cause is
//! mended, or dropped.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::authorize::{authorize, authorize_once};
use super::create_manually::LeadInput;
use super::deliver::Answer;
use super::doors::{Doors, Sent};
use super::receive::{Incoming, Origin, Received, receive};
use super::{Actor, FlowError, FlowResult};
use crate::domain::event::Initiator;
use crate::domain::ids::TeamId;
use crate::domain::lead::{Customer, NewLead};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::view::LeadView;
use crate::store::rejected::{Line, Whole};
use crate::store::sources::Tally;
use crate::store::{Conn, Store, leads, rejected, sources, views};

/// How many a page shows: each has a row of buttons, and a message has five rows.
pub(crate) const PAGE: i64 = 4;
/// Most bytes of an export: what a bot may upload to a server without boosts is 10 MiB (Reference, "Uploading Files").
const EXPORT: usize = 9 << 20;

/// A page of rejected deliveries.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its lines, newest first.
    pub lines: Vec<Line>,
    /// Which page; 0 is the first.
    pub at: i64,
    /// How many there are in all.
    pub total: i64,
}

/// A delivery to look at, or to make a lead of.
pub(crate) struct Opened {
    /// The delivery.
    pub whole: Whole,
    /// As it would come through the door again.
    pub sent: Sent,
}

/// What became of a delivery that was played again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Replayed {
    /// It was taken in, and answered so.
    Taken(Answer),
    /// It still is no lead: why. It stays.
    StillRejected(String),
}

/// The rejected deliveries of a team. A page that is not there any more is the last one.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::ManagersOnly`], or that the database failed.
pub async fn list(store: &Store, team: TeamId, by: &Actor, at: i64) -> FlowResult<Page> {
    let mut conn = store.read().await?;
    authorize(&mut conn, team, by, Rank::Manager).await?;
    let asked = at.clamp(0, i64::MAX / PAGE);
    let (lines, total) = rejected::list(&mut conn, team, (PAGE, asked * PAGE)).await?;
    let last = (total - 1).max(0) / PAGE;
    if asked <= last {
        return Ok(Page {
            lines,
            at: asked,
            total,
        });
    }
    let (lines, total) = rejected::list(&mut conn, team, (PAGE, last * PAGE)).await?;
    Ok(Page {
        lines,
        at: last,
        total,
    })
}

/// One rejected delivery.
///
/// # Errors
/// As [`list`], or [`Refusal::DeliveryGone`].
pub async fn open(store: &Store, team: TeamId, by: &Actor, id: i64) -> FlowResult<Opened> {
    let mut conn = store.read().await?;
    authorize(&mut conn, team, by, Rank::Manager).await?;
    let whole = find(&mut conn, team, id).await?;
    let sent = Sent {
        content_type: whole.content_type.clone(),
        body: whole.body.clone(),
        ..Sent::default()
    };
    Ok(Opened { whole, sent })
}

/// Forgets one; what it was is answered for the last time.
///
/// # Errors
/// As [`open`].
pub async fn drop(store: &Store, team: TeamId, by: Actor, id: i64, now: DateTime<Utc>) -> FlowResult<Whole> {
    store
        .write(async move |tx| {
            authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let whole = find(tx, team, id).await?;
            rejected::delete(tx, id).await?;
            Ok(whole)
        })
        .await
}

/// Sends a delivery through its door again, as if it came now. What still is no lead stays as it is; what became one, or
/// is kept anew with another reason, leaves the list.
///
/// # Errors
/// As [`open`], or that the database failed.
pub async fn replay(
    store: &Store,
    doors: &dyn Doors,
    team: TeamId,
    by: Actor,
    id: i64,
) -> FlowResult<Replayed> {
    let Opened { whole, sent } = open(store, team, &by, id).await?;
    let source = sources::find(&mut *store.read().await?, whole.source).await?;
    let source = source.ok_or(Refusal::DeliveryGone)?;
    if let Err(why) = doors.check(&source, &sent) {
        return Ok(Replayed::StillRejected(why));
    }
    let answer = doors.deliver(source, sent).await?;
    if answer.status >= 500 {
        let failed = anyhow::anyhow!("a delivery that was played again was answered {}", answer.status);
        return Err(FlowError::Failed(failed));
    }
    // It may have gone meanwhile, by another manager's hand: then the second time was "seen before".
    store
        .write(async move |tx| Ok::<_, FlowError>(rejected::delete(tx, id).await?))
        .await?;
    Ok(Replayed::Taken(answer))
}

/// Makes a lead of what a manager has read out of a delivery. What the form does not ask for is taken as it was understood.
///
/// # Errors
/// As [`open`], or what is wrong with the form.
pub async fn make_a_lead(
    store: &Store,
    doors: &dyn Doors,
    team: TeamId,
    by: Actor,
    (id, typed): (i64, LeadInput),
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    let opened = open(store, team, &by, id).await?;
    let understood = doors.understand(&opened.sent).map(|incoming| incoming.lead);
    let payload_hash = Sha256::digest(&opened.sent.body).into();
    store
        .write(async move |tx| {
            authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let whole = find(tx, team, id).await?;
            let mut lead = with_typed(understood.unwrap_or_default(), typed.parse()?);
            // The id may be another lead's: that can be why it was refused.
            if let Some(external_id) = &lead.external_id
                && leads::find_by_external_id(tx, whole.source, external_id)
                    .await?
                    .is_some()
            {
                lead.external_id = None;
            }
            let origin = Origin {
                team,
                source: whole.source,
                actor: Initiator::Member(by.person.id),
                via: by.via,
            };
            let Received::Kept(made, _) = receive(tx, &Incoming { lead, payload_hash }, origin, now).await?
            else {
                return Err(Refusal::DeliveryGone.into());
            };
            let kept = Tally {
                kept: 1,
                ..Tally::default()
            };
            sources::count(tx, whole.source, kept, now).await?;
            rejected::delete(tx, id).await?;
            let view = views::find(tx, made, now).await?;
            view.ok_or_else(|| FlowError::Failed(anyhow::anyhow!("lead {made} has no row")))
        })
        .await
}

/// Every rejected delivery as a line of JSON, oldest last: time, source, reason, content type, body.
///
/// # Errors
/// As [`list`].
pub(crate) async fn export(store: &Store, team: TeamId, by: &Actor) -> FlowResult<Vec<u8>> {
    let mut conn = store.read().await?;
    authorize(&mut conn, team, by, Rank::Manager).await?;
    let (lines, _) = rejected::list(&mut conn, team, (i64::MAX, 0)).await?;
    let mut file = Vec::new();
    for line in lines {
        let Some(whole) = rejected::find(&mut conn, team, line.id).await? else {
            continue;
        };
        let json = serde_json::json!({
            "received_at": whole.received_at.to_rfc3339(),
            "source": whole.source_name,
            "reason": whole.reason,
            "content_type": whole.content_type,
            "body": String::from_utf8_lossy(&whole.body),
        })
        .to_string();
        if file.len() + json.len() >= EXPORT {
            break;
        }
        file.extend_from_slice(json.as_bytes());
        file.push(b'\n');
    }
    Ok(file)
}

async fn find(conn: &mut Conn, team: TeamId, id: i64) -> FlowResult<Whole> {
    let found = rejected::find(conn, team, id).await?;
    Ok(found.ok_or(Refusal::DeliveryGone)?)
}

fn with_typed(understood: NewLead, typed: NewLead) -> NewLead {
    NewLead {
        customer: Customer {
            company: typed.customer.company,
            name: typed.customer.name,
            email: typed.customer.email,
            phone: typed.customer.phone,
            ..understood.customer
        },
        need: typed.need,
        ..understood
    }
}
