//! The demo's "Connect": each product's sample sent through its real door, to a source that is made for it as a manager would.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use sandbox::{Channel, Member};

use super::dismiss;
use crate::clock::Clock;

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/", $name))
    };
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const JOTFORM: &str = "multipart/form-data; boundary=------------------------Q7Leadbell";

/// The day on which the samples arrived; those that are sent arrive today.
const DAY: &str = "2026-11-20";

/// The format, the product's name, what the sample says it is, and the sample.
const SAMPLES: [(&str, &str, &str, &str); 12] = [
    (
        "marketplace",
        "Marketplace",
        JSON,
        sample!("marketplace-contact-me.json"),
    ),
    ("typeform", "Typeform", JSON, sample!("typeform.json")),
    ("hubspot", "HubSpot", JSON, sample!("hubspot-workflow.json")),
    ("google_ads", "Google Ads", JSON, sample!("google-ads.json")),
    ("tally", "Tally", JSON, sample!("tally.json")),
    ("jotform", "Jotform", JOTFORM, sample!("jotform.multipart")),
    ("webflow", "Webflow", JSON, sample!("webflow.json")),
    ("calendly", "Calendly", JSON, sample!("calendly.json")),
    ("cal_com", "Cal.com", JSON, sample!("cal-com.json")),
    ("elementor", "Elementor", FORM, sample!("elementor.txt")),
    ("cf7", "Contact Form 7", FORM, sample!("form-wordpress.txt")),
    (
        "marketplace",
        "Marketplace",
        JSON,
        sample!("marketplace-validation.json"),
    ),
];

/// Sends the samples, one after the other.
pub(super) struct Connect {
    client: reqwest::Client,
    intake: SocketAddr,
    clock: Clock,
    maria: Member,
    leads: Channel,
    next: AtomicUsize,
    /// The addresses of the sources made so far, by format.
    addresses: tokio::sync::Mutex<HashMap<&'static str, String>>,
}

impl Connect {
    pub(super) fn new(
        intake: SocketAddr,
        clock: Clock,
        maria: Member,
        leads: Channel,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            client: crate::discord_api::http_client(Some(&format!("http://{intake}")))?,
            intake,
            clock,
            maria,
            leads,
            next: AtomicUsize::new(0),
            addresses: tokio::sync::Mutex::default(),
        })
    }

    /// Sends the next product's sample; what was sent, and what was answered.
    pub(super) async fn send_next(&self) -> anyhow::Result<String> {
        let at = self.next.fetch_add(1, Ordering::Relaxed) % SAMPLES.len();
        let (format, product, kind, body) = SAMPLES.get(at).copied().context("there are samples")?;
        let address = self.address(format, product).await?;
        let body = body.replace(DAY, &self.clock.now().format("%Y-%m-%d").to_string());
        let request = self.client.post(address).header("content-type", kind).body(body);
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        Ok(format!("{product} sent its lead, and was answered {status}."))
    }

    /// The address of the product's source, which is made when it is first needed.
    async fn address(&self, format: &'static str, product: &str) -> anyhow::Result<String> {
        let mut addresses = self.addresses.lock().await;
        if let Some(address) = addresses.get(format) {
            return Ok(address.clone());
        }
        // The sample of Google's carries its secret.
        let secret = if format == "google_ads" {
            " secret:test-google-key"
        } else {
            ""
        };
        let line = format!("/source add name:{product} format:{format}{secret}");
        let reply = self.maria.slash(&self.leads, &line).await;
        dismiss(&self.maria, &reply);
        let text = reply.text();
        let path = text
            .split('`')
            .find_map(|part| Some(part.split_once("/hooks/")?.1));
        let path = path.with_context(|| format!("/source add showed no address: {text}"))?;
        let address = format!("http://{}/hooks/{path}", self.intake);
        addresses.insert(format, address.clone());
        Ok(address)
    }
}
