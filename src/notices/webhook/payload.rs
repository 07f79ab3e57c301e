//! What a webhook says: docs/WEBHOOKS.md, version 1. It is made of what does not change after the event, so that each try
//! says the same; and of nothing about the customer, whom the sender knows under their own id.

use serde_json::json;

use crate::domain::lead::Lead;
use crate::domain::notice::{Cause, Notice};

/// The version of what is below `data`. What is added keeps it, what changes its meaning raises it.
const VERSION: u32 = 1;

pub(crate) fn body(notice: &Notice, lead: &Lead) -> String {
    let mut data = json!({
        "version": VERSION,
        "lead": lead.number.to_string(),
        "external_id": lead.request.external_id,
        "kind": lead.request.kind.code(),
        "stage": match notice.cause {
            Cause::Accepted => "accepted",
            _ => "archived",
        },
        "received_at": stamp(lead.received_at),
    });
    if notice.cause != Cause::Accepted {
        data["outcome"] = json!(notice.cause.code());
    }
    // A lead that went on since has another reason, or none.
    if matches!(notice.cause, Cause::Declined | Cause::Lost) {
        data["reason"] = json!(lead.reason);
    }
    json!({
        "type": format!("lead.{}", notice.cause.code()),
        "timestamp": stamp(notice.caused_at),
        "data": data,
    })
    .to_string()
}

fn stamp(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
