//! The demo's leads, sent over HTTP as a website would send them.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

/// The leads that are there when the page opens. The last one is what a newcomer reads first.
const FIRST: [&str; 2] = [
    include_str!("../../../tests/data/native-batch.json"),
    include_str!("../../../tests/data/native-hot.json"),
];

/// One of them is there to be rejected, which a newcomer would wonder at.
const FAULTY: &str = "b-3";

/// The leads that come at the press of a button, one after the other.
const MORE: &str = include_str!("../../../tests/data/demo-leads.json");

/// Sends leads.
pub(super) struct Sender {
    client: reqwest::Client,
    url: String,
    key: String,
    sent: AtomicUsize,
}

impl Sender {
    pub(super) fn new(intake: SocketAddr, key: String) -> anyhow::Result<Self> {
        let url = format!("http://{intake}/v1/leads");
        let client = crate::discord_api::http_client(Some(&url))?;
        Ok(Self {
            client,
            url,
            key,
            sent: AtomicUsize::new(0),
        })
    }

    /// Sends the first leads, as if they had just arrived: the samples' own dates are long past.
    pub(super) async fn send_first(&self) -> anyhow::Result<()> {
        for sample in FIRST {
            let mut body: Value = serde_json::from_str(sample)?;
            if let Some(lead) = body.as_object_mut() {
                lead.remove("received_at");
            }
            if let Some(batch) = body.get_mut("leads").and_then(Value::as_array_mut) {
                batch.retain(|lead| lead["external_id"] != FAULTY);
            }
            self.send(&body).await?;
        }
        Ok(())
    }

    /// Sends one more lead; says which one it has become.
    pub(super) async fn send_one(&self, hot: bool) -> anyhow::Result<String> {
        let all: Vec<Value> = serde_json::from_str(MORE)?;
        let count = self.sent.fetch_add(1, Ordering::Relaxed);
        let mut lead = all
            .get(count % all.len())
            .cloned()
            .context("there are demo leads")?;
        if let Some(lead) = lead.as_object_mut() {
            lead.insert("external_id".to_owned(), json!(format!("demo-{count}")));
            lead.insert("hot".to_owned(), json!(hot));
        }
        let answer = self.send(&lead).await?;
        let number = answer["lead"].as_str();
        Ok(number.unwrap_or("The lead").to_owned())
    }

    async fn send(&self, body: &Value) -> anyhow::Result<Value> {
        let answer = self
            .client
            .post(&self.url)
            .bearer_auth(&self.key)
            .json(body)
            .send()
            .await?;
        // A batch is kept in part where one of its leads cannot be understood.
        ensure!(answer.status().is_success(), "intake answers {}", answer.status());
        Ok(answer.json().await?)
    }
}
