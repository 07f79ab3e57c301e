//! A HubSpot workflow's webhook: the record that it is enrolled with, `properties.email` or `properties.email.value`.
//! Signature: developers.hubspot.com/docs/api/webhooks/validating-requests, version 3.

use axum::http::HeaderMap;
use serde_json::Value;

use super::native::Refused;
use super::pairs;
use super::signed::{Signature, SignedRequest, Written, is_signed};
use super::{Format, IdOf, Reading, body, text_at};

pub(crate) const FORMAT: Format = Format {
    code: "hubspot",
    name: "HubSpot workflow",
    signature: Some(version_3),
    read,
};

/// Names of HubSpot's own that tell what the customer would not write: ids, dates, its analytics.
const INTERNAL: &[&str] = &[
    "hs_",
    "hubspot_",
    "lastmodifieddate",
    "lifecyclestage",
    "num_",
    "associatedcompanyid",
];
/// Where a contact came from, one step down from "email campaign".
const CAMPAIGN: &str = "hs_analytics_source_data_1";

fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Reading, Refused> {
    let sent = body::json(headers, bytes)?;
    let mut properties = sent.get("properties").unwrap_or(&sent).clone();
    let campaign = text_at(&properties, &format!("/{CAMPAIGN}/value"))
        .or_else(|| text_at(&properties, &format!("/{CAMPAIGN}")));
    if let Value::Object(properties) = &mut properties {
        properties.retain(|name, _| !INTERNAL.iter().any(|internal| name.starts_with(internal)));
    }
    let mut draft = pairs::draft(&properties);
    draft.campaign = draft.campaign.or(campaign);
    // A contact may be enrolled again another day, and is another lead then.
    let id = text_at(&sent, "/objectId").or_else(|| text_at(&sent, "/vid"));
    Ok(Reading::lead(draft, id.map(IdOf::Delivery), &sent))
}

fn version_3(request: &SignedRequest<'_>, secret: &[u8]) -> Signature {
    const HEADER: &str = "x-hubspot-signature-v3";
    if !request.headers.contains_key(HEADER) {
        return Signature::Absent;
    }
    let time = request.header("x-hubspot-request-timestamp");
    let (Some(given), Some(time)) = (request.header(HEADER), time) else {
        return Signature::Wrong(
            "X-HubSpot-Request-Timestamp must come with X-HubSpot-Signature-v3, each once",
        );
    };
    if !time.parse().is_ok_and(|sent| request.is_fresh(sent)) {
        return Signature::Wrong(
            "X-HubSpot-Request-Timestamp is more than 5 minutes away from the time here",
        );
    }
    let fits = |url: &String| {
        let parts = [b"POST".as_slice(), url.as_bytes(), request.body, time.as_bytes()];
        is_signed(given, Written::Base64, secret, &parts)
    };
    if request.urls.iter().any(fits) {
        Signature::Right
    } else {
        Signature::Wrong(
            "X-HubSpot-Signature-v3 does not fit; set the source's secret to the app's client secret, and \
            LEADBELL_PUBLIC_URL to the address that HubSpot calls",
        )
    }
}
